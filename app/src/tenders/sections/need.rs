//! The need, and what the catalogue already offers: searched here, chosen here, answered here.

use super::super::section_page::Shown;
use super::super::words::three;
use super::{put_three, save};
use crate::components::{said, select};
use crate::i18n::{self, form as form_text, label, tender, work};
use crate::routes::Route;
use crate::visit::Visit;
use domain::catalogue::Category;
use domain::form::Fields;
use domain::tenders::views::TenderView;
use leptos::prelude::*;

pub(super) fn fill(view: &TenderView, fields: &mut Fields) {
    let draft = &view.draft;
    put_three(fields, "title", &draft.title);
    put_three(fields, "need", &draft.need);
    put_three(fields, "why", &draft.why_not_reuse);
    fields.set("category", draft.category.code());
    let kept: Vec<(String, String)> = fields
        .pairs()
        .iter()
        .cloned()
        .chain(view.considered.iter().map(|one| ("considered".to_owned(), one.reference.clone())))
        .collect();
    *fields = Fields::new(kept);
}

pub(super) fn draw(visit: &Visit, shown: &Shown) -> AnyView {
    let locale = visit.locale();
    let form = &shown.form;
    let categories = Category::ALL
        .iter()
        .map(|one| (one.code().to_owned(), i18n::words(i18n::category::find, one.code(), locale)))
        .collect();
    let ticked: Vec<String> = form.fields.all("considered").map(str::to_owned).collect();
    let known = shown.view.considered.iter().chain(&shown.found);
    let mut seen: Vec<String> = Vec::new();
    let choices: Vec<_> = known
        .filter_map(|one| {
            if seen.contains(&one.reference) {
                return None;
            }
            seen.push(one.reference.clone());
            let checked = ticked.contains(&one.reference);
            Some(view! {
                <label class="choice">
                    <input type="checkbox" name="considered" value=one.reference.clone() checked=checked/>
                    <span>{said(&one.name)}" "<a href=visit.to(Route::SolutionPath(&one.path))>{one.reference.clone()}</a></span>
                </label>
            })
        })
        .collect();
    view! {
        <form class="form mt5" method="post" novalidate>
            {three(visit, form, ["title_zh_hant", "title_zh_hans", "title_en"], None)}
            {select(visit, form, "category", label::CATEGORY, None, Some(form_text::CHOOSE), categories)}
            <p class="meta">{work::NEED_TEXT.to(locale)}</p>
            {three(visit, form, ["need_zh_hant", "need_zh_hans", "need_en"], Some("5"))}
            <fieldset id="considered">
                <legend>{tender::REUSE.to(locale)}</legend>
                <div class="field">
                    <label for="search">{work::NEED_SEARCH.to(locale)}</label>
                    <span class="hint" id="search-hint">{work::NEED_SEARCH_HINT.to(locale)}</span>
                    <div class="search">
                        <input class="input" id="search" name="search" type="search" aria-describedby="search-hint" value=form.fields.get("search").to_owned()/>
                        <button class="btn btn--quiet" name="do" value="search">{work::NEED_SEARCH.to(locale)}</button>
                    </div>
                </div>
                <p class="meta mt3">{work::NEED_FOUND.to(locale)}</p>
                {choices}
            </fieldset>
            {three(visit, form, ["why_zh_hant", "why_zh_hans", "why_en"], Some("4"))}
            {save(visit, "save", work::SAVE)}
        </form>
    }
    .into_any()
}
