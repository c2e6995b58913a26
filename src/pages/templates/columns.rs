//! The columns of the templates list.

use crate::analysis::json::visible_lines;
use crate::data::templates::KeptTemplate;
use crate::format::file_name::size;
use crate::ui::table::cell::{Cell, Row, Tone};
use crate::ui::table::column::Column;

/// The columns, in their order; the classes give the widths and say from which width on each is shown.
pub const COLUMNS: &[Column] = &[
    Column::sorted("name", "Name", "col-name"),
    Column::sorted("kind", "Kind", "col-email col-kind"),
    Column::sorted("vendor", "Vendor", "col-role col-vendor"),
    Column::sorted("product", "Product", "col-vendor col-product"),
    Column::sorted("access", "Access", "col-status from-wide"),
    Column::sorted("size", "Options", "col-small"),
    Column::sorted("inputs", "Inputs", "col-small from-wider"),
];

/// One template as a row.
pub fn row(template: &KeptTemplate) -> Row {
    Row {
        key: template.id.clone(),
        href: None,
        cells: vec![
            words(&template.name, "no name"),
            words(template.kind(), "not said"),
            words(&template.vendor, "none"),
            words(&template.product, "none"),
            access(template.read_access.as_deref()),
            Cell::Text(size(template.size() as u64)),
            match &template.action_inputs {
                Some(inputs) if !inputs.is_empty() => Cell::Text(inputs.len().to_string()),
                _ => Cell::Nothing("none"),
            },
        ],
    }
}

/// Words, with nothing in them that would not be seen; or that there are none.
pub fn words(text: &str, nothing: &'static str) -> Cell {
    if text.trim().is_empty() {
        Cell::Nothing(nothing)
    } else {
        Cell::Text(visible_lines(text))
    }
}

/// Who may use it: the known words as people say them, others as they are.
pub fn access(access: Option<&str>) -> Cell {
    let words = match access {
        None | Some("") => return Cell::Nothing("not said"),
        Some("TEAM") => "Its team",
        Some("GLOBAL") => "All teams",
        Some("SPECIFIC_TEAMS") => "Some teams",
        Some(other) => other,
    };
    Cell::Badges(vec![(Tone::Plain, words.to_owned())])
}
