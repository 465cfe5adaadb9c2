//! Parts of a scenario that no import can know: pay, the agency market and prices, as assumptions with their sources.

#[cfg(feature = "records")]
use std::fmt::Write as _;

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

/// The hours a week and the weeks a year for which an agency charges.
pub(super) const HOURS_PER_WEEK: u32 = 37;
pub(super) const PAID_WEEKS: u32 = 46;

/// The charge an hour that is assumed where nothing is known, £.
pub(crate) const CHARGE_PER_HOUR: f64 = 48.65;

/// What an agency worker and a permanent one in the same post cost: inputs as TOML writes them.
pub(super) struct AgencyPrices {
    pub charge_per_hour: String,
    pub comparator: String,
}

impl AgencyPrices {
    /// The charge that is assumed where nothing is known.
    pub(super) fn assumed_charge() -> String {
        format!(
            "{{ value = {CHARGE_PER_HOUR}, source = \"St Helens 2025: £1,800 a week, of 37 hours; not your council's\", evidence = \"guess\" }}"
        )
    }

    /// The comparator that is assumed where nothing is known.
    pub(super) fn assumed_comparator() -> String {
        "{ value = 66_600, source = \"St Helens 2025, as pay above\", evidence = \"guess\" }".to_owned()
    }

    pub(super) fn assumed() -> Self {
        Self { charge_per_hour: Self::assumed_charge(), comparator: Self::assumed_comparator() }
    }
}

/// The agency market. `churn` is an input as TOML writes it; `per_worker` the FTE of one worker, and where it comes from.
pub(super) fn agency(churn: &str, per_worker: &str, source: &str, prices: &AgencyPrices) -> String {
    format!(
        "{}\n\
         [agency]\n\
         churn = {churn}\n\
         fill = {{ range80 = {{ low = 0.47, high = 0.71 }}, source = \"assumption: an order takes one to two months to fill\" }}\n\
         lead_time = {LEAD_TIME}\n\
         notice = {NOTICE}\n\
         fte_per_worker = {{ value = {per_worker}, source = {} }}\n\
         charge_per_hour = {charge_per_hour}\n\
         hours_per_week = {{ value = {HOURS_PER_WEEK}, source = \"assumption: the usual week of local government\" }}\n\
         paid_weeks = {{ value = {PAID_WEEKS}, source = \"assumption: 52 weeks less holidays, which are not charged\" }}\n\
         comparator = {comparator}\n",
        section("Agency workers"),
        quoted(source),
        charge_per_hour = prices.charge_per_hour,
        comparator = prices.comparator,
    )
}

/// The churn that is assumed where nothing is known, as TOML writes it.
pub(super) fn assumed_churn() -> String {
    let (low, high) = CHURN_RANGE;
    format!("{{ range80 = {{ low = {low:.2}, high = {high:.2} }}, source = {} }}", quoted(CHURN_SOURCE))
}

/// Prices, and the budget of the financial year after the one in which the scenario starts.
pub(super) fn money(start: Month) -> String {
    let next = start.plus(12).financial_year();
    format!(
        "{}\n\
         [budget.next_year]\n\
         year = \"{next}\"\n\
         amount = {{ blank = \"the budget for social workers, permanent and agency, in {next}; or remove this table\" }}\n",
        prices(start),
    )
}

/// Prices, without a budget.
pub(super) fn prices(start: Month) -> String {
    format!(
        "{}\n\
         [money]\n\
         base_year = \"{}\"\n\
         inflation = {{ value = 0.02, source = \"assumption: the Bank of England's target\" }}\n",
        section("Money"),
        start.financial_year(),
    )
}

/// Months of the assessed and supported year.
#[cfg(feature = "records")]
pub(super) const ASYE_MONTHS: u32 = 12;

/// The part of a vacant post that somebody in that year fills: an assumption.
#[cfg(feature = "records")]
pub(super) const ASYE_COVER: f64 = 0.3;

/// The mean share of a full caseload that somebody in that year carries: of the distribution in [`asye_stage`].
#[cfg(feature = "page")]
pub(super) const ASYE_LOAD: f64 = (0.45 + 4.0 * 0.6 + 0.85) / 6.0;

/// The assessed and supported year of newly qualified staff without its pay, below the heading of its stage.
#[cfg(feature = "records")]
pub(super) fn asye_stage() -> String {
    format!(
        "name = \"First year (ASYE)\"\n\
         months = {ASYE_MONTHS}\n\
         caseload_share = {{ pert = {{ low = 0.45, mode = 0.6, high = 0.85 }}, source = \"caps of 12 and 15 cases in two councils (2016), \
         against a full load of about 25; half of newly qualified workers did not get the protection (2018)\", evidence = \"expert\" }}\n\
         cover = {{ value = {ASYE_COVER}, source = \"assumption: they fill about a third of a post; where they fill none until they have qualified, \
         0\" }}\n\
         completion = {{ value = 0.97, source = \"assumption: few fail the year; leavers during the year come on top\" }}\n"
    )
}

/// How much work slows under pressure, in a team's table of caseloads.
#[cfg(feature = "records")]
pub(super) const SLOWING: &str = "slowing = { uniform = { low = 0.0, high = 0.6 }, source = \"assumption: no study of slowing was found, so its range is wide\" }\n";

/// How much months vary in demand, below `[demand]`.
pub(super) const DISPERSION: &str = "dispersion = { uniform = { low = 0.0, high = 0.01 }, source = \"assumption: months vary up to 10% more than chance alone\" }\n";

/// Id of the yearly effect on the hours of permanent staff.
#[cfg(feature = "records")]
pub(super) const HOURS: &str = "hours";

/// What differs from year to year in staff, beyond chance: as in the scenario `county.toml`. `intakes` are the addresses of starters.
#[cfg(feature = "records")]
pub(super) fn yearly_effects(intakes: &[String], is_shown: impl Fn(&str) -> bool) -> String {
    const TABLES: &str = "DfE workforce tables 2017-2025, about 90 authorities a year";
    let inputs = |addresses: &[String]| addresses.iter().map(|one| quoted(one)).collect::<Vec<_>>().join(", ");
    let effects = [
        (
            "leaving",
            inputs(&["leaving.annual_rate".to_owned()]),
            "sd = 0.2",
            "leavers differ by 3.1 points a year beyond chance, a fifth of a rate of 15%",
        ),
        (
            "starters",
            inputs(intakes),
            "sd = 0.3",
            "starters differ by 5 points a year beyond chance, three tenths of a rate of 16%",
        ),
        (
            HOURS,
            inputs(&["workforce.hours".to_owned()]),
            "sd = 0.041\npersistence = 1",
            "permanent staff change by 4.1 points a year (sd) without a starter or a leaver",
        ),
    ];
    let mut text = section("What differs from year to year");
    for (id, inputs, keys, why) in effects.into_iter().filter(|(id, ..)| is_shown(id)) {
        let _ = write!(
            text,
            "\n[yearly.{id}]\ninputs = [{inputs}]\n{keys}\nsource = {}\nevidence = \"published\"\n",
            quoted(&format!("{TABLES}: {why}"))
        );
    }
    text
}
