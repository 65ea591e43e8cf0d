//! Every setting there is: its meaning, unit and default.
//!
//! A setting is given as an environment variable or as a flag of the same name; the flag wins. A variable that begins
//! with `MARKET_` and is none of these, or a value that cannot be one, stops start-up and says which, why, and what
//! would do. What may hold a password is never shown.

mod reading;
mod values;

pub use reading::{Problem, unknown_variables};
pub(crate) use values::is_loopback;
pub use values::{LogFormat, Origin, Secret};

use clap::Args;
use reading::setting;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Every setting of the service.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Settings")]
pub struct Settings {
    /// Address and port to listen on; port 0 takes a free one
    #[arg(long, env = "MARKET_ADDR", global = true, default_value = "127.0.0.1:3000",
        value_parser = setting("MARKET_ADDR", "127.0.0.1:3000", values::address))]
    pub addr: SocketAddr,

    /// Folder of the database, published log heads and, without a mail server, letters
    #[arg(long, env = "MARKET_DATA_DIR", global = true, default_value = "data",
        value_parser = setting("MARKET_DATA_DIR", "/var/lib/marketplace", values::path))]
    pub data_dir: PathBuf,

    /// Where everything is kept: `sqlite:FILE` or `postgres://USER:PASSWORD@HOST/NAME`
    /// [default: market.sqlite in the data folder]
    #[arg(long, env = "MARKET_DATABASE_URL", global = true, hide_env_values = true, verbatim_doc_comment,
        value_parser = setting("MARKET_DATABASE_URL", "postgres://market@localhost/market", values::database).hidden())]
    pub database_url: Option<Secret>,

    /// File of the master key, made the first time; keep it, and keep it apart from copies of the database
    /// [default: master.key in the data folder]
    #[arg(long, env = "MARKET_MASTER_KEY_FILE", global = true, verbatim_doc_comment,
        value_parser = setting("MARKET_MASTER_KEY_FILE", "/etc/marketplace/master.key", values::path))]
    pub master_key_file: Option<PathBuf>,

    /// Rehearsals only: a file with the seconds by which this office is ahead of the clock, so that closes and waiting
    /// periods pass at will. Refused unless the address people use is this machine's own
    #[arg(long, env = "MARKET_REHEARSAL_CLOCK", global = true, verbatim_doc_comment,
        value_parser = setting("MARKET_REHEARSAL_CLOCK", "data/ahead", values::path))]
    pub rehearsal_clock: Option<PathBuf>,

    /// Address people use; the base of links in letters. With https, cookies are kept to TLS
    /// [default: http:// and the address listened on]
    #[arg(long, env = "MARKET_PUBLIC_URL", global = true, verbatim_doc_comment,
        value_parser = setting("MARKET_PUBLIC_URL", "https://market.example.gov.hk", values::origin))]
    pub public_url: Option<Origin>,

    /// Mail server; without one, letters become files in `mail` in the data folder
    #[arg(long, env = "MARKET_SMTP_URL", global = true, hide_env_values = true,
        value_parser = setting("MARKET_SMTP_URL", "smtp://user:password@mail.example:587?tls=required", values::smtp).hidden())]
    pub smtp_url: Option<Secret>,

    /// Sender of letters
    #[arg(long, env = "MARKET_MAIL_FROM", global = true, default_value = "Shared AI Marketplace <no-reply@localhost>",
        value_parser = setting("MARKET_MAIL_FROM", "Shared AI Marketplace <no-reply@market.example.gov.hk>", values::sender))]
    pub mail_from: String,

    /// Folder of what the build made for browsers
    /// [default: `site` beside the folder of the program, else target/site]
    #[arg(long, env = "MARKET_SITE_DIR", global = true, verbatim_doc_comment,
        value_parser = setting("MARKET_SITE_DIR", "/usr/share/marketplace/site", values::path))]
    pub site_dir: Option<PathBuf>,

    /// Memory of one password hash, in KiB
    #[arg(long, env = "MARKET_PASSWORD_MEMORY_KIB", global = true, default_value = "65536",
        value_parser = setting("MARKET_PASSWORD_MEMORY_KIB", "65536", values::memory_kib))]
    pub password_memory_kib: u32,

    /// Passes over that memory
    #[arg(long, env = "MARKET_PASSWORD_PASSES", global = true, default_value = "2",
        value_parser = setting("MARKET_PASSWORD_PASSES", "2", values::passes))]
    pub password_passes: u32,

    /// Proxies in front that add to X-Forwarded-For: how many, or true for one
    #[arg(long, env = "MARKET_TRUSTED_PROXY", global = true, default_value = "0",
        value_parser = setting("MARKET_TRUSTED_PROXY", "1", values::proxies))]
    pub trusted_proxy: u8,

    /// What is logged: a level, or `part=level` several times
    #[arg(long, env = "MARKET_LOG", global = true, default_value = "info,sea_orm_migration=warn",
        value_parser = setting("MARKET_LOG", "info,services=debug", values::log_filter))]
    pub log: String,

    /// How a line of the log looks: `text` or `json`
    #[arg(long, env = "MARKET_LOG_FORMAT", global = true, default_value = "text",
        value_parser = setting("MARKET_LOG_FORMAT", "json", values::log_format))]
    pub log_format: LogFormat,

    /// Seconds that requests under way may take to finish when the service is stopped
    #[arg(long, env = "MARKET_DRAIN_SECONDS", global = true, default_value = "30",
        value_parser = setting("MARKET_DRAIN_SECONDS", "30", values::seconds))]
    pub drain_seconds: u16,
}

/// Least memory of a password hash of an office that people reach over https, in KiB (OWASP ASVS 5.0, 11.4.2).
const LEAST_MEMORY_KIB: u32 = 19_456;

impl Settings {
    /// Settings that are each good and do not go together.
    pub fn contradiction(&self) -> Option<Problem> {
        let on_this_machine = self.addr.ip().is_loopback() && self.origin(self.addr).on_loopback();
        if self.rehearsal_clock.is_some() && !on_this_machine {
            return Some(Problem {
                name: "MARKET_REHEARSAL_CLOCK".to_owned(),
                wrong: "is for an office that only this machine can reach".to_owned(),
                example: Some("MARKET_PUBLIC_URL=http://127.0.0.1:3000".to_owned()),
            });
        }
        let public = self.public_url.as_ref().is_some_and(Origin::over_tls);
        (public && self.password_memory_kib < LEAST_MEMORY_KIB).then(|| Problem {
            name: "MARKET_PASSWORD_MEMORY_KIB".to_owned(),
            wrong: format!("is below {LEAST_MEMORY_KIB}, the least where MARKET_PUBLIC_URL is https"),
            example: Some("MARKET_PASSWORD_MEMORY_KIB=65536".to_owned()),
        })
    }

    /// The address of the database.
    pub fn database(&self) -> Secret {
        let in_data_dir = || Secret::new(format!("sqlite:{}", self.data_dir.join("market.sqlite").display()));
        self.database_url.clone().unwrap_or_else(in_data_dir)
    }

    /// The address people use, when this is the address listened on.
    pub fn origin(&self, listening: SocketAddr) -> Origin {
        self.public_url.clone().unwrap_or_else(|| Origin::of_listener(listening))
    }

    /// Folder of what the build made for browsers.
    pub fn site(&self) -> PathBuf {
        if let Some(folder) = &self.site_dir {
            return folder.clone();
        }
        let program = std::env::current_exe().ok();
        let beside = program.as_deref().and_then(Path::parent).and_then(Path::parent).map(|folder| folder.join("site"));
        beside.filter(|folder| folder.is_dir()).unwrap_or_else(|| PathBuf::from("target/site"))
    }

    /// File of the master key.
    pub fn master_key(&self) -> PathBuf {
        self.master_key_file.clone().unwrap_or_else(|| self.data_dir.join("master.key"))
    }

    /// Where published log heads are kept.
    pub fn log_heads(&self) -> PathBuf {
        self.data_dir.join("log-heads")
    }

    /// How long requests under way may take to finish.
    pub fn drain(&self) -> Duration {
        Duration::from_secs(self.drain_seconds.into())
    }
}
