//! The code of every diagnostic, with what it means and what to do about it: `docs/diagnostics.md` is made of these.
//!
//! A code stays with its meaning for good: people look it up, and scripts filter by it.

use super::Problem;

/// A code and what is to be known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// The code: `E` for what keeps a scenario from being run, `W` for what is legal but odd.
    pub code: &'static str,
    /// What it is, in a few words.
    pub title: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// What to do about it.
    pub advice: &'static str,
}

/// One row for each kind of problem. The match over [`Problem`] and the list come from the same rows, so a problem
/// without a row is not compiled, and none is left out of the list.
macro_rules! codes {
    ($($problem:ident $code:literal $title:literal, $meaning:literal, $advice:literal;)*) => {
        /// Every code, in the order of the document.
        pub const CODES: &[Code] =
            &[$(Code { code: $code, title: $title, meaning: $meaning, advice: $advice }),*];

        impl Problem {
            /// The stable code.
            #[must_use]
            pub fn code(&self) -> &'static str {
                match self {
                    $(Self::$problem { .. } => $code,)*
                }
            }
        }
    };
}

codes! {
    Unreadable "E001" "A file cannot be read",
        "A scenario, its base or a CSV file that it names is missing, is a folder, a device or a pipe, is larger than 64 MB, or \
         may not be read.",
        "Check the path. Paths within a scenario are meant from the folder of the file that names them. Only the scenario that the \
         command line names may be a pipe, such as `/dev/stdin`.";
    NotUtf8 "E002" "A file is not UTF-8 text",
        "The file was saved in another encoding, or is no text at all.",
        "Save it as UTF-8: every editor has that in its dialogue for saving.";
    Empty "E003" "A file is empty",
        "There is nothing in the file but blanks.",
        "Begin with `format = 1`, or copy `scenarios/one-team.toml`.";
    Syntax "E004" "Not valid TOML",
        "The file breaks the rules of TOML, so nothing else of it could be checked.",
        "Put months and other text in quotes, write numbers without thousands commas, £ or %, and give every table once.";
    UnknownKey "E005" "A key that means nothing here",
        "The key is misspelt or stands in the wrong table. It is never silently ignored.",
        "Take the key that is offered, or look it up in `docs/scenario-reference.md`.";
    WrongType "E006" "A value of the wrong kind",
        "Another kind of value is wanted here: text, a number, a month, a table.",
        "Write what the message asks for.";
    OutOfRange "E007" "A number outside its range",
        "The number cannot be what its key means; shares and rates given as percentages are the most common case.",
        "Write a number within the range and in the unit that the message names: 15% is 0.15.";
    NotFinite "E008" "Not a finite number",
        "TOML has `inf` and `nan`; nothing in a scenario can be either.",
        "Write a number, or leave the key out.";
    Missing "E009" "Something is missing",
        "A key that has no default is left out. In an overlay it may be that the id is misspelt, and so is new.",
        "Give the key; in an overlay check the id against that of the base.";
    UnknownName "E010" "A name that nothing has",
        "A team, route, stage or measure is named that the scenario does not have.",
        "Take the name that is offered, or add what it names.";
    BadId "E011" "Not an id",
        "Ids are names for files and scripts: small letters, digits and underscores, a letter first, at most 40.",
        "Shorten it to such a name; what people are to read goes into `name`.";
    BadDistribution "E012" "A distribution that cannot be",
        "The parameters contradict each other, or leave nothing within the range of the input.",
        "Put low, mode and high in that order, and the standard deviation below what the range allows.";
    MustBePlain "E013" "A figure that cannot be uncertain",
        "The input is part of the structure of the run, and is the same in every future.",
        "Write one number; try other numbers in a scenario each.";
    UnknownForm "E014" "Not a form of a quantity",
        "A quantity is a number or a table with exactly one of the forms that the message lists.",
        "Write one form, with `source` and `evidence` beside it where wanted.";
    OneOf "E015" "Exactly one of several keys",
        "The keys contradict each other, or one of them is needed to say what is meant.",
        "Give one of them.";
    OutsideCalendar "E016" "Outside the scenario's calendar",
        "A target, a budget or a reported figure is for a time that the run does not simulate, so nothing could be said of it.",
        "Change its month or year, or the scenario's `start` and `months`. In an overlay whose base has it, \
         `remove = true` takes it away: `[target.agency]` with `remove = true` under it.";
    WrongFormat "E017" "Another version of the format",
        "The file was written for another version of the format.",
        "Use the version of staffcast that the file was written for.";
    RestCount "E018" "Not exactly one rest",
        "Cases must go somewhere: one branch, and no more, has what the others leave.",
        "Write `\"rest\"` for exactly one branch, most often `closed`.";
    BranchesOverOne "E019" "Probabilities over 1",
        "The branches of a stage, or its escalations, would take more cases than there are.",
        "Lower them until their means sum to at most 1.";
    DecisionCircle "E020" "Decisions in a circle",
        "A decision passes cases on in the month they arrive, so a circle of them would never end.",
        "Give one of them a duration, or lead a branch elsewhere.";
    HoldsNoCases "E021" "A team that holds no cases",
        "A team without a `caseload` table holds none, but the scenario gives it cases, screening or surge posts.",
        "Give the team a `caseload` table, or the work to another team.";
    Bands "E022" "Bands of service that do not fit",
        "Bands of time in service must begin at none and follow on from each other.",
        "Write `all` alone, or `under_2y`, `from_2y`, `from_5y` and so on.";
    NothingToChange "E023" "A change of an input that is not there",
        "A change names an address that no input has.",
        "Take the address that is offered; an address is the path of the input in the file.";
    FixedInput "E024" "A change of a fixed input",
        "The input holds for the whole run, so that no date can change it.",
        "Change another input, or write a second scenario.";
    Csv "E025" "A CSV file that cannot be used",
        "The columns or a row of a CSV file are not what is wanted.",
        "Save it with commas between columns and the column names that the message lists.";
    Inconsistent "E026" "Two things that contradict each other",
        "Each value may be right, but they cannot hold together.",
        "Change the one that is wrong; the message names both.";
    UnknownWord "E027" "Not one of the words",
        "The key takes one of a few words.",
        "Take one of those listed.";
    BaseCircle "E028" "Bases in a circle",
        "An overlay is, by way of its bases, laid over itself.",
        "Have one of the files name no base.";
    NothingToRemove "E029" "Nothing to remove",
        "`remove = true` stands at a thing that the base does not have.",
        "Take the id that is offered, or drop the entry.";
    NoInput "E030" "No such input",
        "A `[correlation.ID]` names an input that the scenario has not.",
        "An input's address is its path in the file, such as `agency.fill`. `staffcast explain SCENARIO` lists them all.";
    BadCorrelation "E031" "Inputs that cannot go together so",
        "The inputs or the rank correlations of a `[correlation.ID]` are not possible: an input twice or in two groups, a \
         matrix that is not symmetric, of another size, or not positive definite.",
        "Write one number for every pair, or a list of rows with 1 on the diagonal. Where the matrix is not positive \
         definite, bring the correlations nearer to 0.";
    ReservedId "E032" "An id that means something else",
        "The id is a word of the language, so a file or a table of results that holds it could be read in two ways: `closed` \
         is the end of a case, `service` is all teams together, and a key such as `source`, `value` or `remove` says what a \
         table is.",
        "Take another id; what people are to read goes into `name`.";
    RefusedCharacter "E033" "A character that cannot be seen",
        "Control characters, marks of the direction of writing, characters without a width and noncharacters make text say \
         another thing than it shows, and could take over a terminal. No file of a scenario may hold one, not even by an \
         escape such as `\\u001B`. Tabs and line breaks are allowed.",
        "Delete it, or write the text anew: such characters come along when text is copied.";
    RefusedInPath "E034" "A file name that cannot be shown",
        "The path of a scenario has such a character (E033). Outputs are named after their scenario.",
        "Rename the file.";
    OutOfBalance "W001" "Cases out of balance at the opening",
        "What flows into a stage and how long cases stay would hold another number of cases than it opens with. The stock \
         drifts to the other number over about one duration, and caseloads with it, before any plan has an effect.",
        "Check `cases`, `months` and the flows against each other. Where the drift is real, leave it and say so in `source`.";
    Odd "W002" "Legal, but odd",
        "A value can be simulated but is hardly meant. The message says why.",
        "Change it, or leave it where it is meant.";
    HighTurnover "W003" "Leaving so high that it is hardly meant",
        "More than half of those in post would leave in a year. Turnover of authorities runs from 8.7% to 25.1% (10th to 90th \
         percentile, DfE, Children's social work workforce 2019); half is twice that, and above every published band of \
         service or age.",
        "Write a rate as leavers a year for each person in post: 0.15 is 15%. A quarter's leaving is no yearly rate.";
    OutsideRun "W004" "Without effect in this run",
        "An intake, a move, a pay award or a change lies wholly before or after the months that are simulated. What lies \
         partly before is in force from the first month; its `cost_once` was paid before, and is not counted.",
        "After the run: lengthen `months` if it is to count. Before: the opening is as the file describes it, so state what \
         came of it in `[staff]`, `pay` or the input itself, and remove it.";
    AgencyCheaper "W005" "Agency cheaper than permanent staff",
        "The charge over a year is less than permanent pay. Agencies charge more: £37.18 an hour where permanent pay was \
         £17.04 (Devon 2015-16). Every vacancy would save money.",
        "Give what the agency charges, not what the worker is paid; check `hours_per_week`, `paid_weeks` and that `pay` is a \
         year's salary with on-costs.";
    TargetDecided "W006" "A target that tells nothing",
        "The limit is at or beyond the end of what the measure can be, so every future meets it or none can.",
        "Set a limit within the range. Check `at_most` against `at_least`.";
    NeverFillsPost "W007" "Staff who never fill a post",
        "People stay in the last stage of a route. With `cover` below 1 there, an agency worker stays beside them for ever.",
        "Leave `cover` out of the last stage (it is then 1), and give the supernumerary time a stage with `months` before it.";
    AgencyOutOfBalance "W008" "Agency staff out of balance at the opening",
        "The team's gap, `cover`, `churn` and `fill` would keep another number of agency workers than it opens with. They \
         drift to the other number in the first months, and cost with them, before any plan has an effect.",
        "Check `workers`, `establishment` and the agency rates against each other. Where the drift is real, leave it and say so \
         in `source`.";
    Unused "W009" "Something that nothing uses",
        "A route that nobody comes by, a team with nothing in it, a stage that no case can enter, a move of nobody: it changes \
         no figure. Most often a name elsewhere is not the one that was meant.",
        "Use it where it was meant to be used, or remove it.";
    NoEffect "W010" "An input without effect",
        "Another value makes this one irrelevant: it could be any number and every figure would be the same.",
        "Give the value that it depends on, or remove it.";
    Unpaid "W011" "Permanent staff who cost nothing",
        "A stage of permanent staff has no `pay`, which is then 0, while the scenario prices others.",
        "Give `pay` as a year's salary with on-costs, or write `pay = 0` where the council does not pay them.";
}
