//! `backtest`: how often forecasts from the past were right.

use std::path::{Path, PathBuf};

use crate::backtest::{
    Backtest, BacktestError, BacktestSpan, CensusSpan, ForecastHorizon, HistorySources, QuarterSpan, ReportedLevels,
    UnopenedHistory, backtest, own_history,
};
use crate::content::backtest::{headline, reading, record, score_tables, scored};
use crate::content::imported::{headings, measures, rows_that_cannot_be_placed, slug};
use crate::content::{Document, facts};
use crate::import::PublishedFigures;
use crate::import::staff_list::StaffList;
use crate::import::staff_opening::CaseTables;
use crate::render::{self, OptionalFiles};

use super::arguments::{BacktestArguments, OverlayArguments};
use super::import::{read_list, read_monthly, tables};
use super::previous_results::ResultKind;
use super::results::Results;
use super::run::{failed, watched_futures, wrote};
use super::{Failure, inputs, interrupt, print, sources, terminal, warn};

/// How far ahead a council's own history is forecast, unless it is said: three and six months, one year and two.
const OWN_HORIZONS: [ForecastHorizon; 4] = [
    ForecastHorizon::of_quarters(1),
    ForecastHorizon::of_quarters(2),
    ForecastHorizon::of_years(1),
    ForecastHorizon::of_years(2),
];

/// Runs the back-test, writes its files and prints its scores.
pub(crate) fn run_backtest(arguments: &BacktestArguments) -> Result<(), Failure> {
    interrupt::listen();
    let source = arguments.staff.as_deref().or(arguments.folder.as_deref()).unwrap_or(Path::new("."));
    let results = Results::of(
        ResultKind::Backtest,
        (&results_name(arguments, source), &OverlayArguments::default()),
        arguments.output.folder(),
    )?;
    results.check_folder()?;
    let found = match &arguments.staff {
        Some(list) => of_staff_list(arguments, list)?,
        None => of_tables(arguments, source)?,
    };
    if arguments.output.execution.is_shard() {
        return Ok(());
    }
    let sources = sources::sources(&arguments.job, None)?;
    let optional = OptionalFiles { sources, png: arguments.png, ..OptionalFiles::default() };
    let files = render::files(&Document::from(&found), &optional).map_err(failed)?;
    results.write(&files)?;
    if arguments.output.json {
        return print(&render::json(&record(&found)).map_err(failed)?);
    }
    if arguments.output.quiet {
        return Ok(());
    }
    let first = headline(&found);
    let screen = render::backtest_lines(&scored(&found), first.as_deref(), &score_tables(&found), reading(&found));
    print(&format!("{}\n{}\n", terminal::shown(&screen), wrote(results.folder(), &files)))
}

/// What is back-tested; horizons by default are these.
fn span(arguments: &BacktestArguments, horizons: &[ForecastHorizon]) -> BacktestSpan {
    BacktestSpan {
        horizons: arguments.horizons_or(horizons),
        authority: arguments.authority.clone(),
        seed: arguments.seed,
    }
}

/// Of the tables in a folder.
fn of_tables(arguments: &BacktestArguments, folder: &Path) -> Result<Backtest, Failure> {
    let span = span(arguments, &[1, 3].map(ForecastHorizon::of_years));
    if let Some(horizon) = span.horizons.iter().find(|horizon| horizon.whole_years().is_none()) {
        let what = format!("`--horizons {horizon}`: a census is yearly, so horizons are whole years");
        return Err(wrong(&what));
    }
    let (published, mut digests) = read(folder)?;
    let pool = arguments.pool.as_deref().map(read).transpose()?;
    if let Some((_, of_pool)) = &pool {
        digests.extend(of_pool.iter().map(|(name, digest)| (format!("pool: {name}"), digest.clone())));
    }
    let censuses = CensusSpan { years: arguments.origins.clone(), has_pool: arguments.pool.is_some() };
    let found = watched_futures(&arguments.output, arguments.replications, "back-test", |options| {
        backtest(&published, pool.as_ref().map_or(&published, |(pool, _)| pool), censuses, span, digests, options)
    });
    found.map_err(|error| stopped_or(error, String::new()))
}

/// Of a council's own history.
fn of_staff_list(arguments: &BacktestArguments, file: &Path) -> Result<Backtest, Failure> {
    let (sheet, bytes) = read_list(file, arguments.sheet.as_deref(), arguments.headings.as_deref())?;
    let is_told = !arguments.output.json && !arguments.output.quiet;
    if is_told {
        print(&headings(&sheet, Some("--headings")))?;
    }
    let list = StaffList::read(&sheet).map_err(|error| wrong(&error))?;
    let mut digests = vec![digest(file, &bytes)];
    let reported = reported(arguments, is_told, &mut digests)?;
    let published = arguments.dfe.as_deref().map(read).transpose()?;
    digests.extend(published.iter().flat_map(|(_, digests)| digests.clone()));
    let cases = published.as_ref().zip(arguments.authority.as_deref()).map(|((published, _), authority)| CaseTables {
        published,
        authority,
        teams: &arguments.case_team,
        caseload: None,
    });
    let sources = HistorySources { list: &list, reported: reported.as_ref(), cases };
    let quarters = QuarterSpan { from: arguments.from, until: arguments.until };
    let span = span(arguments, &OWN_HORIZONS);
    let found = watched_futures(&arguments.output, arguments.replications, "back-test", |options| {
        own_history(sources, quarters, span, digests, options)
    });
    let found = found.map_err(|error| {
        let rows = if sheet.name.is_some() { "rows" } else { "lines" };
        let unplaced = matches!(error, BacktestError::History(UnopenedHistory::NoRows))
            .then(|| rows_that_cannot_be_placed(&list, rows).join("\n"));
        stopped_or(error, unplaced.map_or_else(String::new, |lines| format!("\n{lines}")))
    })?;
    for caution in found.own_history().iter().flat_map(|history| &history.cautions) {
        warn(&format!("warning: {caution}"));
    }
    Ok(found)
}

/// What the council reports each month, if a table is given; what its names were taken for is told.
fn reported(
    arguments: &BacktestArguments,
    is_told: bool,
    digests: &mut Vec<(String, String)>,
) -> Result<Option<ReportedLevels>, Failure> {
    let Some(file) = &arguments.monthly else { return Ok(None) };
    let (figures, bytes) =
        read_monthly(file, arguments.monthly_sheet.as_deref(), arguments.monthly_headings.as_deref())?;
    if is_told {
        print(&measures(&figures, Some("--monthly-headings")))?;
    }
    digests.push(digest(file, &bytes));
    let levels = ReportedLevels::new(&figures).ok_or_else(|| {
        let what = "has neither a caseload nor an agency rate of the whole service: expected `caseload`, or `open_cases` and `case_holder_fte`, \
                    or `agency_rate`; if it has them under other names, say so with --monthly-headings";
        wrong(&format!("{}: the table {what}", figures.place))
    })?;
    Ok(Some(levels))
}

/// Name and digest of a file.
fn digest(file: &Path, bytes: &[u8]) -> (String, String) {
    (file.file_name().unwrap_or_default().to_string_lossy().into_owned(), facts::sha256(bytes))
}

fn wrong(what: &dyn std::fmt::Display) -> Failure {
    Failure::Wrong(format!("error: {what}"))
}

/// What a back-test could not do, with more about it.
fn stopped_or(error: BacktestError, more: String) -> Failure {
    match error {
        BacktestError::Cancelled => Failure::Interrupted,
        error => wrong(&format!("{error}{more}")),
    }
}

/// The folder of the tables by its own name, or the list without its extension, followed by the authority if only one is scored.
fn results_name(arguments: &BacktestArguments, source: &Path) -> PathBuf {
    let own = inputs::identity(source).map_or_else(|| source.to_owned(), |(_, name)| PathBuf::from(name));
    let name = if arguments.staff.is_some() { own.file_stem() } else { own.file_name() };
    let mut name = name.unwrap_or_default().to_os_string();
    if let Some(authority) = &arguments.authority {
        name.push("-");
        name.push(slug(authority));
    }
    // A dot in it begins no extension here.
    name.push(".tables");
    PathBuf::from(name)
}

/// The tables of a folder, and their digests.
fn read(folder: &Path) -> Result<(PublishedFigures, Vec<(String, String)>), Failure> {
    let files = tables(folder)?;
    let published = PublishedFigures::read(&files).map_err(|error| Failure::Wrong(format!("error: {error}")))?;
    for warning in &published.warnings {
        warn(&format!("warning: {warning}"));
    }
    let digests = files.iter().map(|(name, bytes)| (name.clone(), facts::sha256(bytes))).collect();
    Ok((published, digests))
}
