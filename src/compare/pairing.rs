//! What two plans both report, and whether they can be compared at all.

use std::fmt;

use crate::ids::ResponseId;
use crate::plan::Plan;
use crate::random::Distribution;
use crate::run::{Columns, Layout, Scale, Tally, scale_of};
use crate::scenario::{Breakdown, Budget, InputId, Scenario, Series, Target};

/// A key whose value differs from that in the base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The key.
    pub key: &'static str,
    /// Value in the base.
    pub base: String,
    /// Its location as file:line:column; only the file for a default.
    pub base_at: String,
    /// Value in the alternative.
    pub other: String,
    /// Its location.
    pub other_at: String,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { key, base, base_at, other, other_at } = self;
        write!(
            f,
            "scenarios are compared month by month and at the same prices, so `{key}` must be the same in both: it is \
             {base} in the base ({base_at}) and {other} in the alternative ({other_at}); change one of these lines"
        )
    }
}

/// Why scenarios cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotComparable {
    /// Keys of alternatives that differ from the base: all of them, plan by plan.
    Mismatch(Vec<Mismatch>),
    /// Two plans have this name: tables could not distinguish them.
    OneName(String),
}

impl fmt::Display for NotComparable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mismatch(all) => {
                let lines: Vec<String> = all.iter().map(Mismatch::to_string).collect();
                f.write_str(&lines.join("\nerror: "))
            }
            Self::OneName(name) => write!(f, "two plans are named `{name}`; give each plan a unique name"),
        }
    }
}

impl std::error::Error for NotComparable {}

/// A series reported by both plans.
#[derive(Clone, Copy, Debug)]
pub struct SeriesPair {
    /// The series, as identified in the base.
    pub series: Series,
    base: usize,
    other: usize,
}

impl SeriesPair {
    /// Index of the series in the base and in the alternative.
    pub(super) fn places(&self) -> (usize, usize) {
        (self.base, self.other)
    }
}

/// What two plans both report.
#[derive(Clone, Debug)]
pub struct Pairing {
    /// The series, in the order of the base.
    pub series: Vec<SeriesPair>,
    /// The targets of both: index in the base and in the alternative.
    pub targets: Vec<(usize, usize)>,
    /// The budgets of both for the same year and lines, whatever their amounts: index in the base and in the
    /// alternative.
    pub budgets: Vec<(usize, usize)>,
    /// The names of teams that only one of them has.
    pub unshared_teams: Vec<String>,
}

impl Pairing {
    /// What `base` and each of `others` both report.
    pub(super) fn with_each<'p>(
        base: &Plan,
        others: impl Iterator<Item = &'p Plan> + Clone,
    ) -> Result<Vec<Self>, NotComparable> {
        let unlike: Vec<Mismatch> = others.clone().flat_map(|other| unlike(base, other)).collect();
        if !unlike.is_empty() {
            return Err(NotComparable::Mismatch(unlike));
        }
        Ok(others.map(|other| Self::new(base, other)).collect())
    }

    fn new(base: &Plan, other: &Plan) -> Self {
        let (here, there) = (base.scenario(), other.scenario());
        let mut series = Vec::new();
        for (index, one) in base.series.iter().enumerate() {
            let Some(same) = translated(here, there, one.series) else { continue };
            if let Some(other) = other.series.iter().position(|two| two.series == same) {
                series.push(SeriesPair { series: one.series, base: index, other });
            }
        }
        let team_of = |scenario: &Scenario, budget: &Budget| budget.team.map(|team| scenario.teams[team].id.clone());
        let budgets = here.budgets.iter().enumerate().filter_map(|(index, budget)| {
            let same = |two: &Budget| {
                (&two.id, two.year, two.line) == (&budget.id, budget.year, budget.line)
                    && team_of(there, two) == team_of(here, budget)
            };
            Some((index, there.budgets.iter().position(same)?))
        });
        let alone = |one: &Scenario, two: &Scenario| {
            let has = |id: &str| two.teams.iter().any(|team| team.id == id);
            one.teams
                .iter()
                .filter(|team| !has(&team.id))
                .map(|team| format!("{} (`{}`)", team.name, team.id))
                .collect::<Vec<_>>()
        };
        let (targets, budgets) = (shared_targets(here, there), budgets.collect());
        let unshared_teams = [alone(here, there), alone(there, here)].concat();
        Self { series, targets, budgets, unshared_teams }
    }

    /// The layout of the differences.
    pub(super) fn layout(&self, base: &Layout) -> Layout {
        Layout {
            series: self.series.len(),
            months: base.months,
            years: base.years,
            budgets: 0,
            targets: self.targets.len(),
            vacancy_targets: Vec::new(),
            responses: 0,
            payers: 0,
        }
    }

    /// By cell of the differences, the corresponding cells of the base and the alternative, and the better direction.
    pub(super) fn cells(&self, base: &Layout, other: &Layout, layout: &Layout) -> Vec<PairedCell> {
        let mut cells = Vec::with_capacity(layout.cells());
        let mut each = |places: &dyn Fn(&Layout, usize) -> usize| {
            cells.extend(self.series.iter().map(|pair| PairedCell {
                base: places(base, pair.base),
                other: places(other, pair.other),
                scale: scale_of(pair.series.measure.unit),
                better: pair.series.measure.better,
            }));
        };
        each(&|layout, series| layout.opening(series));
        (0..layout.months).for_each(|month| each(&|layout, series| layout.month(month, series)));
        (0..layout.years).for_each(|year| each(&|layout, series| layout.year(year, series)));
        cells.extend(self.targets.iter().map(|&(here, there)| PairedCell {
            base: base.target(here),
            other: other.target(there),
            scale: Scale::WHOLE,
            better: crate::measures::Better::Higher,
        }));
        cells
    }
}

/// The targets of two scenarios that are for the same thing, by index in both: targets with the same name may differ.
pub(super) fn shared_targets(here: &Scenario, there: &Scenario) -> Vec<(usize, usize)> {
    let shared = here.targets.iter().enumerate().filter_map(|(index, target)| {
        let same = |two: &Target| {
            two.id == target.id
                && two.when == target.when
                && two.series == target.series.and_then(|series| translated(here, there, series))
                && (two.limit, two.at_most) == (target.limit, target.at_most)
        };
        Some((index, there.targets.iter().position(same)?))
    });
    shared.collect()
}

/// A cell of the differences.
#[derive(Clone, Copy, Debug)]
pub(super) struct PairedCell {
    pub base: usize,
    pub other: usize,
    pub scale: Scale,
    pub better: crate::measures::Better,
}

impl PairedCell {
    /// The difference in the first replication of the columns.
    pub(super) fn first(&self, base: &Columns, other: &Columns) -> f64 {
        other.column(self.other)[0] - base.column(self.base)[0]
    }

    /// No differences yet; the columns begin with replication 1.
    pub(super) fn empty_tally(&self, base: &Columns, other: &Columns) -> Tally {
        Tally::new(self.first(base, other), self.scale)
    }
}

/// The equivalent in scenario `to` of a series of `from`; `None` if it has no such team, route or stage.
fn translated(from: &Scenario, to: &Scenario, series: Series) -> Option<Series> {
    let team = match series.team {
        None => None,
        Some(team) => Some(to.teams.find(|other| other.id == from.teams[team].id)?),
    };
    let of = match series.of {
        None | Some(Breakdown::Line(_)) => series.of,
        Some(Breakdown::Route(route)) => {
            Some(Breakdown::Route(to.routes.find(|other| other.id == from.routes[route].id)?))
        }
        Some(Breakdown::Stage(stage)) => {
            Some(Breakdown::Stage(to.pathway.find(|other| other.id == from.pathway[stage].id)?))
        }
        Some(Breakdown::Response(response)) => {
            let id = &from.response(response)?.id;
            Some(Breakdown::Response(ResponseId::new(to.responses().position(|other| other.id == *id)?)))
        }
    };
    Some(Series { measure: series.measure, team, of })
}

/// What prevents a comparison of two plans: they are compared month by month and at the same prices.
fn unlike(base: &Plan, other: &Plan) -> Vec<Mismatch> {
    let (base, other) = (base.scenario(), other.scenario());
    let says = |scenario: &Scenario, key: &str| match key {
        "start" => scenario.start.iso(),
        "months" => scenario.months.to_string(),
        "money.base_year" => scenario.money.base_year.to_string(),
        "money.inflation" => said(scenario, scenario.money.inflation),
        _ => said(scenario, scenario.money.discount_rate),
    };
    let one = |key: &'static str| {
        let (here, there) = (says(base, key), says(other, key));
        let (base_at, other_at) = (place_of(base, key), place_of(other, key));
        (here != there).then_some(Mismatch { key, base: here, base_at, other: there, other_at })
    };
    ["start", "months", "money.base_year", "money.inflation", "money.discount_rate"]
        .into_iter()
        .filter_map(one)
        .collect()
}

/// The value of an input in a scenario.
fn said(scenario: &Scenario, input: InputId) -> String {
    let input = scenario.inputs.get(input);
    match input.value {
        Distribution::Fixed(value) => value.to_string(),
        _ => input.place.map_or(String::new(), |place| scenario.sources.said(place)),
    }
}

/// The location of a value as `file:line:column`; only the file if it is omitted.
fn place_of(scenario: &Scenario, key: &str) -> String {
    let file = |index: usize| scenario.sources.files.get(index).map_or("", |file| file.path.as_str());
    let setting = scenario.settings.iter().find(|setting| setting.address == key).map(|setting| setting.place);
    let place = setting.or_else(|| scenario.inputs.get(scenario.inputs.find(key)?).place);
    place.map_or_else(
        || format!("not set in {}", file(0)),
        |place| {
            let (line, column) = scenario.sources.line_column(place);
            format!("{}:{line}:{column}", file(place.file))
        },
    )
}
