//! The file of a search: a row for each plan that was run.

use std::borrow::Cow;

use crate::content::cell::Cell;
use crate::content::levers::value_cell;
use crate::content::rows::Rows;
use crate::decide::solve::{Feasibility, PlanAnswer, TriedPlan};
use crate::units::Unit;

/// A verdict in files.
pub(super) fn verdict(verdict: Feasibility) -> &'static str {
    match verdict {
        Feasibility::Met => "met",
        Feasibility::Missed => "missed",
        Feasibility::MetWithinIndifference => "met_within_indifference",
        Feasibility::MissedWithinIndifference => "missed_within_indifference",
        Feasibility::Flagged => "flagged",
        Feasibility::Dominated => "dominated",
        Feasibility::Undecided => "undecided",
    }
}

/// Columns of the shares: `share.agency_2027`, and in a stress test `share.agency_2027.demand-surge`.
fn columns(answer: &PlanAnswer) -> impl Iterator<Item = String> {
    let worlds = answer.question.worlds.iter().enumerate();
    worlds.flat_map(|(place, world)| {
        let world = if place == 0 { String::new() } else { format!(".{world}") };
        answer.question.constraints.iter().map(move |one| format!("share.{}{world}", one.target))
    })
}

/// A row for each plan that was run. Shares are from the futures of the search.
pub(super) fn rows(answer: &PlanAnswer) -> Rows<'_> {
    let levers = answer.question.grid.levers.iter().map(|lever| lever.address.clone());
    let header = levers.chain(["verdict", "futures"].map(str::to_owned)).chain(columns(answer));
    let header = header.chain(["like_for_like_saving".to_owned()]).map(Cow::Owned);
    let row = |one: &TriedPlan| {
        let values = answer.question.grid.values(one.index).into_iter().map(value_cell);
        let shares = one.shares.iter().map(|&share| Cell::probability(share));
        let saving = one.saving.map_or(Cell::Missing, |saving| Cell::level(saving, Unit::Pounds));
        values.chain([verdict(one.verdict).into(), Cell::Whole(one.futures)]).chain(shares).chain([saving]).collect()
    };
    Rows::with_header(header.collect(), answer.tried.iter().map(row))
}
