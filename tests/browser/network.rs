//! A network in the place of `fetch`: it notes what was sent and answers from a script.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use futures::channel::oneshot::{self, Receiver, Sender};
use js_sys::{Array, JsString, Object, Promise, Reflect, TypeError};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{Headers, Request, Response, ResponseInit};

use super::support::{Replaced, settle, until};

/// What the network does with a request.
pub enum Answer {
    /// A reply with a status, headers and a body.
    Reply(u16, Vec<(&'static str, String)>, String),
    /// A redirect, as a browser shows one that it was told not to follow.
    Redirect,
    /// The connection breaks.
    Dropped,
    /// The body breaks off.
    CutOff,
    /// Nothing comes, until the test says what.
    Held(Receiver<Answer>),
    /// Nothing comes at all.
    Never,
}

impl Answer {
    /// 200 with JSON.
    pub fn json(body: &str) -> Self {
        Self::Reply(
            200,
            vec![("content-type", "application/json".to_owned())],
            body.to_owned(),
        )
    }

    /// A status with no body.
    pub fn status(status: u16) -> Self {
        Self::Reply(status, Vec::new(), String::new())
    }

    /// 429, with a `Retry-After`.
    pub fn busy(retry_after: impl ToString) -> Self {
        Self::Reply(
            429,
            vec![("retry-after", retry_after.to_string())],
            String::new(),
        )
    }

    /// A page of HTML with a status.
    pub fn html(status: u16) -> Self {
        Self::Reply(
            status,
            vec![("content-type", "text/html; charset=utf-8".to_owned())],
            "<h1>Hello</h1>".to_owned(),
        )
    }

    /// An answer that the test gives later.
    pub fn held() -> (Sender<Self>, Self) {
        let (later, held) = oneshot::channel();
        (later, Self::Held(held))
    }

    async fn deliver(mut self) -> Result<JsValue, JsValue> {
        loop {
            self = match self {
                Self::Reply(status, headers, body) => {
                    return Ok(reply(status, &headers, &body)?.into());
                }
                Self::Redirect => return Ok(redirect()?.into()),
                Self::Dropped => return Err(TypeError::new("Failed to fetch").into()),
                Self::CutOff => return Ok(cut_off()?.into()),
                Self::Held(later) => later.await.unwrap_or(Self::Never),
                Self::Never => std::future::pending().await,
            };
        }
    }
}

fn reply(status: u16, headers: &[(&str, String)], body: &str) -> Result<Response, JsValue> {
    let all = Headers::new()?;
    for (name, value) in headers {
        all.set(name, value)?;
    }
    let init = ResponseInit::new();
    init.set_status(status);
    init.set_headers(&all);
    // Some statuses may have no body at all.
    Response::new_with_opt_str_and_init((!body.is_empty()).then_some(body), &init)
}

fn redirect() -> Result<Response, JsValue> {
    let response = Response::error();
    let kind = Object::new();
    Reflect::set(&kind, &"value".into(), &"opaqueredirect".into())?;
    Object::define_property(&response, &"type".into(), &kind);
    Ok(response)
}

fn cut_off() -> Result<Response, JsValue> {
    let response = reply(200, &[("content-type", "application/json".to_owned())], "{")?;
    let fails =
        Closure::<dyn Fn() -> Promise>::new(|| Promise::reject(&TypeError::new("network error")));
    Reflect::set(&response, &"text".into(), &fails.into_js_value())?;
    Ok(response)
}

/// Answers a request by its line.
type Server = Box<dyn FnMut(&str) -> Answer>;

/// The network; the browser's own is back when it goes.
pub struct Network {
    script: Rc<RefCell<VecDeque<Answer>>>,
    server: Rc<RefCell<Option<Server>>>,
    sent: Rc<RefCell<Vec<Sent>>>,
    _replaced: Replaced,
}

/// One request, as the browser would have sent it.
#[derive(Clone)]
pub struct Sent(Request);

impl Network {
    /// A network with no answers yet. One that is asked without having an answer says 418.
    pub fn new() -> Self {
        let script = Rc::new(RefCell::new(VecDeque::new()));
        let server = Rc::new(RefCell::new(None::<Server>));
        let sent = Rc::new(RefCell::new(Vec::new()));
        let fetch = Closure::<dyn Fn(Request) -> Promise>::new({
            let (script, sent) = (Rc::clone(&script), Rc::clone(&sent));
            let server = Rc::clone(&server);
            move |request| {
                let request = Sent(request);
                let line = request.line();
                sent.borrow_mut().push(request);
                let written: Option<Answer> = script.borrow_mut().pop_front();
                let answer = written.unwrap_or_else(|| {
                    let mut server = server.borrow_mut();
                    let given = server.as_mut().map(|answer| answer(&line));
                    given.unwrap_or_else(|| Answer::status(418))
                });
                future_to_promise(answer.deliver())
            }
        });
        Self {
            script,
            server,
            sent,
            _replaced: Replaced::new(js_sys::global(), "fetch", fetch),
        }
    }

    /// Adds to what it will answer, in order.
    pub fn answers(&self, answers: impl IntoIterator<Item = Answer>) {
        self.script.borrow_mut().extend(answers);
    }

    /// Answers what the script has no answer for, by its line.
    pub fn serve(&self, server: impl FnMut(&str) -> Answer + 'static) {
        *self.server.borrow_mut() = Some(Box::new(server));
    }

    /// How many requests were sent so far.
    pub fn count(&self) -> usize {
        self.sent.borrow().len()
    }

    /// So many requests were sent, no more.
    pub fn has_sent(&self, count: usize) {
        assert_eq!(self.count(), count, "requests");
    }

    /// Waits until so many requests were sent, and makes sure that no more follow at once.
    pub async fn sent(&self, count: usize) {
        until(&format!("{count} requests were sent"), || {
            self.count() >= count
        })
        .await;
        settle().await;
        self.has_sent(count);
    }

    /// The nth request, from 0.
    pub fn request(&self, index: usize) -> Sent {
        self.sent.borrow()[index].clone()
    }
}

impl Sent {
    /// Method and address, without this site's own origin.
    pub fn line(&self) -> String {
        let url = self.0.url();
        let origin = web_sys::window()
            .expect("a window")
            .location()
            .origin()
            .expect("an origin");
        format!(
            "{} {}",
            self.0.method(),
            url.strip_prefix(&origin).unwrap_or(&url)
        )
    }

    /// The headers, by name.
    pub fn headers(&self) -> Vec<(String, String)> {
        let text = |pair: &Array, index| String::from(pair.get(index).unchecked_into::<JsString>());
        let pairs = Array::from(&self.0.headers());
        pairs
            .iter()
            .map(|pair| Array::from(&pair))
            .map(|pair| (text(&pair, 0), text(&pair, 1)))
            .collect()
    }

    /// The body.
    pub async fn body(&self) -> String {
        let text = JsFuture::from(self.0.text().expect("not read before"))
            .await
            .expect("a body");
        text.as_string().expect("text")
    }

    /// Whether it was aborted.
    pub fn is_aborted(&self) -> bool {
        self.0.signal().aborted()
    }

    /// How the browser was told to treat caches and redirects.
    pub fn treatment(&self) -> (web_sys::RequestCache, web_sys::RequestRedirect) {
        (self.0.cache(), self.0.redirect())
    }
}
