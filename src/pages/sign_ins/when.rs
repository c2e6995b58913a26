//! When: by weekday and hour, and day by day. What is picked in them is asked in the filter.

use std::sync::Arc;

use leptos::prelude::*;

use super::audit::Audit;
use super::clock;
use super::lens::DAY;
use crate::analysis::filter::edit::{has, toggle, values_of, without};
use crate::analysis::filter::syntax::Value;
use crate::data::listings::sign_ins::{WEEKDAYS, day_name};
use crate::reactive::part;
use crate::ui::chart::Noun;
use crate::ui::chart::calendar::{CalendarData, CalendarDay, calendar};
use crate::ui::chart::heat::{HOURS, HeatData, heat_map};

/// The panel.
pub fn when(audit: Audit) -> AnyView {
    let heat = Memo::new(move |_| Arc::new(heat_data(audit)));
    let days = Memo::new(move |_| Arc::new(calendar_data(audit)));
    let pick_hour = Callback::new(move |place: usize| {
        let text = untrack(|| audit.lens().state.get()).search;
        audit.lens().state.search(with_hour(&text, place));
    });
    let pick_day = Callback::new(move |place: usize| {
        let (first, _) = untrack(|| audit.lens().days());
        let day = first + i64::try_from(place).unwrap_or_default();
        let text = untrack(|| audit.lens().state.get()).search;
        let text = toggle(&text, "date", &Value::meaning(&day_name(day)));
        audit.lens().state.search(text);
    });
    view! {
        <section class="panel audit-when" aria-labelledby="when-title">
            <div class="panel-head">
                <h2 id="when-title">{"When"}</h2>
                <p class="hint">{"weekday × hour, times in "} {part(move || audit.lens().zone_name())}</p>
            </div>
            {heat_map(heat.into(), pick_hour)}
            {calendar(days.into(), pick_day)}
        </section>
    }
    .into_any()
}

/// An hour of the week: asked for alone, or no longer.
fn with_hour(text: &str, place: usize) -> String {
    let weekday = WEEKDAYS.get(place / 24).map_or("", |(name, _)| *name);
    let (weekday, hour) = (
        Value::meaning(weekday),
        Value::meaning(&(place % 24).to_string()),
    );
    let only = |name: &str, value: &Value| {
        let values = values_of(text, name);
        values.len() == 1 && has(text, name, value)
    };
    let is_asked = only("weekday", &weekday) && only("hour", &hour);
    let rest = without(text, &["weekday", "hour"]);
    if is_asked {
        return rest;
    }
    let text = toggle(&rest, "weekday", &weekday);
    toggle(&text, "hour", &hour)
}

fn heat_data(audit: Audit) -> HeatData {
    let count = audit.count_without(&["weekday", "hour"]);
    let text = audit.lens().state.get().search;
    HeatData {
        counts: count.figures.heat.clone(),
        picked: picked_hours(&text),
        zone: audit.lens().zone_name(),
        noun: NOUN,
    }
}

/// Which hours of the week a filter asks for, where it does so by weekday or hour.
fn picked_hours(text: &str) -> Vec<usize> {
    let (days, hours) = (values_of(text, "weekday"), values_of(text, "hour"));
    if days.is_empty() && hours.is_empty() {
        return Vec::new();
    }
    let is_day = |place: usize| {
        let day = WEEKDAYS.get(place / 24).map_or("", |(name, _)| *name);
        days.is_empty() || days.iter().any(|value| value.text == day)
    };
    let is_hour = |place: usize| {
        let hour = place % 24;
        hours.is_empty()
            || hours.iter().any(|value| match value.text.split_once("..") {
                Some((first, last)) => {
                    let bound = |text: &str, otherwise| text.parse().unwrap_or(otherwise);
                    bound(first, 0) <= hour && hour <= bound(last, 23)
                }
                None => value.text.parse() == Ok(hour),
            })
    };
    (0..HOURS)
        .filter(|place| is_day(*place) && is_hour(*place))
        .collect()
}

fn calendar_data(audit: Audit) -> CalendarData {
    let count = audit.count_without(&["date"]);
    let days = &count.figures.days;
    let text = audit.lens().state.get().search;
    let asked = values_of(&text, "date");
    let picked = days.iter().enumerate().filter(|(_, day)| {
        let name = day_name(day.number);
        asked.iter().any(|value| value.text == name)
    });
    CalendarData {
        picked: picked.map(|(place, _)| place).collect(),
        days: days
            .iter()
            .map(|day| {
                let local = day.number * DAY;
                let full = clock::day(day.number);
                CalendarDay {
                    short: full
                        .rsplit_once(' ')
                        .map_or("", |(short, _)| short)
                        .to_owned(),
                    name: [clock::weekday(local), " ", &full].concat(),
                    weekday: u8::try_from((day.number + 3).rem_euclid(7)).unwrap_or(0),
                    count: day.count,
                    failed: day.failed,
                }
            })
            .collect(),
        noun: NOUN,
    }
}

const NOUN: Noun = Noun::SIGN_INS;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_is_asked_for_alone_and_let_go() {
        let sunday_three = 6 * 24 + 3;
        let asked = with_hour("user:ann hour:5", sunday_three);
        assert_eq!(asked, "user:ann weekday:sun hour:3");
        assert_eq!(picked_hours(&asked), [sunday_three]);
        assert_eq!(with_hour(&asked, sunday_three), "user:ann");
        assert_eq!(
            with_hour("weekday:sat,sun hour:3", sunday_three),
            asked.replace("user:ann ", "")
        );
    }

    #[test]
    fn what_is_written_is_picked() {
        assert_eq!(picked_hours("ann").len(), 0);
        assert_eq!(picked_hours("weekday:sat,sun").len(), 48);
        assert_eq!(picked_hours("hour:22..").len(), 14);
        assert_eq!(picked_hours("hour:0..5 weekday:mon"), [0, 1, 2, 3, 4, 5]);
    }
}
