//! Each queue in one figure: how many, by how much that changed, how it went in this tab, which job has been
//! there longest; and the workers.

use std::sync::Arc;

use leptos::{ev, prelude::*};

use super::board::Board;
use super::clear;
use crate::analysis::filter::syntax::Value;
use crate::analysis::jobs::totals::{History, Since};
use crate::data::capabilities::Feature;
use crate::data::job_queues::JobQueues;
use crate::format::number::figure;
use crate::format::time::ago;
use crate::reactive::{live, on, part};
use crate::ui::chart::Noun;
use crate::ui::chart::spark::{Line, spark_figures, sparkline};
use crate::ui::moment::Tick;
use crate::wire::tines::Queue;

/// Two looks closer together than this, in milliseconds, are one: a reading of the lists ends right behind a
/// count of them.
const ONE_LOOK: i64 = 3_000;

/// The tiles, and their history as a table.
pub fn tiles(board: Board) -> AnyView {
    let lines = Queue::ALL.map(|queue| {
        Memo::new(move |_| board.queues(|queues| queues.with_history(|looks| line(looks, queue))))
    });
    let tiles = Queue::ALL
        .into_iter()
        .zip(lines)
        .map(|(queue, line)| tile(board, queue, line))
        .collect_view();
    let all = Signal::derive(move || lines.map(|line| line.get()).to_vec());
    // Their place is kept until it is known that nothing comes there.
    let has_workers = Memo::new(move |_| {
        let is_refused = board
            .tenant()
            .capabilities
            .offer(Feature::WorkerStats)
            .is_refused();
        !is_refused || board.queues(|queues| queues.workers().is_some())
    });
    view! {
        <div
            class="jobs-tiles"
            class:without-workers=live(move || !has_workers.get())
            role="group"
            aria-label="Queues"
        >
            {tiles} {part(move || has_workers.get().then(|| workers(board)))}
        </div>
        {spark_figures("How many jobs each queue held, as far as this tab looked", all)}
    }
    .into_any()
}

/// How a queue went.
fn line(looks: &History, queue: Queue) -> Arc<Line> {
    let points = looks.looks();
    let points = points.filter_map(|look| Some((look.at, look.counts[queue.place()]?)));
    Arc::new(Line {
        name: queue.label(),
        points: points.collect(),
    })
}

fn tile(board: Board, queue: Queue, line: Memo<Arc<Line>>) -> AnyView {
    let ask = Value::meaning(queue.name());
    let asked = ask.clone();
    let is_picked = Memo::new(move |_| board.picked.with(|picked| picked.has_queue(&asked)));
    let number = move || {
        line.with(|line| {
            let last = line.points.last();
            last.map_or_else(|| "–".to_owned(), |(_, count)| figure(*count))
        })
    };
    let is_refused =
        Memo::new(move |_| board.queues(|queues| queues.totals()[queue.place()].refusal.is_some()));
    let note = move || {
        if is_refused.get() {
            "not shown by this tenant".to_owned()
        } else {
            oldest(board, queue)
        }
    };
    let picture = Signal::derive(move || line.get());
    view! {
        <div class="jobs-tile" class:picked=live(move || is_picked.get())>
            <button
                type="button"
                class="jobs-tile-main"
                aria-pressed=live(move || is_picked.get().to_string())
                on:click=on(move |_: ev::MouseEvent| board.pick_queue(&ask))
            >
                <span class="label">{queue.label()}</span>
                " "
                <span class="jobs-figure">{part(number)}</span>
                " "
                {part(move || line.with(|line| change(line)))}
            </button>
            <div class="jobs-tile-line">{sparkline(picture, Noun::JOBS)}</div>
            <p class="note">{part(note)}</p>
            {clear::of_queue(&board.tenant(), queue)}
        </div>
    }
    .into_any()
}

/// By how much there are more than at the look before.
fn change(line: &Line) -> Option<AnyView> {
    let (last, now) = line.points.last()?;
    let mut before = line.points.iter().rev();
    let (_, then) = before.find(|(at, _)| last.0 - at.0 >= ONE_LOOK)?;
    let (class, words) = match i64::from(*now) - i64::from(*then) {
        0 => ("jobs-change", "±0".to_owned()),
        more @ 1.. => ("jobs-change more", ["+", &shown(more)].concat()),
        fewer => ("jobs-change fewer", ["−", &shown(-fewer)].concat()),
    };
    let view = view! {
        <span class=class>
            {words} <span class="unseen">{" since the look before"}</span>
        </span>
    };
    Some(view.into_any())
}

fn shown(number: i64) -> String {
    figure(u32::try_from(number).unwrap_or(u32::MAX))
}

/// Which job has been there longest, as far as the jobs say.
fn oldest(board: Board, queue: Queue) -> String {
    let held = board.queues(|queues| queues.held()[queue.place()]);
    let Some(oldest) = held.oldest else {
        return if held.count == 0 {
            "empty".to_owned()
        } else {
            "no job says when".to_owned()
        };
    };
    let age = ago(oldest.at, Tick::now());
    let words = match oldest.since {
        Since::Seen => "oldest first seen ",
        Since::Tried => "oldest last tried ",
        Since::Started => "longest: started ",
    };
    [words, &age].concat()
}

/// The workers, where the tenant says.
fn workers(board: Board) -> AnyView {
    let said = move || board.queues(JobQueues::workers);
    let number = move || {
        let now = said().and_then(|workers| workers.current_workers);
        now.map_or_else(|| "–".to_owned(), figure)
    };
    let most = move || {
        let most = said().and_then(|workers| workers.max_workers);
        most.map(|most| ["of ", &figure(most), " at most"].concat())
    };
    let latency = move || {
        let Some(workers) = said() else {
            return String::new();
        };
        workers.queue_latency.map_or_else(
            || "latency not said".to_owned(),
            |seconds| ["a job waits ", &span(seconds), " for one"].concat(),
        )
    };
    view! {
        <div class="jobs-tile" role="group" aria-label="Workers">
            <div class="jobs-tile-main">
                <span class="label">{"Workers"}</span>
                " "
                <span class="jobs-figure">{part(number)}</span>
                " "
                <span class="muted">{part(most)}</span>
            </div>
            <p class="note">{part(latency)}</p>
        </div>
    }
    .into_any()
}

/// `0.4 s`, `42 s`, `3 min`, `2 h`.
fn span(seconds: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a float as whole tenths: what is too large becomes the largest"
    )]
    let tenths = (seconds * 10.0) as i64;
    let whole = tenths / 10;
    match whole {
        ..1 => ["0.", &(tenths.max(0) % 10).to_string(), " s"].concat(),
        1..120 => whole.to_string() + " s",
        120..7_200 => (whole / 60).to_string() + " min",
        _ => (whole / 3_600).to_string() + " h",
    }
}

#[cfg(test)]
mod tests {
    use super::span;

    #[test]
    fn a_span_in_words() {
        for (seconds, words) in [
            (0.0, "0.0 s"),
            (0.44, "0.4 s"),
            (-3.0, "0.0 s"),
            (42.9, "42 s"),
            (179.0, "2 min"),
            (10_000.0, "2 h"),
        ] {
            assert_eq!(span(seconds), words);
        }
    }
}
