//! Verifying chosen futures: they are run again, and their headlines compared with those that were kept.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::{Failure, interrupt};
use crate::cli::arguments::{Command, CommonArguments};
use crate::cli::{compare, disk, run};
use crate::content::futures::{BASE_PLAN, headline_cells};
use crate::plan::Plan;
use crate::run::{Options, ProgressCounter, RunHeadline, headlines_and_targets};

/// The file of the headlines of each future.
const FUTURES_FILE: &str = "futures.csv";

/// Numbers of futures: `7` or `1-64,1000`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FutureRanges(Vec<(u64, u64)>);

impl FromStr for FutureRanges {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let range = |part: &str| {
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            let range = (first.trim().parse().ok()?, last.trim().parse().ok()?);
            (1 <= range.0 && range.0 <= range.1).then_some(range)
        };
        let ranges = text.split(',').map(|part| {
            range(part).ok_or_else(|| {
                format!("`{part}` is not the number of a future or a range of them; write 7 or 1-64,1000")
            })
        });
        ranges.collect::<Result<_, _>>().map(Self)
    }
}

/// Plans with their names in tables.
type NamedPlans = Vec<(String, Plan)>;

/// By plan and number, the headlines of futures as they are written.
type KeptHeadlines = BTreeMap<(String, u64), Vec<String>>;

/// What came of the futures that were run again.
pub(super) struct VerifiedFutures {
    /// Their number, of all plans.
    pub verified: u64,
    /// What differs, in words.
    pub differing: Vec<String>,
}

/// Runs chosen futures of a command again, which reads what `sources.json` carries, and compares them with `futures.csv`.
pub(super) fn verify_futures(
    command: &Command,
    folder: &Path,
    chosen: &FutureRanges,
) -> Result<VerifiedFutures, Failure> {
    let kept = kept(folder)?;
    let (how, plans) = plans(command)?;
    let mut found = VerifiedFutures { verified: 0, differing: Vec::new() };
    for (name, plan) in &plans {
        for &(first, last) in &chosen.0 {
            // What was not kept is known before anything is run.
            let of_file =
                |future| kept.get(&(name.clone(), future)).ok_or_else(|| not_kept(folder, &kept, name, future));
            of_file(first).and(of_file(last))?;
            for (future, again) in (first..).zip(headlines(how, plan, (first, last))?) {
                found.verified += 1;
                let written = of_file(future)?;
                if *written != again {
                    found.differing.push(difference(name, future, written, &again));
                }
            }
        }
    }
    Ok(found)
}

/// The headlines of futures, as text.
fn headlines(how: &CommonArguments, plan: &Plan, (first, last): (u64, u64)) -> Result<Vec<Vec<String>>, Failure> {
    let replications = last - first + 1;
    let columns = run::watched(how, replications, "verify", |options| {
        let options = Options { first, ..*options };
        headlines_and_targets(plan, &options, &ProgressCounter::new(options.watch, replications))
    });
    let columns = columns.map_err(|_| Failure::Interrupted)?;
    let of = |place: usize| {
        let values = columns.iter().take(RunHeadline::ALL.len()).map(|column| column[place]);
        headline_cells(values).map(|cell| cell.text().into_owned()).collect()
    };
    Ok((0..replications as usize).map(of).collect())
}

/// The plans of a command, by name.
fn plans(command: &Command) -> Result<(&CommonArguments, NamedPlans), Failure> {
    interrupt::check()?;
    match command {
        Command::Run(arguments) => {
            let files = disk::scenario_files(&arguments.scenarios)?;
            let plan = |file: &PathBuf| Ok((BASE_PLAN.to_owned(), run::read(&arguments.how, file, None)?));
            Ok((&arguments.how, files.iter().take(1).map(plan).collect::<Result<_, Failure>>()?))
        }
        Command::Compare(arguments) => Ok((&arguments.how, compare::plans_by_name(arguments)?)),
        _ => Err(Failure::Wrong("error: only runs and comparisons keep futures one by one".into())),
    }
}

/// The headlines in `futures.csv`.
fn kept(folder: &Path) -> Result<KeptHeadlines, Failure> {
    let path = folder.join(FUTURES_FILE);
    let shown = path.display();
    if !path.exists() {
        return Err(Failure::Wrong(format!(
            "error: `{shown}` does not exist, so single futures cannot be compared; results that were written with `--each-future` have it"
        )));
    }
    let damaged = || Failure::Failed(format!("error: `{shown}` is damaged: it is not a table of futures"));
    let mut table = csv::Reader::from_path(&path).map_err(|_| damaged())?;
    let row = |row: Result<csv::StringRecord, csv::Error>| {
        let row = row.ok()?;
        let mut cells = row.iter().map(str::to_owned);
        let key = (cells.next()?, cells.next()?.parse().ok()?);
        Some((key, cells.collect::<Vec<_>>()))
    };
    table.records().map(|one| row(one).ok_or_else(damaged)).collect()
}

fn not_kept(folder: &Path, kept: &KeptHeadlines, plan: &str, future: u64) -> Failure {
    let mut of_plan = kept.keys().filter(|(name, _)| name == plan).map(|(_, future)| *future);
    let shown = folder.join(FUTURES_FILE);
    let has = match (of_plan.next(), of_plan.next_back()) {
        (Some(first), Some(last)) => format!("it has those from {first} to {last}"),
        _ => "it has none of that plan".to_owned(),
    };
    Failure::Wrong(format!("error: `{}` does not have future {future} of {plan}; {has}", shown.display()))
}

fn difference(plan: &str, future: u64, written: &[String], again: &[String]) -> String {
    let differs =
        RunHeadline::ALL.into_iter().zip(written.iter().zip(again)).find(|(_, (written, again))| written != again);
    match differs {
        Some((headline, (written, again))) => {
            format!(
                "{FUTURES_FILE}: future {future} of {plan} has {} {written}, and {again} when it is run again",
                headline.id()
            )
        }
        None => format!("{FUTURES_FILE}: future {future} of {plan} has not as many figures as when it is run again"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn futures_are_numbers_and_ranges() {
        let ranges = |text: &str| text.parse::<FutureRanges>().map(|ranges| ranges.0);
        assert_eq!(ranges("7"), Ok(vec![(7, 7)]));
        assert_eq!(ranges("1-64,1000"), Ok(vec![(1, 64), (1000, 1000)]));
        for wrong in ["", "0", "5-4", "1-", "a", "1,,2", "-3", "1-2-3"] {
            assert!(ranges(wrong).is_err(), "{wrong}");
        }
    }
}
