//! Law 6: additional arrivals never increase posts to cover if no feedback can reverse the effect: leaving and work
//! independent of caseload, no surge, no conversion, no recruitment into vacancies, caps by team, no moves.

use super::world::{Rules, World, for_worlds};
use super::{Story, plan, service, story};
use crate::measures::counts::TeamCount::{AgencyWorkers, PostsToCover};

fn with_and_without(world: &World, compare: impl Fn(&Story, &Story)) {
    let added = format!(
        "[intake.added]\nteam = \"t0\"\nroute = \"r0\"\nmonth = \"{}\"\noffers = 3\ntake_up = 0.8",
        world.month(world.months / 3)
    );
    let (without, with) = (plan(&world.text), plan(&world.with(&added).text));
    for n in 1..=4 {
        compare(&story(&without, n), &story(&with, n));
    }
}

#[test]
fn an_added_intake_never_raises_posts_to_cover() {
    for_worlds(150, Rules::APART, |world| {
        with_and_without(world, |without, with| {
            for (without, with) in without.months.iter().zip(&with.months) {
                for (without, with) in without.teams.iter().zip(&with.teams) {
                    assert!(with[PostsToCover] <= without[PostsToCover] + 1e-9);
                }
            }
        });
    });
}

#[test]
fn without_notice_and_lead_time_an_added_intake_never_raises_agency() {
    for_worlds(150, Rules { delays: false, ..Rules::APART }, |world| {
        with_and_without(world, |without, with| {
            for (without, with) in without.months.iter().zip(&with.months) {
                for (without, with) in without.teams.iter().zip(&with.teams) {
                    assert!(with[AgencyWorkers] <= without[AgencyWorkers]);
                }
            }
        });
    });
}

#[test]
fn some_added_intakes_lower_posts_to_cover() {
    let lowered = std::cell::Cell::new(false);
    for_worlds(40, Rules::APART, |world| {
        with_and_without(world, |without, with| {
            let last = |story: &Story| story.last_team()[PostsToCover];
            lowered.set(lowered.get() || last(with) < last(without) - 0.1);
        });
    });
    assert!(lowered.get());
}

#[test]
fn with_moves_new_starters_may_move_instead_of_staff_who_cover_posts() {
    // Three people of the route move to the second team in the third month: qualified ones, or the new starters of the
    // second.
    let world = "[team.a]\nestablishment = 10\n[team.b]\nestablishment = 10\n\
        [route.nqsw.stage.asye]\nmonths = 12\ncover = 0\n[route.nqsw.stage.qualified]\n\
        [staff.g]\nteam = \"a\"\nroute = \"nqsw\"\nheads = 5\n\
        [move.m]\nmonth = \"2016-06\"\nroute = \"nqsw\"\nfrom_team = \"a\"\nto_team = \"b\"\nheads = 3\n\
        [leaving]\nannual_rate = { all = 0 }\n[agency]\ncover = 1\n";
    let intake = "[intake.added]\nteam = \"a\"\nroute = \"nqsw\"\nmonth = \"2016-05\"\noffers = 3\n";
    let posts = |text: &str| story(&service(3, text), 1).months[2].teams[1][PostsToCover];
    assert_eq!((posts(world), posts(&format!("{world}{intake}"))), (7.0, 10.0));
}
