//! The number of people that a run may follow.

use std::collections::BTreeMap;

use crate::scenario::problem::Problem;
use crate::scenario::reader::Reader;
use crate::scenario::section::change::{Change, Edit};
use crate::scenario::section::intake::Arrival;
use crate::scenario::{InputId, Inputs, MAX_PEOPLE, Scenario};
use crate::units::Month;

/// The probability that a draw of an uncertain input is below the value that counts here.
const HIGH: f64 = 0.999;

/// The number of standard deviations of a normal variable that has this probability of being less.
const SPREADS: f64 = 3.09;

/// Reports an error if a run would follow more than [`MAX_PEOPLE`] people: everybody takes memory and time in all
/// replications that run side by side, whether or not they are still in post in all of them.
pub(super) fn people(reader: &mut Reader, scenario: &Scenario) {
    let sources = PeopleCount::new(&reader.inputs, scenario).by_source();
    let people: f64 = sources.iter().map(|(_, people)| people).sum();
    if people <= MAX_PEOPLE as f64 {
        return;
    }
    let largest = sources.into_iter().max_by(|one, two| one.1.total_cmp(&two.1));
    let Some((largest, of_largest)) = largest else { return };
    let place = reader.place_of_thing(&largest).or_else(|| reader.place_of("staff_csv"));
    reader.error(Problem::TooManyPeople { people, most: MAX_PEOPLE, largest, of_largest }, place);
}

/// An upper estimate of the people that a run follows.
struct PeopleCount<'a> {
    inputs: &'a Inputs,
    scenario: &'a Scenario,
    /// By input, the edits of all changes, in the order in which they apply.
    edits: BTreeMap<InputId, Vec<(&'a Change, Edit)>>,
}

impl<'a> PeopleCount<'a> {
    fn new(inputs: &'a Inputs, scenario: &'a Scenario) -> Self {
        let mut edits: BTreeMap<InputId, Vec<(&Change, Edit)>> = BTreeMap::new();
        for change in &scenario.changes {
            change.edits.iter().for_each(|&edit| edits.entry(edit.input).or_default().push((change, edit)));
        }
        Self { inputs, scenario, edits }
    }

    /// The address of everything that brings people into the run, with their number. A person who moves is followed in
    /// both teams.
    fn by_source(&self) -> Vec<(String, f64)> {
        let Scenario { staff, intakes, moves, teams, .. } = self.scenario;
        let groups = staff.iter().map(|group| (format!("staff.{}", group.id), f64::from(group.heads)));
        // The arrivals of one table follow on from each other.
        let intakes = intakes.chunk_by(|one, next| one.id == next.id).map(|of_table| {
            let people = of_table.iter().map(|intake| self.arrivals(&intake.arrival)).sum();
            (format!("intake.{}", of_table[0].id), people)
        });
        let moves = moves.iter().map(|one| (format!("move.{}", one.id), f64::from(one.heads)));
        let teams = teams.iter().map(|team| (format!("team.{}", team.id), self.conversions(team)));
        groups.chain(intakes).chain(moves).chain(teams).collect()
    }

    fn arrivals(&self, arrival: &Arrival) -> f64 {
        let (start, end) = (self.scenario.start, self.scenario.end());
        match *arrival {
            Arrival::Dated { month, offers, .. } => self.over(offers, (month.max(start), month.min(end)), |high| high),
            Arrival::Rolling { per_month, dispersion, from, until, .. } => {
                let (from, until) =
                    (from.map_or(start, |from| from.max(start)), until.map_or(end, |until| until.min(end)));
                let dispersion = self.high(dispersion);
                self.over(per_month, (from, until), |mean| greatest(mean, dispersion))
            }
        }
    }

    /// Agency workers of a team who become permanent, if all its posts were covered by agency workers throughout.
    fn conversions(&self, team: &crate::scenario::Team) -> f64 {
        let agency = &self.scenario.agency;
        let conversion =
            team.agency.conversion.or(agency.rates.conversion).filter(|_| agency.conversion_route.is_some());
        let Some(conversion) = conversion else { return 0.0 };
        let months = (self.scenario.start, self.scenario.end());
        let most = |input: InputId| self.over_months(input, months).fold(0.0, f64::max);
        let posts = most(team.establishment) + most(team.standing_posts);
        let workers = (posts / agency.fte_per_worker).max(f64::from(team.agency_workers));
        self.over(conversion, months, |high| greatest(workers * high, 0.0).min(workers))
    }

    /// The sum of `people` over the months `from` to `until`, each at the highest value of an input.
    fn over(&self, input: InputId, months: (Month, Month), people: impl Fn(f64) -> f64) -> f64 {
        self.over_months(input, months).map(people).sum()
    }

    /// The highest value of an input in each month.
    fn over_months(&self, input: InputId, (from, until): (Month, Month)) -> impl Iterator<Item = f64> {
        let months = (until.since(from) + 1).max(0);
        let unchanged = (!self.edits.contains_key(&input)).then(|| self.moved(input));
        (0..months).map(move |after| unchanged.unwrap_or_else(|| self.in_month(input, from.plus(after))))
    }

    /// The highest value of an input in a month, with every change that is in force in it. All kinds of edits rise with
    /// the value and with the amount.
    fn in_month(&self, input: InputId, month: Month) -> f64 {
        let mut value = self.moved(input);
        for (change, edit) in self.edits.get(&input).into_iter().flatten() {
            let begins = change.from.unwrap_or(month);
            if month < begins || change.until.is_some_and(|until| month > until) {
                continue;
            }
            let full = edit.kind.of(value, self.high(edit.amount), 1.0);
            // A response may or may not be in force.
            let is_full = change.response.is_none() && month.since(begins) + 1 >= change.phase_in.cast_signed();
            value = if is_full { full } else { full.max(value) };
        }
        let of = self.inputs.get(input);
        value.clamp(of.min, of.max)
    }

    /// The highest value of an input that yearly effects move, before any change.
    fn moved(&self, input: InputId) -> f64 {
        let of = self.inputs.get(input);
        let mut value = self.high(input);
        for effect in &self.scenario.yearly {
            let Some(&(_, loading)) = effect.inputs.iter().find(|&&(one, _)| one == input) else { continue };
            let years = if self.high(effect.persistence) == 1.0 { f64::from(self.scenario.months) / 12.0 } else { 1.0 };
            let spread = SPREADS * loading.abs() * self.high(effect.sd) * years.max(1.0).sqrt();
            let factor = libm::exp((spread + self.return_to_usual(effect.opens_at, loading)).min(200.0));
            value *= if of.unit.is_share() { factor / (1.0 - value + value * factor) } else { factor };
        }
        value.clamp(of.min, of.max)
    }

    /// The greatest logarithm by which an input may rise as its effect returns from the opening to the usual level.
    fn return_to_usual(&self, opens_at: Option<InputId>, loading: f64) -> f64 {
        let Some(opens_at) = opens_at else { return 0.0 };
        let rises = [1.0 - HIGH, HIGH].map(|p| -loading * libm::log(self.quantile(opens_at, p)));
        rises.into_iter().fold(0.0, f64::max)
    }

    /// The highest value of an input before any effect or change.
    fn high(&self, input: InputId) -> f64 {
        self.quantile(input, HIGH)
    }

    fn quantile(&self, input: InputId, p: f64) -> f64 {
        let input = self.inputs.get(input);
        input.quantile.as_ref().map_or_else(|| input.mean(), |quantile| quantile.at(p))
    }
}

/// About the greatest of 64 counts with this mean and over-dispersion: three standard deviations above it.
fn greatest(mean: f64, dispersion: f64) -> f64 {
    mean + 3.0 * (mean + dispersion * mean * mean).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::examples::SMALL;

    /// The people by source in the small example with `more` lines at its end.
    fn by_source(more: &str) -> Vec<(String, f64)> {
        let scenario = Scenario::parse(&format!("{SMALL}\n{more}")).expect("a scenario");
        let people = PeopleCount::new(&scenario.inputs, &scenario).by_source();
        people.into_iter().filter(|(_, people)| *people > 0.0).collect()
    }

    fn of(source: &str, more: &str) -> f64 {
        by_source(more).into_iter().find(|(address, _)| address == source).map_or(0.0, |(_, people)| people)
    }

    const CAMPAIGN: &str = "[intake.adverts]\nroute = \"experienced\"\nteam = \"cin\"\nper_month = 4\n";

    #[test]
    fn a_campaign_counts_in_the_months_of_the_run_alone() {
        let (start, month) = ("2016-04", 4.0 + 3.0 * 2.0);
        assert_eq!(of("intake.adverts", CAMPAIGN), 12.0 * month);
        assert_eq!(of("intake.adverts", &format!("{CAMPAIGN}from = \"2015-04\"\nuntil = \"{start}\"\n")), month);
        assert_eq!(of("intake.adverts", &format!("{CAMPAIGN}from = \"2026-04\"\n")), 0.0);
    }

    #[test]
    fn a_change_counts_in_the_months_in_which_it_is_in_force() {
        let change = |more: &str| {
            let set = "set = { \"intake.adverts.per_month\" = 100 }";
            of("intake.adverts", &format!("{CAMPAIGN}[change.c]\nfrom = \"2016-06\"\n{more}\n{set}\n"))
        };
        assert_eq!(change("until = \"2016-07\""), 10.0 * 10.0 + 2.0 * 130.0);
        // Until it is in full effect, it counts as if it were.
        assert_eq!(change("phase_in = 6"), 2.0 * 10.0 + 10.0 * 130.0);
    }

    #[test]
    fn years_that_are_good_for_recruitment_count() {
        let effect = |more: &str| {
            let yearly = "[yearly.y]\ninputs = [\"intake.adverts.per_month\"]\nsd = 0.3\n";
            of("intake.adverts", &format!("{CAMPAIGN}{more}{yearly}"))
        };
        let mean = 4.0 * libm::exp(3.09 * 0.3);
        assert!((effect("") - 12.0 * (mean + 3.0 * mean.sqrt())).abs() < 1e-9);
        assert!((effect("dispersion = 1\n") - 12.0 * (mean + 3.0 * (mean + mean * mean).sqrt())).abs() < 1e-9);
    }

    #[test]
    fn a_rise_to_the_usual_level_counts_from_the_lowest_that_it_may_open_at() {
        let people = |opens_at: &str| {
            let yearly =
                format!("[yearly.y]\ninputs = [\"intake.adverts.per_month\"]\nsd = 0\nopens_at = {opens_at}\n");
            of("intake.adverts", &format!("{CAMPAIGN}{yearly}"))
        };
        let of_mean = |mean: f64| 12.0 * (mean + 3.0 * mean.sqrt());
        assert!((people("0.5") - of_mean(8.0)).abs() < 1e-9);
        assert!((people("{ discrete = { values = [0.5, 0.9], weights = [1, 1] } }") - of_mean(8.0)).abs() < 1e-9);
        assert!((people("2") - of_mean(4.0)).abs() < 1e-9);
    }

    #[test]
    fn conversions_and_moves_count() {
        let rest = "[move.m]\nmonth = \"2016-09\"\nroute = \"experienced\"\nfrom_team = \"cin\"\nto_team = \"two\"\n\
            heads = 2\n[team.two]\nestablishment = 1\n";
        assert_eq!(of("move.m", rest), 2.0);
        let converts = "[team.three]\nestablishment = 100\nagency = { conversion = 0.04 }\n";
        let scenario = SMALL.replace("[agency]\n", "[agency]\nconversion_route = \"experienced\"\n");
        let scenario = Scenario::parse(&format!("{scenario}\n{converts}")).expect("a scenario");
        let people =
            PeopleCount::new(&scenario.inputs, &scenario).conversions(&scenario.teams[crate::ids::TeamId::new(1)]);
        assert!((people - 12.0 * (4.0 + 3.0 * 2.0)).abs() < 1e-9, "{people}");
    }
}
