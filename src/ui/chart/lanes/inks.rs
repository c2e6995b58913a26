//! The colours of the style sheets, as pixels need them. A custom property says `light-dark(…)` as it was
//! written; the colour of an element is worked out.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::COLOURS;
use super::paint::{Ink, Inks};

/// An element per colour (`style/audit.css`): those of ticks, then that of lines.
const SWATCHES: [&str; COLOURS + 1] = [
    "tick-0",
    "tick-1",
    "tick-2",
    "tick-3",
    "tick-4",
    "tick-5",
    "tick-6",
    "tick-line",
];

/// The elements to read the colours from; nobody sees them.
pub fn swatches() -> AnyView {
    SWATCHES
        .map(|class| view! { <i class=class></i> }.into_any())
        .into_iter()
        .collect_view()
        .into_any()
}

/// What the colours mean.
pub fn legend() -> AnyView {
    let one = |class: &'static str, words: &'static str| {
        view! {
            <span class=["tick-swatch ", class].concat()></span>
            <span>{words}</span>
        }
        .into_any()
    };
    view! {
        <span class="chart-legend" aria-hidden="true">
            {one(SWATCHES[0], "usual address")} {one(SWATCHES[1], "")} {one(SWATCHES[2], "")}
            {one(SWATCHES[3], "another address")} {one(SWATCHES[6], "marked")}
        </span>
    }
    .into_any()
}

/// The colours as they are now.
pub fn read(swatches: &Element) -> Inks {
    let all = swatches.children();
    let ink = |at: usize| {
        let one = u32::try_from(at).ok().and_then(|at| all.item(at));
        let style = one.and_then(|one| window().get_computed_style(&one).ok().flatten());
        let colour = style.and_then(|style| style.get_property_value("color").ok());
        parse(&colour.unwrap_or_default())
    };
    Inks {
        ticks: std::array::from_fn(ink),
        line: ink(COLOURS),
    }
}

/// Reads `rgb(43, 89, 209)`, as colours are written that were worked out (CSSOM, "serialise a CSS
/// component value"). Half of the way between black and white stands for what is written otherwise.
fn parse(text: &str) -> Ink {
    let mut parts = text
        .split(|letter: char| !letter.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok());
    match (
        text.starts_with("rgb"),
        parts.next(),
        parts.next(),
        parts.next(),
    ) {
        (true, Some(red), Some(green), Some(blue)) => [red, green, blue, u8::MAX],
        _ => [128, 128, 128, u8::MAX],
    }
}

/// An element that can be given a style.
pub fn html(element: Element) -> Option<web_sys::HtmlElement> {
    element.dyn_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_as_a_browser_writes_them() {
        assert_eq!(parse("rgb(43, 89, 209)"), [43, 89, 209, 255]);
        assert_eq!(parse("rgba(43, 89, 209, 0.5)"), [43, 89, 209, 255]);
        assert_eq!(parse("oklab(0.5 0 0)"), [128, 128, 128, 255]);
        assert_eq!(parse(""), [128, 128, 128, 255]);
    }
}
