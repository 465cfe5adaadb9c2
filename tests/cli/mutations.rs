//! Thousands of broken scenarios: nothing may panic, hang, take more than a second or leak memory.
//!
//! `MUTATION_SECONDS=600` runs for ten minutes; `MUTATION_FIRST=n` starts at another one.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use staffcast::examples::SMALL;
use staffcast::plan::Plan;
use staffcast::scenario::{LoadError, Loader, Scenario};

use crate::random::Random;

pub(crate) const FULL: &str = include_str!("full.toml");
pub(crate) const STAFF: &str =
    "id,team,route,stage,heads,months_in_service,months_in_stage\nfirst_year,cin,nqsw,asye,2,6,6\n";

/// For how long they are thrown where `MUTATION_SECONDS` does not say.
const USUAL: usize = 30;

/// What a process may come to hold while it reads broken scenarios, in KiB: nothing but what the allocator keeps.
const MAX_GROWTH: usize = 64 * 1024;

pub(crate) const OVERLAY: &str = "base = \"full.toml\"\nname = \"Plan\"\n\n[team.cin]\nestablishment = 14\n\n[change.late]\nfrom = \"2016-08\"\nuntil = \"2016-12\"\nphase_in = 3\n\
    add = { \"team.cin.establishment\" = { uniform = { low = 1, high = 3 } } }\n\n\
    [agency]\nfill = { range80 = { low = 0.3, high = 0.6 } }\nchurn = { beta = { mean = 0.1, sd = 0.02 } }\n\
    cover = { pert = { low = 0.6, mode = 0.8, high = 1 } }\n\n[budget.agency]\nremove = true\n\n\
    [correlation.market]\ninputs = [\"agency.fill\", \"agency.churn\", \"agency.cover\"]\n\
    rank_correlation = [[1, 0.5, 0.2], [0.5, 1, 0.1], [0.2, 0.1, 1]]\n";

/// What a number is replaced by.
const NUMBERS: [&str; 26] = [
    "0",
    "-0",
    "-0.0",
    "1",
    "-1",
    "0.5",
    "2",
    "12",
    "600",
    "601",
    "1e308",
    "-1e308",
    "1e-308",
    "5e-324",
    "nan",
    "-nan",
    "inf",
    "-inf",
    "999999999999999999999",
    "9223372036854775807",
    "-9223372036854775808",
    "0x7fffffffffffffff",
    "1_000_000",
    "10_000",
    "1e9",
    "0.000001",
];

/// What any value is replaced by.
const VALUES: [&str; 22] = [
    "true",
    "\"\"",
    "\"rest\"",
    "\"closed\"",
    "[]",
    "{}",
    "[1, 2]",
    "[[]]",
    "{ a = 1 }",
    "2016-04-01",
    "\"2016-04\"",
    "\"9999-99\"",
    "\"2016-17\"",
    "{ value = 1 }",
    "{ uniform = { low = 0, high = 1 } }",
    "{ pert = {} }",
    "'''\n'''",
    "{ lognormal = { median = 1e-300, sigma = 1e150 } }",
    "{ beta = { mean = 0.5, sd = 1e-300 } }",
    "{ discrete = { values = [0, 1], weights = [1e150, 1e150] } }",
    "{ range80 = { low = 1e-12, high = 0.999 } }",
    "{ normal = { mean = 0, sd = 1e150 } }",
];

pub(crate) struct Files(pub(crate) BTreeMap<&'static str, Vec<u8>>);

impl Loader for Files {
    fn load(&self, path: &str) -> Result<Vec<u8>, LoadError> {
        self.0.get(path).cloned().ok_or(LoadError::Missing)
    }
}

pub(crate) fn number(variable: &str, usual: usize) -> usize {
    std::env::var(variable).ok().and_then(|number| number.parse().ok()).unwrap_or(usual)
}

/// What this process holds, in KiB; nothing where the system does not tell.
fn memory() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// The scenario of mutation `index`: one to four things wrong with a scenario that is right.
fn mutated(index: usize) -> Files {
    let mut random = Random::new(20_160_129 + index as u64);
    let mut text = if random.below(3) == 0 { SMALL.to_owned() } else { FULL.to_owned() };
    let mut staff = STAFF.to_owned().into_bytes();
    let mut over = OVERLAY.to_owned();
    let overlaid = random.below(3) == 0;
    for _ in 0..=random.below(4) {
        if overlaid && random.below(3) > 0 {
            overlay(&mut over, &mut random);
            continue;
        }
        match random.below(12) {
            0..=2 => replace(&mut text, &mut random, &NUMBERS, is_number),
            3..=4 => replace(&mut text, &mut random, &VALUES, |_| true),
            5 => lines(&mut text, |lines, at, _| drop(lines.remove(at)), &mut random),
            6 => lines(&mut text, |lines, at, _| lines.insert(at, lines[at].clone()), &mut random),
            7 => lines(&mut text, |lines, at, other| lines.swap(at, other), &mut random),
            8 => long(&mut text, &mut random),
            9 => words(&mut text, &mut random),
            10 => bytes(&mut staff, &mut random),
            _ => {
                let mut raw = text.clone().into_bytes();
                bytes(&mut raw, &mut random);
                text = match String::from_utf8(raw) {
                    Ok(text) => text,
                    Err(error) => return files(error.into_bytes(), staff, overlaid.then_some(over)),
                };
            }
        }
    }
    files(text.into_bytes(), staff, overlaid.then_some(over))
}

fn files(scenario: Vec<u8>, staff: Vec<u8>, overlay: Option<String>) -> Files {
    let mut files = BTreeMap::from([("full.toml", scenario), ("staff.csv", staff)]);
    files.extend(overlay.map(|text| ("plan.toml", text.into_bytes())));
    Files(files)
}

/// Something wrong with an overlay.
fn overlay(text: &mut String, random: &mut Random) {
    match random.below(6) {
        0 => replace(text, random, &NUMBERS, is_number),
        1 => replace(text, random, &VALUES, |_| true),
        2 => replace(text, random, &["\"plan.toml\"", "\"no.toml\"", "\"\"", "1", "\".\""], |value| {
            value.contains(".toml")
        }),
        3 => lines(text, |lines, at, _| drop(lines.remove(at)), random),
        4 => lines(text, |lines, at, other| lines.swap(at, other), random),
        _ => words(text, random),
    }
}

fn is_number(value: &str) -> bool {
    value.starts_with(|c: char| c.is_ascii_digit() || c == '-')
}

/// Puts one of `with` in the place of a value for which `is` holds.
fn replace(text: &mut String, random: &mut Random, with: &[&str], is: impl Fn(&str) -> bool) {
    let starts: Vec<usize> = text.match_indices("= ").map(|(at, _)| at + 2).filter(|&at| is(&text[at..])).collect();
    if starts.is_empty() {
        return;
    }
    let start = *random.pick(&starts);
    let end = text[start..].find([',', '\n', '}', ']']).map_or(text.len(), |length| start + length);
    text.replace_range(start..end, with[random.below(with.len())]);
}

fn lines(text: &mut String, change: impl Fn(&mut Vec<String>, usize, usize), random: &mut Random) {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if !lines.is_empty() {
        let (at, other) = (random.below(lines.len()), random.below(lines.len()));
        change(&mut lines, at, other);
        *text = lines.join("\n");
    }
}

/// Something long or deep.
fn long(text: &mut String, random: &mut Random) {
    let n = *random.pick(&[50, 500, 20_000]);
    let more = match random.below(5) {
        0 => format!("\nx = {}1{}\n", "[".repeat(n), "]".repeat(n)),
        1 => format!("\n{} = 1\n", vec!["team"; n].join(".")),
        2 => format!("\n[team.{}]\nestablishment = 1\n", "x".repeat(n)),
        3 => format!("\nsource = \"{}\"\n", "<&\\\"é😀".repeat(n)),
        _ => (0..n / 10).fold(String::new(), |text, k| text + &format!("\n[team.t{k}]\nestablishment = 1\n")),
    };
    text.push_str(&more);
}

/// One id or key in the place of another.
fn words(text: &mut String, random: &mut Random) {
    let is_word = |word: &&str| word.len() > 1 && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let all: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(is_word).map(str::to_owned).collect();
    if !all.is_empty() {
        let (from, to) = (random.pick(&all).clone(), random.pick(&all).clone());
        *text = if random.below(2) == 0 { text.replace(&from, &to) } else { text.replacen(&from, &to, 1) };
    }
}

/// A few bytes changed, added or lost.
fn bytes(raw: &mut Vec<u8>, random: &mut Random) {
    const LIKELY: &[u8] = b"\0\n\r\t\"'=[]{},.#-+_0919az\x7f\xff\xc3\xef";
    for _ in 0..=random.below(4) {
        if raw.is_empty() {
            return;
        }
        let at = random.below(raw.len());
        match random.below(4) {
            0 => raw[at] = *random.pick(LIKELY),
            1 => raw[at] ^= 1 << random.below(8),
            2 => drop(raw.remove(at)),
            _ => raw.insert(at, *random.pick(LIKELY)),
        }
    }
}

/// What this thread has spent of a processor's time, which a busy machine does not lengthen; where the system does not tell,
/// the time that has passed.
fn spent(since: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split_whitespace().next()?.parse().ok());
    nanoseconds.map_or_else(|| since.elapsed(), Duration::from_nanos)
}

/// Reads a scenario and, where it is one and short, plays a future of it.
fn play(files: &Files) -> bool {
    let name = if files.0.contains_key("plan.toml") { "plan.toml" } else { "full.toml" };
    match Scenario::load(name, files) {
        Err(errors) => {
            assert!(!errors.diagnostics.is_empty());
            assert!(!errors.to_string().is_empty());
            false
        }
        Ok(scenario) => {
            let plan = Plan::new(scenario);
            for warning in plan.warnings() {
                assert!(!warning.render(plan.scenario().sources()).is_empty());
            }
            if plan.scenario().months() <= 24 && plan.scenario().teams().len() <= 50 {
                drop(plan.future(1));
            }
            true
        }
    }
}

#[test]
fn the_unmutated_scenarios_are_valid() {
    let whole = files(FULL.to_owned().into_bytes(), STAFF.to_owned().into_bytes(), Some(OVERLAY.to_owned()));
    for name in ["full.toml", "plan.toml"] {
        let read = Scenario::load(name, &whole);
        assert!(read.is_ok(), "{}", read.unwrap_err());
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the clock is what is asked here")]
fn no_broken_scenario_panics_or_takes_long() {
    let (mut played, mut thrown, mut held) = (0, 0, None);
    let mut bad = Vec::new();
    let (started, seconds) = (Instant::now(), number("MUTATION_SECONDS", USUAL) as u64);
    for index in number("MUTATION_FIRST", 0).. {
        let passed = started.elapsed();
        if passed >= Duration::from_secs(seconds) {
            break;
        }
        if held.is_none() && passed >= Duration::from_secs(seconds) / 4 {
            held = memory();
        }
        thrown += 1;
        let files = mutated(index);
        let before = spent(started);
        let done = catch_unwind(AssertUnwindSafe(|| play(&files)));
        let took = spent(started).saturating_sub(before);
        let why = match done {
            Ok(ran) if took < Duration::from_secs(1) => {
                played += usize::from(ran);
                continue;
            }
            Ok(_) => format!("took {took:?}"),
            Err(_) => "panicked".to_owned(),
        };
        if let Ok(folder) = std::env::var("MUTATIONS_KEEP") {
            for (name, bytes) in &files.0 {
                let path = format!("{folder}/{index}/{name}");
                std::fs::create_dir_all(format!("{folder}/{index}")).unwrap();
                std::fs::write(path, bytes).unwrap();
            }
        }
        bad.push(format!("mutation {index} {why}"));
    }
    assert!(bad.is_empty(), "MUTATIONS_KEEP=folder keeps them: {}", bad.join(", "));
    assert!(played * 20 > thrown, "only {played} of {thrown} could be played");
    if let (Some(held), Some(now)) = (held, memory()) {
        assert!(now < held + MAX_GROWTH, "memory grew from {held} to {now} KiB while {thrown} were thrown");
    }
    println!("{thrown} broken scenarios, {played} of them played; memory {held:?} to {:?} KiB", memory());
}
