//! What is legal but odd, judged over the whole scenario once it is without errors.
//!
//! [`turnover`] asks for rates of leaving that are hardly meant, [`dates`] for what lies outside the run, [`pay`] for money
//! that is upside down, [`targets`] for targets that tell nothing, [`unused`] for things that nothing uses and [`idle`] for
//! inputs without effect; [`edits`] asks that of what changes change. An uncertain input is judged by its mean. A
//! scenario's balance at the opening is judged by the plan, which knows its flows.

mod dates;
mod edits;
mod idle;
mod pay;
mod targets;
mod turnover;
mod unused;

use crate::random::Distribution;
use crate::scenario::problem::Problem;
use crate::scenario::reader::Reader;
use crate::scenario::{InputId, Place, Scenario, Severity};

/// What was found, and where.
type LintFinding = (Problem, Option<Place>);

/// Warns of everything odd. What stands in for a wrong value is not judged, so a scenario with errors is passed over.
pub(crate) fn warn(reader: &mut Reader, scenario: &Scenario) {
    if reader.describing || reader.diagnostics.iter().any(|one| one.severity == Severity::Error) {
        return;
    }
    let look = LintContext::new(reader, scenario);
    let unused = unused::all(&look);
    let idle = idle::all(&look);
    let mut found = edits::idle(&look, &unused, &idle);
    found.extend(turnover::all(&look));
    found.extend(dates::all(&look));
    found.extend(pay::all(&look, &unused));
    found.extend(targets::all(&look));
    found.extend(unused);
    found.extend(idle);
    for (problem, place) in found {
        reader.warn(problem, place);
    }
}

/// A scenario to look at, before its inputs are its own.
struct LintContext<'a> {
    scenario: &'a Scenario,
    reader: &'a Reader,
}

impl<'a> LintContext<'a> {
    fn new(reader: &'a Reader, scenario: &'a Scenario) -> Self {
        Self { scenario, reader }
    }

    /// The mean of an input.
    fn mean(&self, id: InputId) -> f64 {
        self.reader.inputs.get(id).mean()
    }

    /// The mean of an input that may be left out.
    fn mean_or(&self, id: Option<InputId>, default: f64) -> f64 {
        id.map_or(default, |id| self.mean(id))
    }

    /// Whether a change, in force or not, acts on an input.
    fn is_changed(&self, id: InputId) -> bool {
        self.scenario.changes.iter().flat_map(|change| &change.edits).any(|edit| edit.input == id)
    }

    /// Whether an input is known to be exactly `value`, in every future and month.
    fn is_always(&self, id: InputId, value: f64) -> bool {
        matches!(self.reader.inputs.get(id).value, Distribution::Fixed(known) if known == value) && !self.is_changed(id)
    }

    /// Whether an input is left out, or zero in every future and month.
    fn is_none(&self, id: Option<InputId>) -> bool {
        id.is_none_or(|id| self.is_always(id, 0.0))
    }

    /// The address of an input, and where it was set; `None` where it was left out.
    fn input(&self, id: InputId) -> (String, Option<Place>) {
        let input = self.reader.inputs.get(id);
        (input.address.clone(), input.place)
    }

    /// Where the value or the thing at an address stands.
    fn place(&self, address: &str) -> Option<Place> {
        self.reader.place_of_thing(address).or_else(|| self.reader.place_of(address))
    }

    /// The route that agency workers join who become permanent, where any can.
    fn conversion_route(&self) -> Option<usize> {
        let rates = &self.scenario.agency.rates;
        let own = self.scenario.teams.iter().filter_map(|team| team.agency.conversion);
        rates.conversion.into_iter().chain(own).next().and(self.scenario.agency.conversion_route)
    }
}
