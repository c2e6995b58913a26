//! The button before the export dialog, where there is no menu.

use std::rc::Rc;

use leptos::prelude::*;

use crate::reactive::on;

use super::{Export, ExportSource};

/// A button "Export" that opens the dialog.
#[component]
pub fn ExportButton(
    /// What can be exported; asked each time the dialog opens.
    source: Rc<dyn Fn() -> ExportSource>,
    /// Its class.
    #[prop(default = "button")]
    class: &'static str,
) -> impl IntoView {
    button(source, class)
}

fn button(source: Rc<dyn Fn() -> ExportSource>, class: &'static str) -> AnyView {
    let source = StoredValue::new_local(source);
    let open = RwSignal::new(false);
    let close = Callback::new(move |()| open.set(false));
    let dialog = move || {
        open.get().then(|| {
            let source = untrack(|| source.with_value(|source| source()));
            view! { <Export source on_close=close /> }.into_any()
        })
    };
    view! {
        <button type="button" class=class aria-haspopup="dialog" on:click=on(move |_| open.set(true))>
            "Export"
        </button>
        {dialog}
    }
    .into_any()
}
