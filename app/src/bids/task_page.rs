//! One task of a bid: what is typed is kept, wrong fields are marked, and the last one hands the bid in.

use super::price_task::{price_label, prices};
use super::promise_task;
use super::sealed_page::picked;
use super::{bid_notes, bid_page, check_task, written};
use crate::components::{Named, area, checkbox, named_area, named_summary};
use crate::forms::{FormState, Posted, attempt};
use crate::i18n::{self, bid as texts, bid_section, form as form_text, label, own_bids};
use crate::layout::{Meta, banner, crumbs};
use crate::render;
use crate::routes::{Route, with_query};
use crate::visit::{Visit, see_other};
use axum::extract::Path;
use axum::response::Response;
use domain::bids::{BidRefusal, Section, SubmissionId};
use domain::form::{Fields, Problem, Rule};
use domain::refusal::Refusal;
use domain::tenders::views::said;
use leptos::prelude::*;
use services::Failure;
use services::bids::{self, BidView};

/// `GET /{locale}/tenders/{reference}/bid/{task}`
pub async fn get(visit: Visit, Path((_, reference, task)): Path<(String, String, String)>) -> Response {
    let section = attempt!(visit, Section::parse(&task).ok_or(Failure::NotFound));
    show(&visit, &reference, section, None).await
}

/// `POST /{locale}/tenders/{reference}/bid/{task}`
pub async fn post(Path((_, reference, task)): Path<(String, String, String)>, posted: Posted) -> Response {
    let visit = posted.visit.clone();
    let section = attempt!(visit, Section::parse(&task).ok_or(Failure::NotFound));
    match done(&posted, &reference, section).await {
        Ok(next) => see_other(&next),
        Err(Failure::Refused(refusal)) => {
            show(&visit, &reference, section, Some(FormState::refused(posted.fields, refusal))).await
        }
        Err(failure) => visit.failed(failure).await,
    }
}

async fn done(posted: &Posted, reference: &str, section: Section) -> Result<String, Failure> {
    let (visit, caller) = (&posted.visit, posted.visit.caller());
    let back = visit.to(Route::Bid(reference));
    match section {
        Section::Files => {
            if let Some(upload) = posted.chosen("file") {
                bids::attach(caller, reference, &upload.name, &upload.content).await?;
            } else if !posted.fields.get("remove").is_empty() {
                bids::detach(caller, reference, posted.fields.get("remove")).await?;
            } else {
                let missing = Problem { field: "file".to_owned(), rule: Rule::Required };
                return Err(Refusal::Form(vec![missing]).into());
            }
            Ok(visit.to(Route::BidTask(reference, section)))
        }
        Section::Prices => {
            bids::save(caller, reference, section, &posted.fields).await?;
            // It stays on its page, which shows what the prices come to.
            Ok(with_query(visit.to(Route::BidTask(reference, section)), &[("done", "saved".to_owned())]))
        }
        Section::Check => {
            let id = SubmissionId(posted.once().ok_or(Failure::Refused(Refusal::FormExpired))?.0);
            // The notice as it stood when the page was drawn: a bid is made to what its bidder read.
            let seen = posted.fields.get("notice").parse().ok();
            bids::submit_as_seen(caller, reference, id, posted.fields.get("password"), seen).await?;
            Ok(with_query(back, &[("done", "bid_submitted".to_owned())]))
        }
        _ => {
            bids::save(caller, reference, section, &posted.fields).await?;
            Ok(with_query(back, &[("done", "saved".to_owned())]))
        }
    }
}

async fn show(visit: &Visit, reference: &str, section: Section, form: Option<FormState>) -> Response {
    let view = attempt!(visit, bids::show(visit.caller(), reference).await);
    // What comes after the close is refused on the page of the bid, which says why.
    if let Some(late) = form.as_ref().filter(|form| !view.is_open && form.is_refused()) {
        return bid_page::show(visit, reference, late.clone()).await;
    }
    if !view.is_open || !view.tasks.iter().any(|(task, _)| *task == section) {
        return visit.failed(Failure::NotFound).await;
    }
    let form = form.unwrap_or_else(|| FormState::filled(Fields::new(view.typed.clone())));
    let form = match section {
        Section::Prices => about_prices(form, &view),
        Section::Files if form.refusal.is_some() => form.about("file"),
        _ => form,
    };
    let title = i18n::words(bid_section::find, section.code(), visit.locale());
    let meta = Meta::titled(&title).private().refused(form.is_refused()).under("/tenders");
    let status = form.status();
    render::page(visit, status, meta, (view, form), move |visit, (view, form)| draw(visit, view, form, section)).await
}

fn draw(visit: &Visit, view: &BidView, form: &FormState, section: Section) -> AnyView {
    let locale = visit.locale();
    let title = i18n::words(bid_section::find, section.code(), locale);
    let writes = bid_notes::may_write(visit);
    let body = match section {
        _ if !writes => read_only(visit, view, section),
        Section::Eligibility => eligibility(visit, form),
        Section::Technical => technical(visit, view, form),
        Section::Innovation => innovation(visit, form),
        Section::Promises => saved_form(visit, promise_task::rows(visit, view, form)),
        Section::Prices => prices(visit, view, form),
        Section::Files => files(visit, view, form),
        Section::Check => check_task::draw(visit, view, form),
    };
    let way = vec![
        (visit.to(Route::OwnBids), own_bids::TITLE.to(locale).to_owned()),
        (visit.to(Route::Bid(&view.reference)), texts::YOUR_BID.to(locale).to_owned()),
    ];
    view! {
        {crumbs(visit, way)}
        <main id="main" tabindex="-1" class="wrap main main--after-crumbs">
            <div class="wizard">
                {(!form.is_refused()).then(|| banner(visit))}
                {summary(visit, view, form)}
                <p class="eyebrow num">{view.reference.clone()}</p>
                <h1>{title}</h1>
                {body}
            </div>
        </main>
    }
    .into_any()
}

/// The task as it is written, for a colleague who may not write.
fn read_only(visit: &Visit, view: &BidView, section: Section) -> AnyView {
    let written = match section {
        Section::Check => written::answers(visit, view, false),
        _ => vec![written::task(visit, view, section, false)],
    };
    view! {
        {bid_notes::draw(visit, view, None)}
        {written}
        <p class="mt5"><a href=visit.to(Route::Bid(&view.reference))>{texts::BACK_TO_TASKS.to(visit.locale())}</a></p>
    }
    .into_any()
}

/// A total that cannot be is mended where the first price is typed.
fn about_prices(form: FormState, view: &BidView) -> FormState {
    let of_total = matches!(
        form.refusal,
        Some(Refusal::Bid(BidRefusal::PriceNotPositive | BidRefusal::NegativePrice | BidRefusal::PriceTooLarge))
    );
    match view.lines.first().filter(|_| of_total) {
        Some(line) => form.about(&line.field),
        None => form,
    }
}

/// What is wrong, with each field under the name it has on the page.
fn summary(visit: &Visit, view: &BidView, form: &FormState) -> Option<AnyView> {
    let locale = visit.locale();
    named_summary(visit, form, |field| {
        let asked = view.requirements.iter().find(|one| one.field == field).map(|one| said(&one.text, locale).text);
        let priced = view.lines.iter().find(|line| line.field == field).map(|line| price_label(visit, line));
        let common = || form.name(field).map_or_else(String::new, |name| name.to(locale).to_owned());
        asked.or(priced).or_else(|| promise_task::label(visit, field)).unwrap_or_else(common)
    })
}

pub(super) fn saved_form(visit: &Visit, body: AnyView) -> AnyView {
    view! {
        <form class="form mt5" method="post" novalidate>
            {body}
            <button class="btn">{form_text::SAVE.to(visit.locale())}</button>
        </form>
    }
    .into_any()
}

fn eligibility(visit: &Visit, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let choices = vec![
        ("alone".to_owned(), texts::ALONE.to(locale).to_owned()),
        ("others".to_owned(), texts::WITH_OTHERS.to(locale).to_owned()),
    ];
    let body = view! {
        {checkbox(visit, form, "non_collusion", texts::NON_COLLUSION)}
        {crate::components::select(visit, form, "parties", label::PARTIES, None, Some(form_text::CHOOSE), choices)}
        {area(visit, form, "related", label::RELATED, Some(texts::RELATED_HINT.to(locale).to_owned()), "3")}
    };
    saved_form(visit, body.into_any())
}

fn technical(visit: &Visit, view: &BidView, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let answers: Vec<_> = view
        .requirements
        .iter()
        .map(|one| {
            let hint = if one.is_essential { texts::ESSENTIAL } else { texts::SCORED };
            let asked = said(&one.text, locale);
            named_area(visit, form, &Named::of(&one.field, asked.text).spoken(asked.other).hinted(hint.to(locale)), "5")
        })
        .collect();
    saved_form(visit, answers.into_any())
}

fn innovation(visit: &Visit, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let choices = vec![
        ("none".to_owned(), texts::NO_SUGGESTION.to(locale).to_owned()),
        ("offered".to_owned(), texts::SUGGESTION.to(locale).to_owned()),
    ];
    let body = view! {
        <p>{texts::INNOVATION_TEXT.to(locale)}</p>
        {crate::components::select(visit, form, "innovation", label::INNOVATION, None, Some(form_text::CHOOSE), choices)}
        {area(visit, form, "suggestion", label::SUGGESTION, None, "8")}
    };
    saved_form(visit, body.into_any())
}

fn files(visit: &Visit, view: &BidView, form: &FormState) -> AnyView {
    let locale = visit.locale();
    let rows: Vec<_> = view
        .files
        .iter()
        .map(|file| {
            let size = locale.bytes(file.size_bytes);
            let (name, sha256) = (file.name.clone(), file.sha256.clone());
            let removes = texts::REMOVES.fill(locale, &[("name", &file.name)]);
            view! {
                <li>
                    <div><h2 class="rows__title">{name}</h2><p class="meta">{size}</p><p class="meta"><code class="break">{file.sha256.clone()}</code></p></div>
                    <div class="rows__side">
                        <form method="post" enctype="multipart/form-data">
                            <input type="hidden" name="remove" value=sha256/>
                            <button class="btn btn--quiet btn--sm">{texts::REMOVE.to(locale)}<span class="sr">{removes}</span></button>
                        </form>
                    </div>
                </li>
            }
        })
        .collect();
    view! {
        <p class="mt3">{texts::FILES_TEXT.to(locale)}</p>
        <ul role="list" class="rows mt4">{rows}</ul>
        <form class="form mt5" method="post" enctype="multipart/form-data" novalidate>
            {picked(visit, form, "file", (label::FILE, texts::FILE_HINT), ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.png,.jpg,.csv,.txt")}
            <button class="btn">{texts::UPLOAD.to(locale)}</button>
        </form>
        <p class="mt5"><a href=visit.to(Route::Bid(&view.reference))>{texts::BACK_TO_TASKS.to(locale)}</a></p>
    }
    .into_any()
}
