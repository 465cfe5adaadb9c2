//! Law 5, people: survival of cohorts.

use super::{assert_mean, assert_near, assert_variance, figures, service, story};
use crate::measures::counts::RouteCount;
use crate::measures::counts::TeamCount::{
    Cost, Establishment, FundedPosts, Joiners, Leavers, PermanentFte, PermanentHeads, PostsToCover, Trainees, Vacancies,
};
use crate::run::Layout;

/// The share of staff still in post after a year at the yearly leaving rate `rate`.
fn stay(rate: f64) -> f64 {
    libm::exp(-rate / 12.0)
}

fn cohort(heads: u32, leaving: &str) -> String {
    format!(
        "[team.t]\nestablishment = 0\n[route.r.stage.s]\n\
         [staff.g]\nteam = \"t\"\nroute = \"r\"\nheads = {heads}\nmonths_in_service = 20\n{leaving}"
    )
}

#[test]
fn a_closed_cohort_survives_by_its_monthly_probability_of_leaving() {
    // From sizes drawn by exact inversion to sizes that are not.
    for heads in [12, 400, 4_000] {
        let plan = service(24, &cohort(heads, "[leaving]\nannual_rate = { all = 0.25 }"));
        for month in [0, 5, 11, 23] {
            let left = figures(&plan, 300, |story| story.months[month].teams[0][PermanentHeads]);
            let staying = libm::pow(stay(0.25), month as f64 + 1.0);
            assert_mean(&left, f64::from(heads) * staying);
            assert_variance(&left, f64::from(heads) * staying * (1.0 - staying));
        }
    }
}

#[test]
fn a_turnover_of_a_quarter_retains_exp_of_minus_a_quarter() {
    let plan = service(12, &cohort(4_000, "[leaving]\nannual_rate = { all = 0.25 }"));
    assert_mean(&figures(&plan, 1_000, |story| story.last_team()[PermanentHeads]), 4_000.0 * libm::exp(-0.25));
}

#[test]
fn starters_may_leave_in_the_month_they_arrive() {
    let intake = "[intake.i]\nteam = \"t\"\nroute = \"r\"\nmonth = \"2016-06\"\noffers = 50\ntake_up = 0.9\n";
    let plan = service(4, &cohort(0, &format!("[leaving]\nannual_rate = {{ all = 1.2 }}\n{intake}")));
    let at = |month: usize| figures(&plan, 1_000, move |story| story.months[month].teams[0][PermanentHeads]);
    assert_eq!(at(1), vec![0.0; 1_000]);
    assert_mean(&at(2), 45.0 * stay(1.2));
    assert_mean(&at(3), 45.0 * stay(1.2) * stay(1.2));
}

#[test]
fn people_leave_at_the_rate_for_their_length_of_service() {
    // Twenty months of service at the opening: two years at the start of the fifth month.
    let plan = service(8, &cohort(60, "[leaving]\nannual_rate = { under_2y = 0, from_2y = 1.2, from_5y = 0 }"));
    assert!(story(&plan, 1).months[..4].iter().all(|record| record.teams[0][Leavers] == 0.0));
    assert_mean(&figures(&plan, 500, |story| story.months[4].teams[0][PermanentHeads]), 60.0 * stay(1.2));
}

#[test]
fn a_change_of_the_rates_applies_from_its_first_month_to_its_last() {
    let change = "[change.c]\nfrom = \"2016-06\"\nuntil = \"2016-07\"\nmultiply = { \"leaving.annual_rate\" = 0 }\n";
    let plan = service(6, &cohort(200, &format!("[leaving]\nannual_rate = {{ all = 1.2 }}\n{change}")));
    for month in 0..6 {
        let leavers = figures(&plan, 300, |story| story.months[month].teams[0][Leavers]);
        assert_eq!(leavers.iter().sum::<f64>() > 0.0, !(2..4).contains(&month), "{month}");
    }
}

/// A hundred case holders with 20 cases each, and fifty people without cases; rates were measured at 19 cases.
fn busy(bounds: &str) -> crate::plan::Plan {
    service(
        1,
        &format!(
            "[team.t]\nestablishment = 0\ncaseload = {{ reference = 20, maximum = 90, measured_at = 19 }}\n\
             [route.holders.stage.s]\n[route.managers.stage.s]\ncaseload_share = 0\n\
             [staff.holders]\nteam = \"t\"\nroute = \"holders\"\nheads = 100\n\
             [staff.managers]\nteam = \"t\"\nroute = \"managers\"\nheads = 50\n\
             [leaving]\nannual_rate = {{ all = 0.6 }}\nworkload_effect = 0.6931471805599453\n{bounds}\n\
             [pathway.c]\nteam = \"t\"\nmonths = 6\ncases = 2_000\nnext = {{ closed = \"rest\" }}"
        ),
    )
}

#[test]
fn workload_affects_only_the_rate_of_case_holders() {
    for (bounds, factor) in [("", 2.0), ("highest_multiplier = 1.5", 1.5)] {
        let plan = busy(bounds);
        let left =
            |route: usize| figures(&plan, 1_000, move |story| story.months[0].routes[route][RouteCount::Leavers]);
        assert_mean(&left(0), 100.0 * (1.0 - stay(0.6 * factor)));
        assert_mean(&left(1), 50.0 * (1.0 - stay(0.6)));
    }
}

#[test]
fn workload_does_not_affect_the_leaving_of_trainees() {
    // Trainees have their own leaving table; the caseload is one case above that at which rates were measured.
    let plan = service(
        1,
        "[team.t]\nestablishment = 0\ncaseload = { reference = 20, maximum = 90, measured_at = 19 }\n\
         [route.step_up.stage.course]\nmonths = 12\nemployed = false\ncaseload_share = 0.5\nleaving = { all = 0.6 }\n\
         [route.step_up.stage.in_post]\n\
         [staff.trainees]\nteam = \"t\"\nroute = \"step_up\"\nstage = \"course\"\nheads = 100\n\
         [leaving]\nannual_rate = { all = 0.6 }\nworkload_effect = 0.6931471805599453\n\
         [pathway.c]\nteam = \"t\"\nmonths = 6\ncases = 2_000\nnext = { closed = \"rest\" }",
    );
    let left = figures(&plan, 1_000, |story| story.months[0].teams[0][Trainees]);
    assert_mean(&left, 100.0 * stay(0.6));
}

#[test]
fn the_completion_share_passes_to_the_next_stage() {
    let plan = service(
        3,
        "[team.t]\nestablishment = 0\n[route.nqsw.stage.asye]\nmonths = 2\ncompletion = 0.9\n[route.nqsw.stage.qualified]\n\
         [intake.i]\nteam = \"t\"\nroute = \"nqsw\"\nmonth = \"2016-04\"\noffers = 40\n[leaving]\nannual_rate = { all = 0 }",
    );
    let after = figures(&plan, 1_000, |story| story.last_team()[PermanentHeads]);
    assert_mean(&after, 36.0);
    assert_variance(&after, 40.0 * 0.9 * 0.1);
}

#[test]
fn a_campaign_brings_a_poisson_number_of_starters() {
    let plan = service(
        1,
        &cohort(0, "[leaving]\nannual_rate = { all = 0 }\n[intake.i]\nteam = \"t\"\nroute = \"r\"\nper_month = 1.7"),
    );
    let starters = figures(&plan, 3_000, |story| story.months[0].teams[0][Joiners]);
    assert_mean(&starters, 1.7);
    assert_variance(&starters, 1.7);
}

#[test]
fn a_campaign_into_vacancies_never_fills_more_posts_than_there_were() {
    for lead_time in [0, 3] {
        let plan = service(
            30,
            &format!(
                "[team.t]\nestablishment = 10\n[route.r.stage.s]\n\
                 [staff.g]\nteam = \"t\"\nroute = \"r\"\nheads = 6\n[leaving]\nannual_rate = {{ all = 0.5 }}\n\
                 [intake.i]\nteam = \"t\"\nroute = \"r\"\nper_month = 3\ninto_vacancies = true\nlead_time = {lead_time}\n\
                 [intake.j]\nteam = \"t\"\nroute = \"r\"\nper_month = 1\ninto_vacancies = true\nlead_time = {lead_time}"
            ),
        );
        let most = figures(&plan, 200, |story| {
            story.months.iter().map(|record| record.teams[0][PermanentHeads]).fold(0.0, f64::max)
        });
        assert!(most.iter().all(|&heads| heads <= 10.0));
        assert!(most.contains(&10.0));
    }
}

#[test]
fn hours_change_fte_and_pay_without_a_joiner_or_a_leaver() {
    let plan = service(
        6,
        "[team.t]\nestablishment = 12\n[route.r]\nfte_per_head = 0.8\n[route.r.stage.s]\npay = 60_000\n\
         [staff.g]\nteam = \"t\"\nroute = \"r\"\nheads = 10\n[leaving]\nannual_rate = { all = 0 }\n\
         [agency]\ncover = 1\n[workforce]\nhours = 0.9\n\
         [change.c]\nfrom = \"2016-07\"\nset = { \"workforce.hours\" = 0.5 }",
    );
    for (month, of_month) in story(&plan, 1).months.iter().enumerate() {
        let (team, fte) = (&of_month.teams[0], if month < 3 { 7.2 } else { 4.0 });
        assert_near(team[PermanentFte], fte);
        assert_near(team[PostsToCover], 12.0 - fte);
        assert_near(team[Cost], fte * 60_000.0 / 12.0 * 100.0);
        assert_eq!((team[PermanentHeads], team[Joiners], team[Leavers]), (10.0, 0.0, 0.0));
    }
}

#[test]
fn starters_of_a_campaign_have_the_stated_dispersion() {
    for dispersion in [0.0, 0.4] {
        let plan = service(
            1,
            &format!(
                "[team.t]\nestablishment = 0\n[route.r.stage.s]\n[leaving]\nannual_rate = {{ all = 0 }}\n\
                 [intake.i]\nteam = \"t\"\nroute = \"r\"\nper_month = 5\ndispersion = {dispersion}"
            ),
        );
        let starters = figures(&plan, 4_000, |story| story.months[0].teams[0][Joiners]);
        assert_mean(&starters, 5.0);
        assert_variance(&starters, 5.0 + dispersion * 25.0);
    }
}

/// Two teams whose posts follow their staff by these shares of a rise and of a fall. Four people join the first in August
/// 2016, two move to the other in November, and three of those in post leave in July 2017.
fn following(up: f64, down: f64, [one, other]: [&str; 2]) -> crate::plan::Plan {
    let rules = format!("establishment = 20\nestablishment_follows = {up}\nestablishment_follows_down = {down}\n");
    service(36, &following_text(&format!("{rules}{one}"), &format!("{rules}{other}")))
}

/// The service of [`following`], given the rules for the posts of each team.
fn following_text(one: &str, other: &str) -> String {
    format!(
        "[team.t]\n{one}\n[team.u]\n{other}\n[route.r.stage.s]\n[route.short.stage.first]\nmonths = 15\ncompletion = 0\n\
         [route.short.stage.last]\n[staff.g]\nteam = \"t\"\nroute = \"r\"\nheads = 10\n\
         [staff.h]\nteam = \"t\"\nroute = \"short\"\nstage = \"first\"\nheads = 3\n[leaving]\nannual_rate = {{ all = 0 }}\n\
         [intake.i]\nteam = \"t\"\nroute = \"r\"\nmonth = \"2016-08\"\noffers = 4\n\
         [move.m]\nmonth = \"2016-11\"\nroute = \"r\"\nheads = 2\nfrom_team = \"t\"\nto_team = \"u\""
    )
}

/// Asserts that the posts of the first team follow at the beginning of these two months, and those of the other never.
#[track_caller]
fn assert_posts_follow(months: [usize; 2], which: [&str; 2]) {
    for (up, down) in [(0.0, 0.0), (0.5, 0.0), (0.25, 1.0)] {
        let story = story(&following(up, down, which), 1);
        for (month, of_month) in story.months.iter().enumerate() {
            let followed = [0.0, 4.0 * up, 4.0 * up - 3.0 * down];
            let [one, other] = [&of_month.teams[0], &of_month.teams[1]];
            assert_near(one[Establishment], 20.0 + followed[months.iter().filter(|&&first| first <= month).count()]);
            assert_near(one[Vacancies], one[Establishment] - one[PermanentFte]);
            assert_near(other[Establishment], 20.0);
        }
        assert_near(story.months[35].teams[0][PermanentFte], 12.0);
    }
}

#[test]
fn posts_follow_the_net_change_of_staff_a_year_later() {
    assert_posts_follow([12, 24], ["", ""]);
}

/// September 2016 and 2017. The two people who move are counted by each team in its own month.
#[test]
fn posts_follow_staff_in_the_month_that_is_given() {
    let september = "establishment_follows_in = \"September\"";
    assert_posts_follow([5, 17], [september, september]);
    assert_posts_follow([5, 17], [september, ""]);
    assert_posts_follow([12, 24], ["establishment_follows_in = \"April\"", september]);
}

/// The service of [`following`], with other rules for the posts of the first team.
fn with_elasticity(establishment: f64, rules: &str) -> crate::plan::Plan {
    let text = following_text(
        &format!("establishment = {establishment}\n{rules}"),
        "establishment = 20\nvacancy_elasticity = 1",
    );
    service(36, &text)
}

/// What is left of these vacancies when staff have changed, if posts neither fall as staff join nor rise as they leave.
fn left_vacant(vacant: f64, elasticity: f64, before: f64, now: f64) -> f64 {
    let left = vacant * libm::pow(now / before, -elasticity);
    if now > before { f64::max(left, vacant - (now - before)) } else { f64::min(left, vacant + (before - now)) }
}

/// Of 20 posts 13 are filled, and two of the people move: nine are vacant while 11 become 15, and then 15 become 12.
#[test]
fn vacancies_change_in_proportion_to_staff() {
    for elasticity in [0.0, 0.5, 1.3, 5.0] {
        let story = story(&with_elasticity(20.0, &format!("vacancy_elasticity = {elasticity}")), 1);
        let first = left_vacant(9.0, elasticity, 11.0, 15.0);
        let posts = [20.0, 15.0 + first, 12.0 + left_vacant(first, elasticity, 15.0, 12.0)];
        for (month, of_month) in story.months.iter().enumerate() {
            let [one, other] = [&of_month.teams[0], &of_month.teams[1]];
            assert_near(one[Establishment], posts[month / 12]);
            assert_near(one[Vacancies], one[Establishment] - one[PermanentFte]);
            assert_near(other[Establishment], 20.0);
        }
    }
    // Posts that neither fall nor rise are those of a very high elasticity, and none at all makes them follow in full.
    assert_near(left_vacant(9.0, 5.0, 11.0, 15.0), 5.0);
    assert_near(left_vacant(9.0, 0.0, 11.0, 15.0), 9.0);
}

#[test]
fn a_team_without_vacancies_keeps_its_posts() {
    let story = story(&with_elasticity(11.0, "vacancy_elasticity = 1.3"), 1);
    for of_month in &story.months {
        assert_near(of_month.teams[0][Establishment], 11.0);
    }
}

/// Four join in August 2016, two move in November and three leave in July 2017.
#[test]
fn posts_may_follow_every_month() {
    let rules = "vacancy_elasticity = 0.5\nestablishment_follows_in = \"every month\"";
    let story = story(&with_elasticity(20.0, rules), 1);
    let first = 17.0 + left_vacant(7.0, 0.5, 13.0, 17.0);
    let second = 12.0 + left_vacant(first - 15.0, 0.5, 15.0, 12.0);
    for (month, of_month) in story.months.iter().enumerate() {
        assert_near(
            of_month.teams[0][Establishment],
            [20.0, first, second][[5, 16].iter().filter(|&&from| from <= month).count()],
        );
    }
}

/// Ten of 16 posts are filled. Half of the vacant ones go from June 2016 to May 2018; those of June are half of the six of the
/// opening, and what comes back in June 2018 is as much as was vacant in April.
#[test]
fn a_factor_on_vacant_posts_takes_out_none_that_is_filled() {
    for (factor, posts) in [(0.5, 13.0), (0.001, 10.006), (2.0, 22.0)] {
        let plan = service(
            36,
            &format!(
                "[team.t]\nestablishment = 16\nvacant_posts = 1\n[route.r.stage.s]\n[staff.g]\nteam = \"t\"\nroute = \"r\"\nheads = 10\n\
                 [leaving]\nannual_rate = {{ all = 0 }}\n\
                 [change.c]\nfrom = \"2016-06\"\nuntil = \"2018-05\"\nmultiply = {{ \"team.t.vacant_posts\" = {factor} }}"
            ),
        );
        for (month, of_month) in story(&plan, 1).months.iter().enumerate() {
            let team = &of_month.teams[0];
            assert_near(team[Establishment], if (2..26).contains(&month) { posts } else { 16.0 });
            assert_near(team[FundedPosts], 16.0);
        }
    }
}

/// Three of 13 leave in June 2017, and in April 2018 their posts go.
#[test]
fn a_target_on_vacancies_says_where_it_is_met_with_fewer_posts() {
    let target = |id: &str, by: &str| {
        format!(
            "[target.{id}]\nmeasure = \"vacancy_rate\"\nat_most = 0.15\n{by}\n\
             [target.{id}_heads]\nmeasure = \"permanent_heads\"\nat_most = 20\n{by}\n"
        )
    };
    let targets = [
        target("before", "by = \"2017-05\""),
        target("missed", "by = \"2018-03\""),
        target("fewer", "by = \"2018-04\""),
        target("year", "year = \"2018-19\""),
        target("from", "from = \"2018-05\""),
    ];
    let plan = |follows: &str| {
        service(
            36,
            &format!(
                "[team.t]\nestablishment = 14\n{follows}[route.r.stage.s]\n[route.short.stage.first]\nmonths = 15\n\
                 completion = 0\n[route.short.stage.last]\n[staff.g]\nteam = \"t\"\nroute = \"r\"\nheads = 10\n\
                 [staff.h]\nteam = \"t\"\nroute = \"short\"\nstage = \"first\"\nheads = 3\n\
                 [leaving]\nannual_rate = {{ all = 0 }}\n{}",
                targets.concat()
            ),
        )
    };
    let follows = plan("establishment_follows_down = 1\n");
    let (layout, row) = (Layout::new(&follows), follows.future(1).values);
    let vacancies = [0, 2, 4, 6, 8];
    assert_eq!(vacancies.map(|target| row[layout.target(target)]), [1.0, 0.0, 1.0, 1.0, 1.0]);
    let fewer = vacancies.map(|target| row[layout.find_met_with_fewer_posts(target).unwrap()]);
    assert_eq!(fewer, [0.0, 0.0, 1.0, 1.0, 1.0]);
    assert_eq!(layout.find_met_with_fewer_posts(1), None);
    assert!(Layout::new(&plan("")).vacancy_targets.is_empty());
}
