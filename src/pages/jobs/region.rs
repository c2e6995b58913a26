//! A part of the page in which nothing moves while somebody is there, with the pointer or with the focus.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

use crate::reactive::on;

/// Who is where; each part has two bits of its own.
pub type There = RwSignal<u8>;

/// The list's bits: the pointer is over it, the focus is in a row.
pub const LIST: (u8, u8) = (1, 2);
/// The matrix's.
pub const MATRIX: (u8, u8) = (4, 8);

/// What it holds, watched. The focus counts where it is in what `rows` selects: a heading moves no row.
pub fn region(
    there: There,
    (pointer, focus): (u8, u8),
    class: &'static str,
    rows: &'static str,
    content: AnyView,
) -> AnyView {
    let whole = NodeRef::<html::Div>::new();
    let note = move |bit: u8, is_there: bool| {
        // What leaves the document with the page loses the focus, too, and then nobody is told.
        let Some(before) = there.try_get_untracked() else {
            return;
        };
        let after = if is_there {
            before | bit
        } else {
            before & !bit
        };
        if before != after {
            there.set(after);
        }
    };
    let is_row = move |at: Option<web_sys::EventTarget>| {
        let at = at.and_then(|at| at.dyn_into::<Element>().ok());
        let within = |at: &Element| {
            let element: &Node = at;
            whole
                .try_get_untracked()
                .flatten()
                .is_some_and(|whole| whole.contains(Some(element)))
        };
        at.is_some_and(|at| within(&at) && at.closest(rows).ok().flatten().is_some())
    };
    on_cleanup(move || {
        there.try_update(|there| *there &= !(pointer | focus));
    });
    view! {
        <div
            class=class
            node_ref=whole
            // A finger is nowhere once it is lifted, and then browsers say that it left.
            on:pointerover=on(move |_: ev::PointerEvent| note(pointer, true))
            on:pointerleave=on(move |_: ev::PointerEvent| note(pointer, false))
            on:focusin=on(move |event: ev::FocusEvent| note(focus, is_row(event.target())))
            on:focusout=on(move |event: ev::FocusEvent| note(focus, is_row(event.related_target())))
        >
            {content}
        </div>
    }
    .into_any()
}
