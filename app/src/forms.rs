//! The one way a form is posted: refused with 422, its typed values and marked fields; or done with 303.

use crate::site::AppState;
use crate::visit::{self, Visit, status_of};
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::form::{Fields, Problem};
use domain::ids::{FormDigest, OnceToken};
use domain::refusal::Refusal;

/// A posted form: the visit and the raw text of every field.
#[derive(Debug)]
pub struct Posted {
    /// The request.
    pub visit: Visit,
    /// The fields.
    pub fields: Fields,
}

impl Posted {
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
        services::random::sha256(&bytes)
    }
}

impl FromRequest<AppState> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Posted, Response> {
        let (mut parts, body) = request.into_parts();
        let visit = Visit::from_request_parts(&mut parts, state).await?;
        let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
        let kind = kind.split(';').next().unwrap_or("").trim();
        if !kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response());
        }
        let request = Request::from_parts(parts, body);
        let body = Bytes::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        let fields = visit::fields(&body);
        Ok(Posted { visit, fields })
    }
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
            Refusal::Form(problems) => FormState { fields, problems, refusal: None },
            other => FormState { fields, problems: Vec::new(), refusal: Some(other) },
        }
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
