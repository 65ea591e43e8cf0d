//! One result: what decides, on one row.

use super::words;
use crate::components::{icons, said};
use crate::i18n::{frame, results};
use crate::routes::Route;
use crate::visit::Visit;
use domain::catalogue::Access;
use domain::catalogue::views::ListingCard;
use leptos::prelude::*;

/// What stands under the price.
pub enum Aside {
    /// A box to compare and a button to save.
    Compare,
    /// The same on the shortlist itself, where a row that was taken off is gone.
    Shortlisted,
}

/// A result row.
pub fn result_row(visit: &Visit, card: &ListingCard, aside: &Aside) -> AnyView {
    let locale = visit.locale();
    let (tone, tag) = words::access(locale, card);
    let (price, per) = words::price(locale, card);
    let (used, names) = words::users(locale, card);
    let name = card.name.text.clone();
    let fact = |label: &'static str, text: String| view! { <span>{label}" "<b>{text}</b></span> }.into_any();
    let mut facts: Vec<AnyView> = Vec::new();
    if let Some(level) = card.data_ceiling {
        facts.push(fact(results::DATA_UP_TO.to(locale), words::data(locale, level)));
    }
    if let Some(hosting) = card.hosting {
        facts.push(fact(results::RUNS_ON.to(locale), words::hosting(locale, hosting)));
    }
    if let Some(evidence) = &card.evidence {
        let text = results::EVIDENCE_LINE.fill(
            locale,
            &[
                ("measure", &evidence.measure),
                ("value", &evidence.value),
                ("set", &evidence.set),
                ("month", &locale.month(evidence.on.month())),
            ],
        );
        facts.push(fact(results::EVIDENCE.to(locale), text));
    }
    facts.push(fact(results::REFERENCE_NUMBER.to(locale), card.reference.clone()));
    let reuse = if card.adopters > 0 { "reuse" } else { "reuse reuse--none" };
    let sample = card.sample.then(|| view! { <span class="sample">{frame::SAMPLE.to(locale)}</span> });
    let lang = card.summary.other.map(|other| other.lang());
    view! {
        <li class="result" id=anchor(card)>
            <div>
                <div class="row gap-2">
                    <span class=tone>{tag}</span>
                    <span class="meta" lang=if card.access == Access::Reference { lang } else { None }>{words::behind(locale, card)}</span>
                    {sample}
                </div>
                <h2><a href=visit.to(Route::Solution(card))>{said(&card.name)}</a></h2>
                <p lang=lang>{card.summary.text.clone()}</p>
                <div class="result__facts">{facts}</div>
            </div>
            <div class="result__side">
                <div><div class="price num">{price}</div><div class="meta">{per}</div></div>
                <div class=reuse><b>{used}</b><span>{names}</span></div>
                {side(visit, card, &name, aside)}
            </div>
        </li>
    }
    .into_any()
}

/// Where a row stands on its page, to come back to it.
fn anchor(card: &ListingCard) -> String {
    card.reference.to_lowercase()
}

fn side(visit: &Visit, card: &ListingCard, name: &str, aside: &Aside) -> AnyView {
    let locale = visit.locale();
    let back = match aside {
        Aside::Compare => format!("{}#{}", visit.path_and_query(), anchor(card)),
        Aside::Shortlisted => visit.path_and_query(),
    };
    view! {
        <label class="check check--plain no-print">
            <input type="checkbox" name="s" value=card.reference.clone() data-name=name.to_owned() form="compare"/>
            <span>{results::COMPARE.to(locale)}<span class="sr">" "{name.to_owned()}</span></span>
        </label>
        {keep(visit, card, back, "btn btn--quiet btn--sm btn--wide")}
    }
    .into_any()
}

/// The button that puts a solution on the shortlist, or says that it is there and takes it off. `back` is where one
/// comes out.
pub fn keep(visit: &Visit, card: &ListingCard, back: String, button: &'static str) -> AnyView {
    let locale = visit.locale();
    let saved = visit.shortlist().contains(&card.reference);
    let (action, text) = if saved { ("remove", results::UNSAVE) } else { ("add", results::SAVE) };
    let state = saved.then(|| view! { <p class="saved">{icons::good()}{results::SAVED.to(locale)}</p> });
    view! {
        <form method="post" action=visit.to(Route::Shortlist) class="keep no-print">
            <input type="hidden" name="do" value=action/>
            <input type="hidden" name="solution" value=card.reference.clone()/>
            <input type="hidden" name="back" value=back/>
            {state}
            <button class=button>{text.to(locale)}<span class="sr">": "{card.name.text.clone()}</span></button>
        </form>
    }
    .into_any()
}

/// The form the boxes belong to and the bar that gathers them; after `main`.
pub fn compare_bar(visit: &Visit) -> impl IntoView + use<> {
    let locale = visit.locale();
    let action = format!("{}/compare", visit.to(Route::Catalogue));
    view! {
        <form id="compare" action=action.clone()></form>
        <islands::CompareTray
            action=action
            form="compare".to_owned()
            label=results::COMPARE.to(locale).to_owned()
            prompt=results::COMPARE_PROMPT.to(locale).to_owned()
            count=results::COMPARING.to(locale).to_owned()
            remove=results::REMOVE.to(locale).to_owned()
            show=results::COMPARE_SIDE_BY_SIDE.to(locale).to_owned()
        />
    }
}
