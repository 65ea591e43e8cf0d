//! A request as pages know it: who, when, in which language, from where.

use crate::i18n::error;
use crate::layout::Meta;
use crate::no_language::{is_without_language, language_of};
use crate::render;
use crate::routes::{Route, with_query};
use crate::site::AppState;
use axum::extract::{FromRequestParts, MatchedPath, OriginalUri, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::actor::Actor;
use domain::form::Fields;
use domain::ids::OnceToken;
use domain::locale::Locale;
use domain::refusal::Refusal;
use services::{Caller, Failure, accounts, catalogue, orders, tenders};
use std::sync::Arc;

/// Name of the session cookie over TLS: bound to this host, whole path, secure.
pub const SESSION_COOKIE_OVER_TLS: &str = "__Host-session";
/// Name of the session cookie in development without TLS.
pub const SESSION_COOKIE: &str = "session";
const LANGUAGE_COOKIE: &str = "language";
const SHORTLIST_COOKIE: &str = "shortlist";

/// A request as pages know it. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Visit(Arc<Inside>);

#[derive(Debug)]
struct Inside {
    answers_a_form: bool,
    state: AppState,
    caller: Caller,
    locale: Locale,
    path: String,
    route: String,
    request_id: String,
    query: Fields,
    user_agent: String,
    address: String,
    waiting: u64,
    shortlisted: Vec<String>,
    kept: Vec<String>,
    once: OnceToken,
}

/// The network address of the browser, put in by the server.
#[derive(Debug, Clone)]
pub struct ClientAddress(pub String);

/// The number of the request, put in by the server; the log and the answer carry it.
#[derive(Debug, Clone, Default)]
pub struct RequestId(pub String);

impl Visit {
    /// Who asks, for operations.
    pub fn caller(&self) -> &Caller {
        &self.0.caller
    }

    /// The page's language.
    pub fn locale(&self) -> Locale {
        self.0.locale
    }

    /// The application's state.
    pub fn state(&self) -> &AppState {
        &self.0.state
    }

    /// Path after the language: `/solutions`.
    pub fn path(&self) -> &str {
        let rest = &self.0.path[1..];
        rest.find('/').map_or("", |at| &rest[at..])
    }

    /// The whole path and query, as they were understood.
    pub fn path_and_query(&self) -> String {
        with_query(self.0.path.clone(), self.0.query.pairs())
    }

    /// The same page and query in another language.
    pub fn in_language(&self, locale: Locale) -> String {
        with_query(format!("/{}{}", locale.segment(), self.path()), self.0.query.pairs())
    }

    /// The query string's pairs.
    pub fn query(&self) -> &Fields {
        &self.0.query
    }

    /// What the browser calls itself.
    pub fn user_agent(&self) -> &str {
        &self.0.user_agent
    }

    /// The network address of the browser.
    pub fn address(&self) -> &str {
        &self.0.address
    }

    /// Requests that wait for the one who asks.
    pub fn waiting(&self) -> u64 {
        self.0.waiting
    }

    /// Solutions on the shortlist.
    pub fn shortlisted(&self) -> u64 {
        self.0.shortlisted.len() as u64
    }

    /// References on the shortlist, the team's or this browser's.
    pub fn shortlist(&self) -> &[String] {
        &self.0.shortlisted
    }

    /// The page answers a form; what was done before is no longer news.
    pub fn answers_a_form(&self) -> bool {
        self.0.answers_a_form
    }

    /// References kept in this browser while nobody is signed in.
    pub fn kept(&self) -> &[String] {
        &self.0.kept
    }

    /// A fresh one-time key for a form.
    pub fn once(&self) -> OnceToken {
        self.0.once
    }

    /// Where a route leads in the page's language.
    pub fn to(&self, route: Route<'_>) -> String {
        route.to(self.locale())
    }

    /// The answer to a failure: sign in first, or a page that says what is wrong.
    pub async fn failed(&self, failure: Failure) -> Response {
        let (status, title, text, code) = match &failure {
            Failure::SignInFirst => return self.sign_in_first(),
            Failure::Forbidden(_) => {
                (StatusCode::FORBIDDEN, error::FORBIDDEN_TITLE, error::FORBIDDEN_TEXT, String::new())
            }
            Failure::NotFound => (StatusCode::NOT_FOUND, error::MISSING_TITLE, error::MISSING_TEXT, String::new()),
            Failure::Busy => (StatusCode::SERVICE_UNAVAILABLE, error::BUSY_TITLE, error::BUSY_TEXT, String::new()),
            Failure::Refused(refusal) => {
                let meta = Meta::titled(error::REFUSED_TITLE.to(self.locale())).private();
                let text = crate::i18n::refusal(self.locale(), refusal);
                let status = status_of(refusal);
                return render::page(self, status, meta, text, |visit, text| {
                    crate::layout::lost(visit, error::REFUSED_TITLE, text, "")
                })
                .await;
            }
            Failure::Internal { .. } => {
                // The route and not the path: the secret of a one-time link is in the path.
                tracing::error!(route = self.0.route, error = %chain(&failure), "something broke");
                let incident = self.0.request_id.clone();
                (StatusCode::INTERNAL_SERVER_ERROR, error::BROKEN_TITLE, error::BROKEN_TEXT, incident)
            }
        };
        let meta = Meta::titled(title.to(self.locale())).private();
        let mut response = render::page(self, status, meta, code, move |visit, code| {
            crate::layout::lost(visit, title, text.to(visit.locale()), code)
        })
        .await;
        if status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
        }
        response
    }

    /// To the sign-in page and straight back; a form's answer cannot be repeated, so it comes back to the page.
    fn sign_in_first(&self) -> Response {
        let back = self.path_and_query();
        let path = with_query(self.to(Route::SignIn), &[("next", back)]);
        see_other(&path)
    }
}

/// The status of a refusal: what was typed is wrong, too much was asked, or things have moved on.
pub fn status_of(refusal: &Refusal) -> StatusCode {
    use domain::accounts::AccountRefusal;
    use domain::contracts::ContractRefusal;
    use domain::deployments::DeploymentRefusal;
    use domain::orders::OrderRefusal;
    use domain::suppliers::SupplierRefusal;
    use domain::tenders::TenderRefusal;
    if let Refusal::Award(domain::awards::AwardRefusal::NotNow { .. }) = refusal {
        return StatusCode::CONFLICT;
    }
    if let Refusal::Bid(domain::bids::BidRefusal::SubmissionReused) = refusal {
        return StatusCode::CONFLICT;
    }
    match refusal {
        Refusal::Order(OrderRefusal::NotNow { .. }) => StatusCode::CONFLICT,
        Refusal::Deployment(DeploymentRefusal::NotNow { .. }) => StatusCode::CONFLICT,
        Refusal::Tender(TenderRefusal::NotNow { .. }) => StatusCode::CONFLICT,
        Refusal::Supplier(SupplierRefusal::NotNow { .. }) => StatusCode::CONFLICT,
        Refusal::Contract(ContractRefusal::NotNow { .. }) => StatusCode::CONFLICT,
        Refusal::Evaluation(domain::evaluation::EvaluationRefusal::NotNow { .. }) => StatusCode::CONFLICT,
        Refusal::Account(AccountRefusal::TooManyTries { .. }) => StatusCode::TOO_MANY_REQUESTS,
        Refusal::Account(AccountRefusal::LinkNotValid) => StatusCode::GONE,
        Refusal::ChangedMeanwhile | Refusal::FormExpired => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// `303 See Other` to a local path.
pub fn see_other(path: &str) -> Response {
    match HeaderValue::from_str(path) {
        Ok(location) => (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn chain(failure: &Failure) -> String {
    let mut text = failure.to_string();
    let mut cause = std::error::Error::source(failure);
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

impl FromRequestParts<AppState> for Visit {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Visit, Response> {
        let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |original| &original.0);
        let path = uri.path().to_owned();
        let first = path.split('/').nth(1).unwrap_or("");
        let chosen = is_without_language(&path).then(|| language_of(&parts.headers));
        let known = Locale::from_segment(first).or(chosen);
        let locale = known.or_else(|| language_cookie(&parts.headers)).unwrap_or(Locale::ZhHant);
        let path = match (known, chosen) {
            (_, Some(chosen)) => format!("/{}{path}", chosen.segment()),
            (Some(_), None) => path,
            // Outside the three languages the page that says so is shown as if it were in one.
            (None, None) => format!("/{}", locale.segment()),
        };
        let unreadable = has_control_characters(&path);
        let query = fields(if known.is_some() { uri.query().unwrap_or("") } else { "" }.as_bytes());

        let token = cookie(&parts.headers, if state.over_tls { SESSION_COOKIE_OVER_TLS } else { SESSION_COOKIE });
        let services = &state.services;
        let found = match &token {
            Some(token) => accounts::find_session(services, token).await,
            None => Ok(Actor::Public),
        };
        let (actor, broken) = match found {
            Ok(actor) => (actor, None),
            Err(failure) => (Actor::Public, Some(failure)),
        };
        let caller = Caller::new(actor, services);
        let mut waiting = 0;
        let mut shortlisted = Vec::new();
        let kept = kept_references(&parts.headers);
        if caller.actor().officer().is_some() {
            waiting = orders::waiting(&caller).await.map_or(0, |waiting| waiting.0);
            waiting += tenders::tenders_waiting(&caller).await.map_or(0, |waiting| waiting.0);
            shortlisted = catalogue::shortlisted(&caller).await.unwrap_or_default();
        } else {
            shortlisted.clone_from(&kept);
        }
        let text = |name| parts.headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).unwrap_or("");
        let visit = Visit(Arc::new(Inside {
            answers_a_form: parts.method == axum::http::Method::POST,
            locale,
            path,
            route: parts.extensions.get::<MatchedPath>().map_or("(none)", |route| route.as_str()).to_owned(),
            request_id: parts.extensions.get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
            query,
            user_agent: text(header::USER_AGENT).to_owned(),
            address: parts.extensions.get::<ClientAddress>().map_or_else(String::new, |address| address.0.clone()),
            waiting,
            shortlisted,
            kept,
            once: OnceToken::fresh(services.random.id()),
            state: state.clone(),
            caller,
        }));
        match broken {
            Some(failure) => Err(visit.failed(failure).await),
            None if known.is_none() || unreadable => Err(visit.failed(Failure::NotFound).await),
            None => Ok(visit),
        }
    }
}

/// Most pairs of a query or fields of a form.
const MOST_FIELDS: usize = 200;

/// The pairs of a query or a form. Control characters are left out, but for line ends and tabs in what was typed: no
/// text needs them, and a database that cannot keep them must not be asked.
pub(crate) fn fields(encoded: &[u8]) -> Fields {
    let plain = |text: &str| {
        text.chars().filter(|character| !character.is_control() || matches!(character, '\n' | '\r' | '\t')).collect()
    };
    let pairs = form_urlencoded::parse(encoded).take(MOST_FIELDS);
    Fields::new(pairs.map(|(key, value)| (plain(&key), plain(&value))).collect())
}

/// A path that holds a control character, also an encoded one, is nobody's.
fn has_control_characters(path: &str) -> bool {
    form_urlencoded::parse(path.as_bytes()).any(|(key, value)| key.chars().chain(value.chars()).any(char::is_control))
}

/// The answer to an address that is not on the site map.
pub async fn nothing_here(State(_): State<AppState>, visit: Visit) -> Response {
    visit.failed(Failure::NotFound).await
}

/// The answer to a method that an address of the site map does not take; the router says which it takes.
pub async fn wrong_method(State(_): State<AppState>, visit: Visit) -> Response {
    let mut response = visit.failed(Failure::NotFound).await;
    *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
    response
}

/// The value of a cookie.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

/// The language this browser chose last.
pub fn language_cookie(headers: &HeaderMap) -> Option<Locale> {
    Locale::from_segment(&cookie(headers, LANGUAGE_COOKIE)?)
}

/// The language of a path, for those who only have the path.
pub fn locale_of(path: &str) -> Option<Locale> {
    Locale::from_segment(path.split('/').nth(1).unwrap_or(""))
}

/// Remembers the language of the page in this browser, when it is not remembered yet.
pub(crate) fn remember_language(visit: &Visit, response: &mut Response) {
    let secure = if visit.state().over_tls { "; Secure" } else { "" };
    let language = visit.locale().segment();
    let value = format!("{LANGUAGE_COOKIE}={language}; Path=/; Max-Age=31536000; SameSite=Lax{secure}");
    append_cookie(response, &value);
}

fn kept_references(headers: &HeaderMap) -> Vec<String> {
    let value = cookie(headers, SHORTLIST_COOKIE).unwrap_or_default();
    let fits = |reference: &&str| {
        (2..=12).contains(&reference.len()) && reference.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    value.split('.').filter(fits).map(str::to_uppercase).take(50).collect()
}

/// Keeps a shortlist in this browser.
pub(crate) fn keep_in_browser(visit: &Visit, response: &mut Response, references: &[String]) {
    let secure = if visit.state().over_tls { "; Secure" } else { "" };
    let value =
        format!("{SHORTLIST_COOKIE}={}; Path=/; Max-Age=7776000; HttpOnly; SameSite=Lax{secure}", references.join("."));
    append_cookie(response, &value);
}

/// Gives the browser its session, or takes it away.
pub(crate) fn set_session(visit: &Visit, response: &mut Response, token: Option<&str>) {
    let (name, secure) =
        if visit.state().over_tls { (SESSION_COOKIE_OVER_TLS, "; Secure") } else { (SESSION_COOKIE, "") };
    let value = match token {
        Some(token) => format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax{secure}"),
        None => format!("{name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax{secure}"),
    };
    append_cookie(response, &value);
}

fn append_cookie(response: &mut Response, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// The browser asks for this media type, as a download link or a script does.
pub fn wants(headers: &HeaderMap, media_type: &str) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains(media_type))
}
