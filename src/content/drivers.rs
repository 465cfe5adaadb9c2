//! What the ranges of a run come from: the shares of uncertain inputs in the variance of its headlines.

use super::cell::Cell;
use super::headlines::run_headline_words;
use super::inputs::assumptions;
use super::overview::Overview;
use super::page::{Block, PageTable, Section};
use super::rows::Rows;
use super::words;
use crate::run::RunHeadline;
use crate::summary::{Drivers, InputDriver, Summary, VarianceShare};
use crate::units::Unit;

/// Maximum number of inputs in the table of the page, and of those in a sentence.
const MOST: usize = 10;
const IN_A_SENTENCE: usize = 3;

/// What is left of the range.
const REST: &str = "chance, differences between years, and inputs that act together";

/// The inputs that account for a clear share of a headline, the largest share first.
fn largest(drivers: &Drivers, headline: usize) -> Vec<(&InputDriver, VarianceShare)> {
    let shares = drivers.inputs.iter().map(|input| (input, input.shares[headline]));
    let mut clear: Vec<_> = shares.filter(|(_, share)| share.is_clear()).collect();
    clear.sort_by(|(_, one), (_, two)| two.share.total_cmp(&one.share));
    clear
}

/// The address of an input; of several that are drawn together, what they are under: `leaving.annual_rate (4 drawn together)`.
fn name(input: &InputDriver) -> String {
    let [first, others @ ..] = input.addresses.as_slice() else { return String::new() };
    if others.is_empty() {
        return first.clone();
    }
    let parent = first.rsplit_once('.').map_or(first.as_str(), |(parent, _)| parent);
    let is_shared = others.iter().all(|one| one.rsplit_once('.').is_some_and(|(other, _)| other == parent));
    format!("{} ({} drawn together)", if is_shared { parent } else { first }, input.addresses.len())
}

/// A headline with the inputs that its range comes from: `Agency rate, end of Mar 2019: 41% from agency.fill, 8% from …; the other 51% from
/// chance, differences between years, and inputs that act together.`
fn sentence(summary: &Summary, drivers: &Drivers, headline: usize) -> String {
    let [label, when] = run_headline_words(summary.plan(), drivers.headlines[headline]);
    let clear = largest(drivers, headline);
    if clear.is_empty() {
        return format!("{label}, {when}: no input by itself; {REST}.");
    }
    let from = |(input, share): &(&InputDriver, VarianceShare)| {
        format!("{} from {}", words::percent(share.share), name(input))
    };
    let named: Vec<String> = clear.iter().take(IN_A_SENTENCE).map(from).collect();
    let others: f64 = clear.iter().skip(IN_A_SENTENCE).map(|(_, share)| share.share).sum();
    let number = clear.len().saturating_sub(IN_A_SENTENCE) as u64;
    let others = (number > 0)
        .then(|| format!("{} from {}", words::percent(others), words::counted(number, "other input", "other inputs")));
    let rest = (1.0 - clear.iter().map(|(_, share)| share.share).sum::<f64>()).max(0.0);
    let parts = named.into_iter().chain(others).chain([format!("{} from {REST}", words::percent(rest))]);
    format!("{label}, {when}: {}.", parts.collect::<Vec<_>>().join(", "))
}

/// The section on screen.
pub(crate) fn overview(text: &mut Overview, summary: &Summary) {
    let Some(drivers) = summary.drivers() else { return };
    text.heading("What the ranges come from");
    for headline in 0..drivers.headlines.len() {
        text.item(sentence(summary, drivers, headline));
    }
}

/// A row for each input, or group of correlated inputs, and headline.
pub(crate) fn table(summary: &Summary) -> Rows<'_> {
    const HEADER: [&str; 6] = ["headline", "inputs", "share", "mc_error", "evidence", "source"];
    let inputs = assumptions(summary.plan().scenario());
    let row = move |headline: RunHeadline, input: &InputDriver, share: VarianceShare| {
        let known = inputs.iter().find(|one| one.address == input.addresses[0]);
        let evidence = known.and_then(|one| one.evidence);
        let source = known.and_then(|one| one.source.clone());
        vec![
            headline.id().into(),
            input.addresses.join("; ").into(),
            Cell::probability(share.share),
            Cell::error(share.mc_error, Unit::Probability),
            evidence.into(),
            source.into(),
        ]
    };
    let mut rows = Vec::new();
    if let Some(drivers) = summary.drivers() {
        for (place, &headline) in drivers.headlines.iter().enumerate() {
            rows.extend(drivers.inputs.iter().map(|input| row(headline, input, input.shares[place])));
        }
    }
    Rows::new(&HEADER, rows.into_iter())
}

/// The section of the page: the inputs with the largest shares, by headline.
pub(crate) fn section(summary: &Summary) -> Option<Section<'_>> {
    let drivers = summary.drivers()?;
    let scenario = summary.plan().scenario();
    let greatest = |input: &InputDriver| {
        let clear = input.shares.iter().filter(|share| share.is_clear()).map(|share| share.share);
        clear.fold(0.0, f64::max)
    };
    let mut inputs: Vec<&InputDriver> = drivers.inputs.iter().filter(|input| greatest(input) > 0.0).collect();
    inputs.sort_by(|one, two| greatest(two).total_cmp(&greatest(one)));
    let headlines = drivers.headlines.iter().map(|&headline| run_headline_words(summary.plan(), headline).join(", "));
    let header = ["Input".to_owned()].into_iter().chain(headlines).chain(["Evidence".to_owned()]).collect();
    let known = assumptions(scenario);
    let row = |input: &&InputDriver| {
        let share =
            |share: &VarianceShare| if share.is_clear() { Cell::probability(share.share) } else { Cell::Missing };
        let evidence = known.iter().find(|one| one.address == input.addresses[0]).and_then(|one| one.evidence);
        let mut row: Vec<Cell<'_>> = vec![name(input).into()];
        row.extend(input.shares.iter().map(share));
        row.push(evidence.into());
        row
    };
    let rows = inputs.iter().take(MOST).map(row).collect();
    let caption = "Share of the variance of each figure that one input accounts for by itself";
    let sentences =
        (0..drivers.headlines.len()).map(|headline| Block::Paragraph(sentence(summary, drivers, headline).into()));
    let note = format!(
        "From the first {} futures of this run. A share is left out where it is within three standard errors of zero. To know an input \
         better narrows the range by no more than its share; what is left is {REST}. A large share with weak evidence is the first \
         thing to find out. All inputs are in drivers.csv.",
        words::whole(drivers.futures as u64)
    );
    let mut blocks: Vec<Block<'_>> = sentences.collect();
    blocks.push(Block::Table(PageTable::with_header(caption, header, rows)));
    blocks.push(Block::Note(note.into()));
    Some(Section { id: "drivers", title: "What the ranges come from", blocks })
}
