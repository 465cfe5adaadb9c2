//! The words for what is legal but odd: what was found and why it is odd, then what to do about it.

use std::fmt;

use super::Problem;
use super::wording::plain;

/// What happens at a date of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the thing of its name")]
pub enum Dated {
    Intake,
    Move,
    Award,
    Change,
}

impl Dated {
    /// Its word, and what a file says in place of one that lies before the run.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Intake => ("intake", "who is in post at the start stands in `[staff]`"),
            Self::Move => ("move", "who is where at the start stands in `[staff]`"),
            Self::Award => ("pay award", "`pay` is that of the start, so the award is in it"),
            Self::Change => ("change", "inputs are those of the start, so it is in them"),
        }
    }
}

/// What a scenario may have and not use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the thing of its name")]
pub enum Thing {
    Route,
    Team,
    Stage,
    Move,
}

impl Thing {
    /// Its word, why nothing uses it and what would.
    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Route => (
                "route",
                "no staff, no intake and no conversion from agency come by it",
                "name it in `[staff]`, `[intake]` or `agency.conversion_route`, or remove it",
            ),
            Self::Team => (
                "team",
                "it has no posts, no staff, no agency workers, no cases and no intake",
                "give it `establishment` or staff, or remove it",
            ),
            Self::Stage => (
                "stage",
                "no case opens in it, and none comes to it from outside, from demand or from another stage",
                "lead cases to it with `next`, `escalate` or `from_outside`, or remove it",
            ),
            Self::Move => (
                "move",
                "nobody of its route is ever in the team that they are to leave",
                "check `route` and `from_team`, or remove it",
            ),
        }
    }
}

/// The sentences for what is odd.
pub(crate) fn sentence(problem: &Problem, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match problem {
        Problem::HighTurnover { key, rate } => {
            let percent = plain((rate * 100.0).round());
            write!(
                f,
                "`{key}`: {percent}% of those in post would leave in a year; in nine of ten authorities it is 25% or less"
            )
        }
        Problem::OutsideRun { kind, id, found, is_after, first, last } => {
            let (kind, _) = kind.words();
            let lies = if *is_after { "begins in" } else { "is over by" };
            let side = if *is_after { "after" } else { "before" };
            write!(f, "{kind} `{id}` {lies} {found}, {side} the run, {first} to {last}: it has no effect in this run")
        }
        Problem::AgencyCheaper { team, charge, hours, weeks, permanent } => {
            let whose = team.as_ref().map(|team| format!(" of team `{team}`")).unwrap_or_default();
            write!(
                f,
                "an agency worker{whose} costs £{} a year (£{} an hour, {} hours, {} weeks), less than the £{} of \
                 permanent staff",
                plain((charge * hours * weeks).round()),
                plain((charge * 100.0).round() / 100.0),
                plain((hours * 10.0).round() / 10.0),
                plain((weeks * 10.0).round() / 10.0),
                plain(permanent.round())
            )
        }
        Problem::TargetDecided { id, measure, bound, limit, max, is_met } => {
            let range = max.map_or("0 or more".to_owned(), |max| format!("from 0 to {}", plain(max)));
            let futures = if *is_met { "every future meets it" } else { "no future can meet it" };
            write!(f, "target `{id}`: `{measure}` is {range}, so {bound} {} tells nothing: {futures}", plain(*limit))
        }
        Problem::NeverFillsPost { stage, cover } => write!(
            f,
            "people stay in `{stage}`, the last of its route, and there fill {} of a post for ever",
            if *cover == 0.0 { "nothing".to_owned() } else { format!("{}%", plain((cover * 100.0).round())) }
        ),
        Problem::AgencyOutOfBalance { team, workers, balance } => write!(
            f,
            "`{team}` opens with {} agency workers, but its gaps, cover, churn and fill would keep about {}: expect \
             a drift in the first months",
            plain(*workers),
            plain(balance.round())
        ),
        Problem::Unused { thing, id } => {
            let (kind, why, _) = thing.words();
            write!(f, "nothing uses the {kind} `{id}`: {why}")
        }
        Problem::NoEffect { key, why } => write!(f, "`{key}` has no effect: {why}"),
        Problem::Unpaid { stage } => {
            write!(f, "permanent staff in `{stage}` cost nothing, because it has no `pay`, while others are paid")
        }
        _ => Ok(()),
    }
}

/// What to do about what is odd.
pub(crate) fn what_to_do(problem: &Problem) -> Option<String> {
    let text = match problem {
        Problem::HighTurnover { key, rate } if !key.starts_with("change.") && (2.0..=100.0).contains(rate) => {
            return Some(format!("for {}% write {}", plain(*rate), plain(rate / 100.0)));
        }
        Problem::HighTurnover { key, .. } if key.starts_with("change.") => {
            "is the rate that it changes so high already?"
        }
        Problem::HighTurnover { .. } => "leavers a year for each person in post: 0.15 is 15%",
        Problem::OutsideRun { is_after: true, .. } => "lengthen `months` if it is to count",
        Problem::OutsideRun { kind, .. } => kind.words().1,
        Problem::AgencyCheaper { charge: 0.0, .. } => "give `charge_per_hour`, what the agency charges",
        Problem::AgencyCheaper { .. } => "is it what the worker is paid, not what the agency charges?",
        Problem::TargetDecided { .. } => "a limit within what the measure can be tells plans apart",
        Problem::NeverFillsPost { .. } => "leave `cover` out for 1, or put a stage with `months` before this one",
        Problem::AgencyOutOfBalance { .. } => "check it against `establishment`, `cover`, `churn` and `fill`",
        Problem::Unused { thing, .. } => thing.words().2,
        Problem::Unpaid { .. } => "give `pay`, a year's salary with on-costs; or `pay = 0` if that is meant",
        _ => return None,
    };
    Some(text.to_owned())
}
