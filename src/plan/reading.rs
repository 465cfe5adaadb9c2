//! Where the series of a plan are read from a month's record: a count, or a count over another.

use crate::ids::TeamId;
use crate::lanes::Lanes;
use crate::measures::Read;
use crate::measures::counts::{ResponseCount, RouteCount, ServiceCount, StageCount, TeamCount};
use crate::measures::month_record::Table;
use crate::scenario::{Breakdown, SeriesReader};

/// Where a series is read: a table of the record, and places in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    pub table: Table,
    pub places: Places,
}

/// The places of a figure in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Places {
    /// A count.
    Count(usize),
    /// Pence, reported in pounds.
    Pence(usize),
    /// A count over another.
    Ratio(Ratio),
}

/// The places of a numerator and a denominator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ratio {
    pub above: usize,
    pub below: usize,
}

impl Ratio {
    /// The numerator and the denominator.
    pub(crate) fn terms<const N: usize>(self, counts: &[Lanes<N>]) -> (&Lanes<N>, &Lanes<N>) {
        (&counts[self.above], &counts[self.below])
    }
}

/// A ratio; `NaN` if the denominator is zero.
#[inline]
pub(crate) fn ratio(above: f64, below: f64) -> f64 {
    let ratio = above / below;
    if below > 0.0 { ratio } else { f64::NAN }
}

impl Reading {
    /// Where a series is read.
    pub(crate) fn new(one: &SeriesReader) -> Self {
        let (series, row) = (one.series, row(one));
        let team_or = |total: Table| if series.team.is_some() { Table::Teams } else { total };
        let of_team = |count: TeamCount| row * TeamCount::NUMBER + count as usize;
        let of_role = |count: StageCount| row * StageCount::NUMBER + count as usize;
        let count = |table: Table, place: usize| {
            let is_money = series.measure.unit.is_money();
            Self { table, places: if is_money { Places::Pence(place) } else { Places::Count(place) } }
        };
        let ratio = |table, above, below| Self { table, places: Places::Ratio(Ratio { above, below }) };
        match *one.read {
            Read::Team(of)
            | Read::TeamAlone(of)
            | Read::PostsThatFollow(of)
            | Read::PricedPosts(of)
            | Read::OnCosts(of)
            | Read::CaseTeam(of) => count(team_or(Table::Service), of_team(of)),
            Read::TeamRatio(above, below) => ratio(team_or(Table::Scope), of_team(above), of_team(below)),
            Read::CaseTeamRatio(above, below) => ratio(team_or(Table::Service), of_team(above), of_team(below)),
            Read::SpanOfControl(above, below) => ratio(Table::Service, of_team(above), of_team(below)),
            Read::Service(of) | Read::Demand(of) => count(Table::Whole, of as usize),
            Read::Overspend if series.team.is_some() => count(Table::Teams, of_team(TeamCount::Overspend)),
            Read::Overspend => count(Table::Whole, ServiceCount::Overspend as usize),
            Read::Response(of) => count(Table::Responses, row * ResponseCount::NUMBER + of as usize),
            Read::StageRole(_, of) => count(Table::Roles, of_role(of)),
            Read::RoleRatio(_, above, below) => ratio(Table::Roles, of_role(above), of_role(below)),
            Read::Route(of) => count(Table::Routes, row * RouteCount::NUMBER + of as usize),
            Read::Stage(of) => count(Table::Stages, row * StageCount::NUMBER + of as usize),
            Read::Line => count(Table::Lines, row),
        }
    }
}

/// The row of a series in its table; for a cost line, its place.
fn row(one: &SeriesReader) -> usize {
    match (one.read, one.series.of) {
        (_, Some(Breakdown::Route(route))) => route.index(),
        (_, Some(Breakdown::Stage(stage))) => stage.index(),
        (_, Some(Breakdown::Line(line))) => line as usize,
        (_, Some(Breakdown::Response(response))) => response.index(),
        (Read::StageRole(role, _) | Read::RoleRatio(role, ..), None) => *role as usize,
        (_, None) => one.series.team.map_or(0, TeamId::index),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::month_record::{MonthRecord, RecordSize};
    use crate::plan::Plan;
    use crate::scenario::Scenario;

    #[test]
    fn every_series_is_read_from_places_of_its_own() {
        let text = include_str!("../../scenarios/herefordshire-2016.toml");
        let plan = Plan::new(Scenario::parse(text).expect("a scenario"));
        let scenario = plan.scenario();
        let (teams, routes) = (scenario.teams.len(), scenario.routes.len());
        let record = MonthRecord::<f64>::new(RecordSize {
            teams,
            routes,
            stages: scenario.pathway.len(),
            responses: plan.responses.len(),
        });
        let mut earlier: Vec<(&str, Reading)> = Vec::new();
        for one in &plan.series {
            let (id, reading) = (one.series.measure.id, Reading::new(one));
            let last = match reading.places {
                Places::Count(place) | Places::Pence(place) => place,
                Places::Ratio(Ratio { above, below }) => above.max(below),
            };
            assert!(last < record.table(reading.table).len(), "{:?}", one.series);
            // Unallocated cases are counted once and reported twice: as a stock, and as case-months.
            let same = earlier.iter().find(|(_, other)| *other == reading).map(|(id, _)| *id);
            assert_eq!(same, (id == "unallocated_case_months").then_some("unallocated"), "{:?}", one.series);
            earlier.push((id, reading));
        }
    }

    #[test]
    fn an_agency_rate_is_read_from_the_row_of_its_team() {
        let text = include_str!("../../scenarios/herefordshire-2016.toml");
        let plan = Plan::new(Scenario::parse(text).expect("a scenario"));
        let mut record =
            MonthRecord::<Lanes<1>>::new(RecordSize { teams: plan.scenario().teams.len(), ..RecordSize::default() });
        for (index, team) in record.teams.iter_mut().enumerate() {
            team[TeamCount::AgencyFte] = Lanes([index as f64]);
            team[TeamCount::StaffFte] = Lanes([10.0 + index as f64]);
        }
        (record.scope[TeamCount::AgencyFte], record.scope[TeamCount::StaffFte]) = (Lanes([20.0]), Lanes([30.0]));
        for one in plan.series.iter().filter(|one| one.series.measure.id == "agency_rate") {
            let Reading { table, places: Places::Ratio(ratio) } = Reading::new(one) else { panic!("a ratio") };
            let expected =
                one.series.team.map_or((20.0, 30.0), |team| (team.index() as f64, 10.0 + team.index() as f64));
            let (above, below) = ratio.terms(record.table(table));
            assert_eq!((above.0[0], below.0[0]), expected);
        }
    }
}
