//! Damaged tables: whatever was done to a file, an import is right, tells what is missing, or is an error at its line.
//!
//! The made-up tables are always damaged; published ones too where the environment variable `DFE_TABLES` names their folder.

use super::*;
use crate::random::{Purpose, Stream};

/// Damaged copies of each file.
const COPIES: u64 = 30;

/// What is done to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Damage {
    CutAtAByte,
    CutAtALineEnd,
    ColumnRenamed,
    FigureNotPublished,
    AuthoritiesJoined,
    ByteOrderMark,
    Formula,
    RowsShuffled,
    RowTwice,
    RowTwiceWithAnotherFigure,
}

const DAMAGES: [Damage; 10] = [
    Damage::CutAtAByte,
    Damage::CutAtALineEnd,
    Damage::ColumnRenamed,
    Damage::FigureNotPublished,
    Damage::AuthoritiesJoined,
    Damage::ByteOrderMark,
    Damage::Formula,
    Damage::RowsShuffled,
    Damage::RowTwice,
    Damage::RowTwiceWithAnotherFigure,
];

/// Whole numbers that depend on the file, the copy and how many were drawn.
struct Draws {
    stream: Stream,
    copy: u64,
    drawn: u32,
}

impl Draws {
    fn below(&mut self, end: usize) -> usize {
        self.drawn += 1;
        (self.stream.at(self.drawn).of(self.copy) * end as f64) as usize
    }
}

/// Cells of a line, with quoted commas left in their cells.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut is_quoted = false;
    for c in line.chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => {
                cells.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = cells.last_mut() {
            last.push(c);
        }
    }
    cells
}

/// A damaged file, and the line on which the damage is, if it is on one.
fn damaged(text: &str, damage: Damage, draws: &mut Draws) -> (String, Option<usize>) {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let row = 1 + draws.below(lines.len() - 1);
    let mut row_cells = cells(&lines[row]);
    // Figures are at the end of a row.
    let place = row_cells.len() - 1 - draws.below(3);
    let line = match damage {
        Damage::CutAtAByte => {
            let mut at = draws.below(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            return (text[..at].to_owned(), Some(text[..at].lines().count()));
        }
        Damage::CutAtALineEnd => {
            lines.truncate(row);
            None
        }
        Damage::ColumnRenamed => {
            let mut header = cells(&lines[0]);
            let place = draws.below(header.len());
            header[place] += "_new";
            lines[0] = header.join(",");
            Some(1)
        }
        Damage::FigureNotPublished => {
            row_cells[place] = ["z", "c", "low", ":"][draws.below(4)].to_owned();
            lines[row] = row_cells.join(",");
            None
        }
        Damage::AuthoritiesJoined => {
            let joined =
                |cell: &String| if cell.starts_with("E0") { format!("{cell} / E08888889") } else { cell.clone() };
            lines[row] = row_cells.iter().map(joined).collect::<Vec<_>>().join(",");
            None
        }
        Damage::ByteOrderMark => return (format!("\u{feff}{text}"), None),
        Damage::Formula => {
            row_cells[place] = "=SUM(A1:A3)".to_owned();
            lines[row] = row_cells.join(",");
            Some(row + 1)
        }
        Damage::RowsShuffled => {
            for last in (2..lines.len()).rev() {
                let other = 1 + draws.below(last);
                lines.swap(last, other);
            }
            None
        }
        Damage::RowTwice => {
            lines.push(lines[row].clone());
            None
        }
        Damage::RowTwiceWithAnotherFigure => {
            row_cells[place] =
                row_cells[place].parse().map_or("7".to_owned(), |figure: f64| (figure + 7.0).to_string());
            lines.push(row_cells.join(","));
            Some(lines.len())
        }
    };
    (lines.join("\n") + "\n", line)
}

/// The figures that the undamaged tables have and the damaged ones lack; `None` if the damaged ones have others.
fn lost(whole: &PublishedFigures, damaged: &PublishedFigures) -> Option<usize> {
    let mut lost = 0;
    let has_others = damaged.until(i32::MAX).any(|((code, year), _)| whole.at(code, *year).is_none());
    if has_others {
        return None;
    }
    for ((code, year), row) in whole.until(i32::MAX) {
        for figure in PublishedFigure::ALL {
            let found = damaged.at(code, *year).map_or(f64::NAN, |row| row.get(figure));
            match (row.get(figure), found) {
                (known, found) if known == found || (known.is_nan() && found.is_nan()) => {}
                (_, found) if found.is_nan() => lost += 1,
                _ => return None,
            }
        }
    }
    Some(lost)
}

/// Damages every file, and imports an authority from each copy.
fn check_all(files: &[(String, Vec<u8>)], authority: &str) {
    let whole = PublishedFigures::read(files).unwrap();
    let scenario = dfe(&whole, authority, None, 36).unwrap().text;
    let (mut refused, mut told, mut same) = (0, 0, 0);
    for (place, (name, bytes)) in files.iter().enumerate() {
        let text = std::str::from_utf8(bytes).unwrap();
        for copy in 0..COPIES {
            let mut draws = Draws { stream: Stream::new(7, Purpose::Resample, name), copy: copy + 1, drawn: 0 };
            let damage = DAMAGES[copy as usize % DAMAGES.len()];
            let (changed, line) = damaged(text, damage, &mut draws);
            let what = format!("{name}, copy {copy}: {damage:?}, line {line:?}");
            let mut copies = files.to_vec();
            copies[place].1 = changed.into_bytes();
            let found = match PublishedFigures::read(&copies) {
                Ok(found) => found,
                Err(error) => {
                    assert!(line.is_some(), "{what}: {error}");
                    // A file without its heading is no table, and then there is none of the workforce.
                    let is_at = error.file == *name && error.line.map(|line| line as usize) == line;
                    assert!(is_at || (error.line.is_none() && line.unwrap_or(0) <= 1), "{what}: {error}");
                    refused += 1;
                    continue;
                }
            };
            let is_warned = found.warnings.iter().any(|warning| !whole.warnings.contains(warning));
            let imported = dfe(&found, authority, None, 36);
            match lost(&whole, &found) {
                Some(0) => {
                    assert!(!is_warned || line.is_some(), "{what}: {:?}", found.warnings);
                    // England's sickness rate stands in for that of an authority.
                    let is_same = imported.is_ok_and(|imported| imported.text == scenario);
                    assert!(is_same || damage == Damage::FigureNotPublished, "{what}");
                    same += 1;
                }
                Some(_) => {
                    let is_of_a_row = matches!(damage, Damage::FigureNotPublished | Damage::AuthoritiesJoined);
                    let is_whole_years = damage == Damage::CutAtALineEnd && !ends_within_a_year(&copies[place].1, text);
                    assert!(is_warned || imported.is_err() || is_of_a_row || is_whole_years, "{what}: not told");
                    told += 1;
                }
                // The last figure of a file that was cut within it.
                None => {
                    assert!(is_warned && damage == Damage::CutAtAByte, "{what}: other figures");
                    told += 1;
                }
            }
        }
    }
    // Each kind of outcome is met, so the test tests something.
    assert!(refused > 5 && told > 3 && same > 10, "{refused} {told} {same}");
}

/// Whether a cut table lacks more than a twentieth of the rows of the year in which it was cut: fewer may be a reorganisation.
fn ends_within_a_year(cut: &[u8], whole: &str) -> bool {
    let cut = std::str::from_utf8(cut).unwrap();
    let year = |line: &str| line.split(',').next().unwrap_or_default().to_owned();
    let Some(last) = cut.lines().last().map(year) else { return false };
    let rows = |text: &str| {
        let is_authority =
            |line: &&str| year(line) == last && line.contains(",Local authority,") && !line.contains(" / ");
        text.lines().filter(is_authority).count() as f64
    };
    // One row less for a year in which the whole table has one fewer than its neighbours.
    rows(cut) < 0.95 * rows(whole) - 1.0
}

#[test]
fn damaged_copies_of_made_up_tables_are_refused_or_right() {
    check_all(&tables(), "Shire 3");
}

#[test]
fn damaged_copies_of_published_tables_are_refused_or_right() {
    let Some(folder) = std::env::var_os("DFE_TABLES") else {
        eprintln!("skipped: DFE_TABLES does not name a folder with the published tables");
        return;
    };
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "csv"));
    paths.sort();
    let name = |path: &std::path::Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let files: Vec<(String, Vec<u8>)> = paths.iter().map(|path| (name(path), std::fs::read(path).unwrap())).collect();
    check_all(&files, "Devon");
}
