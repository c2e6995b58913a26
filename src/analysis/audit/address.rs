//! Addresses and networks: IPv4 and IPv6 in any spelling (RFC 4291, 2.2; RFC 5952).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// How much of an IPv4 address is its network when addresses are put together.
const FOLD_V4: u8 = 24;
/// How much of an IPv6 address: what a site is given (RFC 6177), so that the addresses that a device makes up
/// anew every day (RFC 8981) stay together.
const FOLD_V6: u8 = 48;

/// A network: the beginning of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    /// The first address.
    address: IpAddr,
    /// How many bits all its addresses share.
    prefix: u8,
}

impl Network {
    /// The /24 or /48 of an address; `None` for what is no address.
    pub fn of(text: &str) -> Option<Self> {
        let address = read(text)?;
        let prefix = if address.is_ipv4() { FOLD_V4 } else { FOLD_V6 };
        Some(Self::around(address, prefix))
    }

    /// Reads `203.0.113.0/24`; the bits behind the prefix may be anything. An address alone is a network of one.
    fn read(text: &str) -> Option<Self> {
        let Some((address, prefix)) = text.trim().split_once('/') else {
            let address = read(text)?;
            return Some(Self {
                address,
                prefix: bits(address),
            });
        };
        // "+8" would be read as a number as well.
        let is_number = !prefix.is_empty() && prefix.bytes().all(|byte| byte.is_ascii_digit());
        let mut prefix: u8 = is_number.then(|| prefix.parse().ok())??;
        let address = match address.parse().ok()? {
            // The last bits of a mapped address are those of the IPv4 address.
            IpAddr::V6(mapped) if prefix >= 96 => {
                let address = mapped.to_canonical();
                if address.is_ipv4() && prefix <= 128 {
                    prefix -= 96;
                }
                address
            }
            address => address,
        };
        (prefix <= bits(address)).then(|| Self::around(address, prefix))
    }

    fn around(address: IpAddr, prefix: u8) -> Self {
        let address = match address {
            IpAddr::V4(address) => {
                let host = u32::MAX.checked_shr(prefix.into()).unwrap_or(0);
                Ipv4Addr::from_bits(address.to_bits() & !host).into()
            }
            IpAddr::V6(address) => {
                let host = u128::MAX.checked_shr(prefix.into()).unwrap_or(0);
                Ipv6Addr::from_bits(address.to_bits() & !host).into()
            }
        };
        Self { address, prefix }
    }

    /// Whether an address lies in it.
    fn holds(self, address: IpAddr) -> bool {
        address.is_ipv4() == self.address.is_ipv4() && Self::around(address, self.prefix) == self
    }

    /// In a form that sorts: the family, and the first address.
    pub(super) fn key(self) -> (u8, u128) {
        match self.address {
            IpAddr::V4(address) => (4, address.to_bits().into()),
            IpAddr::V6(address) => (6, address.to_bits()),
        }
    }

    /// As it is written: `203.0.113.0/24`, `2001:db8:1::/48`.
    pub fn name(self) -> String {
        [&*self.address.to_string(), "/", &self.prefix.to_string()].concat()
    }
}

/// The name of the /24 or /48 that an address lies in; what is no address is its own.
pub fn network(text: &str) -> String {
    Network::of(text).map_or_else(|| text.to_owned(), Network::name)
}

/// Whether `address` is what `asked` says: the same address in any spelling, one of a network
/// (`203.0.113.0/24`), or one whose text begins so (`203.0.113.`).
pub fn within(asked: &str, address: &str) -> bool {
    let asked = asked.trim();
    if asked.is_empty() {
        return false;
    }
    let is_same = asked.eq_ignore_ascii_case(address);
    if let Some(network) = Network::read(asked) {
        return is_same || read(address).is_some_and(|address| network.holds(address));
    }
    let beginning = address.as_bytes().get(..asked.len());
    beginning.is_some_and(|beginning| beginning.eq_ignore_ascii_case(asked.as_bytes()))
}

/// An address; one of IPv4 that is mapped into IPv6 is the IPv4 one (RFC 4291, 2.5.5.2).
fn read(text: &str) -> Option<IpAddr> {
    Some(text.trim().parse::<IpAddr>().ok()?.to_canonical())
}

fn bits(address: IpAddr) -> u8 {
    if address.is_ipv4() { 32 } else { 128 }
}
