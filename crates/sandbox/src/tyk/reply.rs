//! What Tyk answers: the envelope around changes and errors, bare JSON around records.

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};

use crate::app::App;
use crate::json_text;
use crate::switches::{Switches, TykMeta, TykUnknown};

/// What an envelope's `Meta` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meta {
    /// Nothing: null or `""`, as the tenant's dialect has it.
    Nothing,
    /// JSON text.
    Json(String),
}

/// `{"Status":…,"Message":…,"Meta":…}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    status: StatusCode,
    message: String,
    meta: Meta,
}

/// An envelope that says why something was not done.
pub type Refusal = Envelope;

impl Envelope {
    /// It was done.
    pub fn done(message: impl Into<String>, meta: Meta) -> Self {
        Self {
            status: StatusCode::OK,
            message: message.into(),
            meta,
        }
    }

    /// It was not, with a status of 400 or more.
    pub fn refused(status: StatusCode, message: &str) -> Self {
        Self {
            status,
            message: message.into(),
            meta: Meta::Nothing,
        }
    }

    /// 401: the secret or access key opens nothing.
    pub fn not_authorised() -> Self {
        Self::refused(StatusCode::UNAUTHORIZED, "Not authorised")
    }

    /// 403: the body is no JSON, or a field is of another type.
    pub fn malformed() -> Self {
        Self::refused(StatusCode::FORBIDDEN, "Request malformed")
    }

    /// 404: no organisation has this id.
    pub fn no_organisation() -> Self {
        Self::refused(StatusCode::NOT_FOUND, "Could not retrieve org detail")
    }

    /// 404: no user has this id.
    pub fn no_user() -> Self {
        Self::refused(StatusCode::NOT_FOUND, "Could not retrieve user detail")
    }

    fn render(&self, dialect: &Switches) -> Response {
        let nothing = match dialect.tyk_meta {
            TykMeta::Null => "null",
            TykMeta::Empty => "\"\"",
        };
        let meta = match &self.meta {
            Meta::Nothing => nothing,
            Meta::Json(text) => text,
        };
        let status = json_text::string(if self.status.is_success() {
            "OK"
        } else {
            "Error"
        });
        let message = json_text::string(&self.message);
        let body = json_text::object([
            ("Status", status.as_str()),
            ("Message", &message),
            ("Meta", meta),
        ]);
        (self.status, json(body)).into_response()
    }
}

impl From<rusqlite::Error> for Envelope {
    fn from(_: rusqlite::Error) -> Self {
        Self::refused(StatusCode::INTERNAL_SERVER_ERROR, "The database failed")
    }
}

/// Carries the envelope to [`envelopes`], which alone knows the dialect.
impl IntoResponse for Envelope {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The middleware that writes envelopes out.
pub async fn envelopes(State(app): State<App>, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let Some(envelope) = response.extensions().get::<Envelope>() else {
        return response;
    };
    let mut written = envelope.render(&app.dialect());
    // `Allow`, which the router adds to a 405.
    if let Some(allow) = response.headers().get(header::ALLOW) {
        written.headers_mut().insert(header::ALLOW, allow.clone());
    }
    written
}

/// JSON text as an answer.
pub fn json(text: String) -> Response {
    (
        [(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        )],
        text,
    )
        .into_response()
}

/// The dashboard's own page: what some servers answer with status 200 where they know no such path.
pub fn dashboard_page() -> Response {
    Html(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Tyk Dashboard</title></head>\
         <body><div id=\"root\"></div></body></html>\n",
    )
    .into_response()
}

/// 404 in a line of text, as the language's own HTTP server has it.
pub fn text_404() -> Response {
    (StatusCode::NOT_FOUND, "404 page not found\n").into_response()
}

/// 405 for a path that is known.
pub async fn method_not_allowed() -> Envelope {
    Envelope::refused(StatusCode::METHOD_NOT_ALLOWED, "Method not allowed")
}

/// A path below `/admin` that nobody knows.
pub async fn unknown(State(app): State<App>) -> Response {
    match app.dialect().tyk_unknown {
        TykUnknown::Text => text_404(),
        TykUnknown::Json => Envelope::refused(StatusCode::NOT_FOUND, "Not found").into_response(),
        TykUnknown::Html => dashboard_page(),
    }
}
