//! Parts of a scenario that no import can know: pay, the agency market and prices, as assumptions with their sources.

use crate::import::toml_text::quoted;
use crate::units::Month;

/// Chance each month that an assignment ends, and that an order is filled: no figures were found, so they are the middle of the
/// ranges of `county.toml`. Months of lead time and of notice.
pub(super) const CHURN: f64 = 0.10;
pub(super) const FILL: f64 = 0.60;
pub(super) const LEAD_TIME: u32 = 1;
pub(super) const NOTICE: u32 = 1;

/// Agency settles at its target divided by this (`docs/model.md`, section 5), so targets are raised by it.
pub(super) const SETTLES_BELOW: f64 = 1.0 + CHURN * (LEAD_TIME as f64 + (1.0 - FILL) / FILL);

/// A cover of 1 has no odds.
pub(super) const MOST_COVER: f64 = 0.98;

/// The 80% range of [`CHURN`].
pub(super) const CHURN_RANGE: (f64, f64) = (0.07, 0.14);

/// Where the range of churn comes from.
pub(super) const CHURN_SOURCE: &str = "assumption: assignments of about ten months; no figure was found";

/// What is said of pay wherever it is assumed.
pub(super) const PAY_NOTE: &str = "Pay and agency charges are those of another council (St Helens 2025): costs are illustrations until you enter your own.";

/// Pay of a stage, with the employer's costs.
pub(super) const PAY: &str = "pay = { value = 66_600, source = \"St Helens 2025: £1,280 a week for a permanent worker, x 52 weeks; not your \
                              council's\", evidence = \"guess\" }\n";

/// The effect of caseload on leaving, below `[leaving]`.
pub(super) const WORKLOAD_EFFECT: &str = "workload_effect = { normal = { mean = 0.015, sd = 0.01 }, source = \"panel of about 150 authorities 2017-2025: \
                                          0.01-0.02 a case, weakly known and not shown to be causal\", evidence = \"association\" }\n";

/// A part of the file, with its heading: a comment of about this many columns.
pub(super) fn section(title: &str) -> String {
    const COLUMNS: usize = 110;
    format!("\n\n# --- {title} {}\n", "-".repeat(COLUMNS.saturating_sub(title.len() + 1)))
}

/// The agency market. `churn` is an input as TOML writes it; `per_worker` the FTE of one worker, and where it comes from.
pub(super) fn agency(churn: &str, per_worker: &str, source: &str) -> String {
    format!(
        "{}\n\
         [agency]\n\
         churn = {churn}\n\
         fill = {{ range80 = {{ low = 0.47, high = 0.71 }}, source = \"assumption: an order takes one to two months to fill\" }}\n\
         lead_time = {LEAD_TIME}\n\
         notice = {NOTICE}\n\
         fte_per_worker = {{ value = {per_worker}, source = {} }}\n\
         charge_per_hour = {{ value = 48.65, source = \"St Helens 2025: £1,800 a week, of 37 hours; not your council's\", evidence = \
         \"guess\" }}\n\
         hours_per_week = {{ value = 37, source = \"assumption: the usual week of local government\" }}\n\
         paid_weeks = {{ value = 46, source = \"assumption: 52 weeks less holidays, which are not charged\" }}\n\
         comparator = {{ value = 66_600, source = \"St Helens 2025, as pay above\", evidence = \"guess\" }}\n",
        section("Agency workers"),
        quoted(source),
    )
}

/// The churn that is assumed where nothing is known, as TOML writes it.
pub(super) fn assumed_churn() -> String {
    let (low, high) = CHURN_RANGE;
    format!("{{ range80 = {{ low = {low:.2}, high = {high:.2} }}, source = {} }}", quoted(CHURN_SOURCE))
}

/// Prices, and the budget of the financial year after the one in which the scenario starts.
pub(super) fn money(start: Month) -> String {
    let (first, next) = (start.financial_year(), start.plus(12).financial_year());
    format!(
        "{}\n\
         [money]\n\
         base_year = \"{first}\"\n\
         inflation = {{ value = 0.02, source = \"assumption: the Bank of England's target\" }}\n\n\
         [budget.next_year]\n\
         year = \"{next}\"\n\
         amount = {{ blank = \"the budget for social workers, permanent and agency, in {next}; or remove this table\" }}\n",
        section("Money"),
    )
}
