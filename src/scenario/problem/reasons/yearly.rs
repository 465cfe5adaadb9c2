//! Errors in yearly effects.

use crate::scenario::problem::macros::reasons;

reasons! {
    /// Why a yearly effect is invalid.
    YearlyReason

    NoInputs {}
        "it moves no input; name at least one".to_owned();

    InputTwice { address: String }
        format!("it names `{address}` twice");

    TwoStarts {}
        "`relative_to` and `opens_at` both say what the inputs are at the start: remove one of them".to_owned();

    NotOfMonths { key: String }
        format!("`{key}` is for yearly steps, and this effect moves every month: remove `{key}`, or remove `step`");
}
