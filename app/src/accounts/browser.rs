//! What a browser calls itself, in words a person knows it by.

use crate::i18n::account as texts;
use domain::locale::Locale;
use domain::text::Text;

/// The first sign that is found names the browser; most carry the signs of those below them as well.
const BROWSERS: [(&str, Text); 9] = [
    ("Edg", texts::BROWSER_EDGE),
    ("OPR/", texts::BROWSER_OPERA),
    ("SamsungBrowser/", texts::BROWSER_SAMSUNG),
    ("FxiOS/", texts::BROWSER_FIREFOX),
    ("Firefox/", texts::BROWSER_FIREFOX),
    ("CriOS/", texts::BROWSER_CHROME),
    ("HeadlessChrome/", texts::BROWSER_CHROME),
    ("Chrome/", texts::BROWSER_CHROME),
    ("Safari/", texts::BROWSER_SAFARI),
];

const SYSTEMS: [(&str, Text); 8] = [
    ("iPhone", texts::SYSTEM_IPHONE),
    ("iPad", texts::SYSTEM_IPAD),
    ("Android", texts::SYSTEM_ANDROID),
    ("Windows", texts::SYSTEM_WINDOWS),
    ("Macintosh", texts::SYSTEM_MAC),
    ("CrOS", texts::SYSTEM_CHROME_OS),
    ("Linux", texts::SYSTEM_LINUX),
    ("X11", texts::SYSTEM_LINUX),
];

/// The browser and the system it runs on, as far as they are known.
pub(super) fn name(locale: Locale, user_agent: &str) -> String {
    let known =
        |table: &[(&str, Text)]| table.iter().find(|(sign, _)| user_agent.contains(sign)).map(|(_, text)| *text);
    let browser = known(&BROWSERS).unwrap_or(texts::BROWSER_OTHER).to(locale);
    match known(&SYSTEMS) {
        Some(system) => texts::BROWSER_ON.fill(locale, &[("browser", browser), ("system", system.to(locale))]),
        None => browser.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_called_what_people_call_it() {
        let windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)";
        let webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
        for (user_agent, expected) in [
            (format!("{windows} {webkit} Chrome/143.0.0.0 Safari/537.36"), "Chrome on Windows"),
            (format!("{windows} {webkit} Chrome/143.0.0.0 Safari/537.36 Edg/143.0.0.0"), "Edge on Windows"),
            (format!("{windows} Gecko/20100101 Firefox/145.0"), "Firefox on Windows"),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/26.0 Safari/605.1.15".to_owned(),
                "Safari on a Mac",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) CriOS/143.0 Mobile Safari/604.1".to_owned(),
                "Chrome on an iPhone",
            ),
            ("Mozilla/5.0 (Linux; Android 16) Chrome/143.0.0.0 Mobile Safari/537.36".to_owned(), "Chrome on Android"),
            ("curl/8.5.0".to_owned(), "Another program"),
            (String::new(), "Another program"),
        ] {
            assert_eq!(name(Locale::En, &user_agent), expected, "{user_agent}");
        }
    }
}
