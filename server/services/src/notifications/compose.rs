//! A letter's words, in the language of the one it is for.

use super::texts::{body, frame, subject, unreadable};
use super::{Facts, Letter};
use crate::mailer::Mail;
use domain::locale::Locale;
use domain::text::Trilingual;
use uuid::Uuid;

/// Whom a letter is for and why they get it.
pub(super) struct Addressee {
    /// Their name; empty for an address without one.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Their language.
    pub locale: Locale,
    /// The organisation they belong to; nobody's for an address without one.
    pub own: Trilingual,
    /// The whole address of the page that stops letters like this, for those who watch.
    pub stop: Option<String>,
}

/// Writes a letter. `link` is the whole address, if there is one.
pub(super) fn compose(id: Uuid, letter: Letter, facts: &Facts, to: &Addressee, link: Option<&str>) -> Option<Mail> {
    let locale = to.locale;
    let own = &to.own;
    let price = facts.price.map(|price| locale.money(price)).unwrap_or_default();
    let closes = facts.closes_at.map(|at| locale.moment(at)).unwrap_or_default();
    let until = facts.until.map(|day| locale.date(day)).unwrap_or_default();
    let bids = locale.number(i64::from(facts.bids));
    let unreadable = facts.unreadable.and_then(|why| unreadable::find(why.code())).map(|text| text.to(locale));
    let organisation = if facts.organisation.en.is_empty() { own } else { &facts.organisation };
    // A subject holds no line end, whatever somebody wrote.
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let values = [
        ("reference", facts.reference.as_str()),
        ("solution", facts.solution.get(locale)),
        ("organisation", organisation.get(locale)),
        ("person", facts.person.as_str()),
        ("price", price.as_str()),
        ("comment", facts.comment.as_str()),
        ("title", facts.solution.get(locale)),
        ("closes", closes.as_str()),
        ("until", until.as_str()),
        ("count", bids.as_str()),
        ("why", unreadable.unwrap_or_default()),
    ];
    let values: Vec<(&str, &str)> =
        values.into_iter().chain(facts.filled.iter().map(|(name, value)| (*name, value.as_str()))).collect();
    let heading = one_line(&subject::find(letter.code())?.fill(locale, &values));
    let message = body::find(letter.code())?.fill(locale, &values);
    let greeting = match to.name.as_str() {
        "" => frame::GREETING_NAMELESS.to(locale).to_owned(),
        name => frame::GREETING.fill(locale, &[("name", name)]),
    };
    let why = match &to.stop {
        Some(stop) if letter.asks_to_confirm() => frame::WHY_CONFIRM.fill(locale, &[("stop", stop)]),
        Some(stop) => frame::WHY_WATCH.fill(locale, &[("stop", stop)]),
        None => frame::WHY.fill(locale, &[("organisation", own.get(locale))]),
    };
    let closing = frame::CLOSING.to(locale);
    let open = frame::OPEN.to(locale);

    let mut text = format!("{greeting}\n\n{message}\n");
    let mut html = format!("<p>{}</p>\n<p>{}</p>\n", escape(&greeting), escape(&message).replace('\n', "<br>"));
    if let Some(link) = link {
        text.push_str(&format!("\n{open}\n{link}\n"));
        html.push_str(&format!("<p>{open}<br><a href=\"{0}\">{0}</a></p>\n", escape(link)));
    }
    text.push_str(&format!("\n{closing}\n\n{why}\n"));
    html.push_str(&format!("<p>{}</p>\n<p><small>{}</small></p>\n", escape(closing), escape(&why)));
    let lang = locale.lang();
    let title = escape(&heading);
    Some(Mail {
        message_id: format!("<{id}@marketplace>"),
        to: (one_line(&to.name), to.email.clone()),
        language: lang,
        subject: heading,
        text,
        html: format!(
            "<!doctype html>\n<html lang=\"{lang}\"><head><meta charset=\"utf-8\"><title>{title}</title></head><body>\n{html}</body></html>\n"
        ),
    })
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
