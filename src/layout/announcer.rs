//! The router moves no focus and says nothing. This does: on every change of page it sets the title,
//! tells the live region, and focuses the heading (WCAG 2.4.2, 2.4.3, 4.1.3).

use crate::reactive::part;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Says things to those who cannot see them.
#[derive(Clone, Copy, Debug)]
pub struct Announcer {
    words: RwSignal<String>,
    arrived: StoredValue<bool>,
}

impl Announcer {
    /// Provides the announcer to everything below.
    pub fn provide() -> Self {
        let announcer = Self {
            words: RwSignal::new(String::new()),
            arrived: StoredValue::new(false),
        };
        provide_context(announcer);
        announcer
    }

    /// Says something politely: after what is being read.
    pub fn say(self, words: impl Into<String>) {
        let words = words.into();
        // The same words twice are said once; a space that nobody hears makes them new.
        let again = self.words.with_untracked(|said| *said == words);
        self.words.set(if again {
            format!("{words}\u{a0}")
        } else {
            words
        });
    }

    /// A page was reached. The first one is announced by the browser itself.
    fn arrive(self, title: &str) {
        entitle(title);
        if self.arrived.get_value() {
            self.say(title);
            request_animation_frame(focus_heading);
        }
        self.arrived.set_value(true);
    }
}

fn focus_heading() {
    // A page that asks for something takes the focus to the field by itself.
    if document()
        .query_selector("main :focus")
        .ok()
        .flatten()
        .is_some()
    {
        return;
    }
    // Not any heading: those of `index.html` for a page that did not start are there too, unseen.
    let heading = document().query_selector("main h1").ok().flatten();
    if let Some(heading) =
        heading.and_then(|heading| heading.dyn_into::<web_sys::HtmlElement>().ok())
    {
        // An element in the document can take the focus.
        drop(heading.focus());
    }
}

/// Names the page: its title in the tab, and its arrival for those who cannot see it.
pub fn arrive(title: &str) {
    if let Some(announcer) = use_context::<Announcer>() {
        announcer.arrive(title);
    }
}

/// Gives the page another title, once more is known of what it shows; nothing is announced.
pub fn entitle(title: &str) {
    document().set_title(&format!("{title} – Gatehouse"));
}

/// The live region itself.
#[component]
pub fn LiveRegion() -> impl IntoView {
    let announcer = use_context::<Announcer>();
    view! {
        <div class="unseen" role="status" aria-live="polite">
            {part(move || announcer.map(|announcer| announcer.words.get()))}
        </div>
    }
}
