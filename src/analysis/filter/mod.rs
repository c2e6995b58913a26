//! The filter language of every list: words and qualifiers, as in
//! `last-seen:>45d role:owner -status:inactive smith`.
//!
//! | Written | Means |
//! |---|---|
//! | `smith` `"two words"` | occurs somewhere in the row, letters folded |
//! | `role:owner` `name:"Ann Lee"` | this field is so: contains for text, equals for names of things |
//! | `status:inactive,pending` | one of them |
//! | `-role:owner` `-smith` | not so |
//! | `created:2025-01..2025-06` `..2025-06` `2025-03-01..` | from, to, both included; years, months, days, in UTC |
//! | `id:>=100` `created:<2025` | compared |
//! | `last-seen:>45d` | more than 45 days ago; `m` `h` `d` `w` |
//! | `last-seen:never` `permission:none` `permission:any` | without a value, with one |
//!
//! Terms are joined by "and". A term that cannot be understood is left out and said so ([`explain`]);
//! the others hold. The ways of a filter: [`syntax`] takes the text apart and writes it, [`plan`] reads it
//! against a [`vocabulary`], [`run`] holds the rows against that, and [`edit`] and [`complete`] change the
//! text for facets and for the box. Nothing here knows a record type but [`columns::Records`].

pub mod best;
pub mod columns;
pub mod complete;
pub mod edit;
pub mod explain;
pub mod facets;
pub mod plan;
pub mod run;
pub mod sheet;
pub mod syntax;
pub mod texts;
pub mod values;
pub mod vocabulary;
