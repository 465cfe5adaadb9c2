//! Law 4: without chance and uncertainty all replications are equal, and without flows nothing changes.

use super::world::{Rules, for_worlds};
use super::{plan, service, story};
use crate::measures::counts::TeamCount::{
    AgencyOrders, AgencyWorkers, OpenCases, PermanentFte, PermanentHeads, PostsToCover,
};
use crate::measures::counts::TeamMonth;
use crate::model::person::Person;
use crate::run::BLOCK;
use crate::scenario::MAX_PEOPLE;

#[test]
fn without_chance_all_replications_are_equal() {
    for_worlds(120, Rules { chance: false, ..Rules::ALL }, |world| {
        let plan = plan(&world.text);
        let bits = |n| plan.future(n).values.into_iter().map(f64::to_bits).collect::<Vec<_>>();
        let first = bits(1);
        assert!((2..=6).all(|n| bits(n) == first));
    });
}

#[test]
fn with_chance_replications_usually_differ() {
    let spread = std::cell::Cell::new(0);
    for_worlds(40, Rules::ALL, |world| {
        let plan = plan(&world.text);
        let differs = plan.future(1).values.iter().zip(&plan.future(2).values).any(|(one, two)| one < two);
        spread.set(spread.get() + u32::from(differs));
    });
    assert!(spread.get() > 20, "{}", spread.get());
}

#[test]
fn without_flows_the_opening_stays() {
    // Nobody arrives or leaves; agency staff fill what the service intends to fill; the cases of the second team have
    // nobody to work on them.
    let plan = service(
        30,
        "[team.busy]\nestablishment = 12\nagency = { workers = 3 }\ncaseload = { reference = 20, maximum = 30 }\n\
         [team.empty]\nestablishment = 0\ncaseload = { reference = 20, maximum = 30 }\n\
         [route.r.stage.s]\n[staff.g]\nteam = \"busy\"\nroute = \"r\"\nheads = 8\n\
         [leaving]\nannual_rate = { all = 0 }\nworkload_effect = 0.05\n\
         [agency]\ncover = 0.75\nchurn = 0\nfill = 0.5\nconversion = 0\nconversion_route = \"r\"\n\
         [intake.none]\nteam = \"busy\"\nroute = \"r\"\nper_month = 0\n\
         [demand]\nnext = { open = \"rest\" }\ncontacts = { per_month = 0, conversion = 0.5 }\n\
         [pathway.open]\nteam = \"empty\"\nmonths = 6\ncases = 70\nnext = { closed = \"rest\" }",
    );
    for n in 1..=10 {
        for (_, before, after, events) in story(&plan, n).steps() {
            assert!(events.is_empty());
            for (before, after) in before.teams.iter().zip(&after.teams) {
                let state = |team: &TeamMonth| {
                    [team[PermanentFte], team[AgencyWorkers], team[AgencyOrders], team[PostsToCover], team[OpenCases]]
                };
                assert_eq!(state(before), state(after));
            }
        }
    }
}

#[test]
fn certain_probabilities_move_everybody_or_nobody() {
    let plan = service(
        4,
        "[team.t]\nestablishment = 20\n[route.nqsw.stage.asye]\nmonths = 2\ncompletion = 1\n[route.nqsw.stage.qualified]\n\
         [route.failing.stage.asye]\nmonths = 2\ncompletion = 0\n[route.failing.stage.qualified]\n\
         [intake.all]\nteam = \"t\"\nroute = \"nqsw\"\nmonth = \"2016-04\"\noffers = 5\ntake_up = 1\n\
         [intake.none]\nteam = \"t\"\nroute = \"nqsw\"\nmonth = \"2016-04\"\noffers = 5\ntake_up = 0\n\
         [intake.fail]\nteam = \"t\"\nroute = \"failing\"\nmonth = \"2016-04\"\noffers = 3\n\
         [leaving]\nannual_rate = { all = 0 }",
    );
    let heads: Vec<f64> = story(&plan, 1).months.iter().map(|record| record.teams[0][PermanentHeads]).collect();
    assert_eq!(heads, [8.0, 8.0, 5.0, 5.0]);
}

#[test]
fn the_people_that_a_run_may_follow_fit_into_100_megabytes() {
    let bytes = MAX_PEOPLE.next_power_of_two() * size_of::<Person<BLOCK>>();
    assert!((70_000_000..100_000_000).contains(&bytes), "{bytes}");
}
