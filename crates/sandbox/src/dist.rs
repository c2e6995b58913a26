//! The built dashboard: files from a directory, and the page itself for every address within the app.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use tower::ServiceExt;
use tower_http::services::ServeDir;

/// What stands below these never is a page: an API's client must get a 404, not HTML.
/// `/tines/users` and `/tyk/users` are pages, as the connections' default names are the APIs' bases.
const API_PATHS: &[&str] = &[
    "/tines/api",
    "/tyk/api",
    "/tyk/admin",
    "/tyk/hello",
    "/api",
    "/admin",
    "/hello",
    "/sandbox",
];

const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
    form-action 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
    trusted-types 'none'";

/// Everything off but what "copy" needs.
const PERMISSIONS_POLICY: &str = "accelerometer=(), autoplay=(), camera=(), clipboard-read=(), \
    clipboard-write=(self), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), \
    gyroscope=(), hid=(), idle-detection=(), magnetometer=(), microphone=(), midi=(), payment=(), \
    picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(), \
    xr-spatial-tracking=()";

const SECURITY_HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        PERMISSIONS_POLICY,
    ),
];

const NOT_BUILT: &str = "The dashboard is not built, or --dist does not name its directory.\n\n\
    To build it and start all:            cargo xtask run\n\
    To build it only, into ./dist:        cargo xtask build\n\
    To start the sandbox with it:         cargo run -p sandbox -- --dist dist\n\n\
    The two APIs answer all the same, below /tines and /tyk.\n";

/// Answers whatever no API answers, from the dashboard in a directory; without one (or without an
/// `index.html` in it) every page says how to build it.
pub fn router(dir: Option<PathBuf>) -> Router {
    Router::new().fallback(serve).with_state(Arc::new(dir))
}

async fn serve(State(dir): State<Arc<Option<PathBuf>>>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let mut response = match dir.as_deref() {
        _ if is_api(&path) => plain(StatusCode::NOT_FOUND, "No such call.\n"),
        _ if !matches!(*request.method(), Method::GET | Method::HEAD) => {
            let allow = [(header::ALLOW, "GET, HEAD")];
            (
                allow,
                plain(StatusCode::METHOD_NOT_ALLOWED, "GET and HEAD only.\n"),
            )
                .into_response()
        }
        Some(dir) if dir.join("index.html").is_file() => file_or_page(dir, request).await,
        _ => plain(StatusCode::SERVICE_UNAVAILABLE, NOT_BUILT),
    };
    let caching = if response.status().is_success() && is_hashed(&path) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    for (name, value) in SECURITY_HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn file_or_page(dir: &Path, request: Request) -> Response {
    let page_wanted = accepts_html(request.headers());
    let (mut parts, _) = request.into_parts();
    if parts.uri.path() != "/" {
        let asked = file(dir, Request::from_parts(parts.clone(), Body::empty())).await;
        if asked.status() != StatusCode::NOT_FOUND {
            return asked;
        }
        if !page_wanted {
            return plain(StatusCode::NOT_FOUND, "No such file.\n");
        }
    }
    parts.uri = Uri::from_static("/index.html");
    file(dir, Request::from_parts(parts, Body::empty())).await
}

async fn file(dir: &Path, request: Request) -> Response {
    let files = ServeDir::new(dir)
        .precompressed_br()
        .precompressed_gzip()
        .append_index_html_on_directories(false);
    let mut response = match files.oneshot(request).await {
        Ok(response) => response.map(Body::new),
        Err(never) => match never {},
    };
    // The same address has three bodies.
    response
        .headers_mut()
        .insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    response
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    (status, text).into_response()
}

fn is_api(path: &str) -> bool {
    API_PATHS.iter().any(|api| {
        path.strip_prefix(api)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// Whether the client asks for a page by name: a browser's address bar does, its `fetch` does not.
fn accepts_html(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| value.to_ascii_lowercase().contains("text/html"))
}

/// Whether a name holds a hash of its content, as Trunk's do: `gatehouse-1f2e3d4c5b6a7988_bg.wasm`.
fn is_hashed(path: &str) -> bool {
    path.split(['/', '.', '_', '-'])
        .any(|part| part.len() == 16 && part.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use axum::body::to_bytes;

    use super::*;

    const SCRIPT: &str = "/app-0123456789abcdef.js";
    const WASM: &str = "/app-0123456789abcdef_bg.wasm";

    /// A directory that is gone when the test ends.
    struct Site(PathBuf);

    impl Site {
        fn new(name: &str) -> Self {
            let dir =
                std::env::temp_dir().join(format!("sandbox-dist-{}-{name}", std::process::id()));
            std::fs::create_dir_all(dir.join("inner")).unwrap();
            for (file, text) in [
                ("index.html", "<h1>app</h1>"),
                ("config.json", "{}"),
                (SCRIPT, "plain"),
                ("/app-0123456789abcdef.js.br", "brotli"),
                ("/app-0123456789abcdef.js.gz", "gzip"),
                (WASM, "\0asm"),
                ("inner/x.css", "x{}"),
            ] {
                std::fs::write(dir.join(file.trim_start_matches('/')), text).unwrap();
            }
            Self(dir)
        }

        async fn ask(
            &self,
            method: &str,
            path: &str,
            headers: &[(&str, &str)],
        ) -> (StatusCode, HeaderMap, String) {
            ask(Some(self.0.clone()), method, path, headers).await
        }
    }

    impl Drop for Site {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    async fn ask(
        dir: Option<PathBuf>,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
    ) -> (StatusCode, HeaderMap, String) {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::empty()).unwrap();
        let (parts, body) = router(dir).oneshot(request).await.unwrap().into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        (
            parts.status,
            parts.headers,
            String::from_utf8_lossy(&body).into_owned(),
        )
    }

    const HTML: (&str, &str) = ("accept", "text/html,application/xhtml+xml");

    #[tokio::test]
    async fn files_have_their_types_and_lifetimes() {
        let site = Site::new("types");
        for (path, kind, caching) in [
            ("/", "text/html", "no-cache"),
            ("/index.html", "text/html", "no-cache"),
            ("/config.json", "application/json", "no-cache"),
            (
                SCRIPT,
                "text/javascript",
                "public, max-age=31536000, immutable",
            ),
            (
                WASM,
                "application/wasm",
                "public, max-age=31536000, immutable",
            ),
            ("/inner/x.css", "text/css", "no-cache"),
        ] {
            let (status, headers, _) = site.ask("GET", path, &[]).await;
            assert_eq!(status, StatusCode::OK, "{path}");
            assert_eq!(
                headers["content-type"].to_str().unwrap().split(';').next(),
                Some(kind),
                "{path}"
            );
            assert_eq!(headers["cache-control"], caching, "{path}");
            assert_eq!(headers["content-security-policy"], CONTENT_SECURITY_POLICY);
            assert_eq!(headers["x-content-type-options"], "nosniff");
        }
    }

    #[tokio::test]
    async fn the_smallest_accepted_form_is_sent() {
        let site = Site::new("encodings");
        for (accepted, body, encoding) in [
            ("gzip, deflate, br", "brotli", Some("br")),
            ("gzip", "gzip", Some("gzip")),
            ("identity", "plain", None),
            ("br;q=0, gzip", "gzip", Some("gzip")),
        ] {
            let (_, headers, seen) = site
                .ask("GET", SCRIPT, &[("accept-encoding", accepted)])
                .await;
            assert_eq!(seen, body, "{accepted}");
            assert_eq!(
                headers.get("content-encoding").map(|v| v.to_str().unwrap()),
                encoding
            );
            assert_eq!(headers["content-type"], "text/javascript");
            assert_eq!(headers["vary"], "accept-encoding");
        }
    }

    #[tokio::test]
    async fn addresses_within_the_app_are_the_page() {
        let site = Site::new("pages");
        for path in [
            "/tines/users",
            "/tyk/organisations/1",
            "/tines",
            "/inner",
            "/apiary",
            "/a-0123456789abcdef.html",
        ] {
            let (status, _, body) = site.ask("GET", path, &[HTML]).await;
            assert_eq!(
                (status, body.as_str()),
                (StatusCode::OK, "<h1>app</h1>"),
                "{path}"
            );
            assert_eq!(
                site.ask("GET", path, &[("accept", "*/*")]).await.0,
                StatusCode::NOT_FOUND,
                "{path}"
            );
        }
        let (status, headers, body) = site.ask("HEAD", "/tines/users", &[HTML]).await;
        assert_eq!((status, body.as_str()), (StatusCode::OK, ""));
        assert_eq!(headers["content-length"], "12");
        assert_eq!(
            site.ask("POST", "/tines/users", &[HTML]).await.0,
            StatusCode::METHOD_NOT_ALLOWED
        );
    }

    #[tokio::test]
    async fn what_is_below_an_api_is_never_the_page() {
        let site = Site::new("apis");
        for path in [
            "/tines/api/v1/x",
            "/tyk/admin/x",
            "/tyk/api",
            "/api/x",
            "/admin/",
            "/sandbox/x",
            "/tyk/hello",
        ] {
            let (status, _, body) = site.ask("GET", path, &[HTML]).await;
            assert_eq!(
                (status, body.as_str()),
                (StatusCode::NOT_FOUND, "No such call.\n"),
                "{path}"
            );
        }
    }

    #[tokio::test]
    async fn nothing_outside_the_directory_is_read() {
        let site = Site::new("traversal");
        std::fs::write(site.0.join("inner/secret.txt"), "secret").unwrap();
        let inner = site.0.join("inner");
        std::fs::write(inner.join("index.html"), "inner").unwrap();
        for path in [
            "/../index.html",
            "/%2e%2e/config.json",
            "/..%2fconfig.json",
            "/x/..%5c..%5cconfig.json",
            "/%00",
        ] {
            let (status, _, body) = ask(Some(inner.clone()), "GET", path, &[]).await;
            assert!(
                !status.is_success() || body == "inner",
                "{path}: {status} {body}"
            );
            assert!(body != "{}" && body != "<h1>app</h1>", "{path}: {body}");
        }
    }

    #[tokio::test]
    async fn without_a_build_the_page_says_what_to_run() {
        for dir in [
            None,
            Some(std::env::temp_dir().join("sandbox-no-such-directory")),
        ] {
            let (status, headers, body) = ask(dir, "GET", "/", &[HTML]).await;
            assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
            assert!(
                headers["content-type"]
                    .to_str()
                    .unwrap()
                    .starts_with("text/plain")
            );
            assert!(body.contains("cargo xtask run"));
        }
    }
}
