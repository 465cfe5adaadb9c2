//! Values of inputs: phasing, several changes of one input, joint draws.

#![allow(clippy::unwrap_used, reason = "what a test cannot do without fails it")]

use super::Plan;
use crate::examples::SMALL;
use crate::ids::TeamId;
use crate::scenario::Scenario;

fn plan(more: &str) -> Plan {
    Plan::new(Scenario::parse(&format!("{SMALL}{more}")).unwrap())
}

/// The value of an input in every month of the first replication.
fn by_month(more: &str, address: &str) -> Vec<f64> {
    let plan = plan(more);
    let id = plan.scenario().inputs.find(address).unwrap();
    plan.inputs.by_month(id, 1).into_iter().map(|futures| futures[0]).collect()
}

#[test]
fn a_phased_change_rises_in_equal_steps_and_stays() {
    let change = |does: &str| format!("\n[change.c]\nfrom = \"2016-06\"\nphase_in = 4\n{does}\n");
    let added = by_month(&change("add = { \"team.cin.establishment\" = -4 }"), "team.cin.establishment");
    assert_eq!(added[..8], [12.0, 12.0, 11.0, 10.0, 9.0, 8.0, 8.0, 8.0]);
    let set = by_month(&change("set = { \"team.cin.establishment\" = 20 }"), "team.cin.establishment");
    assert_eq!(set[..7], [12.0, 12.0, 14.0, 16.0, 18.0, 20.0, 20.0]);
    let multiplied = by_month(&change("multiply = { \"team.cin.establishment\" = 0.5 }"), "team.cin.establishment");
    assert_eq!(multiplied[..7], [12.0, 12.0, 10.5, 9.0, 7.5, 6.0, 6.0]);
}

#[test]
fn a_phased_change_ends_at_once() {
    let change = "\n[change.c]\nfrom = \"2016-04\"\nuntil = \"2016-05\"\nphase_in = 2\n\
                  add = { \"team.cin.establishment\" = 4 }\n";
    assert_eq!(by_month(change, "team.cin.establishment")[..4], [14.0, 16.0, 12.0, 12.0]);
}

#[test]
fn changes_of_one_input_apply_in_file_order() {
    let more = "\n[change.a]\nfrom = \"2016-04\"\nadd = { \"team.cin.establishment\" = 2 }\n\
                [change.b]\nfrom = \"2016-05\"\nmultiply = { \"team.cin.establishment\" = 2 }\n\
                [change.c]\nfrom = \"2016-06\"\nuntil = \"2016-06\"\nset = { \"team.cin.establishment\" = 5 }\n\
                [change.d]\nfrom = \"2016-06\"\nadd = { \"team.cin.establishment\" = 1 }\n";
    assert_eq!(by_month(more, "team.cin.establishment")[..5], [14.0, 28.0, 6.0, 29.0, 29.0]);
}

#[test]
fn a_group_affects_only_its_later_inputs() {
    let unknown = SMALL
        .replace("cover = 0.75", "cover = { uniform = { low = 0.5, high = 1 } }")
        .replace("fill = 0.5", "fill = { uniform = { low = 0.2, high = 0.8 } }")
        .replace("churn = 0.1", "churn = { pert = { low = 0.02, mode = 0.1, high = 0.2 } }");
    let group = "\n[correlation.market]\ninputs = [\"agency.churn\", \"agency.fill\"]\nrank_correlation = -0.6\n";
    let read = |more: &str| Plan::new(Scenario::parse(&format!("{unknown}{more}")).unwrap());
    let (alone, together) = (read(""), read(group));
    let drawn = |plan: &Plan, address: &str| {
        let id = plan.scenario().inputs.find(address).unwrap();
        plan.inputs.by_month(id, 500).swap_remove(0)
    };
    for input in &alone.scenario().inputs.list {
        let same = drawn(&alone, &input.address) == drawn(&together, &input.address);
        assert_eq!(same, input.address != "agency.fill", "{}", input.address);
    }
    let (churn, fill) = (drawn(&together, "agency.churn"), drawn(&together, "agency.fill"));
    let middle = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (c, f) = (middle(&churn), middle(&fill));
    let against = churn.iter().zip(&fill).filter(|(a, b)| (**a > c) != (**b > f)).count();
    // With a rank correlation of -0.6, seven in ten pairs lie on opposite sides; without correlation, five.
    assert!((320..=380).contains(&against), "{against} of 500 pairs lie on opposite sides");
}

/// 200 cases in a team without staff: pressure is at its bound of 10 at the opening as in every month, so that with a
/// slowing of 1, a tenth of the 50 cases a month that the stage would finish proceed to the decision.
#[test]
fn a_team_without_staff_slows_down_at_the_opening_too() {
    let more = "\n[team.empty]\nname = \"Empty\"\nestablishment = 0\n\
                caseload = { reference = 20, maximum = 30, slowing = 1 }\n\
                [pathway.waiting]\nteam = \"empty\"\nmonths = 4\ncases = 200\nnext = { decision = \"rest\" }\n\
                [pathway.decision]\nteam = \"cin\"\nmonths = 0\nheld = 0.1\nnext = { closed = \"rest\" }\n";
    let decided = plan(more).opening.decision_load[TeamId::new(0)];
    assert!((decided - 0.5).abs() < 1e-12, "{decided}");
}
