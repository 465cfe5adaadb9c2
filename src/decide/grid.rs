//! Every combination of the values of several levers, each as a plan.

use std::fmt;

use super::lever::{Lever, LeverError, LeverValue};
use super::overlay::{WithOverlay, overlay_text};
use crate::plan::Plan;
use crate::scenario::{Loader, Scenario, ScenarioErrors, shown};

/// Every combination of the values of levers. The last lever varies fastest.
#[derive(Clone, Debug)]
pub(crate) struct PlanGrid {
    /// The levers.
    pub levers: Vec<Lever>,
}

/// The files of the scenario on which plans are laid.
#[derive(Clone, Copy)]
pub(crate) struct GridFiles<'f> {
    /// The scenario.
    pub path: &'f str,
    /// Overlays on it.
    pub overlays: &'f [String],
    /// A stress overlay below them.
    pub stress: Option<&'f str>,
    /// Reads them.
    pub loader: &'f (dyn Loader + Sync),
}

/// Why the plans of a grid cannot be made.
#[derive(Debug)]
pub(crate) enum GridError {
    /// A lever is wrong.
    Lever {
        /// Its address.
        address: String,
        /// What is wrong.
        error: LeverError,
    },
    /// Two levers have this address.
    SameAddress(String),
    /// There are more plans than are allowed.
    TooMany {
        /// Number of plans.
        plans: usize,
        /// Maximum number.
        most: usize,
    },
    /// A plan is no valid scenario.
    Plan {
        /// The values of its levers.
        values: String,
        /// What is wrong with it.
        errors: Box<ScenarioErrors>,
    },
}

impl fmt::Display for GridError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lever { address, error } => write!(f, "--vary {}: {error}", shown(address)),
            Self::SameAddress(address) => write!(f, "--vary {}: the address is given twice", shown(address)),
            Self::TooMany { plans, most } => {
                write!(f, "there are {plans} combinations of values, and at most {most} are allowed; give larger steps")
            }
            Self::Plan { values, errors } => write!(f, "with {values}, the scenario is not valid:\n{errors}"),
        }
    }
}

impl PlanGrid {
    /// The combinations of `levers`, checked against the scenario.
    ///
    /// # Errors
    /// [`GridError`] if a lever is wrong or repeated, or there are more than `most` combinations.
    pub(crate) fn new(levers: Vec<Lever>, scenario: &Scenario, most: usize) -> Result<Self, GridError> {
        for (place, lever) in levers.iter().enumerate() {
            let error = |error| GridError::Lever { address: lever.address.clone(), error };
            lever.check(scenario).map_err(error)?;
            if levers[..place].iter().any(|other| other.address == lever.address) {
                return Err(GridError::SameAddress(lever.address.clone()));
            }
        }
        let grid = Self { levers };
        let plans = grid.levers.iter().fold(1_usize, |plans, lever| plans.saturating_mul(lever.values.len()));
        if plans > most { Err(GridError::TooMany { plans, most }) } else { Ok(grid) }
    }

    /// Number of combinations.
    pub(crate) fn count(&self) -> usize {
        self.levers.iter().map(|lever| lever.values.len()).product()
    }

    /// By lever, the place of its value in a combination.
    pub(crate) fn places(&self, index: usize) -> Vec<usize> {
        let mut left = index;
        let mut places: Vec<usize> = Vec::with_capacity(self.levers.len());
        for lever in self.levers.iter().rev() {
            places.push(left % lever.values.len());
            left /= lever.values.len();
        }
        places.reverse();
        places
    }

    /// The combination with these places.
    pub(crate) fn index(&self, places: &[usize]) -> usize {
        self.levers.iter().zip(places).fold(0, |index, (lever, place)| index * lever.values.len() + place)
    }

    /// By lever, its value in a combination.
    pub(crate) fn values(&self, index: usize) -> Vec<LeverValue> {
        self.levers.iter().zip(self.places(index)).map(|(lever, place)| lever.values[place]).collect()
    }

    /// The combinations of the first and the last values: for each lever its ends with the first values of the others, and the last values of all.
    pub(crate) fn ends(&self) -> Vec<usize> {
        let first = vec![0; self.levers.len()];
        let last = |lever: usize| self.levers[lever].values.len() - 1;
        let of_lever = |lever: usize| {
            let mut places = first.clone();
            places[lever] = last(lever);
            self.index(&places)
        };
        let all: Vec<usize> = (0..self.levers.len()).map(last).collect();
        let mut ends: Vec<usize> = (0..self.levers.len()).map(of_lever).collect();
        ends.extend([0, self.index(&all)]);
        ends.sort_unstable();
        ends.dedup();
        ends
    }

    /// A combination in words: `intake.overseas.offers = 7`.
    pub(crate) fn words(&self, index: usize) -> String {
        let one = |(lever, value): (&Lever, LeverValue)| format!("{} = {value}", lever.address);
        self.levers.iter().zip(self.values(index)).map(one).collect::<Vec<_>>().join(", ")
    }

    /// The plan of a combination.
    ///
    /// # Errors
    /// [`GridError::Plan`] if the scenario is not valid with these values.
    pub(crate) fn plan(&self, index: usize, scenario: &Scenario, files: GridFiles<'_>) -> Result<Plan, GridError> {
        let (folder, name) = files.path.rsplit_once('/').map_or(("", files.path), |(folder, name)| (folder, name));
        let path = if folder.is_empty() { PLAN.to_owned() } else { format!("{folder}/{PLAN}") };
        let values = self.values(index);
        let text =
            overlay_text(scenario, &[name.to_owned()], None, &self.levers, &values, "assumption: a value to try");
        let loader = WithOverlay { loader: files.loader, path: &path, text };
        let overlays: Vec<String> = files.overlays.iter().cloned().chain([path.clone()]).collect();
        let plan = Scenario::load_with(files.path, &overlays, files.stress, &loader);
        let plan = plan.map_err(|errors| GridError::Plan { values: self.words(index), errors })?;
        Ok(Plan::new(plan.with_seed(scenario.seed())))
    }
}

/// Name of the overlay in messages.
const PLAN: &str = "--vary";
