//! `backtest`: how often forecasts from past censuses were right.

use crate::backtest::{BacktestError, BacktestSpan, ScoreRow, backtest, scores};
use crate::import::PublishedFigures;

use super::arguments::BacktestArguments;
use super::import::tables;
use super::run::watched_futures;
use super::{Failure, interrupt, print};

/// Runs the back-test and prints its scores.
pub(crate) fn backtest_command(arguments: &BacktestArguments) -> Result<(), Failure> {
    interrupt::listen();
    let failed = |what: &dyn std::fmt::Display| Failure::Wrong(format!("error: {what}"));
    let read = |folder| PublishedFigures::read(&tables(folder)?).map_err(|error| failed(&error));
    let published = read(&arguments.folder)?;
    let pool = arguments.pool.as_deref().map(read).transpose()?;
    let span = BacktestSpan {
        origins: arguments.origins.clone(),
        horizons: arguments.horizons.clone(),
        authority: arguments.authority.clone(),
        seed: 1,
    };
    let threads = arguments.threads.map(usize::from);
    let cases = watched_futures(arguments.quiet, threads, arguments.replications, "backtest", |options| {
        backtest(&published, pool.as_ref().unwrap_or(&published), &span, options)
    });
    let cases = cases.map_err(|error| match error {
        BacktestError::Cancelled => Failure::Interrupted,
        error => failed(&error),
    })?;
    let rows = scores(&cases);
    let mut text = String::new();
    for row in rows.iter().filter(|row| arguments.all || (row.origin.is_none() && row.size.is_none())) {
        text += &line(row);
    }
    print(&text)
}

fn line(row: &ScoreRow) -> String {
    format!(
        "{:14} {} {:5} {:7} {:24} n {:4} | 50 {:3.0} 80 {:3.0} ({:3.1}) 90 {:3.0} | {:2.0} {:2.0} | w {:6.2} b {:6.2} crps {:6.3} {:5.3}\n",
        row.measure.map_or("mean", crate::backtest::ScoredMeasure::id),
        row.horizon,
        row.origin.map_or("all".to_owned(), |year| year.to_string()),
        row.size.map_or("all", crate::backtest::SizeThird::name),
        row.method.name(),
        row.n,
        100.0 * row.coverage[0],
        100.0 * row.coverage[1],
        100.0 * row.coverage80_error,
        100.0 * row.coverage[2],
        100.0 * row.below,
        100.0 * row.above,
        row.width80,
        row.bias,
        row.crps,
        row.skill
    )
}
