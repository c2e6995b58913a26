//! The menu of saved views beside a filter box: apply, save, rename, delete, and as a file out and in.
//!
//! A button that shows and hides a panel (APG, "Disclosure"): what it holds are plain buttons.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlElement, HtmlInputElement, Node};

use crate::format::number::counted;
use crate::state::list_params::ListState;
use crate::state::saved_views::{LARGEST_FILE, SavedViews, kept};
use crate::state::toasts::Toasts;
use crate::ui::dialog::Dialog;
use crate::ui::download::save_text;
use crate::ui::icon::{Icon, IconView};

/// A view that is always there: its name, and its query with the `?`.
pub type BuiltIn = (&'static str, &'static str);

/// What a name is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Naming {
    /// What is on screen is saved.
    Save,
    /// The view of this name gets another.
    Rename(String),
}

#[derive(Clone, Copy)]
struct Menu {
    views: SavedViews,
    state: ListState,
    toasts: Toasts,
    open: RwSignal<bool>,
    naming: RwSignal<Option<Naming>>,
    root: NodeRef<html::Div>,
    file: NodeRef<html::Input>,
}

/// The menu of views.
#[component]
pub fn ViewsMenu(
    /// The saved ones.
    views: SavedViews,
    /// Those that are always there.
    built_in: &'static [BuiltIn],
    /// The list that they are applied to.
    state: ListState,
) -> impl IntoView {
    let menu = Menu {
        views,
        state,
        toasts: expect_context::<Toasts>(),
        open: RwSignal::new(false),
        naming: RwSignal::new(None),
        root: NodeRef::new(),
        file: NodeRef::new(),
    };
    // The name of the view that is on screen as it was saved.
    let active = Memo::new(move |_| {
        let now = kept(&state.query());
        let saved = views.list().into_iter().find(|(_, query)| *query == now);
        let built_in = || built_in.iter().find(|(_, query)| kept(query) == now);
        saved
            .map(|(name, _)| name)
            .or_else(|| built_in().map(|(name, _)| (*name).to_owned()))
    });
    view! {
        <div
            class="view-menu"
            node_ref=menu.root
            on:keydown=move |event| {
                if event.key() == "Escape" && menu.open.get_untracked() {
                    event.stop_propagation();
                    menu.close();
                    menu.focus_button();
                }
            }
            on:focusout=move |event: leptos::ev::FocusEvent| {
                let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
                let inside = menu.root.get_untracked().is_some_and(|root| root.contains(to.as_ref()));
                if !inside {
                    menu.close();
                }
            }
        >
            <button
                type="button"
                class="button view-button"
                aria-expanded=move || menu.open.get().to_string()
                aria-controls="view-panel"
                on:click=move |_| menu.open.update(|open| *open = !*open)
            >
                <span class="view-name">
                    {move || active.get().map_or_else(|| "Views".to_owned(), |name| format!("View: {name}"))}
                </span>
                <IconView icon=Icon::Switch />
            </button>
            <div id="view-panel" class="view-panel" tabindex="-1" hidden=move || !menu.open.get()>
                {move || menu.open.get().then(|| panel(menu, built_in, active))}
            </div>
            // Outside of the panel, which closes while the browser asks for the file.
            <input
                type="file"
                hidden
                node_ref=menu.file
                accept=".json,application/json"
                aria-label="File of saved views"
                on:change=move |_| menu.import()
            />
        </div>
        {move || menu.naming.get().map(|naming| name_dialog(menu, naming))}
    }
}

fn panel(menu: Menu, built_in: &'static [BuiltIn], active: Memo<Option<String>>) -> AnyView {
    let saved = menu.views.list();
    let none = saved.is_empty();
    let saved = saved.into_iter().map(|(name, query)| {
        let (old, gone) = (name.clone(), name.clone());
        let rename = move |_| menu.ask(Naming::Rename(old.clone()));
        let delete = move |_| {
            menu.views.delete(&gone);
            menu.focus_button();
            menu.toasts.show(format!("The view “{gone}” is deleted."));
        };
        view! {
            <li>
                {apply(menu, name.clone(), query, active)}
                <button type="button" class="button bare small" aria-label=format!("Rename {name}") on:click=rename>
                    "Rename"
                </button>
                <button type="button" class="button bare small" aria-label=format!("Delete {name}") on:click=delete>
                    <IconView icon=Icon::Close />
                </button>
            </li>
        }
    });
    let built_in = built_in.iter().map(|(name, query)| {
        view! { <li>{apply(menu, (*name).to_owned(), (*query).to_owned(), active)}</li> }
    });
    let saved = saved.collect_view();
    view! {
        <ul aria-label="Built-in views">{built_in.collect_view()}</ul>
        <h2 class="view-heading">{"Saved in this browser"}</h2>
        {none.then(|| view! { <p class="view-none">"None yet."</p> })}
        <ul aria-label="Saved views">{saved}</ul>
        <div class="view-actions">
            <button type="button" class="button small" on:click=move |_| menu.ask(Naming::Save)>
                "Save this view…"
            </button>
            <button type="button" class="button small" disabled=none on:click=move |_| menu.export()>
                "Export"
            </button>
            <button type="button" class="button small" on:click=move |_| menu.choose_file()>
                "Import…"
            </button>
        </div>
    }
    .into_any()
}

fn apply(menu: Menu, name: String, query: String, active: Memo<Option<String>>) -> AnyView {
    let mine = name.clone();
    let current = move || {
        active
            .with(|active| active.as_ref() == Some(&mine))
            .then_some("true")
    };
    view! {
        <button
            type="button"
            class="button bare-words view-apply"
            aria-current=current
            on:click=move |_| {
                menu.state.open(&query);
                menu.close();
                menu.focus_button();
            }
        >
            {name}
        </button>
    }
    .into_any()
}

impl Menu {
    fn close(self) {
        self.open.try_set(false);
    }

    fn focus_button(self) {
        let button = self
            .root
            .get_untracked()
            .and_then(|root| root.first_element_child());
        if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
            drop(button.focus());
        }
    }

    /// Asks for a name. The focus is on the button first, for it comes back to where it was.
    fn ask(self, naming: Naming) {
        self.focus_button();
        self.close();
        self.naming.set(Some(naming));
    }

    fn named(self, naming: &Naming, name: &str) {
        self.naming.set(None);
        match naming {
            Naming::Save => match self.views.save(name, &self.state.query()) {
                Some(name) => self
                    .toasts
                    .show(format!("Saved as “{name}” in this browser.")),
                None => self.toasts.show(
                    "This view cannot be saved: there are too many, or its filter is too long.",
                ),
            },
            Naming::Rename(old) => self.views.rename(old, name),
        }
    }

    fn export(self) {
        save_text(
            "gatehouse-views.json",
            "application/json",
            &self.views.export(),
        );
        self.close();
        self.focus_button();
    }

    fn choose_file(self) {
        self.focus_button();
        self.close();
        if let Some(file) = self.file.get_untracked() {
            file.click();
        }
    }

    fn import(self) {
        let Some(input) = self.file.get_untracked() else {
            return;
        };
        let Some(file) = first_file(&input) else {
            return;
        };
        spawn_local(async move {
            let said = if file.size() > f64::from(LARGEST_FILE) {
                "This file is too large to be one of saved views.".to_owned()
            } else {
                let text = JsFuture::from(file.text())
                    .await
                    .ok()
                    .and_then(|text| text.as_string());
                match text.map_or_else(
                    || Err("This file cannot be read.".to_owned()),
                    |text| self.views.import(&text),
                ) {
                    Ok(imported) if imported.known > 0 => format!(
                        "{} imported, {} already there.",
                        counted(imported.new, "view", "views"),
                        imported.known
                    ),
                    Ok(imported) => format!("{} imported.", counted(imported.new, "view", "views")),
                    Err(why) => format!("Nothing was imported. {why}"),
                }
            };
            self.toasts.show(said);
            // The same file may be chosen again.
            input.set_value("");
        });
    }
}

fn first_file(input: &HtmlInputElement) -> Option<web_sys::File> {
    input.files()?.get(0)
}

fn name_dialog(menu: Menu, naming: Naming) -> AnyView {
    let cancel = Callback::new(move |()| menu.naming.set(None));
    let (title, deed, name) = match &naming {
        Naming::Save => ("Save this view", "Save", String::new()),
        Naming::Rename(old) => ("Rename the view", "Rename", old.clone()),
    };
    let input = NodeRef::<html::Input>::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let name = input
            .get_untracked()
            .map(|input| input.value())
            .unwrap_or_default();
        if !name.trim().is_empty() {
            menu.named(&naming, &name);
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
                    {"The filter and the sort are kept in this browser under this name, and no record."}
                </p>
                <div class="dialog-actions">
                    <button type="button" class="button" on:click=move |_| cancel.run(())>
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
