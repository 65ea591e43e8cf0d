//! A bidder hands in envelopes that were sealed on a machine of its own; what is in them nobody here can see.

use super::submit::{Came, Given, receive};
use super::{Invitation, envelopes as kept, sealing_file};
use crate::accounts::confirm_password;
use crate::caller::Caller;
use crate::failure::Failure;
use crate::keys::of_tender;
use bidding::{SealingFile, look_at};
use domain::bids::{Envelope, EnvelopeFault, EnvelopeKind, Envelopes, SubmissionId, SubmissionPath};
use domain::form::{Problem, Rule};
use domain::permissions::Action;
use domain::refusal::Refusal;
use domain::suppliers::{Declaration, Declared};

/// What came with a form: two sealed envelopes, and what is declared in the clear.
#[derive(Default)]
pub struct HandedIn {
    /// The technical envelope, when a file was picked.
    pub technical: Option<Vec<u8>>,
    /// The price envelope.
    pub price: Option<Vec<u8>>,
    /// No agreement was made with a competitor.
    pub non_collusion: bool,
}

/// Takes sealed envelopes and gives a receipt. The same envelopes sent again get the same receipt; which submission they
/// are of is written in them.
pub async fn hand_in(
    caller: &Caller,
    tender: &str,
    path: SubmissionPath,
    came: HandedIn,
    password: &str,
) -> Result<Given, Failure> {
    caller.may(Action::SubmitBid)?;
    // The last byte of what was sent is here: this instant decides, however long it waits for what follows.
    let received_at = caller.services().clock.now();
    let invitation = Invitation::load(caller, tender).await?;
    let keys = of_tender(caller.db(), invitation.terms.tender).await?;
    let organisation = caller.officer()?.organisation;
    // The submission is the envelopes' own; one of the file's is not looked at.
    let any = SubmissionId(uuid::Uuid::nil());
    let file = sealing_file::write(caller, &invitation, &keys, organisation, any);
    let (submission, envelopes) = looked_at(&file, &came).map_err(Refusal::Form)?;
    let password = confirm_password(caller, password).await?;
    let services = caller.services();
    for bytes in came.technical.into_iter().chain(came.price) {
        kept::keep(services, bytes).await?;
    }
    let declarations = vec![Declared::on(Declaration::NonCollusion, caller.today())];
    let notice_revision = invitation.terms.notice_revision;
    let came =
        Came { sealed_draft: None, submission, password, received_at, notice_revision, path, envelopes, declarations };
    receive(caller, tender, came).await
}

/// What is known of the envelopes from outside, or everything that is wrong with the form.
fn looked_at(file: &SealingFile, came: &HandedIn) -> Result<(SubmissionId, Envelopes), Vec<Problem>> {
    let mut problems = Vec::new();
    let mut look = |kind: EnvelopeKind, bytes: &Option<Vec<u8>>, asked: bool| -> Option<(Envelope, [u8; 16])> {
        let rule = match (bytes, asked) {
            (None, false) => return None,
            (None, true) => Rule::Required,
            (Some(_), false) => Rule::Envelope(EnvelopeFault::NotAsked),
            (Some(bytes), true) => match look_at(bytes, kind, file) {
                Ok(found) => return Some(found),
                Err(fault) => Rule::Envelope(fault),
            },
        };
        problems.push(Problem { field: kind.code().to_owned(), rule });
        None
    };
    let technical = look(EnvelopeKind::Technical, &came.technical, file.asks_technical());
    let price = look(EnvelopeKind::Price, &came.price, true);
    if let (Some((_, one)), Some((_, other))) = (&technical, &price)
        && one != other
    {
        let rule = Rule::Envelope(EnvelopeFault::OtherSubmission);
        problems.push(Problem { field: EnvelopeKind::Price.code().to_owned(), rule });
    }
    if !came.non_collusion {
        problems.push(Problem { field: "non_collusion".to_owned(), rule: Rule::MustBeTicked });
    }
    match price {
        Some((price, submission)) if problems.is_empty() => {
            let envelopes = Envelopes { technical: technical.map(|(envelope, _)| envelope), price };
            Ok((SubmissionId(uuid::Uuid::from_bytes(submission)), envelopes))
        }
        _ => Err(problems),
    }
}
