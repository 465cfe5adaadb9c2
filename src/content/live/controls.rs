//! The levers of the page: what plans are usually about, then the inputs that the spread of the run comes from.

use super::LeverControl;
use super::positions::{self, LeverSpan, number_words};
use crate::content::drivers::inputs_that_matter_most;
use crate::content::input_phrase::{input_phrase, label};
use crate::content::input_section::range_words;
use crate::content::inputs::{Assumption, assumptions};
use crate::content::words;
use crate::decide::Lever;
use crate::ids::TeamId;
use crate::scenario::{Arrival, Input, Intake, Scenario, declarations};
use crate::summary::Summary;
use crate::units::{Month, Unit};

/// Maximum number of levers.
const MOST: usize = 10;

/// Maximum numbers of intakes with levers of their own, and of teams.
const INTAKES: usize = 3;
const TEAMS: usize = 1;

/// Maximum number of inputs of which the spread of the run comes, apart from those of what plans are about.
const DRIVERS: usize = 4;

const AGENCY_CAP: &str = "agency.policy_cap";

/// What is said of a retention payment.
const PAYMENT_ALONE: &str =
    "A payment by itself only costs: move the rate of leaving too, as far as you assume that it changes it.";

/// What is said of the factor on contacts that are not referred.
const TRIAGE: &str =
    "Contacts that do not become referrals are multiplied by it: police triage, for example, lowers it.";

/// What is said of an input that is drawn.
const DRAWN_NOW: &str =
    "As filed it is drawn from a range. A value chosen here holds in every future, so the ranges of results narrow.";

/// The levers for a run.
pub(crate) fn controls(summary: &Summary) -> Vec<LeverControl> {
    let scenario = summary.plan().scenario();
    let known = assumptions(scenario);
    let planned = Planned { scenario, known: &known };
    let mut controls: Vec<LeverControl> = planned.intakes().chain(planned.posts()).collect();
    controls.extend(planned.agency_cap());
    let with_note = |address: &str, span: LeverSpan, note: &'static str| {
        planned.input(address, span).map(|one| LeverControl { note: Some(note), ..one })
    };
    controls.extend(with_note("retention.payment", LeverSpan::Payment, PAYMENT_ALONE));
    controls.extend(with_note("demand.contacts.not_referred", LeverSpan::Factor, TRIAGE));
    let drivers = inputs_that_matter_most(summary, DRIVERS).into_iter();
    controls.extend(drivers.filter_map(|address| planned.input(&address, LeverSpan::Drawn)));
    let mut seen: Vec<String> = Vec::new();
    controls.retain(|one| {
        let is_new = !seen.contains(&one.address);
        seen.push(one.address.clone());
        is_new && one.positions.len() > 1 && is_allowed(scenario, one)
    });
    controls.truncate(MOST);
    controls
}

/// Whether the value counts and a plan may set it.
fn is_allowed(scenario: &Scenario, control: &LeverControl) -> bool {
    let is_absent = scenario.inputs.find(&control.address).is_none() && control.address == AGENCY_CAP;
    let ends = [control.positions.first(), control.positions.last()];
    let values = ends.into_iter().flatten().map(|one| one.value.as_str()).collect::<Vec<_>>().join(",");
    let lever = Lever::parse(&format!("{}={values}", control.address));
    is_absent || lever.is_ok_and(|lever| lever.check(scenario).is_ok())
}

/// An intake with a lever of its own.
struct IntakeSize<'a> {
    intake: &'a Intake,
    /// What its lever sets.
    input: &'a Input,
    span: LeverSpan,
    starters_a_year: f64,
    /// `None` if it goes on through the run.
    month: Option<Month>,
}

/// Levers of what plans are about.
struct Planned<'a> {
    scenario: &'a Scenario,
    known: &'a [Assumption],
}

impl<'a> Planned<'a> {
    /// The largest intakes: offers of those with a month, starters a month of those that go on; and the month of the largest that has one.
    fn intakes(&self) -> impl Iterator<Item = LeverControl> {
        let mut sizes: Vec<IntakeSize<'a>> =
            self.scenario.intakes.iter().filter_map(|intake| self.size(intake)).collect();
        sizes.sort_by(|one, other| other.starters_a_year.total_cmp(&one.starters_a_year));
        sizes.dedup_by(|one, other| one.input.address == other.input.address);
        let numbers: Vec<LeverControl> =
            sizes.iter().take(INTAKES).filter_map(|one| self.input(&one.input.address, one.span)).collect();
        let month = sizes.iter().find_map(|one| Some((one.intake, one.month?)));
        let month = month.and_then(|(intake, month)| self.month(intake, month));
        numbers.into_iter().chain(month)
    }

    /// How large an intake is; `None` if it is over when the run begins.
    fn size(&self, intake: &'a Intake) -> Option<IntakeSize<'a>> {
        let input = |id| self.scenario.inputs.get(id);
        match intake.arrival {
            Arrival::Dated { month, offers, .. } if month >= self.scenario.start => {
                let (input, span) = (input(offers), LeverSpan::Offers);
                Some(IntakeSize { intake, input, span, starters_a_year: input.mean(), month: Some(month) })
            }
            Arrival::Dated { .. } => None,
            Arrival::Rolling { per_month, .. } => {
                let (input, span) = (input(per_month), LeverSpan::PerMonth);
                Some(IntakeSize { intake, input, span, starters_a_year: 12.0 * input.mean(), month: None })
            }
        }
    }

    /// The month of a dated intake; `None` if the file has no such key.
    fn month(&self, intake: &Intake, month: Month) -> Option<LeverControl> {
        let address = format!("intake.{}.month", intake.id);
        let known = self.known.iter().find(|one| one.address == address)?;
        let (positions, filed) = positions::of_months(self.scenario.start, self.scenario.end(), month);
        Some(LeverControl {
            positions,
            filed,
            filed_words: words::month(month),
            ..self.described(known, String::new())
        })
    }

    /// The posts of the largest teams that hold cases, or of the largest teams if none does.
    fn posts(&self) -> impl Iterator<Item = LeverControl> {
        let teams = &self.scenario.teams;
        let posts = |team: &TeamId| self.scenario.inputs.get(teams[*team].establishment);
        let mut all: Vec<TeamId> = teams.iter().enumerate().map(|(place, _)| TeamId::new(place)).collect();
        all.sort_by(|one, other| posts(other).mean().total_cmp(&posts(one).mean()));
        all.sort_by_key(|&team| teams[team].caseload.is_none());
        let controls: Vec<LeverControl> =
            all.iter().take(TEAMS).filter_map(|team| self.input(&posts(team).address, LeverSpan::Posts)).collect();
        controls.into_iter()
    }

    /// The cap on agency staff by policy, whether the file has one or not.
    fn agency_cap(&self) -> Option<LeverControl> {
        let workers: u32 = self.scenario.teams.iter().map(|team| team.agency_workers).sum();
        let span = LeverSpan::Cap(f64::from(workers) * self.scenario.agency.fte_per_worker);
        if self.scenario.inputs.find(AGENCY_CAP).is_some() {
            return self.input(AGENCY_CAP, span);
        }
        let declaration = declarations().into_iter().find(|one| one.address == AGENCY_CAP)?;
        let positions = positions::of_numbers(&span.numbers(0.0, (0.0, f64::INFINITY), None), Unit::Fte);
        Some(LeverControl {
            address: AGENCY_CAP.to_owned(),
            label: label(&words::uncapitalised(declaration.doc.trim_end_matches('.')), Some(Unit::Fte)),
            filed: positions.len().saturating_sub(1),
            positions,
            filed_words: "no cap".to_owned(),
            published: None,
            source: None,
            note: None,
        })
    }

    /// The lever of an input; `None` if the scenario has no such input.
    fn input(&self, address: &str, span: LeverSpan) -> Option<LeverControl> {
        let input = self.scenario.inputs.get(self.scenario.inputs.find(address)?);
        let known = self.known.iter().find(|one| one.address == address)?;
        let (positions, filed) = positions::of_input(input, span);
        let range = range_words(known);
        let mean = number_words(rounded(input.mean()), input.unit);
        let filed_words = if range.is_empty() { mean } else { format!("{mean} on average, mostly {range}") };
        Some(LeverControl { positions, filed, ..self.described(known, filed_words) })
    }

    /// What is known of a lever, without its positions.
    fn described(&self, known: &Assumption, filed_words: String) -> LeverControl {
        let phrase = input_phrase(self.scenario, std::slice::from_ref(&known.address));
        let is_drawn = !range_words(known).is_empty();
        let of_agency = known.address.starts_with("agency.") && !phrase.to_lowercase().contains("agency");
        let phrase = if of_agency { format!("{phrase} (agency staff)") } else { phrase };
        LeverControl {
            address: known.address.clone(),
            label: label(&phrase, known.unit),
            positions: Vec::new(),
            filed: 0,
            filed_words,
            published: known.published.clone(),
            source: known.source.clone(),
            note: is_drawn.then_some(DRAWN_NOW),
        }
    }
}

/// A number to three significant figures.
fn rounded(value: f64) -> f64 {
    format!("{value:.2e}").parse().unwrap_or(value)
}
