//! An opener brings the own part of the keys as it was made on the opener's own machine: neither passphrase nor private
//! key comes here.

use super::admit::Admitted;
use super::bring::{Brought, Outcome, bring};
use crate::accounts::confirm_password;
use crate::caller::Caller;
use crate::failure::Failure;
use domain::bids::{EnvelopeKind, KeyPath};
use domain::form::{Problem, Rule};
use domain::permissions::Action;
use domain::refusal::Refusal;
use officers::PartFile;

/// The field that the file comes in.
pub(super) const FIELD: &str = "part";

/// Takes a part that was made elsewhere; the second one opens. What does not belong to this opening is refused.
pub async fn contribute_made(
    caller: &Caller,
    tender: &str,
    kind: EnvelopeKind,
    path: KeyPath,
    password: &str,
    file: Option<&[u8]>,
) -> Result<Outcome, Failure> {
    caller.may(Action::OpenBids)?;
    let admitted = Admitted::check(caller, tender, kind).await?;
    let file = match file {
        None => Err(Rule::Required),
        Some(file) => PartFile::parse(file)
            .and_then(|file| file.is_for(admitted.tender(), kind, admitted.slot.number).map(|()| file))
            .map_err(Rule::Part),
    };
    let file = file.map_err(refused)?;
    let password = admitted.proved(caller, confirm_password(caller, password).await).await?;
    bring(caller, &admitted, password, Brought::Made(path, file)).await
}

/// The file is not taken.
pub(super) fn refused(rule: Rule) -> Failure {
    Refusal::Form(vec![Problem { field: FIELD.to_owned(), rule }]).into()
}
