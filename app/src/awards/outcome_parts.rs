//! The parts of a bidder's page about a decision.

use super::figure;
use super::outcome_page::Shown;
use crate::components::{area, date, moment, once, spoken, written};
use crate::i18n::{self, label, outcome as texts};
use crate::routes::Route;
use crate::visit::Visit;
use domain::awards::views::{MarkLine, OutcomeView, Round};
use domain::bids::Unreadable;
use domain::text::Text;
use leptos::prelude::*;

/// What the decision means today.
pub(super) fn standing(visit: &Visit, view: &OutcomeView) -> AnyView {
    let locale = visit.locale();
    let text = match view.state {
        Round::Active => texts::FINAL.to(locale).to_owned(),
        Round::Pending if view.suspended => texts::SUSPENDED.to(locale).to_owned(),
        Round::Pending => texts::STANDSTILL.fill(locale, &[("at", &locale.date(view.signable_from.day()))]),
        Round::Recommended | Round::Returned | Round::Cancelled => texts::ENDED.to(locale).to_owned(),
    };
    view! {
        <p class="mt3">{text}</p>
        <p class="meta mt3">{texts::TOLD_ON.to(locale)}" "{moment(visit, view.notified_at)}</p>
    }
    .into_any()
}

/// Why it won or did not.
pub(super) fn reasons(visit: &Visit, view: &OutcomeView) -> AnyView {
    let locale = visit.locale();
    let reasons = match view.unreadable {
        Some(why) => unread(visit, why),
        None => view! { <div class="mt3 pre-line">{written(visit, &view.reasons)}</div> }.into_any(),
    };
    view! {
        <section aria-labelledby="why">
            <h2 id="why">{texts::WHY.to(locale)}</h2>
            {reasons}
        </section>
    }
    .into_any()
}

/// That an envelope could not be read, and why.
pub(super) fn unread(visit: &Visit, why: Unreadable) -> AnyView {
    let locale = visit.locale();
    let why = i18n::words(i18n::unreadable::find, why.code(), locale);
    view! { <p class="mt3">{texts::UNREAD.fill(locale, &[("why", &why)])}</p> }.into_any()
}

/// Its own marks by criterion, each with its reason.
pub(super) fn marks(visit: &Visit, marks: &[MarkLine]) -> AnyView {
    let locale = visit.locale();
    let label = texts::MARKS.to(locale);
    let rows: Vec<_> = marks
        .iter()
        .map(|mark| {
            let corrected = mark.corrected.as_ref().map(|change| {
                let values = [("before", figure(Some(change.before), "")), ("reason", change.reason.clone())];
                let values: Vec<_> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
                view! { <p class="mt2">{texts::CORRECTED.fill(locale, &values)}</p> }
            });
            view! {
                <tr>
                    <th scope="row">{spoken(visit, &mark.criterion)}</th>
                    <td class="r num" data-label=texts::MARK.to(locale)>{figure(Some(mark.mark), "")}</td>
                    <td class="r num" data-label=texts::OUT_OF.to(locale)>{figure(Some(mark.out_of), "")}</td>
                    <td class="pre-line" data-label=texts::REASON.to(locale)>{spoken(visit, &mark.reason)}{corrected}</td>
                </tr>
            }
        })
        .collect();
    if rows.is_empty() {
        return view! { <section><h2>{label}</h2><p class="mt3">{texts::NO_MARKS.to(locale)}</p></section> }.into_any();
    }
    view! {
        <section>
            <h2 id="marks">{label}</h2>
            <div class="table-scroll mt3" tabindex="0" role="region" aria-label=label>
                <table class="table table--top table--stack">
                    <caption class="sr">{label}</caption>
                    <thead><tr>
                        <th scope="col">{texts::CRITERION.to(locale)}</th>
                        <th scope="col" class="r">{texts::MARK.to(locale)}</th>
                        <th scope="col" class="r">{texts::OUT_OF.to(locale)}</th>
                        <th scope="col">{texts::REASON.to(locale)}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// Its own totals beside the winner's.
pub(super) fn totals(visit: &Visit, view: &OutcomeView) -> AnyView {
    let locale = visit.locale();
    let label = texts::TOTALS.to(locale);
    let none = texts::NONE.to(locale);
    let row = |name: String, totals: &domain::awards::BidTotals| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="r num" data-label=texts::TECHNICAL.to(locale)>{figure(totals.technical, none)}</td>
                <td class="r num" data-label=texts::PRICE.to(locale)>{figure(totals.price, none)}</td>
                <td class="r num" data-label=texts::COMBINED.to(locale)>{figure(totals.combined, none)}</td>
            </tr>
        }
    };
    let own = row(texts::YOURS.to(locale).to_owned(), &view.totals);
    let winner =
        (!view.won).then(|| row(texts::WINNER_NAME.fill(locale, &[("name", &view.winner)]), &view.winner_totals));
    view! {
        <section>
            <h2 id="totals">{label}</h2>
            <div class="table-scroll mt3" tabindex="0" role="region" aria-label=label>
                <table class="table table--top table--stack">
                    <caption class="sr">{label}</caption>
                    <thead><tr>
                        <th scope="col"><span class="sr">{texts::WINNER.to(locale)}</span></th>
                        <th scope="col" class="r">{texts::TECHNICAL.to(locale)}</th>
                        <th scope="col" class="r">{texts::PRICE.to(locale)}</th>
                        <th scope="col" class="r">{texts::COMBINED.to(locale)}</th>
                    </tr></thead>
                    <tbody>{own}{winner}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// A winner has no failure explained to it.
fn debrief_heading(view: &OutcomeView) -> Text {
    if view.won { texts::DEBRIEF_WON } else { texts::DEBRIEF }
}

/// Ask to have the decision explained.
pub(super) fn debrief_form(visit: &Visit, view: &OutcomeView) -> Option<AnyView> {
    let locale = visit.locale();
    if !view.may_ask_debrief {
        return None;
    }
    let heading = debrief_heading(view);
    let text = texts::DEBRIEF_TEXT.fill(locale, &[("day", &locale.date(view.debrief_by))]);
    let form = view! {
        <form method="post" class="form mt5" action=visit.to(Route::Outcome(&view.reference))>
            <h3>{heading.to(locale)}</h3>
            <p>{text}</p>
            <button class="btn btn--wide" name="do" value="debrief">{texts::DEBRIEF_ASK.to(locale)}</button>
        </form>
    };
    Some(form.into_any())
}

/// What became of one's own request.
pub(super) fn debrief(visit: &Visit, view: &OutcomeView) -> Option<AnyView> {
    let locale = visit.locale();
    let body = match &view.debrief {
        None if view.may_ask_debrief => return None,
        None => {
            let text = texts::DEBRIEF_OVER.fill(locale, &[("day", &locale.date(view.debrief_by))]);
            let over = visit.caller().today() > view.debrief_by;
            let text = if over { text } else { texts::READ_ONLY.to(locale).to_owned() };
            view! { <p class="mt3">{text}</p> }.into_any()
        }
        Some(one) => match &one.delivered {
            Some((at, text)) => {
                let on = texts::DEBRIEF_ON.fill(locale, &[("day", &locale.date(at.day()))]);
                view! { <p class="meta mt3">{on}</p><div class="mt3 pre-line">{written(visit, text)}</div> }.into_any()
            }
            None => {
                let (asked, due) = (locale.date(one.asked_at.day()), locale.date(one.deliver_by));
                let text = texts::DEBRIEF_WAITS.fill(locale, &[("asked", &asked), ("due", &due)]);
                view! { <p class="mt3">{text}</p> }.into_any()
            }
        },
    };
    Some(
        view! { <section aria-labelledby="debrief"><h2 id="debrief">{debrief_heading(view).to(locale)}</h2>{body}</section> }
            .into_any(),
    )
}

/// Challenge the decision.
pub(super) fn challenge_form(visit: &Visit, shown: &Shown) -> Option<AnyView> {
    let locale = visit.locale();
    let view = &shown.view;
    if !view.may_challenge {
        return None;
    }
    let state = &shown.form;
    let text = texts::CHALLENGE_TEXT.fill(locale, &[("day", &locale.date(view.challenge_by))]);
    let form = view! {
        <details class="mt5" open=state.is_refused()>
            <summary>{texts::CHALLENGE.to(locale)}</summary>
            <form method="post" class="form mt3" action=visit.to(Route::Outcome(&view.reference)) novalidate>
                <p>{text}</p>
                {once(visit, state)}
                {area(visit, state, "ground", label::CHALLENGE_GROUND, None, "6")}
                {date(visit, state, "ground_known_on", label::GROUND_KNOWN_ON, None)}
                <button class="btn btn--quiet btn--danger" name="do" value="challenge">{texts::CHALLENGE_SEND.to(locale)}</button>
            </form>
        </details>
    };
    Some(form.into_any())
}

/// One's own challenges and what became of them.
pub(super) fn challenges(visit: &Visit, view: &OutcomeView) -> Vec<AnyView> {
    let locale = visit.locale();
    let one = |one: &domain::awards::views::OwnChallenge| {
        let head = texts::OWN_CHALLENGE
            .fill(locale, &[("number", &one.number.to_string()), ("at", &locale.moment(one.received_at))]);
        let late = (!one.in_time).then(|| view! { <p class="mt3">{texts::LATE.to(locale)}</p> });
        let outcome = match one.outcome {
            None => texts::WAITS.to(locale).to_owned(),
            Some(outcome) => i18n::words(i18n::challenge_outcome::find, outcome.code(), locale),
        };
        view! { <section class="panel"><h2>{head}</h2>{late}<p class="mt3"><b>{outcome}</b></p><div class="mt3 pre-line">{written(visit, &one.decision)}</div></section> }
            .into_any()
    };
    view.challenges.iter().map(one).collect()
}
