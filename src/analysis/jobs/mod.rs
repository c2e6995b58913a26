//! The job queues: what a job is, how a queue that moves is read whole, what it adds up to, and when to look
//! again. Pure: the moment is given.

pub mod chain;
pub mod clearing;
pub mod entry;
pub mod matrix;
pub mod next_try;
pub mod pace;
pub mod totals;
pub mod watch;
