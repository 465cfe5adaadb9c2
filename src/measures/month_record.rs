//! One month of one replication, as counted by the model.

use super::counts::{
    RoleMonth, RouteCount, RouteMonth, ServiceCount, ServiceMonth, StageCount, StageMonth, TeamCount, TeamMonth,
};
use super::{CostLine, StageRole};

/// Pence by cost line, in the order of [`CostLine::ALL`].
pub type LineMonth = [f64; CostLine::ALL.len()];

/// One month of one replication: all counts, by team, route, stage and cost line.
#[derive(Clone, Debug, PartialEq)]
pub struct MonthRecord {
    /// By team, in file order.
    pub teams: Vec<TeamMonth>,
    /// The sum over all teams.
    pub service: TeamMonth,
    /// The sum over the teams included in ratios.
    pub scope: TeamMonth,
    /// By route, in file order.
    pub routes: Vec<RouteMonth>,
    /// By case stage, in file order.
    pub stages: Vec<StageMonth>,
    /// By role.
    pub roles: [RoleMonth; StageRole::ALL.len()],
    /// Counts for the service only.
    pub whole: ServiceMonth,
    /// By cost line, over the whole service.
    pub lines: LineMonth,
    /// By team and cost line.
    pub team_lines: Vec<LineMonth>,
}

/// A table of a month's record: the rows of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// [`MonthRecord::teams`].
    Teams,
    /// [`MonthRecord::service`], one row.
    Service,
    /// [`MonthRecord::scope`], one row.
    Scope,
    /// [`MonthRecord::routes`].
    Routes,
    /// [`MonthRecord::stages`].
    Stages,
    /// [`MonthRecord::roles`].
    Roles,
    /// [`MonthRecord::whole`], one row.
    Whole,
    /// [`MonthRecord::lines`], one row.
    Lines,
}

impl Table {
    /// Every table.
    pub const ALL: [Self; 8] =
        [Self::Teams, Self::Service, Self::Scope, Self::Routes, Self::Stages, Self::Roles, Self::Whole, Self::Lines];
}

impl MonthRecord {
    /// A record of zeros for so many teams, routes and case stages.
    #[must_use]
    pub fn new(teams: usize, routes: usize, stages: usize) -> Self {
        Self {
            teams: vec![[0.0; TeamCount::NUMBER]; teams],
            service: [0.0; TeamCount::NUMBER],
            scope: [0.0; TeamCount::NUMBER],
            routes: vec![[0.0; RouteCount::NUMBER]; routes],
            stages: vec![[0.0; StageCount::NUMBER]; stages],
            roles: [[0.0; StageCount::NUMBER]; StageRole::ALL.len()],
            whole: [0.0; ServiceCount::NUMBER],
            lines: [0.0; CostLine::ALL.len()],
            team_lines: vec![[0.0; CostLine::ALL.len()]; teams],
        }
    }

    /// The counts of a table, one row after the other.
    #[must_use]
    pub fn table(&self, table: Table) -> &[f64] {
        match table {
            Table::Teams => self.teams.as_flattened(),
            Table::Service => &self.service,
            Table::Scope => &self.scope,
            Table::Routes => self.routes.as_flattened(),
            Table::Stages => self.stages.as_flattened(),
            Table::Roles => self.roles.as_flattened(),
            Table::Whole => &self.whole,
            Table::Lines => &self.lines,
        }
    }

    /// Clears the month's counts; costs are replaced each month.
    pub fn clear(&mut self) {
        self.teams.as_flattened_mut().fill(0.0);
        self.routes.as_flattened_mut().fill(0.0);
        self.stages.as_flattened_mut().fill(0.0);
        self.roles.as_flattened_mut().fill(0.0);
        self.whole.fill(0.0);
    }
}

impl Default for MonthRecord {
    fn default() -> Self {
        Self::new(0, 0, 0)
    }
}
