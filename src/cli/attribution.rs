//! Which plans' effects are split between their parts.

use crate::output::{Attributed, words};
use crate::plan::Plan;
use crate::scenario::Parts;
use crate::summary::compare::attribution::{self, Attribution};

use super::arguments::CompareArguments;
use super::{Failure, run};

/// Most parts of a plan whose effect is split without being asked for: 64 scenarios, about as long as to compare it.
const MOST_UNASKED: usize = 6;

/// By plan, its effect by part, where it is split; and what there is to say of those where it is not.
pub(crate) fn attribute(
    arguments: &CompareArguments,
    base: &Plan,
    alternatives: &[Plan],
    names: &[String],
    replications: u64,
) -> Result<(Vec<Option<Attribution>>, String), Failure> {
    let mut told = String::new();
    let one = |(plan, name): (&Plan, &String)| {
        if arguments.no_attribution {
            return Ok(None);
        }
        let parts = match Parts::between(base.scenario(), plan.scenario()) {
            Ok(parts) => parts,
            Err(error) => {
                told.push_str(&paragraph(&format!("The effect of {name} is not split between parts: {error}.")));
                return Ok(None);
            }
        };
        if parts.len() == 1 && !arguments.attribution {
            return Ok(None);
        }
        if parts.len() > MOST_UNASKED && !arguments.attribution {
            let scenarios = attribution::scenarios(parts.len());
            told.push_str(&paragraph(&format!(
                "{name} has {} parts; `--attribution` splits its effect between them ({scenarios} scenarios).",
                parts.len()
            )));
            return Ok(None);
        }
        split(arguments, base, (plan, name), parts, replications).map(Some)
    };
    let attributions = alternatives.iter().zip(names).map(one).collect::<Result<_, Failure>>()?;
    Ok((attributions, told))
}

/// An empty line, then words in lines that fit a terminal.
fn paragraph(said: &str) -> String {
    format!("\n{}\n", words::wrapped(said, 80).join("\n"))
}

fn split(
    arguments: &CompareArguments,
    base: &Plan,
    (plan, name): (&Plan, &String),
    parts: Parts,
    replications: u64,
) -> Result<Attribution, Failure> {
    let replications = replications.min(arguments.attribution_replications);
    let what = format!("parts of {name}");
    Ok(run::watched(&arguments.how, replications, &what, |options| attribution::attribute(base, plan, parts, options))?)
}

/// The plans whose effects were split.
pub(crate) fn attributed<'a>(
    base: &'a Plan,
    alternatives: &'a [Plan],
    names: &'a [String],
    attributions: &'a [Option<Attribution>],
    replications: u64,
) -> Attributed<'a> {
    let all = names.iter().zip(alternatives).zip(attributions);
    let plans = all.filter_map(|((name, plan), one)| Some((name.as_str(), plan, one.as_ref()?))).collect();
    Attributed { base, plans, replications }
}
