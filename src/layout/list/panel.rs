//! A list with all that belongs around it: filter, tools, what went wrong, and what can be done with what is selected.

use std::rc::Rc;

use leptos::prelude::*;

use super::ListView;
use crate::layout::list_filter::ListFilter;
use crate::ui::selection_bar::SelectionBar;

impl ListView {
    /// The panel; `deeds` is what can be done with the selected rows, made anew each time there are some.
    pub fn panel(&self, filter: &ListFilter, deeds: Rc<dyn Fn() -> AnyView>) -> AnyView {
        let list = *self;
        let deeds = StoredValue::new_local(deeds);
        let listed = Memo::new(move |_| list.selected().len());
        let on_narrow = Callback::new(move |()| list.keep_listed());
        view! {
            <div class="list-panel">
                <div class="toolbar">
                    {filter.bar(list.matching())}
                    {list.tools()}
                </div>
                {filter.problems()}
                {list.failure()}
                {list.table()}
                <SelectionBar selection=list.selection listed on_narrow>
                    {deeds.with_value(|deeds| deeds())}
                </SelectionBar>
            </div>
        }
        .into_any()
    }

    /// The keys of the selected rows, one a line.
    pub fn selected_keys(self) -> Callback<(), String> {
        Callback::new(move |()| {
            let picked = self.selection;
            let mut keys: Vec<String> = picked.with(|picked| picked.iter().cloned().collect());
            keys.sort_unstable();
            keys.join("\n")
        })
    }
}
