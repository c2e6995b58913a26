//! What the command line asks for.

use std::ffi::OsString;

use lexopt::prelude::*;

/// Shown on `--help` and after a mistake.
pub const HELP: &str = "\
cargo xtask run   [--port 8080] [--seed demo|large|crowd|empty|hostile] [--db PATH|:memory:] [-- SANDBOX FLAGS]
                  install what is missing, build the dashboard, start it with a local tenant
cargo xtask test  [--only host|web|e2e|hosting|faults]
                  every check and test; the last line is `N passed, N failed`
cargo xtask build dist/, ready to host, with .br and .gz beside every file that profits
cargo xtask bench [--quick] [cold|warm|filter|sort|per-row|weight|audit|jobs|editor …]
                  what the dashboard costs beside a page written by hand, against its budgets
cargo xtask audit licences and sources of all crates, and what is known against them
cargo xtask tour  the pictures of the README, taken anew";

/// A command with its options.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    /// Print [`HELP`].
    Help,
    /// Start the dashboard on a local tenant.
    Run(RunOptions),
    /// Run the tests, all of them or one group.
    Test(Option<Group>),
    /// Build `dist/` and print its sizes.
    Build,
    /// Measure.
    Bench(BenchOptions),
    /// Look at what the project is made of.
    Audit,
    /// Take the pictures of the README.
    Tour,
}

/// The options of `bench`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct BenchOptions {
    /// Fewer runs.
    pub quick: bool,
    /// What to measure, by the driver's names; all if empty.
    pub only: Vec<OsString>,
}

/// The options of `run`.
#[derive(Debug, PartialEq, Eq)]
pub struct RunOptions {
    /// On 127.0.0.1.
    pub port: u16,
    /// Which data a new database starts with.
    pub seed: Seed,
    /// A file or `:memory:`; a file below the target folder if not given.
    pub db: Option<OsString>,
    /// Handed to the sandbox as they are.
    pub sandbox: Vec<OsString>,
}

/// The sandbox's data sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seed {
    /// A believable company.
    Demo,
    /// Ten thousand people.
    Large,
    /// A hundred thousand people and nothing else.
    Crowd,
    /// Nothing but the keys.
    Empty,
    /// Texts that try something.
    Hostile,
}

impl Seed {
    /// As the sandbox's `--seed` spells it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Demo => "demo",
            Self::Large => "large",
            Self::Crowd => "crowd",
            Self::Empty => "empty",
            Self::Hostile => "hostile",
        }
    }
}

/// What the driver of `bench` can measure, by its names for it.
const MEASURES: [&str; 9] = [
    "cold", "warm", "filter", "sort", "per-row", "weight", "audit", "jobs", "editor",
];

/// A group of test suites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Format, clippy and tests on this machine.
    Host,
    /// Clippy for wasm and tests inside a browser.
    Web,
    /// The built dashboard against a sandbox, by a browser.
    EndToEnd,
    /// The configurations in `deploy/`, with the web servers that they are for.
    Hosting,
    /// Each page with each fault; only where it is asked for.
    Faults,
}

/// Read the command line.
pub fn parse(mut args: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let Some(first) = args.next()? else {
        return Ok(Command::Help);
    };
    match first {
        Short('h') | Long("help") => Ok(Command::Help),
        Value(name) => match name.string()?.as_str() {
            "run" => parse_run(args),
            "test" => parse_test(args),
            "build" => parse_none(args, Command::Build),
            "bench" => parse_bench(args),
            "audit" => parse_none(args, Command::Audit),
            "tour" => parse_none(args, Command::Tour),
            "help" => Ok(Command::Help),
            other => Err(format!("there is no command `{other}`").into()),
        },
        other => Err(other.unexpected()),
    }
}

fn parse_run(mut args: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let mut options = RunOptions {
        port: 8080,
        seed: Seed::Demo,
        db: None,
        sandbox: Vec::new(),
    };
    loop {
        // `next` swallows the `--` that begins the sandbox's own flags.
        if let Some(mut raw) = args.try_raw_args()
            && raw.next_if(|arg| arg == "--").is_some()
        {
            options.sandbox = raw.collect();
            return Ok(Command::Run(options));
        }
        let Some(arg) = args.next()? else {
            return Ok(Command::Run(options));
        };
        match arg {
            Long("port") => options.port = args.value()?.parse()?,
            Long("seed") => options.seed = args.value()?.parse_with(parse_seed)?,
            Long("db") => options.db = Some(args.value()?),
            Short('h') | Long("help") => return Ok(Command::Help),
            other => return Err(other.unexpected()),
        }
    }
}

fn parse_test(mut args: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let mut only = None;
    while let Some(arg) = args.next()? {
        match arg {
            Long("only") => only = Some(args.value()?.parse_with(parse_group)?),
            Short('h') | Long("help") => return Ok(Command::Help),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Command::Test(only))
}

fn parse_bench(mut args: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let mut options = BenchOptions::default();
    while let Some(arg) = args.next()? {
        match arg {
            Long("quick") => options.quick = true,
            Value(name) if MEASURES.iter().any(|known| name == *known) => options.only.push(name),
            Short('h') | Long("help") => return Ok(Command::Help),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Command::Bench(options))
}

fn parse_none(mut args: lexopt::Parser, command: Command) -> Result<Command, lexopt::Error> {
    match args.next()? {
        None => Ok(command),
        Some(Short('h') | Long("help")) => Ok(Command::Help),
        Some(other) => Err(other.unexpected()),
    }
}

fn parse_seed(text: &str) -> Result<Seed, &'static str> {
    [
        Seed::Demo,
        Seed::Large,
        Seed::Crowd,
        Seed::Empty,
        Seed::Hostile,
    ]
    .into_iter()
    .find(|seed| seed.name() == text)
    .ok_or("demo, large, crowd, empty or hostile")
}

fn parse_group(text: &str) -> Result<Group, &'static str> {
    match text {
        "host" => Ok(Group::Host),
        "web" => Ok(Group::Web),
        "e2e" => Ok(Group::EndToEnd),
        "hosting" => Ok(Group::Hosting),
        "faults" => Ok(Group::Faults),
        _ => Err("host, web, e2e, hosting or faults"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Command, String> {
        parse(lexopt::Parser::from_args(line.split_whitespace())).map_err(|e| e.to_string())
    }

    #[test]
    fn run_has_defaults() {
        let expected = RunOptions {
            port: 8080,
            seed: Seed::Demo,
            db: None,
            sandbox: Vec::new(),
        };
        assert_eq!(read("run").unwrap(), Command::Run(expected));
    }

    #[test]
    fn run_takes_options_and_hands_the_rest_to_the_sandbox() {
        let expected = RunOptions {
            port: 9000,
            seed: Seed::Large,
            db: Some(":memory:".into()),
            sandbox: vec!["--control".into(), "--".into(), "x".into()],
        };
        assert_eq!(
            read("run --port 9000 --seed=large --db :memory: -- --control -- x").unwrap(),
            Command::Run(expected)
        );
    }

    #[test]
    fn test_takes_a_group() {
        assert_eq!(read("test").unwrap(), Command::Test(None));
        assert_eq!(
            read("test --only web").unwrap(),
            Command::Test(Some(Group::Web))
        );
        assert_eq!(
            read("test --only=e2e").unwrap(),
            Command::Test(Some(Group::EndToEnd))
        );
        assert_eq!(
            read("test --only hosting").unwrap(),
            Command::Test(Some(Group::Hosting))
        );
    }

    #[test]
    fn bench_takes_what_to_measure() {
        assert_eq!(read("bench"), Ok(Command::Bench(BenchOptions::default())));
        let expected = BenchOptions {
            quick: true,
            only: vec!["cold".into(), "sort".into()],
        };
        assert_eq!(
            read("bench --quick cold sort"),
            Ok(Command::Bench(expected))
        );
    }

    #[test]
    fn mistakes_are_named() {
        assert_eq!(
            read("test --only all").unwrap_err(),
            "cannot parse argument \"all\": host, web, e2e, hosting or faults"
        );
        assert_eq!(read("serve").unwrap_err(), "there is no command `serve`");
        for line in [
            "run --port 70000",
            "run --seed huge",
            "run now",
            "bench everything",
            "build --port 1",
            "--all",
        ] {
            assert!(read(line).is_err(), "{line}");
        }
    }
}
