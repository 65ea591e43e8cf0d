//! Filters beside the tenders, the chips that take one away, and the ways on when nothing is found.

use crate::i18n::{self, frame, results, tender_facet, tender_tab, tenders};
use crate::routes::Route;
use crate::visit::Visit;
use domain::tenders::views::TenderList;
use domain::tenders::{TenderFacet, TenderQuery};
use leptos::prelude::*;

/// What a form must not forget.
pub(super) fn hidden(query: &TenderQuery, but: &[&str]) -> Vec<AnyView> {
    let kept = query.pairs().into_iter().filter(|(key, _)| !but.contains(key));
    kept.map(|(key, value)| view! { <input type="hidden" name=key value=value/> }.into_any()).collect()
}

/// The filter panel.
pub(super) fn panel(visit: &Visit, view: &TenderList) -> impl IntoView + use<> {
    let locale = visit.locale();
    let query = &view.query;
    let applied = query.applied();
    let count = (applied > 0).then(|| {
        view! { <span class="count"><span class="sr">{tenders::APPLIED.to(locale)}</span>{applied}</span> }
    });
    let cleared = TenderQuery { filters: Default::default(), page: 1, ..query.clone() };
    let groups: Vec<_> = view
        .facets
        .iter()
        .filter(|(_, choices)| !choices.is_empty())
        .map(|(facet, choices)| group(visit, query, *facet, choices))
        .collect();
    let facets: Vec<&str> = TenderFacet::ALL.iter().map(|facet| facet.code()).chain(["page"]).collect();
    view! {
        <aside aria-label=tenders::FILTERS.to(locale)>
            <details class="fold fold--facets">
                <summary>{tenders::FILTERS.to(locale)}" "{count}</summary>
                <form action=format!("{}#results", visit.to(Route::OpenTenders))>
                    {hidden(query, &facets)}
                    <div class="facets">
                        <div class="row row--spread">
                            <h2 class="t-md">{tenders::FILTERS.to(locale)}</h2>
                            <a class="t-sm" href=visit.to(Route::Tenders(&cleared))>{tenders::CLEAR.to(locale)}</a>
                        </div>
                        {groups}
                        <div><button class="btn btn--wide">{tenders::APPLY.to(locale)}</button></div>
                    </div>
                </form>
            </details>
        </aside>
    }
}

fn group(visit: &Visit, query: &TenderQuery, facet: TenderFacet, choices: &[(String, String, usize)]) -> AnyView {
    let locale = visit.locale();
    let title = i18n::words(tender_facet::find, facet.code(), locale);
    let choices: Vec<_> = choices
        .iter()
        .map(|(code, name, count)| {
            let text = choice(visit, facet, code, name);
            let class = if *count == 0 { "check check--none" } else { "check" };
            view! {
                <label class=class>
                    <input type="checkbox" name=facet.code() value=code.clone() checked=query.wants(facet, code)/>
                    <span>{text}</span>
                    <span class="n">{locale.number(*count as i64)}<span class="sr">" "{tenders::TENDERS_WORD.to(locale)}</span></span>
                </label>
            }
        })
        .collect();
    view! {
        <div>
            <details open=true>
                <summary>{title.clone()}</summary>
                <fieldset><legend class="sr">{title}</legend>{choices}</fieldset>
            </details>
        </div>
    }
    .into_any()
}

/// What a choice of a facet is called; a department by the name that came with it.
fn choice(visit: &Visit, facet: TenderFacet, code: &str, name: &str) -> String {
    let locale = visit.locale();
    match facet {
        TenderFacet::Department => name.to_owned(),
        TenderFacet::Category => i18n::words(i18n::category::find, code, locale),
        TenderFacet::Value => i18n::words(i18n::tender_value::find, code, locale),
    }
}

/// What the chosen values of a facet are called, each with its code.
fn chosen(visit: &Visit, view: &TenderList, facet: TenderFacet) -> Vec<(String, String)> {
    let choices = view.facets.iter().find(|(known, _)| *known == facet).map_or(&[][..], |(_, choices)| choices);
    let name = |code: &str| choices.iter().find(|(known, _, _)| known == code).map_or("", |(_, name, _)| name.as_str());
    let values = view.query.filters.get(&facet).into_iter().flatten();
    values.map(|code| (code.clone(), choice(visit, facet, code, name(code)))).collect()
}

/// Applied filters, each a link that takes itself away.
pub(super) fn chips(visit: &Visit, view: &TenderList) -> Option<AnyView> {
    let (locale, query) = (visit.locale(), &view.query);
    if query.applied() == 0 {
        return None;
    }
    let chips: Vec<_> = query
        .filters
        .keys()
        .flat_map(|facet| chosen(visit, view, *facet).into_iter().map(|(code, text)| (*facet, code, text)))
        .map(|(facet, code, text)| {
            let href = format!("{}#results", visit.to(Route::Tenders(&query.without(facet, &code))));
            view! { <a class="chip" href=href>{text}" "<i aria-hidden="true">"×"</i><span class="sr">{results::REMOVE_FILTER.to(locale)}</span></a> }
        })
        .collect();
    let cleared = TenderQuery { filters: Default::default(), page: 1, ..query.clone() };
    let chips = view! {
        <p class="chips mt3">
            <span class="meta">{results::SHOWING_ONLY.to(locale)}</span>
            {chips}
            <a href=visit.to(Route::Tenders(&cleared))>{tenders::CLEAR.to(locale)}</a>
        </p>
    };
    Some(chips.into_any())
}

/// Nothing was found: which filter to drop, which tab has some, and how to be told.
pub(super) fn nothing(visit: &Visit, view: &TenderList) -> AnyView {
    let (locale, query) = (visit.locale(), &view.query);
    let mut ways = Vec::new();
    for (facet, choices) in view.facets.iter().filter(|(facet, _)| query.filters.contains_key(facet)) {
        // Every tender has one value of a facet, so that without it all of them are shown.
        let count: usize = choices.iter().map(|(_, _, count)| count).sum();
        if count == 0 {
            continue;
        }
        let mut without = TenderQuery { page: 1, ..query.clone() };
        without.filters.remove(facet);
        let names: Vec<_> = chosen(visit, view, *facet).into_iter().map(|(_, name)| name).collect();
        let names = names.join(frame::LIST_COMMA.to(locale));
        let text = results::DROP.fill(locale, &[("filter", &names), ("count", &locale.number(count as i64))]);
        ways.push((visit.to(Route::Tenders(&without)), text));
    }
    for (tab, count) in view.tabs.iter().filter(|(tab, count)| *tab != query.tab && *count > 0) {
        let there = TenderQuery { tab: *tab, page: 1, ..query.clone() };
        let name = i18n::words(tender_tab::find, tab.code(), locale);
        let text = tenders::IN_TAB.fill(locale, &[("tab", &name), ("count", &locale.number(*count as i64))]);
        ways.push((visit.to(Route::Tenders(&there)), text));
    }
    if query.applied() > 0 || !query.text.is_empty() {
        ways.push((visit.to(Route::OpenTenders), tenders::SEE_ALL.to(locale).to_owned()));
    }
    ways.push((visit.to(Route::Alerts), tenders::ALERTS.to(locale).to_owned()));
    let ways: Vec<_> = ways.into_iter().map(|(href, text)| view! { <li><a href=href>{text}</a></li> }).collect();
    view! { <div class="empty mt5"><h2>{tenders::EMPTY.to(locale)}</h2><p>{results::NOTHING_TEXT.to(locale)}</p><ul>{ways}</ul></div> }.into_any()
}
