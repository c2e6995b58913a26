//! The pictures of the sign-in audit in a page: what the keys and the pointer do, and what is said.

use std::sync::Arc;

use gatehouse::ui::chart::Noun;
use gatehouse::ui::chart::heat::{HOURS, HeatData, heat_map};
use gatehouse::ui::chart::lanes::{Lane, LaneCalls, LaneData, MARKED, Tick, lanes};
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{
    CanvasRenderingContext2d, Element, HtmlCanvasElement, HtmlElement, KeyboardEvent,
    KeyboardEventInit, PointerEvent, PointerEventInit,
};

use super::support::{keep, owner, settle, until};

/// A picture on the page, and what it told; ends with it.
struct Bench {
    _mounted: Box<dyn std::any::Any>,
    _owner: Owner,
    place: HtmlElement,
    told: RwSignal<Vec<String>>,
}

impl Drop for Bench {
    fn drop(&mut self) {
        self.place.remove();
    }
}

async fn bench(draw: impl FnOnce(RwSignal<Vec<String>>) -> AnyView + 'static) -> Bench {
    let owner = owner();
    let place: HtmlElement = document()
        .create_element("div")
        .expect("a place")
        .unchecked_into();
    let style = place.style();
    style.set_property("width", "800px").expect("a width");
    let body = document().body().expect("a body");
    body.append_child(&place).expect("in it");
    let (told, mounted) = owner.with(|| {
        let told = RwSignal::new(Vec::new());
        let mounted = keep(mount_to(place.clone(), move || draw(told)));
        (told, mounted)
    });
    settle().await;
    Bench {
        _mounted: mounted,
        _owner: owner,
        place,
        told,
    }
}

impl Bench {
    fn one(&self, selector: &str) -> HtmlElement {
        let found = self.place.query_selector(selector).expect("a selector");
        found.expect(selector).unchecked_into()
    }

    fn count(&self, selector: &str) -> u32 {
        let found = self.place.query_selector_all(selector);
        found.expect("a selector").length()
    }

    fn words(&self, selector: &str) -> String {
        self.one(selector).text_content().unwrap_or_default()
    }

    /// Presses keys where the focus is, and says whether the last was taken.
    async fn press(&self, keys: &[&str]) -> bool {
        let mut taken = false;
        for key in keys {
            let init = KeyboardEventInit::new();
            init.set_key(key);
            init.set_bubbles(true);
            init.set_cancelable(true);
            let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init);
            let active = document().active_element().expect("a focus");
            assert!(
                self.place.contains(Some(&active)),
                "the focus went elsewhere"
            );
            taken = !active
                .dispatch_event(&event.expect("an event"))
                .expect("sent");
            settle().await;
        }
        taken
    }

    fn told(&self) -> Vec<String> {
        self.told.get_untracked()
    }
}

fn heat(cells: &[(usize, u32)], picked: &[usize]) -> Arc<HeatData> {
    let mut counts = Box::new([0; HOURS]);
    for (at, count) in cells {
        counts[*at] = *count;
    }
    Arc::new(HeatData {
        counts,
        picked: picked.to_vec(),
        zone: "UTC".to_owned(),
        noun: Noun::SIGN_INS,
    })
}

const SUNDAY_3: usize = 6 * 24 + 3;

fn focused() -> Element {
    document().active_element().expect("a focus")
}

fn name(of: &Element) -> String {
    of.get_attribute("aria-label").unwrap_or_default()
}

#[wasm_bindgen_test]
async fn the_heat_map_is_walked_by_arrows_and_picked_by_enter() {
    let data = ArcRwSignal::new(heat(&[(SUNDAY_3, 1), (9, 40)], &[]));
    let shown = data.clone();
    let bench = bench(move |told| {
        let pick = Callback::new(move |at: usize| told.update(|told| told.push(at.to_string())));
        heat_map(Signal::derive(move || shown.get()), pick)
    })
    .await;
    assert_eq!(bench.count("[role=gridcell]"), 168);
    assert_eq!(bench.count("[role=gridcell][tabindex='0']"), 1);
    bench.one("[tabindex='0']").focus().expect("focus");
    assert_eq!(name(&focused()), "Monday 00:00 to 01:00: 0 sign-ins");
    bench.press(&["ArrowDown"; 6]).await;
    bench.press(&["ArrowRight"; 3]).await;
    assert_eq!(name(&focused()), "Sunday 03:00 to 04:00: 1 sign-in");
    assert_eq!(bench.words(".chart-line"), name(&focused()));
    assert_eq!(bench.count("[role=gridcell][tabindex='0']"), 1);
    assert!(bench.press(&["Enter", " "]).await);
    assert_eq!(bench.told(), [SUNDAY_3.to_string(), SUNDAY_3.to_string()]);
    // A key that is not ours stays the browser's.
    assert!(!bench.press(&["Tab"]).await);
    bench.press(&["End"]).await;
    assert_eq!(name(&focused()), "Sunday 23:00 to 24:00: 0 sign-ins");

    // New numbers are written over the same elements, and nothing else is touched.
    let before = focused();
    data.set(heat(&[(SUNDAY_3, 2), (9, 40), (167, 7)], &[SUNDAY_3]));
    settle().await;
    assert!(before.is_same_node(Some(&focused())));
    assert_eq!(name(&before), "Sunday 23:00 to 24:00: 7 sign-ins");
    assert_eq!(bench.words(".chart-line"), name(&before));
    assert_eq!(bench.count("[aria-selected=true]"), 1);
    let picked = bench.one("[aria-selected=true]");
    assert_eq!(name(&picked), "Sunday 03:00 to 04:00: 2 sign-ins");
    picked.click();
    assert_eq!(bench.told().len(), 3);
}

#[wasm_bindgen_test]
async fn the_table_is_made_when_it_is_opened_and_follows() {
    let data = ArcRwSignal::new(heat(&[(SUNDAY_3, 1)], &[]));
    let shown = data.clone();
    let bench =
        bench(move |_| heat_map(Signal::derive(move || shown.get()), Callback::new(|_| ()))).await;
    assert_eq!(bench.count("table"), 0);
    bench.one("summary").click();
    until("the table", || bench.count("tbody tr") == 25).await;
    assert_eq!(bench.words("tbody tr:nth-child(4) td:nth-child(8)"), "1");
    data.set(heat(&[(SUNDAY_3, 1_284)], &[]));
    settle().await;
    assert_eq!(bench.words("tbody tr:last-child td:last-child"), "1,284");
}

const HOUR: i64 = 3_600_000;
const START: i64 = 1_766_361_600_000;

/// Three people; the second has two sign-ins, at 10 and at 20 of 100 hours, the later one marked.
fn three(order: [u32; 3]) -> Arc<LaneData> {
    let lane = |key: u32| Lane {
        name: format!("Person {key}").into(),
        count: 2,
        key,
    };
    let place = order.iter().position(|key| *key == 1).expect("the second");
    let tick = |hour: i64, marked: bool, row| Tick {
        lane: u32::try_from(place).expect("few"),
        at: START + hour * HOUR,
        colour: if marked { MARKED } else { 0 },
        tall: marked,
        row,
    };
    Arc::new(LaneData {
        lanes: order.map(lane).to_vec(),
        ticks: vec![tick(10, false, 70), tick(20, true, 71)],
        from: START,
        to: START + 100 * HOUR,
        lines: vec![(START + 50 * HOUR, "Half".to_owned())],
    })
}

async fn three_lanes(data: ArcRwSignal<Arc<LaneData>>) -> Bench {
    let made = bench(move |told| {
        let tell = move |words: String| told.update(|told| told.push(words));
        let calls = LaneCalls {
            describe: Callback::new(|(lane, row): (usize, Option<u32>)| match row {
                Some(row) => format!("tick {row} of {lane}"),
                None => format!("lane {lane}"),
            }),
            moment: Callback::new(|at: i64| format!("{} h", (at - START) / HOUR)),
            on_tick: Callback::new(move |row: u32| tell(format!("tick {row}"))),
            on_lane: Callback::new(move |lane: usize| tell(format!("lane {lane}"))),
            on_brush: Callback::new(move |(from, to): (i64, i64)| {
                let hours = |at: i64| (at - START) / HOUR;
                tell(format!("{} to {} h", hours(from), hours(to)));
            }),
            heads: &["Person"],
            rows: Callback::new(|range: std::ops::Range<usize>| {
                range.map(|at| vec![format!("row {at}")]).collect()
            }),
        };
        lanes(Signal::derive(move || data.get()), calls)
    })
    .await;
    until("the lanes", || made.count("[role=option]") == 1).await;
    made
}

/// How many pixels of the canvas are painted at all.
fn painted(bench: &Bench) -> usize {
    let canvas: HtmlCanvasElement = bench.one("canvas").unchecked_into();
    let context = canvas.get_context("2d").expect("a context").expect("one");
    let context: CanvasRenderingContext2d = context.unchecked_into();
    let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
    let image = context.get_image_data(0.0, 0.0, width, height);
    let pixels = image.expect("pixels").data();
    pixels.chunks_exact(4).filter(|pixel| pixel[3] > 0).count()
}

#[wasm_bindgen_test]
async fn the_lanes_are_walked_by_arrows_and_opened_by_enter() {
    let data = ArcRwSignal::new(three([0, 1, 2]));
    let bench = three_lanes(data.clone()).await;
    assert!(painted(&bench) > 0);
    let plot = bench.one("[role=listbox]");
    plot.focus().expect("focus");
    bench.press(&["ArrowDown"]).await;
    let option = bench.one("[role=option]");
    assert_eq!(
        plot.get_attribute("aria-activedescendant").as_deref(),
        Some(option.id().as_str())
    );
    assert_eq!(option.text_content().as_deref(), Some("lane 1"));
    assert_eq!(option.get_attribute("aria-posinset").as_deref(), Some("2"));
    assert_eq!(option.get_attribute("aria-setsize").as_deref(), Some("3"));
    bench
        .press(&["Enter", "ArrowRight", "ArrowRight", "Enter", "ArrowLeft"])
        .await;
    assert_eq!(bench.told(), ["lane 1", "tick 71"]);
    assert_eq!(bench.words("[aria-live]"), "tick 70 of 1");
    assert_eq!(bench.words(".lanes .chart-line"), "tick 70 of 1");

    // Who is looked at stays so when the order changes.
    data.set(three([2, 0, 1]));
    settle().await;
    assert_eq!(bench.words(".lanes .chart-line"), "tick 70 of 2");
    assert_eq!(bench.words("[role=option]"), "lane 2");

    // Closer around the tick, and back; what is looked at stays in sight.
    assert_eq!(bench.words(".lanes-span"), "");
    bench.press(&["+", "+"]).await;
    assert_eq!(bench.words(".lanes-span"), "7 h to 32 h");
    bench.press(&["0"]).await;
    assert_eq!(bench.words(".lanes-span"), "");
    // The same by its buttons, which keep the focus while they lead somewhere.
    let closer = bench.one("[aria-label='Zoom in']");
    closer.focus().expect("focus");
    closer.click();
    settle().await;
    assert!(closer.is_same_node(Some(&focused())));
    assert_eq!(bench.words(".lanes-span"), "5 h to 55 h");
    bench.one("[aria-label='Show the whole range']").click();
    settle().await;
    assert!(plot.is_same_node(Some(&focused())));
    assert_eq!(bench.words(".lanes-span"), "");
    // Escape leaves the tick; once more is somebody else's.
    bench.press(&["Escape"]).await;
    assert_eq!(bench.words(".lanes .chart-line"), "lane 2");
    assert!(!bench.press(&["Escape"]).await);
}

#[wasm_bindgen_test]
async fn dragging_across_the_lanes_draws_a_time_and_escape_drops_it() {
    let bench = three_lanes(ArcRwSignal::new(three([0, 1, 2]))).await;
    let plot = bench.one("[role=listbox]");
    plot.focus().expect("focus");
    let corner = plot.get_bounding_client_rect();
    // The same lengths as the layout has for a column so wide: names and notes on either side.
    let (names, notes) = (150.0, 40.0);
    let send = |kind: &str, part: f64, y: f64| {
        let init = PointerEventInit::new();
        let x = corner.left() + names + (corner.width() - names - notes) * part;
        #[expect(clippy::cast_possible_truncation, reason = "pixels")]
        let (x, y) = (x.round() as i32, (corner.top() + y).round() as i32);
        init.set_client_x(x);
        init.set_client_y(y);
        init.set_bubbles(true);
        let event = PointerEvent::new_with_event_init_dict(kind, &init);
        plot.dispatch_event(&event.expect("an event"))
            .expect("sent");
    };
    send("pointerdown", 0.8, 5.0);
    send("pointermove", 0.5, 30.0);
    assert!(
        bench
            .words(".lanes .chart-line")
            .starts_with("50 h to 80 h. Release")
    );
    send("pointerup", 0.5, 30.0);
    assert_eq!(bench.told(), ["50 to 80 h"]);

    send("pointerdown", 0.2, 5.0);
    send("pointermove", 0.6, 5.0);
    assert!(bench.press(&["Escape"]).await);
    send("pointerup", 0.6, 5.0);
    assert_eq!(bench.told().len(), 1);

    // A click opens what lies there: a tick, or else the lane.
    for part in [0.2, 0.7] {
        send("pointerdown", part, 30.0);
        send("pointerup", part, 30.0);
    }
    assert_eq!(bench.told()[1..], ["tick 71", "lane 1"]);
    send("pointermove", 0.1, 30.0);
    assert_eq!(bench.words(".lanes .chart-line"), "tick 70 of 1");
}

#[wasm_bindgen_test]
async fn nobody_to_show_is_said() {
    let data = ArcRwSignal::new(three([0, 1, 2]));
    let bench = three_lanes(data.clone()).await;
    data.set(Arc::new(LaneData {
        from: START,
        to: START + HOUR,
        ..LaneData::default()
    }));
    settle().await;
    assert_eq!(bench.words(".lanes .chart-line"), "Nobody to show.");
    assert_eq!(bench.count("[role=option], [aria-activedescendant]"), 0);
    bench.one("[role=listbox]").focus().expect("focus");
    bench
        .press(&["ArrowDown", "ArrowRight", "Enter", "+"])
        .await;
    assert!(bench.told().is_empty());
}
