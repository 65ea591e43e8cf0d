//! What is written of a bid, to be read: on its check page, by a colleague who may not write, after the close, and as a file.

use super::bid_notes::was_not_sent;
use super::price_task::{price_label, sums};
use super::promise_task;
use crate::components::words::bracketed;
use crate::i18n::{self, bid as texts, bid_copy, bid_note, bid_promises, bid_section, label, promise_kind};
use crate::routes::Route;
use crate::visit::Visit;
use domain::bids::{OfferedPromise, Section};
use domain::form::Fields;
use domain::locale::Locale;
use domain::tenders::views::said;
use leptos::prelude::*;
use services::bids::BidView;

/// One question with its answer.
struct Entry {
    asked: String,
    /// Language of the question, when the page has another.
    lang: Option<Locale>,
    answered: String,
}

impl Entry {
    fn of(asked: impl Into<String>, answered: impl Into<String>) -> Entry {
        Entry { asked: asked.into(), lang: None, answered: answered.into() }
    }
}

/// What was answered in a task, in its order.
fn entries(visit: &Visit, view: &BidView, section: Section) -> Vec<Entry> {
    let (locale, typed) = (visit.locale(), Fields::new(view.typed.clone()));
    match section {
        Section::Eligibility => {
            let declared = if typed.ticked("non_collusion") { texts::NON_COLLUSION } else { bid_copy::NOT_DECLARED };
            let parties = match typed.get("parties") {
                "alone" => texts::ALONE.to(locale),
                "others" => texts::WITH_OTHERS.to(locale),
                _ => "",
            };
            let mut all = vec![
                Entry::of(bid_copy::DECLARATION.to(locale), declared.to(locale)),
                Entry::of(label::PARTIES.to(locale), parties),
            ];
            if typed.get("parties") == "others" {
                all.push(Entry::of(label::RELATED.to(locale), typed.get("related")));
            }
            all
        }
        Section::Technical => {
            let of = |one: &services::bids::RequirementView| {
                let asked = said(&one.text, locale);
                Entry { asked: asked.text, lang: asked.other, answered: typed.get(&one.field).to_owned() }
            };
            view.requirements.iter().map(of).collect()
        }
        Section::Innovation => {
            let choice = match typed.get("innovation") {
                "none" => texts::NO_SUGGESTION.to(locale),
                "offered" => texts::SUGGESTION.to(locale),
                _ => "",
            };
            let mut all = vec![Entry::of(label::INNOVATION.to(locale), choice)];
            if typed.get("innovation") == "offered" {
                all.push(Entry::of(label::SUGGESTION.to(locale), typed.get("suggestion")));
            }
            all
        }
        Section::Promises => {
            let of = |one: &OfferedPromise| {
                Entry::of(i18n::words(promise_kind::find, one.kind.code(), locale), promise_task::offered(visit, one))
            };
            let all: Vec<_> = view.promises.iter().map(of).collect();
            if all.is_empty() {
                vec![Entry::of(bid_promises::TITLE.to(locale), bid_copy::NO_PROMISE.to(locale))]
            } else {
                all
            }
        }
        Section::Prices => {
            let price = |line: &services::bids::LineView| {
                Entry::of(
                    price_label(visit, line),
                    line.unit_price.map(|price| locale.money(price)).unwrap_or_default(),
                )
            };
            let total = view.total.map(|total| Entry::of(texts::TOTAL.to(locale), locale.money(total)));
            view.lines.iter().map(price).chain(total).collect()
        }
        Section::Files => {
            let of = |file: &services::bids::FileView| bracketed(locale, &file.name, &locale.bytes(file.size_bytes));
            let names: Vec<_> = view.files.iter().map(of).collect();
            let names = if names.is_empty() { bid_copy::NO_FILE.to(locale).to_owned() } else { names.join("\n") };
            vec![Entry::of(label::FILE.to(locale), names)]
        }
        Section::Check => Vec::new(),
    }
}

/// Every task with what is written in it; with `changes`, each with the way back to it.
pub(super) fn answers(visit: &Visit, view: &BidView, changes: bool) -> Vec<AnyView> {
    let tasks = view.tasks.iter().map(|(section, _)| *section).filter(|section| *section != Section::Check);
    tasks.map(|section| task(visit, view, section, changes)).collect()
}

/// One task as it is written.
pub(super) fn task(visit: &Visit, view: &BidView, section: Section, changes: bool) -> AnyView {
    let locale = visit.locale();
    let name = i18n::words(bid_section::find, section.code(), locale);
    let change = changes.then(|| {
        let href = visit.to(Route::BidTask(&view.reference, section));
        view! { <a href=href>{bid_copy::CHANGE.to(locale)}<span class="sr">" "{name.clone()}</span></a> }
    });
    let has_lines = view.lines.iter().any(|line| !line.is_whole());
    let body = if section == Section::Prices && has_lines {
        sums(visit, view)
    } else {
        let rows: Vec<_> = entries(visit, view, section)
            .into_iter()
            .map(|entry| {
                let answered = if entry.answered.trim().is_empty() {
                    view! { <span class="meta">{bid_copy::NOTHING.to(locale)}</span> }.into_any()
                } else {
                    entry.answered.into_any()
                };
                view! { <div><dt lang=entry.lang.map(Locale::lang)>{entry.asked}</dt><dd class="pre-line">{answered}</dd></div> }
            })
            .collect();
        view! { <dl class="facts facts--wide mt3">{rows}</dl> }.into_any()
    };
    view! {
        <section class="mt5">
            <div class="row row--spread"><h2 class="t-md">{name}</h2>{change}</div>
            {body}
        </section>
    }
    .into_any()
}

/// What the company wrote and did not send, or what a colleague is writing; nothing when nothing is there.
pub(super) fn of_company(visit: &Visit, view: &BidView) -> Option<AnyView> {
    let locale = visit.locale();
    if view.typed.is_empty() && view.files.is_empty() {
        return None;
    }
    let copy = was_not_sent(view).then(|| copy_link(visit, view));
    let body = view! {
        <section class="section" aria-labelledby="written">
            <h2 id="written">{bid_note::WRITTEN.to(locale)}</h2>
            {copy}
            {answers(visit, view, false)}
        </section>
    };
    Some(body.into_any())
}

/// The way to the file.
pub(super) fn copy_link(visit: &Visit, view: &BidView) -> AnyView {
    let href = visit.to(Route::BidCopy(&view.reference));
    view! { <p class="mt3"><a href=href download=true>{bid_copy::LINK.to(visit.locale())}</a></p> }.into_any()
}

/// The same as plain text, to be kept by who wrote it.
pub(super) fn text(visit: &Visit, view: &BidView) -> String {
    let locale = visit.locale();
    let mut lines = vec![
        texts::TITLE.fill(locale, &[("tender", &said(&view.title, locale).text)]),
        view.reference.clone(),
        view.company.get(locale).to_owned(),
        bid_copy::MADE.fill(locale, &[("time", &locale.exact_moment(visit.caller().now()))]),
        bid_copy::NO_PROOF.to(locale).to_owned(),
    ];
    for (section, _) in view.tasks.iter().filter(|(section, _)| *section != Section::Check) {
        lines.push(String::new());
        lines.push(format!("== {} ==", i18n::words(bid_section::find, section.code(), locale)));
        for entry in entries(visit, view, *section) {
            let nothing = entry.answered.trim().is_empty();
            let answered = if nothing { bid_copy::NOTHING.to(locale).to_owned() } else { entry.answered };
            lines.extend([String::new(), entry.asked, answered]);
        }
    }
    // Programs of every system read these ends of lines.
    let lines = lines.join("\n").replace("\r\n", "\n").replace('\n', "\r\n");
    format!("{lines}\r\n")
}
