//! Whether threads can be had: systems limit them for a user or a container.

use std::sync::Mutex;
use std::thread::{Builder, scope};

/// Whether `number` of threads can be started at one time.
pub(crate) fn can_be_started(number: usize) -> bool {
    let wait = Mutex::new(());
    let held = wait.lock();
    scope(|scope| {
        let all = (0..number).all(|_| Builder::new().spawn_scoped(scope, || drop(wait.lock())).is_ok());
        drop(held);
        all
    })
}
