//! A published tender: where it stands, its dates, what is asked, documents, questions, changes; ask and watch here.

use super::tender_parts as parts;
use super::tender_terms as terms;
use super::{calendar, words};
use crate::components::words::other_language;
use crate::components::{error_summary, icons, said};
use crate::download;
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::{awards as i18n_awards, frame, nav, tender, tender_ground};
use crate::layout::{Meta, banner, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::extract::Path;
use axum::response::Response;
use domain::awards::views::Waiting;
use domain::refusal::Refusal;
use domain::tenders::views::{self, PublicTender};
use leptos::prelude::*;
use services::Failure;
use services::awards;
use services::tenders::{ask, ask_to_watch, follow, show_public};

/// What the page shows: the tender, and the form that was refused, if one was.
pub(super) struct Shown {
    pub view: PublicTender,
    pub form: FormState,
    /// The decision that is not final yet.
    pub waiting: Option<Waiting>,
    /// How it ended was published.
    pub has_notice: bool,
}

/// `GET /{locale}/tenders/{reference}`, and its calendar with `.ics` behind.
pub async fn get(visit: Visit, Path((_, reference)): Path<(String, String)>) -> Response {
    if reference.ends_with(".ics") {
        return calendar_of(&visit, &reference).await;
    }
    show(&visit, &reference, FormState::default()).await
}

/// The calendar of a tender; `reference` ends with `.ics`.
pub(super) async fn calendar_of(visit: &Visit, reference: &str) -> Response {
    let reference = reference.trim_end_matches(".ics");
    let view = attempt!(visit, show_public(visit.caller(), visit.locale(), reference).await);
    let base = &visit.caller().services().public_url;
    let host = base.rsplit('/').next().unwrap_or("");
    let link = format!("{base}{}", visit.to(Route::Tender(reference)));
    let body = calendar::of(visit.locale(), host, &link, &view, visit.caller().now());
    download::text("text/calendar; charset=utf-8", body)
}

/// `POST /{locale}/tenders/{reference}`: `do` is `ask`, `watch`, `follow` or `unfollow`.
pub async fn post(Path((_, reference)): Path<(String, String)>, posted: Posted) -> Response {
    let visit = posted.visit.clone();
    match take(&posted, &reference).await {
        Ok("watching") => see_other(&with_query(visit.to(Route::Alerts), &[("done", "sent".to_owned())])),
        Ok(done) => see_other(&with_query(visit.to(Route::Tender(&reference)), &[("done", done.to_owned())])),
        Err(Failure::Refused(refusal)) => show(&visit, &reference, FormState::refused(posted.fields, refusal)).await,
        Err(failure) => visit.failed(failure).await,
    }
}

async fn take(posted: &Posted, reference: &str) -> Result<&'static str, Failure> {
    let visit = &posted.visit;
    match posted.fields.get("do") {
        "ask" => {
            visit.caller().officer()?;
            let once = posted.once().ok_or(Failure::Refused(Refusal::FormExpired))?;
            ask(visit.caller(), once, reference, &posted.fields).await?;
            Ok("asked")
        }
        "watch" => {
            let mut fields = posted.fields.clone();
            fields.set("scope", "tender");
            fields.set("tender", reference);
            ask_to_watch(visit.caller(), visit.locale(), &fields, visit.address()).await?;
            Ok("watching")
        }
        "follow" => follow(visit.caller(), reference, true).await.map(|()| "followed"),
        "unfollow" => follow(visit.caller(), reference, false).await.map(|()| "unfollowed"),
        _ => Err(Failure::NotFound),
    }
}

async fn show(visit: &Visit, reference: &str, form: FormState) -> Response {
    let locale = visit.locale();
    let view = attempt!(visit, show_public(visit.caller(), locale, reference).await);
    let waiting = attempt!(visit, awards::waiting(visit.caller(), reference).await);
    let has_notice = match awards::show_notice(visit.caller(), locale, reference).await {
        Ok(_) => true,
        Err(Failure::NotFound) => false,
        Err(failure) => return visit.failed(failure).await,
    };
    let title = views::said(&view.notice.title, locale).text;
    let title = tender::PAGE_TITLE.fill(locale, &[("title", &title), ("reference", reference)]);
    let meta = Meta::titled(title).refused(form.is_refused()).under("/tenders");
    let status = form.status();
    render::page(visit, status, meta, Shown { view, form, waiting, has_notice }, draw).await
}

fn draw(visit: &Visit, shown: &Shown) -> impl IntoView + use<> {
    let locale = visit.locale();
    let view = &shown.view;
    let notice = &view.notice;
    let weights = notice.scheme.as_ref().map(|scheme| words::weights(locale, scheme));
    let lot = notice.lot_of.as_ref().map(|lot| {
        view! { <a class="meta num" href="#lots">{super::lots::place(locale, lot.number, lot.count)}</a> }
    });
    let cancelled = view.cancelled.map(|(ground, _)| {
        let ground = crate::i18n::words(tender_ground::find, ground.code(), locale);
        let text = tender::CANCELLED_NOTE.fill(locale, &[("ground", &ground)]);
        view! { <div class="note note--warn mt5">{icons::warn()}<p>{text}</p></div> }
    });
    let postponed = parts::postponed(visit, view);
    let deciding = shown.waiting.map(|waiting| {
        let at = locale.date(waiting.signable_from.day());
        let (class, text) = if waiting.suspended {
            ("note note--warn mt5", i18n_awards::CHALLENGED.to(locale).to_owned())
        } else {
            ("note mt5", i18n_awards::DECIDING.fill(locale, &[("at", &at)]))
        };
        view! { <div class=class><p>{text}</p></div> }
    });
    let ending = shown.has_notice.then(|| {
        let href = visit.to(Route::AwardNotice(&notice.reference));
        view! { <p class="mt5"><a href=href>{i18n_awards::SEE_NOTICE.to(locale)}</a></p> }
    });
    let manage = view.may_manage.then(|| {
        view! { <p class="mt3"><a href=visit.to(Route::WorkTender(&notice.reference))>{tender::MANAGE.to(locale)}</a></p> }
    });
    view! {
        {crumbs(visit, vec![
            (visit.to(Route::OpenTenders), nav::TENDERS.to(locale).to_owned()),
            (visit.to(Route::Tender(&notice.reference)), notice.reference.clone()),
        ])}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            {banner(visit)}
            {error_summary(visit, &shown.form)}
            <div class="row gap-2">
                {words::stage_tag(visit, view.stage)}
                <span class="meta num">{tender::REFERENCE.to(locale)}" "{notice.reference.clone()}</span>
                <span class="meta">{weights}</span>
                {lot}
                <span class="sample">{frame::SAMPLE.to(locale)}</span>
            </div>
            <h1 class="mt3">{said(&views::said(&notice.title, locale))}</h1>
            {other_language(visit, &views::said(&notice.title, locale))}
            <p class="meta mt2">{view.department.clone()}</p>
            {parts::way(visit, view)}
            <div class="with-key mt5">
                {parts::key_panel(visit, shown)}
                <div class="text">
                    {parts::on_page(visit, view)}
                    {postponed}{cancelled}{deciding}{ending}
                    {parts::keys_void(visit, view)}
                    {parts::latest_addendum(visit, view)}
                    {terms::need(visit, view)}
                    {terms::lots(visit, view)}
                    {terms::requirements(visit, view)}
                    {terms::price_schedule(visit, view)}
                    {terms::criteria(visit, view)}
                    {terms::documents(visit, view)}
                    {terms::reuse(visit, view)}
                    {parts::questions(visit, shown)}
                    {parts::addenda(visit, view)}
                    {parts::history(visit, view)}
                </div>
                <aside class="rail stack" aria-label=tender::FACTS.to(locale)>
                    {parts::facts(visit, view)}
                    {parts::watch(visit, shown)}
                    {manage}
                </aside>
            </div>
        </main>
    }
}
