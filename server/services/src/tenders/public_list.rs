//! Anybody finds published tenders by tab, words and filters.

use super::{browse, store};
use crate::caller::Caller;
use crate::entities::tenders;
use crate::failure::{Failure, Stored};
use crate::search::simplified;
use domain::catalogue::Category;
use domain::locale::Locale;
use domain::page::{PAGE_SIZE, Page, page_to_show};
use domain::permissions::Action;
use domain::tenders::views::{TenderList, TenderRow};
use domain::tenders::{TenderFacet, TenderQuery, TenderSort, TenderTab, ValueBand};
use domain::time::Timestamp;
use sea_orm::prelude::*;
use std::cmp::Reverse;

/// A page of published tenders, with the counts beside every tab and choice.
pub async fn find_tenders(caller: &Caller, locale: Locale, query: TenderQuery) -> Result<TenderList, Failure> {
    caller.may(Action::BrowseTenders)?;
    let worded = worded(caller, locale, &query).await?;
    let in_tab = |row: &&TenderRow, tab: TenderTab| shows(tab, row, caller.now());
    let tabs = TenderTab::ALL
        .iter()
        .map(|tab| (*tab, worded.iter().filter(|row| lets(&query, row, None) && in_tab(row, *tab)).count()))
        .collect();
    let facets = TenderFacet::ALL
        .iter()
        .map(|facet| {
            // What the other filters leave, so that a count says what a tick would show.
            let left: Vec<&TenderRow> =
                worded.iter().filter(|row| in_tab(row, query.tab) && lets(&query, row, Some(*facet))).collect();
            (*facet, choices(*facet, &left, &query))
        })
        .collect();
    let mut rows: Vec<TenderRow> =
        worded.iter().filter(|row| in_tab(row, query.tab) && lets(&query, row, None)).cloned().collect();
    order(&mut rows, query.sort);
    let total = rows.len();
    let number = page_to_show(query.page, total);
    let mut rows: Vec<TenderRow> = rows.into_iter().skip((number - 1) * PAGE_SIZE).take(PAGE_SIZE).collect();
    weigh(caller, &mut rows).await?;
    Ok(TenderList { page: Page { rows, total, number, asked: query.page }, query, tabs, facets })
}

/// Puts to the rows of one page how their bids are compared.
async fn weigh(caller: &Caller, rows: &mut [TenderRow]) -> Result<(), Failure> {
    let ids: Vec<_> = rows.iter().map(|row| row.id.0).collect();
    let found = tenders::Entity::find().filter(tenders::Column::Id.is_in(ids)).all(caller.db()).await.stored()?;
    for model in found {
        let tender = store::tender_of(&model)?;
        if let Some(row) = rows.iter_mut().find(|row| row.id == tender.id) {
            row.scheme = tender.draft.scheme;
        }
    }
    Ok(())
}

/// Every tender a search finds, for files.
pub async fn export_tenders(caller: &Caller, locale: Locale, query: &TenderQuery) -> Result<Vec<TenderRow>, Failure> {
    caller.may(Action::BrowseTenders)?;
    let mut rows = worded(caller, locale, query).await?;
    rows.retain(|row| shows(query.tab, row, caller.now()) && lets(query, row, None));
    order(&mut rows, query.sort);
    Ok(rows)
}

/// Published tenders that hold every word.
async fn worded(caller: &Caller, locale: Locale, query: &TenderQuery) -> Result<Vec<TenderRow>, Failure> {
    let briefs = browse::briefs(caller, store::public_rows()).await?;
    let words: Vec<String> = query.text.split_whitespace().map(folded).collect();
    let holds = |brief: &browse::Brief, department: &str| {
        let texts = [&brief.title_en, &brief.title_zh_hant, &brief.title_zh_hans, &brief.reference];
        let text = texts.iter().map(|text| folded(text)).collect::<Vec<_>>().join(" ") + &folded(department);
        words.iter().all(|word| text.contains(word.as_str()))
    };
    let kept = briefs.clone();
    let rows = browse::rows(caller, locale, briefs).await?;
    Ok(rows.into_iter().zip(&kept).filter(|(row, brief)| holds(brief, &row.department)).map(|(row, _)| row).collect())
}

/// Lower case, with Traditional and Simplified letters alike.
fn folded(text: &str) -> String {
    text.to_lowercase().chars().map(simplified).collect()
}

fn shows(tab: TenderTab, row: &TenderRow, now: Timestamp) -> bool {
    tab.shows(row.stage, row.closes_at.unwrap_or(now), now)
}

/// Lets a row through every filter but one.
fn lets(query: &TenderQuery, row: &TenderRow, but: Option<TenderFacet>) -> bool {
    TenderFacet::ALL.iter().filter(|facet| Some(**facet) != but).all(|facet| query.lets(*facet, &value(*facet, row)))
}

fn value(facet: TenderFacet, row: &TenderRow) -> String {
    match facet {
        TenderFacet::Department => row.department_code.clone(),
        TenderFacet::Category => row.category.code().to_owned(),
        TenderFacet::Value => row.value.map_or("", ValueBand::code).to_owned(),
    }
}

/// Choices of a facet with how many rows each would show; words only where the code has none of its own.
fn choices(facet: TenderFacet, left: &[&TenderRow], query: &TenderQuery) -> Vec<(String, String, usize)> {
    let count = |code: &str| left.iter().filter(|row| value(facet, row) == code).count();
    match facet {
        TenderFacet::Department => {
            let mut found: Vec<(String, String)> =
                left.iter().map(|row| (row.department_code.clone(), row.department.clone())).collect();
            // What was asked for stands there even when nothing is left of it.
            for code in query.filters.get(&facet).into_iter().flatten() {
                if !found.iter().any(|(known, _)| known == code) {
                    found.push((code.clone(), code.clone()));
                }
            }
            found.sort();
            found.dedup();
            found.into_iter().map(|(code, name)| (code.clone(), name, count(&code))).collect()
        }
        TenderFacet::Category => {
            let all = Category::ALL.iter().map(|one| one.code());
            all.map(|code| (code.to_owned(), String::new(), count(code)))
                .filter(|(code, _, count)| *count > 0 || query.wants(facet, code))
                .collect()
        }
        TenderFacet::Value => {
            ValueBand::ALL.iter().map(|band| (band.code().to_owned(), String::new(), count(band.code()))).collect()
        }
    }
}

fn order(rows: &mut [TenderRow], sort: TenderSort) {
    match sort {
        TenderSort::Closing => rows.sort_by(|a, b| (a.closes_at, &a.reference).cmp(&(b.closes_at, &b.reference))),
        TenderSort::Newest => rows.sort_by_key(|row| (Reverse(row.published_at), Reverse(row.reference.clone()))),
        TenderSort::Value => rows.sort_by_key(|row| (Reverse(row.value), row.reference.clone())),
    }
}
