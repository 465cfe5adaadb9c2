//! The cases of `tests/bad_input` and `tests/warnings`: a file each, with a scenario and what the program says to it.
//!
//! ```text
//! === scenario from small_team
//! - establishment = 12
//! + establishment = -3
//! === expected
//! error[E007]: `establishment` must be from 0 to 10,000 (FTE), found -3
//! ```
//!
//! The scenario of `NAME.txt` is called `NAME.toml`. With `from small_team` it is `tests/bases/small_team.toml` but for the
//! lines removed (`- `) and added (`+ `). These and the unchanged lines beside them (two spaces) must match the base in
//! exactly one place; `...` separates two places. Without `from` the section is the whole text, for scenarios that differ
//! from every base in more than ten lines.
//!
//! `=== file NAME` is another file in the same folder, written in the same ways. A heading that ends in `, escaped` is for
//! files where every byte counts: `\\`, `\t`, `\r`, `\xHH` for a byte, and `\` at the end of a line that does not end.

use std::fs;
use std::path::{Path, PathBuf};

/// The heading of the expected output, with the surrounding line ends.
pub(crate) const EXPECTED: &str = "\n=== expected\n";

/// A scenario and the expected output.
#[derive(Debug)]
pub(crate) struct Case {
    /// The scenario's file name without `.toml`.
    pub name: String,
    /// Names and bytes of its files, the scenario first.
    pub files: Vec<(String, Vec<u8>)>,
    /// Expected output.
    pub expected: String,
}

/// The cases in a folder of the repository, sorted by name.
pub(crate) fn cases(folder: &str) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap_or_else(|error| panic!("{error}")).path()).collect();
    paths.sort();
    paths.iter().map(|path| read(path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))).collect()
}

fn read(path: &Path) -> Result<Case, String> {
    if path.extension().is_none_or(|extension| extension != "txt") {
        return Err("not a case, which ends in .txt".to_owned());
    }
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    parse(&name, &fs::read_to_string(path).map_err(|error| error.to_string())?)
}

/// Parses the case `name`, or returns what is wrong with `text`.
pub(crate) fn parse(name: &str, text: &str) -> Result<Case, String> {
    let (head, expected) = text.split_once(EXPECTED).unwrap_or((text.trim_end_matches('\n'), ""));
    let mut sections: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in head.split('\n') {
        if let Some(heading) = line.strip_prefix("=== ") {
            sections.push((heading, Vec::new()));
        } else {
            sections.last_mut().ok_or("a case begins with `=== scenario`")?.1.push(line);
        }
    }
    let files: Vec<_> = sections.iter().map(|(heading, lines)| file(name, heading, lines)).collect::<Result<_, _>>()?;
    if files.first().is_none_or(|(first, _)| *first != format!("{name}.toml")) {
        return Err("a case begins with `=== scenario`".to_owned());
    }
    Ok(Case { name: name.to_owned(), files, expected: expected.to_owned() })
}

/// Name and bytes of the file in a section.
fn file(case: &str, heading: &str, lines: &[&str]) -> Result<(String, Vec<u8>), String> {
    let (plain, escaped) = heading.strip_suffix(", escaped").map_or((heading, false), |plain| (plain, true));
    let (what, base) = plain.split_once(" from ").map_or((plain, None), |(what, base)| (what, Some(base)));
    let name = match what {
        "scenario" => format!("{case}.toml"),
        _ => what.strip_prefix("file ").ok_or_else(|| format!("unknown heading `=== {heading}`"))?.to_owned(),
    };
    let text = match base {
        Some(base) => changed(&base_text(base)?, lines)?,
        None => lines.iter().flat_map(|line| [line, "\n"]).collect(),
    };
    Ok((name, if escaped { unescape(&text)? } else { text.into_bytes() }))
}

/// The text of a base scenario.
pub(crate) fn base_text(name: &str) -> Result<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/bases/{name}.toml"));
    fs::read_to_string(path).map_err(|error| format!("the base `{name}`: {error}"))
}

/// `base` with `lines` removed, added, and checked if unchanged.
fn changed(base: &str, lines: &[&str]) -> Result<String, String> {
    let base: Vec<&str> = base.lines().collect();
    let (mut result, mut done) = (Vec::new(), 0);
    for place in lines.split(|line| *line == "...").filter(|place| !place.is_empty()) {
        let (mut old, mut new) = (Vec::new(), Vec::new());
        for line in place {
            let (mark, text) = line.split_at_checked(2).unwrap_or((line, ""));
            match mark.trim_end() {
                "-" => old.push(text),
                "+" => new.push(text),
                "" => {
                    old.push(text);
                    new.push(text);
                }
                _ => return Err(format!("`{line}` begins with none of `- `, `+ ` and two spaces")),
            }
        }
        let at = only_place(&base, &old)?;
        if at < done {
            return Err(format!("{old:?} is out of order"));
        }
        result.extend(&base[done..at]);
        result.extend(new);
        done = at + old.len();
    }
    result.extend(&base[done..]);
    Ok(result.into_iter().flat_map(|line| [line, "\n"]).collect())
}

/// The position of `lines` in the base, if it is unique.
fn only_place(base: &[&str], lines: &[&str]) -> Result<usize, String> {
    if lines.is_empty() {
        return Err("lines are added, but no line beside them says where".to_owned());
    }
    let mut places = (0..base.len()).filter(|at| base[*at..].starts_with(lines));
    match (places.next(), places.next()) {
        (Some(at), None) => Ok(at),
        (None, _) => Err(format!("{lines:?} is not in the base")),
        (Some(_), Some(_)) => Err(format!("{lines:?} is in the base more than once; add lines beside it")),
    }
}

fn unescape(text: &str) -> Result<Vec<u8>, String> {
    let (mut bytes, mut rest) = (Vec::new(), text);
    while let Some((plain, escape)) = rest.split_once('\\') {
        let (byte, length) = match escape.bytes().next() {
            Some(b'\\') => (Some(b'\\'), 1),
            Some(b't') => (Some(b'\t'), 1),
            Some(b'r') => (Some(b'\r'), 1),
            Some(b'\n') => (None, 1),
            Some(b'x') => (escape.get(1..3).and_then(|digits| u8::from_str_radix(digits, 16).ok()), 3),
            _ => (None, 0),
        };
        if length == 0 || (length == 3 && byte.is_none()) {
            return Err(format!("unknown escape `\\{}`", escape.lines().next().unwrap_or_default()));
        }
        bytes.extend(plain.bytes().chain(byte));
        rest = &escape[length..];
    }
    bytes.extend(rest.bytes());
    Ok(bytes)
}
