//! Every kind of sentence, in the singular, in the plural and empty, and the corresponding entries.

mod agency;
mod cases;
mod people;
mod responses;

use super::entry::{Entry, Kind, Stock};
use super::naming::Naming;
use crate::ids::{RouteId, StageOfRoute, TeamId};
use crate::model::{Event, Origin, People};
use crate::plan::Plan;
use crate::scenario::Scenario;

/// A service that covers every kind of sentence; month 0 is April 2016.
const TEXT: &str = r#"
format = 1
name = "Told"
start = "2016-04"
months = 24

[team.mash]
name = "MASH"
establishment = 10

[team.cin]
name = "Child in need"
establishment = 20
caseload = { reference = 20, maximum = 30 }

[route.nqsw]
name = "Newly qualified"
stage.asye = { name = "ASYE", months = 12 }
stage.qualified = { name = "Qualified" }

[route.step_up]
name = "Step Up"
stage.course = { name = "Course", months = 14, employed = false }
stage.asye = { name = "ASYE", months = 12 }
stage.qualified = { name = "Qualified" }

[staff.old]
team = "cin"
route = "nqsw"
heads = 4
months_in_service = 96

[staff.students]
team = "cin"
route = "step_up"
stage = "course"
heads = 3
months_in_service = 8

[intake.april]
name = "NQSWs, April"
team = "cin"
route = "nqsw"
month = "2016-04"
offers = 4

[intake.adverts]
name = "Adverts"
team = "cin"
route = "nqsw"
per_month = 1

[intake.course]
name = "Course places"
team = "cin"
route = "step_up"
per_month = 1

[leaving]
annual_rate = { all = 0 }

[demand]
contacts = { per_month = 10, conversion = 0.5 }
next = { assessment = "rest" }

[pathway.assessment]
name = "Assessment"
team = "cin"
months = 2
cases = 20
next = { plan = 0.5, closed = "rest" }

[pathway.plan]
name = "Plan"
team = "cin"
months = 6
next = { closed = "rest" }

[award.rise]
month = "2016-06"
rate = 0.01

[change.before]
name = "Long hours"
from = "2015-01"
until = "2016-05"
cost_per_month = 1

[change.triage]
name = "Police triage"
from = "2016-06"
phase_in = 6
cost_per_month = 1
"#;

fn plan() -> Plan {
    Plan::new(Scenario::parse(TEXT).expect("a scenario"))
}

const MASH: TeamId = TeamId::new(0);
const CIN: TeamId = TeamId::new(1);

/// People of the April intake together, in their first year.
fn april(heads: u32) -> People {
    People {
        team: CIN,
        route: RouteId::new(0),
        stage: StageOfRoute::new(0),
        origin: Origin::Intake(0),
        service_from: 0,
        number: None,
        heads,
    }
}

/// The person to whom the April intake's offer `number` was made, in their first year.
fn offer(number: u32) -> People {
    People { number: Some(number - 1), ..april(1) }
}

/// Number `number` of those who started through adverts in month `month`.
fn advert(number: u32, month: i32) -> People {
    People { origin: Origin::Intake(1), service_from: month, ..offer(number) }
}

/// Long-serving opening staff.
fn old(heads: u32) -> People {
    People { stage: StageOfRoute::new(1), origin: Origin::Opening(0), service_from: -96, ..april(heads) }
}

/// Opening trainees.
fn students(heads: u32) -> People {
    People { route: RouteId::new(1), origin: Origin::Opening(1), service_from: -8, ..april(heads) }
}

/// The stock, team, amount and text of each entry of an event.
fn posted(event: Event) -> Vec<(Option<Stock>, &'static str, f64, String)> {
    let plan = plan();
    let naming = Naming { plan: &plan, month: 3 };
    let all = [
        super::people::entries(naming, event),
        super::agency::entries(naming, event),
        super::cases::entries(naming, event),
    ]
    .concat();
    let team = |entry: &Entry<'_>| ["mash", "cin", "service"].into_iter().find(|id| *id == entry.team).unwrap_or("?");
    all.iter().map(|entry| (entry.stock, team(entry), entry.amount, entry.text.to_string())).collect()
}

/// The number of the person in each entry of an event.
fn person_cells(event: Event) -> Vec<Option<u32>> {
    let plan = plan();
    super::people::entries(Naming { plan: &plan, month: 3 }, event).iter().map(|entry| entry.person).collect()
}

/// The same without the text.
fn moves(event: Event) -> Vec<(Option<Stock>, &'static str, f64)> {
    posted(event).into_iter().map(|(stock, team, amount, _)| (stock, team, amount)).collect()
}

#[test]
fn changes_are_reported_when_they_begin_and_after_they_end() {
    let plan = plan();
    let actual = |month| {
        let entries = super::changes::entries(Naming { plan: &plan, month });
        entries.into_iter().map(|entry| (entry.kind, entry.text.into_owned())).collect::<Vec<_>>()
    };
    assert_eq!(actual(0), [(Kind::ChangeBegins, "In force since Jan 2015: Long hours.".to_owned())]);
    assert_eq!(actual(1), []);
    let june = [
        (Kind::ChangeEnded, "Ended: Long hours.".to_owned()),
        (Kind::ChangeBegins, "Begins, phased in over 6 months: Police triage.".to_owned()),
        (Kind::PayAward, "A pay award takes effect: rise.".to_owned()),
    ];
    assert_eq!(actual(2), june);
    assert_eq!(actual(3), []);
}

#[test]
fn yearly_effects_are_reported_in_the_first_month_and_when_a_year_begins() {
    let more = "\n[yearly.good]\nname = \"Good years\"\ninputs = [\"leaving.annual_rate\"]\nsd = 0.2\nbegins = \"June\"\n\
                phase_in = 2\n[yearly.market]\ninputs = { \"agency.fill\" = 1 }\nsd = 0.2\nstep = \"month\"\n\
                relative_to = \"last_12_months\"\n[yearly.pay]\nname = \"Charges\"\n\
                inputs = [\"agency.charge_per_hour\"]\nsd = 0.2\nstep = \"month\"\nopens_at = 1.1\n";
    let plan = Plan::new(Scenario::parse(&format!("{}{more}", crate::examples::SMALL)).expect("a scenario"));
    let courses = plan.inputs.courses(plan.scenario(), 3, 3);
    let actual = |month| {
        let entries = super::yearly::entries(Naming { plan: &plan, month }, &courses);
        entries.into_iter().map(|entry| (entry.of, entry.amount, entry.text.into_owned())).collect::<Vec<_>>()
    };
    let rate = plan.scenario().inputs.find("leaving.annual_rate.all").expect("an input");
    let by_month: Vec<f64> = plan.inputs.by_month(rate, 3).into_iter().map(|futures| futures[2]).collect();
    for (month, of) in [(0, vec!["good", "market", "pay"]), (1, vec![]), (2, vec![]), (3, vec!["good"]), (4, vec![])] {
        let told = actual(month);
        assert_eq!(told.iter().map(|(of, ..)| *of).collect::<Vec<_>>(), of, "month {month}");
        for (_, factor, text) in told.iter().filter(|(of, ..)| *of == "good") {
            assert!((0.15 * factor - by_month[month]).abs() < 1e-12);
            let percent = (100.0 * factor).round();
            let expected = format!("Good years: leaving.annual_rate.all is at {percent}% of its usual value.");
            assert_eq!(*text, expected);
        }
    }
    assert!(actual(0)[1].2.starts_with("market: the odds of agency.fill are at "), "{:?}", actual(0));
    assert!(actual(0)[1].2.ends_with("% of their mean over the 12 months before the start."), "{:?}", actual(0));
    let pay = &actual(0)[2];
    let percent = (100.0 * pay.1).round();
    assert_eq!(pay.2, format!("Charges: agency.charge_per_hour is at {percent}% of its value at the start."));
}

#[test]
fn a_count_is_written_with_its_change() {
    assert_eq!(super::balances::count_and_change(70.0, 70.0, "trainee", "trainees"), "70 trainees");
    assert_eq!(super::balances::count_and_change(0.0, 1.0, "trainee", "trainees"), "1 trainee (+1)");
    assert_eq!(super::balances::count_and_change(1_201.0, 1_200.0, "open", "open"), "1,200 open (-1)");
}
