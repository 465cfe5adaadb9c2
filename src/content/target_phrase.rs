//! A target as it is spoken: `the agency rate is 25% or less by March 2018`.

use super::{series_names, words};
use crate::measures::{Measure, YearOf};
use crate::scenario::{Scenario, Series, Target, TargetPeriod};
use crate::units::Unit;

/// A target as a clause: `the agency rate is 25% or less by March 2018`. By a month means at the end of it.
pub(crate) fn target_phrase(scenario: &Scenario, target: &Target) -> String {
    let Some(series) = target.series else { return target.id.clone() };
    let limit = words::value(target.limit, series.measure.unit);
    let limit = limit.strip_suffix(".0").unwrap_or(&limit);
    let bound = if target.at_most { "or less" } else { "or more" };
    let when = match target.when {
        TargetPeriod::By(month) if series.measure.year == YearOf::Sum => format!("in {}", words::month(month)),
        TargetPeriod::By(month) => format!("by {}", words::month(month)),
        TargetPeriod::From(month) => format!("in every month from {}", words::month(month)),
        TargetPeriod::Year(year) => format!("over {year}"),
    };
    format!("{} is {limit} {bound} {when}", subject(scenario, series))
}

/// The subject of a sentence on a series: `the caseload of Child in need`, `the number of joiners (Overseas)`.
pub(crate) fn subject(scenario: &Scenario, series: Series) -> String {
    let of = series.of.map_or_else(String::new, |of| format!(" ({})", series_names::of_name(scenario, of)));
    let team = series.team.map(|team| format!(" of {}", scenario.teams[team].name)).unwrap_or_default();
    format!("{}{of}{team}", measure_phrase(series.measure))
}

/// A measure as a singular noun with its article: counts are numbers of something.
fn measure_phrase(measure: &Measure) -> String {
    let label = words::in_sentence(measure);
    match measure.unit {
        Unit::Share if measure.id == "assessments_in_time_rate" => "the share of assessments in time".to_owned(),
        Unit::Cases | Unit::Heads | Unit::PerMonth | Unit::Months | Unit::CaseMonths | Unit::Number => {
            let is_of_children = ["turned ", "on a ", "looked "].iter().any(|first| label.starts_with(first));
            let of = if is_of_children { "children " } else { "" };
            format!("the number of {of}{}", label.replace("came back", "children who came back"))
        }
        Unit::Fte if label.ends_with('s') || label.starts_with("posts") => format!("the number of {label} (FTE)"),
        _ => format!(
            "the {}",
            label.replace("cost, real terms", "cost in real terms").replace("cost, discounted", "discounted cost")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::examples::SMALL;

    #[test]
    fn every_measure_has_a_noun_that_takes_is() {
        let phrases: Vec<String> = Measure::ALL.iter().map(|&measure| measure_phrase(measure)).collect();
        assert!(phrases.iter().all(|phrase| phrase.starts_with("the ") && !phrase.contains(", ")), "{phrases:#?}");
        let known = [
            "the agency rate",
            "the permanent FTE",
            "the number of vacancies (FTE)",
            "the number of unallocated cases",
            "the number of children who came back",
            "the number of children on a child protection plan",
            "the share of assessments in time",
            "the cost in real terms",
        ];
        assert!(known.iter().all(|&known| phrases.contains(&known.to_owned())), "{phrases:#?}");
    }

    #[test]
    fn targets_read_as_they_are_spoken() {
        let said = |target: &str| {
            let text = format!("{SMALL}\n[target.one]\n{target}");
            let scenario = Scenario::parse(&text).expect("a scenario");
            let target = scenario.targets.iter().find(|target| target.id == "one").expect("the target");
            target_phrase(&scenario, target)
        };
        assert_eq!(
            said("measure = \"agency_rate\"\nby = \"2017-03\"\nat_most = 0.25\n"),
            "the agency rate is 25% or less by March 2017"
        );
        let team = Scenario::parse(SMALL).expect("a scenario").teams.iter().next().expect("a team").name.clone();
        assert_eq!(
            said("measure = \"caseload\"\nteam = \"cin\"\nfrom = \"2017-01\"\nat_most = 20\n"),
            format!("the caseload of {team} is 20 or less in every month from January 2017")
        );
        assert_eq!(
            said("measure = \"cost\"\nof = \"agency\"\nyear = \"2016-17\"\nat_most = 100000\n"),
            "the cost (Agency) is £100k or less over 2016-17"
        );
        assert_eq!(
            said("measure = \"referrals\"\nby = \"2017-03\"\nat_least = 5\n"),
            "the number of referrals is 5 or more in March 2017"
        );
    }
}
