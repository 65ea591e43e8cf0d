//! Takes letters from the outbox and sends them.

use super::compose::{self, Addressee};
use super::{Facts, Letter};
use crate::accounts;
use crate::caller::Caller;
use crate::change::Change;
use crate::entities::{organisations, outbox, people};
use crate::failure::{Failure, Stored};
use crate::tenders;
use domain::event::Event;
use domain::locale::Locale;
use domain::permissions::Action;
use domain::text::Trilingual;
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, Set};

/// Seconds a letter is ours alone once we took it; longer than any delivery.
const LEASE_SECONDS: i64 = 120;
/// Letters taken at a time.
const AT_A_TIME: u64 = 20;
/// Tries before a letter is given up: with the pauses below, about half a day.
const MOST_ATTEMPTS: i64 = 12;

/// What a round of delivery did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Delivered {
    /// Letters sent.
    pub sent: usize,
    /// Letters that could not be sent and will be tried again.
    pub delayed: usize,
    /// Letters given up.
    pub given_up: usize,
}

/// Sends what waits. Safe to run twice at once: each letter is leased just before it is sent, so that a slow server
/// holds up one letter and not those behind it.
pub async fn deliver(caller: &Caller) -> Result<Delivered, Failure> {
    caller.may(Action::RunJobs)?;
    let mut delivered = Delivered::default();
    for letter in waiting(caller).await? {
        if !lease(caller, &letter).await? {
            continue;
        }
        match send(caller, &letter).await {
            Ok(()) => {
                mark(
                    caller,
                    letter.id,
                    outbox::ActiveModel { sent_at: Set(Some(caller.now().millis())), ..Default::default() },
                )
                .await?;
                delivered.sent += 1;
            }
            Err(failure) => {
                let attempts = letter.attempts + 1;
                tracing::warn!(letter = %letter.id, attempts, error = %chain(&failure), "a letter could not be sent");
                if attempts >= MOST_ATTEMPTS {
                    give_up(caller, &letter, attempts).await?;
                    delivered.given_up += 1;
                } else {
                    // The round may have begun long ago; the pause begins now.
                    let next = caller.services().clock.now().plus_seconds(pause_after(attempts));
                    let row = outbox::ActiveModel {
                        attempts: Set(attempts),
                        next_at: Set(next.millis()),
                        leased_until: Set(0),
                        last_error: Set(chain(&failure).chars().take(500).collect()),
                        ..Default::default()
                    };
                    mark(caller, letter.id, row).await?;
                    delivered.delayed += 1;
                }
            }
        }
    }
    Ok(delivered)
}

/// Seconds to wait after so many failed tries: half a minute, doubling, at most four hours.
fn pause_after(attempts: i64) -> i64 {
    (30_i64 << (attempts - 1).clamp(0, 20)).min(4 * 3600)
}

async fn waiting(caller: &Caller) -> Result<Vec<outbox::Model>, Failure> {
    let now = caller.now().millis();
    outbox::Entity::find()
        .filter(outbox::Column::SentAt.is_null())
        .filter(outbox::Column::GivenUpAt.is_null())
        .filter(outbox::Column::NextAt.lte(now))
        .filter(outbox::Column::LeasedUntil.lt(now))
        .order_by_asc(outbox::Column::NextAt)
        .limit(AT_A_TIME)
        .all(caller.db())
        .await
        .stored()
}

/// Makes a letter ours for a while, unless another worker took or tried it since it was read.
async fn lease(caller: &Caller, letter: &outbox::Model) -> Result<bool, Failure> {
    let until = caller.services().clock.now().plus_seconds(LEASE_SECONDS);
    let won = outbox::Entity::update_many()
        .col_expr(outbox::Column::LeasedUntil, Expr::value(until.millis()))
        .filter(outbox::Column::Id.eq(letter.id))
        .filter(outbox::Column::LeasedUntil.eq(letter.leased_until))
        .filter(outbox::Column::Attempts.eq(letter.attempts))
        .filter(outbox::Column::SentAt.is_null())
        .filter(outbox::Column::GivenUpAt.is_null())
        .exec(caller.services().db.writer())
        .await
        .stored()?;
    Ok(won.rows_affected == 1)
}

async fn send(caller: &Caller, row: &outbox::Model) -> Result<(), Failure> {
    let facts: Facts =
        serde_json::from_str(&row.facts_json).map_err(|error| Failure::broken("reading a letter's facts", error))?;
    let letter = Letter::parse(&row.letter).ok_or_else(|| Failure::impossible("a letter of no known kind"))?;
    if let Some(watch) = row.watch_id {
        return send_to_watch(caller, row.id, watch, letter, &facts).await;
    }
    let person = match row.person_id {
        Some(person) => {
            let person = people::Entity::find_by_id(person).one(caller.db()).await.stored()?;
            person.ok_or_else(|| Failure::impossible("a letter to somebody who is gone"))?
        }
        None => {
            let question = facts.question.ok_or_else(|| Failure::impossible("a letter to nobody"))?;
            let Some(asker) = tenders::asker_of(caller, question).await? else { return Ok(()) };
            asker
        }
    };
    if person.disabled_at.is_some() {
        // Somebody who left after it was written needs no letter.
        return Ok(());
    }
    let own = organisations::Entity::find_by_id(person.organisation_id).one(caller.db()).await.stored()?;
    let own = own.ok_or_else(|| Failure::impossible("somebody belongs to no organisation"))?;
    let own = Trilingual { en: own.name_en, zh_hant: own.name_zh_hant, zh_hans: own.name_zh_hans };

    let base = format!("{}/{}", caller.services().public_url, person.locale);
    let link = match letter {
        Letter::Invitation | Letter::SupplierConfirm | Letter::Reset => {
            // Somebody who used the link or asked for another meanwhile needs no letter.
            let Some(secret) = accounts::fresh_secret(caller, letter, &person).await? else { return Ok(()) };
            let page = if letter == Letter::Reset { "reset-password" } else { "invitation" };
            Some(format!("{base}/{page}/{secret}"))
        }
        _ if facts.path.is_empty() => None,
        _ => Some(format!("{base}{}", facts.path)),
    };
    let locale = Locale::from_segment(&person.locale).unwrap_or(Locale::ZhHant);
    let mut facts = facts;
    if let Some(outcome) = facts.outcome {
        facts.filled = super::award_letters::filled(caller, outcome, locale).await?;
    }
    let to = Addressee { name: person.name, email: person.email, locale, own, stop: None };
    post(caller, row.id, letter, &facts, &to, link.as_deref()).await
}

/// Sends a letter to whoever watches; its address is opened now and stands nowhere but in the letter.
async fn send_to_watch(caller: &Caller, id: Uuid, watch: Uuid, letter: Letter, facts: &Facts) -> Result<(), Failure> {
    // Whoever stopped after it was written, or confirmed meanwhile, needs no letter.
    let Some(watch) = tenders::open_watch(caller, watch).await? else { return Ok(()) };
    if letter.asks_to_confirm() == watch.confirmed {
        return Ok(());
    }
    // Whoever asked has a letter of their own about the answer.
    if let (Letter::WatchAnswered, Some(question)) = (letter, facts.question)
        && tenders::asker_of(caller, question).await?.is_some_and(|asker| asker.email == watch.email)
    {
        return Ok(());
    }
    let base = format!("{}/{}", caller.services().public_url, watch.locale.segment());
    let link = match letter.asks_to_confirm() {
        true => format!("{base}/alerts/{}", watch.confirm),
        // What an addendum or other keys ask of a bidder stands on the page of the bid.
        false if letter.asks_of_bidders() && watch.may_bid => format!("{base}{}/bid", facts.path),
        false => format!("{base}{}", facts.path),
    };
    let stop = Some(format!("{base}/alerts/{}/stop", watch.stop));
    let to = Addressee { name: watch.name, email: watch.email, locale: watch.locale, own: Trilingual::default(), stop };
    post(caller, id, letter, facts, &to, Some(&link)).await
}

async fn post(
    caller: &Caller,
    id: Uuid,
    letter: Letter,
    facts: &Facts,
    to: &Addressee,
    link: Option<&str>,
) -> Result<(), Failure> {
    let mail =
        compose::compose(id, letter, facts, to, link).ok_or_else(|| Failure::impossible("a letter without texts"))?;
    caller.services().mailer.send(&mail).await
}

async fn mark(caller: &Caller, letter: Uuid, row: outbox::ActiveModel) -> Result<(), Failure> {
    outbox::Entity::update_many()
        .set(row)
        .filter(outbox::Column::Id.eq(letter))
        .exec(caller.services().db.writer())
        .await
        .stored()?;
    Ok(())
}

async fn give_up(caller: &Caller, letter: &outbox::Model, attempts: i64) -> Result<(), Failure> {
    let change: Change = caller.begin().await?;
    let row = outbox::ActiveModel {
        attempts: Set(attempts),
        given_up_at: Set(Some(caller.now().millis())),
        leased_until: Set(0),
        ..Default::default()
    };
    outbox::Entity::update_many().set(row).filter(outbox::Column::Id.eq(letter.id)).exec(change.db()).await.stored()?;
    let since = Timestamp::from_millis(letter.written_at);
    change.commit(Event::LetterGivenUp { letter: letter.id, attempts, since }).await?;
    Ok(())
}

/// A failure with everything that caused it, on one line.
fn chain(failure: &Failure) -> String {
    let mut text = failure.to_string();
    let mut cause = std::error::Error::source(failure);
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text.replace(['\n', '\r'], " ")
}
