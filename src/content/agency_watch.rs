//! Watch points on targets for the agency rate that are met without fewer agency workers.
//!
//! The rate is agency FTE over agency and permanent FTE, so it falls with every permanent starter, even one who is supernumerary
//! (`docs/model.md`, section 16).

use super::words;
use crate::measures::Measure;
use crate::scenario::{Series, Target, TargetPeriod};
use crate::summary::{Statistic, Summary};
use crate::units::{Month, Unit};

/// A note for each target on the agency rate that the median falls to meet while mean agency FTE is not clearly lower by one worker than at
/// the opening: its fall, less two standard errors, is below the FTE of a worker.
pub(crate) fn notes(summary: &Summary) -> Vec<String> {
    summary.plan().scenario().targets.iter().filter_map(|target| note(summary, target)).collect()
}

fn note(summary: &Summary, target: &Target) -> Option<String> {
    let series = target.series.filter(|series| series.measure == Measure::AGENCY_RATE && target.at_most)?;
    let scenario = summary.plan().scenario();
    let month = last_month(summary, target.when);
    let [rate_now, rate] = now_and_then(summary, series, month)?;
    let [fte_now, fte] = now_and_then(summary, Series { measure: Measure::AGENCY_FTE, ..series }, month)?;
    let is_met = rate_now.median() > target.limit && rate.median() <= target.limit;
    if !is_met || is_a_worker_fewer(fte_now, fte, scenario.agency.fte_per_worker) {
        return None;
    }
    let of = series.team.map(|team| format!(" of {}", scenario.teams[team].name)).unwrap_or_default();
    let [before, after] = words::alike_finely([fte_now.mean, fte.mean], Unit::Fte);
    Some(format!(
        "The agency rate{of} falls to the target of {} by {} at the median, but without one agency worker fewer: mean agency FTE is {after} \
         then and {before} at the start. The rate falls because there are more permanent staff.",
        words::value(target.limit, Unit::Share),
        words::month(month),
    ))
}

/// The last month of the run to which a target applies.
fn last_month(summary: &Summary, when: TargetPeriod) -> Month {
    let end = summary.plan().scenario().end();
    match when {
        TargetPeriod::By(month) => month.min(end),
        TargetPeriod::From(_) => end,
        TargetPeriod::Year(year) => year.last_month().min(end),
    }
}

/// A series at the opening and in a month.
fn now_and_then(summary: &Summary, series: Series, month: Month) -> Option<[&Statistic; 2]> {
    let index = summary.find(series)?;
    let place = usize::try_from(month.since(summary.plan().calendar().start)).ok()?;
    Some([summary.opening(index)?, summary.month(place, index)?])
}

/// Whether the mean is lower by a worker of this FTE, by more than two standard errors of the difference taken as independent.
fn is_a_worker_fewer(now: &Statistic, then: &Statistic, worker: f64) -> bool {
    let [now_error, then_error] = [now, then].map(|one| one.known_error().unwrap_or(0.0));
    now.mean - then.mean - 2.0 * libm::hypot(now_error, then_error) >= worker
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::examples::TEN_WHO_STAY;
    use crate::plan::Plan;
    use crate::run::Options;
    use crate::scenario::Scenario;
    use crate::summary::run;

    /// Ten permanent staff, two agency workers (17%) in standing posts, and in May ten supernumerary starters or none.
    fn notes_of(starters: u32, more: &str) -> Vec<String> {
        let text = format!(
            "{TEN_WHO_STAY}lead_time = 0\nchurn = 0\nfill = 1\n[team.cin.agency]\nworkers = 2\nstanding_posts = 2\n\
             [route.new]\n[route.new.stage.first]\nmonths = 24\ncover = 0\npay = 30_000\n[route.new.stage.last]\npay = 30_000\n\
             [intake.new]\nroute = \"new\"\nteam = \"cin\"\nmonth = \"2016-05\"\noffers = {starters}\n\
             [target.rate]\nmeasure = \"agency_rate\"\nby = \"2016-12\"\nat_most = 0.1\n{more}"
        );
        let scenario = Scenario::parse(&text).unwrap_or_else(|errors| panic!("{errors}"));
        notes(&run(&Plan::new(scenario), &Options::new(20)).expect("a run"))
    }

    #[test]
    fn a_rate_that_falls_by_starters_alone_is_a_watch_point() {
        let expected = "The agency rate falls to the target of 10% by December 2016 at the median, but without one agency worker fewer: mean \
                        agency FTE is 2.00 then and 2.00 at the start. The rate falls because there are more permanent staff.";
        assert_eq!(notes_of(10, ""), [expected]);
        assert!(notes_of(0, "").is_empty(), "the target is not met");
    }

    #[test]
    fn a_rate_that_falls_with_agency_staff_is_none() {
        let none_stay = "[change.end]\nfrom = \"2016-06\"\nset = { \"team.cin.agency.standing_posts\" = 0 }\n";
        assert!(notes_of(10, none_stay).is_empty());
    }
}
