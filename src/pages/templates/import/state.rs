//! What an import holds: the templates of the file, how each stands to those of the tenant, and what shall
//! become of it.

use std::collections::HashMap;

use leptos::prelude::*;

use crate::analysis::template_bundle::{Item, Standing, read, standing, updated};
use crate::api::tines::templates;
use crate::data::changes::plan::Step;
use crate::data::sync::Phase;
use crate::data::templates::KeptTemplate;
use crate::data::tenant::Tenant;
use crate::pages::templates::plans::called;
use crate::state::clock::now;
use crate::ui::form::Fields;
use crate::wire::tines::template::KIND_PREFIX;

/// The text in the field for pasting.
const PASTED: usize = 0;
/// The file that was read, as it came.
const FILE: usize = 1;
/// What was chosen otherwise than it stood: place, blank, letter, one a line.
const CHOSEN: usize = 2;

/// What shall become of a template of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Nothing.
    Skip,
    /// The tenant's one is written over.
    Update,
    /// It is made anew, beside whatever is there.
    Add,
}

/// A template of the file.
#[derive(Clone, Debug)]
pub struct Line {
    /// What the file says.
    pub item: Item,
    /// How it stands to the tenant's.
    pub standing: Standing,
    /// What shall become of it.
    pub choice: Choice,
}

impl Line {
    /// What can be chosen for it.
    pub const fn allows(&self, choice: Choice) -> bool {
        match choice {
            Choice::Skip => true,
            Choice::Update => matches!(self.standing, Standing::Changed(..)),
            Choice::Add => !matches!(self.standing, Standing::Bad(_)),
        }
    }

    /// The template in words.
    pub fn called(&self) -> String {
        let kind = &self.item.agent_type;
        called(
            &self.item.name,
            kind.strip_prefix(KIND_PREFIX).unwrap_or(kind),
        )
    }
}

/// An import. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Import {
    tenant: StoredValue<Tenant, LocalStorage>,
    lines: RwSignal<Vec<Line>>,
    fault: RwSignal<Option<String>>,
    /// Begins the key of each step, so that what became of them is found again; another one for each file.
    mark: RwSignal<String>,
    sent: RwSignal<bool>,
    /// Whether they were held against the whole list.
    judged: RwSignal<bool>,
    /// What was given, as it survives a reload: never what became of it.
    given: Fields,
}

impl Import {
    /// Nothing read yet.
    pub fn new(tenant: &Tenant) -> Self {
        Self {
            tenant: StoredValue::new_local(tenant.clone()),
            lines: RwSignal::new(Vec::new()),
            fault: RwSignal::new(None),
            mark: RwSignal::new(String::new()),
            sent: RwSignal::new(false),
            judged: RwSignal::new(false),
            given: Fields::new(["pasted", "file", "chosen"].map(|name| (name, "", String::new()))),
        }
    }

    /// What was given, for the keeper of drafts.
    pub fn given(self) -> Fields {
        self.given
    }

    /// The text in the field for pasting.
    pub fn pasted(self) -> RwSignal<String> {
        self.given.at(PASTED).value
    }

    /// The tenant.
    pub fn tenant(self) -> Tenant {
        self.tenant.get_value()
    }

    /// Reads a file; what was read before goes, unless nothing can be read in this one.
    pub fn read(self, text: &str) {
        match read(text) {
            Err(fault) if self.lines.with_untracked(Vec::is_empty) => self.fault.set(Some(fault)),
            Err(fault) => self
                .fault
                .set(Some(fault + " What was read before still stands below.")),
            Ok(items) => {
                self.clear();
                self.given.at(FILE).value.set(text.to_owned());
                self.mark
                    .set(["template-import-", &now().0.to_string(), "-"].concat());
                let line = |item: Item| Line {
                    standing: Standing::New,
                    choice: Choice::Skip,
                    item,
                };
                self.lines.set(items.into_iter().map(line).collect());
                self.check();
            }
        }
    }

    /// Reads what was given, after it was put back or taken away.
    pub fn read_given(self) {
        let [file, chosen] = [FILE, CHOSEN].map(|field| self.given.at(field).value.get_untracked());
        if file.is_empty() {
            return self.clear();
        }
        self.read(&file);
        if self.judged.get_untracked() {
            self.choose_so(&chosen);
        } else {
            // Once they are held against the list.
            self.given.at(CHOSEN).value.set(chosen);
        }
    }

    /// Chooses what was chosen before.
    fn choose_so(self, chosen: &str) {
        for line in chosen.lines() {
            if let Some((place, letter)) = line.split_once(' ')
                && let Ok(place) = place.parse()
            {
                self.choose(
                    place,
                    match letter {
                        "u" => Choice::Update,
                        "a" => Choice::Add,
                        _ => Choice::Skip,
                    },
                );
            }
        }
    }

    /// Some of it was sent, or may have been: it is no draft any more, or a reload would offer it once again.
    pub fn settle(self) {
        self.sent.set(true);
        let pasted = self.pasted().get_untracked();
        self.given.reset(vec![pasted, String::new(), String::new()]);
    }

    /// Forgets what was read.
    pub fn clear(self) {
        self.lines.set(Vec::new());
        self.fault.set(None);
        self.sent.set(false);
        self.judged.set(false);
        self.mark.set(String::new());
        for field in [FILE, CHOSEN] {
            self.given.at(field).value.set(String::new());
        }
    }

    /// Looks again how each stands to the list as it is now, if all of it is there. What was sent is not
    /// judged any more.
    pub fn check(self) {
        let list = self.tenant.get_value().templates().list.collection;
        if self.sent.get_untracked()
            || self.lines.with_untracked(Vec::is_empty)
            || list.progress_untracked().phase != Phase::Complete
        {
            return;
        }
        let is_first = !self.judged.get_untracked();
        self.check_anew(is_first);
        if is_first {
            self.judged.set(true);
            let chosen = self.given.at(CHOSEN).value.get_untracked();
            self.given.at(CHOSEN).value.set(String::new());
            self.choose_so(&chosen);
        }
    }

    /// Whether they were held against the whole list; tracks it.
    pub fn is_judged(self) -> bool {
        self.judged.get()
    }

    fn check_anew(self, is_first: bool) {
        let tenant = self.tenant.get_value();
        tenant.templates().list.collection.with_untracked(|all, _| {
            let mut alike: HashMap<(&str, &str), Vec<(&str, &str)>> = HashMap::new();
            for one in all {
                let key = (one.name.as_str(), one.agent_type.as_str());
                let record = (one.id.as_str(), one.raw.get());
                alike.entry(key).or_default().push(record);
            }
            self.lines.update(|lines| {
                for line in lines {
                    let key = (line.item.name.as_str(), line.item.agent_type.as_str());
                    let none = Vec::new();
                    let now = standing(&line.item, alike.get(&key).unwrap_or(&none));
                    if is_first || now != line.standing {
                        line.choice = if now == Standing::New {
                            Choice::Add
                        } else {
                            Choice::Skip
                        };
                    }
                    line.standing = now;
                }
            });
        });
    }

    /// What would be written over is not what it was when it was shown.
    pub fn say_moved(self) {
        self.fault.set(Some(
            "Somebody changed a template that would be updated. Below stands how it is now: look again before you import. Nothing was sent.".to_owned(),
        ));
    }

    /// What shall become of one of them, by its place.
    pub fn choose(self, place: usize, choice: Choice) {
        self.choose_all(&[place], choice);
    }

    fn choose_all(self, places: &[usize], choice: Choice) {
        let letter = match choice {
            Choice::Skip => " s\n",
            Choice::Update => " u\n",
            Choice::Add => " a\n",
        };
        let mut chosen = String::new();
        self.lines.update(|lines| {
            for place in places {
                if let Some(line) = lines.get_mut(*place).filter(|line| line.allows(choice)) {
                    line.choice = choice;
                    chosen.extend([&*place.to_string(), letter]);
                }
            }
        });
        if !chosen.is_empty() {
            self.fault.set(None);
            let all = self.given.at(CHOSEN).value;
            all.update(|all| all.push_str(&chosen));
        }
    }

    /// The same for all that are changed or unclear.
    pub fn choose_for_all(self, choice: Choice) {
        let places: Vec<usize> = self.lines.with_untracked(|lines| {
            let is_meant = |line: &Line| {
                matches!(line.standing, Standing::Changed(..) | Standing::Several(_))
                    && line.allows(choice)
            };
            (0..lines.len())
                .filter(|at| is_meant(&lines[*at]))
                .collect()
        });
        self.choose_all(&places, choice);
    }

    /// The places of those that stand so, by their [`Standing::place`]; of all for `None`.
    pub fn places(self, standing: Option<usize>) -> Vec<usize> {
        self.lines.with(|lines| {
            let stands = |at: &usize| standing.is_none_or(|it| it == lines[*at].standing.place());
            (0..lines.len()).filter(stands).collect()
        })
    }

    /// What is wrong with what was given; tracks it.
    pub fn fault(self) -> Option<String> {
        self.fault.get()
    }

    /// How many there are; tracks it.
    pub fn len(self) -> usize {
        self.lines.with(Vec::len)
    }

    /// Looks at one of them; tracks it.
    pub fn with_line<T>(self, place: usize, look: impl FnOnce(&Line) -> T) -> Option<T> {
        self.lines.with(|lines| lines.get(place).map(look))
    }

    /// How many are new, changed, equal, unclear and bad; tracks them.
    pub fn standings(self) -> [usize; 5] {
        let mut counts = [0; 5];
        self.lines.with(|lines| {
            for line in lines {
                counts[line.standing.place()] += 1;
            }
        });
        counts
    }

    /// How many would be sent; tracks them.
    pub fn to_send(self) -> usize {
        self.lines.with(|lines| {
            let sends = lines.iter().filter(|line| line.choice != Choice::Skip);
            sends.count()
        })
    }

    /// Which of the tenant's would be written over.
    pub fn updated_ids(self) -> Vec<String> {
        let id = |line: &Line| match &line.standing {
            Standing::Changed(id, _) if line.choice == Choice::Update => Some(id.clone()),
            _ => None,
        };
        self.lines
            .with_untracked(|lines| lines.iter().filter_map(id).collect())
    }

    /// What an update would make of the tenant's one: it as it is, and as it would be.
    pub fn both(self, place: usize) -> Option<(String, String)> {
        let tenant = self.tenant.get_value();
        self.lines.with_untracked(|lines| {
            let line = lines.get(place)?;
            let Standing::Changed(id, _) = &line.standing else {
                return None;
            };
            let now = untrack(|| tenant.templates().find(id))?;
            let raw = now.raw.get();
            Some((raw.to_owned(), updated(raw, &line.item)))
        })
    }

    /// What begins the key of each step; tracks it.
    pub fn mark(self) -> String {
        self.mark.get()
    }

    /// What is sent, and what is left out, with the reason. The key of a step ends with the place.
    pub fn steps(self) -> (Vec<Step>, Vec<(String, &'static str)>) {
        let mark = self.mark.get_untracked();
        let tenant = self.tenant.get_value();
        let find = |id: &str| -> Option<KeptTemplate> { untrack(|| tenant.templates().find(id)) };
        let (mut steps, mut skipped) = (Vec::new(), Vec::new());
        self.lines.with_untracked(|lines| {
            for (place, line) in lines.iter().enumerate() {
                let call = match (line.choice, &line.standing) {
                    (Choice::Add, _) => Some(templates::create(line.item.raw.clone())),
                    (Choice::Update, Standing::Changed(id, _)) => find(id)
                        .map(|now| templates::update(id, updated(now.raw.get(), &line.item))),
                    _ => None,
                };
                let Some(call) = call else {
                    skipped.push((line.called(), why_skipped(&line.standing)));
                    continue;
                };
                steps.push(Step {
                    key: [mark.as_str(), &place.to_string()].concat(),
                    label: line.called(),
                    call,
                });
            }
        });
        (steps, skipped)
    }
}

const fn why_skipped(standing: &Standing) -> &'static str {
    match standing {
        Standing::Equal => "The same is there already",
        Standing::Bad(why) => why,
        _ => "Skipped, as you chose",
    }
}
