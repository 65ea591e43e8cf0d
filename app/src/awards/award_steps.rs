//! What the one who looks may do about an award now: one form at a time, and links to the others.

use super::award_page::Shown;
use crate::components::{Named, area, checkbox, date, named_area, select};
use crate::forms::FormState;
use crate::i18n::{self, award as texts, award_step, award_told, form as form_text, label, tender_body};
use crate::routes::{Route, with_query};
use crate::visit::Visit;
use domain::awards::views::{AwardStep, AwardView, Round};
use domain::awards::{AwardMethod, ChallengeOutcome, CheckKind, CheckResult, DebriefStanding, VettingResult};
use domain::tenders::Stage;
use domain::tenders::decision::SetAsideGround;
use domain::text::Text;
use leptos::prelude::*;

/// Steps that are usually next, first come first.
const USUAL: [AwardStep; 6] = [
    AwardStep::Recommend,
    AwardStep::Approve,
    AwardStep::DecideChallenge,
    AwardStep::PublishNotice,
    AwardStep::DeliverDebrief,
    AwardStep::RecordCheck,
];

/// What stands in the way, the form of the step that is chosen or usual, and links to the others.
pub(super) fn next_steps(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let view = &shown.view;
    let chosen = chosen(visit, shown);
    let form = chosen.map(|step| match step {
        // Too long for the panel beside; it stands under the ranking it is about.
        AwardStep::Recommend => {
            let words = i18n::words(award_step::find, step.code(), locale);
            view! { <p class="mt3"><a class="btn btn--wide" href="#file">{words}</a></p> }.into_any()
        }
        _ => step_form(visit, view, step, &state_of(shown, step)),
    });
    let others: Vec<_> = view
        .may
        .iter()
        .filter(|step| Some(**step) != chosen)
        .map(|step| {
            let href = with_query(visit.to(Route::WorkAward(&view.reference)), &[("step", step.code().to_owned())]);
            view! { <li><a href=href>{i18n::words(award_step::find, step.code(), locale)}</a></li> }
        })
        .collect();
    let others = (!others.is_empty()).then(|| {
        view! { <h3 class="mt5">{texts::OTHER_STEPS.to(locale)}</h3><ul role="list" class="next-steps mt2">{others}</ul> }
    });
    view! { {blockers(visit, view)}{waiting(visit, view)}{form}{others} }.into_any()
}

/// The form of the recommendation, under the ranking it is about.
pub(super) fn recommendation_form(visit: &Visit, shown: &Shown) -> Option<AnyView> {
    let step = chosen(visit, shown).filter(|step| *step == AwardStep::Recommend)?;
    let words = i18n::words(award_step::find, step.code(), visit.locale());
    let form = step_form(visit, &shown.view, step, &state_of(shown, step));
    Some(view! { <section aria-labelledby="file"><h2 id="file">{words}</h2>{form}</section> }.into_any())
}

/// The step that was tried or asked for, else the usual next one.
fn chosen(visit: &Visit, shown: &Shown) -> Option<AwardStep> {
    let view = &shown.view;
    let tried = shown.form.fields.get("do");
    let asked = if tried.is_empty() { visit.query().get("step") } else { tried };
    let asked = view.may.iter().copied().find(|step| step.code() == asked);
    asked.or_else(|| USUAL.into_iter().find(|step| view.may.contains(step) && !is_blocked(view, *step)))
}

/// The form of a step as it was tried, or empty.
fn state_of(shown: &Shown, step: AwardStep) -> FormState {
    if shown.form.fields.get("do") == step.code() { shown.form.clone() } else { FormState::default() }
}

/// An approval that would be refused is not put first.
fn is_blocked(view: &AwardView, step: AwardStep) -> bool {
    step == AwardStep::Approve && !view.blockers.is_empty()
}

/// Everything in the way of an award, while the approving body has the recommendation.
fn blockers(visit: &Visit, view: &AwardView) -> Option<AnyView> {
    let locale = visit.locale();
    if view.stage != Stage::Recommended {
        return None;
    }
    if view.blockers.is_empty() {
        return Some(view! { <p class="mt3">{texts::NO_BLOCKERS.to(locale)}</p> }.into_any());
    }
    let list: Vec<_> = view.blockers.iter().map(|one| view! { <li>{i18n::award_blocker(locale, one)}</li> }).collect();
    Some(view! { <h3 class="mt3">{texts::BLOCKERS.to(locale)}</h3><ul class="mt2">{list}</ul> }.into_any())
}

/// Who is asked next, when it is not the one who looks.
fn waiting(visit: &Visit, view: &AwardView) -> Option<AnyView> {
    let locale = visit.locale();
    let may = |step: AwardStep| view.may.contains(&step);
    let text = match view.stage {
        Stage::Recommended if !may(AwardStep::Approve) => {
            let body = view.round.as_ref().map_or("", |round| round.body.code());
            texts::WAITS_APPROVAL.fill(locale, &[("body", &i18n::words(tender_body::find, body, locale))])
        }
        Stage::OpenedPrice if !view.reported => texts::WAITS_REPORT.to(locale).to_owned(),
        Stage::OpenedPrice if !may(AwardStep::Recommend) => texts::WAITS_RECOMMENDATION.to(locale).to_owned(),
        _ if view.may.is_empty() => texts::NOTHING.to(locale).to_owned(),
        _ => return None,
    };
    Some(view! { <p class="mt3">{text}</p> }.into_any())
}

fn step_form(visit: &Visit, view: &AwardView, step: AwardStep, state: &FormState) -> AnyView {
    let locale = visit.locale();
    let version = match step {
        AwardStep::Recommend => view.evaluation_version,
        _ => view.round.as_ref().map_or(0, |round| round.version),
    };
    let severe =
        matches!(step, AwardStep::Return | AwardStep::SetAside | AwardStep::Lapse | AwardStep::DeclareUnsuccessful);
    let class = if severe { "btn btn--quiet btn--danger" } else { "btn btn--wide" };
    view! {
        <form method="post" class="form mt3" action=visit.to(Route::WorkAward(&view.reference)) novalidate>
            <p>{i18n::words(award_told::find, step.code(), locale)}</p>
            <input type="hidden" name="version" value=version.to_string()/>
            {step_fields(visit, view, step, state)}
            <button class=class name="do" value=step.code()>{i18n::words(award_step::find, step.code(), locale)}</button>
        </form>
    }
    .into_any()
}

fn step_fields(visit: &Visit, view: &AwardView, step: AwardStep, state: &FormState) -> AnyView {
    let locale = visit.locale();
    let hint = |text: Text| Some(text.to(locale).to_owned());
    let reason = || area(visit, state, "reason", label::REASON, None, "4");
    match step {
        AwardStep::Recommend => recommending(visit, view, state),
        AwardStep::RecordCheck => {
            let kinds = codes(CheckKind::ALL.iter().map(|one| one.code()), i18n::award_check::find, visit);
            view! {
                {select(visit, state, "kind", texts::CHECK, None, Some(form_text::CHOOSE), kinds)}
                {select(visit, state, "result", label::RESULT, None, Some(form_text::CHOOSE), results(visit))}
                {area(visit, state, "evidence", label::EVIDENCE, hint(texts::EVIDENCE_HINT), "3")}
                {area(visit, state, "issuer", label::ISSUER, hint(texts::ISSUER_HINT), "2")}
            }
            .into_any()
        }
        AwardStep::RecordVetting => vetting(visit, state),
        AwardStep::ExtendValidity => view! {
            {date(visit, state, "written_on", label::WRITTEN_ON, None)}
            {date(visit, state, "until", label::UNTIL, None)}
        }
        .into_any(),
        AwardStep::Approve => {
            let recommended = view.summary.iter().find(|row| row.recommended);
            let other = recommended.is_some_and(|row| row.place != Some(1));
            let field =
                || area(visit, state, "reason_for_other", label::REASON_FOR_OTHER, hint(texts::OTHER_HINT), "3");
            let single = view.single_bid.then(|| checkbox(visit, state, "price_reasonable", label::PRICE_REASONABLE));
            view! { {single}{other.then(field)} }.into_any()
        }
        AwardStep::Return => area(visit, state, "comment", label::COMMENT, None, "4"),
        AwardStep::DecideChallenge => {
            let number = view.challenges.iter().find(|one| one.outcome.is_none()).map_or(0, |one| one.number);
            let outcomes =
                codes(ChallengeOutcome::ALL.iter().map(|one| one.code()), i18n::challenge_outcome::find, visit);
            view! {
                <input type="hidden" name="number" value=number.to_string()/>
                {select(visit, state, "outcome", label::OUTCOME, None, Some(form_text::CHOOSE), outcomes)}
                {reason()}
            }
            .into_any()
        }
        AwardStep::SetAside => {
            let grounds = codes(SetAsideGround::ALL.iter().map(|one| one.code()), i18n::set_aside_ground::find, visit);
            view! { {select(visit, state, "ground", label::GROUND, None, Some(form_text::CHOOSE), grounds)}{reason()} }
                .into_any()
        }
        AwardStep::Lapse | AwardStep::DeclareUnsuccessful => reason(),
        AwardStep::PublishNotice => notice(visit, view, state),
        AwardStep::DeliverDebrief => {
            let waits = |standing| matches!(standing, DebriefStanding::Open | DebriefStanding::Overdue);
            let bidders = view.debriefs.iter().filter(|one| waits(one.standing));
            let bidders = bidders.map(|one| (one.bid.to_string(), one.name.clone())).collect();
            view! {
                {select(visit, state, "bid", label::BID, None, None, bidders)}
                {area(visit, state, "text", label::DEBRIEF_TEXT, None, "8")}
            }
            .into_any()
        }
    }
}

/// A reason for every bidder, the four checks, and what the value asks for.
fn recommending(visit: &Visit, view: &AwardView, state: &FormState) -> AnyView {
    let locale = visit.locale();
    let mut state = state.clone();
    // What was written in an earlier round is offered again.
    let returned = view.round.as_ref().is_some_and(|round| round.state == Round::Returned);
    let reasons: Vec<_> = view
        .summary
        .iter()
        .map(|row| {
            let name = services::awards::reason_field(row.bid);
            if returned && !state.is_refused() {
                state.fields.set(&name, row.reasons.clone());
            }
            let text = if row.recommended { texts::WHY_FIRST } else { texts::WHY_OTHER };
            let field =
                Named::of(name, text.fill(locale, &[("name", &row.name)])).hinted(texts::REASON_HINT.to(locale));
            named_area(visit, &state, &field, "3")
        })
        .collect();
    let checks = [
        (
            "result_company_search",
            label::RESULT_COMPANY_SEARCH,
            "evidence_company_search",
            label::EVIDENCE_COMPANY_SEARCH,
        ),
        ("result_address", label::RESULT_ADDRESS, "evidence_address", label::EVIDENCE_ADDRESS),
        ("result_references", label::RESULT_REFERENCES, "evidence_references", label::EVIDENCE_REFERENCES),
        (
            "result_authorisation_letters",
            label::RESULT_AUTHORISATION_LETTERS,
            "evidence_authorisation_letters",
            label::EVIDENCE_AUTHORISATION_LETTERS,
        ),
    ];
    let checks: Vec<_> = checks
        .into_iter()
        .map(|(result, result_label, evidence, evidence_label)| {
            let known = view.known.winner_address.as_ref().filter(|_| evidence == "evidence_address");
            let hint = known.map(|address| texts::ADDRESS_KNOWN.fill(locale, &[("address", address)]));
            view! {
                {select(visit, &state, result, result_label, None, Some(form_text::CHOOSE), results(visit))}
                {area(visit, &state, evidence, evidence_label, hint, "2")}
            }
        })
        .collect();
    let issuer = area(visit, &state, "issuer", label::ISSUER, Some(texts::ISSUER_HINT.to(locale).to_owned()), "2");
    let vetting = view.needs_vetting.then(|| vetting(visit, &state));
    let committee =
        view.needs_committee.then(|| date(visit, &state, "finance_committee_on", label::FINANCE_COMMITTEE_ON, None));
    view! {
        {reasons}
        <h3>{texts::CHECKS.to(locale)}</h3>
        <p class="meta">{texts::EVIDENCE_HINT.to(locale)}</p>
        {checks}{issuer}{vetting}{committee}
    }
    .into_any()
}

fn vetting(visit: &Visit, state: &FormState) -> AnyView {
    let found = codes(VettingResult::ALL.iter().map(|one| one.code()), i18n::vetting_result::find, visit);
    view! {
        {select(visit, state, "vetting", label::VETTING, None, Some(form_text::CHOOSE), found)}
        {area(visit, state, "vetting_evidence", label::VETTING_EVIDENCE, None, "2")}
    }
    .into_any()
}

/// What is known already stands in the form, and may be changed; what was typed stays.
fn notice(visit: &Visit, view: &AwardView, state: &FormState) -> AnyView {
    let mut state = state.clone();
    if !state.is_refused() {
        let known = &view.known;
        state.fields.set("method", known.method.map_or("", |method| method.code()));
        if let Some(address) = &known.department_address {
            state.fields.set("address_zh_hant", address.zh_hant.clone());
            state.fields.set("address_zh_hans", address.zh_hans.clone());
            state.fields.set("address_en", address.en.clone());
        }
    }
    let state = &state;
    let methods = codes(AwardMethod::ALL.iter().map(|one| one.code()), i18n::award_method::find, visit);
    let hint = Some(texts::METHOD_HINT.to(visit.locale()).to_owned());
    view! {
        {area(visit, state, "address_zh_hant", label::ADDRESS_ZH_HANT, None, "2")}
        {area(visit, state, "address_zh_hans", label::ADDRESS_ZH_HANS, None, "2")}
        {area(visit, state, "address_en", label::ADDRESS_EN, None, "2")}
        {select(visit, state, "method", label::AWARD_METHOD, hint, Some(form_text::CHOOSE), methods)}
        {area(visit, state, "justification_zh_hant", label::JUSTIFICATION_ZH_HANT, None, "2")}
        {area(visit, state, "justification_zh_hans", label::JUSTIFICATION_ZH_HANS, None, "2")}
        {area(visit, state, "justification_en", label::JUSTIFICATION_EN, None, "2")}
    }
    .into_any()
}

fn results(visit: &Visit) -> Vec<(String, String)> {
    codes(CheckResult::ALL.iter().map(|one| one.code()), i18n::check_result::find, visit)
}

/// Codes with their words.
fn codes(
    all: impl Iterator<Item = &'static str>,
    find: fn(&str) -> Option<Text>,
    visit: &Visit,
) -> Vec<(String, String)> {
    all.map(|code| (code.to_owned(), i18n::words(find, code, visit.locale()))).collect()
}
