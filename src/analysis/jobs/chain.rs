//! Reading a queue whole although it moves under the reading.
//!
//! A page is cut by number: a job that goes while one reads pulls all later ones forward, and what was the first
//! of the next page is then the last of one that was read already. So pages overlap: each begins a little
//! before the end of the one before it. Pages of the size asked for begin at multiples of that size, and a size
//! is looked for whose multiple lies just there.
//!
//! The rule is one: **a page whose first job was already seen leaves no gap.** A queue keeps the order of what
//! stays in it. Then whatever lies behind that first job was either read before, or is on this page, or lies
//! behind it; and that holds whichever of the pages was answered first. A page whose first job nobody has seen
//! is kept aside, and one that begins earlier is asked for, until the chain holds again. Only where that does
//! not come to an end is the reading not sure ([`Chain::is_sure`]).

use std::collections::HashSet;

/// The part of a page by which it overlaps the one before it, at first: a 20th.
const OVERLAP: u32 = 20;
/// The most of a page that overlaps, as its 4th: beyond it, little new would come.
const MOST_OVERLAP: u32 = 4;
/// Pages of fewer jobs do not overlap: for every place there is a page that spans it only if there are enough
/// sizes to choose from.
const LEAST: u32 = 20;
/// How many pages are asked for ahead where the server does not say how many there are.
const AHEAD: usize = 3;
/// After so many pages in a row that brought nothing new, a server that makes pages of its own size does not
/// page at all.
const BARREN: u32 = 3;
/// After so many, any other moves more than can be followed.
const MOST_BARREN: u32 = 9;
/// How many pages there may be beyond twice as many as are due.
const SPARE: u32 = 24;

/// A page to ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Its number, from 1.
    pub page: u32,
    /// How many jobs make a page.
    pub size: u32,
}

impl Window {
    /// The place of its first job, from 0.
    fn start(self) -> u32 {
        (self.page - 1).saturating_mul(self.size)
    }

    /// The place behind its last.
    fn end(self) -> u32 {
        self.page.saturating_mul(self.size)
    }
}

/// What a page brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// What tells its records apart, in the server's order.
    pub keys: Vec<i64>,
    /// How many jobs the server says there are; a hint.
    pub count: Option<u32>,
    /// Whether the server says that another page follows.
    pub more: bool,
}

/// How far a queue is read.
#[derive(Debug)]
pub struct Chain {
    /// What was read without a gap, from the first on.
    covered: HashSet<i64>,
    /// Up to which place that reaches.
    reach: u32,
    /// What was asked for and does not belong to it yet, in order.
    waiting: Vec<(Window, Option<Brought>)>,
    /// The most jobs that a page holds.
    most: u32,
    overlap: u32,
    count: u32,
    asked: u32,
    barren: u32,
    /// Whether the server makes pages of the size that is asked for.
    is_sized: bool,
    has_ended: bool,
    is_sure: bool,
}

impl Chain {
    /// Nothing read yet, of pages of so many jobs at most.
    pub fn new(most: u32) -> Self {
        let most = most.max(1);
        Self {
            covered: HashSet::new(),
            reach: 0,
            waiting: vec![(first(most), None)],
            most,
            overlap: (most / OVERLAP).max(1),
            count: 0,
            asked: 1,
            barren: 0,
            is_sized: most >= LEAST,
            has_ended: false,
            is_sure: true,
        }
    }

    /// The first page, with which every reading begins.
    pub fn first(&self) -> Window {
        first(self.most)
    }

    /// Takes in what a page brought.
    pub fn take(&mut self, window: Window, brought: Brought) {
        if let Some(count) = brought.count.filter(|count| *count > 0) {
            self.count = count;
        }
        let slot = self
            .waiting
            .iter_mut()
            .find(|(asked, known)| *asked == window && known.is_none());
        if let Some((_, slot)) = slot {
            *slot = Some(brought);
        }
    }

    /// What is to be asked for next; empty when the reading is at its end. To be asked when all of what was
    /// asked for before has been taken in.
    pub fn wanted(&mut self) -> Vec<Window> {
        self.join();
        if self.has_ended {
            return Vec::new();
        }
        if self.asked > self.budget() {
            self.give_up();
            return Vec::new();
        }
        let wanted = if self.waiting.is_empty() {
            self.forward()
        } else {
            vec![self.bridge()]
        };
        let asked = u32::try_from(wanted.len()).unwrap_or(u32::MAX);
        self.asked = self.asked.saturating_add(asked);
        wanted
    }

    /// Whether something that was asked for has not been taken in.
    pub fn is_waiting(&self) -> bool {
        self.waiting.iter().any(|(_, known)| known.is_none())
    }

    /// Whether all that was in the queue from the first page to the last is known to have been read.
    pub fn is_sure(&self) -> bool {
        self.is_sure
    }

    /// Whether the reading is at its end.
    pub fn has_ended(&self) -> bool {
        self.has_ended
    }

    /// Takes what was answered into what has no gap, as far as it belongs there.
    fn join(&mut self) {
        while !self.has_ended {
            let joins = |(window, known): &(Window, Option<Brought>)| {
                let Some(brought) = known else { return false };
                let overlaps = brought
                    .keys
                    .first()
                    .is_some_and(|key| self.covered.contains(key));
                window.page == 1 || overlaps || !self.is_sized
            };
            let Some(place) = self.waiting.iter().position(joins) else {
                break;
            };
            if let (window, Some(brought)) = self.waiting.remove(place) {
                self.absorb(window, brought);
            }
        }
        if self.has_ended {
            self.waiting.clear();
        } else {
            // Behind what is read by now, they can only have been read too early.
            let reach = self.reach;
            self.waiting
                .retain(|(window, known)| known.is_none() || window.end() > reach);
        }
    }

    fn absorb(&mut self, window: Window, brought: Brought) {
        let received = u32::try_from(brought.keys.len()).unwrap_or(u32::MAX);
        let before = self.covered.len();
        let is_gap = !self.is_sized
            && window.page > 1
            && !brought
                .keys
                .first()
                .is_some_and(|key| self.covered.contains(key));
        self.covered.extend(brought.keys);
        let is_barren = self.covered.len() == before;
        self.barren = if is_barren { self.barren + 1 } else { 0 };
        // Pages that do not overlap may have lost something between them.
        if is_gap {
            self.is_sure = false;
        }
        self.reach = self.reach.max(window.start().saturating_add(received));
        if brought.more && received != window.size {
            // The server has a most of its own, or one size for all.
            self.is_sized = received < window.size && window.page == 1;
            self.most = received.max(1);
            self.overlap = self.overlap.min((self.most / MOST_OVERLAP).max(1));
        }
        self.is_sized &= self.most >= LEAST;
        self.has_ended = !brought.more || (!self.is_sized && self.barren >= BARREN);
        if !self.has_ended && self.barren >= MOST_BARREN {
            self.give_up();
        }
    }

    /// The pages from here to the end, as far as the server says where that is.
    fn forward(&mut self) -> Vec<Window> {
        let (mut at, mut windows) = (self.reach, Vec::new());
        let is_counted = self.count > at;
        loop {
            let window = if self.is_sized {
                beyond(at, self.overlap, self.most)
            } else {
                Window {
                    page: at / self.most + 1,
                    size: self.most,
                }
            };
            at = window.end();
            windows.push(window);
            self.waiting.push((window, None));
            let is_enough = if is_counted {
                at >= self.count
            } else {
                windows.len() == AHEAD
            };
            if is_enough {
                return windows;
            }
        }
    }

    /// A page that begins earlier, where the chain is broken: each time it must reach back further, or further on.
    fn bridge(&mut self) -> Window {
        let most_overlap = (self.most / MOST_OVERLAP).max(1);
        let mut window = beyond(self.reach, self.overlap, self.most);
        let was_tried = |window: Window| self.waiting.iter().any(|(asked, _)| *asked == window);
        while was_tried(window) && window.page > 1 {
            self.reach = self.reach.saturating_sub(self.most / 2);
            self.overlap = (self.overlap * 2).min(most_overlap);
            window = beyond(self.reach, self.overlap, self.most);
        }
        if was_tried(window) {
            // The first page belongs to the chain in any case, so it cannot still wait.
            self.waiting.clear();
        }
        self.waiting.insert(0, (window, None));
        window
    }

    /// How many pages are asked for at most.
    fn budget(&self) -> u32 {
        let due = self.count.max(self.reach) / self.most;
        due.saturating_mul(2).saturating_add(SPARE)
    }

    fn give_up(&mut self) {
        self.is_sure = false;
        self.has_ended = true;
        self.waiting.clear();
    }
}

const fn first(most: u32) -> Window {
    Window {
        page: 1,
        size: most,
    }
}

/// The page that begins at least `overlap` places before `at` and reaches furthest.
fn beyond(at: u32, overlap: u32, most: u32) -> Window {
    let target = at.saturating_sub(overlap);
    let mut best = first(most);
    for size in (most / 2..=most).rev() {
        let window = Window {
            page: target / size + 1,
            size,
        };
        if window.end() > best.end() {
            best = window;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    /// Whether a job goes or comes, and where.
    type Change = (bool, usize);

    /// A queue that changes between two answers.
    struct Server {
        jobs: Vec<i64>,
        next: i64,
        /// Those that were there all the time.
        stayed: HashSet<i64>,
        /// All that were ever there.
        ever: HashSet<i64>,
        most: u32,
        counts: bool,
    }

    impl Server {
        fn new(length: i64, most: u32, counts: bool) -> Self {
            let jobs: Vec<i64> = (0..length).collect();
            Self {
                stayed: jobs.iter().copied().collect(),
                ever: jobs.iter().copied().collect(),
                next: length,
                jobs,
                most,
                counts,
            }
        }

        /// Deletes jobs and puts new ones in, at places in thousandths of the whole.
        fn change(&mut self, changes: &[Change]) {
            for (is_deleted, place) in changes {
                let at = |length: usize| place * length / 1_000;
                if *is_deleted && !self.jobs.is_empty() {
                    let gone = self.jobs.remove(at(self.jobs.len()));
                    self.stayed.remove(&gone);
                } else {
                    self.jobs.insert(at(self.jobs.len()), self.next);
                    self.ever.insert(self.next);
                    self.next += 1;
                }
            }
        }

        fn answer(&self, window: Window) -> Brought {
            let size = window.size.min(self.most) as usize;
            let start = (window.page as usize - 1) * size;
            let keys: Vec<i64> = self.jobs.iter().skip(start).take(size).copied().collect();
            Brought {
                more: start + keys.len() < self.jobs.len() && !keys.is_empty(),
                count: self.counts.then(|| u32::try_from(self.jobs.len()).unwrap()),
                keys,
            }
        }
    }

    /// Reads a queue that changes before each answer; pages asked for together are answered in any order.
    fn read(
        server: &mut Server,
        asked: u32,
        changes: &mut dyn Iterator<Item = (Vec<Change>, usize)>,
    ) -> (Chain, Vec<i64>, u32) {
        let mut chain = Chain::new(asked);
        let (mut got, mut calls) = (Vec::new(), 0);
        let mut wanted = vec![chain.first()];
        while !wanted.is_empty() {
            let mut open = wanted;
            while !open.is_empty() {
                let (change, turn) = changes.next().unwrap_or_default();
                server.change(&change);
                let window = open.remove(turn % open.len());
                let brought = server.answer(window);
                calls += 1;
                got.extend(brought.keys.clone());
                chain.take(window, brought);
                assert!(calls < 10_000, "it comes to an end");
            }
            wanted = chain.wanted();
        }
        (chain, got, calls)
    }

    #[test]
    fn a_queue_at_rest_is_read_with_few_pages_more_than_it_has() {
        for counts in [true, false] {
            let mut server = Server::new(50_000, 500, counts);
            let (chain, got, calls) = read(&mut server, 500, &mut std::iter::empty());
            let got: HashSet<i64> = got.into_iter().collect();
            assert!(chain.is_sure() && got == server.stayed);
            assert!(calls <= 115, "{calls} calls");
        }
        for (length, pages) in [(0, 1), (1, 1), (500, 1), (501, 2), (900, 2)] {
            let mut server = Server::new(length, 500, true);
            let (chain, got, calls) = read(&mut server, 500, &mut std::iter::empty());
            assert!(chain.is_sure());
            assert_eq!(
                (got.into_iter().collect::<HashSet<_>>(), calls),
                (server.stayed, pages)
            );
        }
    }

    #[test]
    fn what_a_delete_pulls_forward_is_not_lost() {
        // 100 of the first page go after it was read: far more than pages overlap.
        let mut server = Server::new(2_000, 500, true);
        let gone = vec![(true, 0); 100];
        let mut changes = vec![(Vec::new(), 0), (gone, 0)].into_iter();
        let (chain, got, calls) = read(&mut server, 500, &mut changes);
        let got: HashSet<i64> = got.into_iter().collect();
        assert!(chain.is_sure() && got.is_superset(&server.stayed));
        assert!(calls <= 9, "{calls} calls");
    }

    #[test]
    fn a_server_with_a_smaller_page_or_without_pages() {
        let mut server = Server::new(230, 50, true);
        let (chain, got, _) = read(&mut server, 500, &mut std::iter::empty());
        assert!(chain.is_sure());
        assert_eq!(got.into_iter().collect::<HashSet<_>>(), server.stayed);
        // One that answers every page alike.
        let mut chain = Chain::new(500);
        let mut wanted = vec![chain.first()];
        let mut calls = 0;
        while !wanted.is_empty() {
            for window in wanted {
                calls += 1;
                let keys = (0..20).collect();
                let brought = Brought {
                    keys,
                    count: None,
                    more: true,
                };
                chain.take(window, brought);
            }
            wanted = chain.wanted();
        }
        assert!(calls < 12, "{calls}");
    }

    #[test]
    fn any_place_has_a_page_that_begins_before_it_and_reaches_beyond() {
        for most in LEAST..200 {
            for at in most..most * 40 {
                for overlap in [1, most / OVERLAP, most / MOST_OVERLAP] {
                    let window = beyond(at, overlap, most);
                    assert!(window.start() + overlap <= at && window.end() > at);
                }
            }
        }
    }

    #[test]
    fn a_page_begins_before_the_end_of_the_last_and_reaches_far() {
        for at in (500..62_000).step_by(37) {
            let window = beyond(at, 25, 500);
            assert!(window.start() + 25 <= at, "{at} {window:?}");
            assert!(window.end() >= at + 300, "{at} {window:?}");
            assert!(window.size <= 500);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn whatever_goes_and_comes_nothing_that_stayed_is_lost(
            length in 0_i64..400,
            most in 10_u32..60,
            counts: bool,
            changes in proptest::collection::vec(
                (proptest::collection::vec((any::<bool>(), 0_usize..1_000), 0..6), 0_usize..5),
                0..80,
            ),
        ) {
            let mut server = Server::new(length, most, counts);
            let (chain, got, _) = read(&mut server, most, &mut changes.into_iter());
            let got: HashSet<i64> = got.into_iter().collect();
            prop_assert!(got.is_subset(&server.ever));
            prop_assert!(chain.has_ended());
            if chain.is_sure() {
                let lost: Vec<_> = server.stayed.difference(&got).collect();
                prop_assert!(lost.is_empty(), "{:?}", lost);
            }
        }

        #[test]
        fn a_queue_that_is_worked_off_is_read_for_sure(
            length in 0_i64..3_000,
            goes in proptest::collection::vec(0_usize..9, 0..60),
        ) {
            // Those that wait longest go, and new ones come behind all others.
            let mut server = Server::new(length, 100, true);
            let mut changes = goes.into_iter().map(|goes| {
                let mut change = vec![(true, 0); goes];
                change.extend(vec![(false, 1_000); goes]);
                (change, goes)
            });
            let (chain, got, _) = read(&mut server, 100, &mut changes);
            let got: HashSet<i64> = got.into_iter().collect();
            prop_assert!(chain.is_sure());
            prop_assert!(got.is_superset(&server.stayed));
        }
    }
}
