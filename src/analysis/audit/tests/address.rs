use proptest::prelude::*;

use crate::analysis::audit::address::{network, within};

#[test]
fn networks_have_names() {
    for (address, name) in [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("2001:DB8:0001:ffff::", "2001:db8:1::/48"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("::1", "::/48"),
        ("unknown", "unknown"),
        ("203.0.113.777", "203.0.113.777"),
        ("", ""),
    ] {
        assert_eq!(network(address), name, "{address}");
    }
}

#[test]
fn asked_by_address_network_or_beginning() {
    for (asked, address) in [
        ("203.0.113.9", "203.0.113.9"),
        (" 203.0.113.9 ", "203.0.113.9"),
        ("203.0.113.9", "::ffff:203.0.113.9"),
        ("::ffff:cb00:7109", "203.0.113.9"),
        ("2001:DB8::0:1", "2001:db8::1"),
        ("203.0.113.0/24", "203.0.113.255"),
        ("203.0.113.99/24", "203.0.113.1"),
        ("203.0.112.0/23", "203.0.113.1"),
        ("::ffff:203.0.113.0/120", "203.0.113.1"),
        ("0.0.0.0/0", "203.0.113.1"),
        ("203.0.113.9/32", "203.0.113.9"),
        ("2001:db8:1::/48", "2001:db8:1:ffff::9"),
        ("::/0", "2001:db8::1"),
        ("203.0.113.", "203.0.113.9"),
        ("2001:DB8:1:", "2001:db8:1::9"),
        ("unkn", "unknown"),
    ] {
        assert!(within(asked, address), "{asked} {address}");
    }
    for (asked, address) in [
        ("203.0.113.9", "203.0.113.90"),
        ("203.0.113.0/24", "203.0.112.255"),
        ("203.0.113.8/32", "203.0.113.9"),
        ("0.0.0.0/0", "2001:db8::1"),
        ("::/0", "203.0.113.1"),
        ("2001:db8:1::/48", "2001:db8:2::1"),
        ("203.0.113.0/33", "203.0.113.0"),
        ("203.0.113.0/+8", "203.0.113.0"),
        ("203.0.113.0/", "203.0.113.0"),
        ("203.0.113.", "198.51.100.9"),
        ("203.0.113.0/24", "unknown"),
        ("", "203.0.113.9"),
        (" ", "203.0.113.9"),
    ] {
        assert!(!within(asked, address), "{asked} {address}");
    }
}

/// Addresses of both families, in the spelling of the standard library.
fn address() -> impl Strategy<Value = std::net::IpAddr> {
    prop_oneof![
        any::<[u8; 4]>().prop_map(std::net::IpAddr::from),
        any::<[u8; 16]>().prop_map(std::net::IpAddr::from),
    ]
}

proptest! {
    #[test]
    fn an_address_is_within_itself_and_all_its_networks(address in address(), prefix in 0_u8..=128) {
        let text = address.to_string();
        prop_assert!(within(&text, &text));
        prop_assert!(within(&network(&text), &text));
        let prefix = if address.is_ipv4() { prefix % 33 } else { prefix };
        if address.to_canonical() == address {
            let asked = format!("{text}/{prefix}");
            prop_assert!(within(&asked, &text));
        }
    }

    #[test]
    fn a_narrower_network_lies_in_a_wider_one(a in any::<u32>(), b in any::<u32>(), narrow in 0_u8..=32, less in 0_u8..=32) {
        let (a, b) = (std::net::Ipv4Addr::from(a), std::net::Ipv4Addr::from(b));
        let wide = narrow.saturating_sub(less);
        if within(&format!("{a}/{narrow}"), &b.to_string()) {
            let asked = format!("{a}/{wide}");
            prop_assert!(within(&asked, &b.to_string()));
        }
        // The same from both sides.
        prop_assert_eq!(
            within(&format!("{a}/{narrow}"), &b.to_string()),
            within(&format!("{b}/{narrow}"), &a.to_string())
        );
    }

    #[test]
    fn anything_may_be_asked(asked in ".{0,20}", address in ".{0,20}") {
        let _ = network(&address);
        prop_assert!(!asked.trim().is_empty() || !within(&asked, &address));
    }
}
