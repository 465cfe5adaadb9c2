//! `backtest`: how often forecasts from past censuses were right.

use std::fs;
use std::path::{Path, PathBuf};

use crate::backtest::{BacktestError, BacktestSpan, backtest};
use crate::content::backtest::{READING, record, score_tables, scored};
use crate::content::{Document, facts};
use crate::import::PublishedFigures;
use crate::render::{self, OptionalFiles};

use super::arguments::BacktestArguments;
use super::import::{slug, tables};
use super::previous_results::ResultKind;
use super::results::Results;
use super::run::{failed, watched_futures, wrote};
use super::{Failure, interrupt, print, terminal, warn};

/// Runs the back-test, writes its files and prints its scores.
pub(crate) fn run_backtest(arguments: &BacktestArguments) -> Result<(), Failure> {
    interrupt::listen();
    let wrong = |what: &dyn std::fmt::Display| Failure::Wrong(format!("error: {what}"));
    let results = Results::of(ResultKind::Backtest, &results_name(arguments), &arguments.output.out)?;
    results.check_folder()?;
    let (published, mut digests) = read(&arguments.folder)?;
    let pool = arguments.pool.as_deref().map(read).transpose()?;
    if let Some((_, of_pool)) = &pool {
        digests.extend(of_pool.iter().map(|(name, digest)| (format!("pool: {name}"), digest.clone())));
    }
    let span = BacktestSpan {
        origins: arguments.origins.clone(),
        horizons: arguments.horizons(),
        authority: arguments.authority.clone(),
        has_pool: arguments.pool.is_some(),
        seed: arguments.seed,
    };
    let found = watched_futures(&arguments.output, arguments.replications, "back-test", |options| {
        backtest(&published, pool.as_ref().map_or(&published, |(pool, _)| pool), span, digests, options)
    });
    let found = found.map_err(|error| match error {
        BacktestError::Cancelled => Failure::Interrupted,
        error => wrong(&error),
    })?;
    let files = render::files(&Document::from(&found), &OptionalFiles::default()).map_err(failed)?;
    results.write(&files)?;
    if arguments.output.json {
        return print(&render::json(&record(&found)).map_err(failed)?);
    }
    if arguments.output.quiet {
        return Ok(());
    }
    let screen = render::backtest_lines(&scored(&found), &score_tables(&found), READING);
    print(&format!("{}\n{}\n", terminal::shown(&screen), wrote(results.folder(), &files)))
}

/// The folder of the tables by its own name, followed by that of the authority if only one is scored.
fn results_name(arguments: &BacktestArguments) -> PathBuf {
    let folder = fs::canonicalize(&arguments.folder).unwrap_or_else(|_| arguments.folder.clone());
    let mut name = folder.file_name().unwrap_or_default().to_os_string();
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
