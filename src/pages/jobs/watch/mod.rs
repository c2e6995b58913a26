//! What is to be watched while one does something else: rules that the person writes, judged each time the
//! queues are looked at. One that has become true stands in the tab's title and, where that is allowed, in a
//! notification.

mod kept;
mod notify;

use leptos::task::spawn_local;
use leptos::{html, prelude::*};

use super::board::Board;
use crate::analysis::jobs::watch::{Rule, Verdict};
use crate::format::number::counted;
use crate::layout::announcer::{Announcer, entitle};
use crate::reactive::{effect, effect_with_last, on, part};
use crate::ui::icon::Icon;
use crate::ui::popover::Popover;
use notify::Permission;

/// The rules of this tab, and which of them are true. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Watch {
    /// As they were written.
    rules: RwSignal<Vec<String>>,
    /// What each came to at the last look.
    verdicts: Memo<Vec<Verdict>>,
}
