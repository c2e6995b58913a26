//! Where one was in each list, so that coming back from a record finds the place again.

use leptos::prelude::*;

/// How far a list was scrolled, in pixels, and its current row.
pub type Place = (u32, usize);

/// More than anybody goes back through.
const KEPT: usize = 64;

/// The places of this tab, by what was looked at. They hold no record.
#[derive(Clone, Copy, Debug)]
pub struct Places(StoredValue<Vec<(String, Place)>>);

impl Places {
    /// Provides them to everything below.
    pub fn provide() {
        provide_context(Self(StoredValue::new(Vec::new())));
    }

    /// Where one was.
    pub fn find(self, looked_at: &str) -> Option<Place> {
        self.0.with_value(|places| {
            let place = places.iter().find(|(known, _)| known == looked_at)?;
            Some(place.1)
        })
    }

    /// Remembers where one is.
    pub fn keep(self, looked_at: String, place: Place) {
        self.0.update_value(|places| {
            places.retain(|(known, _)| *known != looked_at);
            if places.len() >= KEPT {
                places.remove(0);
            }
            places.push((looked_at, place));
        });
    }
}
