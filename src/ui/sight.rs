//! What is out of sight is drawn after what is in sight: one waits for the latter only.

use std::time::Duration;

use leptos::prelude::*;
use web_sys::Element;

/// How long what is out of sight waits once the rest is about to be painted: longer than a slow machine
/// paints, shorter than a hand needs to come from the key to the wheel.
const WAITS: Duration = Duration::from_millis(50);

/// Whether something is out of sight, as far as that was looked at. Cheap to copy.
#[derive(Clone, Copy, Debug)]
pub struct Sight(StoredValue<bool>);

impl Sight {
    /// Of something that was not looked at yet: it counts as seen.
    pub fn new() -> Self {
        Self(StoredValue::new(false))
    }

    /// Looks where it is, above or below the screen. Only to be asked for when the page is laid out anyhow:
    /// after a frame, or before a key does anything.
    pub fn look(self, element: &Element) {
        let screen = document().document_element();
        let screen = screen.map_or(0, |all| all.client_height());
        let place = element.get_bounding_client_rect();
        let is_away = place.bottom() < 0.0 || place.top() > f64::from(screen);
        let _ = self.0.try_set_value(is_away);
    }

    /// Whether it was out of sight.
    pub fn is_away(self) -> bool {
        self.0.try_get_value().unwrap_or(false)
    }
}

impl Default for Sight {
    fn default() -> Self {
        Self::new()
    }
}

/// Does something once the frame that is being made is painted.
pub fn after_the_frame(work: impl FnOnce() + 'static) {
    request_animation_frame(move || set_timeout(work, WAITS));
}
