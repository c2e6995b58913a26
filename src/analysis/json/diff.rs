//! What differs between two values, and how the one becomes the other to the last digit.

use super::align::{SEED, align, hash, rising};
use super::change::{Change, ChangeKind, means_the_same};
use super::doc::{Doc, Kind};
use super::lay_out::tight;
use super::path::{Path, Step};
use super::show::words;

/// Values deeper than this are compared as a whole: a comparison goes into values within values.
pub(super) const DEEPEST: usize = 256;

/// How one value becomes another, and what a person is told of it.
#[derive(Debug, Clone)]
pub struct Diff {
    edit: Edit,
    changes: Vec<Change>,
}

impl Diff {
    /// The differences, in the order of the new value; what was removed comes first where it stood.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

/// What is done to one value.
#[derive(Debug, Clone)]
enum Edit {
    Nothing,
    Replace(String),
    /// What lies in it now, in this order. What is not named is gone.
    Fill(Vec<Piece>),
}

#[derive(Debug, Clone)]
enum Piece {
    /// What lay there at a place, and what is done to it.
    Kept(usize, Edit),
    /// A new one: its key as it is written, and itself.
    New(Option<String>, String),
}

/// What differs.
pub fn diff(before: &Doc, after: &Doc) -> Diff {
    let both = Both::new(before, after);
    let mut changes = Vec::new();
    let edit = both.edit(0, 0, &Path::default(), 0, &mut changes);
    Diff { edit, changes }
}

/// Does to a value what differs: `apply(&diff(a, b), a)` is `b` without blanks.
pub fn apply(diff: &Diff, before: &Doc) -> String {
    let mut out = String::new();
    write(&diff.edit, before, 0, &mut out);
    out
}

fn write(edit: &Edit, doc: &Doc, place: usize, out: &mut String) {
    let pieces = match edit {
        Edit::Nothing => return out.push_str(&tight(doc, place)),
        Edit::Replace(by) => return out.push_str(by),
        Edit::Fill(pieces) => pieces,
    };
    let is_object = doc.node(place).kind == Kind::Object;
    let children: Vec<usize> = doc.children(place).collect();
    out.push(if is_object { '{' } else { '[' });
    for (number, piece) in pieces.iter().enumerate() {
        if number > 0 {
            out.push(',');
        }
        let key = match piece {
            Piece::Kept(from, _) => children.get(*from).and_then(|child| doc.raw_key(*child)),
            Piece::New(key, _) => key.as_deref(),
        };
        if let Some(key) = key {
            out.push_str(key);
            out.push(':');
        }
        match piece {
            Piece::Kept(from, edit) => {
                if let Some(child) = children.get(*from) {
                    write(edit, doc, *child, out);
                }
            }
            Piece::New(_, value) => out.push_str(value),
        }
    }
    out.push(if is_object { '}' } else { ']' });
}

/// Two values that are compared, each with a number per value within that stands for all it says.
pub(super) struct Both<'a> {
    pub(super) a: &'a Doc,
    pub(super) b: &'a Doc,
    hashes_a: Vec<u64>,
    hashes_b: Vec<u64>,
}

impl<'a> Both<'a> {
    pub(super) fn new(a: &'a Doc, b: &'a Doc) -> Self {
        Self {
            a,
            b,
            hashes_a: hashes(a),
            hashes_b: hashes(b),
        }
    }

    /// Whether two values say the same, to the spelling.
    pub(super) fn are_same(&self, at: usize, other: usize) -> bool {
        self.hashes_a.get(at) == self.hashes_b.get(other) && is_same(self.a, at, self.b, other)
    }

    fn edit(
        &self,
        at: usize,
        other: usize,
        path: &Path,
        depth: usize,
        changes: &mut Vec<Change>,
    ) -> Edit {
        if self.are_same(at, other) {
            return Edit::Nothing;
        }
        let kind = self.a.node(at).kind;
        if !kind.is_nested() || kind != self.b.node(other).kind || depth >= DEEPEST {
            changes.push(Change {
                kind: ChangeKind::Changed,
                path: path.clone(),
                from: None,
                before: Some(self.a.raw(at).to_owned()),
                after: Some(self.b.raw(other).to_owned()),
                only_spelling: means_the_same(self.a, at, self.b, other),
            });
            return Edit::Replace(tight(self.b, other));
        }
        Edit::Fill(self.fill(at, other, path, depth, changes))
    }

    fn fill(
        &self,
        at: usize,
        other: usize,
        path: &Path,
        depth: usize,
        changes: &mut Vec<Change>,
    ) -> Vec<Piece> {
        let old: Vec<usize> = self.a.children(at).collect();
        let new: Vec<usize> = self.b.children(other).collect();
        let origins = self.pairs(at, other);
        let kept: Vec<usize> = origins.iter().flatten().copied().collect();
        let mut in_order = rising(&kept).into_iter();
        self.removed(&old, &kept, path, changes);
        let mut pieces = Vec::with_capacity(new.len());
        for (index, (child, origin)) in new.iter().zip(&origins).enumerate() {
            let here = path.with(step(self.b, *child, index));
            let Some(from) = *origin else {
                let key = self.b.raw_key(*child).map(ToOwned::to_owned);
                changes.push(Change {
                    kind: ChangeKind::Added,
                    path: here,
                    from: None,
                    before: None,
                    after: Some(self.b.raw(*child).to_owned()),
                    only_spelling: false,
                });
                pieces.push(Piece::New(key, tight(self.b, *child)));
                continue;
            };
            let stood = old.get(from).copied().unwrap_or_default();
            if in_order.next() == Some(false) {
                let is_element = self.b.raw_key(*child).is_none();
                changes.push(Change {
                    kind: ChangeKind::Moved,
                    path: here.clone(),
                    from: is_element.then(|| path.with(Step::Index(from))),
                    before: None,
                    after: Some(self.b.raw(*child).to_owned()),
                    only_spelling: false,
                });
            }
            let edit = self.edit(stood, *child, &here, depth + 1, changes);
            pieces.push(Piece::Kept(from, edit));
        }
        pieces
    }

    fn removed(&self, old: &[usize], kept: &[usize], path: &Path, changes: &mut Vec<Change>) {
        let mut stays = vec![false; old.len()];
        for from in kept {
            if let Some(stays) = stays.get_mut(*from) {
                *stays = true;
            }
        }
        for (index, (child, _)) in old
            .iter()
            .zip(stays)
            .enumerate()
            .filter(|(_, (_, stays))| !stays)
        {
            changes.push(Change {
                kind: ChangeKind::Removed,
                path: path.with(step(self.a, *child, index)),
                from: None,
                before: Some(self.a.raw(*child).to_owned()),
                after: None,
                only_spelling: false,
            });
        }
    }

    /// Of each value that lies in the new one, as which of the old one's it can be seen.
    pub(super) fn pairs(&self, at: usize, other: usize) -> Vec<Option<usize>> {
        let old: Vec<usize> = self.a.children(at).collect();
        let new: Vec<usize> = self.b.children(other).collect();
        if self.a.node(at).kind == Kind::Object {
            self.by_key(&old, &new)
        } else {
            self.elements(&old, &new)
        }
    }

    /// The keys of two objects.
    pub(super) fn by_key(&self, old: &[usize], new: &[usize]) -> Vec<Option<usize>> {
        let are_same = |at: usize, other: usize| self.are_same(at, other);
        by_key((self.a, old), (self.b, new), &are_same)
    }

    /// Elements: equal ones in order; then equal ones that stand elsewhere; then, between those, what
    /// can be the same thing with other words.
    fn elements(&self, old: &[usize], new: &[usize]) -> Vec<Option<usize>> {
        let of = |hashes: &[u64], places: &[usize]| -> Vec<u64> {
            places
                .iter()
                .map(|at| hashes.get(*at).copied().unwrap_or_default())
                .collect()
        };
        let (one, two) = (of(&self.hashes_a, old), of(&self.hashes_b, new));
        let mut origins = vec![None; new.len()];
        let mut is_taken = vec![false; old.len()];
        let aligned = align(&one, &two);
        for (from, to) in &aligned {
            origins[*to] = Some(*from);
            is_taken[*from] = true;
        }
        self.alike(old, new, &aligned, &mut origins, &mut is_taken);
        let mut left: Vec<(u64, usize)> = (0..old.len())
            .filter(|from| !is_taken[*from])
            .map(|from| (one[from], from))
            .collect();
        left.sort_unstable();
        for (to, origin) in origins
            .iter_mut()
            .enumerate()
            .filter(|(_, origin)| origin.is_none())
        {
            let found = left.partition_point(|(hash, _)| *hash < two[to]);
            if left.get(found).is_some_and(|(hash, _)| *hash == two[to]) {
                *origin = Some(left.remove(found).1);
            }
        }
        origins
    }

    /// Between two that are equal: what has the same name, then what stands at the same place and is of one
    /// kind.
    fn alike(
        &self,
        old: &[usize],
        new: &[usize],
        aligned: &[(usize, usize)],
        origins: &mut [Option<usize>],
        is_taken: &mut [bool],
    ) {
        let mut done = (0, 0);
        for (end_a, end_b) in aligned.iter().copied().chain([(old.len(), new.len())]) {
            let (gap_a, gap_b) = (done.0..end_a, done.1..end_b);
            done = (end_a + 1, end_b + 1);
            // What stands elsewhere unchanged was moved, and is no other's new words.
            let moved_a: Vec<bool> = gap_a
                .clone()
                .map(|i| self.stands_in(i, old, new, true))
                .collect();
            for name_first in [true, false] {
                let mut place = gap_a.start;
                for to in gap_b.clone() {
                    if origins[to].is_some() || self.stands_in(to, new, old, false) {
                        continue;
                    }
                    let fits = |from: &usize| {
                        !is_taken[*from]
                            && !moved_a[*from - gap_a.start]
                            && self.is_alike(old[*from], new[to], name_first)
                    };
                    let found = if name_first {
                        // Few: a long gap without anything equal is looked through in order only.
                        gap_a.clone().take(500).find(fits)
                    } else {
                        (place..gap_a.end)
                            .find(|from| !is_taken[*from])
                            .filter(fits)
                    };
                    if let Some(from) = found {
                        origins[to] = Some(from);
                        is_taken[from] = true;
                        place = from + 1;
                    }
                }
            }
        }
    }

    /// Whether an equal one stands among the others, as far as a short list is looked through.
    fn stands_in(&self, at: usize, own: &[usize], others: &[usize], is_old: bool) -> bool {
        let (mine, theirs) = if is_old {
            (&self.hashes_a, &self.hashes_b)
        } else {
            (&self.hashes_b, &self.hashes_a)
        };
        let hash = mine.get(own[at]);
        others.len() <= 2_000 && others.iter().any(|other| theirs.get(*other) == hash)
    }

    fn is_alike(&self, at: usize, other: usize, by_name: bool) -> bool {
        let kind = self.a.node(at).kind;
        if !by_name {
            return kind.is_nested() == self.b.node(other).kind.is_nested()
                && (!kind.is_nested() || kind == self.b.node(other).kind)
                && name(self.a, at)
                    .is_none_or(|one| name(self.b, other).is_none_or(|two| one == two));
        }
        kind == Kind::Object && name(self.a, at).is_some_and(|one| name(self.b, other) == Some(one))
    }
}

/// What an object calls itself, as it is written.
fn name(doc: &Doc, place: usize) -> Option<&str> {
    if doc.node(place).kind != Kind::Object {
        return None;
    }
    let keys = ["\"id\"", "\"guid\"", "\"key\"", "\"name\""];
    keys.iter().find_map(|key| {
        let child = doc
            .children(place)
            .take(50)
            .find(|child| doc.raw_key(*child) == Some(key))?;
        (!doc.node(child).kind.is_nested()).then(|| doc.raw(child))
    })
}

/// Keys, each as often as it stands. Of keys that stand more than once, those with equal values belong
/// together (`are_same`, by the places in both), and the rest in their order.
pub(super) fn by_key(
    (a, old): (&Doc, &[usize]),
    (b, new): (&Doc, &[usize]),
    are_same: &dyn Fn(usize, usize) -> bool,
) -> Vec<Option<usize>> {
    let mut known: Vec<(&str, usize)> = old
        .iter()
        .enumerate()
        .map(|(at, child)| (a.raw_key(*child).unwrap_or_default(), at))
        .collect();
    known.sort_unstable();
    let mut is_taken = vec![false; known.len()];
    let mut origins = vec![None; new.len()];
    for equal_only in [true, false] {
        for (child, origin) in new.iter().zip(&mut origins) {
            if origin.is_some() {
                continue;
            }
            let key = b.raw_key(*child).unwrap_or_default();
            let first = known.partition_point(|(other, _)| *other < key);
            let of_key = known[first..].iter().take_while(|(other, _)| *other == key);
            let found = of_key.enumerate().find(|(at, (_, from))| {
                !is_taken[first + at] && (!equal_only || are_same(old[*from], *child))
            });
            if let Some((at, (_, from))) = found {
                is_taken[first + at] = true;
                *origin = Some(*from);
            }
        }
    }
    origins
}

fn step(doc: &Doc, child: usize, index: usize) -> Step {
    match doc.raw_key(child) {
        Some(key) => Step::Key(words(key)),
        None => Step::Index(index),
    }
}

/// Whether two values say the same: value by value, as they stand in the tables.
pub(super) fn is_same(a: &Doc, at: usize, b: &Doc, other: usize) -> bool {
    let (end, long) = (a.behind(at), b.behind(other) - other);
    end - at == long
        && (at..end).zip(other..).all(|(i, j)| {
            let (one, two) = (a.node(i), b.node(j));
            one.kind == two.kind
                && a.behind(i) - i == b.behind(j) - j
                && (i == at || a.raw_key(i) == b.raw_key(j))
                && (one.kind.is_nested() || a.raw(i) == b.raw(j))
        })
}

/// Of each value a number that stands for what it says: from the last to the first, so that those within
/// are known before what they lie in.
fn hashes(doc: &Doc) -> Vec<u64> {
    let mut found = vec![0; doc.len()];
    for at in (0..doc.len()).rev() {
        found[at] = match doc.node(at).kind {
            Kind::Object | Kind::Array => {
                let seed = hash(
                    if doc.node(at).kind == Kind::Object {
                        b"{"
                    } else {
                        b"["
                    },
                    SEED,
                );
                doc.children(at).fold(seed, |sum, child| {
                    let sum = hash(doc.raw_key(child).unwrap_or_default().as_bytes(), sum);
                    hash(&found[child].to_le_bytes(), sum)
                })
            }
            _ => hash(doc.raw(at).as_bytes(), SEED),
        };
    }
    found
}
