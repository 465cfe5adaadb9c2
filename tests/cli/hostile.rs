//! Malicious and corrupt scenarios, by kind and seed: `check` never panics, locates every error, prints no character
//! that could take over a terminal, and writes nothing.
//!
//! `HOSTILE_SCENARIOS=100000` generates more of them; `HOSTILE_FIRST=n` starts at another one.

#![allow(
    clippy::format_push_string,
    clippy::format_collect,
    clippy::assigning_clones,
    reason = "what hostile text is put together of shows best so"
)]

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use staffcast::plan::Plan;
use staffcast::scenario::{Diagnostic, Scenario, Sources};

use crate::harness::Test;
use crate::mutations::{FULL, Files, OVERLAY, STAFF, number};
use crate::random::Random;

/// How many are made where `HOSTILE_SCENARIOS` does not say.
const USUAL: usize = 1_050;

/// Every so many are given to the program, as files.
const BY_PROGRAM: usize = 40;

const NUMBERS: [&str; 20] = [
    "0",
    "-0.0",
    "-1",
    "1e308",
    "-1e308",
    "1e309",
    "5e-324",
    "nan",
    "inf",
    "-inf",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "0xffffffff",
    "1e-300",
    "0.9999999999999999",
    "1.0000000000000002",
    "4294967296",
    "1_0.0_1",
    "2147483648",
];

const VALUES: [&str; 16] = [
    "true",
    "[]",
    "{}",
    "[[[]]]",
    "\"\"",
    "\" \"",
    "'''\n\n'''",
    "2016-04-01T00:00:00Z",
    "07:32:00",
    "{ a.b.c = 1 }",
    "[1, \"a\", {}]",
    "{ value = { value = 1 } }",
    "{ value = 1, pert = 1 }",
    "yes",
    "\"rest\"",
    "\"closed\"",
];

const DISTRIBUTIONS: [&str; 10] = [
    "{ uniform = { low = 1e308, high = -1e308 } }",
    "{ uniform = { low = -1e308, high = 1e308 } }",
    "{ pert = { low = 0, mode = 0, high = 0 } }",
    "{ normal = { mean = 1e300, sd = 1e-300 } }",
    "{ beta = { mean = 1, sd = 1 } }",
    "{ discrete = { values = [], weights = [] } }",
    "{ discrete = { values = [1e300, -1e300], weights = [1e-300, 1e300] } }",
    "{ range80 = { low = 0.05, high = 9223372036854775807 } }",
    "{ range80 = { low = 0, high = 0 } }",
    "{ lognormal = { median = 5e-324, sigma = 700 } }",
];

/// Characters that are refused, that are odd, and that are plain but mean something elsewhere.
const CHARACTERS: [&str; 22] = [
    "\u{0}",
    "\u{1b}[2J",
    "\u{1b}]0;x\u{7}",
    "\u{7f}",
    "\u{9b}31m",
    "\u{202e}",
    "\u{2066}",
    "\u{200b}",
    "\u{feff}",
    "\u{2028}",
    "\u{fffe}",
    "\u{10ffff}",
    "\r",
    "\t",
    "é",
    "e\u{301}\u{301}\u{301}",
    "👩\u{200d}⚕\u{fe0f}",
    "ש",
    "<script>",
    "=cmd|' /C calc'!A0",
    "%s%n",
    "\u{d7ff}",
];

const IDS: [&str; 14] = [
    "closed",
    "rest",
    "service",
    "all",
    "source",
    "evidence",
    "remove",
    "value",
    "uniform",
    "base",
    "ID",
    "next",
    "__proto__",
    "con",
];

const MONTHS: [&str; 12] = [
    "\"2016-13\"",
    "\"0000-01\"",
    "\"9999-12\"",
    "\"May-16\"",
    "\"01/04/2016\"",
    "\"2016/17\"",
    "\"April 2016\"",
    "“2016-04”",
    "2016-04",
    "April 2016",
    "\"2199-12\"",
    "\"1900-01\"",
];

/// A kind of hostile scenario and what it does to the files.
type Kind = (&'static str, fn(&mut Hostile, &mut Random));

const KINDS: [Kind; 21] = [
    ("numbers at their extremes", |files, random| files.value(random, &NUMBERS)),
    ("values of the wrong kind", |files, random| files.value(random, &VALUES)),
    ("distributions that cannot be", |files, random| files.value(random, &DISTRIBUTIONS)),
    ("months as nobody writes them", |files, random| files.value(random, &MONTHS)),
    ("odd characters anywhere", |files, random| {
        let at = boundary(&files.scenario, random);
        files.scenario.insert_str(at, random.pick::<&str>(&CHARACTERS));
    }),
    ("odd characters in text, by escapes", |files, random| {
        let quotes: Vec<usize> = files.scenario.match_indices("= \"").map(|(at, _)| at + 3).collect();
        files.scenario.insert_str(*random.pick(&quotes), &escaped(random));
    }),
    ("odd characters in keys", |files, random| {
        let key = escaped(random);
        files.scenario += &format!("\n[team.\"{key}\"]\nestablishment = 1\n\"{key}\" = 1\n");
    }),
    ("nesting", |files, random| {
        let n = *random.pick(&[10, 79, 80, 81, 200, 3_000]);
        files.scenario += &match random.below(4) {
            0 => format!("\nx = {}{}\n", "[".repeat(n), "]".repeat(n)),
            1 => format!("\nx = {}1{}\n", "{ a = ".repeat(n), " }".repeat(n)),
            2 => format!("\n[{}]\n", vec!["team"; n].join(".")),
            _ => format!("\n[team.cin.{}]\nx = 1\n", vec!["caseload"; n].join(".")),
        };
    }),
    ("long ids and names", |files, random| {
        let n = *random.pick(&[40, 41, 1_000, 100_000]);
        let id = random.pick(&["x", "_", "1", "é"]).repeat(n);
        files.scenario += &match random.below(4) {
            0 => format!("\n[team.\"{id}\"]\nestablishment = 1\nname = \"{id}\"\n"),
            1 => format!("\n[staff.more]\nteam = \"{id}\"\nroute = \"{id}\"\nheads = 1\n"),
            2 => format!("\n[change.more]\nfrom = \"2016-06\"\nadd = {{ \"team.{id}.establishment\" = 1 }}\n"),
            _ => format!("\n[target.more]\nmeasure = \"{id}\"\nby = \"{id}\"\n"),
        };
    }),
    ("tables that stand twice", |files, random| {
        let starts: Vec<usize> = files.scenario.match_indices("\n[").map(|(at, _)| at + 1).collect();
        let start = *random.pick(&starts);
        let end = files.scenario[start..].find("\n[").map_or(files.scenario.len(), |length| start + length + 1);
        let table = files.scenario[start..end].to_owned();
        let at = if random.below(2) == 0 { files.scenario.len() } else { *random.pick(&starts) };
        files.scenario.insert_str(at, &format!("{table}\n"));
    }),
    ("lines that stand twice", |files, random| {
        let mut lines: Vec<&str> = files.scenario.lines().collect();
        let (from, to) = (random.below(lines.len()), random.below(lines.len()));
        lines.insert(to, lines[from]);
        files.scenario = lines.join("\n");
    }),
    ("words of the language as ids", |files, random| {
        let id = random.pick(&IDS);
        let things = ["team", "route", "pathway", "staff", "intake", "change", "target", "budget", "correlation"];
        match random.below(3) {
            0 => files.scenario += &format!("\n[{}.{id}]\n", random.pick(&things)),
            1 => files.scenario = files.scenario.replace("cin", id),
            _ => files.scenario = files.scenario.replace("assessment", id),
        }
    }),
    ("an end in the middle", |files, random| {
        let at = boundary(&files.scenario, random);
        files.scenario.truncate(at);
    }),
    ("other ends of lines", |files, random| {
        files.scenario =
            files.scenario.replace('\n', random.pick::<&str>(&["\r\n", "\r", "\n\r", "\u{2028}", "\u{b}"]));
    }),
    ("bytes that are no text", |files, random| {
        let at = boundary(&files.scenario, random);
        let (before, after) = files.scenario.split_at(at);
        files.bytes = Some([before.as_bytes(), &[0xff, 0xc3, 0x28], after.as_bytes()].concat());
    }),
    ("a table of staff", |files, random| {
        let at = boundary(&files.staff, random);
        match random.below(4) {
            0 => files.staff.insert_str(at, random.pick::<&str>(&CHARACTERS)),
            1 => files.staff.insert_str(at, random.pick::<&str>(&["\"", ",", ",,,,,,,,", "\n\n", "\"\n", ";"])),
            2 => files.staff.truncate(at),
            _ => {
                let rows =
                    ["a,b\n", "First Year,cin,nqsw,asye,1.5,x,y\n", "source,cin,nqsw,asye,-1,0,0\n", "\"\n\",,,,,,\n"];
                files.staff += &random.pick(&rows).repeat(*random.pick(&[1, 3, 500]));
            }
        }
    }),
    ("a history", |files, random| {
        files.scenario += "\n[history.hostile]\nmeasure = \"agency_rate\"\ncsv = \"history.csv\"\n";
        let rows = [
            "2015-12,0.3\n",
            "May-15,31%\n",
            "01/04/2015,x\n",
            "2016-05,0.3\n",
            "2199-12,1e308\n",
            ",\n",
            "2015-12,nan\n",
            "\"2015-12\"\"\",1\n",
        ];
        files.history = "month,value\n".to_owned();
        (0..=random.below(5)).for_each(|_| files.history.push_str(random.pick::<&str>(&rows)));
    }),
    ("overlays", |files, random| {
        let things = ["team.cin", "target.none", "agency", "route", "team", "demand.next", "format", "change.late.add"];
        let mut text = OVERLAY.to_owned();
        for _ in 0..=random.below(3) {
            let thing = random.pick(&things);
            text += &match random.below(4) {
                0 => format!("\n[{thing}]\nremove = {}\n", random.pick(&["true", "false", "1", "\"yes\""])),
                1 => format!("\n[team.cim{}]\nname = \"x\"\n", random.below(3)),
                2 => format!("\n[{thing}]\nx = {}\n", random.pick(&VALUES)),
                _ => format!("\nbase = \"{}\"\n", random.pick(&["plan.toml", "full.toml", "", "..", "/", "\\u0000"])),
            };
        }
        files.overlay = Some(text);
    }),
    ("changes of odd addresses", |files, random| {
        let addresses = [
            "",
            ".",
            "..",
            "team",
            "team.",
            ".team",
            "team.cin",
            "team..establishment",
            "team.cin.establishment.x",
            "demand.next.closed",
            "change.hostile.cost_once",
            "months",
            "agency.fill",
            "leaving.annual_rate",
            "*",
        ];
        let values = ["1", "-1e9", "{ uniform = { low = 0, high = 1 } }", "\"1\"", "[]", "{ a = { b = 1 } }"];
        files.scenario += &format!(
            "\n[change.hostile]\nfrom = \"2016-06\"\nphase_in = {}\n{} = {{ \"{}\" = {} }}\n",
            random.pick(&["1", "120", "121", "0"]),
            random.pick(&["set", "add", "multiply", "divide"]),
            random.pick(&addresses),
            random.pick(&values)
        );
    }),
    ("correlations", |files, random| {
        let n = random.below(4);
        let row = |random: &mut Random| {
            let cells: Vec<&str> =
                (0..n).map(|_| *random.pick(&["1", "0.99", "-1", "2", "nan", "\"x\"", "0"])).collect();
            format!("[{}]", cells.join(", "))
        };
        let rows: Vec<String> = (0..random.below(4)).map(|_| row(random)).collect();
        let lists =
            ["[]", "[\"agency.fill\"]", "[\"agency.fill\", \"agency.churn\", \"agency.fill\"]", "\"agency\"", "[1]"];
        let inputs = random.pick(&lists);
        let rows = rows.join(", ");
        files.scenario += &format!("\n[correlation.hostile]\ninputs = {inputs}\nrank_correlation = [{rows}]\n");
    }),
    ("very many of a thing", |files, random| {
        let line: fn(usize) -> String = match random.below(4) {
            0 => |n| format!("[team.hostile{n}]\nestablishment = -1\n"),
            1 => |n| format!("[change.hostile{n}]\nfrom = \"2016-06\"\nadd = {{ \"no.{n}\" = 1 }}\n"),
            2 => |n| format!("[x{n}]\n"),
            _ => |n| format!("[target.hostile{n}]\nmeasure = \"x{n}\"\nby = \"2016-06\"\nat_most = 1\n"),
        };
        files.scenario.push('\n');
        (0..300).for_each(|n| files.scenario.push_str(&line(n)));
    }),
];

/// One of the odd characters as TOML writes it in text.
fn escaped(random: &mut Random) -> String {
    random.pick(&CHARACTERS).chars().map(|c| format!("\\U{:08X}", u32::from(c))).collect()
}

/// The files of a scenario that are spoilt.
struct Hostile {
    scenario: String,
    bytes: Option<Vec<u8>>,
    staff: String,
    history: String,
    overlay: Option<String>,
}

impl Hostile {
    /// The scenario of number `index` and its kinds: one, or two at once.
    fn of(index: usize) -> (Self, String) {
        let mut random = Random::new(7_355_608 + index as u64);
        let mut files = Self {
            scenario: FULL.to_owned(),
            bytes: None,
            staff: STAFF.to_owned(),
            history: String::new(),
            overlay: None,
        };
        let (name, spoil) = KINDS[index % KINDS.len()];
        spoil(&mut files, &mut random);
        let mut names = name.to_owned();
        if random.below(3) == 0 {
            let (name, spoil) = KINDS[random.below(4)];
            spoil(&mut files, &mut random);
            names += &format!(" and {name}");
        }
        (files, names)
    }

    /// Puts one of `with` in the place of some value.
    fn value(&mut self, random: &mut Random, with: &[&str]) {
        let starts: Vec<usize> = self.scenario.match_indices("= ").map(|(at, _)| at + 2).collect();
        if starts.is_empty() {
            return;
        }
        let start = *random.pick(&starts);
        let rest = &self.scenario[start..];
        let end = rest.find([',', '\n', '}', ']']).map_or(self.scenario.len(), |length| start + length);
        self.scenario.replace_range(start..end, random.pick::<&str>(with));
    }

    fn files(self) -> Files {
        let scenario = self.bytes.unwrap_or(self.scenario.into_bytes());
        let mut files = BTreeMap::from([("full.toml", scenario), ("staff.csv", self.staff.into_bytes())]);
        files.insert("history.csv", self.history.into_bytes());
        files.extend(self.overlay.map(|text| ("plan.toml", text.into_bytes())));
        Files(files)
    }
}

/// A place in a text between two characters.
fn boundary(text: &str, random: &mut Random) -> usize {
    let mut at = random.below(text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The file that is checked.
fn checked(files: &Files) -> &'static str {
    if files.0.contains_key("plan.toml") { "plan.toml" } else { "full.toml" }
}

/// What a terminal must never be given by a scenario.
fn is_harmful(c: char) -> bool {
    let is_unseen =
        matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    (c.is_control() && c != '\n') || is_unseen || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// What is wrong with what is said of a problem; nothing where all is well.
fn fault(diagnostic: &Diagnostic, sources: &Sources) -> Option<String> {
    let code = diagnostic.code();
    let (text, message) = (diagnostic.render(sources), diagnostic.message());
    if let Some(c) = text.chars().chain(message.chars()).find(|&c| is_harmful(c)) {
        return Some(format!("{code} shows {c:?}: {text:?}"));
    }
    if message.len() > 3_000 {
        return Some(format!("{code} is {} bytes long", message.len()));
    }
    // Of a file that cannot be read at all there is no line.
    let Some(place) = diagnostic.place else {
        return (!matches!(code, "E001" | "E002" | "E003")).then(|| format!("{code} is without a place: {text}"));
    };
    let (line, column) = sources.line_column(place);
    let at = format!("{}:{line}:{column}", sources.path(place));
    (!text.contains(&at)).then(|| format!("{code} does not say {at}: {text}"))
}

/// Reads a scenario and says what was not as it should be.
fn read(files: &Files) -> Vec<String> {
    let (diagnostics, sources) = match Scenario::load(checked(files), files) {
        Err(errors) => (errors.diagnostics, errors.sources),
        Ok(scenario) => {
            let plan = Plan::new(scenario);
            (plan.warnings().to_vec(), plan.scenario().sources().clone())
        }
    };
    diagnostics.iter().take(100).filter_map(|diagnostic| fault(diagnostic, &sources)).collect()
}

/// Gives a scenario to the program, as files in a folder where nothing else may then be.
fn by_program(files: &Files) {
    let is_right = Scenario::load(checked(files), files).is_ok();
    let mut test = Test::new(&format!("check {}", checked(files))).code(if is_right { 0 } else { 2 });
    for (name, bytes) in &files.0 {
        test = test.file(name, bytes);
    }
    let done = test.run();
    assert!(!done.stderr.contains("panicked") && !done.stderr.chars().any(is_harmful), "{:?}", done.stderr);
    assert_eq!(done.files().len(), files.0.len(), "something was written");
}

#[test]
fn no_hostile_scenario_panics_or_goes_without_a_place_or_writes_anything() {
    let first = number("HOSTILE_FIRST", 0);
    let mut bad = Vec::new();
    let mut refused = BTreeMap::new();
    for index in first..first + number("HOSTILE_SCENARIOS", USUAL) {
        let (hostile, kinds) = Hostile::of(index);
        let files = hostile.files();
        match catch_unwind(AssertUnwindSafe(|| read(&files))) {
            Err(_) => bad.push(format!("scenario {index} ({kinds}) panicked")),
            Ok(faults) => bad.extend(faults.into_iter().map(|fault| format!("scenario {index} ({kinds}): {fault}"))),
        }
        let is_refused = Scenario::load(checked(&files), &files).is_err();
        *refused.entry(KINDS[index % KINDS.len()].0).or_insert(0) += usize::from(is_refused);
        if index % BY_PROGRAM == 0 {
            by_program(&files);
        }
    }
    assert!(bad.is_empty(), "{} faults:\n{}", bad.len(), bad[..bad.len().min(20)].join("\n"));
    let tame: Vec<&str> = refused.iter().filter(|(_, refused)| **refused == 0).map(|(kind, _)| *kind).collect();
    assert!(tame.is_empty(), "no scenario of these kinds was refused: {tame:?}");
}
