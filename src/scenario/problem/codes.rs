//! Every error (`E`) and warning (`W`) that a scenario can cause, one row per code.
//!
//! A row contains the code, which never changes its meaning, the variant's name and fields, the text for
//! `docs/diagnostics.md` (title, meaning, advice), the message and, optionally, the hint shown beside the line
//! concerned.

use super::macros::problems;
use super::wording::{did_you_mean, in_table, list, meant_name, nearest, per_cent, plain, shown, shown_address};
use super::{
    BandReason, Contradiction, CorrelationReason, CsvReason, DatedItem, Item, NoEffectReason, Questionable,
    UnusualReason, YearlyReason,
};
use crate::random::FORMS;
use crate::scenario::source::LoadError;
use crate::units::Unit;

/// Hint used if no known name is similar and there are too many to list.
const NONE_ALIKE: &str = "this scenario has no similar name";

problems! {
    "E001" Unreadable { path: String, error: LoadError }
        title: "A file cannot be read",
        meaning: "A scenario, its base or a CSV file that it refers to is missing, is a folder, a device or a pipe, is \
             larger than 64 MB, or is not readable.",
        advice: "Check the path. Relative paths in a scenario start from the folder of the file that contains them. \
             Only the scenario named on the command line may be a pipe, such as `/dev/stdin`.",
        sentence: match error {
            LoadError::Missing => format!("there is no file `{path}`"),
            LoadError::Folder => format!("`{path}` is a folder, not a file"),
            LoadError::Other(reason) => format!("cannot read `{path}`: {reason}"),
        };

    "E002" NotUtf8 { path: String, line: usize }
        title: "A file is not UTF-8 text",
        meaning: "The file was saved in another encoding, or is not a text file.",
        advice: "Save it as UTF-8: every text editor offers this when saving.",
        sentence: format!("`{path}` is not UTF-8 text (line {line}); save it as UTF-8");

    "E003" Empty { path: String }
        title: "A file is empty",
        meaning: "The file contains nothing but spaces and blank lines.",
        advice: "Begin with `format = 1`, or copy `scenarios/one-team.toml`.",
        sentence: format!("`{path}` is empty; a scenario begins with `format = 1`");

    "E004" Syntax { message: String, hint: Option<String> }
        title: "Not valid TOML",
        meaning: "The file is not valid TOML, so nothing else in it could be checked.",
        advice: "Put months and other text in quotes, write numbers without thousands commas, £ or %, and define every \
             table only once.",
        sentence: format!("not valid TOML: {message}"),
        hint: hint.clone();

    "E005" UnknownKey { key: String, allowed: Vec<String>, inside: String }
        title: "Unknown key",
        meaning: "The key is misspelt or is in the wrong table. Unknown keys are never silently ignored.",
        advice: "Use the suggested key, or look it up in `docs/scenario-reference.md`.",
        sentence: format!("unknown key `{}`{}", shown(key), in_table(inside)),
        hint: Some(did_you_mean(key, allowed, "allowed here", "docs/scenario-reference.md lists the allowed keys"));

    "E006" WrongType { key: String, expected: String, found: String }
        title: "Value of the wrong type",
        meaning: "The key requires another type of value, such as text, a number, a month or a table.",
        advice: "Write the type of value stated in the message.",
        sentence: format!("`{}` must be {expected}, found {found}", shown_address(key));

    "E007" OutOfRange { key: String, min: f64, max: f64, unit: Unit, found: String }
        title: "Number out of range",
        meaning: "The number is not possible for this key. The most common cause is a share or rate written as a \
             percentage.",
        advice: "Write a number within the range and in the unit stated in the message: 15% is 0.15.",
        sentence: {
            let (key, unit) = (shown_address(key), unit.in_brackets());
            format!("`{key}` must be from {} to {}{unit}, found {found}", plain(*min), plain(*max))
        },
        hint: per_cent(*max, *unit, found);

    "E008" NotFinite { key: String, found: String }
        title: "Not a finite number",
        meaning: "TOML allows `inf` and `nan`; a scenario does not.",
        advice: "Write a number, or omit the key.",
        sentence: format!("`{}` must be a finite number, found {found}", shown_address(key));

    "E009" Missing { key: String, inside: String, expected: String }
        title: "Required key missing",
        meaning: "A key that has no default is not given. In an overlay the cause may be a misspelt id, which is read \
             as a new entry.",
        advice: "Add the key; in an overlay, check the id against the base.",
        sentence: format!("`{key}` is missing{}: {expected}", in_table(inside));

    "E010" UnknownName { kind: &'static str, name: String, known: Vec<String> }
        title: "Unknown name",
        meaning: "The file refers to a team, route, stage or measure that does not exist.",
        advice: "Use the suggested name, or add what it refers to.",
        sentence: format!("there is no {kind} called `{}`", shown(name)),
        hint: Some(match *kind {
            _ if known.is_empty() => "this scenario has none".into(),
            "measure" => did_you_mean(name, known, "choose from", "docs/measures.md lists them"),
            _ => did_you_mean(name, known, "choose from", NONE_ALIKE),
        });

    "E011" BadId { id: String }
        title: "Invalid id",
        meaning: "Ids are used in files and scripts. They consist of lower-case letters, digits and underscores, start \
             with a letter and have at most 40 characters.",
        advice: "Change it to a valid id, and put the display name in `name`.",
        sentence: format!(
            "`{}` is not a valid id: use lower-case letters, digits and underscores, starting with a letter, at most \
             40 characters",
            shown(id)
        );

    "E012" BadDistribution { key: String, reason: String }
        title: "Invalid distribution",
        meaning: "The parameters contradict each other, or leave nothing within the range of the input.",
        advice: "Put low, mode and high in ascending order, and choose a standard deviation that is small enough for \
             the range of the input.",
        sentence: format!("the distribution of `{key}` is invalid: {reason}");

    "E013" MustBePlain { key: String }
        title: "Input that cannot be uncertain",
        meaning: "The input is part of the structure of the run and is the same in every future.",
        advice: "Write a single number; to try other values, use a separate scenario for each.",
        sentence: format!("`{key}` must be a single number; it cannot be uncertain");

    "E014" UnknownForm { key: String, found: Vec<String> }
        title: "Unknown form of quantity",
        meaning: "A quantity is a number or a table with exactly one of the forms listed in the message.",
        advice: "Use one form, optionally with `source` and `evidence` beside it.",
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
        title: "Exactly one of several keys required",
        meaning: "The keys exclude each other, and one of them is required.",
        advice: "Give exactly one of them.",
        sentence: {
            let problem = if *found == 0 { "none is given" } else { "more than one is given" };
            format!("`{inside}` must have exactly one of {}; {problem}", list(keys, "and"))
        };

    "E016" OutsideCalendar { key: String, found: String, first: String, last: String }
        title: "Outside the scenario's calendar",
        meaning: "A target, a budget or a reported figure is for a month or year that the run does not simulate, so it \
             could not be evaluated.",
        advice: "Change its month or year, or the scenario's `start` and `months`. If it comes from the base of an \
             overlay, `remove = true` removes it: `[target.agency]` with `remove = true` under it.",
        sentence: format!("`{key}` is {found}, outside the scenario's calendar, {first} to {last}");

    "E017" WrongFormat { found: String }
        title: "Unsupported format version",
        meaning: "The file was written for another version of the format.",
        advice: "Use the version of staffcast that the file was written for.",
        sentence: format!(
            "the file has format {found}, but staffcast {} reads format 1; use the version of staffcast that the file \
             was written for",
            env!("CARGO_PKG_VERSION")
        );

    "E018" RestCount { key: String, found: usize }
        title: "Not exactly one `rest` branch",
        meaning: "Every case must go somewhere, so exactly one branch takes the remainder.",
        advice: "Write `\"rest\"` for exactly one branch, usually `closed`.",
        sentence: {
            let found = if *found == 0 { "none" } else { "more than one" };
            format!("exactly one branch of `{key}` must be \"rest\", so that the branches sum to 1; found {found}")
        };

    "E019" BranchesOverOne { key: String, sum: f64 }
        title: "Probabilities that sum to more than 1",
        meaning: "The branches of a stage, or its escalations, would take more cases than there are.",
        advice: "Reduce them so that their means sum to at most 1.",
        sentence: format!("the probabilities of `{key}` sum to {}, more than 1", plain(*sum));

    "E020" DecisionCircle { stages: Vec<String> }
        title: "Decisions in a loop",
        meaning: "A decision passes cases on in the month they arrive, so a loop of decisions would never end.",
        advice: "Give one of them a duration, or send a branch elsewhere.",
        sentence: format!("decisions (months = 0) must not form a loop: {}", stages.join(" -> "));

    "E021" HoldsNoCases { team: String, what: String }
        title: "Cases for a team that holds none",
        meaning: "A team without a `caseload` table holds no cases, but the scenario gives it cases or screening.",
        advice: "Give the team a `caseload` table, or assign the work to another team.",
        sentence: format!("team `{team}` holds no cases (it has no `caseload` table), but {what}");

    "E022" Bands { key: String, reason: BandReason }
        title: "Invalid bands of time in service",
        meaning: "Bands of time in service must start at zero and follow on from each other.",
        advice: "Write only `all`, or `under_2y`, `from_2y`, `from_5y` and so on.",
        sentence: format!("`{key}`: {reason}");

    "E023" NothingToChange { address: String, similar: Option<String> }
        title: "Change to an unknown input",
        meaning: "A dated change or a yearly effect refers to an address that no input has.",
        advice: "Use the suggested address; an address is the path of the input in the file.",
        sentence: format!("there is no input `{}` in this scenario", shown(address)),
        hint: meant_name(similar.as_deref());

    "E024" FixedInput { address: String }
        title: "Change to a fixed input",
        meaning: "The input is fixed for the whole run, so neither a dated change nor a yearly effect can move it.",
        advice: "Change another input, or write a second scenario.",
        sentence: format!("`{address}` is fixed for the whole run: no dated change or yearly effect can move it");

    "E025" Csv { reason: CsvReason, hint: Option<String> }
        title: "Unusable CSV file",
        meaning: "The columns or a row of a CSV file are invalid.",
        advice: "Save it with commas between the columns and with the column names listed in the message.",
        sentence: reason.to_string(),
        hint: hint.clone();

    "E026" Inconsistent { what: Contradiction }
        title: "Contradictory values",
        meaning: "Each value may be valid on its own, but not together with the other.",
        advice: "Change the one that is wrong; the message names both.",
        sentence: what.to_string();

    "E027" UnknownWord { key: String, word: String, known: Vec<String> }
        title: "Unknown word",
        meaning: "The key accepts only certain words.",
        advice: "Use one of the words listed.",
        sentence: format!("`{key}` cannot be `{}`", shown(word)),
        hint: Some(did_you_mean(word, known, "choose from", NONE_ALIKE));

    "E028" BaseCircle { chain: Vec<String> }
        title: "Bases in a loop",
        meaning: "An overlay is its own base, directly or through other bases.",
        advice: "Remove `base` from one of the files.",
        sentence: format!("bases form a loop: {}", chain.join(" -> "));

    "E029" NothingToRemove { name: String, similar: Option<String> }
        title: "Nothing to remove",
        meaning: "`remove = true` is set for something that the base does not have.",
        advice: "Use the suggested id, or delete the entry.",
        sentence: format!("there is no `{}` in the base to remove", shown(name)),
        hint: meant_name(similar.as_deref());

    "E030" NoInput { address: String, similar: Option<String> }
        title: "No such input",
        meaning: "A `[correlation.ID]` table refers to an input that the scenario does not have.",
        advice: "An input's address is its path in the file, such as `agency.fill`. `staffcast explain SCENARIO` lists \
             them all.",
        sentence: format!("there is no input `{}` in this scenario", shown(address)),
        hint: meant_name(similar.as_deref());

    "E031" BadCorrelation { group: String, reason: CorrelationReason }
        title: "Invalid correlation",
        meaning: "The inputs or the rank correlations of a `[correlation.ID]` table are invalid: an input appears \
             twice or in two groups, or the matrix is not symmetric, has the wrong size or cannot be that of any inputs.",
        advice: "Write a single number for all pairs, or a list of rows with 1 on the diagonal. If no inputs can have \
             these correlations together, move them closer to 0.",
        sentence: format!("correlation `{group}`: {reason}");

    "E032" ReservedId { id: String, why: &'static str }
        title: "Reserved id",
        meaning: "The id is a reserved word, so a file or a results table that contains it would be ambiguous: \
             `closed` is the end of a case, `service` is all teams together, and keys such as `source`, `value` and \
             `remove` have a meaning of their own.",
        advice: "Choose another id, and put the display name in `name`.",
        sentence: format!("`{id}` cannot be an id: {why}");

    "E033" RefusedCharacter { found: char }
        title: "Invisible character",
        meaning: "Control characters, text direction marks, zero-width characters and noncharacters can make text \
             differ from what is displayed, and could take over a terminal. No file of a scenario may contain one, not \
             even as an escape such as `\\u001B`. Tabs and line breaks are allowed.",
        advice: "Delete it, or retype the text: such characters often come with copied text.",
        sentence: format!(
            "`{}` is not allowed in a scenario: it is invisible, or changes how the text around it is displayed",
            found.escape_default()
        );

    "E034" RefusedInPath { path: String, found: char }
        title: "File name that cannot be displayed",
        meaning: "The path of a scenario contains an invisible character (see E033). Outputs are named after their \
             scenario.",
        advice: "Rename the file.",
        sentence: format!(
            "the path `{}` contains the character `{}`, which cannot be displayed: rename the file",
            shown_address(path),
            found.escape_default()
        );

    "E035" BadYearly { yearly: String, reason: YearlyReason }
        title: "Invalid yearly effect",
        meaning: "A `[yearly.ID]` table moves no input, names an input twice, has a key that applies only to yearly steps, \
             or has both `opens_at` and `relative_to`.",
        advice: "Name each input once. `begins` and `phase_in` are for effects that move once a year.",
        sentence: format!("yearly effect `{yearly}`: {reason}");

    "E036" ReplacedByYearly { key: String, table: String }
        title: "Replaced by a yearly effect",
        meaning: "Earlier versions had this table for what differs from year to year. A `[yearly.ID]` table now does \
             this for any input.",
        advice: "Replace the table by the one suggested, which has its figures.",
        sentence: format!("`{key}` has been replaced by a yearly effect"),
        hint: Some(format!("write {table}"));

    "E037" TooManyPeople { people: f64, most: usize, largest: String, of_largest: f64 }
        title: "Too many people to follow",
        meaning: "Every person is followed in every future, so memory and time grow with the opening staff and with all \
             who may arrive during the run. Arrivals count at a high value: offers and starters at the 99.9th \
             percentile of an uncertain input, with dated changes, and a campaign or conversion at 3 standard deviations \
             above its mean in every month. A person who moves between teams counts again.",
        advice: "Reduce `heads`, `offers`, `per_month` or `conversion`, or shorten the run. The people of a service are \
             far fewer: check for a figure that is for a year or for the whole country.",
        sentence: format!(
            "a run would follow up to {} people, more than the limit of {}; `{largest}` alone accounts for {}",
            plain(people.ceil()),
            plain(*most as f64),
            plain(of_largest.ceil())
        ),
        hint: Some("reduce its numbers, or shorten the run".into());

    "E038" Blank { key: String, what: String }
        title: "Blank",
        meaning: "A figure that only the council knows has been left blank: `{ blank = \"what to find out\" }`. A scenario with \
             blanks cannot be run.",
        advice: "Find it out and write it in place of the blank, with its source.",
        sentence: format!("`{}` is blank: {}", shown(key), shown(what)),
        hint: Some("write a number here".into());

    "E039" ReplacedByChange { key: String, table: String }
        title: "Replaced by a change",
        meaning: "Earlier versions had this table for extra agency posts while the caseload stays high. A `[change.ID]` with `when` \
             now does this for any measure and any input.",
        advice: "Replace the table by the one suggested, which has its figures.",
        sentence: format!("`{key}` has been replaced by a change that a measure triggers"),
        hint: Some(format!("write {table}"));

    "W001" OutOfBalance { stage: String, cases: f64, balance: f64 }
        title: "Opening cases out of balance",
        meaning: "The inflow to a stage and the time that cases stay in it imply a different number of cases from the \
             number it opens with. Open cases drift to that number over about one stage duration, and caseloads with \
             them, before any plan has an effect.",
        advice: "Check `cases`, `months` and the flows against each other. If the drift is real, keep it and say so in \
             `source`.",
        sentence: format!(
            "`{stage}` opens with {} cases, but its inflow and duration imply about {}: expect a drift in the first \
             months",
            plain(*cases),
            plain(balance.round())
        );

    "W002" Odd { what: Questionable }
        title: "Valid, but questionable",
        meaning: "A value can be simulated but is probably not intended. The message says why.",
        advice: "Change it, or keep it if it is intended.",
        sentence: what.to_string();

    "W003" HighTurnover { key: String, rate: f64 }
        title: "Implausibly high turnover",
        meaning: "More than half of those in post would leave in a year. The turnover of local authorities ranges from \
             8.7% to 25.1% (10th to 90th percentile, DfE, Children's social work workforce 2019); 50% is twice the \
             upper figure, and above every published band of length of service or age.",
        advice: "Write the rate as leavers a year per person in post: 0.15 is 15%. A quarterly figure is not an annual \
             rate.",
        sentence: format!(
            "`{key}`: {}% of those in post would leave in a year; in nine out of ten authorities it is 25% or less",
            plain((rate * 100.0).round())
        ),
        hint: Some(match (key.starts_with("change."), *rate) {
            (true, _) => "is the rate that it changes already this high?".into(),
            (false, 2.0..=100.0) => format!("for {}% write {}", plain(*rate), plain(rate / 100.0)),
            (false, _) => "write leavers a year per person in post: 0.15 is 15%".into(),
        });

    "W004" OutsideRun { kind: DatedItem, id: String, found: String, is_after: bool, first: String, last: String }
        title: "No effect in this run",
        meaning: "An intake, a move, an award or a change is entirely before or after the simulated months. One \
             that starts before the run and continues into it is in force from the first month; its `cost_once` was \
             paid before the run and is not counted.",
        advice: "After the run: increase `months` to include it. Before the run: the opening state is taken as the \
             file describes it, so include the result in `[staff]`, `pay` or the input itself, and remove the entry.",
        sentence: {
            let (lies, side) = if *is_after { ("begins in", "after") } else { ("is over by", "before") };
            let kind = kind.word();
            format!("{kind} `{id}` {lies} {found}, {side} the run ({first} to {last}): it has no effect in this run")
        },
        hint: Some(if *is_after { "increase `months` to include it".into() } else { kind.in_its_place().into() });

    "W005" AgencyCheaper { team: Option<String>, charge: f64, hours: f64, weeks: f64, permanent: f64 }
        title: "Agency cheaper than permanent staff",
        meaning: "The agency charge over a year is less than permanent pay. In practice agencies charge more: £37.18 \
             an hour where permanent pay was £17.04 (Devon 2015-16). With these values every vacancy would save money.",
        advice: "Enter what the agency charges, not what the worker is paid; check `hours_per_week`, `paid_weeks` and \
             that `pay` is a year's salary with on-costs.",
        sentence: {
            let whose = team.as_ref().map(|team| format!(" in team `{team}`")).unwrap_or_default();
            format!(
                "an agency worker{whose} costs £{} a year (£{} an hour, {} hours, {} weeks), less than the £{} for \
                 permanent staff",
                plain((charge * hours * weeks).round()),
                plain((charge * 100.0).round() / 100.0),
                plain((hours * 10.0).round() / 10.0),
                plain((weeks * 10.0).round() / 10.0),
                plain(permanent.round())
            )
        },
        hint: Some(match *charge {
            0.0 => "set `charge_per_hour` to what the agency charges",
            _ => "is this what the worker is paid rather than what the agency charges?",
        }.into());

    "W006" TargetDecided {
        id: String, measure: &'static str, bound: &'static str, limit: f64, max: Option<f64>, is_met: bool
    }
        title: "Uninformative target",
        meaning: "The limit is at or beyond the end of the measure's possible range, so either every future meets it \
             or none can.",
        advice: "Set a limit within the range, and check whether `at_most` and `at_least` were confused.",
        sentence: {
            let range = max.map_or("0 or more".to_owned(), |max| format!("from 0 to {}", plain(max)));
            let futures = if *is_met { "every future meets it" } else { "no future can meet it" };
            format!("target `{id}`: `{measure}` is always {range}, so a target of {bound} {} is uninformative: \
                 {futures}", plain(*limit))
        },
        hint: Some("set a limit within the measure's range, so that it distinguishes between plans".into());

    "W007" NeverFillsPost { stage: String, cover: f64 }
        title: "Staff who never fully fill a post",
        meaning: "People remain in the last stage of a route. If `cover` is below 1 there, agency workers cover the \
             rest of their posts for as long as they stay.",
        advice: "Omit `cover` in the last stage (it defaults to 1), and model supernumerary time as an earlier stage \
             with `months`.",
        sentence: {
            let part = if *cover == 0.0 { "no part".into() } else { format!("{}%", plain((cover * 100.0).round())) };
            format!("`{stage}` is the last stage of its route: people remain in it and fill {part} of a post for as \
                 long as they stay")
        },
        hint: Some("omit `cover` (it defaults to 1), or add a stage with `months` before this one".into());

    "W008" AgencyOutOfBalance { team: String, workers: f64, balance: f64 }
        title: "Opening agency staff out of balance",
        meaning: "The team's gaps, `cover`, `churn` and `fill` imply a different number of agency workers from the \
             number it opens with. Agency workers drift to that number in the first months, and cost with them, before \
             any plan has an effect.",
        advice: "Check `workers`, `establishment` and the agency rates against each other. If the drift is real, keep \
             it and say so in `source`.",
        sentence: format!(
            "`{team}` opens with {} agency workers, but its gaps, cover, churn and fill imply about {}: expect a drift \
             in the first months",
            plain(*workers),
            plain(balance.round())
        ),
        hint: Some("check it against `establishment`, `cover`, `churn` and `fill`".into());

    "W009" Unused { thing: Item, id: String }
        title: "Unused item",
        meaning: "A route that nobody joins by, an empty team, a stage that no case can enter or a move that affects \
             nobody: it changes no result. The usual cause is a wrong name elsewhere.",
        advice: "Use it as intended, or remove it.",
        sentence: format!("the {} `{id}` is not used: {}", thing.word(), thing.why_unused()),
        hint: Some(thing.what_would_use_it().into());

    "W010" NoEffect { key: String, why: NoEffectReason }
        title: "Input without effect",
        meaning: "Another value makes this one irrelevant: every result would be the same whatever its value.",
        advice: "Set the value that it depends on, or remove it.",
        sentence: format!("`{key}` has no effect: {why}");

    "W011" Unpaid { stage: String }
        title: "Permanent staff without pay",
        meaning: "A stage of permanent staff has no `pay`, so they cost nothing, although the scenario gives pay for \
             other stages.",
        advice: "Set `pay` to a year's salary with on-costs, or write `pay = 0` if the council does not pay them.",
        sentence: format!("permanent staff in `{stage}` cost nothing because it has no `pay`, while other stages do"),
        hint: Some("set `pay` to a year's salary with on-costs, or to 0 if that is intended".into());

    "W012" Unusual { what: UnusualReason }
        title: "Unusual figure",
        meaning: "A figure is outside everything in the published tables at hand, and within their usual range if it is \
             multiplied or divided by what turns one unit into another; or it is beyond twice the extremes. Leaving, time in \
             service and FTE per person are judged over all staff. Likewise a team with more permanent staff than posts, a \
             budget far from what staff cost at the start, agency charges that rise by more than 5 points less than permanent pay over \
             the run, and pounds that look like a share. docs/plausibility.md has the \
             ranges.",
        advice: "Check the unit. If the figure is right, write `unusual = \"why\"` in its table, or beside it where it is a \
             quantity.",
        sentence: what.to_string(),
        hint: Some("if it is right, write `unusual = \"why\"` in its table".into());
}
