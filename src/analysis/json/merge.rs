//! Two changes of one value brought together: what only one of both changed is taken; where both changed the
//! same thing differently, a person picks.

use super::align::rising;
use super::change::Change;
use super::diff::{Both, DEEPEST, by_key, diff, is_same};
use super::doc::{Doc, Kind};
use super::lay_out::tight;
use super::path::{Path, Step};
use super::show::words;
use crate::wire::pretty::pretty;

/// Whose value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick {
    /// As it was before either.
    Base,
    /// Ours.
    Mine,
    /// The other's.
    Theirs,
}

/// Where both changed the same thing, each to something else. `None`: it is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Where; elements are counted as they were before.
    pub path: Path,
    /// As it was.
    pub base: Option<String>,
    /// Ours.
    pub mine: Option<String>,
    /// The other's.
    pub theirs: Option<String>,
}

impl Conflict {
    /// What stands there for a pick.
    pub fn value(&self, pick: Pick) -> Option<&str> {
        match pick {
            Pick::Base => self.base.as_deref(),
            Pick::Mine => self.mine.as_deref(),
            Pick::Theirs => self.theirs.as_deref(),
        }
    }
}

/// What was taken without a question, as only one changed it, or both alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Who changed it: [`Pick::Mine`] or [`Pick::Theirs`].
    pub whose: Pick,
    /// What was changed.
    pub change: Change,
}

/// Two changes brought together, with what is left to pick.
#[derive(Debug, Clone)]
pub struct Merge {
    made: Made,
    conflicts: Vec<Conflict>,
    taken: Vec<Taken>,
}

impl Merge {
    /// What is to be picked.
    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    /// What was taken from either.
    pub fn taken(&self) -> &[Taken] {
        &self.taken
    }

    /// The result, laid out; one pick per conflict, ours where one is missing.
    pub fn with(&self, picks: &[Pick]) -> String {
        let mut out = String::new();
        self.write(&self.made, picks, &mut out);
        pretty(&out)
    }

    fn picked(&self, made: &Made, picks: &[Pick]) -> bool {
        match made {
            Made::Open(at) => self.value(*at, picks).is_some(),
            _ => true,
        }
    }

    fn value(&self, at: usize, picks: &[Pick]) -> Option<&str> {
        let pick = picks.get(at).copied().unwrap_or(Pick::Mine);
        self.conflicts.get(at)?.value(pick)
    }

    fn write(&self, made: &Made, picks: &[Pick], out: &mut String) {
        let (children, is_object) = match made {
            Made::Raw(raw) => return out.push_str(raw),
            Made::Open(at) => return out.push_str(self.value(*at, picks).unwrap_or_default()),
            Made::Filled(children, is_object) => (children, *is_object),
        };
        out.push(if is_object { '{' } else { '[' });
        let there = children.iter().filter(|(_, made)| self.picked(made, picks));
        for (number, (key, made)) in there.enumerate() {
            if number > 0 {
                out.push(',');
            }
            if is_object {
                out.push_str(key);
                out.push(':');
            }
            self.write(made, picks, out);
        }
        out.push(if is_object { '}' } else { ']' });
    }
}

/// A value that was brought together.
#[derive(Debug, Clone)]
enum Made {
    Raw(String),
    /// A conflict, by its place.
    Open(usize),
    /// What lies in it, with keys as they are written; whether it is an object.
    Filled(Vec<(String, Made)>, bool),
}

/// Brings two changes of `base` together.
pub fn merge(base: &Doc, mine: &Doc, theirs: &Doc) -> Merge {
    let three = Three {
        base,
        mine,
        theirs,
        to_mine: Both::new(base, mine),
        to_theirs: Both::new(base, theirs),
    };
    let mut conflicts = Vec::new();
    let whole = [Some(0), Some(0), Some(0)];
    let made = three.value(whole, &Path::default(), 0, &mut conflicts);
    let made = made.unwrap_or(Made::Raw(tight(mine, 0)));
    let mut taken = Vec::new();
    for (whose, other) in [(Pick::Mine, mine), (Pick::Theirs, theirs)] {
        let changes = diff(base, other).changes().to_vec();
        let is_open = |change: &Change| {
            conflicts
                .iter()
                .any(|conflict| change.path.0.starts_with(&conflict.path.0))
        };
        taken.extend(
            changes
                .into_iter()
                .filter(|change| !is_open(change))
                .map(|change| Taken { whose, change }),
        );
    }
    Merge {
        made,
        conflicts,
        taken,
    }
}

/// Places of one value in base, mine, theirs.
type Places = [Option<usize>; 3];

struct Three<'a> {
    base: &'a Doc,
    mine: &'a Doc,
    theirs: &'a Doc,
    to_mine: Both<'a>,
    to_theirs: Both<'a>,
}

impl Three<'_> {
    /// One value; `None` where the result has none.
    fn value(
        &self,
        places: Places,
        path: &Path,
        depth: usize,
        conflicts: &mut Vec<Conflict>,
    ) -> Option<Made> {
        let [base, mine, theirs] = places;
        let is_kept = |both: &Both<'_>, at: Option<usize>| match (base, at) {
            (Some(base), Some(at)) => both.are_same(base, at),
            (None, None) => true,
            _ => false,
        };
        let raw = |doc: &Doc, at: Option<usize>| at.map(|at| Made::Raw(tight(doc, at)));
        if is_kept(&self.to_mine, mine) {
            return raw(self.theirs, theirs);
        }
        let alike = match (mine, theirs) {
            (Some(mine), Some(theirs)) => is_same(self.mine, mine, self.theirs, theirs),
            (None, None) => true,
            _ => false,
        };
        if alike || is_kept(&self.to_theirs, theirs) {
            return raw(self.mine, mine);
        }
        if let [Some(base), Some(mine), Some(theirs)] = places
            && depth < DEEPEST
        {
            let kinds = [
                self.base.node(base).kind,
                self.mine.node(mine).kind,
                self.theirs.node(theirs).kind,
            ];
            let all = [base, mine, theirs];
            let made = match kinds {
                [Kind::Object, Kind::Object, Kind::Object] => {
                    Some(self.object(all, path, depth, conflicts))
                }
                [Kind::Array, Kind::Array, Kind::Array] => self.array(all, path, depth, conflicts),
                _ => None,
            };
            if made.is_some() {
                return made;
            }
        }
        let written = |doc: &Doc, at: Option<usize>| at.map(|at| doc.raw(at).to_owned());
        conflicts.push(Conflict {
            path: path.clone(),
            base: written(self.base, base),
            mine: written(self.mine, mine),
            theirs: written(self.theirs, theirs),
        });
        Some(Made::Open(conflicts.len() - 1))
    }

    /// Key by key, each as often as it stands.
    fn object(
        &self,
        [base, mine, theirs]: [usize; 3],
        path: &Path,
        depth: usize,
        conflicts: &mut Vec<Conflict>,
    ) -> Made {
        let children = |doc: &Doc, at: usize| doc.children(at).collect::<Vec<usize>>();
        let (old, ours, others) = (
            children(self.base, base),
            children(self.mine, mine),
            children(self.theirs, theirs),
        );
        // Each key in base, mine and theirs, as places in the rows above: first those of mine.
        let from_base = self.to_mine.by_key(&old, &ours);
        let mut rows: Vec<Places> = from_base
            .iter()
            .enumerate()
            .map(|(at, base)| [*base, Some(at), None])
            .collect();
        let mut gone: Vec<bool> = vec![true; old.len()];
        for base in from_base.iter().flatten() {
            gone[*base] = false;
        }
        let keeps_order = rising(&from_base.iter().flatten().copied().collect::<Vec<_>>())
            .iter()
            .all(|held| *held);
        rows.extend(
            (0..old.len())
                .filter(|at| gone[*at])
                .map(|at| [Some(at), None, None]),
        );
        let are_same = |at: usize, other: usize| is_same(self.mine, at, self.theirs, other);
        let theirs_from_mine = by_key((self.mine, &ours), (self.theirs, &others), &are_same);
        let theirs_from_base = self.to_theirs.by_key(&old, &others);
        for (at, (in_mine, in_base)) in theirs_from_mine.iter().zip(theirs_from_base).enumerate() {
            let row = match (in_mine, in_base) {
                (Some(in_mine), _) => rows.get_mut(*in_mine),
                (None, Some(in_base)) => rows
                    .iter_mut()
                    .find(|row| row[0] == Some(in_base) && row[1].is_none()),
                (None, None) => None,
            };
            match row {
                Some(row) => row[2] = Some(at),
                None => rows.push([None, None, Some(at)]),
            }
        }
        let rows = in_order(rows, if keeps_order { 2 } else { 1 });
        let mut filled = Vec::with_capacity(rows.len());
        for [b, m, t] in rows {
            let of = |row: &[usize], at: Option<usize>| at.and_then(|at| row.get(at).copied());
            let places = [of(&old, b), of(&ours, m), of(&others, t)];
            let key = None
                .or_else(|| self.mine.raw_key(places[1]?))
                .or_else(|| self.theirs.raw_key(places[2]?))
                .or_else(|| self.base.raw_key(places[0]?))
                .unwrap_or_default();
            let here = path.with(Step::Key(words(key)));
            if let Some(made) = self.value(places, &here, depth + 1, conflicts) {
                filled.push((key.to_owned(), made));
            }
        }
        Made::Filled(filled, true)
    }

    /// Between elements that all three have, what only one changed is taken. Where both changed the same
    /// stretch, the array is a conflict as a whole: `None`.
    fn array(
        &self,
        [base, mine, theirs]: [usize; 3],
        path: &Path,
        depth: usize,
        conflicts: &mut Vec<Conflict>,
    ) -> Option<Made> {
        let children = |doc: &Doc, at: usize| doc.children(at).collect::<Vec<usize>>();
        let (old, ours, others) = (
            children(self.base, base),
            children(self.mine, mine),
            children(self.theirs, theirs),
        );
        let in_mine = targets(&self.to_mine.pairs(base, mine), old.len());
        let in_theirs = targets(&self.to_theirs.pairs(base, theirs), old.len());
        let before = conflicts.len();
        let mut filled = Vec::new();
        let mut done = [0, 0, 0];
        let held = (0..old.len()).filter_map(|at| Some([at, in_mine[at]?, in_theirs[at]?]));
        for anchor in held.chain([[old.len(), ours.len(), others.len()]]) {
            let gap = |row: &[usize], which: usize| row[done[which]..anchor[which]].to_vec();
            let (b, m, t) = (gap(&old, 0), gap(&ours, 1), gap(&others, 2));
            let (doc, taken) = if are_same(self.base, &b, self.mine, &m) {
                (self.theirs, t)
            } else if are_same(self.base, &b, self.theirs, &t)
                || are_same(self.mine, &m, self.theirs, &t)
            {
                (self.mine, m)
            } else {
                conflicts.truncate(before);
                return None;
            };
            let raw = taken
                .iter()
                .map(|at| (String::new(), Made::Raw(tight(doc, *at))));
            filled.extend(raw);
            done = anchor.map(|at| at + 1);
            if anchor[0] < old.len() {
                let places = [
                    Some(old[anchor[0]]),
                    Some(ours[anchor[1]]),
                    Some(others[anchor[2]]),
                ];
                let here = path.with(Step::Index(anchor[0]));
                let made = self.value(places, &here, depth + 1, conflicts);
                filled.extend(made.map(|made| (String::new(), made)));
            }
        }
        Some(Made::Filled(filled, false))
    }
}

fn are_same(a: &Doc, one: &[usize], b: &Doc, two: &[usize]) -> bool {
    one.len() == two.len()
        && one
            .iter()
            .zip(two)
            .all(|(one, two)| is_same(a, *one, b, *two))
}

/// Of each old element, where it stands among the new ones; those that were moved are left out, so that the
/// places rise.
fn targets(origins: &[Option<usize>], old: usize) -> Vec<Option<usize>> {
    let kept: Vec<(usize, usize)> = origins
        .iter()
        .enumerate()
        .filter_map(|(to, from)| Some((to, (*from)?)))
        .collect();
    let from: Vec<usize> = kept.iter().map(|(_, from)| *from).collect();
    let mut found = vec![None; old];
    for ((to, from), _) in kept.iter().zip(rising(&from)).filter(|(_, held)| *held) {
        found[*from] = Some(*to);
    }
    found
}

/// The rows in the order of one side, each of the others behind what it follows on its own side.
fn in_order(rows: Vec<Places>, side: usize) -> Vec<Places> {
    let (mut ordered, mut others): (Vec<Places>, Vec<Places>) =
        rows.into_iter().partition(|row| row[side].is_some());
    ordered.sort_by_key(|row| row[side]);
    let other = 3 - side;
    // First those of the other side in its order, then what is in neither.
    others.sort_by_key(|row| (row[other].is_none(), row[other], row[0]));
    for row in others {
        let follows = |which: usize| {
            let own = row[which]?;
            let before = ordered
                .iter()
                .enumerate()
                .filter(|(_, one)| one[which].is_some_and(|at| at < own));
            before
                .max_by_key(|(_, one)| one[which])
                .map_or(Some(0), |(at, _)| Some(at + 1))
        };
        let at = follows(other)
            .or_else(|| follows(0))
            .unwrap_or(ordered.len());
        ordered.insert(at, row);
    }
    ordered
}
