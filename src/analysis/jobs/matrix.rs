//! The triage matrix: which Action fails with what, how often, and when last.
//!
//! What is counted lies in compact columns ([`Ledger`]), so that each filter and each queue is one pass over
//! them without a look at the records.

use std::rc::Rc;

use super::entry::{Action, JobEntry, Name};
use crate::analysis::list_index::sort_by;
use crate::format::fold::fold;
use crate::wire::time::Timestamp;
use crate::wire::tines::Queue;

/// One job, as far as it is counted. Of Action and error the code and 1; 0: none.
#[derive(Clone, Copy, Debug)]
struct Line {
    action: u32,
    error: u32,
    queue: u8,
    /// When it was last tried or taken; [`i64::MIN`]: it does not say.
    at: i64,
    id: i64,
}

/// All jobs side by side. Made anew when there are others.
#[derive(Debug, Default)]
pub struct Ledger {
    lines: Vec<Line>,
    /// By code and 1.
    actions: Vec<Option<Rc<Action>>>,
    errors: Vec<Option<Rc<Name>>>,
}

/// What some jobs add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// How many.
    pub count: u32,
    /// How many in each queue, by [`Queue::place`].
    pub by_queue: [u32; 4],
    /// When one of them was last tried, or taken by a worker; `None`: none says so, as no queued job does.
    pub newest: Option<Timestamp>,
    /// The same of the one for which that is longest ago.
    pub oldest: Option<Timestamp>,
    /// The largest number: where no moment is known, the latest job.
    pub latest_id: i64,
}

/// What a column of the matrix counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Class {
    /// Jobs that failed with this.
    Error(Rc<Name>),
    /// Jobs that failed with one of so many rarer classes.
    Other(u32),
    /// Jobs that say no error.
    None,
}

/// A column: its jobs of all Actions together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What it counts.
    pub class: Class,
    /// What it adds up to.
    pub sum: Sum,
}

/// A row: the jobs of one Action.
#[derive(Clone, Debug)]
pub struct Row {
    /// The Action; `None`: jobs without one.
    pub action: Option<Rc<Action>>,
    /// One sum for each column.
    pub cells: Vec<Sum>,
    /// What it adds up to.
    pub sum: Sum,
}

/// The matrix.
#[derive(Clone, Debug, Default)]
pub struct Matrix {
    /// The commonest class first, then the rest in one, then those without an error.
    pub columns: Vec<Column>,
    /// In the order that was asked for.
    pub rows: Vec<Row>,
    /// All together.
    pub sum: Sum,
}

/// The order of the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The Action with the most jobs first.
    #[default]
    Count,
    /// The Action whose job was tried last first.
    Newest,
    /// By name; jobs without an Action stand last.
    Name,
}

impl Order {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Count, Self::Newest, Self::Name];

    /// As an address writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Newest => "newest",
            Self::Name => "name",
        }
    }

    /// The order of an [`Order::name`].
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.name() == name)
    }
}

impl Sum {
    fn add(&mut self, line: &Line) {
        self.count += 1;
        self.by_queue[usize::from(line.queue)] += 1;
        self.latest_id = self.latest_id.max(line.id);
        if line.at != i64::MIN {
            let at = Timestamp(line.at);
            self.newest = Some(self.newest.map_or(at, |newest| newest.max(at)));
            self.oldest = Some(self.oldest.map_or(at, |oldest| oldest.min(at)));
        }
    }
}

impl Ledger {
    /// Of all jobs there are.
    pub fn of(jobs: &[JobEntry]) -> Self {
        let mut ledger = Self {
            lines: Vec::with_capacity(jobs.len()),
            actions: vec![None],
            errors: vec![None],
        };
        for job in jobs {
            let action = job.action.as_ref();
            let error = job.error.as_ref();
            ledger.lines.push(Line {
                action: note(&mut ledger.actions, action, action.map(|known| known.code)),
                error: note(&mut ledger.errors, error, error.map(|known| known.code)),
                queue: u8::try_from(job.queue.place()).unwrap_or(0),
                at: job
                    .last_retry
                    .or(job.started_at)
                    .map_or(i64::MIN, |at| at.0),
                id: job.id,
            });
        }
        ledger
    }

    /// Counts the jobs at `rows` that are in `queue` (`None`: in any), in at most so many columns of error
    /// classes; the rarer ones are folded into one more.
    pub fn matrix(
        &self,
        rows: &[u32],
        queue: Option<Queue>,
        classes: usize,
        order: Order,
    ) -> Matrix {
        let wanted = queue.and_then(|queue| u8::try_from(queue.place()).ok());
        let lines = rows.iter().filter_map(|row| self.lines.get(*row as usize));
        let lines = lines.filter(|line| wanted.is_none_or(|queue| queue == line.queue));
        let (place_of, named) = self.columns(lines.clone(), classes);
        let (mut columns, width) = (
            named,
            place_of.iter().max().map_or(0, |most| *most as usize + 1),
        );
        // Dense: Actions are few, and so are columns.
        let mut sums = vec![Sum::default(); self.actions.len() * width];
        for line in lines {
            let column = place_of[line.error as usize] as usize;
            sums[line.action as usize * width + column].add(line);
        }
        let mut rows = Vec::new();
        let mut all = Sum::default();
        if width > 0 {
            for (cells, action) in sums.chunks(width).zip(&self.actions) {
                let mut sum = Sum::default();
                for (cell, column) in cells.iter().zip(&mut columns) {
                    sum.merge(cell);
                    column.sum.merge(cell);
                }
                if sum.count > 0 {
                    all.merge(&sum);
                    rows.push(Row {
                        action: action.clone(),
                        cells: cells.to_vec(),
                        sum,
                    });
                }
            }
        }
        Matrix {
            columns,
            rows: ordered(rows, order),
            sum: all,
        }
    }

    /// Which column each class of error belongs to, by code and 1, and the columns that are needed.
    fn columns<'a>(
        &self,
        lines: impl Iterator<Item = &'a Line>,
        most: usize,
    ) -> (Vec<u32>, Vec<Column>) {
        let mut counts = vec![0_u32; self.errors.len()];
        for line in lines {
            counts[line.error as usize] += 1;
        }
        let without = counts[0];
        let mut classes: Vec<u32> = (1..small(counts.len()))
            .filter(|code| counts[*code as usize] > 0)
            .collect();
        // Of equally common ones that which was met first.
        sort_by(&mut classes, &mut |a, b| {
            let count = |code: u32| counts[code as usize];
            count(b).cmp(&count(a)).then(a.cmp(&b))
        });
        // One that would stand alone under "other" has its own.
        let named = if classes.len() <= most + 1 {
            classes.len()
        } else {
            most
        };
        let mut place_of = vec![0; counts.len()];
        let mut columns = Vec::new();
        let column = |class| Column {
            class,
            sum: Sum::default(),
        };
        for (place, code) in classes.iter().enumerate() {
            place_of[*code as usize] = small(place.min(named));
            if let Some(Some(error)) = self.errors.get(*code as usize)
                && place < named
            {
                columns.push(column(Class::Error(Rc::clone(error))));
            }
        }
        if classes.len() > named {
            columns.push(column(Class::Other(small(classes.len() - named))));
        }
        if without > 0 {
            place_of[0] = small(columns.len());
            columns.push(column(Class::None));
        }
        (place_of, columns)
    }
}

impl Sum {
    fn merge(&mut self, other: &Self) {
        if other.count == 0 {
            return;
        }
        self.latest_id = if self.count == 0 {
            other.latest_id
        } else {
            self.latest_id.max(other.latest_id)
        };
        self.count += other.count;
        for (sum, count) in self.by_queue.iter_mut().zip(other.by_queue) {
            *sum += count;
        }
        self.newest = self.newest.max(other.newest);
        // `None` is the least of all, and says nothing.
        self.oldest = match (self.oldest, other.oldest) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
    }
}

fn ordered(rows: Vec<Row>, order: Order) -> Vec<Row> {
    let names: Vec<(bool, String)> = rows
        .iter()
        .map(|row| {
            let label = row.action.as_ref().map(|action| fold(&action.label()));
            (label.is_none(), label.unwrap_or_default())
        })
        .collect();
    let mut places: Vec<u32> = (0..small(rows.len())).collect();
    sort_by(&mut places, &mut |a, b| {
        let (a, b) = (a as usize, b as usize);
        let (one, two) = (&rows[a].sum, &rows[b].sum);
        let by_count = two.count.cmp(&one.count);
        let by_newest = (two.newest, two.latest_id).cmp(&(one.newest, one.latest_id));
        let by_name = names[a].cmp(&names[b]);
        match order {
            Order::Count => by_count.then(by_newest).then(by_name),
            Order::Newest => by_newest.then(by_count).then(by_name),
            Order::Name => by_name.then(by_count).then(by_newest),
        }
        .then(a.cmp(&b))
    });
    let mut rows: Vec<Option<Row>> = rows.into_iter().map(Some).collect();
    let taken = places
        .iter()
        .filter_map(|place| rows[*place as usize].take());
    taken.collect()
}

/// Keeps what a code means; answers the code and 1, or 0 for nothing.
fn note<T>(known: &mut Vec<Option<Rc<T>>>, one: Option<&Rc<T>>, code: Option<u32>) -> u32 {
    let (Some(one), Some(code)) = (one, code) else {
        return 0;
    };
    let place = code as usize + 1;
    if known.len() <= place {
        known.resize_with(place + 1, || None);
    }
    if known[place].is_none() {
        known[place] = Some(Rc::clone(one));
    }
    code + 1
}

fn small(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::entry::Book;
    use super::super::entry::tests::read;
    use super::*;
    use proptest::prelude::*;

    /// Queue, Action, error class, last retry.
    type Of = (Queue, Option<i64>, Option<&'static str>, Option<i64>);

    fn jobs(of: &[Of]) -> Vec<JobEntry> {
        let mut book = Book::default();
        let mut jobs = Vec::new();
        for (id, (queue, action, error, last)) in of.iter().enumerate() {
            let agent = action.map_or("0.5".to_owned(), |id| {
                format!(r#"{{"id":{id},"name":"A{id}"}}"#)
            });
            let error = error.unwrap_or_default();
            let last = last.map_or_else(|| r#""""#.to_owned(), |last| last.to_string());
            let json = format!(
                r#"{{"id":{id},"agent":{agent},"error_class":"{error}","last_retry":{last}}}"#
            );
            jobs.push(read(&mut book, *queue, &json));
        }
        jobs
    }

    fn all(jobs: &[JobEntry]) -> Vec<u32> {
        (0..small(jobs.len())).collect()
    }

    /// The columns with their sums, and the rows with their cells.
    type Shape = (Vec<(String, u32)>, Vec<(String, Vec<u32>)>);

    fn shape(matrix: &Matrix) -> Shape {
        let columns = matrix.columns.iter().map(|column| {
            let name = match &column.class {
                Class::Error(name) => name.text.to_string(),
                Class::Other(classes) => format!("other {classes}"),
                Class::None => "none".to_owned(),
            };
            (name, column.sum.count)
        });
        let rows = matrix.rows.iter().map(|row| {
            let name = row.action.as_ref();
            let name = name.map_or_else(
                || "No Action".to_owned(),
                |action| action.label().to_string(),
            );
            (name, row.cells.iter().map(|cell| cell.count).collect())
        });
        (columns.collect(), rows.collect())
    }

    #[test]
    fn actions_by_error_classes() {
        use Queue::{Dead, Queued, Retry};
        let jobs = jobs(&[
            (Dead, Some(1), Some("X"), Some(500)),
            (Dead, Some(1), Some("X"), Some(900)),
            (Retry, Some(1), Some("Y"), Some(100)),
            (Queued, Some(2), None, None),
            (Dead, None, Some("Z"), None),
            (Dead, Some(2), Some("W"), Some(950)),
        ]);
        let ledger = Ledger::of(&jobs);
        let matrix = ledger.matrix(&all(&jobs), None, 1, Order::Count);
        let names = |list: &[(&str, u32)]| -> Vec<(String, u32)> {
            list.iter()
                .map(|(name, count)| ((*name).to_owned(), *count))
                .collect()
        };
        assert_eq!(
            shape(&matrix),
            (
                names(&[("X", 2), ("other 3", 3), ("none", 1)]),
                vec![
                    ("A1".to_owned(), vec![2, 1, 0]),
                    ("A2".to_owned(), vec![0, 1, 1]),
                    ("No Action".to_owned(), vec![0, 1, 0]),
                ]
            )
        );
        let first = matrix.rows[0].sum;
        assert_eq!(first.by_queue, [0, 1, 2, 0]);
        assert_eq!(
            (first.oldest, first.newest),
            (Some(Timestamp(100_000)), Some(Timestamp(900_000)))
        );
        let by = |order| {
            let matrix = ledger.matrix(&all(&jobs), None, 9, order);
            shape(&matrix)
                .1
                .into_iter()
                .map(|row| row.0)
                .collect::<Vec<_>>()
        };
        assert_eq!(by(Order::Newest), ["A2", "A1", "No Action"]);
        assert_eq!(by(Order::Name), ["A1", "A2", "No Action"]);
        let dead = ledger.matrix(&[0, 3, 4], Some(Dead), 9, Order::Count);
        assert_eq!(dead.sum.count, 2);
        assert_eq!(ledger.matrix(&[], None, 9, Order::Count).rows.len(), 0);
    }

    #[test]
    fn a_class_that_would_be_alone_under_other_has_its_own_column() {
        let jobs = jobs(&[
            (Queue::Dead, None, Some("X"), None),
            (Queue::Dead, None, Some("Y"), None),
        ]);
        let columns = Ledger::of(&jobs)
            .matrix(&all(&jobs), None, 1, Order::Count)
            .columns;
        assert!(
            columns
                .iter()
                .all(|column| matches!(column.class, Class::Error(_)))
        );
    }

    fn any_job() -> impl Strategy<Value = Of> {
        (
            proptest::sample::select(Queue::ALL.to_vec()),
            proptest::option::of(0_i64..6),
            proptest::option::of(proptest::sample::select(vec!["A", "B", "C", "D", "E", "F"])),
            proptest::option::of(1_i64..1_000),
        )
    }

    proptest! {
        #[test]
        fn everything_adds_up(
            of in proptest::collection::vec(any_job(), 0..80),
            classes in 0_usize..8,
            queue in proptest::option::of(proptest::sample::select(Queue::ALL.to_vec())),
            order in proptest::sample::select(Order::ALL.to_vec()),
            every in 1_usize..4,
        ) {
            let jobs = jobs(&of);
            let rows: Vec<u32> = all(&jobs).into_iter().step_by(every).collect();
            let matrix = Ledger::of(&jobs).matrix(&rows, queue, classes, order);
            let counted: Vec<&JobEntry> = rows.iter()
                .map(|row| &jobs[*row as usize])
                .filter(|job| queue.is_none_or(|queue| queue == job.queue))
                .collect();
            let count = |sums: &mut dyn Iterator<Item = Sum>| {
                sums.fold(Sum::default(), |mut all, sum| { all.merge(&sum); all })
            };
            prop_assert_eq!(matrix.sum.count as usize, counted.len());
            prop_assert_eq!(count(&mut matrix.rows.iter().map(|row| row.sum)), matrix.sum);
            prop_assert_eq!(count(&mut matrix.columns.iter().map(|column| column.sum)), matrix.sum);
            prop_assert_eq!(matrix.sum.by_queue.iter().sum::<u32>(), matrix.sum.count);
            prop_assert!(matrix.columns.len() <= classes + 2);
            for (place, column) in matrix.columns.iter().enumerate() {
                prop_assert_eq!(count(&mut matrix.rows.iter().map(|row| row.cells[place])), column.sum);
                prop_assert!(column.sum.count > 0);
            }
            for row in &matrix.rows {
                prop_assert_eq!(count(&mut row.cells.iter().copied()), row.sum);
                // Each cell of a class holds exactly the jobs that a filter by both would find.
                for (cell, column) in row.cells.iter().zip(&matrix.columns) {
                    let is_meant = |job: &JobEntry| match &column.class {
                        Class::Error(name) => job.error.as_ref() == Some(name),
                        Class::None => job.error.is_none(),
                        Class::Other(_) => false,
                    };
                    let of_row = |job: &JobEntry| job.action.as_ref().map(|action| action.id) == row.action.as_ref().map(|action| action.id);
                    let meant = counted.iter().filter(|job| is_meant(job) && of_row(job)).count();
                    if !matches!(column.class, Class::Other(_)) {
                        prop_assert_eq!(cell.count as usize, meant);
                    }
                }
            }
            if order == Order::Count {
                prop_assert!(matrix.rows.is_sorted_by(|one, two| one.sum.count >= two.sum.count));
            }
        }
    }
}
