//! Who comes by recruitment and training, when, and what it costs: the plan's intakes as a table.

use super::cell::Cell;
use super::page::{Block, PageTable, Section};
use super::words;
use crate::ids::{RouteId, StageOfRoute, TeamId};
use crate::scenario::{Arrival, InputId, Intake, Scenario, StaffGroup};
use crate::units::{Month, Unit};

/// An intake, or trainees at the start.
struct Cohort {
    name: String,
    route: RouteId,
    team: TeamId,
    /// When they come: `Apr 2016`, or the months of a campaign.
    when: String,
    /// Offers, at their mean; `None` for campaigns and trainees, who have none.
    offers: Option<f64>,
    /// Expected starts: offers x take-up, or starters a month x months, at their means.
    starts: f64,
    /// The month from which they carry cases; `None` if they do not come in one month.
    arrives: Option<(Month, StageOfRoute, u32)>,
    /// Expected cost less grants, pounds.
    cost: f64,
    /// Whether starts and cost are the most that are expected, because people start only into vacancies.
    is_at_most: bool,
    /// Whether a dated change alters offers, starters or take-up.
    is_changed: bool,
}

/// The section of the page; `None` if nobody comes.
pub(crate) fn section(scenario: &Scenario) -> Option<Section<'static>> {
    const HEADS: [&str; 8] =
        ["Cohort", "Route", "Team", "Comes in", "Offers", "Starts expected", "Carries cases from", "Cost expected"];
    let cohorts = cohorts(scenario);
    let is_changed = cohorts.iter().any(|cohort| cohort.is_changed);
    let rows: Vec<Vec<Cell<'_>>> = cohorts.iter().map(|cohort| row(scenario, cohort)).collect();
    if rows.is_empty() {
        return None;
    }
    let mut note = "Expected: inputs at their means, offers x take-up, or starters a month x the months of the run; up to, where people start \
                    only into vacancies. In brackets: the share of a full caseload. Cost: less grants, without pay and the support of trainees."
        .to_owned();
    if is_changed {
        note.push_str(" *: before a dated change that alters it.");
    }
    let table = PageTable::new("Cohorts and campaigns within the run", &HEADS, rows);
    Some(Section {
        id: "cohorts",
        title: "Who comes, and when",
        blocks: vec![Block::Table(table), Block::Note(note.into())],
    })
}

fn row(scenario: &Scenario, cohort: &Cohort) -> Vec<Cell<'static>> {
    let heads = |number: f64| words::value(number, Unit::Heads);
    let one_decimal = |number: f64| format!("{number:.1}").trim_end_matches(".0").to_owned();
    let star = if cohort.is_changed { "*" } else { "" };
    let up_to = if cohort.is_at_most { "up to " } else { "" };
    vec![
        cohort.name.clone().into(),
        scenario.routes[cohort.route].name.clone().into(),
        scenario.teams[cohort.team].name.clone().into(),
        cohort.when.clone().into(),
        cohort.offers.map_or("-".to_owned(), |offers| format!("{}{star}", heads(offers))).into(),
        format!("{up_to}{}{star}", one_decimal(cohort.starts)).into(),
        carries_from(scenario, cohort).into(),
        format!("{up_to}{}", words::value(cohort.cost, Unit::Pounds)).into(),
    ]
}

fn cohorts(scenario: &Scenario) -> Vec<Cohort> {
    let trainees = scenario.staff.iter().filter_map(|group| in_training(scenario, group));
    let intakes = scenario.intakes.iter().filter_map(|intake| arriving(scenario, intake));
    trainees.chain(intakes).filter(|cohort| cohort.starts > 0.0).collect()
}

/// Trainees at the start, who are employed once they qualify.
fn in_training(scenario: &Scenario, group: &StaffGroup) -> Option<Cohort> {
    let stages = &scenario.routes[group.route].stages;
    if stages[group.stage].employed {
        return None;
    }
    let mut starts = f64::from(group.heads);
    for stage in stages.iter().skip(group.stage.index()).take_while(|stage| !stage.employed) {
        starts *= scenario.inputs.get(stage.completion).mean();
    }
    Some(Cohort {
        name: format!("In training at the start: {}", group.heads),
        route: group.route,
        team: group.team,
        when: "in training".to_owned(),
        offers: None,
        starts,
        arrives: Some((scenario.start, group.stage, group.months_in_stage)),
        cost: 0.0,
        is_at_most: false,
        is_changed: false,
    })
}

/// An intake; `None` if it comes outside the run.
fn arriving(scenario: &Scenario, intake: &Intake) -> Option<Cohort> {
    let mean = |id: InputId| scenario.inputs.get(id).mean();
    let per_start = mean(intake.cost_per_start) - mean(intake.grant_per_start);
    let go_ahead = mean(scenario.workforce.recruitment);
    let (when, offers, starts, arrives, cost, counted) = match intake.arrival {
        Arrival::Dated { month, offers: made, take_up, .. } => {
            if !(scenario.start..=scenario.end()).contains(&month) {
                return None;
            }
            let offers = mean(made) * go_ahead;
            let starts = offers * mean(take_up);
            let cost = offers * mean(intake.cost_per_offer) + starts * per_start;
            (month.to_string(), Some(offers), starts, Some((month, StageOfRoute::new(0), 0)), cost, [made, take_up])
        }
        Arrival::Rolling { per_month, from, until, .. } => {
            let first = from.unwrap_or(scenario.start).max(scenario.start);
            let last = until.unwrap_or(scenario.end()).min(scenario.end());
            let months = f64::from((last.since(first) + 1).max(0));
            let starts = mean(per_month) * months * go_ahead;
            let cost =
                months * go_ahead * mean(intake.cost_per_month) + starts * (mean(intake.cost_per_offer) + per_start);
            (format!("{first} to {last}"), None, starts, None, cost, [per_month, per_month])
        }
    };
    let edits = scenario.changes.iter().flat_map(|change| &change.edits);
    let of_recruitment = scenario.workforce.recruitment;
    let is_changed = edits.into_iter().any(|edit| counted.contains(&edit.input) || edit.input == of_recruitment);
    let is_at_most = matches!(intake.arrival, Arrival::Rolling { into_vacancies: Some(_), .. });
    let Intake { route, team, .. } = *intake;
    Some(Cohort { name: intake.name.clone(), route, team, when, offers, starts, arrives, cost, is_at_most, is_changed })
}

/// When a cohort carries cases: `Sep 2016 (60%)` with the share of a full caseload; `-` where it does not come in one month.
fn carries_from(scenario: &Scenario, cohort: &Cohort) -> String {
    if scenario.teams[cohort.team].caseload.is_none() {
        return "holds no cases".to_owned();
    }
    let stages = &scenario.routes[cohort.route].stages;
    let (mut month, first, mut already) = cohort.arrives.unwrap_or((scenario.start, StageOfRoute::new(0), 0));
    let mut later = 0;
    for stage in stages.iter().skip(first.index()) {
        let share = scenario.inputs.get(stage.caseload_share).mean();
        if share > 0.0 {
            let part = if share < 1.0 { format!(" ({})", words::percent(share)) } else { String::new() };
            return match cohort.arrives {
                Some(_) => format!("{month}{part}"),
                None if later == 0 => format!("joining{part}"),
                None => format!("{} after joining{part}", words::counted(later, "month", "months")),
            };
        }
        let Some(months) = stage.months else { break };
        let months = months.saturating_sub(already);
        already = 0;
        later += u64::from(months);
        month = month.plus(months as i32);
    }
    "carries none".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEREFORDSHIRE: &str = include_str!("../../scenarios/herefordshire-2016.toml");

    fn texts(scenario: &str, name: &str) -> Vec<String> {
        let scenario = Scenario::parse(scenario).expect("a scenario");
        let cohort = cohorts(&scenario).into_iter().find(|one| one.name.starts_with(name)).expect("a cohort");
        row(&scenario, &cohort).iter().map(|cell| cell.text().into_owned()).collect()
    }

    /// Four offers in April 2016, of whom take-up says how many start, with a caseload of 60% (pert 45, 60, 85: mean 61.7%).
    #[test]
    fn a_cohort_has_its_offers_expected_starts_and_first_cases() {
        let row = texts(HEREFORDSHIRE, "NQSWs, April 2016");
        assert_eq!(
            row[1..5],
            ["Newly qualified social worker (ASYE)", "Child in need and protection", "Apr 2016", "4"]
        );
        assert_eq!(row[6], "Apr 2016 (62%)");
        let starts: f64 = row[5].parse().expect("a number");
        assert!((3.0..4.0).contains(&starts), "{row:?}");
    }

    #[test]
    fn students_in_training_carry_cases_once_they_qualify() {
        let row = texts(HEREFORDSHIRE, "In training at the start: ");
        assert_eq!((row[1].as_str(), row[4].as_str()), ("Step Up to Social Work", "-"));
        assert!(row[6].starts_with("Apr 2017 (") || row[6].starts_with("May 2017 ("), "{row:?}");
    }

    #[test]
    fn a_change_of_offers_is_marked_and_a_cohort_after_the_run_left_out() {
        let text = format!(
            "{HEREFORDSHIRE}\n[change.fewer]\nfrom = \"2016-02\"\nset = {{ \"intake.nqsw_april_2016.offers\" = 2 }}\n"
        );
        assert_eq!(texts(&text, "NQSWs, April 2016")[4], "4*");
        let intake = "\n[intake.new]\nname = \"Newcomers\"\nroute = \"experienced\"\nteam = \"cin\"\noffers = 2\n";
        let of = |month: &str| {
            let text = format!("{}{intake}month = \"{month}\"\n", crate::examples::SMALL);
            cohorts(&Scenario::parse(&text).expect("a scenario")).len()
        };
        assert_eq!([of("2016-06"), of("2017-06")], [1, 0]);
    }
}
