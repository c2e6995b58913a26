//! The command line.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::Parser;

use crate::app::Keys;
use crate::clock::Millis;
use crate::seed::Seed;
use crate::switches::Switches;
use crate::time_text;

/// A local tenant: both admin APIs on SQLite, below /tines/api/v1 and /tyk, and the dashboard
#[derive(Debug, Parser)]
#[command(name = "sandbox", version)]
pub struct Options {
    /// Port to listen on; 0 takes a free one
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// Address to listen on; any but a loopback address shows the tenant to the network
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS")]
    pub host: IpAddr,
    /// SQLite file, kept over restarts, or :memory:
    #[arg(long, default_value = ":memory:", value_name = "PATH")]
    pub db: String,
    /// What a new database holds; one that exists stays as it is
    #[arg(long, value_enum, default_value = "demo")]
    pub seed: Seed,
    /// What the tenant's clock shows at the start, such as 2026-01-15T12:00:00Z; without it, the real time
    #[arg(long, value_parser = moment, value_name = "TIME")]
    pub now: Option<Millis>,
    /// Stop the clock, and the worker that takes and fails jobs
    #[arg(long)]
    pub still: bool,
    /// The built dashboard
    #[arg(long, value_name = "DIRECTORY")]
    pub dist: Option<PathBuf>,
    /// Key of the Tines half
    #[arg(long, value_name = "KEY", default_value_t = Keys::default().tines)]
    pub tines_key: String,
    /// Whose key it is: X-User-Email of old tenants, and named in the audit log
    #[arg(long, value_name = "E-MAIL", default_value_t = Keys::default().tines_email)]
    pub tines_email: String,
    /// Admin secret of the Tyk half
    #[arg(long, value_name = "SECRET", default_value_t = Keys::default().tyk)]
    pub tyk_secret: String,
    /// Do not enforce the rate limits
    #[arg(long)]
    pub no_limits: bool,
    /// Open the control API below /sandbox: switches, faults, requests
    #[arg(long)]
    pub control: bool,
    /// The dialect.
    #[command(flatten)]
    pub switches: Switches,
}

impl Options {
    /// What opens the two APIs.
    pub fn keys(&self) -> Keys {
        Keys {
            tines: self.tines_key.clone(),
            tines_email: self.tines_email.clone(),
            tyk: self.tyk_secret.clone(),
        }
    }
}

fn moment(text: &str) -> Result<Millis, String> {
    time_text::parse(text).ok_or_else(|| "not a time such as 2026-01-15T12:00:00Z".into())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::switches::{ErrorShape, Jobs};

    #[test]
    fn the_command_line_is_sound() {
        Options::command().debug_assert();
    }

    #[test]
    fn defaults_are_the_demo() {
        let options = Options::try_parse_from(["sandbox"]).unwrap();
        assert!(options.host.is_loopback());
        assert_eq!(
            (options.seed, &*options.db, options.now),
            (Seed::Demo, ":memory:", None)
        );
        assert_eq!(
            (&*options.tines_key, &*options.tyk_secret),
            ("demo-tenant-owner-key", "12345")
        );
        assert_eq!(options.switches, Switches::default());
        assert!(!options.still && !options.control && !options.no_limits);
    }

    #[test]
    fn flags() {
        let options = Options::try_parse_from([
            "sandbox",
            "--port",
            "0",
            "--now",
            "2026-01-15T12:00:00Z",
            "--jobs",
            "403",
            "--error-shape",
            "bare-array",
        ])
        .unwrap();
        assert_eq!((options.port, options.now), (0, Some(1_768_478_400_000)));
        assert_eq!(
            (options.switches.jobs, options.switches.error_shape),
            (Jobs::Forbidden, ErrorShape::BareArray)
        );
        for wrong in [
            ["--now", "noon"],
            ["--host", "example"],
            ["--seed", "tiny"],
            ["--jobs", "402"],
            ["--port", "-1"],
        ] {
            assert!(
                Options::try_parse_from(["sandbox"].into_iter().chain(wrong)).is_err(),
                "{wrong:?}"
            );
        }
    }
}
