//! What both APIs need of HTTP beside axum: a body with a limit, an object read leniently, a query.

pub mod body;
pub mod object;
