//! Pages and actions: what is there whatever is typed.

use super::choice::{Choice, Deed, Group};
use crate::analysis::filter::best::Words;
use crate::format::fold::fold;
use crate::layout::{icon, pages, title};
use crate::routes::{Page, Route, checks, home};
use crate::state::connections::{Connection, Connections};
use crate::state::read_only::ReadOnly;
use crate::state::session::Session;
use crate::state::theme::Theme;
use crate::ui::icon::Icon;

/// What can be begun on a page: its item, what it is called here, and whether it is for changing something,
/// so that there is none of it in read-only mode.
const ON_PAGES: &[(Page, &str, &str, bool)] = &[
    (Page::Users, "new", "New user", true),
    (Page::Users, "import", "Import users", true),
    (Page::Users, "permissions", "Permissions matrix", false),
    (Page::SignIns, "review", "Access review", false),
    (Page::Templates, "new", "New template", true),
    (Page::Templates, "import", "Import templates", true),
];

/// What can be done anywhere.
const ANYWHERE: &[(&str, Icon, &str, Deed)] = &[
    (
        "light",
        Icon::Light,
        "Light theme",
        Deed::Theme(Theme::Light),
    ),
    ("dark", Icon::Dark, "Dark theme", Deed::Theme(Theme::Dark)),
    (
        "system",
        Icon::System,
        "Theme of the system",
        Deed::Theme(Theme::System),
    ),
    (
        "writable",
        Icon::Writable,
        "Switch read-only mode off: allow changes",
        Deed::ReadOnly(false),
    ),
    (
        "read-only",
        Icon::ReadOnly,
        "Switch read-only mode on: send no changes",
        Deed::ReadOnly(true),
    ),
    (
        "lock",
        Icon::Lock,
        "Lock: take the keys out of this tab",
        Deed::Lock,
    ),
    (
        "forget",
        Icon::Close,
        "Forget everything: keys and preferences",
        Deed::Forget,
    ),
];

/// Pages and actions, with the text that each is found by.
pub struct Commands {
    pages: Vec<(String, Choice)>,
    actions: Vec<(String, Choice)>,
}

impl Commands {
    /// Those of the open connections, as things stand.
    pub fn new(connections: Connections, session: Session, read_only: ReadOnly) -> Self {
        let (mut pages, mut actions) = (Vec::new(), Vec::new());
        connections.with(|config| {
            for connection in &config.connections {
                if session.is_open(connection) {
                    let changeable = read_only.refuses(connection).is_none();
                    of_connection(connection, changeable, &mut pages, &mut actions);
                }
            }
        });
        pages.push(Choice::going(
            Icon::Switch,
            "All connections".to_owned(),
            String::new(),
            home().to_owned(),
        ));
        pages.push(Choice::going(
            Icon::Check,
            "Checks: how this is hosted".to_owned(),
            String::new(),
            checks(),
        ));
        let is_on = read_only.is_on();
        for (id, icon, words, deed) in ANYWHERE {
            if *deed != Deed::ReadOnly(is_on) {
                actions.push(Choice {
                    id: ["do:", id].concat(),
                    icon: *icon,
                    words: (*words).to_owned(),
                    detail: String::new(),
                    place: String::new(),
                    deed: deed.clone(),
                });
            }
        }
        Self {
            pages: with_texts(pages),
            actions: with_texts(actions),
        }
    }

    /// The pages and the actions that words find; all of them for none.
    pub fn matching(&self, words: &Words) -> (Group, Group) {
        let group = |name, all: &[(String, Choice)]| Group {
            name,
            choices: matching(all, words),
        };
        (group("Pages", &self.pages), group("Actions", &self.actions))
    }
}

fn of_connection(
    connection: &Connection,
    changeable: bool,
    into_pages: &mut Vec<Choice>,
    into_actions: &mut Vec<Choice>,
) {
    let place = || connection.name.clone();
    for page in pages(connection.api) {
        let path = Route::new(&connection.id, *page).path();
        let words = title(*page).to_owned();
        into_pages.push(Choice::going(icon(*page), words, place(), path));
        for (of, item, words, changes) in ON_PAGES {
            if of == page && (changeable || !changes) {
                let path = Route::item(&connection.id, *page, item).path();
                let words = (*words).to_owned();
                into_actions.push(Choice::going(icon(*page), words, place(), path));
            }
        }
    }
}

/// Folded once, and not at each key.
fn with_texts(all: Vec<Choice>) -> Vec<(String, Choice)> {
    all.into_iter()
        .map(|one| (fold(&[&one.words, " ", &one.place].concat()), one))
        .collect()
}

/// The closest first; equal ones, and all where nothing is typed, in their own order.
fn matching(all: &[(String, Choice)], words: &Words) -> Vec<Choice> {
    let distance = |text: &str, one: &Choice| {
        if words.is_empty() {
            return Some(0);
        }
        if one.deed.takes_away() && !words.begin(text) {
            return None;
        }
        words.distance_of_beginnings(text)
    };
    let mut found: Vec<(u32, &Choice)> = Vec::new();
    for (text, one) in all {
        if let Some(distance) = distance(text, one) {
            let place = found.partition_point(|(known, _)| *known <= distance);
            found.insert(place, (distance, one));
        }
    }
    found.into_iter().map(|(_, one)| one.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::connections::Config;

    /// What is offered on both connections of an untouched configuration.
    fn found(typed: &str, changeable: bool) -> Vec<String> {
        let (mut pages, mut actions) = (Vec::new(), Vec::new());
        for connection in &Config::default().connections {
            of_connection(connection, changeable, &mut pages, &mut actions);
        }
        for (id, icon, words, deed) in ANYWHERE {
            actions.push(Choice {
                id: (*id).to_owned(),
                icon: *icon,
                words: (*words).to_owned(),
                detail: String::new(),
                place: String::new(),
                deed: deed.clone(),
            });
        }
        let commands = Commands {
            pages: with_texts(pages),
            actions: with_texts(actions),
        };
        let (pages, actions) = commands.matching(&Words::of(typed));
        let all = pages.choices.into_iter().chain(actions.choices);
        all.map(|one| [one.words, one.place].join("|")).collect()
    }

    #[test]
    fn words_find_by_their_beginnings_the_closest_first() {
        assert_eq!(
            found("TINES us", true),
            ["Users|Tines", "New user|Tines", "Import users|Tines"]
        );
        assert_eq!(
            found("user", true)[..3],
            ["Users|Tines", "Gateway users|Tyk", "New user|Tines"]
        );
        assert_eq!(found("journal", true), ["Journal|Tines", "Journal|Tyk"]);
        assert_eq!(found("ournal", true), [""; 0]);
        assert_eq!(found("theme", true).len(), 3);
    }

    #[test]
    fn what_is_for_changing_is_not_there_in_read_only_mode() {
        assert_eq!(found("new user", true), ["New user|Tines"]);
        assert_eq!(found("new user", false), [""; 0]);
        assert_eq!(found("import", false), [""; 0]);
        assert_eq!(found("matrix", false), ["Permissions matrix|Tines"]);
    }

    /// Eve and Mr Locke are people; to be led to "Forget everything" by their names would be a trap.
    #[test]
    fn what_takes_something_away_is_found_by_its_own_beginning_alone() {
        for typed in ["eve", "key", "tab", "everything forget", "lock tab x"] {
            let found = found(typed, true);
            let traps = found
                .iter()
                .filter(|words| words.starts_with("Forget") || words.starts_with("Lock"));
            assert_eq!(traps.count(), 0, "{typed}");
        }
        assert_eq!(found("forget ev", true).len(), 1);
        assert_eq!(found("Lock", true).len(), 1);
    }

    #[test]
    fn nothing_typed_finds_all_in_their_own_order() {
        let all = found("", true);
        assert_eq!(all[0], "Overview|Tines");
        assert!(all.last().is_some_and(|last| last.starts_with("Forget")));
    }
}
