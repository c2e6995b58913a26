//! For the tests of the tables: which records a filter finds.

use crate::analysis::filter::columns::Records;
use crate::analysis::filter::plan::plan;
use crate::analysis::filter::vocabulary::About;
use crate::analysis::list_index::{ListIndex, Wanted};
use crate::data::list::Listing;
use crate::wire::time::Timestamp;

/// The places of the records that a filter finds; each word of it must be understood.
pub fn rows_of<T: 'static>(
    all: &[T],
    listing: &Listing<T>,
    filter: &str,
    now: Timestamp,
) -> Vec<u32> {
    let vocabulary: Vec<&About> = listing.fields.iter().map(|field| &field.about).collect();
    let plan = plan(filter, &vocabulary, &|| now);
    assert_eq!(plan.left_out, [], "{filter}");
    let mut index = ListIndex::new();
    index.extend(all, listing.text);
    let records = Records {
        rows: all,
        fields: listing.fields,
    };
    let wanted = Wanted {
        tests: &plan.tests,
        sort: None,
    };
    index.view(&records, &wanted, None)
}
