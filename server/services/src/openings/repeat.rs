//! An auditor repeats an opening from the sealed envelopes, with the parts of another pair of officers, and compares what
//! comes out with the record. Nothing is changed by it, nobody is shown what is in a bid, and each time is logged.
//!
//! The command runs where the master key is; the officers make their parts on their own machines, from a file that the
//! command writes. Source: closing and opening (security 3.7, item 7).

use super::parts::Parts;
use super::slots::Sets;
use super::store::{self, OpeningLine};
use super::unseal::unseal;
use crate::bids::{digest, envelopes};
use crate::caller::Caller;
use crate::entities::{later_openings, people};
use crate::failure::{Failure, Stored};
use crate::keys::{closing_pair, wrapped_key_of_slot};
use crate::tenders as tendering;
use domain::bids::{BidEvent, Digest, EnvelopeKind, KeyPath, OpeningRefusal, PartFault, Unreadable};
use domain::form::{Problem, Rule};
use domain::ids::{PersonId, TenderId};
use domain::permissions::Action;
use domain::refusal::Refusal;
use officers::{OpeningFile, PartFile, SealedEnvelope};
use sea_orm::QueryOrder;
use sea_orm::prelude::*;
use sealing::{Header, hex, read_header};

/// What repeating an opening found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeated {
    /// The pair is another than the one that opened.
    pub is_other_pair: bool,
    /// Every envelope of the record, in its order.
    pub envelopes: Vec<(Digest, Comparison)>,
}

/// An envelope that was opened again, beside the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// It holds what the record says.
    Same,
    /// It holds something else.
    Differs,
    /// It was read, and the record says that it could not be.
    ReadNow,
    /// It cannot be read; the record says the same where it says so.
    Unread {
        /// Why not.
        why: Unreadable,
        /// The record says that it was read.
        was_read: bool,
    },
}

impl Comparison {
    /// Nothing speaks against the record.
    pub fn fits(self) -> bool {
        matches!(self, Comparison::Same | Comparison::Unread { was_read: false, .. })
    }
}

/// The file from which an officer makes a part for repeating an opening.
pub async fn repeat_file(
    caller: &Caller,
    tender: &str,
    kind: EnvelopeKind,
    officer: &str,
) -> Result<OpeningFile, Failure> {
    caller.may(Action::RunJobs)?;
    let (row, aggregate) = tendering::load_published(caller.db(), tender).await?;
    let person = people::Entity::find().filter(people::Column::Email.eq(officer)).one(caller.db()).await.stored()?;
    let person = PersonId(person.ok_or(Failure::NotFound)?.id);
    let slot = Sets::of(caller.db(), aggregate.id).await?.place_of(&aggregate, person).ok_or(Failure::NotFound)?;
    let lines = record(caller, aggregate.id, kind).await?;
    let mut sealed = Vec::new();
    for (sha256, header, _) in stored(caller, &lines).await? {
        sealed.push(SealedEnvelope { sha256, header: hex::encode(&header.to_bytes()) });
    }
    let wrapped = wrapped_key_of_slot(caller.db(), &slot).await?;
    let change = caller.begin().await?;
    change.commit(BidEvent::OpeningFileGiven { tender: aggregate.id, kind }.into()).await?;
    let (format, version) = OpeningFile::heading();
    Ok(OpeningFile {
        format,
        version,
        reference: row.reference,
        title: aggregate.draft.title.clone(),
        tender: aggregate.id,
        kind,
        slot: slot.number,
        wrapped_key: hex::encode(&wrapped),
        envelopes: sealed,
    })
}

/// Opens every envelope again with two officers' parts and compares.
pub async fn repeat(caller: &Caller, tender: &str, kind: EnvelopeKind, parts: [&[u8]; 2]) -> Result<Repeated, Failure> {
    caller.may(Action::RunJobs)?;
    let (_, aggregate) = tendering::load_published(caller.db(), tender).await?;
    let id = aggregate.id;
    let lines = record(caller, id, kind).await?;
    let there = stored(caller, &lines).await?;
    let headers: Vec<(Digest, Header)> = there.iter().map(|(sha256, header, _)| (*sha256, header.clone())).collect();
    let sets = Sets::of(caller.db(), id).await?;
    let read = parts.map(|bytes| part(bytes, &sets, (id, kind), &headers));
    let [one, other] = read;
    let ((first, first_by), (second, second_by)) = (one?, other?);
    let change = caller.begin().await?;
    change.commit(BidEvent::ClosingKeyReleased { tender: id, kind }.into()).await?;
    let closing_key = closing_pair(caller.db(), caller.services(), id).await?;

    let mut found = Vec::new();
    for line in &lines {
        let stored = there.iter().find(|(sha256, ..)| *sha256 == line.sha256);
        let opened = match stored {
            None => Err(Unreadable::FingerprintDiffers),
            Some((sha256, _, bytes)) => unseal(bytes, *sha256, kind, (&first, &second), &closing_key),
        };
        found.push((
            line.sha256,
            match (opened, &line.unreadable) {
                (Ok(_), Some(_)) => Comparison::ReadNow,
                (Ok(content), None) => {
                    let files: Vec<Digest> = content.files.iter().map(|(_, bytes)| digest(bytes)).collect();
                    let mark = content.mark(&caller.services().secrets, &line.sha256);
                    let is_same = line.read.is_none_or(|read| read == mark) && files == line.files;
                    if is_same { Comparison::Same } else { Comparison::Differs }
                }
                (Err(why), recorded) => Comparison::Unread { why, was_read: recorded.is_none() },
            },
        ));
    }
    let opening = store::opening(caller.db(), id, kind).await?;
    let opened_by = opening.map(|row| [Some(row.first_by), row.second_by]).unwrap_or_default();
    let is_other_pair = ![first_by, second_by].iter().all(|person| opened_by.contains(&Some(person.0)));
    let fitting = found.iter().filter(|(_, one)| one.fits()).count() as u32;
    let envelopes = found.len() as u32;
    let change = caller.begin().await?;
    change.commit(BidEvent::OpeningRepeated { tender: id, kind, envelopes, fitting }.into()).await?;
    Ok(Repeated { is_other_pair, envelopes: found })
}

/// The lines of the opening's record; of an envelope that was read after it, the later line.
async fn record(caller: &Caller, tender: TenderId, kind: EnvelopeKind) -> Result<Vec<OpeningLine>, Failure> {
    let opening = store::opening(caller.db(), tender, kind).await?.filter(|row| row.state == "opened");
    let opening = opening.ok_or(OpeningRefusal::NothingToTryAgain)?;
    let parse = |json: &str| -> Result<Vec<OpeningLine>, Failure> {
        serde_json::from_str(json).map_err(|error| Failure::broken("reading an opening record", error))
    };
    let mut lines = parse(&opening.record_json)?;
    let rows = later_openings::Entity::find()
        .filter(later_openings::Column::TenderId.eq(tender.0))
        .filter(later_openings::Column::Kind.eq(kind.code()))
        .order_by_asc(later_openings::Column::OpenedAt)
        .all(caller.db())
        .await
        .stored()?;
    for row in rows {
        for later in parse(&row.record_json)?.into_iter().filter(|line| line.unreadable.is_none()) {
            if let Some(line) = lines.iter_mut().find(|line| line.sha256 == later.sha256) {
                *line = later;
            }
        }
    }
    Ok(lines)
}

/// The envelopes of the record that are stored whole.
async fn stored(caller: &Caller, lines: &[OpeningLine]) -> Result<Vec<(Digest, Header, Vec<u8>)>, Failure> {
    let mut found = Vec::new();
    for line in lines {
        let Some(bytes) = envelopes::find(caller.services(), &line.sha256.0).await? else { continue };
        if digest(&bytes) != line.sha256 {
            continue;
        }
        if let Ok((header, _)) = read_header(bytes.as_slice()) {
            found.push((line.sha256, header, bytes));
        }
    }
    Ok(found)
}

/// An officer's part and whose it is.
fn part(
    bytes: &[u8],
    sets: &Sets,
    (tender, kind): (TenderId, EnvelopeKind),
    headers: &[(Digest, Header)],
) -> Result<(Parts, PersonId), Failure> {
    let refused = |fault| Refusal::Form(vec![Problem { field: "part".to_owned(), rule: Rule::Part(fault) }]).into();
    let file = PartFile::parse(bytes).map_err(refused)?;
    let slot = sets.slots().find(|slot| file.is_for(tender, kind, slot.number).is_ok());
    let Some(slot) = slot else {
        // Named more closely: it is another tender's or kind's before it is nobody's.
        let fault = file.is_for(tender, kind, 0).err().unwrap_or(PartFault::OtherOpener);
        return Err(refused(fault));
    };
    let judged = file.judge(headers).map_err(refused)?;
    Ok((Parts::made_elsewhere(KeyPath::Offline, &judged), PersonId(Uuid::from_bytes(slot.holder))))
}
