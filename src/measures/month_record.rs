//! One month, as counted by the model.

use super::counts::{
    ResponseCount, ResponseMonth, RoleMonth, RouteCount, RouteMonth, ServiceCount, ServiceMonth, StageCount,
    StageMonth, TeamCount, TeamMonth,
};
use super::{CostLine, StageRole};
use crate::lanes::Lanes;

/// Pence by cost line, in the order of [`CostLine::ALL`].
pub type LineMonth<T = f64> = [T; CostLine::ALL.len()];

/// One month: all counts, by team, route, stage and cost line. A count is one number, or one for each of several
/// replications. Large rows are on the heap: threads have small stacks.
#[derive(Clone, Debug, PartialEq)]
pub struct MonthRecord<T = f64> {
    /// By team, in file order.
    pub teams: Vec<TeamMonth<T>>,
    /// The sum over all teams.
    pub service: Box<TeamMonth<T>>,
    /// The sum over the teams included in ratios.
    pub scope: Box<TeamMonth<T>>,
    /// By route, in file order.
    pub routes: Vec<RouteMonth<T>>,
    /// By case stage, in file order.
    pub stages: Vec<StageMonth<T>>,
    /// By role.
    pub roles: Box<[RoleMonth<T>; StageRole::ALL.len()]>,
    /// Counts for the service only.
    pub whole: ServiceMonth<T>,
    /// By cost line, over the whole service.
    pub lines: LineMonth<T>,
    /// By team and cost line.
    pub team_lines: Vec<LineMonth<T>>,
    /// By response, in file order.
    pub responses: Vec<ResponseMonth<T>>,
}

/// The numbers of rows of a record.
#[derive(Clone, Copy, Debug, Default)]
pub struct RecordSize {
    /// Teams.
    pub teams: usize,
    /// Routes.
    pub routes: usize,
    /// Case stages.
    pub stages: usize,
    /// Responses.
    pub responses: usize,
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
    /// [`MonthRecord::responses`].
    Responses,
}

impl Table {
    /// Every table.
    pub const ALL: [Self; 9] = [
        Self::Teams,
        Self::Service,
        Self::Scope,
        Self::Routes,
        Self::Stages,
        Self::Roles,
        Self::Whole,
        Self::Lines,
        Self::Responses,
    ];
}

impl<T: Copy + Default> MonthRecord<T> {
    /// A record of zeros.
    #[must_use]
    pub fn new(size: RecordSize) -> Self {
        let RecordSize { teams, routes, stages, responses } = size;
        let zero = T::default();
        Self {
            teams: vec![[zero; TeamCount::NUMBER]; teams],
            service: Box::new([zero; TeamCount::NUMBER]),
            scope: Box::new([zero; TeamCount::NUMBER]),
            routes: vec![[zero; RouteCount::NUMBER]; routes],
            stages: vec![[zero; StageCount::NUMBER]; stages],
            roles: Box::new([[zero; StageCount::NUMBER]; StageRole::ALL.len()]),
            whole: [zero; ServiceCount::NUMBER],
            lines: [zero; CostLine::ALL.len()],
            team_lines: vec![[zero; CostLine::ALL.len()]; teams],
            responses: vec![[zero; ResponseCount::NUMBER]; responses],
        }
    }

    /// The counts of a table, one row after the other.
    #[must_use]
    pub fn table(&self, table: Table) -> &[T] {
        match table {
            Table::Teams => self.teams.as_flattened(),
            Table::Service => &self.service[..],
            Table::Scope => &self.scope[..],
            Table::Routes => self.routes.as_flattened(),
            Table::Stages => self.stages.as_flattened(),
            Table::Roles => self.roles.as_flattened(),
            Table::Whole => &self.whole,
            Table::Lines => &self.lines,
            Table::Responses => self.responses.as_flattened(),
        }
    }

    /// Sets to zero what a month adds up. The counts of the service as a whole and of responses, and money by team, are replaced
    /// each month.
    pub fn clear(&mut self) {
        let zero = T::default();
        self.teams.as_flattened_mut().fill(zero);
        self.routes.as_flattened_mut().fill(zero);
        self.stages.as_flattened_mut().fill(zero);
        self.roles.as_flattened_mut().fill(zero);
        self.lines.fill(zero);
    }
}

impl<const N: usize> MonthRecord<Lanes<N>> {
    /// The record of one replication.
    pub(crate) fn lane(&self, lane: usize) -> MonthRecord {
        fn row<const N: usize, const COUNTS: usize>(row: &[Lanes<N>; COUNTS], lane: usize) -> [f64; COUNTS] {
            row.each_ref().map(|count| count.0[lane])
        }
        fn rows<const N: usize, const COUNTS: usize>(rows: &[[Lanes<N>; COUNTS]], lane: usize) -> Vec<[f64; COUNTS]> {
            rows.iter().map(|one| row(one, lane)).collect()
        }
        MonthRecord {
            teams: rows(&self.teams, lane),
            service: Box::new(row(&self.service, lane)),
            scope: Box::new(row(&self.scope, lane)),
            routes: rows(&self.routes, lane),
            stages: rows(&self.stages, lane),
            roles: Box::new(self.roles.each_ref().map(|one| row(one, lane))),
            whole: row(&self.whole, lane),
            lines: row(&self.lines, lane),
            team_lines: rows(&self.team_lines, lane),
            responses: rows(&self.responses, lane),
        }
    }
}

impl Default for MonthRecord {
    fn default() -> Self {
        Self::new(RecordSize::default())
    }
}
