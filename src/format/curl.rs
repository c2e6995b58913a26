//! A request as a curl command for a POSIX shell.

/// A command that sends one request; the person who runs it sets the key's variables first.
///
/// `headers` hold the names of variables in the place of keys (`Bearer $KEY`): they stand in double
/// quotes, so that the shell fills them in, and are ours, never a person's text. A change always says its
/// method; a body is sent byte for byte (`--data-raw`: with `--data`, one that begins with `@` would name a file).
pub fn command(method: &str, url: &str, headers: &[(&str, String)], body: Option<&str>) -> String {
    let mut text = String::from("curl");
    // Brackets and braces in an address mean a series to curl.
    if url.contains(['[', ']', '{', '}']) {
        text.push_str(" --globoff");
    }
    if method != "GET" {
        text.extend([" --request ", method]);
    }
    text.extend([
        " ",
        &quote(url),
        " \\\n  --header 'Accept: application/json'",
    ]);
    for (name, value) in headers {
        text.extend([" \\\n  --header \"", name, ": ", value, "\""]);
    }
    if let Some(body) = body {
        text.extend([
            " \\\n  --header 'Content-Type: application/json' \\\n  --data-raw ",
            &quote(body),
        ]);
    }
    text
}

/// A text as one word that the shell takes as it is (POSIX 2.2.2, single quotes), whatever is in it.
/// A NUL, which no argument can hold, is left out.
fn quote(text: &str) -> String {
    let mut word = String::with_capacity(text.len() + 2);
    word.push('\'');
    for c in text.chars() {
        match c {
            '\'' => word.push_str("'\\''"),
            '\0' => {}
            c => word.push(c),
        }
    }
    word.push('\'');
    word
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use std::process::Command;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_read_and_a_change() {
        assert_eq!(
            command(
                "GET",
                "https://x.example/tines/api?page=1&per_page=500",
                &[("Authorization", "Bearer $KEY".into())],
                None
            ),
            "curl 'https://x.example/tines/api?page=1&per_page=500' \\\n  \
             --header 'Accept: application/json' \\\n  \
             --header \"Authorization: Bearer $KEY\""
        );
        assert_eq!(
            command(
                "PUT",
                "https://x.example/[1]",
                &[],
                Some(r#"{"name":"O'Brien"}"#)
            ),
            "curl --globoff --request PUT 'https://x.example/[1]' \\\n  \
             --header 'Accept: application/json' \\\n  \
             --header 'Content-Type: application/json' \\\n  \
             --data-raw '{\"name\":\"O'\\''Brien\"}'"
        );
    }

    /// What a real shell makes of some words, each printed with a NUL behind it.
    fn shell(script: &str) -> Vec<u8> {
        let done = Command::new("sh")
            .args(["-c", script])
            .env("KEY", "the key")
            .output()
            .unwrap();
        assert!(done.status.success(), "{script}");
        done.stdout
    }

    #[test]
    fn the_shell_fills_the_key_in() {
        let text = command("GET", "u", &[("X-User-Token", "$KEY".into())], None);
        let words = shell(&text.replacen("curl", "printf '%s|'", 1));
        assert_eq!(
            String::from_utf8(words).unwrap(),
            "u|--header|Accept: application/json|--header|X-User-Token: the key|"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn the_shell_gives_every_byte_back(text in prop_oneof!["[^\0]*", "['\"$`\\\\\n !#*~]{0,12}"]) {
            let printed = shell(&format!("printf %s {}", quote(&text)));
            prop_assert_eq!(printed, text.into_bytes());
        }
    }
}
