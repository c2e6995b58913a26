//! Records of every open connection: the best of those in memory, and the way to the others.

use std::rc::Rc;

use leptos::prelude::*;

use super::choice::{Choice, Group};
use crate::analysis::filter::best::Words;
use crate::data::finder::{Findable, Found, KINDS, Kind};
use crate::data::sync::Phase;
use crate::data::tenant::Tenants;
use crate::format::number::{count, counted};
use crate::layout::{icon, title};
use crate::routes::{Route, write_query};
use crate::state::connections::{Connection, Connections};
use crate::state::session::Session;
use crate::ui::icon::Icon;

/// So many records of a kind are offered.
const OFFERED: usize = 8;

/// What was found for some words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Records {
    /// The words.
    pub words: Words,
    pub groups: Vec<Group>,
    /// How many match in all, by kind: `20 users`.
    pub counts: Vec<String>,
    /// What was not looked through, or not wholly.
    pub notes: Vec<String>,
}

/// One list.
struct Place {
    kind: &'static Kind,
    connection: Connection,
    /// Whether one is on a page of this connection.
    is_here: bool,
    /// `None`: nobody was on a page of this connection yet.
    list: Option<Rc<dyn Findable>>,
}

/// The lists of the open connections.
pub struct Lists(Vec<Place>);

impl Lists {
    /// All of them; `here` is the connection one is on. Asks nobody for anything.
    pub fn new(connections: Connections, session: Session, here: Option<&str>) -> Self {
        let tenants = use_context::<Tenants>();
        let mut all = Vec::new();
        connections.with(|config| {
            for kind in KINDS {
                for connection in &config.connections {
                    if connection.api == kind.api && session.is_open(connection) {
                        let tenant = tenants.and_then(|tenants| tenants.held(connection));
                        all.push(Place {
                            kind,
                            connection: connection.clone(),
                            is_here: here == Some(connection.id.as_str()),
                            list: tenant.map(|tenant| (kind.list)(&tenant)),
                        });
                    }
                }
            }
        });
        Self(all)
    }

    fn known(&self) -> impl Iterator<Item = (&Place, &Rc<dyn Findable>)> {
        self.0
            .iter()
            .filter_map(|place| Some((place, place.list.as_ref()?)))
    }

    /// Tracks what is in memory, and how much is still to come.
    pub fn track(&self) {
        for (_, list) in self.known() {
            list.filtering().track();
            list.sync().progress();
        }
    }

    /// Makes what is looked through.
    pub fn warm(&self) {
        self.known().for_each(|(_, list)| list.warm());
    }

    /// Who types wants to find something: the list of the connection one is on is fetched, if nobody has
    /// asked for it yet. Others are not.
    pub fn fetch_here(&self) {
        for (place, list) in self.known() {
            if place.is_here && place.kind.is_fetched {
                list.sync().ensure();
            }
        }
    }

    /// Looks for words in what is in memory; for none nothing is found.
    pub fn find(&self, words: &Words) -> Records {
        let mut records = Records {
            words: words.clone(),
            ..Records::default()
        };
        if words.is_empty() {
            return records;
        }
        for kind in KINDS {
            let places = self.0.iter();
            let places: Vec<&Place> = places
                .filter(|place| std::ptr::eq(place.kind, kind))
                .collect();
            let (choices, total) = offered(&places, words);
            if total > 0 {
                records
                    .counts
                    .push(counted(total, kind.nouns.0, kind.nouns.1));
                records.groups.push(Group {
                    name: title(kind.page),
                    choices,
                });
            }
        }
        records.notes = self.0.iter().filter_map(note).collect();
        records
    }
}

impl Place {
    fn name(&self) -> String {
        self.connection.name.clone()
    }

    fn choice(&self, found: &Found) -> Choice {
        let path = Route::item(&self.connection.id, self.kind.page, &found.key).path();
        let name = found.name.clone();
        let mut choice = Choice::going(icon(self.kind.page), name, self.name(), path);
        if found.detail != found.name {
            choice.detail.clone_from(&found.detail);
        }
        choice
    }

    /// The way to those that are not offered.
    fn more(&self, more: usize, words: &Words) -> Choice {
        let list = Route::new(&self.connection.id, self.kind.page).path();
        let path = list + &write_query([("q", words.filter().as_str())]);
        let noun = if more == 1 {
            self.kind.nouns.0
        } else {
            self.kind.nouns.1
        };
        let words = [&count(more), " more ", noun, ": filter the list"].concat();
        Choice::going(Icon::Search, words, self.name(), path)
    }
}

/// The best of one kind, whatever connection they are of; and how many match in all.
fn offered(places: &[&Place], words: &Words) -> (Vec<Choice>, usize) {
    let mut found: Vec<(usize, Found)> = Vec::new();
    let mut left = Vec::new();
    for (at, place) in places.iter().enumerate() {
        let (best, total) = place
            .list
            .as_ref()
            .map(|list| list.find(words, OFFERED))
            .unwrap_or_default();
        for one in best {
            // Equal ones stay in the order of the connections.
            let place = found.partition_point(|(_, known)| known.distance <= one.distance);
            found.insert(place, (at, one));
        }
        left.push(total);
    }
    let total = left.iter().sum();
    found.truncate(OFFERED);
    let mut choices = Vec::new();
    for (at, one) in &found {
        if let (Some(place), Some(left)) = (places.get(*at), left.get_mut(*at)) {
            *left -= 1;
            choices.push(place.choice(one));
        }
    }
    let more = places.iter().zip(left).filter(|(_, left)| *left > 0);
    choices.extend(more.map(|(place, left)| place.more(left, words)));
    (choices, total)
}

/// What is missing of a list, in words; nothing once all of it was there.
fn note(place: &Place) -> Option<String> {
    let whose = [place.kind.nouns.1, " of ", &place.connection.name].concat();
    let progress = place
        .list
        .as_ref()
        .map(|list| list.sync().progress_untracked());
    let Some(progress) = progress.filter(|progress| progress.phase != Phase::Idle) else {
        return Some(
            [
                "The ",
                &whose,
                " are not looked through: open their list first.",
            ]
            .concat(),
        );
    };
    if progress.as_of.is_some() {
        return None;
    }
    let so_far = count(progress.received);
    Some(match progress.phase {
        Phase::Syncing => [
            "The ",
            &whose,
            " are still being loaded: ",
            &so_far,
            " so far.",
        ]
        .concat(),
        _ => [
            "Not all ",
            &whose,
            " could be looked through: ",
            &so_far,
            " are loaded.",
        ]
        .concat(),
    })
}
