//! The parts of a supplier's file that its own people and officers both see.

use crate::components::{day, moment};
use crate::i18n::{
    self, declaration, frame, label, order, region, section, size_band, supplier as texts, supplier_happening,
    vouching_body,
};
use crate::routes::Route;
use crate::visit::Visit;
use domain::suppliers::views::FileView;
use domain::suppliers::{Identity, Section, SupplierState, is_local_startup};
use domain::text::Text;
use leptos::prelude::*;

/// The sections with what is still to be written; its keepers get a link to each.
pub(super) fn sections(visit: &Visit, view: &FileView) -> AnyView {
    let locale = visit.locale();
    let closed = matches!(view.standing, SupplierState::Rejected | SupplierState::Debarred | SupplierState::Closed);
    let rows: Vec<_> = Section::ALL
        .iter()
        .map(|one| {
            let words = i18n::words(section::find, one.code(), locale);
            let name = if view.may_keep && !closed {
                view! { <a href=visit.to(Route::CompanySection(*one))>{words}</a> }.into_any()
            } else {
                words.into_any()
            };
            let tag = if view.unwritten.contains(one) {
                view! { <span class="tag tag--warn">{texts::TO_WRITE.to(locale)}</span> }.into_any()
            } else {
                view! { <span class="plain">{texts::WRITTEN.to(locale)}</span> }.into_any()
            };
            view! { <li><span>{name}</span>{tag}</li> }
        })
        .collect();
    view! {
        <section class="panel" aria-labelledby="sections">
            <h2 id="sections">{texts::SECTIONS.to(locale)}</h2>
            <ul role="list" class="tasks mt3">{rows}</ul>
        </section>
    }
    .into_any()
}

/// What the company says about itself, in one list.
pub(super) fn facts(visit: &Visit, view: &FileView) -> AnyView {
    let locale = visit.locale();
    let registration = &view.supplier.registration;
    let row = |name: Text, text: AnyView| view! { <div><dt>{name.to(locale)}</dt><dd>{text}</dd></div> }.into_any();
    let text = |name: Text, text: String| (!text.is_empty()).then(|| row(name, text.into_any()));
    let identity = match &registration.identity {
        Identity::HongKong { registration, expires_on, company_number } => vec![
            text(label::BUSINESS_REGISTRATION, registration.to_string()),
            Some(row(label::EXPIRES_ON, day(visit, *expires_on))),
            text(label::COMPANY_NUMBER, company_number.clone()),
        ],
        Identity::Overseas { country, register_number } => vec![
            text(label::COUNTRY, country.as_str().to_owned()),
            text(label::REGISTER_NUMBER, register_number.clone()),
        ],
    };
    let today = visit.caller().today();
    let size = registration.size(today).map(|size| i18n::words(size_band::find, size.code(), locale));
    let startup = is_local_startup(registration, today).then(|| texts::LOCAL_STARTUP.to(locale).to_owned());
    let vouch = view.vouch.as_ref().map(|vouch| {
        let body = i18n::words(vouching_body::find, vouch.body.code(), locale);
        texts::VOUCHED.fill(locale, &[("body", &body), ("day", &locale.date(vouch.until))])
    });
    let enterprise = registration.enterprise.as_ref();
    let staff = enterprise.map(|one| locale.number(i64::from(one.staff))).unwrap_or_default();
    let founded = enterprise.map(|one| one.founded_year.to_string()).unwrap_or_default();
    let region = registration.region.map(|one| i18n::words(region::find, one.code(), locale)).unwrap_or_default();
    let phone = registration.contact.phone.as_ref().map(|phone| phone.as_str().to_owned()).unwrap_or_default();
    let declared: Vec<_> = view
        .supplier
        .declarations
        .iter()
        .filter(|made| made.holds_on(today))
        .map(|made| {
            let words = i18n::words(declaration::find, made.declaration.code(), locale);
            let values = [
                ("declaration", words.as_str()),
                ("version", &made.version.to_string()),
                ("day", &locale.date(made.made_on)),
            ];
            view! { <li>{texts::DECLARED.fill(locale, &values)}</li> }
        })
        .collect();
    let declared = (!declared.is_empty())
        .then(|| row(texts::DECLARATIONS, view! { <ul class="prose">{declared}</ul> }.into_any()));
    view! {
        <section class="panel" aria-labelledby="facts">
            <h2 id="facts">{texts::FACTS.to(locale)}</h2>
            <dl class="facts facts--wide mt2">
                {text(label::LEGAL_NAME_EN, registration.legal_name.en.clone())}
                {text(label::LEGAL_NAME_ZH, registration.legal_name.zh.clone())}
                {identity}
                {text(label::ADDRESS, registration.address.clone())}
                {text(label::REGION, region)}
                {text(label::WEBSITE, registration.website.clone())}
                {text(label::CONTACT_NAME, registration.contact.name.clone())}
                {text(label::CONTACT_EMAIL, registration.contact.email.to_string())}
                {text(label::CONTACT_PHONE, phone)}
                {text(label::STAFF, staff)}
                {text(label::FOUNDED_YEAR, founded)}
                {text(texts::SIZE_BAND, size.unwrap_or_default())}
                {text(texts::STARTUP, startup.unwrap_or_default())}
                {text(texts::VOUCH, vouch.unwrap_or_default())}
                {declared}
            </dl>
            <p class="meta mt3">{texts::REPORTING_ONLY.to(locale)}</p>
        </section>
    }
    .into_any()
}

/// What happened, oldest first, as the log has it.
pub(super) fn history(visit: &Visit, view: &FileView) -> AnyView {
    let locale = visit.locale();
    let entries: Vec<_> = view
        .history
        .iter()
        .map(|entry| {
            let words = i18n::words(supplier_happening::find, &entry.key, locale);
            let comment = (!entry.comment.is_empty()).then(|| view! { <p>{entry.comment.clone()}</p> });
            let evidence = (!entry.evidence.is_empty()).then(|| view! { <p class="meta">{entry.evidence.clone()}</p> });
            let by = entry.by.clone().map(|name| view! { {frame::DOT.to(locale)}{name} });
            view! {
                <li class="done">
                    <div>
                        <b>{words}</b>
                        <p class="meta">{moment(visit, entry.at)}{by}</p>
                        {comment}{evidence}
                        <p class="meta">{order::LOG_ENTRY.fill(locale, &[("position", &locale.number(entry.position))])}</p>
                    </div>
                </li>
            }
        })
        .collect();
    let empty = entries.is_empty().then(|| view! { <p class="meta mt2">{texts::SAMPLE_HISTORY.to(locale)}</p> });
    view! {
        <div class="panel">
            <h2>{texts::HISTORY.to(locale)}</h2>
            <ol role="list" class="timeline mt3">{entries}</ol>
            {empty}
        </div>
    }
    .into_any()
}
