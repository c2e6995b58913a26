//! One queue, read anew from its first job to its last, to know what a call would delete at this moment.

use crate::api::error::ApiError;
use crate::api::tines::jobs::Queue;
use crate::data::job_queues::{JobQueues, WholeQueue};

/// So often a queue that moves too much is read at most.
const TRIES: u32 = 3;

/// Reads a queue; once more where so much moved that something may have been missed.
pub async fn read(queues: &JobQueues, queue: Queue) -> Result<WholeQueue, ApiError> {
    let mut whole = queues.read_queue(queue).await?;
    for _ in 1..TRIES {
        if whole.is_sure {
            break;
        }
        whole = queues.read_queue(queue).await?;
    }
    Ok(whole)
}
