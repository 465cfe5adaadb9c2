//! A search for a plan in sentences.

use crate::compare::SavingsLine;
use crate::content::levers::{pounds_with_error, short_names};
use crate::content::sentences::target_words;
use crate::content::words;
use crate::decide::LeverValue;
use crate::decide::solve::{Feasibility, INDIFFERENCE, Neighbour, PlanAnswer, PlanObjective, ReportedPlan};
use crate::summary::Statistic;
use crate::units::Unit;

/// What was asked: `the least sum of intake.overseas.offers (0 to 20)`.
pub(super) fn question(answer: &PlanAnswer) -> String {
    let grid = &answer.question.grid;
    let range = |values: &[LeverValue]| match values {
        [one] => one.to_string(),
        [first, .., last] => format!("{first} to {last}"),
        [] => String::new(),
    };
    let levers: Vec<String> =
        grid.levers.iter().map(|lever| format!("{} ({})", lever.address, range(&lever.values))).collect();
    let what = match (answer.question.objective, levers.len()) {
        (PlanObjective::Offers, 1) => "least",
        (PlanObjective::Offers, _) => "least sum of",
        (PlanObjective::Cost, _) => "greatest saving at equal capacity over",
        (PlanObjective::Cash, _) => "greatest net saving over",
    };
    let number = grid.count() as u64;
    let safe = if answer.question.is_safe { ", without a flag" } else { "" };
    format!("the {what} {}, {}{safe}", levers.join(", "), words::counted(number, "plan", "plans"))
}

/// `agency rate at most 20% at the end of Mar 2027`, followed by the world if there are several.
pub(super) fn constraint(answer: &PlanAnswer, world: usize, constraint: usize) -> String {
    let scenario = answer.question.base.scenario();
    let target = &scenario.targets[answer.targets[constraint]];
    let world = if world == 0 { String::new() } else { format!(", under {}", answer.question.worlds[world]) };
    format!("{}{world}", target_words(scenario, target))
}

/// All constraints: world and constraint.
pub(super) fn constraints(answer: &PlanAnswer) -> impl Iterator<Item = (usize, usize)> + use<> {
    let (worlds, constraints) = (answer.question.worlds.len(), answer.question.constraints.len());
    (0..worlds).flat_map(move |world| (0..constraints).map(move |constraint| (world, constraint)))
}

/// The values of a plan: `offers 7 and month 2026-09`.
pub(super) fn values(answer: &PlanAnswer, index: usize) -> String {
    let names = short_names(&answer.question.grid.levers);
    let one = |(name, value): (&String, LeverValue)| format!("{name} {value}");
    names.iter().zip(answer.question.grid.values(index)).map(one).collect::<Vec<_>>().join(", ")
}

/// The values of a plan with their addresses: `intake.overseas.offers = 7`.
pub(super) fn addressed(answer: &PlanAnswer, index: usize) -> String {
    answer.question.grid.words(index)
}

/// A likelihood to a tenth of a point, with two standard errors: `80.4% (±0.8)`.
pub(super) fn share(met: Option<&Statistic>) -> String {
    met.filter(|met| met.is_defined())
        .map_or("undefined".to_owned(), |met| format!("{:.1}% (±{:.1})", 100.0 * met.mean, 200.0 * met.mc_error))
}

/// The verdict in a sentence.
pub(super) fn verdict(answer: &PlanAnswer) -> String {
    let (world, binding) = answer.binding();
    let reached = share(answer.met(&answer.plan, world, binding));
    let plan = addressed(answer, answer.plan.index);
    if answer.is_met {
        let safe = if answer.question.is_safe { " and makes nothing worse for children that is watched" } else { "" };
        return format!("{plan} meets every target with the chance asked for{safe}.");
    }
    if answer.has_flagged_alone() {
        return format!(
            "Plans in these ranges meet every target, but all of those make something worse for children than the scenario as it is. One is {plan}: {reached}."
        );
    }
    let asked = words::percent(answer.question.constraints[binding].chance);
    match answer.question.constraints.len() * answer.question.worlds.len() {
        1 => format!("No plan in these ranges reaches {asked}; the best reaches {reached}, with {plan}."),
        _ => format!(
            "No plan in these ranges meets every target. The one that comes nearest is {plan}; it misses {}: {reached}, asked {asked}.",
            constraint(answer, world, binding)
        ),
    }
}

/// That a larger range may do better, if the plan is at the end of one.
pub(super) fn end_of_range(answer: &PlanAnswer) -> Option<String> {
    let levers = answer.levers_at_end();
    let address = |&lever: &usize| answer.question.grid.levers[lever].address.as_str();
    let named: Vec<&str> = levers.iter().map(address).collect();
    let is = if named.len() == 1 { "is at the end of its range" } else { "are at the ends of their ranges" };
    (!named.is_empty()).then(|| format!("{} {is}: a wider range may hold a better plan.", named.join(" and ")))
}

/// That a step of a lever changes no target, if there is such a lever.
pub(super) fn without_effect(answer: &PlanAnswer) -> Option<String> {
    let levers = answer.levers_without_effect();
    let address = |&lever: &usize| answer.question.grid.levers[lever].address.as_str();
    let named: Vec<&str> = levers.iter().map(address).collect();
    (!named.is_empty()).then(|| format!("One step of {} changes no target in these futures.", named.join(" or ")))
}

/// Which constraint binds.
pub(super) fn binding(answer: &PlanAnswer) -> Option<String> {
    let (world, binding) = answer.binding();
    let several = answer.question.constraints.len() * answer.question.worlds.len() > 1;
    several.then(|| format!("The binding target is: {}.", constraint(answer, world, binding)))
}

/// If futures other than those of the search put the plan that was found below a line, that is said.
pub(super) fn below_line(answer: &PlanAnswer) -> Option<String> {
    let (world, binding) = answer.binding();
    let met = answer.met(&answer.plan, world, binding)?;
    let asked = answer.question.constraints[binding].chance;
    (answer.is_met && met.mean < asked).then(|| {
        format!(
            "On these futures it is {:.1} points below what was asked; the search could not tell it from the line by more than {}.",
            100.0 * (asked - met.mean),
            words::counted((100.0 * INDIFFERENCE) as u64, "point", "points")
        )
    })
}

/// The savings of a plan: `saving at equal capacity +£252k (±£3k), net saving -£12k, capacity gained 6.2 FTE-years`.
pub(super) fn savings(plan: &ReportedPlan) -> String {
    let line = |line: SavingsLine| plan.figures.first().and_then(|figures| figures.saving(line));
    let equal = line(SavingsLine::LikeForLike);
    let equal = equal.map(|one| format!("saving at equal capacity {}", pounds_with_error(one)));
    let net = line(SavingsLine::Net).map(|one| format!("net saving {}", words::signed(one.mean, Unit::Pounds)));
    let capacity = line(SavingsLine::Capacity).map(|one| {
        let word = if one.mean < 0.0 { "lost" } else { "gained" };
        format!("capacity {word} {} FTE-years", words::value(one.mean.abs(), Unit::Fte))
    });
    [equal, net, capacity].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// `one more offers (8)` in words that fit any lever: `offers 8`.
pub(super) fn step(answer: &PlanAnswer, neighbour: &Neighbour) -> String {
    let names = short_names(&answer.question.grid.levers);
    let value = answer.question.grid.values(neighbour.plan.index)[neighbour.lever];
    format!("{} {value}", names[neighbour.lever])
}

/// How the plan was found: plans, futures, and how many verdicts are within the indifference.
pub(super) fn search(answer: &PlanAnswer) -> Vec<String> {
    let plans = answer.question.grid.count() as u64;
    let mut sentences = vec![format!(
        "The search ran {} of {} on {} in all. The likelihoods above are from {} other futures.",
        words::whole(answer.tried.len() as u64),
        words::counted(plans, "plan", "plans"),
        words::counted(answer.searched, "future", "futures"),
        words::whole(answer.replications)
    )];
    let is_near = |verdict: Feasibility| {
        matches!(verdict, Feasibility::MetWithinIndifference | Feasibility::MissedWithinIndifference)
    };
    let flagged = answer.tried.iter().filter(|one| one.verdict == Feasibility::Flagged).count() as u64;
    if flagged > 0 {
        sentences.push(format!(
            "{} left out because of a flag: more cases or children waiting, caseloads above their limit, or children turned away. `staffcast compare` \
             with such a plan says which.",
            if flagged == 1 { "1 plan was".to_owned() } else { format!("{} plans were", words::whole(flagged)) }
        ));
    }
    let near = answer.tried.iter().filter(|one| is_near(one.verdict)).count() as u64;
    if near > 0 {
        let (are, they_were) = if near == 1 { ("is", "it was") } else { ("are", "they were") };
        let plans = words::counted(near, "plan", "plans");
        sentences.push(format!(
            "{plans} {are} so near a line that {they_were} decided by the share of futures alone; at most one search in twenty has another \
             wrong verdict."
        ));
    } else {
        sentences.push("At most one search in twenty has a wrong verdict.".to_owned());
    }
    sentences
}
