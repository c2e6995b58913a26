//! An editor that holds what a form's field holds: drafts, undo and "nothing was changed" are the form's.

use std::time::Duration;

use leptos::prelude::*;

use super::editor::Editor;
use crate::reactive::{Pause, effect};
use crate::ui::form::Field;

/// Up to so many bytes, each key is taken over at once; more, and it happens in the pauses.
const AT_ONCE: usize = 50_000;
const A_PAUSE: Duration = Duration::from_millis(400);

/// What is typed goes into the field, and what is put into the field is shown.
pub fn tie(editor: Editor, field: Field) {
    let pause = Pause::new(
        A_PAUSE,
        Callback::new(move |()| take_over(editor, field.value)),
    );
    let changed = editor.changed();
    effect(move || {
        if changed.get() > 0 {
            if field.error.with_untracked(Option::is_some) {
                field.error.set(None);
            }
            if field.value.with_untracked(String::len) < AT_ONCE {
                take_over(editor, field.value);
            } else {
                pause.begin_again();
            }
        }
    });
    effect(move || {
        field.value.with(|value| {
            if !pause.is_under_way() && *value != editor.text() {
                editor.set(value);
            }
        });
    });
}

/// Puts what stands in an editor into its field.
pub fn take_over(editor: Editor, value: RwSignal<String>) {
    let text = editor.text();
    if value.with_untracked(|value| *value != text) {
        value.set(text);
    }
}
