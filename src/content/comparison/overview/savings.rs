//! The savings of an alternative, on screen.

use crate::compare::{Alternative, Saving, SavingsLine, Study};
use crate::content::comparison::capacity::{capacity_words, work_words};
use crate::content::comparison::drivers;
use crate::content::comparison::sentences::{payback_sentence, recurring_words, worst_tenth_words};
use crate::content::overview::{Overview, OverviewGrid};
use crate::content::sentences::year_words;
use crate::content::words::{self, Ranged};
use crate::units::Unit;

/// Lines shown for every year, side by side. Those in `WHOLE` are shown for the whole run only.
const BY_YEAR: [SavingsLine; 3] = [SavingsLine::LikeForLike, SavingsLine::Net, SavingsLine::PlanCosts];
const WHOLE: [SavingsLine; 7] = [
    SavingsLine::Gross,
    SavingsLine::Agency,
    SavingsLine::NetReal,
    SavingsLine::NetDiscounted,
    SavingsLine::LikeForLikeDiscounted,
    SavingsLine::AgencyPremium,
    SavingsLine::AgencyFte,
];

/// Savings by financial year and over the run, payback, and budgets.
pub(super) fn savings(text: &mut Overview, study: &Study, one: &Alternative) {
    let cell = |saving: &Saving, of: SavingsLine| {
        let statistic = Some(&saving.statistic).filter(|statistic| statistic.is_defined());
        statistic.map_or("-".into(), |statistic| words::signed_with_range(statistic, of.unit()))
    };
    let heads = ["At equal capacity", "Net saving", "Costs of the plan"];
    text.head(OverviewGrid::Years, "Savings", heads.map(Ranged::from).into());
    let calendar = study.base.summary.plan().calendar();
    for year in 0..calendar.years.len() {
        let cells = BY_YEAR.map(|of| cell(&one.savings.years[of as usize][year], of));
        text.row(OverviewGrid::Years, year_words(calendar, year), cells.into());
    }
    let whole = |of: SavingsLine| one.savings.whole(of).map(|saving| cell(saving, of));
    let cells = BY_YEAR.map(|of| whole(of).map_or("-".into(), Ranged::from));
    text.row(OverviewGrid::Years, "the whole run", cells.into());
    let in_words = |of| whole(of).map_or("-".to_owned(), |whole: Ranged| whole.to_string());
    let name = |of: SavingsLine| of.label_of_run().to_lowercase().replace("fte", "FTE").replace("npv", "NPV");
    let rest = WHOLE.map(|of| format!("{} {}", name(of), in_words(of)));
    text.paragraph(format!("Over the whole run: {}.", rest.join("; ")));
    capacity(text, study, one);
    likelihoods(text, study, one);
    displaced(text, one);
    budgets(text, study, one);
}

/// What an FTE-year of capacity costs, work avoided, and what of the net saving recurs.
fn capacity(text: &mut Overview, study: &Study, one: &Alternative) {
    for words in capacity_words(one).into_iter().chain(work_words(one)) {
        text.paragraph(format!("{}.", words::capital(&words)));
    }
    for words in recurring_words(study, one).into_iter().chain(drivers::sentence_of(study, one)) {
        text.paragraph(words);
    }
}

fn likelihoods(text: &mut Overview, study: &Study, one: &Alternative) {
    let p_saves = one.savings.cumulative[SavingsLine::Net as usize].iter().enumerate();
    let saves: Vec<String> = p_saves
        .map(|(year, saving)| format!("{} by {}", words::percent(saving.p_positive), end_of(study, year)))
        .collect();
    text.paragraph(format!("Chance of having saved money: {}.", saves.join(", ")));
    text.paragraph(payback_sentence(&one.savings.payback));
    text.line(worst_tenth_words(&one.savings));
}

/// The cost of displacing an agency FTE-year, and the saving from it.
fn displaced(text: &mut Overview, one: &Alternative) {
    let (Some(Some(cost)), Some(fte)) =
        (one.savings.cost_per_agency_fte.last(), one.savings.whole(SavingsLine::AgencyFte))
    else {
        return;
    };
    let saved = one.savings.whole(SavingsLine::Agency).map_or(0.0, |saved| saved.statistic.mean / fte.statistic.mean);
    let pounds = |value: f64| words::value(value, Unit::Pounds);
    text.paragraph(format!(
        "Each agency FTE-year displaced costs {} in permanent pay and the plan's own costs, and saves {} of \
             agency spend.",
        pounds(*cost),
        pounds(saved)
    ));
}

/// The last month of a financial year within the run.
fn end_of(study: &Study, year: usize) -> String {
    let plan = study.base.summary.plan();
    plan.calendar().years[year].last_month().min(plan.scenario().end()).to_string()
}

/// The budgets that both plans have, against spending.
fn budgets(text: &mut Overview, study: &Study, one: &Alternative) {
    let (here, there) = (study.base.summary.plan().scenario(), one.summary.plan().scenario());
    for (index, budget) in here.budgets.iter().enumerate() {
        let Some(year) = budget.year else { continue };
        let Some(other) = there.budgets.iter().position(|two| two.id == budget.id) else { continue };
        let spent = one.pairing.budgets.iter().position(|&pair| pair == (index, other));
        let spent = spent.and_then(|index| one.budget(index)).map_or(String::new(), |spent| {
            let of = |statistic| words::signed_with_range(statistic, Unit::Pounds);
            format!("; spending in this plan less the base: {}; cashable: {}", of(&spent.spent), of(&spent.cashable))
        });
        text.paragraph(format!(
            "Budget `{}` for {year} is overspent in {} of futures in the base and {} in this plan{spent}.",
            budget.id,
            words::percent(study.base.summary.overspend(index).map_or(f64::NAN, |over| over.mean)),
            words::percent(one.summary.overspend(other).map_or(f64::NAN, |over| over.mean)),
        ));
    }
}
