//! Shorter names for what the wasm takes from wasm-bindgen's script.
//!
//! Each of the some 270 names ends in 16 digits of a hash, which nothing compresses, and stands once in the
//! wasm and once in the script. Both are of one build, so the names can be any that agree.

use std::collections::HashMap;

use anyhow::{Context, Result, bail};

/// The section of a wasm that lists its imports.
const IMPORTS: u8 = 2;
/// What wasm and its version begin with.
const HEAD: usize = 8;
/// How many digits of a hash a name ends in.
const DIGITS: usize = 16;

/// The same wasm and script with shorter names between them.
pub fn shorten(wasm: &[u8], script: &str) -> Result<(Vec<u8>, String)> {
    let mut names = HashMap::new();
    let mut rest = Bytes(wasm);
    let mut result = rest.take(HEAD)?.to_vec();
    while !rest.0.is_empty() {
        let kind = rest.byte()?;
        let length = rest.number()?;
        let section = rest.take(length)?;
        result.push(kind);
        if kind == IMPORTS {
            put(&mut result, &renamed(section, &mut names)?);
        } else {
            put(&mut result, section);
        }
    }
    let (script, replaced) = replace(script, &names);
    if replaced != names.len() {
        bail!(
            "the script has {replaced} of the {} names of the wasm",
            names.len()
        );
    }
    Ok((result, script))
}

/// The imports with shorter names, which are put down in `names`.
fn renamed(section: &[u8], names: &mut HashMap<String, String>) -> Result<Vec<u8>> {
    let mut rest = Bytes(section);
    let count = rest.number()?;
    let mut result = Vec::new();
    number(&mut result, count);
    for _ in 0..count {
        let length = rest.number()?;
        put(&mut result, rest.take(length)?);
        let length = rest.number()?;
        let name = std::str::from_utf8(rest.take(length)?)?;
        if has_hash(name) {
            let next = format!("_{}", names.len());
            let short = names.entry(name.to_owned()).or_insert(next);
            put(&mut result, short.as_bytes());
        } else {
            put(&mut result, name.as_bytes());
        }
        result.extend_from_slice(rest.import()?);
    }
    Ok(result)
}

fn has_hash(name: &str) -> bool {
    name.starts_with("__wb")
        && name.rsplit_once('_').is_some_and(|(_, hash)| {
            hash.len() == DIGITS && hash.bytes().all(|digit| digit.is_ascii_hexdigit())
        })
}

/// Replaces whole words; how many were replaced is the second.
fn replace(script: &str, names: &HashMap<String, String>) -> (String, usize) {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let mut result = String::with_capacity(script.len());
    let mut replaced = 0;
    for piece in script.split_inclusive(|c| !is_part(c)) {
        let word = piece.trim_end_matches(|c| !is_part(c));
        if let Some(short) = names.get(word) {
            result.push_str(short);
            replaced += 1;
        } else {
            result.push_str(word);
        }
        result.push_str(&piece[word.len()..]);
    }
    (result, replaced)
}

/// A wasm's bytes that are not read yet.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8]> {
        let (taken, rest) = self
            .0
            .split_at_checked(length)
            .context("a wasm breaks off")?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8> {
        Ok(self.take(1)?[0])
    }

    /// LEB128, seven bits to a byte, the lowest first.
    fn number(&mut self) -> Result<usize> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        bail!("a number of a wasm has no end")
    }

    /// What is imported, after its name: a kind, and what belongs to it.
    fn import(&mut self) -> Result<&'a [u8]> {
        let all = self.0;
        match self.byte()? {
            // A function: its type.
            0 => drop(self.number()?),
            // A table, of a kind, or a memory: its limits.
            kind @ (1 | 2) => {
                if kind == 1 {
                    self.byte()?;
                }
                let has_most = self.byte()? & 1 == 1;
                self.number()?;
                if has_most {
                    self.number()?;
                }
            }
            // A global: its type, and whether it changes.
            3 => drop(self.take(2)?),
            kind => bail!("an import of the unknown kind {kind}"),
        }
        Ok(&all[..all.len() - self.0.len()])
    }
}

/// Writes bytes behind their number.
fn put(into: &mut Vec<u8>, bytes: &[u8]) {
    number(into, bytes.len());
    into.extend_from_slice(bytes);
}

fn number(into: &mut Vec<u8>, mut value: usize) {
    loop {
        let [low, ..] = value.to_le_bytes();
        value >>= 7;
        if value == 0 {
            into.push(low & 0x7f);
            return;
        }
        into.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: &str = "__wbg_new_0123456789abcdef";

    fn wasm(name: &str) -> Vec<u8> {
        let mut imports = vec![2];
        put(&mut imports, b"./a.js");
        put(&mut imports, name.as_bytes());
        // A function of the type 300, then a memory.
        imports.extend([0, 0xac, 0x02]);
        put(&mut imports, b"./a.js");
        put(&mut imports, b"memory");
        imports.extend([2, 1, 17, 200, 1]);
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        wasm.push(IMPORTS);
        put(&mut wasm, &imports);
        wasm.extend([10, 2, 7, 7]);
        wasm
    }

    #[test]
    fn names_with_a_hash_become_short_on_both_sides() {
        let script = format!("a = {{ {NAME}: 1, {NAME}0: 2 }};");
        let (result, script) = shorten(&wasm(NAME), &script).unwrap();
        assert_eq!(result, wasm("_0"));
        assert_eq!(script, format!("a = {{ _0: 1, {NAME}0: 2 }};"));
    }

    #[test]
    fn other_names_stay() {
        let name = "__wbindgen_init_externref_table";
        let (result, script) = shorten(&wasm(name), name).unwrap();
        assert_eq!((result, script.as_str()), (wasm(name), name));
    }

    #[test]
    fn a_name_that_the_script_lacks_is_noticed() {
        assert!(shorten(&wasm(NAME), "").is_err());
        assert!(shorten(&wasm(NAME)[..20], NAME).is_err(), "it breaks off");
    }
}
