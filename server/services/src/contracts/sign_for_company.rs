//! The supplier signs, first of the two, with its password asked again.

use super::store;
use super::text::fingerprint;
use crate::accounts::confirm_password;
use crate::caller::Caller;
use crate::failure::Failure;
use domain::contracts::ContractEvent;
use domain::permissions::Action;

/// Signs for one's own company.
pub async fn sign_for_company(caller: &Caller, reference: &str, password: &str) -> Result<(), Failure> {
    caller.may(Action::SignForCompany)?;
    let officer = caller.officer()?;
    store::load(caller.db(), officer, reference).await?;
    confirm_password(caller, password).await?;
    let change = caller.begin().await?;
    let held = store::lock_companys(&change, reference).await?;
    let contract = held.contract.clone().sign_supplier(officer.person, officer.organisation, change.now())?;
    store::save(&change, &held, &contract, Default::default()).await?;
    let text = Some(fingerprint(change.db(), &held).await?);
    change.commit(ContractEvent::SignedBySupplier { contract: contract.id, text }.into()).await?;
    Ok(())
}
