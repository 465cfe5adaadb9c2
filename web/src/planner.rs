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

fn ask_text(ask: impl FnOnce(&mut PlannerModel, &str) -> Result<String, LiveError>) -> u32 {
    answer(|question| {
        let question = std::str::from_utf8(question).map_err(|error| error.to_string())?;
        MODEL.with_borrow_mut(|model| ask(model, question)).map(String::into_bytes).map_err(|error| error.to_string())
    })
}
