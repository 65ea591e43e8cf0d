//! A bid as it is kept: one closed value that only holders of the master key read.

use super::Invitation;
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::bids;
use crate::failure::{Failure, Stored};
use crate::random::sha256;
use domain::bids::{Bid, BidState, Digest, Envelope, Envelopes, Kept, LateAttempt, Receipt, ReceiptAction};
use domain::ids::{BidId, LotId, OrganisationId, PersonId, TenderId};
use domain::refusal::Refusal;
use domain::time::Timestamp;
use sea_orm::Set;
use sea_orm::prelude::*;
use serde::{Deserialize, Serialize};

const PURPOSE: &str = "bids";
/// A closed value has a multiple of so many bytes, so that its size says little.
const STEP: usize = 16 * 1024;

/// A bid as it is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Record {
    #[serde(skip)]
    pub row: Option<Row>,
    pub tender: TenderId,
    pub lot: LotId,
    pub organisation: OrganisationId,
    pub state: BidState,
    pub receipts: Vec<Given>,
    pub late: Vec<Late>,
    pub draft: Draft,
}

/// Where a record lies.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    pub id: Uuid,
    pub version: i64,
}

/// A receipt that was given.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Given {
    pub text: String,
    pub by: PersonId,
}

/// Something that came late.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Late {
    pub by: PersonId,
    pub received_at: i64,
    pub sha256: Digest,
    pub size_bytes: u64,
}

/// What is written so far, as it was typed; nothing once it is sealed.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(crate) struct Draft {
    pub fields: Vec<(String, String)>,
    pub files: Vec<File>,
    pub is_checked: bool,
    /// When something was last saved, in milliseconds.
    #[serde(default)]
    pub saved_at: Option<i64>,
    /// Who saved it.
    #[serde(default)]
    pub saved_by: Option<PersonId>,
}

impl std::fmt::Debug for Draft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Draft(hidden)")
    }
}

/// A file of a draft; its content lies closed among the files.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct File {
    pub id: Uuid,
    pub name: String,
    pub size_bytes: u64,
    pub sha256: Digest,
    pub closed_sha256: Digest,
}

impl Record {
    /// A bid that is begun.
    pub fn begun(tender: TenderId, lot: LotId, organisation: OrganisationId) -> Record {
        Record {
            row: None,
            tender,
            lot,
            organisation,
            state: BidState::Draft,
            receipts: Vec::new(),
            late: Vec::new(),
            draft: Draft::default(),
        }
    }

    /// The supplier's bid for a tender, if it began one.
    pub async fn find(
        db: &impl ConnectionTrait,
        caller: &Caller,
        invitation: &Invitation,
        organisation: OrganisationId,
    ) -> Result<Option<Record>, Failure> {
        let mark = mark(caller, invitation.terms.tender, invitation.terms.lot, organisation);
        let row = bids::Entity::find().filter(bids::Column::Mark.eq(mark)).one(db).await.stored()?;
        row.map(|row| Record::read(caller, &row)).transpose()
    }

    pub fn read(caller: &Caller, row: &bids::Model) -> Result<Record, Failure> {
        let opened = caller.services().secrets.open(PURPOSE, row.id.as_bytes(), &row.closed)?;
        let mut record: Record =
            serde_json::from_slice(&opened).map_err(|error| Failure::broken("reading a bid's record", error))?;
        record.row = Some(Row { id: row.id, version: row.version });
        Ok(record)
    }

    /// The bid as its rules see it, with what addenda since its last receipt (M10) and changes of keys made of it.
    pub fn bid(&self, invitation: &Invitation) -> Result<Bid, Failure> {
        let id = BidId(self.row.map_or(Uuid::nil(), |row| row.id));
        let mut bid = Bid::stored(id, self.tender, self.lot, self.organisation, self.state);
        for given in &self.receipts {
            let receipt = Receipt::from_text(&given.text)
                .ok_or_else(|| Failure::impossible("a receipt that cannot be read again"))?;
            bid.receipts.push(Kept { receipt, sha256: digest(given.text.as_bytes()), by: given.by });
        }
        bid.late = self.late.iter().map(Late::attempt).collect();
        if let Some(last) = bid.receipts.last().map(|kept| kept.receipt.received_at) {
            let standing = matches!(self.state, BidState::Submitted | BidState::NeedsReconfirmation);
            let since = invitation.addenda.iter().filter(|(issued_at, _)| standing && *issued_at > last);
            for (issued_at, is_substantial) in since {
                bid = bid.amended(*is_substantial, invitation.terms.closes_at, *issued_at)?;
            }
            let void = invitation.void_key_sets.iter().find(|(set, _)| standing && Some(*set) == bid.key_set());
            if let Some((_, ended_at)) = void {
                bid = bid.key_set_voided(invitation.terms.closes_at, *ended_at)?;
            }
        }
        Ok(bid)
    }

    /// It was handed in and not taken back.
    pub fn was_in(&self) -> bool {
        let last = self.receipts.last().and_then(|given| Receipt::from_text(&given.text));
        last.is_some_and(|receipt| receipt.action != ReceiptAction::Withdrawn)
    }

    /// Takes over what the rules made of the bid.
    pub fn take(&mut self, bid: &Bid) {
        self.state = bid.state();
        self.receipts = bid.receipts.iter().map(|kept| Given { text: kept.receipt.to_text(), by: kept.by }).collect();
    }

    /// Stores it, if nobody changed it meanwhile.
    pub async fn store(&mut self, change: &Change) -> Result<(), Failure> {
        let id = self.row.map_or_else(|| change.new_id(), |row| row.id);
        let mut json = serde_json::to_vec(self).map_err(|error| Failure::broken("writing a bid's record", error))?;
        // Blanks after the value are read over.
        json.resize(json.len().div_ceil(STEP) * STEP, b' ');
        let services = change.caller().services();
        let closed = services.secrets.close(&services.random, PURPOSE, id.as_bytes(), &json)?;
        let there = || Refusal::ChangedMeanwhile;
        let Some(row) = self.row else {
            let row = bids::ActiveModel {
                id: Set(id),
                mark: Set(mark(change.caller(), self.tender, self.lot, self.organisation)),
                closed: Set(closed),
                version: Set(0),
            };
            bids::Entity::insert(row).exec_without_returning(change.db()).await.unless_there(there)?;
            self.row = Some(Row { id, version: 0 });
            return Ok(());
        };
        let stored = bids::Entity::update_many()
            .set(bids::ActiveModel { closed: Set(closed), version: Set(row.version + 1), ..Default::default() })
            .filter(bids::Column::Id.eq(row.id))
            .filter(bids::Column::Version.eq(row.version))
            .exec(change.db())
            .await
            .stored()?;
        if stored.rows_affected != 1 {
            return Err(Failure::Refused(there()));
        }
        self.row = Some(Row { id, version: row.version + 1 });
        Ok(())
    }
}

/// Every bid of a tender, submitted or not. Only the closing and the opening ask, after the close.
pub(crate) async fn all_of_tender(change: &Change, tender: TenderId) -> Result<Vec<Record>, Failure> {
    let rows = bids::Entity::find().all(change.db()).await.stored()?;
    let mut records = rows.iter().map(|row| Record::read(change.caller(), row)).collect::<Result<Vec<_>, _>>()?;
    records.retain(|record| record.tender == tender);
    Ok(records)
}

impl Late {
    fn attempt(&self) -> LateAttempt {
        let envelope = Envelope { sha256: self.sha256, size_bytes: self.size_bytes, key_commitment: Digest([0; 32]) };
        LateAttempt {
            by: self.by,
            received_at: Timestamp::from_millis(self.received_at),
            envelopes: Envelopes { technical: None, price: envelope },
        }
    }
}

/// SHA-256 as the rules write it.
pub(crate) fn digest(bytes: &[u8]) -> Digest {
    Digest(sha256(bytes))
}

/// What a company's bid for a lot is found by.
pub(super) fn mark(caller: &Caller, tender: TenderId, lot: LotId, organisation: OrganisationId) -> Vec<u8> {
    let facts = [tender.0.as_bytes().as_slice(), lot.0.as_bytes(), organisation.0.as_bytes()];
    caller.services().secrets.mark(PURPOSE, &facts).to_vec()
}
