//! The words of a command line that decide what is computed and written, in a fixed order.

use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, CommandFactory as _};

use super::super::Failure;
use super::super::arguments::Arguments;

/// Options that change nothing in the results, or say which part of them a process has, or where else they go.
const LEFT_OUT: [&str; 6] = ["shard", "out", "threads", "quiet", "json", "dataset"];

/// The word before the files and folders, after which nothing is an option, whatever it begins with.
pub(crate) const PATHS: &str = "--";

/// The words of a parsed command line. They are understood as a command line again, and are the same in every shard of a job.
pub(crate) fn words(matches: &ArgMatches) -> Result<Vec<String>, Failure> {
    let mut program = Arguments::command();
    program.build();
    let Some((name, matches)) = matches.subcommand() else { return Ok(Vec::new()) };
    let Some(command) = program.find_subcommand(name) else { return Ok(Vec::new()) };
    let mut words = vec![name.to_owned()];
    let is_given = |one: &&Arg| {
        let id = one.get_id().as_str();
        !LEFT_OUT.contains(&id) && matches.value_source(id) == Some(ValueSource::CommandLine)
    };
    let given: Vec<&Arg> = command.get_arguments().filter(is_given).collect();
    for one in given.iter().filter(|one| !one.is_positional()) {
        let Some(option) = one.get_long() else { continue };
        if matches!(one.get_action(), ArgAction::SetTrue) {
            words.push(format!("--{option}"));
        } else {
            words.extend(values(one, matches)?.into_iter().map(|value| format!("--{option}={value}")));
        }
    }
    words.push(PATHS.to_owned());
    for one in given.iter().filter(|one| one.is_positional()) {
        words.extend(values(one, matches)?);
    }
    Ok(words)
}

/// A command line as a shell takes it: words that a shell would read otherwise are in quotation marks.
pub(super) fn shown(words: &[String]) -> String {
    let is_plain = |word: &String| {
        !word.is_empty() && word.chars().all(|one| one.is_ascii_alphanumeric() || "_./=,:+-@%".contains(one))
    };
    let word = |word: &String| if is_plain(word) { word.clone() } else { format!("'{}'", word.replace('\'', "'\\''")) };
    words.iter().map(word).collect::<Vec<_>>().join(" ")
}

/// The values of an argument, as given.
fn values(argument: &Arg, matches: &ArgMatches) -> Result<Vec<String>, Failure> {
    let text = |value: &std::ffi::OsStr| {
        value.to_str().map(str::to_owned).ok_or_else(|| {
            Failure::Wrong(format!(
                "error: `{}` is not valid UTF-8; rename it",
                value.as_encoded_bytes().escape_ascii()
            ))
        })
    };
    matches.get_raw(argument.get_id().as_str()).into_iter().flatten().map(text).collect()
}

/// The command of such words.
///
/// # Errors
/// Why they are no command, or that they have more than [`words`] gives: a file that says where to write is not obeyed.
pub(crate) fn parse(words: &[String]) -> Result<Arguments, String> {
    use clap::FromArgMatches as _;
    let line = std::iter::once(env!("CARGO_PKG_NAME")).chain(words.iter().map(String::as_str));
    let matches = Arguments::command().try_get_matches_from(line).map_err(|error| error.to_string())?;
    if self::words(&matches).ok().is_none_or(|own| own != words) {
        return Err("it has options that no shard and no `sources.json` has".to_owned());
    }
    Arguments::from_arg_matches(&matches).map_err(|error| error.to_string())
}

/// The ids of all long options of a command, for tests.
#[cfg(test)]
fn options(command: &clap::Command) -> Vec<String> {
    command.get_arguments().filter(|one| one.get_long().is_some()).map(|one| one.get_id().to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Vec<String> {
        let line = line.split_whitespace();
        let matches = Arguments::command().try_get_matches_from(std::iter::once("staffcast").chain(line)).unwrap();
        words(&matches).ok().unwrap()
    }

    #[test]
    fn words_say_what_is_computed_in_one_order() {
        let one = of("run b.toml a.toml --seed 7 -n 10k --shard 1/3 --with x.toml --with y.toml --xlsx --threads 2");
        let other =
            of("run --xlsx --with x.toml b.toml --shard 2/3 --out elsewhere --with=y.toml -n 10k a.toml --seed 7 -q");
        assert_eq!(one, other);
        assert_eq!(one[0], "run");
        assert_eq!(one[one.len() - 3..], ["--", "b.toml", "a.toml"]);
        assert!(one.contains(&"--with=x.toml".to_owned()) && one.contains(&"--seed=7".to_owned()), "{one:?}");
    }

    #[test]
    fn words_are_understood_again() {
        for line in [
            "run a.toml -n 100 --png --docx",
            "compare base.toml a.toml b.toml --attribution --attribution-replications 50 --rank-by cash --stress s.toml t.toml",
            "sweep a.toml --vary agency.fill=0.1,0.2 --vary intake.x.offers=0..5 -n 200",
            "backtest tables --origins 2019..2020 --horizons 1,3 -n 60 --seed 4",
        ] {
            let words = of(line);
            assert!(parse(&words).is_ok(), "{words:?}");
            let again =
                Arguments::command().try_get_matches_from(std::iter::once("staffcast".to_owned()).chain(words.clone()));
            assert_eq!(super::words(&again.unwrap()).ok().unwrap(), words);
        }
    }

    #[test]
    fn words_that_say_where_to_write_are_refused() {
        let own = of("run a.toml --seed 7 --xlsx");
        assert!(parse(&own).is_ok());
        for more in ["--dataset=elsewhere", "--out=elsewhere", "--shard=1/2", "--json", "--threads=2", "--quiet"] {
            let mut words = own.clone();
            words.insert(1, more.to_owned());
            assert!(parse(&words).is_err(), "{more}");
        }
    }

    #[test]
    fn a_command_is_shown_as_a_shell_takes_it() {
        let words = ["run", "--with=x.toml", "--", "my plan.toml", "it's.toml", ""].map(str::to_owned);
        assert_eq!(shown(&words), r"run --with=x.toml -- 'my plan.toml' 'it'\''s.toml' ''");
    }

    #[test]
    fn what_is_left_out_exists() {
        let all: Vec<String> = Arguments::command().get_subcommands().flat_map(options).collect();
        assert!(LEFT_OUT.iter().all(|one| all.iter().any(|option| option == one)));
    }
}
