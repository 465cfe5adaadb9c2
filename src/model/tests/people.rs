//! Law 1: people are conserved. A ledger built from the model's events agrees with its records.

use std::collections::BTreeSet;

use super::world::{Rules, for_worlds};
use super::{
    AgencyStep, Event, Futures, Origin, People, Replication, assert_near, assert_whole, input_by_month, service, story,
};
use crate::measures::counts::RouteCount;
use crate::measures::counts::TeamCount::{
    self, AgencyFte, AgencyLeavers, AgencyOrders, AgencyStarters, AgencyWorkers, Establishment, Joiners, Leavers,
    Leavers12MonthsFte, OpenCases, PermanentFte, PermanentHeads, Trainees, Vacancies,
};
use crate::measures::month_record::MonthRecord;
use crate::plan::Plan;
use crate::scenario::Route;

/// Staff in post, derived only from events.
struct PeopleLedger<'p> {
    plan: &'p Plan,
    /// Permanent staff by team and route.
    permanent: Vec<Vec<i64>>,
    /// Trainees by team.
    trainees: Vec<i64>,
    agency: Vec<i64>,
    orders: Vec<i64>,
    month: Flows,
    /// The factor on permanent FTE this month.
    hours: f64,
}

/// Flows of a month.
#[derive(Clone, Default)]
struct Flows {
    joiners_by_team: Vec<i64>,
    joiners_by_route: Vec<i64>,
    leavers_by_team: Vec<i64>,
    leavers_by_route: Vec<i64>,
    left_fte: Vec<f64>,
    agency_starters: Vec<i64>,
    agency_leavers: Vec<i64>,
}

impl Flows {
    fn new(teams: usize, routes: usize) -> Self {
        let (by_team, by_route) = (vec![0; teams], vec![0; routes]);
        Self {
            joiners_by_team: by_team.clone(),
            joiners_by_route: by_route.clone(),
            leavers_by_team: by_team.clone(),
            leavers_by_route: by_route,
            left_fte: vec![0.0; teams],
            agency_starters: by_team.clone(),
            agency_leavers: by_team,
        }
    }
}

impl<'p> PeopleLedger<'p> {
    /// The opening as stated in the scenario; orders, which may be derived, as recorded.
    fn open(plan: &'p Plan, opening: &MonthRecord) -> Self {
        let scenario = plan.scenario();
        let (teams, routes) = (scenario.teams.len(), scenario.routes.len());
        let agency = scenario.teams.iter().map(|team| i64::from(team.agency_workers)).collect();
        let month = Flows::new(teams, routes);
        let orders = opening.teams.iter().map(|team| team[AgencyOrders] as i64).collect();
        let mut ledger = Self {
            plan,
            permanent: vec![vec![0; routes]; teams],
            trainees: vec![0; teams],
            agency,
            orders,
            month,
            hours: 1.0,
        };
        for group in &scenario.staff {
            let heads = i64::from(group.heads);
            if scenario.routes[group.route].stages[group.stage].employed {
                ledger.permanent[group.team.index()][group.route.index()] += heads;
            } else {
                ledger.trainees[group.team.index()] += heads;
            }
        }
        ledger
    }

    fn tell(&mut self, event: Event) {
        match event {
            Event::Started(people) | Event::Converted(people) => self.join(people),
            Event::Passed(people) => {
                self.go(people);
                self.join(People { stage: people.stage.next(), ..people });
                // Passing on within a team does not count as joining, except for trainees who qualify.
                if self.is_employed(people) {
                    self.month.joiners_by_team[people.team.index()] -= i64::from(people.heads);
                    self.month.joiners_by_route[people.route.index()] -= i64::from(people.heads);
                }
            }
            Event::Failed(people) | Event::Left(people) => {
                self.go(people);
                if self.is_employed(people) {
                    let heads = i64::from(people.heads);
                    self.month.leavers_by_team[people.team.index()] += heads;
                    self.month.leavers_by_route[people.route.index()] += heads;
                    self.month.left_fte[people.team.index()] +=
                        heads as f64 * self.route(people).fte_per_head * self.hours;
                }
            }
            Event::Moved { people, to } => {
                assert!(self.is_employed(people));
                self.permanent[people.team.index()][people.route.index()] -= i64::from(people.heads);
                self.permanent[to.index()][people.route.index()] += i64::from(people.heads);
            }
            Event::Agency { team, step, workers } => self.tell_agency(team.index(), step, i64::from(workers)),
            Event::Offered { .. } | Event::Response { .. } | Event::Cases { .. } => {}
        }
        let counts = self.permanent.iter().flatten().chain(&self.agency).chain(&self.trainees).chain(&self.orders);
        assert!(counts.into_iter().all(|&count| count >= 0), "{event:?} takes more than there are");
    }

    fn tell_agency(&mut self, team: usize, step: AgencyStep, workers: i64) {
        match step {
            AgencyStep::Ordered => self.orders[team] += workers,
            AgencyStep::Cancelled => self.orders[team] -= workers,
            AgencyStep::Started => {
                self.orders[team] -= workers;
                self.agency[team] += workers;
                self.month.agency_starters[team] += workers;
            }
            AgencyStep::NoticeGiven | AgencyStep::NoticeWithdrawn => {}
            AgencyStep::AssignmentEnded | AgencyStep::NoticeRanOut | AgencyStep::Released | AgencyStep::Converted => {
                self.agency[team] -= workers;
                self.month.agency_leavers[team] += workers;
            }
        }
    }

    fn route(&self, people: People) -> &'p Route {
        &self.plan.scenario().routes[people.route]
    }

    fn is_employed(&self, people: People) -> bool {
        self.route(people).stages[people.stage].employed
    }

    /// The count that includes these people: permanent staff of their team and route, or trainees of their team.
    fn count(&mut self, people: People) -> &mut i64 {
        if self.is_employed(people) {
            &mut self.permanent[people.team.index()][people.route.index()]
        } else {
            &mut self.trainees[people.team.index()]
        }
    }

    fn join(&mut self, people: People) {
        *self.count(people) += i64::from(people.heads);
        if self.is_employed(people) {
            self.month.joiners_by_team[people.team.index()] += i64::from(people.heads);
            self.month.joiners_by_route[people.route.index()] += i64::from(people.heads);
        }
    }

    fn go(&mut self, people: People) {
        *self.count(people) -= i64::from(people.heads);
    }

    /// Begins a month and applies its events.
    fn tell_month(&mut self, events: &[Event]) {
        self.month = Flows::new(self.agency.len(), self.month.joiners_by_route.len());
        for &event in events {
            self.tell(event);
        }
    }
}

/// The factor on permanent FTE in replication `n`: at the opening, and month by month.
fn hours(plan: &Plan, n: u64) -> (f64, Vec<f64>) {
    let (id, mut futures) = (plan.scenario().workforce.hours, Futures::<1>::new(plan));
    futures.draw(plan, &[Replication::new(n)]);
    (futures.inputs[id.0].0[0], input_by_month(plan, n, id))
}

/// Compares the ledger with each record of replications of random worlds, the opening's first.
fn follow(n: u32, check: impl Fn(&PeopleLedger<'_>, &MonthRecord)) {
    for_worlds(n, Rules::ALL, |world| {
        let plan = super::plan(&world.text);
        for n in 1..=3 {
            let story = story(&plan, n);
            let mut ledger = PeopleLedger::open(&plan, &story.opening);
            let (opening, hours) = hours(&plan, n);
            ledger.hours = opening;
            check(&ledger, &story.opening);
            for (month, _, record, events) in story.steps() {
                ledger.hours = hours[month];
                ledger.tell_month(events);
                check(&ledger, record);
            }
        }
    });
}

#[test]
fn closing_permanent_staff_are_opening_staff_plus_joiners_less_leavers() {
    follow(150, |ledger, record| {
        let scenario = ledger.plan.scenario();
        for (team, by_route) in record.teams.iter().zip(&ledger.permanent) {
            assert_whole(team[PermanentHeads]);
            assert_near(team[PermanentHeads], by_route.iter().sum::<i64>() as f64);
            let fte = by_route.iter().zip(&scenario.routes).map(|(&heads, route)| heads as f64 * route.fte_per_head);
            assert_near(team[PermanentFte], ledger.hours * fte.sum::<f64>());
        }
        for (index, (route, of)) in record.routes.iter().zip(&scenario.routes).enumerate() {
            let heads = ledger.permanent.iter().map(|by_route| by_route[index]).sum::<i64>() as f64;
            assert_near(route[RouteCount::PermanentFte], ledger.hours * heads * of.fte_per_head);
        }
    });
}

#[test]
fn joiners_and_leavers_match_the_events() {
    follow(60, |ledger, record| {
        for (index, team) in record.teams.iter().enumerate() {
            assert_near(team[Joiners], ledger.month.joiners_by_team[index] as f64);
            assert_near(team[Leavers], ledger.month.leavers_by_team[index] as f64);
        }
        for (index, route) in record.routes.iter().enumerate() {
            assert_near(route[RouteCount::Joiners], ledger.month.joiners_by_route[index] as f64);
            assert_near(route[RouteCount::Leavers], ledger.month.leavers_by_route[index] as f64);
        }
    });
}

#[test]
fn closing_agency_staff_are_opening_staff_plus_starters_less_leavers() {
    follow(150, |ledger, record| {
        for (index, team) in record.teams.iter().enumerate() {
            assert_whole(team[AgencyWorkers]);
            assert_near(team[AgencyWorkers], ledger.agency[index] as f64);
            assert_near(team[AgencyFte], team[AgencyWorkers] * ledger.plan.scenario().agency.fte_per_worker);
            assert_near(team[AgencyStarters], ledger.month.agency_starters[index] as f64);
            assert_near(team[AgencyLeavers], ledger.month.agency_leavers[index] as f64);
            assert_whole(team[AgencyOrders]);
        }
    });
}

#[test]
fn trainees_are_starters_less_those_who_qualified_failed_or_left() {
    follow(60, |ledger, record| {
        for (team, &expected) in record.teams.iter().zip(&ledger.trainees) {
            assert_whole(team[Trainees]);
            assert_near(team[Trainees], expected as f64);
        }
    });
}

#[test]
fn outstanding_orders_are_placed_less_cancelled_and_filled() {
    follow(60, |ledger, record| {
        for (team, &expected) in record.teams.iter().zip(&ledger.orders) {
            assert_near(team[AgencyOrders], expected as f64);
        }
    });
}

#[test]
fn leaver_events_contain_the_month_of_starting_and_the_person() {
    let plan = service(
        14,
        "[team.t]\nestablishment = 10\n[route.nqsw.stage.asye]\nmonths = 6\ncompletion = 0\n\
         [route.nqsw.stage.qualified]\n[staff.first]\nteam = \"t\"\nroute = \"nqsw\"\nstage = \"asye\"\nheads = 2\n\
         months_in_service = 4\n[intake.second]\nteam = \"t\"\nroute = \"nqsw\"\nmonth = \"2016-07\"\noffers = 3\n\
         [leaving]\nannual_rate = { all = 0 }",
    );
    let story = story(&plan, 1);
    let failed = |month: usize| {
        let people = story.events[month].iter().filter_map(|event| match event {
            Event::Failed(people) => Some((people.origin, people.service_from, people.number, people.heads)),
            _ => None,
        });
        people.collect::<Vec<_>>()
    };
    // Opening staff are one group; people of an arrival are reported one by one.
    assert_eq!(failed(2), [(Origin::Opening(0), -4, None, 2)]);
    assert_eq!(failed(9), [0, 1, 2].map(|number| (Origin::Intake(0), 3, Some(number), 1)));
}

#[test]
fn people_of_an_arrival_are_reported_one_by_one_and_leave_once() {
    for_worlds(100, Rules::ALL, |world| {
        let plan = super::plan(&world.text);
        let mut gone = BTreeSet::new();
        for event in story(&plan, 1).events.into_iter().flatten() {
            let (people, leaves) = match event {
                Event::Left(people) | Event::Failed(people) => (people, true),
                Event::Passed(people) | Event::Moved { people, .. } => (people, false),
                _ => continue,
            };
            assert_eq!(people.number.is_none(), matches!(people.origin, Origin::Opening(_)), "{event:?}");
            assert!(people.number.is_none() || people.heads == 1, "{event:?}");
            if let (Origin::Intake(intake), true) = (people.origin, leaves) {
                let employed = plan.scenario().routes[people.route].stages[people.stage].employed;
                assert!(gone.insert((intake, employed, people.service_from, people.number)), "{event:?} again");
            }
        }
    });
}

#[test]
fn the_service_is_the_sum_of_its_teams() {
    follow(40, |_, record| {
        let sum = |count: TeamCount| record.teams.iter().map(|team| team[count]).sum::<f64>();
        let vacancies = record.teams.iter().map(|team| (team[Establishment] - team[PermanentFte]).max(0.0));
        assert_near(record.service[PermanentHeads], sum(PermanentHeads));
        assert_near(record.service[Vacancies], vacancies.sum());
        assert_near(record.service[AgencyWorkers], sum(AgencyWorkers));
        assert_near(record.service[OpenCases], sum(OpenCases));
        assert_near(record.service[Leavers], record.routes.iter().map(|route| route[RouteCount::Leavers]).sum());
        assert_near(record.service[Joiners], record.routes.iter().map(|route| route[RouteCount::Joiners]).sum());
    });
}

#[test]
fn turnover_counts_all_leavers_of_the_last_twelve_months() {
    for_worlds(100, Rules::ALL, |world| {
        let plan = super::plan(&world.text);
        let story = story(&plan, 1);
        let mut left: Vec<Vec<f64>> = Vec::new();
        let mut ledger = PeopleLedger::open(&plan, &story.opening);
        let (_, hours) = hours(&plan, 1);
        for (month, _, after, events) in story.steps() {
            ledger.hours = hours[month];
            ledger.tell_month(events);
            left.push(ledger.month.left_fte.clone());
            for (index, (team, of)) in after.teams.iter().zip(&plan.scenario().teams).enumerate() {
                let since = (month + 1).saturating_sub(12);
                let seen: f64 = left[since..].iter().map(|by_team| by_team[index]).sum();
                let before_the_run = 11_usize.saturating_sub(month) as f64;
                match of.leavers_last_year {
                    Some(fte) => assert_near(team[Leavers12MonthsFte], seen + fte / 12.0 * before_the_run),
                    None if before_the_run > 0.0 => assert!(team[Leavers12MonthsFte].is_nan()),
                    None => assert_near(team[Leavers12MonthsFte], seen),
                }
            }
        }
    });
}

#[test]
fn people_who_fail_their_first_year_count_in_turnover_for_twelve_months() {
    let plan = service(
        16,
        "[team.t]\nestablishment = 10\nleavers_last_year = 0\n\
         [route.nqsw.stage.asye]\nmonths = 12\ncompletion = 0\n[route.nqsw.stage.qualified]\n\
         [staff.first_year]\nteam = \"t\"\nroute = \"nqsw\"\nstage = \"asye\"\nheads = 4\nmonths_in_service = 10\n\
         [leaving]\nannual_rate = { all = 0 }",
    );
    let story = story(&plan, 1);
    // They leave in the third month, and count as leavers of the last 12 months until the end of the fourteenth.
    let counted: Vec<f64> = story.months.iter().map(|record| record.teams[0][Leavers12MonthsFte]).collect();
    let expected: Vec<f64> = (0..16).map(|month| if (2..14).contains(&month) { 4.0 } else { 0.0 }).collect();
    assert_eq!(counted, expected);
}

#[test]
fn no_agency_worker_starts_above_the_cap_of_the_market_of_policy_or_of_the_team() {
    for_worlds(150, Rules::ALL, |world| {
        let plan = super::plan(&world.text);
        let (scenario, story) = (plan.scenario(), story(&plan, 1));
        let over = |cap: f64, fte: f64, starters: f64| starters > 0.0 && fte > cap + 1e-9;
        for cap in [scenario.agency.rates.market_cap, scenario.agency.rates.policy_cap].into_iter().flatten() {
            for (record, cap) in story.months.iter().zip(input_by_month(&plan, 1, cap)) {
                let all = &record.service;
                assert!(!over(cap, all[AgencyFte], all[AgencyStarters]), "{} above {cap}", all[AgencyFte]);
            }
        }
        for (index, team) in scenario.teams.iter().enumerate() {
            let Some(cap) = team.agency.policy_cap else { continue };
            for (record, cap) in story.months.iter().zip(input_by_month(&plan, 1, cap)) {
                let team = &record.teams[index];
                assert!(!over(cap, team[AgencyFte], team[AgencyStarters]), "{} above {cap}", team[AgencyFte]);
            }
        }
    });
}

#[test]
fn a_service_above_the_market_cap_takes_nobody_on_until_it_is_below() {
    let plan = service(
        24,
        "[team.t]\nestablishment = 20\nagency = { workers = 15 }\n[route.r.stage.s]\n\
         [leaving]\nannual_rate = { all = 0 }\n\
         [agency]\ncover = 1\nchurn = 0.2\nfill = 1\nlead_time = 0\nmarket_cap = 10",
    );
    for n in 1..=20 {
        for (_, before, after, _) in story(&plan, n).steps() {
            let (before, after) = (&before.teams[0], &after.teams[0]);
            let left = before[AgencyWorkers] - after[AgencyLeavers];
            assert_near(after[AgencyStarters], (10.0 - left).max(0.0));
        }
    }
}

#[test]
fn moves_take_the_newest_in_service_first_and_no_more_than_there_are() {
    let plan = service(
        2,
        "[team.from]\nestablishment = 10\n[team.to]\nestablishment = 10\n[route.r.stage.s]\n\
         [staff.long]\nteam = \"from\"\nroute = \"r\"\nheads = 3\nmonths_in_service = 60\n\
         [staff.new]\nteam = \"from\"\nroute = \"r\"\nheads = 2\nmonths_in_service = 6\n\
         [move.some]\nmonth = \"2016-04\"\nroute = \"r\"\nfrom_team = \"from\"\nto_team = \"to\"\nheads = 2\n\
         [move.many]\nmonth = \"2016-05\"\nroute = \"r\"\nfrom_team = \"from\"\nto_team = \"to\"\nheads = 9\n\
         [leaving]\nannual_rate = { all = 0 }\n[retention]\npayment = 1_200\nafter_months = 12",
    );
    let story = story(&plan, 1);
    let heads = |month: usize| story.months[month].teams.iter().map(|team| team[PermanentHeads]).collect::<Vec<_>>();
    assert_eq!(heads(0), [3.0, 2.0]);
    assert_eq!(heads(1), [0.0, 5.0]);
    // Those with a year of service, who receive retention payments, are the three who stayed in the first month.
    let retention = crate::measures::CostLine::Retention as usize;
    let paid = |month: usize| story.months[month].team_lines.iter().map(|lines| lines[retention]).collect::<Vec<_>>();
    assert_eq!(paid(0), [30_000.0, 0.0]);
    assert_eq!(paid(1), [0.0, 30_000.0]);
}

#[test]
fn an_agency_worker_who_becomes_a_trainee_counts_once_as_a_joiner() {
    let plan = service(
        6,
        "[team.t]\nestablishment = 10\nagency = { workers = 4 }\n\
         [route.training.stage.course]\nmonths = 3\nemployed = false\n[route.training.stage.in_post]\n\
         [leaving]\nannual_rate = { all = 0 }\n\
         [agency]\ncover = 0.4\nchurn = 0\nfill = 0\nconversion = 1\nconversion_route = \"training\"",
    );
    let story = story(&plan, 1);
    let joined: f64 = story.months.iter().map(|record| record.teams[0][Joiners]).sum();
    assert_near(joined, story.last_team()[PermanentHeads]);
}
