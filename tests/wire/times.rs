//! Timestamps.

use gatehouse::wire::time::Timestamp;

fn ms(text: &str) -> Option<i64> {
    Timestamp::parse(text).map(|at| at.0)
}

#[test]
fn every_spelling_of_one_moment() {
    for text in [
        "2026-01-15T12:00:00Z",
        "2026-01-15T12:00:00.000Z",
        "2026-01-15t12:00:00z",
        "2026-01-15 12:00:00 UTC",
        "2026-01-15T12:00:00",
        "2026-01-15T12:00Z",
        "2026-01-15T13:00:00+01:00",
        "2026-01-15T13:00:00+0100",
        "2026-01-15T13:00:00 +01",
        "2026-01-15T06:30:00-05:30",
        "2026-01-16T01:00:00+13:00",
        "  2026-01-15T12:00:00.000999Z ",
    ] {
        assert_eq!(ms(text), Some(1_768_478_400_000), "{text}");
    }
    assert_eq!(ms("1970-01-01"), Some(0));
    assert_eq!(ms("1970-01-01T00:00:00.5Z"), Some(500));
    assert_eq!(ms("1969-12-31T23:59:59,123456789Z"), Some(-877));
    assert_eq!(ms("2016-12-31T23:59:60Z"), ms("2017-01-01T00:00:00Z"));
    assert_eq!(ms("2024-02-29"), Some(1_709_164_800_000));
}

#[test]
fn what_is_no_timestamp() {
    for text in [
        "",
        " ",
        "never",
        "2026",
        "2026-01",
        "2026-1-5",
        "2026-01-15T",
        "2026-01-15T12",
        "2026-01-15T12:00:00.Z",
        "2026-13-01",
        "2026-00-01",
        "2026-01-00",
        "2026-01-32",
        "2026-02-29",
        "2023-02-29T00:00:00Z",
        "1900-02-29",
        "2026-01-15T24:00:00Z",
        "2026-01-15T12:60:00Z",
        "2026-01-15T12:00:61Z",
        "2026-01-15T12:00:00+24:00",
        "2026-01-15T12:00:00+01:60",
        "2026-01-15T12:00:00+1",
        "2026-01-15T12:00:00Zulu",
        "2026-01-15T12:00:00Z more",
        "+2026-01-15",
        "-2026-01-15T00:00:00Z",
        "２０２６-01-15",
        "2026-01-15T12:00:00+01:00é",
        "0000-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
    ] {
        assert_eq!(ms(text), None, "{text}");
    }
    assert!(Timestamp::parse("2000-02-29").is_some());
}

#[test]
fn the_edges() {
    assert_eq!(Timestamp::MIN.to_rfc3339(), "0000-01-01T00:00:00Z");
    assert_eq!(Timestamp::MAX.to_rfc3339(), "9999-12-31T23:59:59.999Z");
    let zero = Timestamp::parse("0001-01-01T00:00:00Z").unwrap();
    assert!(zero.is_zero() && zero == Timestamp::ZERO);
    assert!(!Timestamp(0).is_zero());
    assert_eq!(Timestamp(0).to_rfc3339(), "1970-01-01T00:00:00Z");
    assert_eq!(Timestamp(-1).to_rfc3339(), "1969-12-31T23:59:59.999Z");
    // Outside the years of four digits it is still a text, and still no panic.
    assert!(!Timestamp(i64::MAX).to_rfc3339().is_empty());
    assert!(!Timestamp(i64::MIN).to_rfc3339().is_empty());
}

#[test]
fn epoch_seconds() {
    let from = Timestamp::from_epoch_seconds;
    assert_eq!(from(1_768_478_400.25), Some(Timestamp(1_768_478_400_250)));
    assert_eq!(from(0.0), Some(Timestamp(0)));
    assert_eq!(from(-0.001), Some(Timestamp(-1)));
    assert_eq!(from(253_402_300_799.999), Some(Timestamp::MAX));
    for seconds in [
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        1e300,
        253_402_300_800.0,
        -1e12,
    ] {
        assert_eq!(from(seconds), None, "{seconds}");
    }
}
