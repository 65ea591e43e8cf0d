//! The supplier signs, first of the two, with its password asked again.

use super::store;
use super::text::fingerprint;
use crate::accounts::confirm_password;
use crate::caller::Caller;
use crate::failure::Failure;
use domain::contracts::ContractEvent;
use domain::form::Fields;
use domain::permissions::Action;
use domain::refusal::Refusal;

/// Signs for one's own company. Fields: `password`, and `seen`, the fingerprint of the text that was shown: what was
/// written anew meanwhile is not signed unread.
pub async fn sign_for_company(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::SignForCompany)?;
    let officer = caller.officer()?;
    store::load(caller.db(), officer, reference).await?;
    confirm_password(caller, fields.get("password")).await?;
    let change = caller.begin().await?;
    let held = store::lock_companys(&change, reference).await?;
    let text = fingerprint(change.db(), &held).await?;
    let contract = held.contract.clone().sign_supplier(officer.person, officer.organisation, change.now())?;
    if fields.get("seen") != text.to_string() {
        return Err(Refusal::ChangedMeanwhile.into());
    }
    store::save(&change, &held, &contract, Default::default()).await?;
    change.commit(ContractEvent::SignedBySupplier { contract: contract.id, text: Some(text) }.into()).await?;
    Ok(())
}
