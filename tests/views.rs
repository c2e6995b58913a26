//! No view may hold an inert element.
//!
//! `view!` writes an element below the top whose attributes and children are all literals as one piece
//! of markup, and hands that to `innerHTML`. The page's policy (`require-trusted-types-for 'script'`)
//! forbids that, so the page would break in the browser and nowhere else. A literal in braces, as in
//! `<p>{"Never seen"}</p>` or `<span class={"swatch"}></span>`, makes the element a live one.

#![expect(clippy::expect_used, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};

use rstml::node::{
    KVAttributeValue, KeyedAttributeValue, Node, NodeAttribute, NodeBlock, NodeElement, NodeName,
};
use syn::visit::Visit;
use syn::{Expr, Lit, Macro};

/// An inert element: its line and its name.
type Inert = (usize, String);

/// Finds the inert elements of every `view!` in some code.
#[derive(Default)]
struct Finder {
    found: Vec<Inert>,
    views: usize,
}

impl<'ast> Visit<'ast> for Finder {
    fn visit_macro(&mut self, one: &'ast Macro) {
        if one
            .path
            .segments
            .last()
            .is_some_and(|segment| segment.ident == "view")
        {
            self.views += 1;
            let nodes = rstml::parse2(one.tokens.clone()).expect("a view that compiles");
            // The macro itself takes a single node at the top as it is.
            if let [Node::Element(top)] = nodes.as_slice() {
                self.inside(top);
            } else {
                for node in &nodes {
                    self.node(node);
                }
            }
        }
    }
}

impl Finder {
    fn node(&mut self, node: &Node) {
        match node {
            Node::Element(element) => {
                let named = !element.attributes().is_empty() || !element.children.is_empty();
                if named && is_inert(element) {
                    let line = element.open_tag.token_lt.span.start().line;
                    self.found.push((line, element.name().to_string()));
                } else {
                    self.inside(element);
                }
            }
            Node::Fragment(fragment) => fragment.children.iter().for_each(|node| self.node(node)),
            Node::Block(NodeBlock::ValidBlock(block)) => self.visit_block(block),
            _ => {}
        }
    }

    fn inside(&mut self, element: &NodeElement<rstml::Infallible>) {
        for attribute in element.attributes() {
            if let NodeAttribute::Attribute(attribute) = attribute
                && let KeyedAttributeValue::Value(value) = &attribute.possible_value
                && let KVAttributeValue::Expr(expr) = &value.value
            {
                self.visit_expr(expr);
            }
        }
        element.children.iter().for_each(|node| self.node(node));
    }
}

/// Whether the macro would write this element as markup (`leptos_macro`, `is_inert_element`).
fn is_inert(element: &NodeElement<rstml::Infallible>) -> bool {
    let name = element.name();
    let is_component = name
        .to_string()
        .rsplit("::")
        .next()
        .is_some_and(|last| last.starts_with(char::is_uppercase));
    if is_component || matches!(name, NodeName::Block(_)) {
        return false;
    }
    let literal = |attribute: &NodeAttribute| match attribute {
        NodeAttribute::Block(_) => false,
        NodeAttribute::Attribute(attribute) => match &attribute.possible_value {
            KeyedAttributeValue::None => true,
            KeyedAttributeValue::Value(value) => {
                let bound = ["style:", "prop:", "on:", "use:", "bind"];
                let key = attribute.key.to_string();
                matches!(&value.value, KVAttributeValue::Expr(Expr::Lit(lit)) if matches!(lit.lit, Lit::Str(_)))
                    && !bound.iter().any(|start| key.starts_with(start))
            }
            KeyedAttributeValue::Binding(_) => false,
        },
    };
    element.attributes().iter().all(literal)
        && element.children.iter().all(|child| match child {
            Node::Text(_) | Node::RawText(_) => true,
            Node::Element(child) => is_inert(child),
            _ => false,
        })
}

fn inert_elements(code: &str) -> Finder {
    let mut finder = Finder::default();
    finder.visit_file(&syn::parse_file(code).expect("code that compiles"));
    finder
}

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

#[test]
fn no_view_holds_an_inert_element() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut files, mut views, mut found) = (Vec::new(), 0, Vec::new());
    sources(&root, &mut files);
    for path in files {
        let finder = inert_elements(&fs::read_to_string(&path).expect("text"));
        views += finder.views;
        let name = path
            .strip_prefix(&root)
            .expect("below src")
            .display()
            .to_string();
        found.extend(
            finder
                .found
                .into_iter()
                .map(|(line, tag)| format!("src/{name}:{line} <{tag}>")),
        );
    }
    assert!(
        views > 30,
        "only {views} views were found: is this test still looking?"
    );
    assert!(found.is_empty(), "inert elements:\n{}", found.join("\n"));
}

#[test]
fn an_inert_element_is_found() {
    let planted = r#"
        fn a() -> impl IntoView {
            view! {
                <div>
                    <p class="x">"literal"</p>
                    <p>{"in braces"}</p>
                    <span class="bare"></span>
                    <br />
                    <Component name="x">"text"</Component>
                    {move || view! { <ul><li id="y"></li></ul> }}
                    <q title=move || view! { <b><i>"deep"</i></b> }></q>
                </div>
            }
        }
    "#;
    let found = inert_elements(planted).found;
    let names: Vec<(usize, &str)> = found
        .iter()
        .map(|(line, name)| (*line, name.as_str()))
        .collect();
    assert_eq!(names, [(5, "p"), (7, "span"), (10, "li"), (11, "i")]);
}
