//! The modules of the live page and of the planning page: the models of [`staffcast::live`] behind a few functions of numbers.
//!
//! The page writes a question at the address that [`question`] returns, asks it, and reads the answer at [`answer_address`].
//! Every question returns 1 if there is an answer, and 0 if the answer says why there is none.

#[cfg(feature = "page")]
mod planner;

use std::cell::RefCell;

use staffcast::live::LiveModel;

thread_local! {
    static QUESTION: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static ANSWER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static MODEL: RefCell<Option<LiveModel>> = const { RefCell::new(None) };
}

/// The address at which a question of this many bytes is to be written.
#[unsafe(no_mangle)]
pub extern "C" fn question(length: usize) -> *mut u8 {
    QUESTION.with_borrow_mut(|question| {
        question.clear();
        question.resize(length, 0);
        question.as_mut_ptr()
    })
}

/// Reads a scenario: the question is its files (`LiveInput`). The answer is empty.
#[unsafe(no_mangle)]
pub extern "C" fn prepare() -> u32 {
    answer_text(|question| {
        let model = LiveModel::read(question).map_err(|error| error.to_string())?;
        MODEL.set(Some(model));
        Ok(String::new())
    })
}

/// What a plan with other values changes: the question is the values by address.
#[unsafe(no_mangle)]
pub extern "C" fn evaluate(futures: u32) -> u32 {
    of_model(|model, question| model.evaluate(question, futures.into()).map_err(|error| error.to_string()))
}

/// How far a lever must go for a target to be likely enough: the question says which, and what the other levers are.
#[unsafe(no_mangle)]
pub extern "C" fn reach(futures: u32) -> u32 {
    of_model(|model, question| model.reach(question, futures.into()).map_err(|error| error.to_string()))
}

/// The figures of a plan with other values, as in `summary.json`.
#[unsafe(no_mangle)]
pub extern "C" fn figures(futures: u32) -> u32 {
    of_model(|model, question| model.figures(question, futures.into()).map_err(|error| error.to_string()))
}

/// The address of the answer: UTF-8 text, or the bytes of a file.
#[unsafe(no_mangle)]
pub extern "C" fn answer_address() -> *const u8 {
    ANSWER.with_borrow(|answer| answer.as_ptr())
}

/// The length of the answer in bytes.
#[unsafe(no_mangle)]
pub extern "C" fn answer_length() -> usize {
    ANSWER.with_borrow(Vec::len)
}

fn of_model(ask: impl FnOnce(&LiveModel, &str) -> Result<String, String>) -> u32 {
    answer_text(|question| {
        MODEL.with_borrow(|model| {
            let model = model.as_ref().ok_or("no scenario was read")?;
            ask(model, question)
        })
    })
}

/// Answers a question that is text by text.
fn answer_text(ask: impl FnOnce(&str) -> Result<String, String>) -> u32 {
    answer(|question| {
        let question = std::str::from_utf8(question).map_err(|error| error.to_string())?;
        ask(question).map(String::into_bytes)
    })
}

/// Answers the question that was written.
fn answer(ask: impl FnOnce(&[u8]) -> Result<Vec<u8>, String>) -> u32 {
    let found = QUESTION.with_borrow(|question| ask(question));
    let is_answered = u32::from(found.is_ok());
    ANSWER.set(found.unwrap_or_else(String::into_bytes));
    is_answered
}
