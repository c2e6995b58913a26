//! `Client`, one exchange at a time: what a request says, what an answer means, what is aborted.

use gatehouse::api::call::{About, Call, Verb};
use gatehouse::api::client::{Client, Reply, fetch_config};
use gatehouse::api::error::{ApiError, Kind};
use gatehouse::state::connections::{Api, Connection, KeyKind};
use gatehouse::state::journal::Journal;
use gatehouse::state::read_only::ReadOnly;
use gatehouse::state::session::{Key, Session};
use gatehouse::state::storage::Store;
use leptos::prelude::Owner;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{RequestCache, RequestRedirect};

use super::clock::Clock;
use super::network::{Answer, Network};
use super::support::{Running, owner, settle, start};

/// A path with a documented limit.
pub const USERS: &str = "/api/v1/admin/users";

/// A client, its network, and a clock that stands still.
pub struct Bench {
    /// The client; its connection is `tines`.
    pub client: Client,
    /// The keys.
    pub session: Session,
    /// What was changed.
    pub journal: Journal,
    /// Whether changes are off.
    pub read_only: ReadOnly,
    /// The network.
    pub network: Network,
    /// The clock.
    pub clock: Clock,
    /// Holds what it made.
    pub owner: Owner,
}

pub type Result<T = Reply> = std::result::Result<T, ApiError>;

impl Bench {
    /// A client that sends its key, `secret`, as today's Tines wants it.
    pub fn new() -> Self {
        Self::with(KeyKind::Bearer, Key::Single("secret".to_owned()))
    }

    fn with(kind: KeyKind, key: Key) -> Self {
        Store::Session.clear_ours();
        Store::Local.clear_ours();
        let owner = owner();
        let session = owner.with(Session::provide);
        session.keep("tines", key);
        let api = if kind == KeyKind::AdminAuth {
            Api::Tyk
        } else {
            Api::Tines
        };
        let (id, base) = ("tines".to_owned(), "/console/tines".to_owned());
        let connection = Connection {
            id,
            name: "Tines".to_owned(),
            api,
            base,
            key: kind,
            colour: 1,
            read_only: false,
        };
        let (journal, read_only) = owner.with(|| (Journal::provide(), ReadOnly::provide()));
        let client = Client::new(connection, session, journal, read_only);
        Self {
            client,
            session,
            journal,
            read_only,
            network: Network::new(),
            clock: Clock::stopped(),
            owner,
        }
    }

    /// Starts a read.
    pub fn read(&self, path: &'static str) -> Running<Result> {
        let client = self.client.clone();
        start(async move { client.read(path).await })
    }

    /// Starts a write.
    pub fn write(&self, verb: Verb, body: Option<&str>) -> Running<Result> {
        let client = self.client.clone();
        let call = Call {
            verb,
            path: USERS.to_owned(),
            body: body.map(str::to_owned),
            access_key: None,
        };
        start(async move { client.write(&call, &About::new("A test")).await })
    }

    /// Reads once and gives back how that failed.
    async fn failure(&self, answer: Answer) -> ApiError {
        self.network.answers([answer]);
        let error = self.read(USERS).end().await.expect_err("a failure");
        assert_eq!(
            (self.network.count(), error.tries),
            (1, 1),
            "it is not tried again"
        );
        error
    }
}

#[wasm_bindgen_test]
async fn a_read_says_what_it_wants_and_gives_back_the_text() {
    let bench = Bench::new();
    bench
        .network
        .answers([Answer::json(r#"{"id": 9007199254740993}"#)]);
    let reply = bench
        .read("/api/v1/admin/users?page=2&per_page=500")
        .end()
        .await
        .expect("an answer");
    assert_eq!(
        (reply.status, reply.text.as_str()),
        (200, r#"{"id": 9007199254740993}"#)
    );
    assert_eq!(
        reply.request.path,
        "/console/tines/api/v1/admin/users?page=2&per_page=500"
    );
    bench.network.sent(1).await;
    let request = bench.network.request(0);
    assert_eq!(
        request.line(),
        "GET /console/tines/api/v1/admin/users?page=2&per_page=500"
    );
    assert_eq!(
        request.headers(),
        [
            ("accept", "application/json"),
            ("authorization", "Bearer secret")
        ]
        .map(|(n, v)| (n.to_owned(), v.to_owned()))
    );
    assert_eq!(
        request.treatment(),
        (RequestCache::NoStore, RequestRedirect::Manual)
    );
}

#[wasm_bindgen_test]
async fn the_key_goes_only_where_its_kind_says() {
    let single = || Key::Single("secret".to_owned());
    let pair = Key::Pair {
        email: "a@example.org".to_owned(),
        token: "secret".to_owned(),
    };
    let cases = [
        (
            KeyKind::Bearer,
            single(),
            vec![("authorization", "Bearer secret")],
        ),
        (
            KeyKind::UserToken,
            single(),
            vec![("x-user-token", "secret")],
        ),
        (
            KeyKind::Legacy,
            pair,
            vec![
                ("x-user-email", "a@example.org"),
                ("x-user-token", "secret"),
            ],
        ),
        (KeyKind::AdminAuth, single(), vec![("admin-auth", "secret")]),
        (KeyKind::Proxy, single(), vec![]),
    ];
    for (kind, key, expected) in cases {
        let bench = Bench::with(kind, key);
        bench
            .network
            .answers([Answer::json("{}"), Answer::json("{}")]);
        bench.read("/admin/users").end().await.expect("an answer");
        bench
            .write(Verb::Post, Some("{}"))
            .end()
            .await
            .expect("an answer");
        bench.network.sent(2).await;
        for request in [bench.network.request(0), bench.network.request(1)] {
            assert!(
                !request.line().contains("secret"),
                "{kind:?}: {}",
                request.line()
            );
            let plain = |name: &str| ["accept", "content-type"].contains(&name);
            let keys: Vec<_> = request
                .headers()
                .into_iter()
                .filter(|(name, _)| !plain(name))
                .collect();
            let expected: Vec<_> = expected
                .iter()
                .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
                .collect();
            assert_eq!(keys, expected, "{kind:?}");
        }
        assert!(!bench.network.request(1).body().await.contains("secret"));
    }
}

#[wasm_bindgen_test]
async fn a_key_that_no_header_can_hold_is_refused_without_asking() {
    for key in ["kéy\u{2003}", "a\nb", "a\u{7f}b"] {
        let bench = Bench::with(KeyKind::Bearer, Key::Single(key.to_owned()));
        let error = bench.read(USERS).end().await.expect_err("a refusal");
        assert_eq!(
            (error.kind, bench.network.count()),
            (Kind::SignedOut, 0),
            "{key:?}"
        );
    }
}

#[wasm_bindgen_test]
async fn a_refused_key_is_asked_for_again() {
    let bench = Bench::new();
    assert_eq!(
        bench.failure(Answer::status(401)).await.kind,
        Kind::SignedOut
    );
    assert!(bench.session.is_refused("tines"));
    assert!(
        bench.session.key_untracked("tines").is_some(),
        "it is not taken away"
    );
}

#[wasm_bindgen_test]
async fn a_write_that_is_refused_for_its_key_asks_for_it_too() {
    let bench = Bench::new();
    bench.network.answers([Answer::status(401)]);
    bench
        .write(Verb::Delete, None)
        .end()
        .await
        .expect_err("a refusal");
    assert!(bench.session.is_refused("tines"));
}

#[wasm_bindgen_test]
async fn other_refusals_do_not_ask_for_the_key() {
    for status in [400, 403, 404, 422, 500] {
        let bench = Bench::new();
        assert_eq!(
            bench.failure(Answer::status(status)).await.status,
            Some(status)
        );
        assert!(!bench.session.is_refused("tines"), "{status}");
    }
}

#[wasm_bindgen_test]
async fn a_key_that_is_only_tried_interrupts_nothing() {
    let bench = Bench::new();
    bench.network.answers([Answer::status(401)]);
    let client = bench.client.clone();
    let tried = start(async move {
        client
            .read_with(&Key::Single("new".to_owned()), USERS)
            .await
    });
    assert_eq!(
        tried.end().await.expect_err("a refusal").kind,
        Kind::SignedOut
    );
    assert!(!bench.session.is_refused("tines"));
    assert!(
        bench
            .network
            .request(0)
            .headers()
            .contains(&("authorization".to_owned(), "Bearer new".to_owned()))
    );
    assert_eq!(
        bench.session.key_untracked("tines"),
        Some(Key::Single("secret".to_owned())),
        "nothing is kept"
    );
}

#[wasm_bindgen_test]
async fn a_late_401_to_an_old_key_does_not_refuse_the_new_one() {
    let bench = Bench::new();
    let (late, held) = Answer::held();
    bench.network.answers([held]);
    let read = bench.read(USERS);
    bench.network.sent(1).await;
    bench.session.keep("tines", Key::Single("new".to_owned()));
    assert!(late.send(Answer::status(401)).is_ok());
    assert_eq!(
        read.end().await.expect_err("a refusal").kind,
        Kind::SignedOut
    );
    assert!(
        !bench.session.is_refused("tines"),
        "nobody has refused the new key"
    );
}

#[wasm_bindgen_test]
async fn a_page_of_html_is_no_success_and_no_message() {
    let bench = Bench::new();
    let error = bench.failure(Answer::html(200)).await;
    assert_eq!((error.kind, error.status), (Kind::Unreadable, Some(200)));
    let bench = Bench::new();
    let error = bench.failure(Answer::html(403)).await;
    assert_eq!((error.kind, error.message), (Kind::Forbidden, None));
}

#[wasm_bindgen_test]
async fn a_redirect_is_not_followed() {
    let bench = Bench::new();
    assert_eq!(bench.failure(Answer::Redirect).await.kind, Kind::Unreadable);
}

#[wasm_bindgen_test]
async fn json_of_another_shape_says_what_was_asked() {
    let bench = Bench::new();
    bench.network.answers([Answer::json("[]")]);
    let reply = bench.read(USERS).end().await.expect("an answer");
    let error = reply
        .decode(|_| Err::<(), _>("expected an object"))
        .expect_err("a failure");
    assert_eq!(
        (error.kind, error.message.as_deref()),
        (Kind::Unreadable, Some("expected an object"))
    );
    assert_eq!(error.request.path, "/console/tines/api/v1/admin/users");
}

#[wasm_bindgen_test]
async fn leaving_aborts_a_read() {
    let bench = Bench::new();
    bench.network.answers([Answer::Never]);
    let read = bench.read(USERS);
    bench.network.sent(1).await;
    let request = bench.network.request(0);
    assert!(!request.is_aborted());
    read.abandon().await;
    assert!(request.is_aborted());
    assert_eq!(
        bench.clock.timers(),
        [0; 0],
        "and its time limit goes with it"
    );
}

#[wasm_bindgen_test]
async fn leaving_never_aborts_a_write() {
    let bench = Bench::new();
    bench.network.answers([Answer::Never]);
    let write = bench.write(Verb::Put, Some("{}"));
    bench.network.sent(1).await;
    write.abandon().await;
    assert!(!bench.network.request(0).is_aborted());
}

#[wasm_bindgen_test]
async fn config_json_may_be_missing() {
    let network = Network::new();
    network.answers([
        Answer::json("{}"),
        Answer::html(200),
        Answer::status(404),
        Answer::Dropped,
    ]);
    assert_eq!(start(fetch_config()).end().await.as_deref(), Some("{}"));
    for why in ["the page itself", "not found", "no network"] {
        assert_eq!(start(fetch_config()).end().await, None, "{why}");
    }
    settle().await;
    assert_eq!(network.request(3).line(), "GET /config.json");
}
