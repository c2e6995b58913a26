//! What is known of people's sign-ins beside the list of users: those that were read in this tab, of the
//! whole tenant or of one person.

use crate::data::tenant::Tenant;
use crate::format::number::counted;
use crate::format::time::exact;
use crate::wire::time::Timestamp;

/// The latest sign-in of each user in the log of the tenant, by the user's number.
pub struct Log {
    latest: Vec<(i64, Timestamp)>,
}

impl Log {
    /// Looks through the log once; tracks it. A failed attempt is no sign of life.
    pub fn of(tenant: &Tenant) -> Self {
        let mut by_code: Vec<Option<(i64, Timestamp)>> = Vec::new();
        tenant.sign_in_log().list.collection.with(|entries, _| {
            for entry in entries.iter().filter(|entry| !entry.is_failed()) {
                let Some(at) = entry.at else { continue };
                let code = usize::try_from(entry.person.code).unwrap_or(0);
                if by_code.len() <= code {
                    by_code.resize(code + 1, None);
                }
                if let Some(slot) = by_code.get_mut(code)
                    && slot.is_none_or(|(_, known)| known < at)
                {
                    *slot = Some((entry.person.id, at));
                }
            }
        });
        let mut latest: Vec<(i64, Timestamp)> = by_code.into_iter().flatten().collect();
        latest.sort_unstable();
        Self { latest }
    }

    /// The latest sign-in of a user that was read in this tab; tracks what was read of one person.
    pub fn latest(&self, tenant: &Tenant, user: i64) -> Option<Timestamp> {
        let place = self.latest.binary_search_by_key(&user, |(id, _)| *id);
        let logged = place.ok().and_then(|place| self.latest.get(place));
        let alone = tenant.sign_ins.of(user).and_then(|recent| {
            let succeeded = recent.all.iter().filter(|one| one.success != Some(false));
            succeeded.filter_map(|one| one.created_at).max()
        });
        logged.map(|(_, at)| *at).max(alone)
    }
}

/// What the list was held against; tracks it.
pub fn words(tenant: &Tenant) -> String {
    tenant.sign_in_log().list.collection.with(|entries, _| {
        let oldest = entries.iter().filter_map(|entry| entry.at).min();
        let Some(oldest) = oldest else {
            return "None of the whole tenant were read in this tab: the list speaks alone, unless a row says otherwise.".to_owned();
        };
        [
            &counted(entries.len(), "record was", "records were"),
            " read in this tab, the oldest of ",
            &exact(oldest),
            ". A row names a sign-in that is later than the list says.",
        ]
        .concat()
    })
}
