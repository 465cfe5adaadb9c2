//! Targets by plan and stress test, on screen.

use super::ranking::letter;
use crate::compare::{AS_GIVEN, Study};
use crate::content::comparison::likelihoods::{LikelihoodRow, likelihood_rows};
use crate::content::comparison::target_columns::{has_several_targets, target_columns};
use crate::content::likelihood_term::{SCALE, likelihood_words};
use crate::content::overview::{Overview, OverviewGrid};
use crate::content::words::Ranged;

/// Columns side by side; further ones follow below.
const ABREAST: usize = 2;

/// How likely every plan is to meet each target, without a stress test and under each.
pub(super) fn likelihoods(text: &mut Overview, study: &Study) {
    let targets = target_columns(study);
    if targets.is_empty() {
        return;
    }
    let all = has_several_targets(study).then(|| "all".to_owned());
    let heads: Vec<String> = all.into_iter().chain((0..targets.len()).map(letter)).collect();
    let rows = likelihood_rows(study, &targets);
    text.heading("How likely each target is to be met");
    for (place, heads) in heads.chunks(ABREAST).enumerate() {
        let first = place * ABREAST;
        text.row(OverviewGrid::Likelihoods, "", heads.iter().map(|head| Ranged::from(&**head)).collect());
        for (number, row) in rows.iter().enumerate() {
            let is_first = number == 0 || rows[number - 1].stress_test != row.stress_test;
            if study.stress.is_some() && is_first {
                let under = if row.stress_test == AS_GIVEN { "without a stress test" } else { row.stress_test };
                text.line(format!("{under}:"));
            }
            text.row(OverviewGrid::Likelihoods, row.plan.name, figures(row, first, heads.len()));
        }
    }
    text.paragraph(SCALE);
}

fn figures(row: &LikelihoodRow<'_>, first: usize, number: usize) -> Vec<Ranged> {
    let shown = row.likelihoods.iter().skip(first).take(number);
    shown.map(|likelihood| likelihood_words(likelihood.unwrap_or(f64::NAN)).into()).collect()
}
