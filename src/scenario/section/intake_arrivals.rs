//! The arrivals of a dated intake: one for each month and each team.
//!
//! An intake that recurs or is split becomes so many intakes here, when it is read: all that comes afterwards knows arrivals
//! alone. They share their inputs, except those that the table of a month states for its own arrival.

use super::intake::{Arrival, Intake, IntakeContext};
use super::recurrence::Recurrence;
use crate::ids::TeamId;
use crate::scenario::Names;
use crate::scenario::declare::{InputId, Key, Kind, Quantity, QuantitySpec, Table, is_remark};
use crate::scenario::problem::{Contradiction, Problem};
use crate::scenario::source::Node;
use crate::units::{Month, Unit};

/// Most arrivals of one intake in a run; each takes memory and time.
const MOST_ARRIVALS: usize = 1_000;

/// The range of an amount of money.
pub(super) const POUNDS: (f64, f64) = (0.0, 10_000_000.0);

/// What an offer or a start costs or brings: keys and meanings.
pub(super) const COSTS: [(&str, &str); 3] = [
    ("cost_per_offer", "Cost of each offer: advertising, assessment."),
    ("cost_per_start", "Cost of each start: fees, relocation, golden hello."),
    ("grant_per_start", "Grant received for each start, such as ASYE funding."),
];

/// The offers of one team.
const OFFERS: QuantitySpec = QuantitySpec {
    unit: Unit::Heads,
    range: (0.0, 10_000.0),
    dated: true,
    doc: "Offers made for this team, rounded to whole people.",
};

/// The inputs of arrivals.
pub(super) struct ArrivalInputs {
    /// By team, the offers made.
    pub offers: Vec<(TeamId, InputId)>,
    pub take_up: InputId,
    /// In the order of [`COSTS`].
    pub costs: [InputId; 3],
}

/// The inputs that a table of the arrival's own states in place of the shared ones.
pub(super) struct OwnArrival {
    month: Month,
    offers: Vec<(TeamId, InputId)>,
    take_up: Option<InputId>,
    costs: [Option<InputId>; 3],
}

/// Offers to a single team.
pub(super) fn offers<'t, 'a>(t: &'t mut Table<'a>) -> Quantity<'t, 'a> {
    t.quantity("offers", OFFERS.unit, OFFERS.range, "For a dated intake: offers made, rounded to whole people.")
}

pub(super) fn take_up<'t, 'a>(t: &'t mut Table<'a>) -> Quantity<'t, 'a> {
    let doc = "For a dated intake: probability that an offer is taken up.";
    t.quantity("take_up", Unit::Probability, (0.0, 1.0), doc)
}

/// The offers by team of an intake that is split; empty if it is not, or if none is valid.
pub(super) fn read_teams(t: &mut Table<'_>, names: &Names, doc: &'static str) -> Vec<(TeamId, InputId)> {
    let kind = Kind::quantities(Key::Team, OFFERS.unit, OFFERS.range);
    let teams = t.table_of("teams", kind, doc, |t| {
        let keys = t.keys().into_iter().filter(|(key, _)| !is_remark(key));
        keys.filter_map(|(key, place)| {
            let team = names.teams.find(|name| *name == key);
            if team.is_none() {
                t.accept(&key);
                let known = t.reader.known(&names.teams);
                t.error(Problem::UnknownName { kind: "team", name: key.clone(), known }, Some(place));
            }
            Some((team?, t.quantity_in_form_or_least(&key, OFFERS)))
        })
        .collect()
    });
    if t.node().get("teams").is_some_and(Node::is_empty_table) {
        let expected = "the offers for each team, such as { cin = 7, mash = 3 }".into();
        let problem = Problem::WrongType { key: "teams".into(), expected, found: "an empty table".into() };
        let place = t.place_of("teams");
        t.error(problem, place);
    }
    teams.unwrap_or_default()
}

/// The tables of arrivals that have inputs of their own, by month.
pub(super) fn read_own(t: &mut Table<'_>, id: &str, names: &Names, team: TeamId) -> Vec<OwnArrival> {
    let is_split = t.has("teams");
    let doc = "What is different in one arrival of an intake with `every`; `MONTH` stands for its month, such as `2017-09`. What is \
               left out is as in `[intake.ID]`. A figure stated here is another figure: if uncertain, it has a draw of its own. No \
               offers leave the arrival out.";
    let of_teams = "Offers made for some of the teams, or for further ones, rounded to whole people.";
    t.by_month(doc, |t, month| {
        let teams = read_teams(t, names, of_teams);
        let offers = offers(t).optional();
        let (key, instead) = if is_split { ("offers", "teams") } else { ("teams", "offers") };
        if t.has(key) {
            let place = t.place_of(key);
            let what = Contradiction::OtherKeyOfArrival { id: id.to_owned(), key, instead };
            t.error(Problem::Inconsistent { what }, place);
        }
        OwnArrival {
            month,
            offers: offers.map_or(teams, |offers| vec![(team, offers)]),
            take_up: take_up(t).optional(),
            costs: COSTS.map(|(key, doc)| t.quantity(key, Unit::Pounds, POUNDS, doc).optional()),
        }
    })
}

/// The arrivals of a dated intake within the run, and those outside it that have a table of their own.
pub(super) fn expand(
    t: &mut Table<'_>,
    base: &Intake,
    recurrence: &Recurrence,
    (shared, own): (&ArrivalInputs, &[OwnArrival]),
    context: &IntakeContext<'_>,
) -> Vec<Intake> {
    check_own(t, &base.id, recurrence, own);
    let mut months = recurrence.months(context.run);
    let due = own.iter().map(|own| own.month).filter(|&month| recurrence.includes(month));
    months.extend(due.collect::<Vec<_>>());
    months.sort_unstable();
    months.dedup();
    let arrivals = months.len() * shared.offers.len();
    if arrivals > MOST_ARRIVALS {
        let place = t.place_of("every");
        let what = Contradiction::TooManyArrivals { id: base.id.clone(), arrivals, most: MOST_ARRIVALS };
        t.error(Problem::Inconsistent { what }, place);
        months.truncate(1);
    }
    let of_month = |month: &Month| {
        let own = own.iter().find(|own| own.month == *month);
        arrivals_of(base, recurrence, *month, (shared, own), context, t.has("teams"))
    };
    months.iter().flat_map(of_month).collect()
}

/// Every table of an arrival must belong to one.
fn check_own(t: &mut Table<'_>, id: &str, recurrence: &Recurrence, own: &[OwnArrival]) {
    for month in own.iter().map(|own| own.month) {
        let what = match recurrence.every {
            None if t.has("every") => continue,
            None => Contradiction::ArrivalWithoutEvery { month: month.iso() },
            Some(every) if t.has("month") && !recurrence.includes(month) => Contradiction::NoArrivalThen {
                id: id.to_owned(),
                month: month.iso(),
                every,
                first: recurrence.first.iso(),
                until: recurrence.until.map(Month::iso),
            },
            Some(_) => continue,
        };
        let place = t.place_of(&month.iso());
        t.error(Problem::Inconsistent { what }, place);
    }
}

/// The arrivals of one month, by team.
fn arrivals_of(
    base: &Intake,
    recurrence: &Recurrence,
    month: Month,
    (shared, own): (&ArrivalInputs, Option<&OwnArrival>),
    context: &IntakeContext<'_>,
    is_split: bool,
) -> Vec<Intake> {
    let mut offers = shared.offers.clone();
    for &(team, of_own) in own.iter().flat_map(|own| &own.offers) {
        match offers.iter_mut().find(|(known, _)| *known == team) {
            Some((_, offers)) => *offers = of_own,
            None => offers.push((team, of_own)),
        }
    }
    let take_up = own.and_then(|own| own.take_up).unwrap_or(shared.take_up);
    let cost = |index: usize| own.and_then(|own| own.costs[index]).unwrap_or(shared.costs[index]);
    let of_month = recurrence.every.map_or(String::new(), |_| format!(".{}", month.iso()));
    let of_team = |team: TeamId| {
        let of_team = context.teams.get(team.index()).filter(|_| is_split);
        let id = of_team.map_or(String::new(), |team| format!(".{}", team.id));
        (id, of_team.map_or(base.name.clone(), |team| format!("{}, {}", base.name, team.name)))
    };
    let arrival = |(team, offers): (TeamId, InputId)| {
        let (id, name) = of_team(team);
        Intake {
            address: format!("{}{of_month}{id}", base.address),
            subject: format!("{}{id}", base.subject),
            name,
            team,
            arrival: Arrival::Dated { month, first: recurrence.first, offers, take_up },
            cost_per_offer: cost(0),
            cost_per_start: cost(1),
            grant_per_start: cost(2),
            ..base.clone()
        }
    };
    offers.into_iter().map(arrival).collect()
}
