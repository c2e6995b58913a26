//! The one place that talks HTTP: headers, time limit, abort, content type, errors, pace and retries.
//!
//! A read is cancelled by dropping its future: that aborts the request. A write cannot be cancelled,
//! and is never repeated by itself: nobody could say whether the first one was carried out. The one
//! exception is a refusal with 429, which says that nothing was (RFC 6585, 4).
//!
//! Every write is entered in the journal before it leaves, and none leaves while changes are off.

use std::sync::{Arc, Mutex, PoisonError};

use futures::future::{Either, select};
use gloo_net::http::{Headers, Method, RequestBuilder, Response};
use gloo_timers::future::TimeoutFuture;
use web_sys::{AbortController, RequestCache, RequestInit, RequestRedirect, ResponseType};

use super::ahead;
use super::call::{About, Call, Verb};
use super::error::{ApiError, Fate, Kind, Request};
use super::pace::Pace;
use super::waits::{Waiting, Waits};
use super::{tines, tyk};
use crate::routes::home;
use crate::state::clock::now;
use crate::state::connections::{Api, Connection};
use crate::state::journal::{Entry, Journal, Outcome};
use crate::state::read_only::ReadOnly;
use crate::state::session::{Key, Session};
use crate::wire::answer::Answer;
use crate::wire::time::Timestamp;

/// How long a read may take, in milliseconds; a page of 500 records on a slow line fits.
const READ_LIMIT: u32 = 30_000;
/// How long a write may take: giving up early would leave it unknown what was done.
const WRITE_LIMIT: u32 = 60_000;
/// How long a look may take.
const LOOK_LIMIT: u32 = 15_000;
/// Waits between the tries of a read, in milliseconds.
const BACK_OFF: [u32; 3] = [500, 1_500, 4_000];
/// A longer wait than this, in seconds, is for the person to decide.
const LONGEST_WAIT: u32 = 90;
/// How often a write that waits for its turn looks whether it is still wanted, in milliseconds.
const LOOKS_EVERY: u32 = 1_000;

/// The headers that carry a key.
type KeyHeaders = Vec<(&'static str, String)>;

/// A 2xx answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The body, as it came.
    pub text: String,
    /// What was asked.
    pub request: Request,
}

impl Reply {
    /// Turns the body into a value, or says that it is not what this API says.
    pub fn decode<T, E: std::fmt::Display>(
        self,
        decode: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<T, ApiError> {
        decode(&self.text)
            .map_err(|why| ApiError::unreadable(self.status, why.to_string(), self.request))
    }
}

/// What a connection's requests share. Cheap to clone.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    connection: Connection,
    session: Session,
    journal: Journal,
    read_only: ReadOnly,
    /// One budget per documented limit, by the limit's path.
    paces: Mutex<Vec<(&'static str, Pace)>>,
    waits: Waits,
}

impl Client {
    /// A client for one connection. What it changes goes into the journal, unless changes are off.
    pub fn new(
        connection: Connection,
        session: Session,
        journal: Journal,
        read_only: ReadOnly,
    ) -> Self {
        Self(Arc::new(Inner {
            connection,
            session,
            journal,
            read_only,
            paces: Mutex::default(),
            waits: Waits::default(),
        }))
    }

    /// The connection it talks to.
    pub fn connection(&self) -> &Connection {
        &self.0.connection
    }

    /// Why nothing can be changed on this connection, in words for a disabled button; `None` if it can.
    /// Tracks the switch. Asking is a courtesy: [`Client::write`] is the guard.
    pub fn refuses_changes(&self) -> Option<&'static str> {
        self.0.read_only.refuses(&self.0.connection)
    }

    /// Where its changes are entered.
    pub fn journal(&self) -> Journal {
        self.0.journal
    }

    /// The requests a minute that a path is held to, where a limit is documented.
    pub fn per_minute(&self, path: &str) -> Option<usize> {
        self.with_pace(path, |pace| pace.limit())
    }

    /// How long so many more requests for a path must take at least, in milliseconds, for the limit's sake.
    pub fn least_span(&self, path: &str, requests: usize) -> u32 {
        self.with_pace(path, |pace| pace.span(requests, now().0))
            .unwrap_or(0)
    }

    /// Until when (milliseconds since 1970) requests are held back by a limit or a fault; `None` if not.
    pub fn waiting(&self) -> Option<i64> {
        self.0.waits.longest()
    }

    /// Reads a path below the connection's base with the key of this tab. Passing failures are tried
    /// again a few times; a 401 brings up the question for the key.
    pub async fn read(&self, path: &str) -> Result<Reply, ApiError> {
        let key = self.0.session.key_untracked(&self.0.connection.id);
        let result = self.read_patiently(path, key.as_ref()).await;
        self.note_refusal(&result, key.as_ref());
        result
    }

    /// Reads with a key that is only being tried: a 401 is an answer here, not an interruption.
    pub async fn read_with(&self, key: &Key, path: &str) -> Result<Reply, ApiError> {
        self.read_patiently(path, Some(key)).await
    }

    /// Sends a change, and sends it again only if the server refused it with 429.
    ///
    /// It is not sent at all, and the error says so ([`ApiError::fate`]), while changes are switched off,
    /// when the keys have been taken away since it was asked for, when it was stopped before its turn, or when
    /// its look at the tenant did not agree.
    pub async fn write(&self, call: &Call, about: &About) -> Result<Reply, ApiError> {
        self.write_noted(call, about).await.1
    }

    /// As [`Client::write`], with the number of its entry in the journal if it was sent.
    pub async fn write_noted(
        &self,
        call: &Call,
        about: &About,
    ) -> (Option<u32>, Result<Reply, ApiError>) {
        let epoch = self.0.session.epoch_untracked();
        let journal = self.0.journal;
        let mut number = None;
        let mut tries = 0;
        let mut refused = None;
        loop {
            let mut wait = self.book(&call.path);
            let waiting = self.show_wait(wait);
            let mut look = about.look.as_ref();
            loop {
                if let Some(why) = self.forbids(about, epoch) {
                    let unsent = || ApiError::unanswered(why, self.request_of(call));
                    // What was refused before stays so: it is what the journal says.
                    return (number, Err(refused.unwrap_or_else(unsent)));
                }
                if wait == 0 {
                    let Some(look) = look.take() else { break };
                    if !look().await {
                        let unsent = || ApiError::unanswered(Kind::Stopped, self.request_of(call));
                        return (number, Err(refused.unwrap_or_else(unsent)));
                    }
                    // While one looked, changes may have been switched off.
                    continue;
                }
                let step = wait.min(LOOKS_EVERY);
                TimeoutFuture::new(step).await;
                wait -= step;
            }
            drop(waiting);
            let entered = match number {
                None => journal.enter(self.entry_of(call, about)),
                Some(number) => {
                    journal.again(number);
                    number
                }
            };
            number = Some(entered);
            tries += 1;
            let unheard = Unheard(journal, entered);
            let result = self.send(call, tries).await;
            std::mem::forget(unheard);
            journal.complete(entered, outcome_of(&result));
            let error = match result {
                Err(error) if matches!(error.kind, Kind::Busy { .. }) => error,
                result => return (number, result),
            };
            let Some(wait) = Self::wait_after(&error, tries - 1) else {
                return (number, Err(error));
            };
            self.with_pace(&call.path, |pace| {
                pace.pause_until(now().0 + i64::from(wait));
            });
            refused = Some(error);
        }
    }

    /// One sending of a change, with the key of this moment.
    async fn send(&self, call: &Call, tries: u32) -> Result<Reply, ApiError> {
        let key = self.0.session.key_untracked(&self.0.connection.id);
        let method = match call.verb {
            Verb::Get => Method::GET,
            Verb::Post => Method::POST,
            Verb::Put => Method::PUT,
            Verb::Delete => Method::DELETE,
        };
        let body = call.body.clone();
        let headers = match &call.access_key {
            Some(own) => vec![("authorization", own.reveal().to_owned())],
            None => self.headers_of(key.as_ref()),
        };
        let result = self
            .once(method, &call.path, headers, body, WRITE_LIMIT)
            .await
            .map_err(|error| ApiError { tries, ..error });
        if call.access_key.is_some() {
            // The connection's key was not asked about.
            return result.map_err(|error| match error.kind {
                Kind::SignedOut => ApiError {
                    kind: Kind::Invalid,
                    ..error
                },
                _ => error,
            });
        }
        self.note_refusal(&result, key.as_ref());
        result
    }

    fn headers_of(&self, key: Option<&Key>) -> KeyHeaders {
        let kind = self.0.connection.key;
        key.map(|key| key.headers(kind)).unwrap_or_default()
    }

    /// Why a change may not leave now.
    fn forbids(&self, about: &About, epoch: Option<u32>) -> Option<Kind> {
        let Inner {
            connection,
            session,
            read_only,
            ..
        } = &*self.0;
        if read_only.refuses_now(connection).is_some() {
            Some(Kind::ReadOnly)
        } else if epoch.is_none() || session.epoch_untracked() != epoch {
            Some(Kind::Locked)
        } else {
            about.stop.get().then_some(Kind::Stopped)
        }
    }

    fn request_of(&self, call: &Call) -> Request {
        Request {
            method: call.verb.name(),
            path: format!("{}{}", self.0.connection.base, call.path),
        }
    }

    fn entry_of(&self, call: &Call, about: &About) -> Entry {
        let Request { method, path } = self.request_of(call);
        Entry {
            number: 0,
            at: Timestamp(0),
            connection: self.0.connection.id.clone(),
            what: about.what.clone(),
            method,
            path,
            body: call.body.clone(),
            reason: about.reason.clone(),
            tries: 0,
            outcome: Outcome::Sent,
        }
    }

    fn note_refusal(&self, result: &Result<Reply, ApiError>, sent: Option<&Key>) {
        // A late answer to a key that was replaced says nothing about the new one.
        if self.0.session.key_untracked(&self.0.connection.id).as_ref() != sent {
            return;
        }
        if matches!(
            result,
            Err(ApiError {
                kind: Kind::SignedOut,
                ..
            })
        ) {
            self.0.session.refuse(&self.0.connection.id);
        }
    }

    async fn read_patiently(&self, path: &str, key: Option<&Key>) -> Result<Reply, ApiError> {
        let started = now().0;
        let mut tries = 0_u32;
        loop {
            self.pause(self.book(path)).await;
            // Dropping this future (the page was left, a newer question was asked) aborts the request.
            let headers = self.headers_of(key);
            let result = self
                .once(Method::GET, path, headers, None, READ_LIMIT)
                .await;
            let mut error = match result {
                Ok(reply) => return Ok(reply),
                Err(error) => error,
            };
            let wait = Self::wait_after(&error, tries);
            tries += 1;
            let Some(wait) = wait else {
                error.tries = tries;
                error.millis = u32::try_from(now().0 - started).unwrap_or(u32::MAX);
                return Err(error);
            };
            if let Kind::Busy { .. } = error.kind {
                self.with_pace(path, |pace| pace.pause_until(now().0 + i64::from(wait)));
            }
            self.pause(wait).await;
        }
    }

    /// How long to wait before the next try, in milliseconds; `None` when it is not worth one.
    fn wait_after(error: &ApiError, tries: u32) -> Option<u32> {
        let back_off = *BACK_OFF.get(usize::try_from(tries).ok()?)?;
        if !error.is_passing() {
            return None;
        }
        let asked = match error.kind {
            Kind::Busy { retry_after } => retry_after,
            _ => None,
        };
        if asked.is_some_and(|seconds| seconds > LONGEST_WAIT) {
            return None;
        }
        // Many reads may have failed together: they must not all come back together.
        let spread = js_sys::Math::random() * f64::from(back_off) * 0.3;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at most 1,200"
        )]
        let spread = spread as u32;
        Some(asked.map_or(back_off, |seconds| (seconds * 1000).max(250)) + spread)
    }

    async fn pause(&self, millis: u32) {
        if millis == 0 {
            return;
        }
        let shown = self.show_wait(millis);
        TimeoutFuture::new(millis).await;
        drop(shown);
    }

    /// Only a wait that a person would notice is worth a word.
    fn show_wait(&self, millis: u32) -> Option<Waiting> {
        (millis > 1_000).then(|| self.0.waits.show(now().0 + i64::from(millis)))
    }

    fn book(&self, path: &str) -> u32 {
        self.with_pace(path, |pace| pace.book(now().0)).unwrap_or(0)
    }

    fn with_pace<T>(&self, path: &str, work: impl FnOnce(&mut Pace) -> T) -> Option<T> {
        let (name, limit) = match self.0.connection.api {
            Api::Tines => tines::limit(path),
            Api::Tyk => tyk::limit(path),
        }?;
        let mut paces = self.0.paces.lock().unwrap_or_else(PoisonError::into_inner);
        if !paces.iter().any(|(known, _)| *known == name) {
            paces.push((name, Pace::below(limit)));
        }
        let (_, pace) = paces.iter_mut().find(|(known, _)| *known == name)?;
        Some(work(pace))
    }

    /// One request, one answer, or none in time.
    async fn once(
        &self,
        method: Method,
        path: &str,
        of_key: KeyHeaders,
        body: Option<String>,
        limit: u32,
    ) -> Result<Reply, ApiError> {
        let url = format!("{}{path}", self.0.connection.base);
        let request = Request {
            method: name_of(&method),
            path: url.clone(),
        };
        let started = now().0;
        let exchange = Box::pin(self.exchange(method, &url, of_key, body, &request));
        let result = match select(exchange, TimeoutFuture::new(limit)).await {
            Either::Left((result, _)) => result,
            Either::Right(_) => Err(ApiError::unanswered(Kind::TimedOut, request.clone())),
        };
        result.map_err(|error| ApiError {
            millis: u32::try_from(now().0 - started).unwrap_or(u32::MAX),
            ..error
        })
    }

    async fn exchange(
        &self,
        method: Method,
        url: &str,
        of_key: KeyHeaders,
        body: Option<String>,
        request: &Request,
    ) -> Result<Reply, ApiError> {
        let failed = |_| ApiError::unanswered(Kind::Offline, request.clone());
        // Reads only: an aborted write would leave it unknown what was done.
        let abort = if method == Method::GET {
            AbortOnDrop::new()
        } else {
            None
        };
        let headers = Headers::new();
        headers.set("Accept", "application/json");
        for (name, value) in &of_key {
            // A key with characters that no header can hold would throw; it is no key of this API.
            if value
                .chars()
                .any(|c| !(' '..='\u{ff}').contains(&c) || c == '\u{7f}')
            {
                return Err(ApiError {
                    status: Some(401),
                    ..ApiError::unanswered(Kind::SignedOut, request.clone())
                });
            }
            headers.set(name, value);
        }
        if method == Method::GET
            && let Some(response) = ahead::take(url, &of_key).await
        {
            return read_response(&response.into(), request).await;
        }
        if body.is_some() {
            headers.set("Content-Type", "application/json");
        }
        // Not through gloo's builder: that adds an `&` to every address with a query.
        let init = RequestInit::new();
        init.set_method(request.method);
        init.set_headers(&headers.into_raw());
        init.set_cache(RequestCache::NoStore);
        // Followed redirects could carry the key to somewhere else; neither API sends any.
        init.set_redirect(RequestRedirect::Manual);
        init.set_signal(abort.as_ref().map(AbortOnDrop::signal).as_ref());
        if let Some(body) = body {
            init.set_body(&body.into());
        }
        let prepared = web_sys::Request::new_with_str_and_init(url, &init);
        let prepared =
            prepared.map_err(|_| ApiError::unanswered(Kind::Offline, request.clone()))?;
        let response = gloo_net::http::Request::from(prepared)
            .send()
            .await
            .map_err(failed)?;
        let reply = read_response(&response, request).await;
        let reply = match self.0.connection.api {
            Api::Tines => reply,
            Api::Tyk => tyk::judge(reply),
        };
        // Only a request that ended is safe from its own guard.
        drop(abort);
        reply
    }
}

/// A change that was sent. When whoever waits for its answer goes, nobody will know how it ended, and the
/// journal says so.
struct Unheard(Journal, u32);

impl Drop for Unheard {
    fn drop(&mut self) {
        let words = "Nobody waited for the answer".to_owned();
        self.0.complete(self.1, Outcome::Unknown(words));
    }
}

/// How a change ended, for the journal.
fn outcome_of(result: &Result<Reply, ApiError>) -> Outcome {
    let error = match result {
        Ok(reply) => return Outcome::Done(reply.status, String::new()),
        Err(error) => error,
    };
    match (error.fate(), error.status) {
        (Fate::Refused, Some(status)) => Outcome::Refused(status, error.words()),
        (_, status) => {
            let mut words = error.words();
            if let Some(status) = status {
                words.extend([" (status ", &status.to_string(), ")"]);
            }
            Outcome::Unknown(words)
        }
    }
}

/// The text of `config.json` beside `index.html`; `None` where there is none, which is no fault.
pub async fn fetch_config() -> Option<String> {
    let url = [home(), "config.json"].concat();
    let response = match ahead::take(&url, &[]).await {
        Some(response) => response.into(),
        None => RequestBuilder::new(&url)
            .cache(RequestCache::NoCache)
            .send()
            .await
            .ok()?,
    };
    let kind = response.headers().get("content-type").unwrap_or_default();
    // Many hosts answer a missing file with the page itself.
    if !response.ok() || kind.contains("html") {
        return None;
    }
    response.text().await.ok()
}

/// Asks for an address of this site as the checks do: without a key, once, and whatever comes back is an answer.
pub async fn look(
    method: &'static str,
    url: &str,
    accept: &str,
    looked_at: &[&'static str],
) -> Answer {
    let sent = now().0;
    let abort = AbortOnDrop::new();
    let asked = Box::pin(async {
        let headers = Headers::new();
        headers.set("Accept", accept);
        let init = RequestInit::new();
        init.set_method(method);
        init.set_headers(&headers.into_raw());
        init.set_cache(RequestCache::NoStore);
        init.set_redirect(RequestRedirect::Manual);
        init.set_signal(abort.as_ref().map(AbortOnDrop::signal).as_ref());
        let prepared = web_sys::Request::new_with_str_and_init(url, &init).ok()?;
        let response = gloo_net::http::Request::from(prepared).send().await.ok()?;
        // Before the body: it may be long on its way.
        let arrived = now().0;
        let is_redirect = response.type_() == ResponseType::Opaqueredirect;
        let found = |name: &&'static str| Some((*name, response.headers().get(name)?));
        Some(Answer {
            status: (!is_redirect).then(|| response.status()),
            is_redirect,
            headers: looked_at.iter().filter_map(found).collect(),
            text: response.text().await.unwrap_or_default(),
            between: (sent, arrived),
        })
    });
    let answer = match select(asked, TimeoutFuture::new(LOOK_LIMIT)).await {
        Either::Left((answer, _)) => answer,
        Either::Right(_) => None,
    };
    answer.unwrap_or_default()
}

async fn read_response(response: &Response, request: &Request) -> Result<Reply, ApiError> {
    if response.type_() == ResponseType::Opaqueredirect {
        return Err(ApiError::unreadable(
            302,
            "It was answered with a redirect, which is never followed with a key.",
            request.clone(),
        ));
    }
    let status = response.status();
    let content_type = response.headers().get("content-type");
    let retry_after = response
        .headers()
        .get("retry-after")
        .and_then(|text| text.trim().parse().ok());
    let text = response
        .text()
        .await
        .map_err(|_| ApiError::unanswered(Kind::Offline, request.clone()))?;
    if !response.ok() {
        return Err(ApiError::refused(
            status,
            &text,
            content_type.as_deref(),
            retry_after,
            request.clone(),
        ));
    }
    // A dashboard or a proxy answers unknown paths with its own page and 200: believe no such success.
    if content_type.is_some_and(|kind| kind.contains("html")) {
        return Err(ApiError::unreadable(
            status,
            "This is not the Admin API: a web page came back instead of data. Check the proxy path.",
            request.clone(),
        ));
    }
    Ok(Reply {
        status,
        text,
        request: request.clone(),
    })
}

const fn name_of(method: &Method) -> &'static str {
    match *method {
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::PATCH => "PATCH",
        _ => "GET",
    }
}

/// Aborts its request when it is dropped; does nothing to one that has ended.
struct AbortOnDrop(AbortController);

impl AbortOnDrop {
    fn new() -> Option<Self> {
        AbortController::new().ok().map(Self)
    }

    fn signal(&self) -> web_sys::AbortSignal {
        self.0.signal()
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}
