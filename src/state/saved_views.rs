//! Saved views: a name, and what a list was asked for. Kept in local storage, so they outlive the keys;
//! that is why they hold the words of a filter and never a record.

use std::borrow::Cow;

use super::connections::Api;
use super::storage::{self, Store};
use crate::routes::{Page, parse_query, write_query};
use crate::wire::Fields;
use crate::wire::json::{Value, quote};

/// What of a list's query is kept; an open record, for one, is not.
const KEPT: [&str; 3] = ["q", "sort", "cols"];
/// Bounds of a file that is taken in, and of what is kept.
const MOST_VIEWS: usize = 200;
const LONGEST_NAME: usize = 60;
const LONGEST_QUERY: usize = 2_000;
/// Bytes of the largest file that is read.
pub const LARGEST_FILE: f64 = 524_288.0;

/// One view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The kind of API it was saved for: `tines`.
    pub api: String,
    /// The page's segment: `users`.
    pub page: String,
    /// Its name, unlike any other of the page.
    pub name: String,
    /// What is asked for, as a query with its `?`.
    pub query: String,
}

/// What came of taking in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Views that are new.
    pub new: usize,
    /// Views that were there already, name and all.
    pub known: usize,
}

/// The saved views of one page, for every connection to its kind of API. They are read where they are kept
/// each time: another tab may have changed them.
#[derive(Clone, Copy, Debug)]
pub struct SavedViews {
    api: &'static str,
    page: &'static str,
}

impl SavedViews {
    /// Those of a page.
    pub fn of(api: Api, page: Page) -> Self {
        Self {
            api: match api {
                Api::Tines => "tines",
                Api::Tyk => "tyk",
            },
            page: page.segment(),
        }
    }

    /// Those of another list of the page, under a name of its own.
    #[must_use]
    pub const fn below(self, page: &'static str) -> Self {
        Self { page, ..self }
    }

    /// Those of this page, in the order they were saved.
    pub fn list(self) -> Vec<View> {
        let mut all = all();
        all.retain(|view| self.is_mine(view));
        all
    }

    /// Saves what is asked for, and answers the name: one that is taken gets a number. `None` where there are
    /// too many, the query is too long, or the browser keeps nothing.
    pub fn save(self, name: &str, query: &str) -> Option<String> {
        let mut all = all();
        let view = View {
            api: self.api.to_owned(),
            page: self.page.to_owned(),
            name: trimmed(name),
            query: kept(query),
        };
        if all.len() >= MOST_VIEWS || view.query.len() > LONGEST_QUERY || view.name.is_empty() {
            return None;
        }
        let name = insert(&mut all, view);
        keep(&all).then_some(name)
    }

    /// Calls one by another name; one that is taken gets a number.
    pub fn rename(self, old: &str, new: &str) {
        let mut all = all();
        let mine = |view: &View| self.is_mine(view) && view.name == old;
        if let Some(place) = all.iter().position(mine)
            && !trimmed(new).is_empty()
        {
            let mut view = all.remove(place);
            view.name = trimmed(new);
            view.name = free_name(&all, &view);
            all.insert(place, view);
            keep(&all);
        }
    }

    /// Deletes one.
    pub fn delete(self, name: &str) {
        let mut all = all();
        all.retain(|view| !(self.is_mine(view) && view.name == name));
        keep(&all);
    }

    fn is_mine(self, view: &View) -> bool {
        view.api == self.api && view.page == self.page
    }
}

/// All views of all pages, as a file.
pub fn export() -> String {
    write(&all())
}

/// Takes in a file's views, of whatever page. Those whose name is taken are kept beside the others, with a
/// number. A file with anything odd in it changes nothing, and the error says what is odd.
pub fn import(text: &str) -> Result<Imported, String> {
    let mut all = all();
    let imported = take_in(&mut all, read(text)?)?;
    if keep(&all) {
        Ok(imported)
    } else {
        Err("This browser keeps nothing for this page.".to_owned())
    }
}

fn all() -> Vec<View> {
    let kept = Store::Local.get(storage::VIEWS);
    kept.and_then(|text| read(&text).ok()).unwrap_or_default()
}

fn keep(all: &[View]) -> bool {
    Store::Local.set(storage::VIEWS, &write(all))
}

/// What of a query is kept in a view, in one order: two that ask for the same are equal.
pub fn kept(query: &str) -> String {
    let pairs = parse_query(query);
    let pairs = KEPT.iter().filter_map(|kept| {
        let (_, value) = pairs.iter().find(|(name, _)| name == kept)?;
        (!value.is_empty()).then_some((*kept, value.as_str()))
    });
    write_query(pairs)
}

fn trimmed(name: &str) -> String {
    let name: String = name.trim().chars().take(LONGEST_NAME).collect();
    name.trim_end().to_owned()
}

fn take_in(all: &mut Vec<View>, new: Vec<View>) -> Result<Imported, String> {
    let mut imported = Imported { new: 0, known: 0 };
    for view in new {
        if all.contains(&view) {
            imported.known += 1;
            continue;
        }
        if all.len() >= MOST_VIEWS {
            return Err(format!(
                "There would be more than {MOST_VIEWS} views. Delete some first."
            ));
        }
        insert(all, view);
        imported.new += 1;
    }
    Ok(imported)
}

/// Adds a view under a name that is free, and answers the name.
fn insert(all: &mut Vec<View>, mut view: View) -> String {
    view.name = free_name(all, &view);
    let name = view.name.clone();
    all.push(view);
    name
}

fn free_name(all: &[View], view: &View) -> String {
    let taken = |name: &str| {
        all.iter()
            .any(|one| one.api == view.api && one.page == view.page && one.name == name)
    };
    let numbered = |number: usize| format!("{} ({number})", view.name);
    if !taken(&view.name) {
        return view.name.clone();
    }
    let mut number = 2;
    while taken(&numbered(number)) {
        number += 1;
    }
    numbered(number)
}

fn write(all: &[View]) -> String {
    let mut text = String::from("{\"gatehouse\":\"views\",\"views\":[");
    for (index, view) in all.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        let fields = [
            ("\n{\"api\":", &view.api),
            (",\"page\":", &view.page),
            (",\"name\":", &view.name),
            (",\"query\":", &view.query),
        ];
        for (name, value) in fields {
            text.push_str(name);
            text.push_str(&quote(value));
        }
        text.push('}');
    }
    text.push_str("\n]}\n");
    text
}

/// Reads what [`write`] wrote, or says what is odd about it.
fn read(text: &str) -> Result<Vec<View>, String> {
    let no_views = || "This is no file of saved views.".to_owned();
    let file = Value::parse(text).map_err(|_| "This file is not JSON.".to_owned())?;
    let file = Fields::of(file).ok_or_else(no_views)?;
    let elements = file.get("views").elements().ok_or_else(no_views)?;
    let mut views = Vec::new();
    for (index, element) in elements.enumerate() {
        if index >= MOST_VIEWS {
            return Err(format!("This file holds more than {MOST_VIEWS} views."));
        }
        let odd = |what: &str| format!("View {} of this file {what}.", index + 1);
        let fields = Fields::of(element).ok_or_else(|| odd("is no object"))?;
        let text = |name| fields.get(name).text().map(Cow::into_owned);
        let api = text("api").filter(|api| matches!(api.as_str(), "tines" | "tyk"));
        let page =
            text("page").filter(|page| Page::ALL.iter().any(|known| known.segment() == page));
        let name = text("name").map(|name| name.trim().to_owned());
        let name = name.filter(|name| (1..=LONGEST_NAME).contains(&name.chars().count()));
        let query = text("query").filter(|query| query.len() <= LONGEST_QUERY);
        views.push(View {
            api: api.ok_or_else(|| odd("is for no API that is known"))?,
            page: page.ok_or_else(|| odd("is for no page that is known"))?,
            name: name.ok_or_else(|| odd("has no name, or one of more than 60 letters"))?,
            query: kept(&query.ok_or_else(|| odd("has no query, or one that is too long"))?),
        });
    }
    Ok(views)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(name: &str, query: &str) -> View {
        View {
            api: "tines".to_owned(),
            page: "users".to_owned(),
            name: name.to_owned(),
            query: query.to_owned(),
        }
    }

    #[test]
    fn what_is_written_reads_the_same() {
        let views = [
            view("Owners", "?q=role:owner&sort=-name"),
            view("\"Quoted\" – ünï", ""),
        ];
        assert_eq!(read(&write(&views)).as_deref(), Ok(&views[..]));
        assert_eq!(read(&write(&[])), Ok(Vec::new()));
    }

    #[test]
    fn only_what_a_list_is_asked_for_is_kept() {
        assert_eq!(
            kept("?sort=name&user=17&q=a%20b&cols=name,email&key=x"),
            "?q=a%20b&sort=name&cols=name,email"
        );
        assert_eq!(kept("?q=&open=1"), "");
    }

    #[test]
    fn names_that_clash_are_both_kept() {
        let mut all = vec![view("A", "?q=1")];
        let imported = take_in(
            &mut all,
            vec![
                view("A", "?q=2"),
                view("A", "?q=1"),
                view("A", "?q=3"),
                view("B", "?q=1"),
            ],
        );
        assert_eq!(imported, Ok(Imported { new: 3, known: 1 }));
        let names: Vec<_> = all.iter().map(|view| view.name.as_str()).collect();
        assert_eq!(names, ["A", "A (2)", "A (3)", "B"]);
    }

    #[test]
    fn odd_files_are_refused_with_a_reason() {
        let entry = |fields: &str| format!(r#"{{"views":[{{{fields}}}]}}"#);
        let long = "x".repeat(61);
        for (text, why) in [
            ("", "not JSON"),
            ("[]", "no file of saved views"),
            (r#"{"views":{}}"#, "no file of saved views"),
            (r#"{"views":["x"]}"#, "View 1 of this file is no object"),
            (
                &entry(r#""api":"other","page":"users","name":"a","query":"""#),
                "no API",
            ),
            (
                &entry(r#""api":"tyk","page":"shoes","name":"a","query":"""#),
                "no page",
            ),
            (
                &entry(r#""api":"tyk","page":"users","name":" ","query":"""#),
                "no name",
            ),
            (
                &entry(&format!(
                    r#""api":"tyk","page":"users","name":"{long}","query":"""#
                )),
                "no name",
            ),
            (
                &entry(r#""api":"tyk","page":"users","name":"a","query":5"#),
                "no query",
            ),
        ] {
            let said = read(text).expect_err(text);
            assert!(said.contains(why), "{text}: {said}");
        }
        let many: Vec<View> = (0..=MOST_VIEWS).map(|n| view(&n.to_string(), "")).collect();
        assert!(
            read(&write(&many))
                .expect_err("too many")
                .contains("more than 200")
        );
        let mut all = many[..MOST_VIEWS].to_vec();
        assert!(take_in(&mut all, vec![view("new", "")]).is_err());
    }
}
