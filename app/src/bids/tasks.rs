//! The tasks of a bid under their headings: how far each is, and what it is about.

use crate::i18n::{self, bid as texts, bid_hint as hint, bid_progress, bid_section};
use crate::routes::Route;
use crate::visit::Visit;
use domain::bids::{Progress, Section, Structure};
use domain::form::Fields;
use domain::text::Text;
use leptos::prelude::*;
use services::bids::BidView;

/// The tasks under their headings, in the order in which they are done.
const GROUPS: [(Text, &[Section]); 4] = [
    (texts::COMPANY, &[Section::Eligibility]),
    (texts::OFFER, &[Section::Technical, Section::Innovation, Section::Promises, Section::Files]),
    (texts::PRICE, &[Section::Prices]),
    (texts::FINISH, &[Section::Check]),
];

/// Every task that the tender has.
pub(super) fn tasks(visit: &Visit, view: &BidView) -> AnyView {
    GROUPS.map(|(heading, sections)| group(visit, view, heading, sections)).into_any()
}

/// How many tasks are complete, of how many; an optional one counts once it is begun.
pub(super) fn progress(visit: &Visit, view: &BidView) -> String {
    let counted = view.tasks.iter().filter(|(section, progress)| !is_left_out(*section, *progress));
    let (done, all) =
        counted.fold((0, 0), |(done, all), (_, progress)| (done + i64::from(*progress == Progress::Complete), all + 1));
    let locale = visit.locale();
    texts::PROGRESS.fill(locale, &[("done", &locale.number(done)), ("all", &locale.number(all))])
}

/// Nobody needs to do it, and nobody began.
pub(super) fn is_left_out(section: Section, progress: Progress) -> bool {
    section.is_optional() && progress == Progress::NotStarted
}

/// The tasks that must be done before the bid can be handed in.
pub(super) fn open(view: &BidView) -> impl Iterator<Item = (Section, Progress)> {
    let is_open = |(section, progress): &(Section, Progress)| {
        *section != Section::Check && *progress != Progress::Complete && !is_left_out(*section, *progress)
    };
    view.tasks.iter().copied().filter(is_open)
}

fn group(visit: &Visit, view: &BidView, heading: Text, sections: &[Section]) -> Option<AnyView> {
    let of_group = view.tasks.iter().filter(|(section, _)| sections.contains(section));
    let rows: Vec<_> = of_group.map(|(section, progress)| task(visit, view, *section, *progress)).collect();
    let group = (!rows.is_empty()).then(|| {
        view! {
            <section class="mt5">
                <h2 class="t-md">{heading.to(visit.locale())}</h2>
                <ul role="list" class="tasks mt3">{rows}</ul>
            </section>
        }
    });
    group.map(IntoAny::into_any)
}

fn task(visit: &Visit, view: &BidView, section: Section, progress: Progress) -> AnyView {
    let locale = visit.locale();
    let waits = section == Section::Check && open(view).next().is_some();
    let (class, standing) = match progress {
        _ if waits => ("plain meta", hint::CANNOT_START.to(locale).to_owned()),
        _ if is_left_out(section, progress) => ("plain meta", hint::OPTIONAL.to(locale).to_owned()),
        Progress::Complete => ("plain", i18n::words(bid_progress::find, progress.code(), locale)),
        Progress::InProgress => ("tag tag--info", i18n::words(bid_progress::find, progress.code(), locale)),
        Progress::NotStarted => ("tag", i18n::words(bid_progress::find, progress.code(), locale)),
    };
    let name = i18n::words(bid_section::find, section.code(), locale);
    let href = visit.to(Route::BidTask(&view.reference, section));
    let name = if waits { name.into_any() } else { view! { <a href=href>{name}</a> }.into_any() };
    let about = about(visit, view, section).map(|text| view! { <span class="hint">{text}</span> });
    view! {
        <li>
            <span>{name}{about}</span>
            <span class=class>{standing}</span>
        </li>
    }
    .into_any()
}

/// What a task is about, in a line.
fn about(visit: &Visit, view: &BidView, section: Section) -> Option<String> {
    let locale = visit.locale();
    let text = match section {
        Section::Eligibility => hint::ELIGIBILITY,
        Section::Technical => {
            let typed = Fields::new(view.typed.clone());
            let answered = view.requirements.iter().filter(|one| !typed.get(&one.field).is_empty()).count();
            let (done, all) = (locale.number(answered as i64), locale.number(view.requirements.len() as i64));
            return Some(hint::TECHNICAL.fill(locale, &[("done", &done), ("all", &all)]));
        }
        Section::Innovation => hint::INNOVATION,
        Section::Promises => hint::PROMISES,
        Section::Prices if view.structure == Structure::PriceOnly => hint::PRICE_ONLY,
        Section::Prices => hint::PRICES,
        Section::Files if view.files.is_empty() => hint::FILES,
        Section::Files => return Some(hint::FILES_ADDED.count(locale, view.files.len() as i64)),
        Section::Check => return None,
    };
    Some(text.to(locale).to_owned())
}
