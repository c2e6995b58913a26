//! The middleware around both APIs: it writes down every request and applies the faults.

use std::time::Instant;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use http_body_util::BodyExt;

use super::broken::{self, Breaking};
use super::fault_spec::{Effect, Ending};
use super::faults::Plan;
use super::requests::{self, BODY_KEPT, End, Entry, KeySent, Outcome};
use super::resends::Sameness;
use super::reshape::Reshape;
use crate::app::App;
use crate::listener::{Hangup, Kept};
use crate::time_text;

/// Writes the request down, waits and breaks things as the faults ask, and writes down how it ended.
pub async fn observe(State(app): State<App>, request: Request, next: Next) -> Response {
    let (request, seen) = peek(request).await;
    let path = request
        .uri()
        .path_and_query()
        .map_or_else(|| request.uri().path(), |both| both.as_str())
        .to_owned();
    let started = stopwatch();
    let kept = request.extensions().get::<Kept>().is_some();
    let sameness = Sameness::of(request.method().as_str(), &path, &seen);
    let dropped_before = app.faults.resends.find(sameness, started);
    let plan = match dropped_before {
        Some(fault) => Plan::drop_again(fault),
        None => app.faults.plan(request.method().as_str(), &path),
    };
    let last_fault = plan.faults.last().copied();
    let number = app.requests.begin(Entry {
        number: 0,
        at: time_text::to_rfc3339_ms(app.clock.now()),
        method: request.method().as_str().to_owned(),
        path,
        key: KeySent::all_in(request.headers()),
        body: requests::shown(&seen),
        body_bytes: seen.len(),
        faults: plan.faults.clone(),
        resent: dropped_before.is_some(),
        outcome: Outcome::Running,
        status: None,
        ms: None,
    });
    let mut watch = Watch {
        app: &app,
        number,
        started,
        ended: false,
    };
    let mut response = carry_out(plan, request, next).await;
    let (outcome, status) = if response.extensions().get::<Hangup>().is_some() {
        if let Some(fault) = last_fault {
            app.faults
                .resends
                .dropped(sameness, fault, kept, stopwatch());
        }
        (Outcome::Dropped, None)
    } else if response.extensions().get::<Breaking>().is_some() {
        (Outcome::Dropped, Some(response.status().as_u16()))
    } else {
        (Outcome::Answered, Some(response.status().as_u16()))
    };
    watch.end(outcome, status);
    let headers = response.headers_mut();
    // Answers of an admin API are nobody's to keep, and JSON is not to be guessed into something else.
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    headers
        .entry(header::X_CONTENT_TYPE_OPTIONS)
        .or_insert(HeaderValue::from_static("nosniff"));
    response
}

async fn carry_out(plan: Plan, request: Request, next: Next) -> Response {
    if !plan.delay_before.is_zero() {
        tokio::time::sleep(plan.delay_before).await;
    }
    for hold in plan.holds_before {
        hold.wait().await;
    }
    let own = match &plan.effect {
        Some(Effect::Answer(..) | Effect::Drop) if !plan.run_first => None,
        _ => Some(next.run(request).await),
    };
    if !plan.delay_after.is_zero() {
        tokio::time::sleep(plan.delay_after).await;
    }
    for hold in plan.holds_after {
        hold.wait().await;
    }
    match (plan.effect, own) {
        (None, Some(response)) => response,
        (Some(Effect::Cut(bytes, ending)), Some(response)) => cut(response, bytes, ending).await,
        (Some(Effect::Reshape(how)), Some(response)) => reshape(response, how).await,
        (Some(Effect::Answer(status, headers, body)), _) => answer(status, headers, body),
        (Some(Effect::Drop | Effect::Cut(..) | Effect::Reshape(_)) | None, _) => hang_up(),
    }
}

fn answer(status: StatusCode, headers: HeaderMap, body: String) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

fn hang_up() -> Response {
    let mut response = Response::new(Body::empty());
    response.extensions_mut().insert(Hangup);
    response
}

/// Shortens an answer's body to so many bytes, and by one byte at least.
async fn cut(response: Response, bytes: usize, ending: Ending) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(whole) = axum::body::to_bytes(body, usize::MAX).await else {
        return hang_up();
    };
    let kept = whole.slice(..bytes.min(whole.len().saturating_sub(1)));
    match ending {
        Ending::Clean => {
            parts
                .headers
                .insert(header::CONTENT_LENGTH, kept.len().into());
            Response::from_parts(parts, Body::from(kept))
        }
        Ending::Dropped => {
            parts
                .headers
                .insert(header::CONTENT_LENGTH, whole.len().into());
            parts.extensions.insert(Breaking);
            Response::from_parts(parts, broken::body(kept))
        }
    }
}

/// An answer in another shape; one without JSON stays as it is.
async fn reshape(response: Response, how: Reshape) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(whole) = axum::body::to_bytes(body, usize::MAX).await else {
        return hang_up();
    };
    let Some(body) = how.apply(&whole) else {
        return Response::from_parts(parts, Body::from(whole));
    };
    parts
        .headers
        .insert(header::CONTENT_LENGTH, body.len().into());
    Response::from_parts(parts, Body::from(body))
}

/// Reads the beginning of the body, and gives the request back as if nobody had.
async fn peek(request: Request) -> (Request, Bytes) {
    let (parts, mut body) = request.into_parts();
    let mut seen = Vec::new();
    let mut ended = false;
    while seen.len() < BODY_KEPT && !ended {
        match body.frame().await {
            Some(Ok(frame)) => {
                seen.extend_from_slice(frame.data_ref().map_or(&[][..], |data| data));
            }
            // A body that broke off ends here; what is there reads as malformed.
            Some(Err(_)) | None => ended = true,
        }
    }
    let seen = Bytes::from(seen);
    let whole = if ended {
        Body::from(seen.clone())
    } else {
        broken::joined(seen.clone(), body)
    };
    (Request::from_parts(parts, whole), seen)
}

#[expect(
    clippy::disallowed_methods,
    reason = "a stopwatch for the log, not the tenant's time"
)]
fn stopwatch() -> Instant {
    Instant::now()
}

/// Sees that every request's end is written down, also when the client went away: then the whole
/// future is thrown away, and this with it.
struct Watch<'a> {
    app: &'a App,
    number: u64,
    started: Instant,
    ended: bool,
}

impl Watch<'_> {
    fn end(&mut self, outcome: Outcome, status: Option<u16>) {
        self.ended = true;
        let ms = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.app.requests.finish(
            self.number,
            End {
                outcome,
                status,
                ms,
            },
        );
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        if !self.ended {
            self.end(Outcome::Abandoned, None);
        }
    }
}
