//! The parts of an award's page: ranking, recommendation with its checks, decision, challenges, debriefs, history.

use super::figure;
use crate::components::{day, icons, moment};
use crate::i18n::{
    self, award as texts, award_check, check_result, evaluation, exclusion_ground, frame, happening, order, tender_body,
};
use crate::routes::Route;
use crate::visit::Visit;
use domain::awards::views::{AwardView, CheckLine, DecisionView, Round, SummaryRow};
use domain::awards::{DebriefStanding, NoticeStanding};
use domain::tenders::Stage;
use leptos::prelude::*;

/// The waiting period or the challenge that everybody should see first.
pub(super) fn standing(visit: &Visit, view: &AwardView) -> Option<AnyView> {
    let locale = visit.locale();
    let decision = view.round.as_ref()?.decision.as_ref()?;
    if view.stage != Stage::AwardedPending {
        return None;
    }
    if decision.suspended {
        let text = texts::SUSPENDED.to(locale);
        return Some(view! { <div class="note note--bad mt4">{icons::warn()}<p>{text}</p></div> }.into_any());
    }
    let left = decision.signable_from.day().number() - visit.caller().today().number();
    let at = locale.date(decision.signable_from.day());
    let text = texts::STANDSTILL_LEFT.fill(locale, &[("count", &locale.number(i64::from(left))), ("at", &at)]);
    Some(
        view! { <div class="note mt4"><p><b>{texts::STANDSTILL.to(locale)}</b>{frame::DOT.to(locale)}{text}</p></div> }
            .into_any(),
    )
}

/// Where else to go from here.
pub(super) fn links(visit: &Visit, view: &AwardView) -> AnyView {
    let locale = visit.locale();
    let notice = view.round.as_ref().and_then(|round| round.decision.as_ref()?.notice_on).is_some();
    let public = (notice || view.stage == Stage::Unsuccessful).then(|| {
        view! { <li><a href=visit.to(Route::AwardNotice(&view.reference))>{texts::PUBLIC_NOTICE.to(locale)}</a></li> }
    });
    let report = (!view.summary.is_empty()).then(|| {
        let href = visit.to(Route::EvaluationReport(&view.reference));
        view! { <li><a href=href>{texts::REPORT.to(locale)}</a></li> }
    });
    view! {
        <ul role="list" class="next-steps mt5">
            <li><a href=visit.to(Route::Tender(&view.reference))>{texts::TENDER.to(locale)}</a></li>
            {report}
            {public}
        </ul>
    }
    .into_any()
}

/// The bids as the panel ranked them.
pub(super) fn ranking(visit: &Visit, view: &AwardView) -> Option<AnyView> {
    if view.summary.is_empty() {
        return None;
    }
    let locale = visit.locale();
    let rows: Vec<_> = view.summary.iter().map(|row| summary_row(visit, row)).collect();
    let label = texts::RANKING.to(locale);
    let reason = view.panel_reason.as_ref().map(|reason| {
        view! { <p class="mt3">{texts::PANEL_REASON.fill(locale, &[("reason", reason)])}</p> }
    });
    let section = view! {
        <section>
            <h2 id="ranking">{label}</h2>
            <p class="meta">{texts::RANKING_HINT.to(locale)}</p>
            <div class="table-scroll mt3" tabindex="0" role="region" aria-label=label>
                <table class="table table--top table--stack">
                    <caption class="sr">{label}</caption>
                    <thead><tr>
                        <th scope="col">{texts::BIDDER.to(locale)}</th>
                        <th scope="col" class="r">{texts::PLACE.to(locale)}</th>
                        <th scope="col" class="r">{texts::TECHNICAL.to(locale)}</th>
                        <th scope="col" class="r">{texts::PRICE_SCORE.to(locale)}</th>
                        <th scope="col" class="r">{texts::COMBINED.to(locale)}</th>
                        <th scope="col" class="r">{texts::PRICE.to(locale)}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {reason}
        </section>
    };
    Some(section.into_any())
}

fn summary_row(visit: &Visit, row: &SummaryRow) -> AnyView {
    let locale = visit.locale();
    let none = texts::NOT_RANKED.to(locale);
    let tag =
        row.recommended.then(|| view! { " "<span class="tag tag--info">{texts::RECOMMENDED_TAG.to(locale)}</span> });
    let place = row.place.map_or_else(|| none.to_owned(), |place| place.to_string());
    let price = row.price.map_or_else(|| texts::NOT_OPENED.to(locale).to_owned(), |price| locale.money(price));
    let left_out = row.left_out.as_ref().map(|(ground, reason)| {
        let ground = i18n::words(exclusion_ground::find, ground.code(), locale);
        let reason = i18n::words(i18n::unreadable::find, reason, locale);
        view! { <p class="meta">{evaluation::LEFT_OUT.fill(locale, &[("ground", &ground), ("reason", &reason)])}</p> }
    });
    // Word for word what the bidder is told.
    let reasons = (!row.reasons.is_empty()).then(|| view! { <p class="meta">{row.reasons.clone()}</p> });
    view! {
        <tr>
            <th scope="row">{row.name.clone()}{tag}{left_out}{reasons}</th>
            <td class="r" data-label=texts::PLACE.to(locale)>{place}</td>
            <td class="r num" data-label=texts::TECHNICAL.to(locale)>{figure(row.totals.technical, none)}</td>
            <td class="r num" data-label=texts::PRICE_SCORE.to(locale)>{figure(row.totals.price, none)}</td>
            <td class="r num" data-label=texts::COMBINED.to(locale)>{figure(row.totals.combined, none)}</td>
            <td class="r num" data-label=texts::PRICE.to(locale)>{price}</td>
        </tr>
    }
    .into_any()
}

/// What was recommended, by whom and on which checks.
pub(super) fn recommendation(visit: &Visit, view: &AwardView) -> Option<AnyView> {
    let locale = visit.locale();
    let round = view.round.as_ref()?;
    let fact = |name: &'static str, value: AnyView| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let vetted = round.vetting.map(|found| {
        let words = i18n::words(i18n::vetting_result::find, found.code(), locale);
        fact(texts::VETTED.to(locale), words.into_any())
    });
    let ended = (!round.end_reason.is_empty()).then(|| {
        let name = if round.state == Round::Returned { texts::WHY_RETURNED } else { texts::WHY_ENDED };
        fact(name.to(locale), round.end_reason.clone().into_any())
    });
    let checks: Vec<_> = round.checks.iter().map(|line| check(visit, line)).collect();
    let section = view! {
        <section aria-labelledby="recommendation">
            <h2 id="recommendation">{texts::RECOMMENDATION.to(locale)}</h2>
            <dl class="facts facts--wide mt3">
                {fact(texts::BIDDER.to(locale), round.supplier.clone().into_any())}
                {fact(texts::VALUE.to(locale), locale.money(round.value).into_any())}
                {fact(texts::BODY.to(locale), i18n::words(tender_body::find, round.body.code(), locale).into_any())}
                {fact(texts::FILED_BY.to(locale), round.filed_by.clone().into_any())}
                {fact(texts::FILED_AT.to(locale), moment(visit, round.filed_at))}
                {fact(texts::VALID_UNTIL.to(locale), day(visit, round.valid_until))}
                {vetted}{ended}
            </dl>
            <h3 class="mt5">{texts::CHECKS.to(locale)}</h3>
            <dl class="facts facts--wide mt2">{checks}</dl>
        </section>
    };
    Some(section.into_any())
}

fn check(visit: &Visit, line: &CheckLine) -> AnyView {
    let locale = visit.locale();
    let kind = i18n::words(award_check::find, line.kind.code(), locale);
    let found = line.result.map_or_else(
        || texts::NOT_MADE.to(locale).to_owned(),
        |result| i18n::words(check_result::find, result.code(), locale),
    );
    let when =
        line.at.map(|at| view! { {frame::DOT.to(locale)}{line.by.clone()}{frame::DOT.to(locale)}{moment(visit, at)} });
    view! { <div><dt>{kind}</dt><dd>{found}<br/><small>{line.evidence.clone()}{when}</small></dd></div> }.into_any()
}

/// What was decided, and by when the rest is due.
pub(super) fn decision(visit: &Visit, view: &AwardView) -> Option<AnyView> {
    let locale = visit.locale();
    let decision = view.round.as_ref()?.decision.as_ref()?;
    let fact = |name: &'static str, value: AnyView| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let told = texts::TOLD
        .fill(locale, &[("count", &locale.number(decision.told as i64)), ("at", &locale.moment(decision.notified_at))]);
    let confirmed = decision.confirmed_at.map(|at| fact(texts::CONFIRMED.to(locale), moment(visit, at)));
    let section = view! {
        <section aria-labelledby="decision">
            <h2 id="decision">{texts::DECISION.to(locale)}</h2>
            <dl class="facts facts--wide mt3">
                {fact(texts::APPROVED_BY.to(locale), decision.approved_by.clone().into_any())}
                {fact(texts::NOTIFIED.to(locale), told.into_any())}
                {fact(texts::SIGNABLE.to(locale), day(visit, decision.signable_from.day()))}
                {confirmed}
                {fact(texts::NOTICE.to(locale), notice(visit, decision))}
            </dl>
        </section>
    };
    Some(section.into_any())
}

fn notice(visit: &Visit, decision: &DecisionView) -> AnyView {
    let locale = visit.locale();
    if let Some(on) = decision.notice_on {
        return day(visit, on);
    }
    let standing = match decision.notice_standing {
        NoticeStanding::OnTime => i18n::notice_standing::ON_TIME,
        NoticeStanding::PastTarget => i18n::notice_standing::PAST_TARGET,
        NoticeStanding::Alarm => i18n::notice_standing::ALARM,
        NoticeStanding::Overdue => i18n::notice_standing::OVERDUE,
    };
    let target = locale.date(decision.notice_target_on);
    texts::NOTICE_DUE.fill(locale, &[("day", &target), ("standing", standing.to(locale))]).into_any()
}

/// Challenges, with their grounds and outcomes.
pub(super) fn challenges(visit: &Visit, view: &AwardView) -> Option<AnyView> {
    view.round.as_ref()?.decision.as_ref()?;
    let locale = visit.locale();
    let rows: Vec<_> = view
        .challenges
        .iter()
        .map(|one| {
            let head = texts::CHALLENGE_HEAD.fill(locale, &[("number", &one.number.to_string()), ("name", &one.by)]);
            let late = (!one.in_time).then(|| view! { <p class="meta">{texts::LATE.to(locale)}</p> });
            let outcome = match one.outcome {
                None => view! { <p><span class="tag tag--warn">{texts::WAITS_DECISION.to(locale)}</span></p> }.into_any(),
                Some((outcome, at)) => {
                    let words = i18n::words(i18n::challenge_outcome::find, outcome.code(), locale);
                    view! { <p><b>{words}</b>{frame::DOT.to(locale)}{moment(visit, at)}</p><p>{one.decision.clone()}</p> }
                        .into_any()
                }
            };
            view! { <li><h3>{head}</h3><p class="meta">{moment(visit, one.received_at)}</p><p>{one.ground.clone()}</p>{late}{outcome}</li> }
        })
        .collect();
    let empty = rows.is_empty().then(|| view! { <p class="mt3">{texts::NO_CHALLENGES.to(locale)}</p> });
    let section = view! {
        <section aria-labelledby="challenges">
            <h2 id="challenges">{texts::CHALLENGES.to(locale)}</h2>
            <ul role="list" class="qa mt3">{rows}</ul>
            {empty}
        </section>
    };
    Some(section.into_any())
}

/// Debriefs that were asked for.
pub(super) fn debriefs(visit: &Visit, view: &AwardView) -> Option<AnyView> {
    if view.debriefs.is_empty() {
        return None;
    }
    let locale = visit.locale();
    let rows: Vec<_> = view
        .debriefs
        .iter()
        .map(|one| {
            let standing = match one.standing {
                DebriefStanding::Open => i18n::debrief_standing::OPEN,
                DebriefStanding::Overdue => i18n::debrief_standing::OVERDUE,
                DebriefStanding::Delivered => i18n::debrief_standing::DELIVERED,
                DebriefStanding::DeliveredLate => i18n::debrief_standing::DELIVERED_LATE,
            };
            let line = texts::DEBRIEF_LINE
                .fill(locale, &[("asked", &locale.date(one.asked_at.day())), ("due", &locale.date(one.deliver_by))]);
            view! { <div><dt>{one.name.clone()}</dt><dd>{standing.to(locale)}<br/><small>{line}</small></dd></div> }
        })
        .collect();
    let section = view! {
        <section aria-labelledby="debriefs">
            <h2 id="debriefs">{texts::DEBRIEFS.to(locale)}</h2>
            <dl class="facts facts--wide mt3">{rows}</dl>
        </section>
    };
    Some(section.into_any())
}

/// What happened, from the log.
pub(super) fn history(visit: &Visit, view: &AwardView) -> AnyView {
    let locale = visit.locale();
    let entries: Vec<_> = view
        .history
        .iter()
        .map(|entry| {
            let words = i18n::words(happening::find, &entry.event.replace('.', "_"), locale);
            let comment = (!entry.comment.is_empty()).then(|| view! { <p>{entry.comment.clone()}</p> });
            let by = entry.by.clone().map(|name| view! { {frame::DOT.to(locale)}{name} });
            view! {
                <li class="done">
                    <div>
                        <b>{words}</b>
                        <p class="meta">{moment(visit, entry.at)}{by}</p>
                        {comment}
                        <p class="meta">{order::LOG_ENTRY.fill(locale, &[("position", &locale.number(entry.position))])}</p>
                    </div>
                </li>
            }
        })
        .collect();
    let empty = entries.is_empty().then(|| view! { <p class="meta mt2">{texts::EMPTY_HISTORY.to(locale)}</p> });
    view! {
        <div class="panel">
            <h2>{texts::HISTORY.to(locale)}</h2>
            <ol role="list" class="timeline mt3">{entries}</ol>
            {empty}
        </div>
    }
    .into_any()
}
