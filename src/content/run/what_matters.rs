//! Which inputs matter most for the targets of a run, or without targets for its headlines, and what would have to be true for unlikely targets.

use super::thirds::{AtBestTogether, InputThirds};
use crate::content::drivers::largest;
use crate::content::findings::error_in_points;
use crate::content::input_phrase::input_phrase;
use crate::content::target_phrase::target_phrase;
use crate::content::words;
use crate::run::RunHeadline;
use crate::summary::{Drivers, FutureFigure, InputDriver, Summary, TargetInThirds, VarianceParts, VarianceShare};

/// Maximum number of inputs among what matters most.
const MOST: usize = 3;

/// The likelihood below which it is said what would have to be true.
const UNLIKELIER_THAN_NOT: f64 = 0.5;

/// What an input moves most.
struct Strongest<'d> {
    input: &'d InputDriver,
    /// Place of the figure among those of the run's drivers.
    figure: usize,
    /// Of a target, by how much its likelihood differs between the third of futures in which the input is lowest and that in which it is
    /// highest; of a headline, the share of its variance.
    size: f64,
}

/// What each input of a clear effect moves most, the largest first: targets, or without targets the headlines.
fn strongest<'d>(summary: &Summary, drivers: &'d Drivers) -> Vec<Strongest<'d>> {
    let is_target = |place: &usize| matches!(drivers.figures[*place].figure, FutureFigure::Target(_));
    let has_targets = (0..drivers.figures.len()).any(|place| is_target(&place));
    let mut strongest: Vec<Strongest<'_>> = Vec::new();
    for figure in (0..drivers.figures.len()).filter(|place| is_target(place) == has_targets) {
        for (input, share) in largest(&drivers.inputs, figure) {
            let Some(size) = size(summary, drivers.figures[figure].figure, input, share.share) else { continue };
            match strongest.iter_mut().find(|known| std::ptr::eq(known.input, input)) {
                Some(known) if size > known.size => (known.figure, known.size) = (figure, size),
                Some(_) => {}
                None => strongest.push(Strongest { input, figure, size }),
            }
        }
    }
    strongest.sort_by(|one, two| two.size.total_cmp(&one.size));
    strongest
}

/// By how much an input of this share moves a figure; `None` if it does not clearly move a target.
fn size(summary: &Summary, figure: FutureFigure, input: &InputDriver, share: f64) -> Option<f64> {
    let FutureFigure::Target(target) = figure else { return Some(share) };
    let thirds = summary.target_in_thirds(target, &input.addresses).filter(TargetInThirds::is_clear)?;
    Some((thirds.highest.met - thirds.lowest.met).abs())
}

/// For targets, how likely one is where an input is lowest and where it is highest: `The chance that the agency rate is 25% or less by March 2018
/// is 49% in the third of futures with the lowest leavers per person per year and 15% in the third with the highest.` Without targets, `Leavers per
/// person per year: 60% of the spread of the cost of the run.`
pub(super) fn what_matters(summary: &Summary, drivers: &Drivers) -> Vec<String> {
    let scenario = summary.plan().scenario();
    let sentence = |one: &Strongest<'_>| match drivers.figures[one.figure].figure {
        FutureFigure::Target(target) => in_thirds(summary, target, one.input),
        FutureFigure::Headline(headline) => {
            let (phrase, share) = (input_phrase(scenario, &one.input.addresses), words::percent(one.size));
            Some(format!("{}: {share} of the spread of {}.", words::capital(&phrase), headline_phrase(headline)))
        }
    };
    let strongest = strongest(summary, drivers);
    let of_inputs = strongest.iter().take(MOST).filter_map(sentence);
    of_inputs.chain(not_to_be_known(summary, drivers, strongest.first())).collect()
}

/// How likely a target is where an input is lowest and highest.
fn in_thirds(summary: &Summary, target: usize, input: &InputDriver) -> Option<String> {
    let scenario = summary.plan().scenario();
    let thirds = summary.target_in_thirds(target, &input.addresses)?;
    Some(format!(
        "The chance that {} is {} in the third of futures with the lowest {} and {} in the third with the highest.",
        target_phrase(scenario, scenario.targets.get(target)?),
        words::percent(thirds.lowest.met),
        input_phrase(scenario, &input.addresses),
        words::percent(thirds.highest.met)
    ))
}

fn headline_phrase(headline: RunHeadline) -> &'static str {
    match headline {
        RunHeadline::AgencyRateAtEnd => "the agency rate at the end of the run",
        RunHeadline::Caseload => "the caseload over the run",
        RunHeadline::Cost => "the cost of the run",
    }
}

/// For targets that are less likely than not and vary: how likely they are where the inputs that move them most are at their better ends
/// together, or what single input does; and those that no input by itself clearly changes.
pub(super) fn conditions(summary: &Summary, drivers: &Drivers) -> Vec<String> {
    let scenario = summary.plan().scenario();
    let strongest = strongest(summary, drivers);
    let is_told = |input: &InputDriver, place: usize| {
        let mut told = strongest.iter().take(MOST);
        told.any(|known| known.figure == place && std::ptr::eq(known.input, input))
    };
    let mut sentences = Vec::new();
    for (place, spread) in drivers.figures.iter().enumerate() {
        let FutureFigure::Target(index) = spread.figure else { continue };
        if summary.target(index).is_none_or(|met| met.mean >= UNLIKELIER_THAN_NOT) {
            continue;
        }
        let target = target_phrase(scenario, &scenario.targets[index]);
        let in_all = summary.target(index).map_or(String::new(), |met| words::percent(met.mean));
        let inputs = InputThirds::of(summary, drivers, place, index);
        let clear: Vec<&InputThirds<'_>> = inputs.iter().filter(|one| one.thirds.is_clear()).collect();
        let together = AtBestTogether::of(summary, index, &inputs).map(|best| together(summary, index, &best));
        sentences.extend(match (&clear[..], together) {
            ([], _) => {
                let due = spread.parts.as_ref().and_then(due_to).map_or(String::new(), |due| format!(": of the uncertainty, {due}"));
                Some(format!("No input by itself clearly changes the chance ({in_all}) that {target}{due}."))
            }
            ([_, _, ..], Some(sentence)) => Some(sentence),
            ([first, ..], _) if first.better().1.met < UNLIKELIER_THAN_NOT => {
                let (end, within) = first.better();
                Some(format!(
                    "No input by itself makes it likelier than not that {target}: even in the third of futures with the {end} {}, the chance \
                     is {}, against {in_all} in all futures.",
                    input_phrase(scenario, &first.input.addresses),
                    words::percent(within.met)
                ))
            }
            ([first, ..], _) if !is_told(first.input, place) => in_thirds(summary, index, first.input),
            _ => None,
        });
    }
    sentences
}

/// `The chance that the agency rate is 25% or less by March 2018 is 71% (±5 points) where these come together, in 3.2% of futures, against 32% in all
/// futures: the lowest third of leavers per person per year; the highest third of mean starters a month (Rolling campaign).`
fn together(summary: &Summary, target: usize, together: &AtBestTogether<'_>) -> String {
    let (scenario, within) = (summary.plan().scenario(), &together.best.within);
    let ends =
        together.ends().map(|(input, end)| format!("the {end} third of {}", input_phrase(scenario, &input.addresses)));
    let in_all = summary.target(target).map_or(String::new(), |met| words::percent(met.mean));
    let even = if within.met < UNLIKELIER_THAN_NOT { "even " } else { "" };
    format!(
        "The chance that {} is {}{} {even}where these come together, in {} of futures, against {in_all} in all futures: {}.",
        target_phrase(scenario, &scenario.targets[target]),
        words::percent(within.met),
        error_in_points(within.mc_error()),
        words::small_percent(within.share),
        ends.collect::<Vec<_>>().join("; ")
    )
}

/// `Of the uncertainty about whether the agency rate is 25% or less by March 2018, 42% is due to differences between years and 49% to chance;
/// neither can be found out beforehand.` Of the target that inputs move most, or if none does clearly of the first; `None` if the run cannot tell.
fn not_to_be_known(summary: &Summary, drivers: &Drivers, strongest: Option<&Strongest<'_>>) -> Option<String> {
    let scenario = summary.plan().scenario();
    let first = || drivers.figures.iter().position(|spread| matches!(spread.figure, FutureFigure::Target(_)));
    let place = strongest.map(|one| one.figure).or_else(first)?;
    let FutureFigure::Target(target) = drivers.figures[place].figure else { return None };
    let due = due_to(drivers.figures[place].parts.as_ref()?)?;
    let target = target_phrase(scenario, &scenario.targets[target]);
    Some(format!("Of the uncertainty about whether {target}, {due}."))
}

/// `about 42% (±13 points) is due to differences between years and 49% (±9 points) to chance; neither can be found out beforehand`; `None` if neither
/// is clear.
fn due_to(parts: &VarianceParts) -> Option<String> {
    let named = [(parts.years, "differences between years"), (parts.chance, "chance")];
    let clear = named.into_iter().filter(|(part, _)| part.is_clear());
    let share = |part: VarianceShare| format!("{}{}", words::percent(part.share), error_in_points(part.mc_error));
    let clear: Vec<(String, &str)> = clear.map(|(part, name)| (share(part), name)).collect();
    Some(match &clear[..] {
        [] => return None,
        [(share, name)] => format!("about {share} is due to {name}, which cannot be found out beforehand"),
        [(share, name), (other, second), ..] => {
            format!("about {share} is due to {name} and {other} to {second}; neither can be found out beforehand")
        }
    })
}
