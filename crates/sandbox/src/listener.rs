//! The accept loop.
//!
//! `axum::serve` cannot close a connection without an answer, because its service must not fail. This
//! one can: a response that carries [`Hangup`] becomes an error of the service, upon which hyper drops
//! the connection with nothing written.

use std::convert::Infallible;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tower::ServiceExt;

/// How long requests under way may take to end after the signal to stop.
const FAREWELL: Duration = Duration::from_secs(5);

/// A connection whose first request comes later than this after it was opened was opened in advance.
const AT_ONCE: Duration = Duration::from_millis(50);

/// How long to wait after a failed accept: out of file descriptors, most likely.
const BREATH: Duration = Duration::from_millis(100);

/// An extension of a response: close the connection instead of sending it.
#[derive(Debug, Clone, Copy)]
pub struct Hangup;

/// An extension of a request: its connection was kept from an earlier request, or opened in advance.
/// If it is closed without an answer, clients send the request again by themselves.
#[derive(Debug, Clone, Copy)]
pub struct Kept;

#[derive(Debug)]
struct HungUp;

impl std::fmt::Display for HungUp {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("hung up, as a fault asked for")
    }
}

impl std::error::Error for HungUp {}

/// Serves until `shutdown` ends; then lets requests under way end, for five seconds at most.
pub async fn run(listener: TcpListener, router: Router, shutdown: impl Future<Output = ()>) {
    let connections = GracefulShutdown::new();
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut shutdown => break,
        };
        let Ok((stream, peer)) = accepted else {
            tokio::time::sleep(BREATH).await;
            continue;
        };
        // Without this, a small reply on a kept connection waits for the client's delayed ACK.
        let _ = stream.set_nodelay(true);
        let (router, opened, used) = (router.clone(), stopwatch(), AtomicBool::new(false));
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            if used.swap(true, Ordering::Relaxed) || opened.elapsed() > AT_ONCE {
                request.extensions_mut().insert(Kept);
            }
            answer(router.clone(), request)
        });
        let connection = connections
            .watch(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
        // A connection ends with an error when the client goes away or a fault hung up: nobody to tell.
        tokio::spawn(async move { drop(connection.await) });
    }
    drop(listener);
    tokio::select! {
        () = connections.shutdown() => {}
        () = tokio::time::sleep(FAREWELL) => {}
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "how old a connection is, not the tenant's time"
)]
fn stopwatch() -> Instant {
    Instant::now()
}

async fn answer(router: Router, request: Request<Incoming>) -> Result<Response<Body>, HungUp> {
    let answered: Result<_, Infallible> = router.oneshot(request.map(Body::new)).await;
    match answered {
        Ok(response) if response.extensions().get::<Hangup>().is_some() => Err(HungUp),
        Ok(response) => Ok(response),
        Err(never) => match never {},
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::net::SocketAddr;

    use axum::Extension;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpStream;
    use tokio::sync::oneshot;

    use super::*;

    async fn start(
        router: Router,
    ) -> (SocketAddr, oneshot::Sender<()>, tokio::task::JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let server = tokio::spawn(run(listener, router, async move { drop(stopped.await) }));
        (address, stop, server)
    }

    async fn ask(address: SocketAddr, path: &str) -> String {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    }

    #[tokio::test]
    async fn answers_or_hangs_up() {
        let router = Router::new()
            .route("/", get(async || "hello"))
            .route(
                "/peer",
                get(async |peer: ConnectInfo<SocketAddr>| peer.ip().to_string()),
            )
            .route("/gone", get(async || (Extension(Hangup), "never seen")));
        let (address, stop, server) = start(router).await;
        assert!(ask(address, "/").await.ends_with("\r\n\r\nhello"));
        assert!(ask(address, "/peer").await.ends_with("\r\n\r\n127.0.0.1"));
        assert_eq!(ask(address, "/gone").await, "");
        stop.send(()).unwrap();
        server.await.unwrap();
        assert!(TcpStream::connect(address).await.is_err());
    }

    #[tokio::test]
    async fn a_request_under_way_may_end() {
        let router = Router::new().route(
            "/",
            get(async || {
                tokio::time::sleep(Duration::from_millis(100)).await;
                "late"
            }),
        );
        let (address, stop, server) = start(router).await;
        let asking = tokio::spawn(async move { ask(address, "/").await });
        tokio::time::sleep(Duration::from_millis(30)).await;
        stop.send(()).unwrap();
        server.await.unwrap();
        assert!(asking.await.unwrap().ends_with("late"));
    }
}
