//! The thresholds of the rules, to be changed.

use leptos::prelude::*;

use super::lens::Lens;
use super::rules::{self, SWITCHES, THRESHOLDS, Threshold};
use crate::analysis::audit::marks::Rules;
use crate::reactive::{live, on};
use crate::ui::icon::Icon;
use crate::ui::popover::Popover;

/// The button and the thresholds.
pub fn thresholds(lens: Lens) -> AnyView {
    let open = RwSignal::new(false);
    view! {
        <Popover label="Rules" icon=Icon::Warning open>
            {choices(lens)}
        </Popover>
    }
    .into_any()
}

fn choices(lens: Lens) -> AnyView {
    let rows = THRESHOLDS
        .iter()
        .map(|one| threshold(lens, one))
        .collect_view();
    let switches = SWITCHES.iter().map(|one| switch(lens, one)).collect_view();
    view! {
        <div class="audit-thresholds" role="group" aria-label="Rules and thresholds">
            {rows}
            {switches}
            <button type="button" class="button small" on:click=on(move |_| lens.set("rules", ""))>
                {"As usual"}
            </button>
        </div>
    }
    .into_any()
}

fn change(lens: Lens, one: &'static Threshold, number: Option<u32>) {
    let mut rules: Rules = lens.rules.get_untracked();
    (one.set)(&mut rules, number);
    lens.set("rules", rules::write(&rules));
}

fn switch(lens: Lens, one: &'static Threshold) -> AnyView {
    let usual = (one.get)(&Rules::default()).unwrap_or(one.limits.0);
    let is_on = move || lens.rules.with(|rules| (one.get)(rules).is_some());
    view! {
        <label class="audit-threshold">
            <input
                type="checkbox"
                prop:checked=live(is_on)
                on:change=on(move |event: leptos::ev::Event| {
                    change(lens, one, event_target_checked(&event).then_some(usual));
                })
            />
            <span>{one.label}</span>
        </label>
    }
    .into_any()
}

fn threshold(lens: Lens, one: &'static Threshold) -> AnyView {
    let (least, most) = one.limits;
    let number = move || {
        let number = lens.rules.with(|rules| (one.get)(rules));
        number.map(|number| number.to_string()).unwrap_or_default()
    };
    let box_of = one.can_be_off.then(|| {
        let usual = (one.get)(&Rules::default()).unwrap_or(least);
        view! {
            <input
                type="checkbox"
                aria-label=[one.label, " ", one.unit].concat()
                prop:checked=live(move || lens.rules.with(|rules| (one.get)(rules).is_some()))
                on:change=on(move |event: leptos::ev::Event| {
                    change(lens, one, event_target_checked(&event).then_some(usual));
                })
            />
        }
    });
    view! {
        <div class="audit-threshold">
            {box_of}
            <span>{one.label}</span>
            <input
                type="number"
                inputmode="numeric"
                aria-label=[one.label, " (", one.unit, ")"].concat()
                min=least.to_string()
                max=most.to_string()
                prop:value=live(number)
                on:change=on(move |event: leptos::ev::Event| {
                    if let Ok(number) = event_target_value(&event).parse::<u32>() {
                        change(lens, one, Some(number.clamp(least, most)));
                    }
                })
            />
            <span>{one.unit}</span>
        </div>
    }
    .into_any()
}
