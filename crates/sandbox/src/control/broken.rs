//! Bodies made of odd parts: one that breaks off in the middle, one that was read a little already.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, Bytes};
use hyper::body::{Body as HttpBody, Frame, SizeHint};

/// How long the first part is given to reach the client before the connection breaks: hyper throws
/// away what it has not yet written.
const TIME_TO_ARRIVE: Duration = Duration::from_millis(50);

/// An extension of a response whose body will break off.
#[derive(Debug, Clone, Copy)]
pub struct Breaking;

/// A body that gives its bytes and then breaks, upon which the connection is closed.
pub fn body(bytes: Bytes) -> Body {
    Body::new(BreaksOff {
        bytes: Some(bytes),
        wait: Box::pin(tokio::time::sleep(TIME_TO_ARRIVE)),
    })
}

/// A body whose beginning was read already.
pub fn joined(beginning: Bytes, rest: Body) -> Body {
    Body::new(Joined {
        beginning: Some(beginning),
        rest,
    })
}

struct BreaksOff {
    bytes: Option<Bytes>,
    wait: Pin<Box<tokio::time::Sleep>>,
}

impl HttpBody for BreaksOff {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if let Some(bytes) = self.bytes.take().filter(|bytes| !bytes.is_empty()) {
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        ready!(self.wait.as_mut().poll(context));
        Poll::Ready(Some(Err(std::io::ErrorKind::ConnectionAborted.into())))
    }
}

struct Joined {
    beginning: Option<Bytes>,
    rest: Body,
}

impl HttpBody for Joined {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        match self.beginning.take() {
            Some(beginning) => Poll::Ready(Some(Ok(Frame::data(beginning)))),
            None => Pin::new(&mut self.rest).poll_frame(context),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.beginning.is_none() && self.rest.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let beginning = self
            .beginning
            .as_ref()
            .map_or(0, |bytes| bytes.len() as u64);
        let rest = self.rest.size_hint();
        let mut hint = SizeHint::new();
        hint.set_lower(rest.lower().saturating_add(beginning));
        if let Some(upper) = rest.upper().and_then(|upper| upper.checked_add(beginning)) {
            hint.set_upper(upper);
        }
        hint
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use http_body_util::BodyExt;

    use super::*;

    #[tokio::test]
    async fn a_joined_body_is_whole() {
        let joined = joined(Bytes::from_static(b"ab"), Body::from("cd"));
        assert_eq!(joined.size_hint().exact(), Some(4));
        assert_eq!(joined.collect().await.unwrap().to_bytes(), "abcd");
    }

    #[tokio::test]
    async fn a_body_breaks_off_after_its_bytes() {
        let mut body = body(Bytes::from_static(b"ab"));
        assert_eq!(
            body.frame().await.unwrap().unwrap().into_data().unwrap(),
            "ab"
        );
        assert!(body.frame().await.unwrap().is_err());
    }
}
