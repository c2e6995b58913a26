//! Reading a request's body, at most 2 MiB of it.

use axum::body::Body;
use http_body_util::BodyExt;

/// The largest body that is kept.
pub const LIMIT: usize = 2 * 1024 * 1024;

/// How much of a body is read to be thrown away: who is still sending when the connection closes
/// sees a broken pipe, not the 413.
const PATIENCE: usize = 32 * 1024 * 1024;

/// Why there is no body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyError {
    /// It is larger than [`LIMIT`]: 413.
    TooLarge,
    /// The connection broke off: 400, though nobody may be left to read it.
    Broken,
}

/// Reads a body to its end.
pub async fn read(mut body: Body) -> Result<Vec<u8>, BodyError> {
    let mut bytes = Vec::new();
    let mut total = 0_usize;
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| BodyError::Broken)?.into_data() else {
            continue;
        };
        total = total.saturating_add(data.len());
        if total > PATIENCE {
            break;
        }
        if total <= LIMIT {
            bytes.extend_from_slice(&data);
        }
    }
    if total > LIMIT {
        Err(BodyError::TooLarge)
    } else {
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_limit_is_two_mebibytes_exactly() {
        assert_eq!(
            read(Body::from(vec![b'x'; LIMIT]))
                .await
                .map(|bytes| bytes.len()),
            Ok(LIMIT)
        );
        assert_eq!(
            read(Body::from(vec![b'x'; LIMIT + 1])).await,
            Err(BodyError::TooLarge)
        );
        assert_eq!(read(Body::empty()).await, Ok(Vec::new()));
    }
}
