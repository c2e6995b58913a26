//! The menu of saved views beside a filter box: apply, save, rename, delete, and as a file out and in.
//!
//! A button that shows and hides a panel (APG, "Disclosure"): what it holds are plain buttons, painted when
//! it opens, and one listener above them.

use crate::reactive::{effect, on, part};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, HtmlElement, Node};

use crate::format::number::counted;
use crate::state::list_params::ListState;
use crate::state::saved_views::{self, LARGEST_FILE, SavedViews, kept};
use crate::state::toasts::Toasts;
use crate::ui::dialog::Dialog;
use crate::ui::dom::{add, add_button, set, set_flag, told};
use crate::ui::download::save_text;
use crate::ui::icon::{Icon, IconView};

/// A view that is always there: its name, and its query with the `?`.
pub type BuiltIn = (&'static str, &'static str);

/// What the button says while no view is on screen.
pub(super) const NAME: &str = "Saved views";

#[derive(Clone, Copy)]
struct Menu {
    views: SavedViews,
    built_in: &'static [BuiltIn],
    state: ListState,
    toasts: Toasts,
    root: NodeRef<html::Div>,
    panel: NodeRef<html::Div>,
    file: NodeRef<html::Input>,
    /// Whether a name is asked for.
    naming: RwSignal<bool>,
    /// Whose name; empty for a view that is being saved.
    renamed: StoredValue<String>,
}

/// The menu: the saved views of a page and those that are always there, applied to a list. It opens at
/// once where `wanted` says that it was asked for before it was there.
pub fn views_menu(
    views: SavedViews,
    built_in: &'static [BuiltIn],
    state: ListState,
    wanted: RwSignal<bool>,
) -> AnyView {
    let menu = Menu {
        views,
        built_in,
        state,
        toasts: expect_context::<Toasts>(),
        root: NodeRef::new(),
        panel: NodeRef::new(),
        file: NodeRef::new(),
        naming: RwSignal::new(false),
        renamed: StoredValue::new(String::new()),
    };
    effect(move || {
        menu.root.track();
        let query = state.query();
        menu.say_active(&query);
        if let Some(button) = menu.button()
            && wanted.get_untracked()
        {
            wanted.set(false);
            drop(button.focus());
            menu.show(true);
        }
    });
    view! {
        <div
            class="view-menu"
            node_ref=menu.root
            on:keydown=on(move |event: leptos::ev::KeyboardEvent| {
                if event.key() == "Escape" && menu.is_open() {
                    event.stop_propagation();
                    menu.close();
                }
            })
            on:focusout=on(move |event: leptos::ev::FocusEvent| {
                let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
                let root = menu.root.get_untracked();
                if !root.is_some_and(|root| root.contains(to.as_ref())) {
                    menu.show(false);
                }
            })
            on:click=on(move |event: leptos::ev::MouseEvent| {
                if let Some(deed) = told(event.as_ref(), "data-do") {
                    let at = told(event.as_ref(), "data-at");
                    menu.deed(&deed, at.as_deref().unwrap_or_default());
                }
            })
        >
            <button
                type="button"
                class="button view-button"
                data-do="toggle"
                aria-expanded="false"
                aria-controls="view-panel"
            >
                <span class={"view-name"}></span>
                <IconView icon=Icon::Switch />
            </button>
            <div
                id="view-panel"
                class="view-panel"
                role="group"
                aria-label="Saved views"
                tabindex="-1"
                hidden
                node_ref=menu.panel
            ></div>
        </div>
        // Outside: the panel closes while the browser asks for the file, and the click that asks would come
        // back to the listener that makes it.
        <input
            type="file"
            hidden
            node_ref=menu.file
            accept=".json,application/json"
            aria-label="File of saved views"
            on:change=on(move |_| menu.import())
        />
        {part(move || if menu.naming.get() { name_dialog(&menu) } else { ().into_any() })}
    }
    .into_any()
}

impl Menu {
    fn button(self) -> Option<HtmlElement> {
        let first = self.root.get_untracked()?.first_element_child()?;
        first.dyn_into().ok()
    }

    fn is_open(self) -> bool {
        let panel = self.panel.get_untracked();
        panel.is_some_and(|panel| !panel.has_attribute("hidden"))
    }

    fn show(self, open: bool) {
        if let (Some(panel), Some(button)) = (self.panel.get_untracked(), self.button()) {
            panel.set_text_content(None);
            if open {
                self.paint(&panel);
            }
            set_flag(&panel, "hidden", !open);
            set(
                &button,
                "aria-expanded",
                if open { "true" } else { "false" },
            );
        }
    }

    /// Closes it, with the focus back on its button.
    fn close(self) {
        if let Some(button) = self.button() {
            drop(button.focus());
        }
        self.show(false);
    }

    /// The button names the view that is on screen as it was saved.
    fn say_active(self, query: &str) {
        let now = kept(query);
        let saved = self.views.list().into_iter().find(|view| view.query == now);
        let built_in = || self.built_in.iter().find(|(_, query)| kept(query) == now);
        let name = saved
            .map(|view| view.name)
            .or_else(|| built_in().map(|(name, _)| (*name).to_owned()));
        let Some(button) = self.button() else { return };
        let words = name.as_deref().unwrap_or(NAME);
        if let Some(place) = button.first_element_child() {
            place.set_text_content(Some(words));
        }
        // What is on screen alone would not say what the button is for.
        let label = name.as_ref().map(|name| [NAME, ": ", name].concat());
        set(&button, "aria-label", label.as_deref().unwrap_or(words));
    }

    fn paint(self, panel: &Element) {
        let now = kept(&self.state.query());
        let apply = |list: &Element, name: &str, query: &str| {
            let row = add(list, "li", "", "");
            let button = add_button(&row, "button bare-words view-apply", name, "apply", query);
            if kept(query) == now {
                set(&button, "aria-current", "true");
            }
            row
        };
        let list = add(panel, "ul", "", "");
        set(&list, "aria-label", "Built-in views");
        for (name, query) in self.built_in {
            apply(&list, name, query);
        }
        add(panel, "h2", "view-heading", "Saved in this browser");
        let saved = self.views.list();
        if saved.is_empty() {
            add(panel, "p", "view-none", "None yet.");
        } else {
            let list = add(panel, "ul", "", "");
            set(&list, "aria-label", "Saved views");
            for view in saved {
                let row = apply(&list, &view.name, &view.query);
                for (words, deed) in [("Rename", "rename"), ("Delete", "delete")] {
                    let button = add_button(&row, "button bare small", words, deed, &view.name);
                    set(&button, "aria-label", &[words, " ", &view.name].concat());
                }
            }
        }
        let row = add(panel, "div", "view-actions", "");
        for (words, deed) in [
            ("Save this view…", "save"),
            ("Export", "export"),
            ("Import…", "import"),
        ] {
            add_button(&row, "button small", words, deed, "");
        }
    }

    fn deed(self, deed: &str, at: &str) {
        match deed {
            "toggle" => return self.show(!self.is_open()),
            "apply" => self.state.open(at),
            "save" | "rename" => {
                self.renamed.set_value(at.to_owned());
                // The dialog gives the focus back to where it was: to the button.
                self.close();
                return self.naming.set(true);
            }
            "delete" => {
                self.views.delete(at);
                self.toasts
                    .show(["The view “", at, "” is deleted."].concat());
            }
            "export" => save_text(
                "gatehouse-views.json",
                "application/json",
                &saved_views::export(),
            ),
            "import" => {
                if let Some(file) = self.file.get_untracked() {
                    file.click();
                }
            }
            _ => return,
        }
        self.close();
        self.say_active(&self.state.query());
    }

    fn named(self, name: &str) {
        self.naming.set(false);
        let old = self.renamed.get_value();
        if old.is_empty() {
            let said = match self.views.save(name, &self.state.query()) {
                Some(name) => ["Saved as “", &name, "” in this browser."].concat(),
                None => "Not saved: there are too many views, the filter is too long, or this browser keeps nothing.".to_owned(),
            };
            self.toasts.show(said);
        } else {
            self.views.rename(&old, name);
        }
        self.say_active(&self.state.query());
    }

    fn import(self) {
        let Some(input) = self.file.get_untracked() else {
            return;
        };
        let Some(file) = input.files().and_then(|files| files.get(0)) else {
            return;
        };
        spawn_local(async move {
            let said = if file.size() > LARGEST_FILE {
                Err("It is too large to be a file of saved views.".to_owned())
            } else {
                let text = JsFuture::from(file.text()).await.ok();
                let text = text.and_then(|text| text.as_string()).unwrap_or_default();
                saved_views::import(&text)
            };
            self.toasts.show(match said {
                Ok(imported) => {
                    let new = counted(imported.new, "view", "views");
                    let known = imported.known.to_string();
                    [&new, " imported, ", &known, " already there."].concat()
                }
                Err(why) => ["Nothing was imported. ", &why].concat(),
            });
            self.say_active(&self.state.query());
            // The same file may be chosen again.
            input.set_value("");
        });
    }
}

fn name_dialog(menu: &Menu) -> AnyView {
    let menu = *menu;
    let cancel = Callback::new(move |()| menu.naming.set(false));
    let name = menu.renamed.get_value();
    let (title, deed) = if name.is_empty() {
        ("Save this view", "Save")
    } else {
        ("Rename the view", "Rename")
    };
    let input = NodeRef::<html::Input>::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let name = input.get_untracked().map(|input| input.value());
        if let Some(name) = name.filter(|name| !name.trim().is_empty()) {
            menu.named(&name);
        }
    };
    view! {
        <Dialog labelled_by="view-title" on_cancel=cancel>
            <h2 id="view-title">{title}</h2>
            <form class="view-form" on:submit=submit>
                <label for="view-name-field">{"Name"}</label>
                <input
                    id="view-name-field"
                    type="text"
                    node_ref=input
                    value=name
                    required
                    maxlength="60"
                    autocomplete="off"
                    autofocus
                />
                <p class="hint">
                    {"This browser keeps the name, the filter and the sort, and no record."}
                </p>
                <div class="dialog-actions">
                    <button type="button" class="button" on:click=on(move |_| cancel.run(()))>
                        {"Cancel"}
                    </button>
                    <button type="submit" class="button primary">
                        {deed}
                    </button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}
