//! A company's own file: where its registration stands, what to do next, its sections, and what happened.

use super::file_parts as parts;
use crate::components::{area, error_summary, tags};
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::{label, nav, supplier as texts};
use crate::layout::{Meta, banner, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::response::Response;
use domain::suppliers::views::FileView;
use domain::suppliers::{SupplierCommand, SupplierState};
use domain::text::Text;
use leptos::prelude::*;
use services::{Failure, suppliers};

/// `GET /{locale}/supplier`
pub async fn get(visit: Visit) -> Response {
    page(&visit, FormState::default()).await
}

/// `POST /{locale}/supplier`: `do` is `submit` or `renew`.
pub async fn post(posted: Posted) -> Response {
    let visit = posted.visit.clone();
    match take(&posted).await {
        Ok(done) => see_other(&with_query(visit.to(Route::Company), &[("done", done.to_owned())])),
        Err(Failure::Refused(refusal)) => page(&visit, FormState::refused(posted.fields, refusal)).await,
        Err(failure) => visit.failed(failure).await,
    }
}

async fn take(posted: &Posted) -> Result<&'static str, Failure> {
    let caller = posted.visit.caller();
    caller.officer()?;
    match SupplierCommand::parse(posted.fields.get("do")) {
        Some(SupplierCommand::Submit) => suppliers::submit(caller, &posted.fields).await.map(|()| "company_submitted"),
        Some(SupplierCommand::Renew) => suppliers::renew(caller).await.map(|()| "company_renewed"),
        _ => Err(Failure::NotFound),
    }
}

async fn page(visit: &Visit, form: FormState) -> Response {
    let view = attempt!(visit, suppliers::show_own(visit.caller()).await);
    let meta = Meta::titled(nav::COMPANY.to(visit.locale())).private().refused(form.is_refused()).under("/supplier");
    render::page(visit, form.status(), meta, (view, form), |visit, (view, form)| draw(visit, view, form)).await
}

fn draw(visit: &Visit, view: &FileView, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let name = view.supplier.registration.legal_name.shown();
    view! {
        {crumbs(visit, Vec::new())}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            {banner(visit)}
            {error_summary(visit, form)}
            <p class="eyebrow">{view.reference.clone()}</p>
            <h1>{name.get(locale).to_owned()}</h1>
            <p class="row gap-2 mt3">{tags::supplier(visit, view.standing)}</p>
            <div class="with-key mt5">
                <section class="panel panel--key key-panel" aria-labelledby="next">
                    <h2 id="next">{texts::NEXT.to(locale)}</h2>
                    {next(visit, view, form)}
                </section>
                <div class="text stack">
                    {parts::sections(visit, view)}
                    {parts::facts(visit, view)}
                    {ways(visit, view)}
                </div>
                <aside class="rail stack" aria-label=texts::HISTORY.to(locale)>{parts::history(visit, view)}</aside>
            </div>
        </main>
    }
    .into_any()
}

/// Where it stands in words, with its days, and the step to take.
fn next(visit: &Visit, view: &FileView, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let clash = view.number_in_use.then(|| view! { <p class="mt3"><b>{texts::NUMBER_IN_USE.to(locale)}</b></p> });
    let words = standing_words(visit, view);
    let asked = (view.standing == SupplierState::NeedsInfo).then(|| {
        view! { <blockquote class="mt3"><p>{view.question.clone()}</p></blockquote> }
    });
    let ready = view.unwritten.is_empty() && !view.number_in_use;
    let may = |command: SupplierCommand| view.may.contains(&command);
    let open = (may(SupplierCommand::Submit) && !view.unwritten.is_empty())
        .then(|| view! { <p class="mt3">{texts::UNWRITTEN.count(locale, view.unwritten.len() as i64)}</p> });
    let submit = (may(SupplierCommand::Submit) && ready).then(|| {
        let answers = view.standing == SupplierState::NeedsInfo;
        let button = if answers { texts::ANSWER } else { texts::SUBMIT };
        let answer = answers.then(|| area(visit, form, "answer", label::YOUR_ANSWER, None, "4"));
        view! {
            <form method="post" class="form mt3" action=visit.to(Route::Company)>
                {answer}
                <button class="btn btn--wide" name="do" value="submit">{button.to(locale)}</button>
            </form>
        }
    });
    let renew = may(SupplierCommand::Renew).then(|| {
        view! {
            <form method="post" class="form mt3" action=visit.to(Route::Company)>
                <button class="btn btn--wide" name="do" value="renew">{texts::RENEW.to(locale)}</button>
            </form>
        }
    });
    let reader = (!view.may_keep).then(|| view! { <p class="meta mt3">{texts::READ_ONLY.to(locale)}</p> });
    view! { {clash}<p class="mt3">{words}</p>{asked}{open}{submit}{renew}{reader} }.into_any()
}

/// What a standing means for the company today.
fn standing_words(visit: &Visit, view: &FileView) -> String {
    use SupplierState as S;
    let locale = visit.locale();
    let history = view.supplier.history();
    let dated = |text: Text, day: Option<domain::time::Day>| {
        text.fill(locale, &[("day", &day.map(|day| locale.date(day)).unwrap_or_default())])
    };
    match view.standing {
        S::Draft => texts::IS_DRAFT.to(locale).to_owned(),
        S::Submitted => texts::IS_SUBMITTED.to(locale).to_owned(),
        S::UnderReview => texts::IS_UNDER_REVIEW.to(locale).to_owned(),
        S::NeedsInfo => dated(texts::IS_NEEDS_INFO, view.supplier.answer_due()),
        S::Verified => dated(texts::IS_VERIFIED, history.valid_until),
        S::Rejected => texts::IS_REJECTED.to(locale).to_owned(),
        S::Expired => texts::IS_EXPIRED.to(locale).to_owned(),
        S::Suspended => {
            let suspension = history.suspension.as_ref();
            let day = suspension.map(|one| locale.date(one.ends_on)).unwrap_or_default();
            let reason = suspension.map(|one| one.reason.clone()).unwrap_or_default();
            texts::IS_SUSPENDED.fill(locale, &[("day", &day), ("reason", &reason)])
        }
        S::Debarred => {
            let debarment = history.debarment.as_ref();
            let day = debarment.map(|one| locale.date(one.ends_on)).unwrap_or_default();
            let reason = debarment.map(|one| one.reason.clone()).unwrap_or_default();
            texts::IS_DEBARRED.fill(locale, &[("day", &day), ("reason", &reason)])
        }
        S::Closed => texts::IS_CLOSED.to(locale).to_owned(),
    }
}

/// Ways from here: people, and leaving.
fn ways(visit: &Visit, view: &FileView) -> AnyView {
    let locale = visit.locale();
    let close = view.may.contains(&SupplierCommand::Close).then(|| {
        view! { <li><a href=visit.to(Route::CompanyClose)>{texts::CLOSE.to(locale)}</a></li> }
    });
    view! {
        <section class="panel" aria-labelledby="ways">
            <h2 id="ways">{texts::WAYS.to(locale)}</h2>
            <ul class="prose mt2">
                <li><a href=visit.to(Route::CompanyPeople)>{texts::PEOPLE.count(locale, view.people.len() as i64)}</a></li>
                <li><a href=visit.to(Route::OwnBids)>{nav::OWN_BIDS.to(locale)}</a></li>
                <li><a href=visit.to(Route::Outcomes)>{nav::OUTCOMES.to(locale)}</a></li>
                {close}
            </ul>
        </section>
    }
    .into_any()
}
