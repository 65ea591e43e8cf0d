//! Rows of suppliers ⇄ the suppliers of the rules.

use super::columns;
use crate::change::Change;
use crate::entities::{
    debarment_proposals, organisations, supplier_checks, supplier_declarations, supplier_helpers, suppliers,
};
use crate::failure::{Failure, Stored};
use domain::ids::{OrganisationId, PersonId};
use domain::refusal::Refusal;
use domain::suppliers::{Check, Debarment, Declaration, Declared, Supplier, SupplierRefusal, Vouch};
use domain::time::{Day, Timestamp};
use sea_orm::Set;
use sea_orm::prelude::*;
use sea_orm::sea_query::OnConflict;

/// What is kept of a supplier beside what its rules need.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row(pub(super) suppliers::Model);

impl Row {
    /// Its reference, such as `SUP-0001`.
    pub(crate) fn reference(&self) -> &str {
        &self.0.reference
    }

    /// Its organisation.
    pub(crate) fn organisation(&self) -> OrganisationId {
        OrganisationId(self.0.id)
    }

    /// No other supplier holds the entry of the register it names.
    pub(super) fn holds_its_entry(&self) -> bool {
        self.0.entry.is_some()
    }
}

/// The supplier that an organisation is; not found when it is none, or its address was never confirmed.
pub(crate) async fn of_organisation(
    db: &impl ConnectionTrait,
    organisation: OrganisationId,
) -> Result<(Row, Supplier), Failure> {
    let query = confirmed().filter(suppliers::Column::Id.eq(organisation.0));
    let row = query.one(db).await.stored()?.ok_or(Failure::NotFound)?;
    let supplier = supplier_of(db, &row).await?;
    Ok((Row(row), supplier))
}

/// The supplier with this reference.
pub(super) async fn by_reference(db: &impl ConnectionTrait, reference: &str) -> Result<(Row, Supplier), Failure> {
    let query = confirmed().filter(suppliers::Column::Reference.eq(reference));
    let row = query.one(db).await.stored()?.ok_or(Failure::NotFound)?;
    let supplier = supplier_of(db, &row).await?;
    Ok((Row(row), supplier))
}

/// The supplier's row locked to the end of the change: of two steps at once the second finds what the first left.
pub(super) async fn lock(change: &Change, which: Which<'_>) -> Result<(Row, Supplier), Failure> {
    let query = match which {
        Which::Organisation(organisation) => confirmed().filter(suppliers::Column::Id.eq(organisation.0)),
        Which::Reference(reference) => confirmed().filter(suppliers::Column::Reference.eq(reference)),
    };
    let row = change.locked(query).await?.into_iter().next().ok_or(Failure::NotFound)?;
    let supplier = supplier_of(change.db(), &row).await?;
    Ok((Row(row), supplier))
}

/// Which supplier.
#[derive(Debug, Clone, Copy)]
pub(super) enum Which<'a> {
    /// One's own.
    Organisation(OrganisationId),
    /// By its reference.
    Reference(&'a str),
}

/// Suppliers whose address was confirmed; before that there is none.
pub(super) fn confirmed() -> Select<suppliers::Entity> {
    suppliers::Entity::find().filter(suppliers::Column::ConfirmedAt.is_not_null())
}

/// A row as the rules know it.
pub(super) async fn supplier_of(db: &impl ConnectionTrait, row: &suppliers::Model) -> Result<Supplier, Failure> {
    let made = supplier_declarations::Entity::find()
        .filter(supplier_declarations::Column::SupplierId.eq(row.id))
        .all(db)
        .await
        .stored()?;
    let strange = |what: &str| Failure::impossible(format!("supplier {} has a strange {what}", row.reference));
    let declarations = made
        .iter()
        .map(|one| {
            Some(Declared {
                declaration: Declaration::parse(&one.declaration)?,
                version: u32::try_from(one.version).ok()?,
                made_on: Day::parse(&one.made_on)?,
            })
        })
        .collect::<Option<Vec<_>>>()
        .ok_or_else(|| strange("declaration"))?;
    let helped = supplier_helpers::Entity::find()
        .filter(supplier_helpers::Column::SupplierId.eq(row.id))
        .all(db)
        .await
        .stored()?;
    let helped_by = helped.into_iter().map(|one| PersonId(one.person_id)).collect();
    let mut history = columns::history_of(row).ok_or_else(|| strange("history"))?;
    history.checks = checks_of(db, row.id).await?;
    let proposed = debarment_proposals::Entity::find_by_id(row.id).one(db).await.stored()?;
    history.proposed = proposed.map(|one| proposal_of(one).ok_or_else(|| strange("proposal"))).transpose()?;
    let registration = columns::registration_of(row).ok_or_else(|| strange("registration"))?;
    let state = columns::state_of(row).ok_or_else(|| strange("state"))?;
    Ok(Supplier::stored(OrganisationId(row.id), registration, declarations, helped_by, history, state))
}

async fn checks_of(db: &impl ConnectionTrait, supplier: Uuid) -> Result<Vec<Check>, Failure> {
    use sea_orm::QueryOrder;
    let rows = supplier_checks::Entity::find()
        .filter(supplier_checks::Column::SupplierId.eq(supplier))
        .order_by_asc(supplier_checks::Column::CheckedAt)
        .all(db)
        .await
        .stored()?;
    Ok(rows
        .into_iter()
        .map(|row| Check {
            by: PersonId(row.person_id),
            at: Timestamp::from_millis(row.checked_at),
            register_search: row.register_search,
        })
        .collect())
}

fn proposal_of(row: debarment_proposals::Model) -> Option<Debarment> {
    Some(Debarment {
        by: PersonId(row.person_id),
        reason: row.reason,
        hearing: row.hearing,
        from: Day::parse(&row.proposed_on)?,
        ends_on: Day::parse(&row.ends_on)?,
    })
}

/// Puts a supplier there as it stands, past its steps: for the sample office alone. Its organisation is there already.
pub(crate) async fn insert(
    change: &Change,
    reference: &str,
    supplier: &Supplier,
    vouch: Option<Vouch>,
    question: &str,
) -> Result<(), Failure> {
    let now = change.now().millis();
    let more = suppliers::ActiveModel {
        id: Set(supplier.organisation.0),
        reference: Set(reference.to_owned()),
        entry: Set(Some(supplier.registration.identity.entry())),
        question: Set(question.to_owned()),
        vouch_body: Set(vouch.as_ref().map(|vouch| vouch.body.code().to_owned())),
        vouch_until: Set(vouch.as_ref().map(|vouch| vouch.until.to_string())),
        reminded_days: Set(None),
        applied_at: Set(now),
        confirmed_at: Set(Some(now)),
        updated_at: Set(now),
        version: Set(0),
        ..Default::default()
    };
    let row = columns::filled(supplier, more);
    suppliers::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
    save_declarations(change, supplier).await?;
    save_checks(change, supplier).await
}

/// Stores a supplier as a step left it, if nobody moved it meanwhile, and its name as an organisation.
///
/// `more` holds columns the rules do not know. The entry of a register is taken here: two suppliers never hold one.
pub(super) async fn save(
    change: &Change,
    row: &Row,
    supplier: &Supplier,
    more: suppliers::ActiveModel,
) -> Result<(), Failure> {
    let mut columns = columns::filled(supplier, more);
    columns.updated_at = Set(change.now().millis());
    columns.version = Set(row.0.version + 1);
    if supplier.history().valid_until.map(|day| day.to_string()) != row.0.valid_until {
        columns.reminded_days = Set(None);
    }
    let taken = || Refusal::Supplier(SupplierRefusal::AlreadyRegistered);
    let stored = suppliers::Entity::update_many()
        .set(columns)
        .filter(suppliers::Column::Id.eq(row.0.id))
        .filter(suppliers::Column::Version.eq(row.0.version))
        .exec(change.db())
        .await
        .unless_there(taken)?;
    if stored.rows_affected != 1 {
        return Err(Refusal::ChangedMeanwhile.into());
    }
    save_declarations(change, supplier).await?;
    save_checks(change, supplier).await?;
    save_proposal(change, supplier).await?;
    rename(change, supplier).await
}

async fn save_proposal(change: &Change, supplier: &Supplier) -> Result<(), Failure> {
    debarment_proposals::Entity::delete_by_id(supplier.organisation.0).exec(change.db()).await.stored()?;
    let Some(proposed) = &supplier.history().proposed else { return Ok(()) };
    let row = debarment_proposals::ActiveModel {
        supplier_id: Set(supplier.organisation.0),
        person_id: Set(proposed.by.0),
        reason: Set(proposed.reason.clone()),
        hearing: Set(proposed.hearing.clone()),
        proposed_on: Set(proposed.from.to_string()),
        ends_on: Set(proposed.ends_on.to_string()),
    };
    debarment_proposals::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
    Ok(())
}

async fn save_declarations(change: &Change, supplier: &Supplier) -> Result<(), Failure> {
    for made in &supplier.declarations {
        let row = supplier_declarations::ActiveModel {
            supplier_id: Set(supplier.organisation.0),
            declaration: Set(made.declaration.code().to_owned()),
            version: Set(i32::try_from(made.version).unwrap_or(i32::MAX)),
            made_on: Set(made.made_on.to_string()),
        };
        supplier_declarations::Entity::insert(row)
            .on_conflict(
                OnConflict::columns([
                    supplier_declarations::Column::SupplierId,
                    supplier_declarations::Column::Declaration,
                    supplier_declarations::Column::Version,
                ])
                .do_nothing()
                .to_owned(),
            )
            .exec_without_returning(change.db())
            .await
            .stored()?;
    }
    Ok(())
}

async fn save_checks(change: &Change, supplier: &Supplier) -> Result<(), Failure> {
    supplier_checks::Entity::delete_many()
        .filter(supplier_checks::Column::SupplierId.eq(supplier.organisation.0))
        .exec(change.db())
        .await
        .stored()?;
    for check in &supplier.history().checks {
        let row = supplier_checks::ActiveModel {
            supplier_id: Set(supplier.organisation.0),
            person_id: Set(check.by.0),
            checked_at: Set(check.at.millis()),
            register_search: Set(check.register_search.clone()),
        };
        supplier_checks::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
    }
    Ok(())
}

/// The organisation is called what the supplier is called.
async fn rename(change: &Change, supplier: &Supplier) -> Result<(), Failure> {
    organisations::Entity::update_many()
        .set(columns::name_columns(&supplier.registration.legal_name))
        .filter(organisations::Column::Id.eq(supplier.organisation.0))
        .exec(change.db())
        .await
        .stored()?;
    Ok(())
}

/// Does another supplier hold this entry of a register, or did it?
pub(super) async fn entry_in_use(db: &impl ConnectionTrait, own: OrganisationId, entry: &str) -> Result<bool, Failure> {
    let others =
        suppliers::Entity::find().filter(suppliers::Column::Entry.eq(entry)).filter(suppliers::Column::Id.ne(own.0));
    Ok(others.count(db).await.stored()? > 0)
}
