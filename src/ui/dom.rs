//! Elements made by hand, for lists that change as one types: a view per item costs kilobytes of wasm per
//! kind of item, and one listener on their parent does for all. Text is only ever set as text.

use web_sys::{Element, Event};

/// Adds an element behind the others. One that cannot be made (in a document that is going away) is left
/// out, and its parent stands for it.
pub fn add(parent: &Element, tag: &str, class: &str, text: &str) -> Element {
    let made = parent
        .owner_document()
        .and_then(|document| document.create_element(tag).ok());
    let Some(element) = made else {
        return parent.clone();
    };
    if !class.is_empty() {
        element.set_class_name(class);
    }
    if !text.is_empty() {
        element.set_text_content(Some(text));
    }
    drop(parent.append_child(&element));
    element
}

/// Adds a button that a listener above it knows by `data-do` and `data-at`.
pub fn add_button(parent: &Element, class: &str, text: &str, deed: &str, at: &str) -> Element {
    let button = add(parent, "button", class, text);
    for (name, value) in [("type", "button"), ("data-do", deed), ("data-at", at)] {
        set(&button, name, value);
    }
    button
}

/// Sets an attribute; its name is a constant and so is valid.
pub fn set(element: &Element, name: &str, value: &str) {
    drop(element.set_attribute(name, value));
}

/// Sets an attribute that is there or not.
pub fn set_flag(element: &Element, name: &str, there: bool) {
    drop(element.toggle_attribute_with_force(name, there));
}

/// The attribute of the nearest element, from where an event happened outwards, that has it.
pub fn told(event: &Event, name: &str) -> Option<String> {
    use wasm_bindgen::JsCast as _;
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let selector = ["[", name, "]"].concat();
    target
        .closest(&selector)
        .ok()
        .flatten()?
        .get_attribute(name)
}

/// As [`told`], a place in a table.
pub fn told_place(event: &Event, name: &str) -> Option<usize> {
    told(event, name)?.parse().ok()
}
