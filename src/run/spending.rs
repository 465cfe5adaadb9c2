//! Spending by line of the service and of each team, added up over a financial year.

use super::layout::{Layout, SpendingFigure};
use crate::lanes::{Lanes, each};
use crate::measures::CostLine;
use crate::measures::month_record::{LineMonth, MonthRecord};
use crate::plan::Plan;
use crate::units::Pence;

/// Adds up the spending of `N` replications by line: of the service, then of each team.
pub(super) struct SpendingReader<const N: usize> {
    /// By payer and line, pence in the financial year so far.
    spent: Vec<LineMonth<Lanes<N>>>,
}

impl<const N: usize> SpendingReader<N> {
    pub(super) fn new(plan: &Plan) -> Self {
        Self { spent: vec![[Lanes::ZERO; CostLine::ALL.len()]; 1 + plan.teams.len()] }
    }

    /// Forgets what was added.
    pub(super) fn clear(&mut self) {
        self.spent.as_flattened_mut().fill(Lanes::ZERO);
    }

    /// Adds a month.
    #[inline(always)]
    pub(super) fn add(&mut self, record: &MonthRecord<Lanes<N>>) {
        let lines = std::iter::once(&record.lines).chain(&record.team_lines);
        for (spent, lines) in self.spent.iter_mut().zip(lines) {
            spent.iter_mut().zip(lines).for_each(|(spent, line)| *spent += line);
        }
    }

    /// Writes the figures of a year to a row, and begins another.
    #[inline(always)]
    pub(super) fn close_year(&mut self, year: usize, layout: &Layout, values: &mut [Lanes<N>]) {
        // Sums of pence are exact, so the parts of a total add up to it.
        let pounds = |pence: &Lanes<N>| each(pence, |pence| pence / Pence::IN_A_POUND);
        let without = |all: &Lanes<N>, part: &Lanes<N>| pounds(&each((all, part), |(all, part)| all - part));
        let total = |lines: &LineMonth<Lanes<N>>| {
            let mut total = Lanes::ZERO;
            for line in lines {
                total += line;
            }
            total
        };
        let service = total(&self.spent[0]);
        for (payer, lines) in self.spent.iter().enumerate() {
            let all = total(lines);
            for line in CostLine::ALL {
                let spent = &lines[line as usize];
                values[layout.spending(year, payer, SpendingFigure::On(line))] = pounds(spent);
                values[layout.spending(year, payer, SpendingFigure::NotOn(line))] = without(&all, spent);
            }
            values[layout.spending(year, payer, SpendingFigure::ByOthers)] = without(&service, &all);
        }
        self.clear();
    }
}
