//! Law 5, agency: the equilibrium, and the posts released by permanent staff.

use super::{AgencyStep, Event, assert_mean, assert_near, figures, mean, service, story};
use crate::measures::counts::TeamCount::{
    AgencyLeavers, AgencyOrders, AgencyWorkers, Joiners, PermanentHeads, PostsToCover,
};

#[test]
fn eight_who_finish_asye_release_six_agency_posts() {
    let plan = service(
        6,
        "[team.t]\nestablishment = 40\nagency = { workers = 15 }\n\
         [route.experienced.stage.in_post]\n[route.nqsw.stage.asye]\nmonths = 12\ncover = 0\n[route.nqsw.stage.qualified]\n\
         [staff.experienced]\nteam = \"t\"\nroute = \"experienced\"\nheads = 20\n\
         [staff.nqsw]\nteam = \"t\"\nroute = \"nqsw\"\nstage = \"asye\"\nheads = 8\nmonths_in_service = 9\n\
         [leaving]\nannual_rate = { all = 0 }\n[agency]\ncover = 0.75\nchurn = 0\nfill = 1\nlead_time = 0\nnotice = 0",
    );
    let story = story(&plan, 1);
    let posts: Vec<f64> = story.months.iter().map(|record| record.teams[0][PostsToCover]).collect();
    let agency: Vec<f64> = story.months.iter().map(|record| record.teams[0][AgencyWorkers]).collect();
    assert_eq!(posts, [15.0, 15.0, 15.0, 9.0, 9.0, 9.0]);
    assert_eq!(agency, posts);
}

#[test]
fn part_of_a_worker_is_a_whole_one_with_that_probability() {
    // 0.75 of 3, 4 and 5 posts is 2.25, 3 and 3.75 FTE.
    for (establishment, fte_per_worker, workers) in [(3, 1.0, 2.25), (4, 1.0, 3.0), (5, 1.0, 3.75), (4, 0.8, 3.75)] {
        let plan = service(
            6,
            &format!(
                "[team.t]\nestablishment = {establishment}\n[route.r.stage.s]\n[leaving]\nannual_rate = {{ all = 0 }}\n\
                 [agency]\ncover = 0.75\nfill = 1\nlead_time = 0\nfte_per_worker = {fte_per_worker}"
            ),
        );
        let found = figures(&plan, 2_000, |story| {
            let in_post = story.last_team()[AgencyWorkers];
            // A team does not waver.
            assert!(story.months.iter().all(|month| month.teams[0][AgencyWorkers] == in_post));
            assert!(in_post == f64::floor(workers) || in_post == f64::ceil(workers));
            in_post
        });
        assert_mean(&found, workers);
    }
}

#[test]
fn long_absence_leaves_more_to_cover() {
    let plan = service(
        1,
        "[team.t]\nestablishment = 40\n[route.r.stage.s]\n[staff.g]\nteam = \"t\"\nroute = \"r\"\nheads = 20\n\
         [leaving]\nannual_rate = { all = 0 }\n[absence]\nsickness = 0.1\nlong_absence = 0.05\n[agency]\ncover = 0.5",
    );
    assert_near(story(&plan, 1).last_team()[PostsToCover], 0.5 * (40.0 - 20.0 * 0.95));
}

/// A constant number of posts to cover, without permanent staff.
fn market(posts: u32, opening: &str, churn: f64, fill: f64, lead_time: u32, months: usize) -> crate::plan::Plan {
    service(
        months,
        &format!(
            "[team.t]\nestablishment = {posts}\nagency = {{ {opening} }}\n[route.r.stage.s]\n[leaving]\nannual_rate = {{ all = 0 }}\n\
             [agency]\ncover = 1\nchurn = {churn}\nfill = {fill}\nlead_time = {lead_time}"
        ),
    )
}

#[test]
fn agency_settles_where_churn_balances_filling() {
    for (churn, fill, lead_time) in [
        (0.1, 1.0, 0),
        (0.1, 0.5, 0),
        (0.3, 0.25, 0),
        (0.1, 1.0, 1),
        (0.1, 0.5, 1),
        (0.05, 0.3, 2),
        (0.2, 0.7, 3),
        (0.4, 1.0, 3),
    ] {
        let plan = market(40, "workers = 30", churn, fill, lead_time, 60);
        let settled = figures(&plan, 250, |story| {
            let last: Vec<f64> = story.months[30..].iter().map(|record| record.teams[0][AgencyWorkers]).collect();
            mean(&last)
        });
        let expected = 40.0 / (1.0 + churn * (f64::from(lead_time) + (1.0 - fill) / fill));
        if fill == 1.0 && lead_time == 0 {
            assert_eq!(settled, vec![40.0; 250]);
        } else {
            assert_mean(&settled, expected);
        }
    }
}

#[test]
fn a_market_that_opens_in_balance_shows_no_dip() {
    // 36 posts, churn 0.1, half the orders filled per month after a lead time of one month: 30 in post, 6 on order.
    let plan = market(36, "workers = 30", 0.1, 0.5, 1, 8);
    for month in 0..8 {
        assert_mean(&figures(&plan, 600, |story| story.months[month].teams[0][AgencyWorkers]), 30.0);
    }
    assert_near(story(&plan, 1).opening.teams[0][AgencyOrders], 6.0);
}

#[test]
fn stated_opening_orders_are_used() {
    let plan = market(36, "workers = 30, orders = 2", 0.1, 0.5, 1, 1);
    assert_near(story(&plan, 1).opening.teams[0][AgencyOrders], 2.0);
}

#[test]
fn an_order_is_filled_after_the_lead_time_and_not_before() {
    // No orders at the opening; orders placed in the first month start in the fourth.
    let plan = market(5, "workers = 0, orders = 0", 0.0, 1.0, 3, 5);
    let workers: Vec<f64> = story(&plan, 1).months.iter().map(|record| record.teams[0][AgencyWorkers]).collect();
    assert_eq!(workers, [0.0, 0.0, 0.0, 5.0, 5.0]);
}

#[test]
fn the_surplus_leaves_when_its_notice_expires() {
    for (notice, expected) in [(0, [2.0, 2.0, 2.0, 2.0]), (1, [6.0, 2.0, 2.0, 2.0]), (3, [6.0, 6.0, 6.0, 2.0])] {
        let plan = service(
            4,
            &format!(
                "[team.t]\nestablishment = 2\nagency = {{ workers = 6 }}\n[route.r.stage.s]\n[leaving]\nannual_rate = {{ all = 0 }}\n\
                 [agency]\ncover = 1\nchurn = 0\nfill = 1\nnotice = {notice}"
            ),
        );
        let workers: Vec<f64> = story(&plan, 1).months.iter().map(|record| record.teams[0][AgencyWorkers]).collect();
        assert_eq!(workers, expected);
    }
}

#[test]
fn notice_is_withdrawn_when_posts_return() {
    let plan = service(
        6,
        "[team.t]\nestablishment = 6\nagency = { workers = 6 }\n[route.r.stage.s]\n[leaving]\nannual_rate = { all = 0 }\n\
         [agency]\ncover = 1\nchurn = 0\nfill = 0\nnotice = 3\n\
         [change.freeze]\nfrom = \"2016-05\"\nuntil = \"2016-06\"\nset = { \"team.t.establishment\" = 2 }",
    );
    let story = story(&plan, 1);
    assert!(story.months.iter().all(|record| record.teams[0][AgencyWorkers] == 6.0));
    let notice = |step| vec![Event::Agency { team: crate::ids::TeamId::new(0), step, workers: 4 }];
    let told = [vec![], notice(AgencyStep::NoticeGiven), vec![], notice(AgencyStep::NoticeWithdrawn), vec![], vec![]];
    assert_eq!(story.events[..6], told);
}

#[test]
fn conversions_become_permanent_one_for_one() {
    let plan = service(
        12,
        "[team.t]\nestablishment = 20\nagency = { workers = 20 }\n[route.conversion.stage.in_post]\n\
         [leaving]\nannual_rate = { all = 0 }\n\
         [agency]\ncover = 1\nchurn = 0\nfill = 0\nconversion = 0.1\nconversion_route = \"conversion\"",
    );
    for month in [0, 5, 11] {
        let agency = figures(&plan, 1_000, |story| {
            let team = &story.months[month].teams[0];
            assert_eq!(team[AgencyWorkers] + team[PermanentHeads], 20.0);
            assert_eq!(team[AgencyLeavers], team[Joiners]);
            team[AgencyWorkers]
        });
        assert_mean(&agency, 20.0 * libm::pow(0.9, month as f64 + 1.0));
    }
}

#[test]
fn posts_are_added_while_the_caseload_is_high_and_withdrawn_below_a_lower_level() {
    // One worker with 25 cases, above the level of 20; in the fifth month the maximum falls to 8 and the caseload
    // with it. The caseload of last month counts: the opening's is the first.
    let plan = service(
        8,
        "[team.t]\nestablishment = 1\ncaseload = { reference = 20, maximum = 25 }\n\
         [change.posts]\nwhen = { measure = \"caseload\", team = \"t\", above = 20, months = 3 }\nstop = { below = 10 }\n\
         add = { \"team.t.agency.standing_posts\" = 2.5 }\n\
         [route.r.stage.s]\n[staff.g]\nteam = \"t\"\nroute = \"r\"\nheads = 1\n[leaving]\nannual_rate = { all = 0 }\n\
         [agency]\ncover = 1\nfill = 0\n\
         [change.limit]\nfrom = \"2016-08\"\nset = { \"team.t.caseload.maximum\" = 8 }\n\
         [pathway.c]\nteam = \"t\"\nmonths = 600\ncases = 500\nnext = { closed = \"rest\" }",
    );
    let posts: Vec<f64> = story(&plan, 1).months.iter().map(|record| record.teams[0][PostsToCover]).collect();
    assert_eq!(posts, [0.0, 0.0, 2.5, 2.5, 2.5, 0.0, 0.0, 0.0]);
}

/// The formula of section 5 gives a team's equilibrium: a team that opens in equilibrium has no warning and stays
/// there.
#[test]
fn agency_staff_far_from_balance_drift_to_the_number_in_the_warning() {
    let of = |workers: u32| {
        service(
            48,
            &format!(
                "[team.cin]\nestablishment = 60\nagency = {{ workers = {workers} }}\n[leaving]\nannual_rate = {{ all = 0 }}\n\
                 [agency]\ncover = 0.5\nchurn = 0.1\nfill = 0.5\ncharge_per_hour = 38\n"
            ),
        )
    };
    // 30 / (1 + 0.1 x (1 + 1)) = 25
    assert!(of(25).warnings().is_empty());
    let warned = of(10);
    let said = warned.warnings()[0].problem.to_string();
    assert!(said.contains("opens with 10 agency workers") && said.contains("about 25:"), "{said}");
    let last = figures(&warned, 2_000, |story| story.last_team()[AgencyWorkers]);
    assert_near((mean(&last) * 2.0).round() / 2.0, 25.0);
}

#[test]
fn standing_posts_come_on_top_of_the_gaps_that_are_covered() {
    let plan = service(
        4,
        "[team.t]\nestablishment = 12\nagency = { standing_posts = 3 }\n[route.r.stage.s]\n\
         [staff.g]\nteam = \"t\"\nroute = \"r\"\nheads = 8\n[leaving]\nannual_rate = { all = 0 }\n\
         [agency]\ncover = 0.5\nfill = 1\nlead_time = 0\nnotice = 0\n\
         [change.c]\nfrom = \"2016-06\"\nset = { \"team.t.agency.standing_posts\" = 1 }",
    );
    let workers: Vec<f64> = story(&plan, 1).months.iter().map(|month| month.teams[0][AgencyWorkers]).collect();
    assert_eq!(workers, [5.0, 5.0, 3.0, 3.0]);
}
