//! Which event concerns whom: the one table of letters.

use super::{Facts, Letter, of_suppliers};
use crate::change::Change;
use crate::entities::{listing_texts, memberships, orders, organisations, outbox, people};
use crate::failure::{Failure, Stored};
use domain::accounts::Role;
use domain::deployments::DeploymentState;
use domain::event::Event;
use domain::ids::OrderId;
use domain::money::Money;
use domain::text::Trilingual;
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, Set};
use std::collections::BTreeSet;

/// Who is written to.
enum To {
    /// Everybody with a role in a department.
    InDepartment(Role),
    /// Everybody with a role, wherever.
    Anywhere(Role),
    /// The one who wrote the order.
    Author,
}

/// Writes the letters of an event into the outbox; returns how many.
pub(crate) async fn write(change: &Change, event: &Event) -> Result<usize, Failure> {
    use {Letter as L, Role as R};
    if let Event::Tender(event) = event {
        let mut written = super::tender_letters::write(change, event).await?;
        if let domain::tenders::TenderEvent::Cancelled { tender, .. } = event {
            written += super::award_letters::cancelled(change, *tender).await?;
        }
        return Ok(written);
    }
    if let Event::Award(event) = event {
        return super::award_letters::write(change, event).await;
    }
    if let Event::Custody(event) = event {
        return super::custody_letters::write(change, event).await;
    }
    if let Event::Contract(event) = event {
        return super::contract_letters::write(change, event).await;
    }
    let of_bids = match event {
        Event::Bid(event) => super::bid_letters::write(change, event).await?,
        _ => 0,
    };
    if let Some(written) = super::evaluation_letters::write(change, event).await? {
        return Ok(of_bids + written);
    }
    if let Event::Bid(_) = event {
        return Ok(of_bids);
    }
    let order_letters =
        |order: OrderId, comment: &str, letters: Vec<(To, Letter)>| Some((order, comment.to_owned(), letters));
    let of_order = match event {
        Event::ReuseSubmitted { order, .. } => {
            order_letters(*order, "", vec![(To::InDepartment(R::DepartmentApprover), L::Endorse)])
        }
        Event::ReuseEndorsed { order } => order_letters(*order, "", vec![(To::Anywhere(R::Curator), L::Approve)]),
        Event::ReuseRejected { order, comment } => order_letters(*order, comment, vec![(To::Author, L::Rejected)]),
        Event::ReuseReturned { order, comment } => order_letters(*order, comment, vec![(To::Author, L::Returned)]),
        Event::ReuseApproved { order, .. } => {
            order_letters(*order, "", vec![(To::Author, L::Approved), (To::InDepartment(R::DepartmentUser), L::SetUp)])
        }
        Event::OrderCancelled { order, comment, .. } => order_letters(
            *order,
            comment,
            vec![(To::InDepartment(R::DepartmentApprover), L::Cancelled), (To::Anywhere(R::Curator), L::Cancelled)],
        ),
        Event::DeploymentMoved { order, to, comment, .. } => match to {
            DeploymentState::Pilot => order_letters(*order, comment, vec![(To::Anywhere(R::Curator), L::Pilot)]),
            DeploymentState::Live => order_letters(
                *order,
                comment,
                vec![
                    (To::Author, L::Live),
                    (To::Anywhere(R::Curator), L::Live),
                    (To::InDepartment(R::DepartmentUser), L::UsageDue),
                ],
            ),
            DeploymentState::Abandoned => order_letters(
                *order,
                comment,
                vec![(To::Author, L::Abandoned), (To::Anywhere(R::Curator), L::Abandoned)],
            ),
            DeploymentState::Retired => order_letters(*order, comment, vec![(To::Anywhere(R::Curator), L::Retired)]),
            _ => None,
        },
        _ => None,
    };
    if let Some((order, comment, letters)) = of_order {
        return write_about_order(change, order, comment, letters).await;
    }
    if let Some(written) = of_suppliers::write(change, event).await? {
        return Ok(written);
    }
    let of_account = match event {
        Event::PersonInvited { person, .. } => Some((person, L::Invitation)),
        Event::PasswordResetRequested { person } => Some((person, L::Reset)),
        Event::PasswordChanged { person } => Some((person, L::PasswordChanged)),
        _ => None,
    };
    match of_account {
        Some((person, letter)) => {
            put(change, Post::Person(person.0), letter, &Facts::default()).await?;
            Ok(1)
        }
        None => Ok(0),
    }
}

async fn write_about_order(
    change: &Change,
    order: OrderId,
    comment: String,
    letters: Vec<(To, Letter)>,
) -> Result<usize, Failure> {
    let missing = || Failure::impossible(format!("a letter is about order {order}, which is not there"));
    let order = orders::Entity::find_by_id(order.0).one(change.db()).await.stored()?.ok_or_else(missing)?;
    let organisation = organisations::Entity::find_by_id(order.organisation_id);
    let organisation = organisation.one(change.db()).await.stored()?.ok_or_else(missing)?;
    let author = people::Entity::find_by_id(order.created_by).one(change.db()).await.stored()?.ok_or_else(missing)?;
    let facts = Facts {
        path: format!("/orders/{}", order.reference),
        reference: order.reference.clone(),
        solution: solution_name(change, order.listing_id).await?,
        organisation: Trilingual {
            en: organisation.name_en,
            zh_hant: organisation.name_zh_hant,
            zh_hans: organisation.name_zh_hans,
        },
        person: author.name,
        price: Some(Money::from_cents(order.price_cents)),
        comment,
        closes_at: None,
        order: Some(OrderId(order.id)),
        ..Facts::default()
    };
    let actor = change.caller().actor().officer().map(|officer| officer.person.0);
    let mut written = BTreeSet::new();
    for (to, letter) in letters {
        let people = match to {
            To::Author => vec![order.created_by],
            To::InDepartment(role) => holders(change, role, Some(order.organisation_id)).await?,
            To::Anywhere(role) => holders(change, role, None).await?,
        };
        for person in people {
            // Nobody is told of what they did themselves, nor twice of one thing.
            let own = actor == Some(person) && letter != Letter::UsageDue;
            if !own && written.insert((person, letter.code())) {
                put(change, Post::Person(person), letter, &facts).await?;
            }
        }
    }
    Ok(written.len())
}

pub(super) async fn holders(change: &Change, role: Role, organisation: Option<Uuid>) -> Result<Vec<Uuid>, Failure> {
    let with_role: Vec<Uuid> = memberships::Entity::find()
        .select_only()
        .column(memberships::Column::PersonId)
        .filter(memberships::Column::Role.eq(role.code()))
        .into_tuple()
        .all(change.db())
        .await
        .stored()?;
    let mut people = people::Entity::find()
        .filter(people::Column::Id.is_in(with_role))
        .filter(people::Column::DisabledAt.is_null())
        .order_by_asc(people::Column::Email);
    if let Some(organisation) = organisation {
        people = people.filter(people::Column::OrganisationId.eq(organisation));
    }
    Ok(people.all(change.db()).await.stored()?.into_iter().map(|person| person.id).collect())
}

async fn solution_name(change: &Change, listing: Uuid) -> Result<Trilingual, Failure> {
    let texts = listing_texts::Entity::find()
        .filter(listing_texts::Column::ListingId.eq(listing))
        .all(change.db())
        .await
        .stored()?;
    let name = |locale: &str| {
        let text = texts.iter().find(|text| text.locale == locale).or(texts.first());
        text.map(|text| text.name.clone()).unwrap_or_default()
    };
    Ok(Trilingual { en: name("en"), zh_hant: name("zh-Hant"), zh_hans: name("zh-Hans") })
}

/// Where a letter goes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Post {
    /// To somebody with an account.
    Person(Uuid),
    /// To whoever asked for a watch, with an account or without.
    Watch(Uuid),
    /// To whoever asked the question that the letter is about; nothing beside it says who they are.
    Asker,
}

pub(super) async fn put(change: &Change, to: Post, letter: Letter, facts: &Facts) -> Result<(), Failure> {
    let (person_id, watch_id) = match to {
        Post::Person(person) => (Some(person), None),
        Post::Watch(watch) => (None, Some(watch)),
        Post::Asker => (None, None),
    };
    let facts = serde_json::to_string(facts).map_err(|error| Failure::broken("writing a letter's facts", error))?;
    let row = outbox::ActiveModel {
        id: Set(change.new_id()),
        person_id: Set(person_id),
        watch_id: Set(watch_id),
        letter: Set(letter.code().to_owned()),
        facts_json: Set(facts),
        written_at: Set(change.now().millis()),
        attempts: Set(0),
        next_at: Set(change.now().millis()),
        leased_until: Set(0),
        sent_at: Set(None),
        given_up_at: Set(None),
        last_error: Set(String::new()),
    };
    outbox::Entity::insert(row).exec_without_returning(change.db()).await.stored()?;
    Ok(())
}
