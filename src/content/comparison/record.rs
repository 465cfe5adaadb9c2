//! The JSON record of a comparison.

use serde::Serialize;

use super::ranking::{self, Flag};
use super::resolution::{self, ComparisonPrecisionRecord};
use super::sentences::{HeadlineDifference, headlines, payback_words, unshared_note};
use super::target_columns::target_columns;
use super::{attribution, likelihoods, stress, tables};
use crate::compare::{Alternative, Saving, SavingsLine, Study};
use crate::content::cell::rounded;
use crate::content::rows::JsonObject;
use crate::content::series_names;
use crate::units::Unit;

/// The ranking, headlines, savings, attribution and stress tests of a comparison.
#[derive(Serialize)]
pub(crate) struct ComparisonRecord<'a> {
    base: &'a str,
    base_name: &'a str,
    start: String,
    months: usize,
    replications: u64,
    seed: u64,
    /// What plans are ranked by, in words.
    ranked_by: String,
    /// The plans and the base, as in ranking.csv.
    ranking: Vec<JsonObject<'a>>,
    /// In ranking order.
    alternatives: Vec<AlternativeRecord<'a>>,
    /// As in differences_targets.csv.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    targets: Vec<JsonObject<'a>>,
    /// As in likelihoods.csv; likelihoods have their words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    likelihoods: Vec<JsonObject<'a>>,
    /// As in budgets.csv.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    budgets: Vec<JsonObject<'a>>,
    /// As in savings.csv.
    savings_by_year: Vec<JsonObject<'a>>,
    /// As in attribution.csv.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attribution: Vec<JsonObject<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    precision: Option<ComparisonPrecisionRecord>,
    /// As in stress_tests.csv.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stress_tests: Vec<JsonObject<'a>>,
}

#[derive(Serialize)]
struct AlternativeRecord<'a> {
    alternative: &'a str,
    name: &'a str,
    /// At the end of the run.
    headlines: Vec<DifferenceRecord>,
    /// Over the whole run.
    savings: Vec<SavingRecord>,
    /// Reasons for caution, regardless of the saving.
    flags: Vec<String>,
    payback: String,
    p_pays_back: Option<f64>,
    worst_tenth_net_saving: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Serialize)]
struct DifferenceRecord {
    label: String,
    measure: &'static str,
    team: String,
    unit: &'static str,
    at: String,
    mean: Option<f64>,
    p10: Option<f64>,
    p90: Option<f64>,
    mc_error: Option<f64>,
    p_better: Option<f64>,
    p_same: Option<f64>,
    /// How many times as many replications independent runs would need for the same precision.
    variance_ratio: Option<f64>,
}

#[derive(Serialize)]
struct SavingRecord {
    line: &'static str,
    mean: Option<f64>,
    p10: Option<f64>,
    p90: Option<f64>,
    mc_error: Option<f64>,
    p_positive: Option<f64>,
}

fn saving(line: SavingsLine, of: &Saving) -> SavingRecord {
    let (low, high) = of.statistic.range80();
    SavingRecord {
        line: line.id(),
        mean: rounded(of.statistic.mean, line.unit()),
        p10: rounded(low, line.unit()),
        p90: rounded(high, line.unit()),
        mc_error: rounded(of.statistic.mc_error, line.unit()),
        p_positive: rounded(of.p_positive, Unit::Probability),
    }
}

fn alternative<'a>(study: &Study, one: &'a Alternative, flags: &[Flag]) -> AlternativeRecord<'a> {
    let payback = &one.savings.payback;
    let scenario = study.base.summary.plan().scenario();
    let of_headline = |headline: HeadlineDifference| {
        let unit = headline.series.measure.unit;
        let statistic = &headline.difference.statistic;
        let (low, high) = statistic.range80();
        DifferenceRecord {
            measure: headline.series.measure.id,
            team: series_names::team_id(scenario, headline.series).to_owned(),
            unit: unit.id(),
            mean: rounded(statistic.mean, unit),
            p10: rounded(low, unit),
            p90: rounded(high, unit),
            mc_error: rounded(statistic.mc_error, unit),
            p_better: rounded(headline.difference.p_better, Unit::Probability),
            p_same: rounded(headline.difference.p_same, Unit::Probability),
            variance_ratio: headline.variance_ratio().and_then(|ratio| format!("{ratio:.1}").parse().ok()),
            label: headline.label,
            at: headline.at.text().into_owned(),
        }
    };
    let whole = |line: SavingsLine| one.savings.whole(line).map(|of| saving(line, of));
    AlternativeRecord {
        alternative: &one.name,
        name: &one.summary.plan().scenario().name,
        headlines: headlines(study, one).into_iter().map(of_headline).collect(),
        savings: SavingsLine::ALL.into_iter().filter_map(whole).collect(),
        flags: flags.iter().map(|flag| flag.words.clone()).collect(),
        payback: payback_words(payback),
        p_pays_back: payback.has_outlay.then(|| rounded(payback.p_within, Unit::Probability)).flatten(),
        worst_tenth_net_saving: rounded(one.savings.worst_tenth, Unit::Pounds),
        note: unshared_note(one),
    }
}

/// Targets by plan and stress test; none without targets.
fn likelihoods(study: &Study) -> Vec<JsonObject<'_>> {
    if target_columns(study).is_empty() { Vec::new() } else { likelihoods::rows(study).objects() }
}

/// The JSON record of a comparison.
pub(super) fn record(study: &Study) -> ComparisonRecord<'_> {
    let base = &study.base.summary;
    let scenario = base.plan().scenario();
    let ranked = ranking::ranking(study);
    ComparisonRecord {
        base: &study.base.name,
        base_name: &scenario.name,
        start: scenario.start.iso(),
        months: base.plan().calendar().months,
        replications: base.replications(),
        seed: scenario.seed,
        alternatives: ranked.iter().filter_map(|one| Some(alternative(study, one.plan?, &one.flags))).collect(),
        ranked_by: ranking::order_words(study),
        ranking: tables::ranking(study).objects(),
        targets: tables::targets(study).objects(),
        likelihoods: likelihoods(study),
        budgets: tables::budgets(study).objects(),
        savings_by_year: tables::savings(study).objects(),
        attribution: attribution::rows(study).objects(),
        precision: resolution::record(study),
        stress_tests: study.stress.as_ref().map_or(Vec::new(), |test| stress::rows(test).objects()),
    }
}
