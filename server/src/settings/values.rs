//! What settings hold, and how their texts are read.

use services::Mailer;
use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;

/// A text that may hold a password: it is used, never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A text not to be shown.
    pub fn new(text: impl Into<String>) -> Secret {
        Secret(text.into())
    }

    /// The text, to be used.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The text without what may be a password: `postgres://…@host/name`, `sqlite:file`.
    pub fn hint(&self) -> String {
        match self.0.split_once("://") {
            None => self.0.clone(),
            Some((scheme, rest)) => {
                let rest = rest.split('?').next().unwrap_or("");
                let host = rest.rsplit_once('@').map_or_else(|| rest.to_owned(), |(_, host)| format!("…@{host}"));
                format!("{scheme}://{host}")
            }
        }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(hidden)")
    }
}

/// How a line of the log looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object each.
    Json,
}

/// Scheme, host and port of the address people use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    over_tls: bool,
    host: String,
    port: u16,
}

impl Origin {
    /// Reads `https://host` or `http://host:port`, with nothing after it but a slash.
    pub fn parse(text: &str) -> Option<Origin> {
        let uri: http::Uri = text.parse().ok()?;
        let over_tls = match uri.scheme_str()? {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        let authority = uri.authority()?;
        let bare = uri.path() == "/" && uri.query().is_none() && !authority.as_str().contains('@');
        let host = authority.host().to_ascii_lowercase();
        let port = match authority.port() {
            Some(port) => port.as_str().parse().ok()?,
            None if authority.as_str().ends_with(':') => return None,
            None => default_port(over_tls),
        };
        (bare && !host.is_empty() && !text.contains('#')).then_some(Origin { over_tls, host, port })
    }

    /// What a browser on this machine calls a listener at this address.
    pub fn of_listener(address: SocketAddr) -> Origin {
        let host = match address.ip() {
            ip if ip.is_unspecified() => "127.0.0.1".to_owned(),
            std::net::IpAddr::V6(ip) => format!("[{ip}]"),
            std::net::IpAddr::V4(ip) => ip.to_string(),
        };
        Origin { over_tls: false, host, port: address.port() }
    }

    /// It is https.
    pub fn over_tls(&self) -> bool {
        self.over_tls
    }

    /// The host; an IPv6 address stands in brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The host is this machine itself.
    pub fn on_loopback(&self) -> bool {
        is_loopback(&self.host)
    }

    /// A browser that says it is at `other` is here: the same origin or, on this machine, the same port under
    /// another of its names.
    pub fn admits(&self, other: &Origin) -> bool {
        let same_machine = self.on_loopback() && other.on_loopback();
        self.over_tls == other.over_tls && self.port == other.port && (self.host == other.host || same_machine)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.over_tls { "https" } else { "http" };
        write!(f, "{scheme}://{}", self.host)?;
        if self.port == default_port(self.over_tls) { Ok(()) } else { write!(f, ":{}", self.port) }
    }
}

/// One of the names this machine has for itself.
pub(crate) fn is_loopback(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "[::1]")
}

fn default_port(over_tls: bool) -> u16 {
    if over_tls { 443 } else { 80 }
}

pub(super) fn address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| "is not an address and a port".to_owned())
}

pub(super) fn path(text: &str) -> Result<PathBuf, String> {
    if text.is_empty() { Err("is empty".to_owned()) } else { Ok(PathBuf::from(text)) }
}

pub(super) fn database(text: &str) -> Result<Secret, String> {
    let known = ["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme));
    if !known || text == "sqlite:" {
        return Err("is neither sqlite:FILE nor postgres://…".to_owned());
    }
    Ok(Secret::new(text))
}

pub(super) fn origin(text: &str) -> Result<Origin, String> {
    Origin::parse(text).ok_or_else(|| "is not http:// or https:// with a host and nothing after it".to_owned())
}

pub(super) fn smtp(text: &str) -> Result<Secret, String> {
    let known = text.starts_with("smtp://") || text.starts_with("smtps://");
    let readable = known && Mailer::is_server(text);
    if readable { Ok(Secret::new(text)) } else { Err("is not the address of a mail server".to_owned()) }
}

pub(super) fn sender(text: &str) -> Result<String, String> {
    if Mailer::is_sender(text) { Ok(text.to_owned()) } else { Err("is not a name and an address".to_owned()) }
}

pub(super) fn memory_kib(text: &str) -> Result<u32, String> {
    // The least that argon2 takes, and a limit that a slip of the keyboard reaches first.
    within(text, 8, 4 * 1024 * 1024)
}

pub(super) fn passes(text: &str) -> Result<u32, String> {
    within(text, 1, 100)
}

pub(super) fn proxies(text: &str) -> Result<u8, String> {
    match text {
        "true" => Ok(1),
        "false" => Ok(0),
        number => within(number, 0, 9).map_err(|wrong| format!("{wrong}, true or false")),
    }
}

pub(super) fn log_filter(text: &str) -> Result<String, String> {
    // A single word that is no level would be read as a part of the program, and silence everything else.
    let is_level = |word: &str| !word.is_empty() && word.parse::<tracing_subscriber::filter::LevelFilter>().is_ok();
    let wrong = text.split(',').map(str::trim).find(|word| match word.rsplit_once('=') {
        Some((part, level)) => part.is_empty() || !is_level(level),
        None => !is_level(word),
    });
    match (wrong, tracing_subscriber::EnvFilter::try_new(text)) {
        (None, Ok(_)) => Ok(text.to_owned()),
        (Some(word), _) => Err(format!("has {word:?}, which is neither a level nor part=level")),
        (None, Err(error)) => Err(format!("is not a filter: {error}")),
    }
}

pub(super) fn log_format(text: &str) -> Result<LogFormat, String> {
    match text {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err("is neither text nor json".to_owned()),
    }
}

pub(super) fn seconds(text: &str) -> Result<u16, String> {
    within(text, 0, 3600)
}

fn within<T: std::str::FromStr + PartialOrd + fmt::Display>(text: &str, least: T, most: T) -> Result<T, String> {
    let number: Option<T> = text.parse().ok();
    let wrong = format!("is not a whole number from {least} to {most}");
    number.filter(|number| (&least..=&most).contains(&number)).ok_or(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_a_scheme_a_host_and_a_port() {
        for (text, read) in [
            ("https://market.gov.hk", Some("https://market.gov.hk")),
            ("https://market.gov.hk/", Some("https://market.gov.hk")),
            ("https://Market.gov.hk:443", Some("https://market.gov.hk")),
            ("http://localhost:3000", Some("http://localhost:3000")),
            ("http://[::1]:3000", Some("http://[::1]:3000")),
            ("https://market.gov.hk/app", None),
            ("https://market.gov.hk?a", None),
            ("https://market.gov.hk#a", None),
            ("https://somebody@market.gov.hk", None),
            ("ftp://market.gov.hk", None),
            ("market.gov.hk", None),
            ("null", None),
            ("", None),
        ] {
            assert_eq!(Origin::parse(text).map(|origin| origin.to_string()).as_deref(), read, "{text:?}");
        }
    }

    #[test]
    fn the_names_of_this_machine_are_one_origin_and_no_others_are() {
        let origin = |text| Origin::parse(text).unwrap();
        for (public, other, admitted) in [
            ("http://127.0.0.1:3000", "http://localhost:3000", true),
            ("http://localhost:3000", "http://[::1]:3000", true),
            ("http://127.0.0.1:3000", "http://127.0.0.1:3001", false),
            ("http://127.0.0.1:3000", "https://127.0.0.1:3000", false),
            ("http://127.0.0.1:3000", "http://localhost.evil.example:3000", false),
            ("https://market.gov.hk", "https://market.gov.hk:443", true),
            ("https://market.gov.hk", "http://market.gov.hk", false),
            ("https://market.gov.hk", "https://www.market.gov.hk", false),
            ("https://market.gov.hk", "https://localhost", false),
        ] {
            assert_eq!(origin(public).admits(&origin(other)), admitted, "{public} {other}");
        }
    }

    #[test]
    fn a_secret_is_shown_without_its_password() {
        let secret = Secret::new("postgres://market:hunter2@db.example/market?sslmode=require");
        assert_eq!(format!("{secret:?}"), "(hidden)");
        assert_eq!(secret.hint(), "postgres://…@db.example/market");
        assert_eq!(Secret::new("sqlite:data/market.sqlite").hint(), "sqlite:data/market.sqlite");
    }

    #[test]
    fn numbers_are_read_within_their_limits() {
        assert_eq!(proxies("true"), Ok(1));
        assert_eq!(proxies("2"), Ok(2));
        assert!(proxies("yes").is_err());
        assert_eq!(seconds("0"), Ok(0));
        assert!(seconds("3601").is_err());
        assert!(memory_kib("7").is_err());
        assert!(passes("0").is_err());
    }

    #[test]
    fn a_log_filter_is_made_of_levels() {
        for good in ["info", "WARN", "info,sea_orm_migration=warn", "off", "services::orders=debug,server=trace"] {
            assert_eq!(log_filter(good).as_deref(), Ok(good));
        }
        for bad in ["verbose", "infoo", "", "info,,warn", "server=loud", "=info", "info;warn"] {
            assert!(log_filter(bad).is_err(), "{bad:?}");
        }
    }
}
