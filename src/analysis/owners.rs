//! Whether a tenant would be left without an active owner. Active means: not switched off. A tenant
//! without one can be administered by nobody, and its API keys open nothing (contract, "Base, keys").

use crate::wire::tines::User;

/// What some people are to the owners of a tenant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stakes {
    /// An active owner is among those who would lose it.
    pub hit: bool,
    /// There is an active owner beside them.
    pub spared: bool,
}

impl Stakes {
    /// Whether no active owner would be left of those who were looked at.
    pub fn leaves_none(self) -> bool {
        self.hit && !self.spared
    }
}

/// Whether somebody is an owner who may sign in.
pub fn is_active_owner(user: &User) -> bool {
    user.admin && user.is_active != Some(false)
}

/// Looks at users, where those with an id in `losing` would be deleted, switched off or demoted.
pub fn stakes<'a>(users: impl IntoIterator<Item = &'a User>, losing: &[i64]) -> Stakes {
    let mut found = Stakes::default();
    for user in users {
        if is_active_owner(user) {
            if losing.contains(&user.id) {
                found.hit = true;
            } else {
                found.spared = true;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::user_form::tests::user;

    fn people(flags: &[(bool, Option<bool>)]) -> Vec<User> {
        let one = |(id, (admin, is_active)): (usize, &(bool, Option<bool>))| User {
            admin: *admin,
            is_active: *is_active,
            ..user(i64::try_from(id).unwrap_or_default())
        };
        flags.iter().enumerate().map(one).collect()
    }

    #[test]
    fn an_owner_who_is_switched_off_counts_for_nothing() {
        let all = people(&[
            (true, Some(true)),
            (true, Some(false)),
            (false, Some(true)),
            (true, None),
        ]);
        assert!(!stakes(&all, &[0]).leaves_none(), "3 is still there");
        assert!(stakes(&all, &[0, 3]).leaves_none());
        assert!(stakes(&all, &[0, 3, 2]).leaves_none());
        assert!(!stakes(&all, &[1, 2]).leaves_none());
        assert!(!stakes(&all[1..3], &[1]).leaves_none(), "none is lost");
    }

    proptest! {
        /// Carried out, the change leaves no active owner exactly when that was said before.
        #[test]
        fn what_is_said_is_what_happens(
            flags in prop::collection::vec((any::<bool>(), any::<Option<bool>>()), 0..12),
            losing in prop::collection::vec(0_i64..12, 0..12),
        ) {
            let all = people(&flags);
            let before = all.iter().filter(|user| is_active_owner(user)).count();
            let after = all
                .iter()
                .filter(|user| is_active_owner(user) && !losing.contains(&user.id))
                .count();
            prop_assert_eq!(stakes(&all, &losing).leaves_none(), before > 0 && after == 0);
        }
    }
}
