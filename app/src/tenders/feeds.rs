//! The list of tenders for programs: CSV and Atom, with the same tabs, words and filters.

use super::tender_page;
use crate::download;
use crate::forms::attempt;
use crate::i18n::{frame, tender, tenders};
use crate::no_language::{by_language, lead};
use crate::routes::Route;
use crate::site::AppState;
use crate::visit::Visit;
use axum::extract::{FromRequestParts, Path, Request, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::tenders::TenderQuery;
use services::tenders::export_tenders;

const HEADER: [&str; 11] = [
    "reference",
    "title",
    "lot",
    "department_code",
    "department",
    "category",
    "stage",
    "value_band",
    "published_at",
    "closes_at",
    "revision",
];

/// `GET /{locale}/tenders.csv`
pub async fn csv(visit: Visit) -> Response {
    let query = TenderQuery::from_fields(visit.query());
    let rows = attempt!(visit, export_tenders(visit.caller(), visit.locale(), &query).await);
    let lines = rows.into_iter().map(|row| {
        vec![
            row.reference,
            row.title.text,
            row.lot.map(|(number, count)| format!("{number}/{count}")).unwrap_or_default(),
            row.department_code,
            row.department,
            row.category.code().to_owned(),
            row.stage.code().to_owned(),
            row.value.map_or("", |band| band.code()).to_owned(),
            row.published_at.map(|at| at.to_rfc3339()).unwrap_or_default(),
            row.closes_at.map(|at| at.to_rfc3339()).unwrap_or_default(),
            row.revision.to_string(),
        ]
    });
    download::csv("tenders.csv", &HEADER, lines)
}

/// `GET /{locale}/tenders.atom`
pub async fn atom(visit: Visit) -> Response {
    let locale = visit.locale();
    let query = TenderQuery::from_fields(visit.query());
    let rows = attempt!(visit, export_tenders(visit.caller(), locale, &query).await);
    let base = &visit.caller().services().public_url;
    let address = escape(&format!("{base}{}", visit.path_and_query()));
    let newest = rows.iter().map(|row| row.updated_at).max().unwrap_or_else(|| visit.caller().now());
    let mut feed = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <id>{address}</id>\n<title>{}</title>\n<updated>{}</updated>\n<link rel=\"self\" href=\"{address}\"/>\n\
         <author><name>{}</name></author>\n",
        locale.lang(),
        escape(tenders::TITLE.to(locale)),
        newest.to_rfc3339(),
        escape(frame::SITE.to(locale)),
    );
    for row in rows {
        let link = escape(&format!("{base}{}", visit.to(Route::Tender(&row.reference))));
        let title = tender::PAGE_TITLE.fill(locale, &[("title", &row.title.text), ("reference", &row.reference)]);
        let closes = row.closes_at.map(|at| locale.moment(at)).unwrap_or_default();
        let text = tenders::FEED_TEXT.fill(locale, &[("department", &row.department), ("closes", &closes)]);
        feed.push_str(&format!(
            "<entry>\n<id>urn:uuid:{}</id>\n<title>{}</title>\n<updated>{}</updated>\n<link href=\"{link}\"/>\n\
             <summary>{}</summary>\n</entry>\n",
            row.id,
            escape(&title),
            row.updated_at.to_rfc3339(),
            escape(&text),
        ));
    }
    feed.push_str("</feed>\n");
    download::text("application/atom+xml; charset=utf-8", feed)
}

/// `GET /tenders.csv`, in the reader's language.
pub async fn csv_of_reader(visit: Visit) -> Response {
    by_language(csv(visit).await)
}

/// `GET /tenders.atom`, in the reader's language.
pub async fn atom_of_reader(visit: Visit) -> Response {
    by_language(atom(visit).await)
}

/// `GET /tenders`: the list in the reader's language.
pub async fn list_of_reader(headers: HeaderMap) -> Response {
    lead(&headers, Route::OpenTenders)
}

/// `GET /tenders/{reference}`: the page in the reader's language, and with `.ics` behind the tender's calendar.
pub async fn tender_of_reader(
    State(state): State<AppState>,
    Path(reference): Path<String>,
    request: Request,
) -> Response {
    if !reference.ends_with(".ics") {
        return lead(request.headers(), Route::Tender(&reference));
    }
    // Only the calendar is answered here, so only for it a visit is made, which reads the session.
    let (mut parts, _) = request.into_parts();
    match Visit::from_request_parts(&mut parts, &state).await {
        Ok(visit) => by_language(tender_page::calendar_of(&visit, &reference).await),
        Err(response) => response,
    }
}

/// Text as it stands in XML; characters that XML cannot hold are left out.
fn escape(text: &str) -> String {
    let kept: String = text.chars().filter(|one| !one.is_control() || *one == '\n').collect();
    kept.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
