//! Everything that may be wrong with a scenario (`E`) or odd in it (`W`): one row for each, and nothing elsewhere.
//!
//! A row has the code, which stays with its meaning for good, the problem's name and fields, what `docs/diagnostics.md`
//! says of it (title, meaning, advice), its sentence and, where there is one, the hint beside the line that it is about.

use super::macros::problems;
use super::wording::{did_you_mean, in_table, list, meant_name, nearest, per_cent, plain, shown, shown_address};
use super::{BandReason, Contradiction, CorrelationReason, CsvReason, DatedItem, Item, NoEffectReason, Questionable};
use crate::random::FORMS;
use crate::scenario::source::LoadError;
use crate::units::Unit;

/// In place of a hint, where a name is like none of the known ones and these are too many to list.
const NONE_ALIKE: &str = "none of those in this scenario is like it";

problems! {
    "E001" Unreadable { path: String, error: LoadError }
        title: "A file cannot be read",
        meaning: "A scenario, its base or a CSV file that it names is missing, is a folder, a device or a pipe, is \
             larger than 64 MB, or may not be read.",
        advice: "Check the path. Paths within a scenario are meant from the folder of the file that names them. Only \
             the scenario that the command line names may be a pipe, such as `/dev/stdin`.",
        sentence: match error {
            LoadError::Missing => format!("there is no file `{path}`"),
            LoadError::Folder => format!("`{path}` is a folder; a file is wanted here"),
            LoadError::Other(reason) => format!("cannot read `{path}`: {reason}"),
        };

    "E002" NotUtf8 { path: String, line: usize }
        title: "A file is not UTF-8 text",
        meaning: "The file was saved in another encoding, or is no text at all.",
        advice: "Save it as UTF-8: every editor has that in its dialogue for saving.",
        sentence: format!("`{path}` is not UTF-8 text (line {line}); save it as UTF-8");

    "E003" Empty { path: String }
        title: "A file is empty",
        meaning: "There is nothing in the file but blanks.",
        advice: "Begin with `format = 1`, or copy `scenarios/one-team.toml`.",
        sentence: format!("`{path}` is empty; a scenario begins with `format = 1`");

    "E004" Syntax { message: String, hint: Option<String> }
        title: "Not valid TOML",
        meaning: "The file breaks the rules of TOML, so nothing else of it could be checked.",
        advice: "Put months and other text in quotes, write numbers without thousands commas, £ or %, and give every \
             table once.",
        sentence: format!("not valid TOML: {message}"),
        hint: hint.clone();

    "E005" UnknownKey { key: String, allowed: Vec<String>, inside: String }
        title: "A key that means nothing here",
        meaning: "The key is misspelt or stands in the wrong table. It is never silently ignored.",
        advice: "Take the key that is offered, or look it up in `docs/scenario-reference.md`.",
        sentence: format!("unknown key `{}`{}", shown(key), in_table(inside)),
        hint: Some(did_you_mean(key, allowed, "allowed here", "docs/scenario-reference.md lists what may stand here"));

    "E006" WrongType { key: String, expected: String, found: String }
        title: "A value of the wrong kind",
        meaning: "Another kind of value is wanted here: text, a number, a month, a table.",
        advice: "Write what the message asks for.",
        sentence: format!("`{}` must be {expected}, found {found}", shown_address(key));

    "E007" OutOfRange { key: String, min: f64, max: f64, unit: Unit, found: String }
        title: "A number outside its range",
        meaning: "The number cannot be what its key means; shares and rates given as percentages are the most common \
             case.",
        advice: "Write a number within the range and in the unit that the message names: 15% is 0.15.",
        sentence: {
            let (key, unit) = (shown_address(key), unit.in_brackets());
            format!("`{key}` must be from {} to {}{unit}, found {found}", plain(*min), plain(*max))
        },
        hint: per_cent(*max, *unit, found);

    "E008" NotFinite { key: String, found: String }
        title: "Not a finite number",
        meaning: "TOML has `inf` and `nan`; nothing in a scenario can be either.",
        advice: "Write a number, or leave the key out.",
        sentence: format!("`{}` must be a finite number, found {found}", shown_address(key));

    "E009" Missing { key: String, inside: String, expected: String }
        title: "Something is missing",
        meaning: "A key that has no default is left out. In an overlay it may be that the id is misspelt, and so is \
             new.",
        advice: "Give the key; in an overlay check the id against that of the base.",
        sentence: format!("`{key}` is missing{}: {expected}", in_table(inside));

    "E010" UnknownName { kind: &'static str, name: String, known: Vec<String> }
        title: "A name that nothing has",
        meaning: "A team, route, stage or measure is named that the scenario does not have.",
        advice: "Take the name that is offered, or add what it names.",
        sentence: format!("there is no {kind} called `{}`", shown(name)),
        hint: Some(match *kind {
            _ if known.is_empty() => "there is none in this scenario".into(),
            "measure" => did_you_mean(name, known, "known", "docs/measures.md lists them"),
            _ => did_you_mean(name, known, "known", NONE_ALIKE),
        });

    "E011" BadId { id: String }
        title: "Not an id",
        meaning: "Ids are names for files and scripts: small letters, digits and underscores, a letter first, at most \
             40.",
        advice: "Shorten it to such a name; what people are to read goes into `name`.",
        sentence: format!(
            "`{}` cannot be an id: ids have small letters, digits and underscores, begin with a letter and have at most \
             40 characters",
            shown(id)
        );

    "E012" BadDistribution { key: String, reason: String }
        title: "A distribution that cannot be",
        meaning: "The parameters contradict each other, or leave nothing within the range of the input.",
        advice: "Put low, mode and high in that order, and the standard deviation below what the range allows.",
        sentence: format!("the distribution of `{key}` is not possible: {reason}");

    "E013" MustBePlain { key: String }
        title: "A figure that cannot be uncertain",
        meaning: "The input is part of the structure of the run, and is the same in every future.",
        advice: "Write one number; try other numbers in a scenario each.",
        sentence: format!("`{key}` must be a number alone; it cannot be uncertain");

    "E014" UnknownForm { key: String, found: Vec<String> }
        title: "Not a form of a quantity",
        meaning: "A quantity is a number or a table with exactly one of the forms that the message lists.",
        advice: "Write one form, with `source` and `evidence` beside it where wanted.",
        sentence: {
            let found = if found.is_empty() { "none of them".to_owned() } else { list(found, "and") };
            let forms = FORMS.iter().map(|form| form.name).collect::<Vec<_>>().join(", ");
            format!("`{key}` must be a number or have exactly one of {forms}; found {found}")
        },
        hint: match &found[..] {
            [one] => {
                let forms: Vec<String> = FORMS.iter().map(|form| form.name.to_owned()).collect();
                meant_name(nearest(one, &forms))
            },
            _ => None,
        };

    "E015" OneOf { keys: &'static [&'static str], inside: String, found: usize }
        title: "Exactly one of several keys",
        meaning: "The keys contradict each other, or one of them is needed to say what is meant.",
        advice: "Give one of them.",
        sentence: {
            let problem = if *found == 0 { "none is given" } else { "more than one is given" };
            format!("`{inside}` must have exactly one of {}; {problem}", list(keys, "and"))
        };

    "E016" OutsideCalendar { key: String, found: String, first: String, last: String }
        title: "Outside the scenario's calendar",
        meaning: "A target, a budget or a reported figure is for a time that the run does not simulate, so nothing \
             could be said of it.",
        advice: "Change its month or year, or the scenario's `start` and `months`. In an overlay whose base has it, \
             `remove = true` takes it away: `[target.agency]` with `remove = true` under it.",
        sentence: format!("`{key}` is {found}, outside the scenario's calendar, {first} to {last}");

    "E017" WrongFormat { found: String }
        title: "Another version of the format",
        meaning: "The file was written for another version of the format.",
        advice: "Use the version of staffcast that the file was written for.",
        sentence: format!(
            "this is format {found}; staffcast {} reads format 1: use the version of staffcast that wrote the file",
            env!("CARGO_PKG_VERSION")
        );

    "E018" RestCount { key: String, found: usize }
        title: "Not exactly one rest",
        meaning: "Cases must go somewhere: one branch, and no more, has what the others leave.",
        advice: "Write `\"rest\"` for exactly one branch, most often `closed`.",
        sentence: {
            let found = if *found == 0 { "none has" } else { "more than one has" };
            format!("exactly one branch of `{key}` must be \"rest\", so that they sum to 1; {found}")
        };

    "E019" BranchesOverOne { key: String, sum: f64 }
        title: "Probabilities over 1",
        meaning: "The branches of a stage, or its escalations, would take more cases than there are.",
        advice: "Lower them until their means sum to at most 1.",
        sentence: format!("the probabilities of `{key}` sum to {}, more than 1", plain(*sum));

    "E020" DecisionCircle { stages: Vec<String> }
        title: "Decisions in a circle",
        meaning: "A decision passes cases on in the month they arrive, so a circle of them would never end.",
        advice: "Give one of them a duration, or lead a branch elsewhere.",
        sentence: format!("decisions (months = 0) may not lead round in a circle: {}", stages.join(" -> "));

    "E021" HoldsNoCases { team: String, what: String }
        title: "A team that holds no cases",
        meaning: "A team without a `caseload` table holds none, but the scenario gives it cases, screening or surge \
             posts.",
        advice: "Give the team a `caseload` table, or the work to another team.",
        sentence: format!("team `{team}` holds no cases (it has no `caseload` table), but {what}");

    "E022" Bands { key: String, reason: BandReason }
        title: "Bands of service that do not fit",
        meaning: "Bands of time in service must begin at none and follow on from each other.",
        advice: "Write `all` alone, or `under_2y`, `from_2y`, `from_5y` and so on.",
        sentence: format!("`{key}`: {reason}");

    "E023" NothingToChange { address: String, similar: Option<String> }
        title: "A change of an input that is not there",
        meaning: "A change names an address that no input has.",
        advice: "Take the address that is offered; an address is the path of the input in the file.",
        sentence: format!("there is no input `{}` to change", shown(address)),
        hint: meant_name(similar.as_deref());

    "E024" FixedInput { address: String }
        title: "A change of a fixed input",
        meaning: "The input holds for the whole run, so that no date can change it.",
        advice: "Change another input, or write a second scenario.",
        sentence: format!("`{address}` is fixed for the whole run: dated changes cannot change it");

    "E025" Csv { reason: CsvReason, hint: Option<String> }
        title: "A CSV file that cannot be used",
        meaning: "The columns or a row of a CSV file are not what is wanted.",
        advice: "Save it with commas between columns and the column names that the message lists.",
        sentence: reason.to_string(),
        hint: hint.clone();

    "E026" Inconsistent { what: Contradiction }
        title: "Two things that contradict each other",
        meaning: "Each value may be right, but they cannot hold together.",
        advice: "Change the one that is wrong; the message names both.",
        sentence: what.to_string();

    "E027" UnknownWord { key: String, word: String, known: Vec<String> }
        title: "Not one of the words",
        meaning: "The key takes one of a few words.",
        advice: "Take one of those listed.",
        sentence: format!("`{key}` cannot be `{}`", shown(word)),
        hint: Some(did_you_mean(word, known, "known", NONE_ALIKE));

    "E028" BaseCircle { chain: Vec<String> }
        title: "Bases in a circle",
        meaning: "An overlay is, by way of its bases, laid over itself.",
        advice: "Have one of the files name no base.",
        sentence: format!("bases lead round in a circle: {}", chain.join(" -> "));

    "E029" NothingToRemove { name: String, similar: Option<String> }
        title: "Nothing to remove",
        meaning: "`remove = true` stands at a thing that the base does not have.",
        advice: "Take the id that is offered, or drop the entry.",
        sentence: format!("there is no `{}` in the base to remove", shown(name)),
        hint: meant_name(similar.as_deref());

    "E030" NoInput { address: String, similar: Option<String> }
        title: "No such input",
        meaning: "A `[correlation.ID]` names an input that the scenario has not.",
        advice: "An input's address is its path in the file, such as `agency.fill`. `staffcast explain SCENARIO` lists \
             them all.",
        sentence: format!("there is no input `{}` in this scenario", shown(address)),
        hint: meant_name(similar.as_deref());

    "E031" BadCorrelation { group: String, reason: CorrelationReason }
        title: "Inputs that cannot go together so",
        meaning: "The inputs or the rank correlations of a `[correlation.ID]` are not possible: an input twice or in \
             two groups, a matrix that is not symmetric, of another size, or not positive definite.",
        advice: "Write one number for every pair, or a list of rows with 1 on the diagonal. Where the matrix is not \
             positive definite, bring the correlations nearer to 0.",
        sentence: format!("correlation `{group}`: {reason}");

    "E032" ReservedId { id: String, why: &'static str }
        title: "An id that means something else",
        meaning: "The id is a word of the language, so a file or a table of results that holds it could be read in two \
             ways: `closed` is the end of a case, `service` is all teams together, and a key such as `source`, `value` \
             or `remove` says what a table is.",
        advice: "Take another id; what people are to read goes into `name`.",
        sentence: format!("`{id}` cannot be an id: {why}");

    "E033" RefusedCharacter { found: char }
        title: "A character that cannot be seen",
        meaning: "Control characters, marks of the direction of writing, characters without a width and noncharacters \
             make text say another thing than it shows, and could take over a terminal. No file of a scenario may hold \
             one, not even by an escape such as `\\u001B`. Tabs and line breaks are allowed.",
        advice: "Delete it, or write the text anew: such characters come along when text is copied.",
        sentence: format!(
            "`{}` cannot stand in a scenario: it is not seen, or changes how the text around it is shown",
            found.escape_default()
        );

    "E034" RefusedInPath { path: String, found: char }
        title: "A file name that cannot be shown",
        meaning: "The path of a scenario has such a character (E033). Outputs are named after their scenario.",
        advice: "Rename the file.",
        sentence: format!(
            "the path `{}` has the character `{}`, which cannot be shown: rename the file",
            shown_address(path),
            found.escape_default()
        );

    "W001" OutOfBalance { stage: String, cases: f64, balance: f64 }
        title: "Cases out of balance at the opening",
        meaning: "What flows into a stage and how long cases stay would hold another number of cases than it opens \
             with. The stock drifts to the other number over about one duration, and caseloads with it, before any \
             plan has an effect.",
        advice: "Check `cases`, `months` and the flows against each other. Where the drift is real, leave it and say \
             so in `source`.",
        sentence: format!(
            "`{stage}` opens with {} cases, but what flows in and how long cases stay would hold about {}: expect a drift \
             in the first months",
            plain(*cases),
            plain(balance.round())
        );

    "W002" Odd { what: Questionable }
        title: "Legal, but odd",
        meaning: "A value can be simulated but is hardly meant. The message says why.",
        advice: "Change it, or leave it where it is meant.",
        sentence: what.to_string();

    "W003" HighTurnover { key: String, rate: f64 }
        title: "Leaving so high that it is hardly meant",
        meaning: "More than half of those in post would leave in a year. Turnover of authorities runs from 8.7% to \
             25.1% (10th to 90th percentile, DfE, Children's social work workforce 2019); half is twice that, and \
             above every published band of service or age.",
        advice: "Write a rate as leavers a year for each person in post: 0.15 is 15%. A quarter's leaving is no yearly \
             rate.",
        sentence: format!(
            "`{key}`: {}% of those in post would leave in a year; in nine of ten authorities it is 25% or less",
            plain((rate * 100.0).round())
        ),
        hint: Some(match (key.starts_with("change."), *rate) {
            (true, _) => "is the rate that it changes so high already?".into(),
            (false, 2.0..=100.0) => format!("for {}% write {}", plain(*rate), plain(rate / 100.0)),
            (false, _) => "leavers a year for each person in post: 0.15 is 15%".into(),
        });

    "W004" OutsideRun { kind: DatedItem, id: String, found: String, is_after: bool, first: String, last: String }
        title: "Without effect in this run",
        meaning: "An intake, a move, a pay award or a change lies wholly before or after the months that are \
             simulated. What lies partly before is in force from the first month; its `cost_once` was paid before, and \
             is not counted.",
        advice: "After the run: lengthen `months` if it is to count. Before: the opening is as the file describes it, \
             so state what came of it in `[staff]`, `pay` or the input itself, and remove it.",
        sentence: {
            let (lies, side) = if *is_after { ("begins in", "after") } else { ("is over by", "before") };
            let kind = kind.word();
            format!("{kind} `{id}` {lies} {found}, {side} the run, {first} to {last}: it has no effect in this run")
        },
        hint: Some(if *is_after { "lengthen `months` if it is to count".into() } else { kind.in_its_place().into() });

    "W005" AgencyCheaper { team: Option<String>, charge: f64, hours: f64, weeks: f64, permanent: f64 }
        title: "Agency cheaper than permanent staff",
        meaning: "The charge over a year is less than permanent pay. Agencies charge more: £37.18 an hour where \
             permanent pay was £17.04 (Devon 2015-16). Every vacancy would save money.",
        advice: "Give what the agency charges, not what the worker is paid; check `hours_per_week`, `paid_weeks` and \
             that `pay` is a year's salary with on-costs.",
        sentence: {
            let whose = team.as_ref().map(|team| format!(" of team `{team}`")).unwrap_or_default();
            format!(
                "an agency worker{whose} costs £{} a year (£{} an hour, {} hours, {} weeks), less than the £{} of \
                 permanent staff",
                plain((charge * hours * weeks).round()),
                plain((charge * 100.0).round() / 100.0),
                plain((hours * 10.0).round() / 10.0),
                plain((weeks * 10.0).round() / 10.0),
                plain(permanent.round())
            )
        },
        hint: Some(match *charge {
            0.0 => "give `charge_per_hour`, what the agency charges",
            _ => "is it what the worker is paid, not what the agency charges?",
        }.into());

    "W006" TargetDecided {
        id: String, measure: &'static str, bound: &'static str, limit: f64, max: Option<f64>, is_met: bool
    }
        title: "A target that tells nothing",
        meaning: "The limit is at or beyond the end of what the measure can be, so every future meets it or none can.",
        advice: "Set a limit within the range. Check `at_most` against `at_least`.",
        sentence: {
            let range = max.map_or("0 or more".to_owned(), |max| format!("from 0 to {}", plain(max)));
            let futures = if *is_met { "every future meets it" } else { "no future can meet it" };
            format!("target `{id}`: `{measure}` is {range}, so {bound} {} tells nothing: {futures}", plain(*limit))
        },
        hint: Some("a limit within what the measure can be tells plans apart".into());

    "W007" NeverFillsPost { stage: String, cover: f64 }
        title: "Staff who never fill a post",
        meaning: "People stay in the last stage of a route. With `cover` below 1 there, an agency worker stays beside \
             them for ever.",
        advice: "Leave `cover` out of the last stage (it is then 1), and give the supernumerary time a stage with \
             `months` before it.",
        sentence: {
            let part = if *cover == 0.0 { "nothing".into() } else { format!("{}%", plain((cover * 100.0).round())) };
            format!("people stay in `{stage}`, the last of its route, and there fill {part} of a post for ever")
        },
        hint: Some("leave `cover` out for 1, or put a stage with `months` before this one".into());

    "W008" AgencyOutOfBalance { team: String, workers: f64, balance: f64 }
        title: "Agency staff out of balance at the opening",
        meaning: "The team's gap, `cover`, `churn` and `fill` would keep another number of agency workers than it \
             opens with. They drift to the other number in the first months, and cost with them, before any plan has \
             an effect.",
        advice: "Check `workers`, `establishment` and the agency rates against each other. Where the drift is real, \
             leave it and say so in `source`.",
        sentence: format!(
            "`{team}` opens with {} agency workers, but its gaps, cover, churn and fill would keep about {}: expect a drift \
             in the first months",
            plain(*workers),
            plain(balance.round())
        ),
        hint: Some("check it against `establishment`, `cover`, `churn` and `fill`".into());

    "W009" Unused { thing: Item, id: String }
        title: "Something that nothing uses",
        meaning: "A route that nobody comes by, a team with nothing in it, a stage that no case can enter, a move of \
             nobody: it changes no figure. Most often a name elsewhere is not the one that was meant.",
        advice: "Use it where it was meant to be used, or remove it.",
        sentence: format!("nothing uses the {} `{id}`: {}", thing.word(), thing.why_unused()),
        hint: Some(thing.what_would_use_it().into());

    "W010" NoEffect { key: String, why: NoEffectReason }
        title: "An input without effect",
        meaning: "Another value makes this one irrelevant: it could be any number and every figure would be the same.",
        advice: "Give the value that it depends on, or remove it.",
        sentence: format!("`{key}` has no effect: {why}");

    "W011" Unpaid { stage: String }
        title: "Permanent staff who cost nothing",
        meaning: "A stage of permanent staff has no `pay`, which is then 0, while the scenario prices others.",
        advice: "Give `pay` as a year's salary with on-costs, or write `pay = 0` where the council does not pay them.",
        sentence: format!("permanent staff in `{stage}` cost nothing, because it has no `pay`, while others are paid"),
        hint: Some("give `pay`, a year's salary with on-costs; or `pay = 0` if that is meant".into());
}
