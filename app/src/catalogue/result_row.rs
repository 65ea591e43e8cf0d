//! One result: what decides, on one row.

use super::words;
use crate::components::said;
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
    /// A button to take it off the shortlist, and one to compare.
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
        <li class="result">
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

fn side(visit: &Visit, card: &ListingCard, name: &str, aside: &Aside) -> AnyView {
    let locale = visit.locale();
    let reference = card.reference.clone();
    let (action, text) = match aside {
        Aside::Compare => ("add", results::SAVE),
        Aside::Shortlisted => ("remove", results::UNSAVE),
    };
    view! {
        <label class="check check--plain">
            <input type="checkbox" name="s" value=reference.clone() data-name=name.to_owned() form="compare"/>
            <span>{results::COMPARE.to(locale)}<span class="sr">" "{name.to_owned()}</span></span>
        </label>
        <form method="post" action=visit.to(Route::Shortlist)>
            <input type="hidden" name="do" value=action/>
            <input type="hidden" name="solution" value=reference/>
            <input type="hidden" name="back" value=visit.path_and_query()/>
            <button class="btn btn--quiet btn--sm btn--wide">{text.to(locale)}<span class="sr">": "{name.to_owned()}</span></button>
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
