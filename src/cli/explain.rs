//! `explain`: an input's value, unit, range, location, source and dated changes.

use crate::content;
use crate::plan::Plan;
use crate::render;
use crate::scenario::Scenario;

use super::arguments::ExplainArguments;
use super::disk::{self, Disk};
use super::{Failure, print};

/// Shows one input in full, or lists those below an address.
pub(crate) fn explain(arguments: &ExplainArguments) -> Result<(), Failure> {
    disk::is_there(&arguments.scenario)?;
    let disk = Disk { scenario: disk::path_text(&arguments.scenario)? };
    let overlays = arguments.overlays.paths()?;
    let scenario = Scenario::load_with(&disk.scenario, &overlays, None, &disk);
    let scenario = scenario.map_err(|errors| Failure::Wrong(errors.render_in_colour()))?;
    let plan = Plan::new(scenario);
    let address = arguments.address.as_deref().unwrap_or("");
    let text = if arguments.json {
        let inputs = content::explain_in_full(&plan, address).map_err(wrong)?;
        render::json(&inputs).map_err(|error| Failure::Failed(format!("error: {error}")))?
    } else {
        render::explanation(&content::explain(&plan, address).map_err(wrong)?)
    };
    print(&text)
}

fn wrong(error: content::AddressNotFound) -> Failure {
    Failure::Wrong(format!("error: {error}"))
}
