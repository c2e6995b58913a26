//! The words of the filter, and the views that are always there.

use crate::layout::list_filter::Words;

/// The words and views.
pub static WORDS: Words = Words {
    label: "Filter sign-ins",
    placeholder: "Filter everything: user:smith ip:203.0.113.0/24 mark:new-address",
    noun: ("sign-in", "sign-ins"),
    built_in: &[
        ("All sign-ins", ""),
        ("What looks odd", "?q=mark:any"),
        ("Owners", "?q=owner:yes"),
        ("At night", "?q=hour:0..5,22..23"),
        ("At weekends", "?q=weekday:sat,sun"),
        ("Programs", "?q=device:program"),
        ("The last 24 hours", "?range=24h"),
    ],
};
