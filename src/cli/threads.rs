//! Thread availability: systems limit threads per user or container.

use std::sync::Mutex;
use std::thread::{Builder, scope};

/// Whether `number` threads can run at the same time.
pub(crate) fn can_be_started(number: usize) -> bool {
    let wait = Mutex::new(());
    let held = wait.lock();
    scope(|scope| {
        let all = (0..number).all(|_| Builder::new().spawn_scoped(scope, || drop(wait.lock())).is_ok());
        drop(held);
        all
    })
}
