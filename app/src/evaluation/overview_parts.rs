//! Parts of an evaluation's overview.

use super::common::{Shown, filled, folded, hidden, result};
use crate::components::{Named, moment, named_area, named_input, named_select};
use crate::i18n::{self, evaluation as texts, evaluation_state, to_do};
use crate::routes::Route;
use crate::visit::Visit;
use domain::evaluation::{EvaluationState, Outstanding};
use domain::text::Text;
use leptos::prelude::*;
use services::evaluation::{EvaluationView, MemberView, ToDo};

/// The course of the evaluation as a bar.
pub(super) fn way(visit: &Visit, view: &EvaluationView) -> AnyView {
    let locale = visit.locale();
    let steps: Vec<_> = EvaluationState::ALL
        .iter()
        .filter(|state| **state != EvaluationState::NotStarted || view.state == EvaluationState::NotStarted)
        .map(|state| {
            let words = i18n::words(evaluation_state::find, state.code(), locale);
            let over = *state < view.state || *state == EvaluationState::Reported && view.state == *state;
            match (*state == view.state, over) {
                (_, true) => view! { <li class="done">{words}</li> }.into_any(),
                (true, false) => view! { <li class="now" aria-current="step">{words}</li> }.into_any(),
                (false, false) => view! { <li>{words}</li> }.into_any(),
            }
        })
        .collect();
    view! { <ol role="list" class="steps mt4" aria-label=texts::WAY.to(locale)>{steps}</ol> }.into_any()
}

/// A step that waits for the one who looks, with the way there.
pub(super) fn step(visit: &Visit, view: &EvaluationView, step: ToDo) -> AnyView {
    let reference = &view.reference;
    let route = match step {
        ToDo::Appoint | ToDo::RenewConflicts => None,
        ToDo::Declare | ToDo::Rule => Some(Route::EvaluationInterests(reference)),
        ToDo::Mark => Some(Route::EvaluationMarks(reference)),
        ToDo::Settle | ToDo::SignTechnical => Some(Route::EvaluationModeration(reference)),
        ToDo::OpenPrices | ToDo::Rank => Some(Route::EvaluationPrices(reference)),
        ToDo::Draw | ToDo::Recommend | ToDo::SignReport | ToDo::Reopen => Some(Route::EvaluationReport(reference)),
    };
    let words = i18n::words(to_do::find, step.code(), visit.locale());
    match route {
        Some(route) => view! { <li><a class="btn btn--wide" href=visit.to(route)>{words}</a></li> }.into_any(),
        None => view! { <li><b>{words}</b></li> }.into_any(),
    }
}

/// The form that appoints the panel.
pub(super) fn begin(visit: &Visit, shown: &Shown) -> AnyView {
    assessment(visit, shown, "begin", texts::BEGIN_TEXT, texts::BEGIN)
}

/// The form that assesses conflicts again, now that a bidder joined.
pub(super) fn assess(visit: &Visit, shown: &Shown) -> AnyView {
    assessment(visit, shown, "conflicts", texts::ASSESS_TEXT, texts::ASSESS)
}

fn assessment(visit: &Visit, shown: &Shown, form: &'static str, text: Text, button: Text) -> AnyView {
    let (locale, state) = (visit.locale(), shown.state_of(form));
    let finding = Named::of("finding", texts::FINDING.to(locale)).hinted(texts::FINDING_HINT.to(locale)).within(form);
    view! {
        <form class="form mt3" method="post" novalidate>
            {hidden(shown, form, &[])}
            <p>{text.to(locale)}</p>
            {named_area(visit, &state, &finding, "4")}
            <button class="btn btn--wide">{button.to(locale)}</button>
        </form>
    }
    .into_any()
}

/// Links to the parts of the evaluation that are there for the one who looks.
pub(super) fn sections(visit: &Visit, view: &EvaluationView) -> AnyView {
    let (locale, reference, seat) = (visit.locale(), &view.reference, view.seat);
    let begun = view.state > EvaluationState::NotStarted;
    let reads = seat.panel || seat.procures || seat.board || seat.audits;
    let prices = reads || seat.opens || seat.approves;
    let link = |is: bool, route: Route<'_>, text: Text| {
        is.then(|| view! { <li><a href=visit.to(route)>{text.to(locale)}</a></li> })
    };
    let conflicts: Vec<_> = view
        .conflicts
        .iter()
        .map(|one| {
            let heading = texts::CONFLICTS_RENEWED.fill(locale, &[("day", &locale.date(one.on))]);
            view! { <div class="panel mt4"><h2>{heading}</h2><p class="mt2">{one.finding.clone()}</p></div> }
        })
        .collect();
    let sees = seat.panel || seat.appoints || seat.audits;
    view! {
        <div class="panel">
            <h2>{texts::SECTIONS.to(locale)}</h2>
            <ul role="list" class="mt2">
                {link(begun && sees, Route::EvaluationInterests(reference), texts::INTERESTS)}
                {link(begun && seat.panel, Route::EvaluationMarks(reference), texts::OWN_MARKS)}
                {link(begun && reads, Route::EvaluationModeration(reference), texts::MODERATION)}
                {link(begun && prices, Route::EvaluationPrices(reference), texts::PRICES)}
                {link(begun && (reads || seat.approves), Route::EvaluationReport(reference), texts::REPORT)}
            </ul>
        </div>
        {conflicts}
    }
    .into_any()
}

/// The panel with how far each member is.
pub(super) fn panel(visit: &Visit, shown: &Shown) -> AnyView {
    let (locale, view) = (visit.locale(), &shown.view);
    let rows: Vec<_> = view.panel.iter().map(|member| row(visit, view, member)).collect();
    let replaced: Vec<_> = view
        .replacements
        .iter()
        .map(|one| {
            let name = |person| match view.name_of(person) {
                "" => texts::SOMEBODY.to(locale).to_owned(),
                name => name.to_owned(),
            };
            let values = [("left", name(one.left)), ("joined", name(one.joined)), ("reason", one.reason.clone())];
            view! { <li class="meta">{texts::REPLACED.fill(locale, &filled(&values))}</li> }
        })
        .collect();
    let replaced = (!replaced.is_empty()).then(|| view! { <ul role="list" class="mt3">{replaced}</ul> });
    let goes_on = (EvaluationState::Declaring..EvaluationState::Ranked).contains(&view.state);
    let replace = (view.seat.appoints && goes_on).then(|| replace(visit, shown));
    view! {
        <section>
            <h2 id="panel">{texts::PANEL.to(locale)}</h2>
            <div class="table-scroll mt3" role="region" aria-labelledby="panel" tabindex="0">
                <table class="table table--top table--stack">
                    <thead><tr>
                        <th scope="col">{texts::MEMBER.to(locale)}</th>
                        <th scope="col">{texts::INTERESTS.to(locale)}</th>
                        <th scope="col">{texts::MARKS.to(locale)}</th>
                        <th scope="col">{texts::TECHNICAL_SIGNATURE.to(locale)}</th>
                        <th scope="col">{texts::REPORT_SIGNATURE.to(locale)}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {replaced}
            {replace}
        </section>
    }
    .into_any()
}

fn row(visit: &Visit, view: &EvaluationView, member: &MemberView) -> AnyView {
    let locale = visit.locale();
    let chairs = member.chairs.then(|| view! { " "<span class="tag">{texts::CHAIR.to(locale)}</span> });
    let me =
        (member.person == view.me).then(|| view! { " "<span class="tag tag--info">{texts::YOU.to(locale)}</span> });
    let begun = view.state > EvaluationState::NotStarted;
    let interests = match member.outstanding {
        _ if !begun => view! { <span class="meta">{texts::UNDECLARED.to(locale)}</span> }.into_any(),
        None | Some(Outstanding::Assessment) => view! { <span>{texts::DECLARED.to(locale)}</span> }.into_any(),
        Some(Outstanding::Declaration { .. }) => {
            view! { <span class="tag tag--warn">{texts::UNDECLARED.to(locale)}</span> }.into_any()
        }
        Some(Outstanding::Conflict { .. }) => {
            view! { <span class="tag tag--bad">{texts::CONFLICT_OPEN.to(locale)}</span> }.into_any()
        }
    };
    let when = |at: Option<domain::time::Timestamp>, otherwise: Text| match at {
        Some(at) => moment(visit, at),
        None => view! { <span class="meta">{otherwise.to(locale)}</span> }.into_any(),
    };
    let dissent = member.signed_report.as_ref().and_then(|(_, dissent)| dissent.clone()).map(|text| {
        view! { <p class="meta">{texts::DISSENT_GIVEN.fill(locale, &[("text", &text)])}</p> }
    });
    view! {
        <tr>
            <th scope="row">{member.name.clone()}{chairs}{me}</th>
            <td data-label=texts::INTERESTS.to(locale)>{interests}</td>
            <td data-label=texts::MARKS.to(locale)>{when(member.submitted_at, texts::NOT_SUBMITTED)}</td>
            <td data-label=texts::TECHNICAL_SIGNATURE.to(locale)>{when(member.signed_technical_at, texts::NOT_SIGNED)}</td>
            <td data-label=texts::REPORT_SIGNATURE.to(locale)>
                {when(member.signed_report.as_ref().map(|(at, _)| *at), texts::NOT_SIGNED)}{dissent}
            </td>
        </tr>
    }
    .into_any()
}

fn replace(visit: &Visit, shown: &Shown) -> AnyView {
    let (locale, state) = (visit.locale(), shown.state_of("replace"));
    let members = shown.view.panel.iter().map(|member| (member.person.to_string(), member.name.clone())).collect();
    let field = |name: &str, text: domain::text::Text| Named::of(name, text.to(locale)).within("replace");
    let joining = field("joining", texts::JOINING).hinted(texts::JOINING_HINT.to(locale));
    let body = view! {
        <form class="form mt3" method="post" novalidate>
            {hidden(shown, "replace", &[])}
            <p>{texts::REPLACE_TEXT.to(locale)}</p>
            {named_select(visit, &state, &field("leaving", texts::LEAVING), members)}
            {named_input(visit, &state, &joining, "email", "")}
            {named_input(visit, &state, &field("team", texts::TEAM), "text", "input--20")}
            {named_area(visit, &state, &field("reason", texts::REASON), "3")}
            <button class="btn btn--quiet">{texts::REPLACE.to(locale)}</button>
        </form>
    };
    folded(state.is_refused(), texts::REPLACE.to(locale).to_owned(), body.into_any())
}

/// The bids with how far each came.
pub(super) fn bids(visit: &Visit, view: &EvaluationView) -> AnyView {
    let locale = visit.locale();
    let rows: Vec<_> = view
        .bids
        .iter()
        .map(|one| {
            let name = one.name.get(locale).to_owned();
            let name = if view.reads_bids && one.unreadable.is_none() {
                let href = visit.to(Route::EvaluationBid(&view.reference, one.bid));
                view! { <a href=href>{name}</a> }.into_any()
            } else {
                name.into_any()
            };
            let result = match one.unreadable {
                Some(_) => view! { <span class="tag tag--bad">{texts::UNREADABLE.to(locale)}</span> }.into_any(),
                None => result(visit, view, one.bid),
            };
            view! { <tr><th scope="row">{name}</th><td data-label=texts::RESULT.to(locale)>{result}</td></tr> }
        })
        .collect();
    view! {
        <section>
            <h2 id="bids">{texts::BIDS.to(locale)}</h2>
            <div class="table-scroll mt3" role="region" aria-labelledby="bids" tabindex="0">
                <table class="table table--top table--stack">
                    <thead><tr><th scope="col">{texts::BIDDER.to(locale)}</th><th scope="col">{texts::RESULT.to(locale)}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}
