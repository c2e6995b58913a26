//! Splitting the wasm: code that is not needed on the first screen goes into a file of its own, which
//! the page fetches when it is first needed (docs/architecture.md, "Size").
//!
//! The splitter must run between the linker and wasm-bindgen, and Trunk has no place for it. So Trunk
//! finds this very program under the name `wasm-bindgen`: it splits, hands the main part on to the real
//! one, and writes the loader of the other part into the JavaScript that comes out. Trunk goes on with
//! that as if nothing had happened: names, minifies, preloads, optimises.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::os::unix::fs::symlink;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::imports;
use crate::process;
use crate::project::Project;

/// The name under which Trunk starts this program.
const NAME: &str = "wasm-bindgen";
/// Names the real wasm-bindgen.
const BINDGEN: &str = "GATEHOUSE_WASM_BINDGEN";
/// Names the splitter.
const SPLITTER: &str = "GATEHOUSE_WASM_SPLIT";
/// Names wasm-opt.
const OPTIMISER: &str = "GATEHOUSE_WASM_OPT";
/// The folder of `dist/` for what is fetched later, and of the same name where it is made.
pub const LATER: &str = "later";
/// What the splitter calls the file of its loader.
const LOADER: &str = "__wasm_split.js";

/// Let a Trunk that is about to be started split what it builds; the result is where the parts that
/// are fetched later will lie.
pub fn prepare(project: &Project, trunk: &mut Command) -> Result<PathBuf> {
    let folder = project.work()?.join("bin");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let link = folder.join(NAME);
    // It may name a program that has moved.
    let _ = fs::remove_file(&link);
    symlink(env::current_exe()?, &link)
        .with_context(|| format!("cannot make {}", link.display()))?;
    for (variable, program) in [
        (BINDGEN, NAME),
        (SPLITTER, "wasm-split-cli"),
        (OPTIMISER, "wasm-opt"),
    ] {
        let path = project
            .find_program(program)
            .with_context(|| format!("{program} is missing"))?;
        trunk.env(variable, path);
    }
    let path = std::iter::once(folder).chain(project.search_path());
    trunk
        .env("PATH", env::join_paths(path)?)
        .args(["--features", "split"]);
    Ok(project.target.join("wasm-bindgen/release").join(LATER))
}

/// Whether this program was started by Trunk, as wasm-bindgen.
pub fn is_asked() -> bool {
    let called = env::args_os().next().map(PathBuf::from);
    called.is_some_and(|name| name.ends_with(NAME)) && env::var_os(BINDGEN).is_some()
}

/// Do what Trunk asks of wasm-bindgen, and split on the way.
pub fn bindgen() -> Result<()> {
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    let mut bindgen = Command::new(env::var_os(BINDGEN).context("no wasm-bindgen")?);
    let Some(task) = Task::of(&arguments) else {
        // `--version`.
        return Err(bindgen.args(&arguments).exec().into());
    };
    let parts = task.out.join("split");
    let later = task.out.join(LATER);
    for folder in [&parts, &later] {
        // Parts of an earlier build would stay for ever.
        let _ = fs::remove_dir_all(folder);
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    process::run(
        Command::new(env::var_os(SPLITTER).context("no splitter")?)
            .args([&task.wasm, &parts])
            .args(["--out-name", &task.name]),
    )?;
    process::run(
        bindgen
            .args(
                arguments
                    .iter()
                    .filter(|one| Path::new(one) != task.wasm.as_path()),
            )
            // The parts share what the linker exports, by the linker's names.
            .args(["--keep-lld-exports", "--no-demangle"])
            .arg(parts.join(format!("{}.wasm", task.name))),
    )?;
    let page = fs::read_to_string("index.html").context("cannot read index.html")?;
    let mut loader = read(&parts.join(LOADER))?;
    for entry in fs::read_dir(&parts)? {
        let path = entry?.path();
        let stem = path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .unwrap_or("");
        if !is_wasm(&path) || stem == task.name {
            continue;
        }
        process::run(&mut optimise(&path, &page)?)?;
        let named = format!("{stem}-{}.wasm", hash(&path)?);
        fs::copy(&path, later.join(&named))?;
        loader = once(
            &loader,
            &format!("\"./{stem}.wasm\""),
            &format!("\"./{LATER}/{named}\""),
        )?;
    }
    let script = task.out.join(format!("{}.js", task.name));
    let joined = join(&read(&script)?, &loader)?;
    let wasm = task.out.join(format!("{}_bg.wasm", task.name));
    let bytes = fs::read(&wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    let (bytes, joined) = imports::shorten(&bytes, &joined)?;
    fs::write(&wasm, bytes).with_context(|| format!("cannot write {}", wasm.display()))?;
    fs::write(&script, joined).with_context(|| format!("cannot write {}", script.display()))
}

/// What Trunk wants to be done.
#[derive(Debug, PartialEq, Eq)]
struct Task {
    /// What the linker made.
    wasm: PathBuf,
    /// Where the results go.
    out: PathBuf,
    /// What the results are called.
    name: String,
}

impl Task {
    fn of(arguments: &[OsString]) -> Option<Self> {
        let texts: Vec<&str> = arguments.iter().filter_map(|one| one.to_str()).collect();
        let option = |name: &str| texts.iter().find_map(|text| text.strip_prefix(name));
        Some(Self {
            wasm: texts.iter().map(PathBuf::from).find(|path| is_wasm(path))?,
            out: option("--out-dir=")?.into(),
            name: option("--out-name=")?.to_owned(),
        })
    }
}

/// wasm-opt on one file in its place, as Trunk starts it for the main one: its settings stand in
/// `index.html`.
fn optimise(wasm: &Path, page: &str) -> Result<Command> {
    let attribute = |name: &str| -> Result<&str> {
        page.split_once(&format!(" {name}=\""))
            .and_then(|(_, rest)| rest.split('"').next())
            .with_context(|| format!("index.html has no {name}"))
    };
    let mut command = Command::new(env::var_os(OPTIMISER).context("no wasm-opt")?);
    command
        .arg(wasm)
        .arg(format!("-O{}", attribute("data-wasm-opt")?))
        .args(attribute("data-wasm-opt-params")?.split_whitespace())
        .arg("--output")
        .arg(wasm);
    Ok(command)
}

/// Puts the loader into wasm-bindgen's script: as a file of its own it would have to know the name of
/// that script, which holds a hash that is not known yet.
fn join(script: &str, loader: &str) -> Result<String> {
    let loader = loader
        .split_once('\n')
        .filter(|(import, _)| import.starts_with("import { initSync } from "))
        .map(|(_, rest)| rest)
        .context("the splitter's loader begins otherwise than expected")?;
    // The script's own variable for what the wasm exports.
    let loader = once(loader, "initSync(undefined, undefined)", "wasm")?;
    let names: Vec<&str> = loader
        .lines()
        .filter_map(|line| line.strip_prefix("export const "))
        .filter_map(|rest| rest.split(' ').next())
        .collect();
    if names.is_empty() {
        bail!("nothing was split off");
    }
    let plain = loader.replace("export const ", "const ");
    let object = format!(
        "const import1 = (() => {{\n{plain}\nreturn {{ {} }};\n}})();",
        names.join(", ")
    );
    let import = format!("import * as import1 from \"./{LOADER}\"");
    let script = once(script, &import, &object)?;
    // The same, as Trunk's minifier understands it. (It doubles a backslash in a quoted text. The only
    // such text here is a warning for the console.)
    once(
        &script,
        "export { initSync, __wbg_init as default };",
        "export default __wbg_init;",
    )
}

fn is_wasm(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "wasm")
}

/// Replaces what stands exactly once: otherwise a program has changed what it writes.
fn once(text: &str, from: &str, to: &str) -> Result<String> {
    if text.matches(from).count() != 1 {
        bail!("`{from}` was expected once in what was generated");
    }
    Ok(text.replacen(from, to, 1))
}

fn hash(path: &Path) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    fs::read(path)
        .with_context(|| format!("cannot read {}", path.display()))?
        .hash(&mut hasher);
    Ok(format!("{:016x}", hasher.finish()))
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trunk_s_wish_is_understood() {
        let words = |text: &str| -> Vec<OsString> { text.split(' ').map(Into::into).collect() };
        assert_eq!(
            Task::of(&words(
                "--target=web --out-dir=/t/out --out-name=app /t/app.wasm --no-typescript"
            )),
            Some(Task {
                wasm: "/t/app.wasm".into(),
                out: "/t/out".into(),
                name: "app".to_owned(),
            })
        );
        assert_eq!(Task::of(&words("--version")), None);
    }

    #[test]
    fn the_loader_becomes_part_of_the_script() {
        let script = "import * as import1 from \"./__wasm_split.js\"\n\
            let wasm;\nexport { initSync, __wbg_init as default };\n";
        let loader = "import { initSync } from \"./app.js\";\n\
            const all = () => initSync(undefined, undefined);\n\
            export const load_a = all;\nexport const load_b = all;\n";
        let joined = join(script, loader).unwrap();
        assert_eq!(
            joined,
            "const import1 = (() => {\nconst all = () => wasm;\nconst load_a = all;\n\
             const load_b = all;\n\nreturn { load_a, load_b };\n})();\n\
             let wasm;\nexport default __wbg_init;\n"
        );
    }

    #[test]
    fn a_changed_generator_is_noticed() {
        let script = "import * as import1 from \"./__wasm_split.js\"\n";
        let loader = "import { initSync } from \"./app.js\";\nexport const a = initSync(undefined, undefined);\n";
        assert!(join(script, loader).is_err(), "no exports at the end");
        assert!(join(script, "const a = 1;\n").is_err(), "no import");
        assert!(once("a a", "a", "b").is_err(), "twice");
    }

    #[test]
    fn wasm_opt_s_settings_are_read_from_the_page() {
        let page = include_str!("../../../index.html");
        for name in [" data-wasm-opt=\"", " data-wasm-opt-params=\""] {
            assert_eq!(page.matches(name).count(), 1, "{name}");
        }
    }
}
