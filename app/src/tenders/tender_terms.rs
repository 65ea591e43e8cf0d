//! The parts of a tender's page that tell its terms, from the notice as it was published.

use super::words;
use crate::components::words::other_language;
use crate::components::{said, schedule_table};
use crate::i18n::{self, price_schedule as prices, tender, tender_document, tender_tie};
use crate::routes::Route;
use crate::visit::Visit;
use domain::tenders::views::{self, PublicTender};
use domain::tenders::{Comparison, Envelopes, Weight};
use domain::text::Trilingual;
use leptos::prelude::*;

/// What is needed, in the page's language or the one it was written in.
pub(super) fn need(visit: &Visit, view: &PublicTender) -> AnyView {
    let locale = visit.locale();
    view! {
        <section class="mt6" aria-labelledby="need">
            <h2 id="need">{tender::NEED.to(locale)}</h2>
            {other_language(visit, &views::said(&view.notice.need, locale))}
            {paragraphs(visit, &view.notice.need)}
        </section>
    }
    .into_any()
}

/// A text with an empty line between its paragraphs.
fn paragraphs(visit: &Visit, text: &Trilingual) -> Vec<AnyView> {
    let found = views::said(text, visit.locale());
    let lang = found.other.map(|other| other.lang());
    let parts = found.text.split("\n").filter(|part| !part.trim().is_empty());
    parts.map(|part| view! { <p class="mt3" lang=lang>{part.to_owned()}</p> }.into_any()).collect()
}

/// The lots.
pub(super) fn lots(visit: &Visit, view: &PublicTender) -> AnyView {
    let locale = visit.locale();
    let list = if view.lots.is_empty() {
        let rows: Vec<_> =
            view.notice.lots.iter().map(|lot| view! { <li>{said(&views::said(&lot.title, locale))}</li> }).collect();
        view! { <ol class="mt2">{rows}</ol> }.into_any()
    } else {
        super::lots::published(visit, &view.lots, false)
    };
    view! {
        <section class="mt6" aria-labelledby="lots">
            <h2 id="lots">{tender::WHAT.to(locale)}</h2>
            <h3 class="mt3">{tender::LOTS.to(locale)}</h3>
            {list}
        </section>
    }
    .into_any()
}

/// What is required, essential first.
pub(super) fn requirements(visit: &Visit, view: &PublicTender) -> AnyView {
    let locale = visit.locale();
    let notice = &view.notice;
    let mut all: Vec<_> = notice.requirements.iter().collect();
    all.sort_by_key(|requirement| !requirement.is_essential());
    // One line for all of them, at the first that is in another language.
    let mut texts = all.iter().map(|requirement| views::said(&requirement.text, locale));
    let other = texts.find(|text| text.other.is_some()).and_then(|text| other_language(visit, &text));
    let rows: Vec<_> = all
        .into_iter()
        .map(|requirement| {
            let kind = match requirement.weight {
                Weight::Essential => tender::ESSENTIAL.to(locale).to_owned(),
                Weight::Scored(id) => {
                    let criterion = notice.scheme.as_ref().and_then(|scheme| scheme.criterion(id));
                    let name = criterion.map(|one| views::said(&one.name, locale).text).unwrap_or_default();
                    tender::SCORED.fill(locale, &[("criterion", &name)])
                }
            };
            let lot = requirement.lot.and_then(|id| notice.lots.iter().find(|lot| lot.id == id));
            // Notices have one lot; those of old may have more.
            let several = notice.lots.len() > 1;
            let lot = several.then(|| match lot {
                Some(lot) => tender::FOR_LOT.fill(locale, &[("lot", &views::said(&lot.title, locale).text)]),
                None => tender::ALL_LOTS.to(locale).to_owned(),
            });
            let dot = several.then(|| i18n::frame::DOT.to(locale));
            view! {
                <li>
                    <p>{said(&views::said(&requirement.text, locale))}</p>
                    <p class="meta">{kind}{dot}{lot}</p>
                </li>
            }
        })
        .collect();
    view! {
        <section class="mt6" aria-labelledby="requirements">
            <h2 id="requirements">{tender::REQUIREMENTS.to(locale)}</h2>
            <p class="meta">{tender::NO_EXPERIENCE.to(locale)}</p>
            {other}
            <ol role="list" class="qa mt3">{rows}</ol>
        </section>
    }
    .into_any()
}

/// What is to be priced, line by line.
pub(super) fn price_schedule(visit: &Visit, view: &PublicTender) -> AnyView {
    let locale = visit.locale();
    let lines = &view.notice.price_schedule;
    let text = (!lines.is_empty()).then(|| view! { <p class="meta">{prices::TEXT.to(locale)}</p> });
    view! {
        <section class="mt6">
            <h2 id="price-schedule">{prices::TITLE.to(locale)}</h2>
            {text}
            {schedule_table(visit, lines, "price-schedule")}
        </section>
    }
    .into_any()
}

/// The marking scheme with its formula.
pub(super) fn criteria(visit: &Visit, view: &PublicTender) -> Option<AnyView> {
    let scheme = view.notice.scheme.as_ref()?;
    let locale = visit.locale();
    let of = |value: u32| i18n::hundredths(u64::from(value));
    let body = match &scheme.comparison {
        Comparison::PriceOnly { .. } => view! { <p class="mt3">{tender::FORMULA_PRICE.to(locale)}</p> }.into_any(),
        Comparison::Scored { weights, criteria, pass, .. } => {
            let has_pass_marks = criteria.iter().any(|criterion| criterion.pass.is_some());
            let rows: Vec<_> = criteria
                .iter()
                .map(|criterion| {
                    // A criterion that is called so needs no note.
                    let noted = criterion.innovation
                        && views::said(&criterion.name, locale).text != tender::INNOVATION.to(locale);
                    let innovation =
                        noted.then(|| view! { <br/><span class="meta">{tender::INNOVATION.to(locale)}</span> });
                    view! {
                        <tr>
                            <th scope="row">{said(&views::said(&criterion.name, locale))}{innovation}</th>
                            <td class="r">{of(criterion.maximum)}</td>
                            {has_pass_marks.then(|| view! { <td class="r">{criterion.pass.map(of)}</td> })}
                        </tr>
                    }
                })
                .collect();
            let formula = tender::FORMULA
                .fill(locale, &[("technical", &of(weights.technical())), ("price", &of(weights.price()))]);
            let least = (*pass > 0).then(|| {
                view! { <p class="mt3">{tender::PASS_TOTAL.fill(locale, &[("marks", &of(*pass))])}</p> }
            });
            let label = tender::CRITERIA.to(locale);
            view! {
                <div class="table-scroll mt3" tabindex="0" role="region" aria-label=label>
                    <table class="table">
                        <thead><tr>
                            <th scope="col">{tender::CRITERION.to(locale)}</th>
                            <th scope="col" class="r">{tender::MARKS.to(locale)}</th>
                            {has_pass_marks.then(|| view! { <th scope="col" class="r">{tender::PASS_MARK.to(locale)}</th> })}
                        </tr></thead>
                        <tbody>{rows}</tbody>
                        <tfoot><tr><th scope="row">{tender::TOTAL.to(locale)}</th><td class="r">"100"</td>{has_pass_marks.then(|| view! { <td></td> })}</tr></tfoot>
                    </table>
                </div>
                {least}
                <p class="mt3">{formula}</p>
            }
            .into_any()
        }
    };
    let two =
        (scheme.envelopes == Envelopes::Two).then(|| view! { <p class="mt3">{tender::TWO_ENVELOPES.to(locale)}</p> });
    let rules: Vec<_> =
        scheme.tie_breaks.iter().map(|rule| i18n::words(tender_tie::find, rule.code(), locale)).collect();
    let ties = tender::TIES.fill(locale, &[("rules", &rules.join(i18n::frame::LIST_COMMA.to(locale)))]);
    let section = view! {
        <section class="mt6">
            <h2 id="criteria">{tender::CRITERIA.to(locale)}</h2>
            {body}{two}
            <p class="mt3">{ties}</p>
        </section>
    };
    Some(section.into_any())
}

/// The documents with size, version and hash.
pub(super) fn documents(visit: &Visit, view: &PublicTender) -> AnyView {
    let locale = visit.locale();
    let notice = &view.notice;
    let rows: Vec<_> = notice
        .documents
        .iter()
        .map(|document| {
            let href = visit.to(Route::TenderFile(&notice.reference, &document.sha256));
            let kind = words::ending(&document.name);
            let size = words::size(locale, document.size_bytes);
            let what = i18n::words(tender_document::find, document.kind.code(), locale);
            let version = tender::VERSION.fill(locale, &[("version", &document.version.to_string())]);
            let facts = [kind.clone(), size, version, what].join(i18n::frame::DOT.to(locale));
            view! {
                <li>
                    <span class="ft" aria-hidden="true">{kind}</span>
                    <span>
                        <a href=href>{document.name.clone()}</a>
                        <span class="meta">{facts}</span>
                        <span class="meta">"SHA-256 "{document.sha256.clone()}</span>
                    </span>
                </li>
            }
        })
        .collect();
    view! {
        <section class="mt6" aria-labelledby="documents">
            <h2 id="documents">{tender::DOCUMENTS.to(locale)}</h2>
            <p class="meta">{tender::DOCUMENTS_TEXT.to(locale)}</p>
            <ul role="list" class="files mt3">{rows}</ul>
        </section>
    }
    .into_any()
}

/// What the catalogue offers, and why it is not reused.
pub(super) fn reuse(visit: &Visit, view: &PublicTender) -> AnyView {
    let locale = visit.locale();
    let rows: Vec<_> = view
        .considered
        .iter()
        .map(|one| view! { <li><a href=visit.to(Route::SolutionPath(&one.path))>{said(&one.name)}</a>" "{one.reference.clone()}</li> })
        .collect();
    let none = rows.is_empty().then(|| view! { <p class="mt3">{tender::REUSE_NONE.to(locale)}</p> });
    view! {
        <section class="mt6" aria-labelledby="reuse">
            <h2 id="reuse">{tender::REUSE.to(locale)}</h2>
            <ul class="mt3">{rows}</ul>
            {none}
            {paragraphs(visit, &view.notice.why_not_reuse)}
        </section>
    }
    .into_any()
}
