//! An empty stand-in for the crate `wasm-streams` (0.5), as far as `server_fn` uses it.
//!
//! Leptos brings server functions along whether or not there are any. Those of the browser send and receive
//! streams through `wasm-streams`, whose three exported classes no linker can drop: they would be two and a
//! half kilobytes of each first visit, and nothing ever calls them, for Gatehouse has no server.

use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use wasm_bindgen::{JsCast, JsValue};

/// A stream of the browser that is handed on and never looked into.
#[derive(Debug)]
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// Takes a stream of the browser.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// An empty stream of the browser, whatever is given.
    pub fn from_stream<S>(_: S) -> Self
    where
        S: Stream<Item = Result<JsValue, JsValue>> + 'static,
    {
        let empty = web_sys::ReadableStream::new();
        Self(empty.unwrap_or_else(|_| JsValue::UNDEFINED.unchecked_into()))
    }

    /// Gives the browser's stream.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// An empty stream, whatever is held.
    pub fn into_stream(self) -> Nothing {
        Nothing(PhantomData)
    }
}

/// A stream that has ended.
#[derive(Clone, Copy, Debug)]
pub struct Nothing(PhantomData<JsValue>);

impl Stream for Nothing {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(None)
    }
}
