//! Parts that the public page and the workspace both show.

use super::{ask, lots, store};
use crate::caller::Caller;
use crate::entities::{addenda, listing_texts, listings, questions, tenders};
use crate::failure::{Failure, Stored};
use domain::catalogue::views::Said;
use domain::ids::{ListingId, QuestionId};
use domain::locale::Locale;
use domain::tenders::AddendumKind;
use domain::tenders::views::{AddendumView, Considered, QuestionView, said};
use domain::text::Trilingual;
use sea_orm::QueryOrder;
use sea_orm::prelude::*;

/// Questions of a tender, newest first. Those who answer see them as asked; everybody else reads the wording that was
/// published with its answer, and an asker their own before that.
pub(super) async fn questions(
    caller: &Caller,
    row: &tenders::Model,
    answers: bool,
) -> Result<Vec<QuestionView>, Failure> {
    let own_mark = caller
        .actor()
        .officer()
        .filter(|officer| officer.roles.iter().any(|role| role.is_of_a_supplier()))
        .map(|officer| ask::asker_mark(caller, row.id, officer.organisation).to_vec());
    // What is answered about a lot is answered to the bidders of all lots.
    let group = lots::group_of(caller.db(), row.id).await?;
    let mut ids: Vec<Uuid> = group.iter().map(|lot| lot.tender_id).filter(|id| *id != row.id && !answers).collect();
    let others =
        tenders::Entity::find().filter(tenders::Column::Id.is_in(ids.clone())).all(caller.db()).await.stored()?;
    ids.push(row.id);
    let rows = questions::Entity::find()
        .filter(questions::Column::TenderId.is_in(ids))
        .order_by_desc(questions::Column::AskedAt)
        .order_by_asc(questions::Column::Id)
        .all(caller.db())
        .await
        .stored()?;
    let seen = rows.into_iter().filter_map(|one| {
        let own = own_mark.as_ref().is_some_and(|mark| *mark == one.asker_mark);
        let other = others.iter().find(|other| other.id == one.tender_id);
        let answered = one.answered_at.map(store::at);
        let text = match answered {
            Some(_) => one.wording,
            None if own || answers => one.text,
            None => return None,
        };
        Some(QuestionView {
            id: QuestionId(one.id),
            text,
            answer: answered.map(|_| one.answer),
            asked_at: (own || answers).then(|| store::at(one.asked_at)),
            answered_at: answered,
            asked_of: other.map(|other| other.reference.clone()),
            own,
        })
    });
    Ok(seen.collect())
}

/// Addenda of a tender, newest first.
pub(super) async fn addenda(caller: &Caller, locale: Locale, tender: Uuid) -> Result<Vec<AddendumView>, Failure> {
    let rows = addenda::Entity::find()
        .filter(addenda::Column::TenderId.eq(tender))
        .order_by_desc(addenda::Column::Number)
        .all(caller.db())
        .await
        .stored()?;
    rows.into_iter()
        .map(|row| {
            let kind = AddendumKind::parse(&row.kind);
            let text = Trilingual { en: row.text_en, zh_hant: row.text_zh_hant, zh_hans: row.text_zh_hans };
            Ok(AddendumView {
                number: row.number,
                kind: kind.ok_or_else(|| Failure::impossible("an addendum of no known kind"))?,
                text: said(&text, locale),
                issued_at: store::at(row.issued_at),
                moved_to: row.moved_to.map(store::at),
            })
        })
        .collect()
}

/// Solutions of the catalogue by id, in the order given.
pub(super) async fn considered(caller: &Caller, locale: Locale, ids: &[ListingId]) -> Result<Vec<Considered>, Failure> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows =
        listings::Entity::find().filter(listings::Column::Id.is_in(ids.clone())).all(caller.db()).await.stored()?;
    let texts = listing_texts::Entity::find()
        .filter(listing_texts::Column::ListingId.is_in(ids.clone()))
        .all(caller.db())
        .await
        .stored()?;
    let name = |id: Uuid| {
        let own = texts.iter().filter(|text| text.listing_id == id);
        let found = own.clone().find(|text| text.locale == locale.segment()).or(own.clone().next());
        found.map_or_else(Said::default, |text| Said {
            text: text.name.clone(),
            other: Locale::from_segment(&text.locale).filter(|other| *other != locale),
        })
    };
    let found = ids.into_iter().filter_map(|id| {
        let row = rows.iter().find(|row| row.id == id)?;
        Some(Considered {
            id: ListingId(id),
            reference: row.reference.clone(),
            path: format!("{}-{}", row.slug, row.reference.to_lowercase()),
            name: name(id),
        })
    });
    Ok(found.collect())
}
