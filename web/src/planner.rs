//! The questions of the planning page.

use std::cell::RefCell;

use staffcast::live::{LiveError, PlannerModel};

use super::answer;

thread_local! {
    static MODEL: RefCell<PlannerModel> = RefCell::new(PlannerModel::default());
}

/// The form of a scenario, with what was entered in it.
#[unsafe(no_mangle)]
pub extern "C" fn form() -> u32 {
    ask_text(|model, question| model.form(question))
}

/// The report of a run of a scenario.
#[unsafe(no_mangle)]
pub extern "C" fn report(futures: u32) -> u32 {
    ask_text(|model, question| model.report(question, futures.into()))
}

/// The report of a comparison of a plan with a base.
#[unsafe(no_mangle)]
pub extern "C" fn comparison(futures: u32) -> u32 {
    ask_text(|model, question| model.comparison(question, futures.into()))
}

/// What a file that is opened becomes.
#[unsafe(no_mangle)]
pub extern "C" fn dropped() -> u32 {
    ask(|model, question| model.dropped(question).map(String::into_bytes))
}

/// The short form of a service, or the scenario that is made of it.
#[unsafe(no_mangle)]
pub extern "C" fn start() -> u32 {
    ask_text(|model, question| model.start(question))
}

/// The workbook of the last results.
#[unsafe(no_mangle)]
pub extern "C" fn workbook() -> u32 {
    ask(|model, _| model.workbook())
}

/// The data files of the last results, as a ZIP archive.
#[unsafe(no_mangle)]
pub extern "C" fn archive() -> u32 {
    ask(|model, _| model.archive())
}

fn ask(ask: impl FnOnce(&mut PlannerModel, &[u8]) -> Result<Vec<u8>, LiveError>) -> u32 {
    answer(|question| MODEL.with_borrow_mut(|model| ask(model, question)).map_err(|error| error.to_string()))
}

fn ask_text(text: impl FnOnce(&mut PlannerModel, &str) -> Result<String, LiveError>) -> u32 {
    ask(|model, question| {
        let question = std::str::from_utf8(question).map_err(|error| LiveError::Form(error.to_string()))?;
        text(model, question).map(String::into_bytes)
    })
}
