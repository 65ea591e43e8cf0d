//! The one way a form is posted: refused with 422, its typed values and marked fields; or done with 303.

mod field_of;

use crate::multipart;
use crate::site::AppState;
use crate::visit::{self, Visit, status_of};
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::form::{Fields, Problem};
use domain::ids::{FormDigest, OnceToken};
use domain::locale::Locale;
use domain::refusal::Refusal;
use domain::text::Text;
use services::tenders::Upload;
use tokio::sync::{Semaphore, SemaphorePermit};

/// Longest form with a file: the largest file and room for its fields.
pub const LONGEST_UPLOAD_BYTES: usize = 11 * 1024 * 1024;

/// Longest form with the sealed envelopes of a bid: both, and room for its fields.
pub const LONGEST_SEALED_UPLOAD_BYTES: usize = bidding::LONGEST_ENVELOPE_BYTES + 4 * 1024 * 1024;

/// Longest form: the longest text of one has 2,000 characters.
const LONGEST_FORM_BYTES: usize = 64 * 1024;
/// Longest form with many texts of up to 4,000 characters; the framework reads no more than this.
const LONGEST_TEXTS_BYTES: usize = 2 * 1024 * 1024;

/// Kibibytes of forms with files that may be in memory at once; who comes after waits with the form unread.
static ROOM_KIB: Semaphore = Semaphore::const_new(256 * 1024);

/// A form at this address may carry a file.
pub fn takes_files(path: &str) -> bool {
    let draft = path.contains("/workspace/tenders/") && (path.ends_with("/documents") || path.ends_with("/addendum"));
    let opening = path.contains("/workspace/tenders/") && path.ends_with("opening");
    draft || opening || takes_envelopes(path) || (path.contains("/tenders/") && path.ends_with("/bid/files"))
}

/// A form at this address may carry sealed envelopes, which hold all files of a bid at once.
pub fn takes_envelopes(path: &str) -> bool {
    path.contains("/tenders/") && (path.ends_with("/bid/sealed") || path.ends_with("/bid/rescue"))
}

/// A form at this address may have many long texts: answers to requirements, reasons for each bid. Only people who are
/// signed in fill it in.
pub fn takes_long_texts(path: &str) -> bool {
    ["/workspace/", "/supplier"].iter().any(|part| path.contains(part))
        || (path.contains("/tenders/") && path.contains("/bid/"))
}

/// How long a form without files may be at this address; a Chinese character takes nine bytes in it.
pub fn longest_form(path: &str) -> usize {
    if takes_long_texts(path) { LONGEST_TEXTS_BYTES } else { LONGEST_FORM_BYTES }
}

/// How long a form with files may be at this address.
pub fn longest_upload(path: &str) -> usize {
    if takes_envelopes(path) { LONGEST_SEALED_UPLOAD_BYTES } else { LONGEST_UPLOAD_BYTES }
}

/// A posted form: the visit and the raw text of every field.
#[derive(Debug)]
pub struct Posted {
    /// The request.
    pub visit: Visit,
    /// The fields.
    pub fields: Fields,
    /// The files of a form that carries some, by field.
    pub files: Vec<(String, Upload)>,
    /// It came as a form that can carry files.
    with_files: bool,
    _room: Option<SemaphorePermit<'static>>,
}

impl Posted {
    /// It came as a form that can carry files, whether or not one was chosen.
    pub fn is_with_files(&self) -> bool {
        self.with_files
    }

    /// A copy of the file of a field, if one was chosen.
    pub fn file(&self, field: &str) -> Option<Upload> {
        self.chosen(field).cloned()
    }

    /// The file of a field, if one was chosen: browsers send an empty one without a name otherwise.
    pub fn chosen(&self, field: &str) -> Option<&Upload> {
        let chosen = self.files.iter().find(|(name, upload)| name == field && !upload.name.is_empty());
        chosen.map(|(_, upload)| upload)
    }

    /// The form's one-time key.
    pub fn once(&self) -> Option<OnceToken> {
        OnceToken::parse(self.fields.get("once"), self.digest())
    }

    /// SHA-256 of where the form was sent and of every field but its one-time key.
    fn digest(&self) -> FormDigest {
        let mut bytes = self.visit.path_and_query().into_bytes();
        for (name, value) in self.fields.pairs().iter().filter(|(name, _)| name != "once") {
            for part in [name, value] {
                // With its length in front, so that parts cannot run into each other.
                bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
                bytes.extend_from_slice(part.as_bytes());
            }
        }
        for (name, upload) in &self.files {
            bytes.extend_from_slice(&services::random::sha256(name.as_bytes()));
            bytes.extend_from_slice(&services::random::sha256(upload.name.as_bytes()));
            bytes.extend_from_slice(&services::random::sha256(&upload.content));
        }
        services::random::sha256(&bytes)
    }
}

impl FromRequest<AppState> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Posted, Response> {
        let (mut parts, body) = request.into_parts();
        let visit = Visit::from_request_parts(&mut parts, state).await?;
        let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
        if let Some(boundary) = multipart::boundary(kind).filter(|_| takes_files(parts.uri.path())) {
            let longest = longest_upload(parts.uri.path());
            let told = parts.headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
            return with_files(visit, &boundary, body, (told.unwrap_or(longest), longest)).await;
        }
        let kind = kind.split(';').next().unwrap_or("").trim();
        if !kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response());
        }
        if takes_long_texts(parts.uri.path()) && visit.caller().actor().officer().is_none() {
            // They must sign in first, and of what is long nothing is taken into memory.
            let body = axum::body::to_bytes(body, LONGEST_FORM_BYTES).await.unwrap_or_default();
            let (fields, files) = (visit::fields(&body), Vec::new());
            return Ok(Posted { visit, fields, files, with_files: false, _room: None });
        }
        let request = Request::from_parts(parts, body);
        let body = Bytes::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        let fields = visit::fields(&body);
        Ok(Posted { visit, fields, files: Vec::new(), with_files: false, _room: None })
    }
}

/// Reads a form with files; how long it may be was judged before it came here.
async fn with_files(
    visit: Visit,
    boundary: &str,
    body: axum::body::Body,
    (told, longest): (usize, usize),
) -> Result<Posted, Response> {
    if visit.caller().actor().officer().is_none() {
        // They must sign in first; nothing of what they send is taken into memory.
        return Ok(Posted { visit, fields: Fields::default(), files: Vec::new(), with_files: true, _room: None });
    }
    let kib = u32::try_from(told.min(longest).div_ceil(1024)).unwrap_or(u32::MAX);
    let room = ROOM_KIB.acquire_many(kib).await.map_err(|_| StatusCode::SERVICE_UNAVAILABLE.into_response())?;
    let body = axum::body::to_bytes(body, longest).await;
    let body = body.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE.into_response())?;
    let parts = multipart::parts(&body, boundary).ok_or_else(|| StatusCode::BAD_REQUEST.into_response())?;
    drop(body);
    let (mut pairs, mut files) = (form_urlencoded::Serializer::new(String::new()), Vec::new());
    for part in parts {
        match part.file_name {
            Some(name) => files.push((part.name, Upload { name, content: part.content })),
            None => {
                pairs.append_pair(&part.name, &String::from_utf8_lossy(&part.content));
            }
        }
    }
    // Read like any other form, so that the same is left out of both.
    Ok(Posted { visit, fields: visit::fields(pairs.finish().as_bytes()), files, with_files: true, _room: Some(room) })
}

/// A form as a page draws it: empty, prefilled, or refused.
#[derive(Debug, Clone, Default)]
pub struct FormState {
    /// What stands in the fields.
    pub fields: Fields,
    /// What is wrong with them.
    pub problems: Vec<Problem>,
    /// A rule that the form as a whole broke.
    pub refusal: Option<Refusal>,
    /// Names of fields that this form calls otherwise than the common list of labels does.
    pub names: Vec<(&'static str, Text)>,
    /// The field that mends what the form as a whole broke, when its page knows.
    about: Option<String>,
}

impl FormState {
    /// A form with these values in it.
    pub fn filled(fields: Fields) -> FormState {
        FormState { fields, ..FormState::default() }
    }

    /// A form that was refused, with what was typed; passwords are not given back.
    pub fn refused(mut fields: Fields, refusal: Refusal) -> FormState {
        for secret in ["password", "repeat"] {
            if !fields.get(secret).is_empty() {
                fields.set(secret, "");
            }
        }
        match refusal {
            Refusal::Form(problems) => FormState { fields, problems, ..FormState::default() },
            other => FormState { fields, refusal: Some(other), ..FormState::default() },
        }
    }

    /// The same form, in which a field has this name.
    pub fn naming(mut self, field: &'static str, name: Text) -> FormState {
        self.names.push((field, name));
        self
    }

    /// What the form as a whole broke, in words.
    pub fn said(&self, locale: Locale) -> Option<String> {
        self.refusal.as_ref().map(|refusal| crate::i18n::refusal(locale, refusal))
    }

    /// What the form calls a field.
    pub fn name(&self, field: &str) -> Option<Text> {
        let own = self.names.iter().find(|(named, _)| *named == field);
        // A reason for each bidder has the bid in its field's name.
        let of_bidder = || field.starts_with("reason_").then_some(crate::i18n::label::BID_REASON);
        own.map(|(_, name)| *name).or_else(|| crate::i18n::label::find(field)).or_else(of_bidder)
    }

    /// The same form, in which what it broke is mended in this field.
    pub fn about(mut self, field: impl Into<String>) -> FormState {
        self.about = Some(field.into());
        self
    }

    /// The field that a broken rule is about, if the form has it.
    pub fn refused_field(&self) -> Option<&str> {
        let refusal = self.refusal.as_ref()?;
        if let Some(field) = &self.about {
            return Some(field);
        }
        let field = field_of::field_of(refusal)?;
        self.fields.pairs().iter().any(|(name, _)| name == field).then_some(field)
    }

    /// What is wrong with a field, or with the form because of it, in words.
    pub fn wrong(&self, locale: Locale, field: &str) -> Option<String> {
        let refusal = if self.refused_field() == Some(field) { self.said(locale) } else { None };
        self.problem(field).map(|problem| crate::i18n::rule(locale, &problem.rule)).or(refusal)
    }

    /// The status the page is sent with.
    pub fn status(&self) -> StatusCode {
        match &self.refusal {
            Some(refusal) => status_of(refusal),
            None if self.problems.is_empty() => StatusCode::OK,
            None => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    /// Something is wrong.
    pub fn is_refused(&self) -> bool {
        self.refusal.is_some() || !self.problems.is_empty()
    }

    /// What is wrong with a field.
    pub fn problem(&self, field: &str) -> Option<&Problem> {
        self.problems.iter().find(|problem| problem.field == field)
    }
}

/// Goes on with the value of an operation, or answers its failure.
macro_rules! attempt {
    ($visit:expr, $result:expr) => {
        match $result {
            Ok(value) => value,
            Err(failure) => return $visit.failed(failure).await,
        }
    };
}

pub(crate) use attempt;
