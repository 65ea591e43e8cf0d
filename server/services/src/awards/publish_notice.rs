//! The public learns who won, for how much and by what method, after every bidder was told (A1, A2).

use super::LONGEST;
use super::dossier::{Dossier, names};
use super::store::{self, written};
use super::told;
use crate::caller::Caller;
use crate::entities::{award_notices, awards};
use crate::failure::{Failure, Stored};
use crate::random::{hex, sha256};
use crate::{openings, suppliers};
use domain::awards::assessed::basis_of;
use domain::awards::{AwardEvent, AwardMethod, AwardNotice, NoticeValue};
use domain::form::{Fields, Reader};
use domain::permissions::Action;
use domain::refusal::Refusal;
use domain::text::Trilingual;
use sea_orm::prelude::*;
use sea_orm::{ActiveModelTrait, Set};

/// Publishes it. Fields: `method`; `address_en`, `address_zh_hant`, `address_zh_hans` of the department;
/// `justification_…` in the same languages where the tender was limited. Simplified Chinese may be left out.
pub async fn publish_notice(caller: &Caller, reference: &str, fields: &Fields) -> Result<(), Failure> {
    caller.may(Action::RunAward)?;
    let mut reader = Reader::new(fields);
    let method = reader.choice("method", AwardMethod::parse);
    let address = trilingual(&mut reader, "address");
    let justification = match method {
        Some(AwardMethod::Limited) => trilingual(&mut reader, "justification").map(Some),
        _ => Some(None),
    };
    let (method, address, justification) = reader.finish(|| Some((method?, address?, justification?)))?;
    let change = caller.begin().await?;
    let dossier = Dossier::lock_own(&change, reference).await?;
    let row = store::row_of(change.db(), dossier.tender.id).await?.ok_or(Failure::NotFound)?;
    let award = store::award_of(&row)?.ok_or(Failure::NotFound)?;
    let evaluation = dossier.reported()?;
    let bids = openings::opened_of(change.db(), &dossier.tender).await?.len();
    let untold = bids.saturating_sub(told::all(change.db(), row.id).await?.len());
    let award = award.publish_notice(untold as u32, change.today())?;
    let (_, supplier) = suppliers::of_organisation(change.db(), award.supplier).await?;
    let department = dossier.tender.draft.department;
    let mut named = names(change.db(), [award.supplier, department]).await?;
    let draft = &dossier.tender.draft;
    let notice = AwardNotice {
        description: described(&draft.title, &draft.need),
        entity_name: named.remove(&department).unwrap_or_default(),
        entity_address: address,
        supplier_name: named.remove(&award.supplier).unwrap_or_default(),
        supplier_address: Trilingual::same(&supplier.registration.address),
        value: NoticeValue::Winner(award.value),
        awarded_on: award.notified_at.day(),
        method,
        justification,
        bids: bids as u32,
        basis: basis_of(evaluation),
    };
    let notice_json = written(&notice.complete()?)?;
    let notice_sha256 = hex(&sha256(notice_json.as_bytes()));
    let kept = award_notices::ActiveModel {
        id: Set(change.new_id()),
        tender_id: Set(dossier.tender.id.0),
        award_id: Set(Some(row.id)),
        reference: Set(dossier.tender.reference.clone()),
        kind: Set("awarded".to_owned()),
        published_at: Set(change.now().millis()),
        notice_json: Set(notice_json),
        sha256: Set(notice_sha256.clone()),
    };
    award_notices::Entity::insert(kept)
        .exec_without_returning(change.db())
        .await
        .unless_there(|| Refusal::ChangedMeanwhile)?;
    store::save(&change, &award, row.version, <awards::ActiveModel as ActiveModelTrait>::default()).await?;
    change.commit(AwardEvent::NoticePublished { tender: dossier.tender.id, notice_sha256 }.into()).await?;
    Ok(())
}

/// A text in three languages; simplified Chinese may be left out and then reads as the traditional.
fn trilingual(reader: &mut Reader<'_>, name: &str) -> Option<Trilingual> {
    let en = reader.text(&format!("{name}_en"), LONGEST);
    let zh_hant = reader.text(&format!("{name}_zh_hant"), LONGEST);
    let zh_hans = reader.optional_text(&format!("{name}_zh_hans"), LONGEST);
    let (zh_hant, zh_hans) = (zh_hant?, zh_hans?);
    let zh_hans = if zh_hans.is_empty() { zh_hant.clone() } else { zh_hans };
    Some(Trilingual { en: en?, zh_hant, zh_hans })
}

/// What was bought: the tender's title and its need, in each language or in one it has.
fn described(title: &Trilingual, need: &Trilingual) -> Trilingual {
    let or = |own: &String, other: &String| if own.trim().is_empty() { other.clone() } else { own.clone() };
    let joined = |title: String, need: String| if need.is_empty() { title } else { format!("{title}\n{need}") };
    let zh_hant = joined(or(&title.zh_hant, &title.en), or(&need.zh_hant, &need.en));
    let simplified = joined(or(&title.zh_hans, &title.zh_hant), or(&need.zh_hans, &need.zh_hant));
    Trilingual {
        en: joined(or(&title.en, &title.zh_hant), or(&need.en, &need.zh_hant)),
        zh_hans: if simplified.trim().is_empty() { zh_hant.clone() } else { simplified },
        zh_hant,
    }
}
