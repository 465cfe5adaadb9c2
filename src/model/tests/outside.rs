//! Dates outside the run have no effect; what began before it is in force from the first month.

use super::{Story, input_by_month, plan, service, story};
use crate::ids::TeamId;
use crate::measures::CostLine;
use crate::plan::Plan;
use crate::units::Pence;

const PLACES: &str = r#"
[team.cin]
establishment = 12
[team.lac]
establishment = 6
[route.experienced.stage.in_post]
pay = 48_000
[staff.cin]
team = "cin"
route = "experienced"
heads = 9
[leaving]
annual_rate = { all = 0 }
"#;

fn of(more: &str) -> Plan {
    service(6, &format!("{PLACES}{more}"))
}

/// All results of a replication as text, in which `NaN` equals itself.
fn told(story: &Story) -> String {
    format!("{:?} {:?} {:?}", story.opening, story.months, story.events)
}

/// The run is from April to September 2016.
#[test]
fn dates_before_or_after_the_run_have_no_effect() {
    let without = told(&story(&of(""), 1));
    for month in ["1900-01", "2016-03", "2016-10", "2199-12"] {
        for more in [
            format!(
                "[intake.x]\nroute = \"experienced\"\nteam = \"cin\"\noffers = 3\ncost_per_offer = 9\nmonth = \"{month}\""
            ),
            format!(
                "[move.x]\nroute = \"experienced\"\nfrom_team = \"cin\"\nto_team = \"lac\"\nheads = 2\nmonth = \"{month}\""
            ),
            format!("[award.x]\nrate = 0.1\nmonth = \"{month}\""),
            format!(
                "[change.x]\nfrom = \"{month}\"\nuntil = \"{month}\"\nadd = {{ \"team.cin.establishment\" = 2 }}\n\
                 cost_once = 500\ncost_per_month = 50"
            ),
            format!(
                "[intake.x]\nroute = \"experienced\"\nteam = \"cin\"\nper_month = 3\ncost_per_month = 9\nfrom = \"{month}\"\n\
                 until = \"{month}\""
            ),
        ] {
            let with = of(&more);
            assert_eq!(told(&story(&with, 1)), without, "{more}");
            assert_eq!(with.warnings().len(), 1, "{more}: {:?}", with.warnings());
        }
    }
}

#[test]
fn only_the_part_of_a_campaign_within_the_run_counts() {
    let campaign = |dates: &str| {
        of(&format!("[intake.x]\nroute = \"experienced\"\nteam = \"cin\"\nper_month = 3\ncost_per_month = 9\n{dates}"))
    };
    for (dates, same) in [
        ("from = \"2015-01\"\nuntil = \"2016-06\"", "until = \"2016-06\""),
        ("from = \"2016-07\"\nuntil = \"2029-01\"", "from = \"2016-07\""),
        ("from = \"2015-01\"\nuntil = \"2029-01\"", ""),
    ] {
        let (over, within) = (campaign(dates), campaign(same));
        assert_eq!(told(&story(&over, 1)), told(&story(&within, 1)), "{dates}");
        assert!(over.warnings().is_empty(), "{dates}: {:?}", over.warnings());
    }
}

#[test]
fn an_earlier_change_is_in_force_from_the_first_month_and_already_paid_for() {
    let change = |dates: &str| {
        of(&format!(
            "[change.x]\n{dates}\nadd = {{ \"team.cin.establishment\" = 2 }}\ncost_once = 500\ncost_per_month = 50"
        ))
    };
    let plan_costs = |plan: &Plan| -> Vec<f64> {
        story(plan, 1)
            .months
            .iter()
            .map(|month| month.lines[CostLine::PlanCosts as usize] / Pence::IN_A_POUND)
            .collect()
    };
    let posts = |plan: &Plan| input_by_month(plan, 1, plan.scenario.teams[TeamId::new(0)].establishment);

    let before = change("from = \"2015-10\"\nuntil = \"2016-06\"");
    assert_eq!(posts(&before), [14.0, 14.0, 14.0, 12.0, 12.0, 12.0]);
    assert_eq!(plan_costs(&before), [50.0, 50.0, 50.0, 0.0, 0.0, 0.0]);
    assert!(before.warnings().is_empty(), "{:?}", before.warnings());

    let at_the_start = change("from = \"2016-04\"\nuntil = \"2016-06\"");
    assert_eq!(plan_costs(&at_the_start), [550.0, 50.0, 50.0, 0.0, 0.0, 0.0]);

    let beyond = change("from = \"2016-08\"\nuntil = \"2017-08\"");
    assert_eq!(posts(&beyond), [12.0, 12.0, 12.0, 12.0, 14.0, 14.0]);
    assert_eq!(plan_costs(&beyond), [0.0, 0.0, 0.0, 0.0, 550.0, 50.0]);
    assert!(beyond.warnings().is_empty(), "{:?}", beyond.warnings());
}

#[test]
fn dates_centuries_before_the_run_are_valid() {
    let text = "format = 1\nname = \"Old plans\"\nstart = \"2199-12\"\nmonths = 600\n[team.cin]\nestablishment = 1\n\
                [leaving]\nannual_rate = { all = 0 }\n[change.x]\nfrom = \"1900-01\"\nadd = { \"team.cin.establishment\" = 1 }";
    assert_eq!(story(&plan(text), 1).months.len(), 600);
}
