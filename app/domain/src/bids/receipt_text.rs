//! The text form of a receipt: `name: value`, one fact a line, in one order.

use super::{Digest, Envelope, EnvelopeKind, Envelopes, Receipt, ReceiptAction, SubmissionId, SubmissionPath};
use crate::ids::{LotId, OrganisationId, TenderId};
use crate::time::{Day, Timestamp};
use std::fmt::Write;
use std::str::{FromStr, Lines};
use uuid::Uuid;

/// First line; the number changes with the form.
const HEADING: &str = "marketplace bid receipt 1";
/// Stands where there is nothing.
const NONE: &str = "-";
/// Hong Kong days begin this long before UTC days.
const HONG_KONG_AHEAD_MS: i64 = 8 * 60 * 60 * 1000;

pub(super) fn write(receipt: &Receipt) -> String {
    let previous = receipt.previous.map_or_else(|| NONE.to_owned(), |digest| digest.to_string());
    let technical = receipt.envelopes.technical.as_ref().map_or_else(|| NONE.to_owned(), envelope);
    let facts: [(&str, String); 15] = [
        ("action", receipt.action.code().to_owned()),
        ("tender", receipt.tender.to_string()),
        ("lot", receipt.lot.to_string()),
        ("notice-revision", receipt.notice_revision.to_string()),
        ("key-set", receipt.key_set.to_string()),
        ("organisation", receipt.organisation.to_string()),
        ("submission", receipt.submission.0.to_string()),
        ("version", receipt.version.to_string()),
        (EnvelopeKind::Technical.code(), technical),
        (EnvelopeKind::Price.code(), envelope(&receipt.envelopes.price)),
        ("path", receipt.path.code().to_owned()),
        ("received-at", receipt.received_at.to_rfc3339()),
        ("previous", previous),
        ("log-entry", receipt.log_entry.to_string()),
        ("end", NONE.to_owned()),
    ];
    let mut text = format!("{HEADING}\n");
    for (name, value) in facts {
        // Writing into a text cannot fail.
        let _ = writeln!(text, "{name}: {value}");
    }
    text
}

fn envelope(envelope: &Envelope) -> String {
    format!("sha256={} bytes={} commitment={}", envelope.sha256, envelope.size_bytes, envelope.key_commitment)
}

pub(super) fn read(text: &str) -> Option<Receipt> {
    let mut lines = text.lines();
    (lines.next()? == HEADING).then_some(())?;
    let receipt = Receipt {
        action: ReceiptAction::parse(fact(&mut lines, "action")?)?,
        tender: TenderId(parsed::<Uuid>(&mut lines, "tender")?),
        lot: LotId(parsed::<Uuid>(&mut lines, "lot")?),
        notice_revision: parsed(&mut lines, "notice-revision")?,
        key_set: Digest::parse(fact(&mut lines, "key-set")?)?,
        organisation: OrganisationId(parsed::<Uuid>(&mut lines, "organisation")?),
        submission: SubmissionId(parsed::<Uuid>(&mut lines, "submission")?),
        version: parsed(&mut lines, "version")?,
        envelopes: Envelopes {
            technical: maybe(fact(&mut lines, EnvelopeKind::Technical.code())?, read_envelope)?,
            price: read_envelope(fact(&mut lines, EnvelopeKind::Price.code())?)?,
        },
        path: SubmissionPath::parse(fact(&mut lines, "path")?)?,
        received_at: read_instant(fact(&mut lines, "received-at")?)?,
        previous: maybe(fact(&mut lines, "previous")?, Digest::parse)?,
        log_entry: parsed(&mut lines, "log-entry")?,
    };
    (fact(&mut lines, "end")? == NONE && lines.next().is_none()).then_some(receipt)
}

fn fact<'a>(lines: &mut Lines<'a>, name: &str) -> Option<&'a str> {
    lines.next()?.strip_prefix(name)?.strip_prefix(": ")
}

fn parsed<T: FromStr>(lines: &mut Lines<'_>, name: &str) -> Option<T> {
    fact(lines, name)?.parse().ok()
}

fn maybe<T>(value: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<Option<T>> {
    if value == NONE { Some(None) } else { read(value).map(Some) }
}

fn read_envelope(value: &str) -> Option<Envelope> {
    let mut parts = value.split(' ');
    let envelope = Envelope {
        sha256: Digest::parse(parts.next()?.strip_prefix("sha256=")?)?,
        size_bytes: parts.next()?.strip_prefix("bytes=")?.parse().ok()?,
        key_commitment: Digest::parse(parts.next()?.strip_prefix("commitment=")?)?,
    };
    parts.next().is_none().then_some(envelope)
}

/// Reads `2026-12-08T04:00:00.000Z`; that nothing else passes is seen by writing it again.
fn read_instant(value: &str) -> Option<Timestamp> {
    let (day, time) = value.split_once('T')?;
    let number = |range| time.get(range).and_then(|part: &str| part.parse::<u32>().ok()).map(i64::from);
    let (hour, minute, second, milli) = (number(0..2)?, number(3..5)?, number(6..8)?, number(9..12)?);
    let within = ((hour * 60 + minute) * 60 + second) * 1000 + milli;
    let midnight = Day::parse(day)?.starts_at().millis() + HONG_KONG_AHEAD_MS;
    Some(Timestamp::from_millis(midnight + within))
}
