//! What can be simulated but is hardly meant, and has no code of its own.

use super::macros::reasons;
use super::wording::plain;

reasons! {
    /// What is odd.
    Questionable

    CutDistribution { key: String, min: f64, max: f64 }
        format!(
            "the distribution of `{key}`: it is cut off at what is possible, from {} to {}",
            plain(*min),
            plain(*max)
        );

    ChangeOfNothing { change: String }
        format!("change `{change}`: it changes nothing: write `set`, `add` or `multiply`");

    PhaseCutShort { change: String, months: i64, phase_in: i64 }
        format!(
            "change `{change}`: it holds for {months} months and takes {phase_in} to come into full effect: it never does"
        );

    KnownInGroup { correlation: String, address: String }
        format!(
            "correlation `{correlation}`: `{address}` has one value, so nothing can go with it; it is left out of the group"
        );

    ReleaseAboveTrigger { surge: String }
        format!("`{surge}.release`: posts would be withdrawn above the caseload that gives them");

    OrdersNeverFilled { key: String }
        format!(
            "`{key}`: agency workers are ordered but never come, because `fill` is 0 or left out; give it, the probability a \
             month that an order is filled"
        );
}
