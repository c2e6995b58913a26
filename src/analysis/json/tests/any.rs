//! Any JSON at all: odd numbers, keys that stand twice, every kind of text.

use proptest::prelude::*;

/// JSON without blanks, as it could have been written by anybody.
pub fn json() -> impl Strategy<Value = String> {
    let scalar = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        prop::sample::select(vec![
            "0",
            "-0",
            "1",
            "2",
            "0.10",
            "1.0",
            "1e400",
            "9007199254740993",
            "-1.50E+3",
            "1e-7",
        ])
        .prop_map(str::to_owned),
        text(),
    ];
    scalar.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6)
                .prop_map(|items| format!("[{}]", items.join(","))),
            prop::collection::vec((key(), inner), 0..6).prop_map(|fields| {
                let fields: Vec<String> = fields
                    .into_iter()
                    .map(|(key, value)| format!("{key}:{value}"))
                    .collect();
                format!("{{{}}}", fields.join(","))
            }),
        ]
    })
}

/// Few keys, so that they stand twice and in both of two values.
fn key() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        r#""a""#,
        r#""b""#,
        r#""id""#,
        r#""X-A""#,
        r#""\u0061""#,
        r#""""#,
        r#""ü""#,
    ])
    .prop_map(str::to_owned)
}

fn text() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        r#""""#,
        r#""a""#,
        r#""b, [{""#,
        r#""\"\\""#,
        r#""\ud83d\ude00""#,
        r#""\ud800""#,
        "\"😀\"",
        "\"\u{2028}\"",
        r#""\n""#,
    ])
    .prop_map(str::to_owned)
}
