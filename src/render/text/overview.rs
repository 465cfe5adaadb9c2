//! Layout of an overview in lines of at most 80 columns.

use super::screen::{Screen, TextRole};
use crate::content::overview::{Likelihood, Overview, OverviewBlock, OverviewGrid, OverviewRow, RowRole};
use crate::content::words::Ranged;

/// Lays out an overview in lines of at most 80 columns.
#[must_use]
pub fn shown(overview: &Overview) -> Screen {
    let mut text = Screen::default();
    for block in &overview.blocks {
        match block {
            OverviewBlock::Title(words) => text.title(words),
            OverviewBlock::Heading(words) => text.heading(words),
            OverviewBlock::Subheading(words) => text.line_as(TextRole::Heading, words),
            OverviewBlock::Line(words) => text.line(words),
            OverviewBlock::Empty => text.line(""),
            OverviewBlock::Paragraph(words) => text.paragraph([0, 0], words),
            OverviewBlock::Item(words) => text.paragraph([2, 4], words),
            OverviewBlock::Detail(words) => text.line(&format!("      {words}")),
            OverviewBlock::Remark(words) => text.paragraph([4, 6], words),
            OverviewBlock::Flag(words) => text.paragraph_as(Some(TextRole::Caution), [4, 6], words),
            OverviewBlock::Caution(words) => text.line_as(TextRole::Caution, words),
            OverviewBlock::Likelihood(of) => chance(&mut text, of),
            OverviewBlock::Verdict(words, of_good) => text.paragraph_as(TextRole::of_good(*of_good), [2, 4], words),
            OverviewBlock::Row(of) => row(&mut text, of),
        }
    }
    text
}

/// The column widths of a table.
struct Widths {
    /// Width of the label column.
    label: usize,
    /// Width of each cell and the spaces after it, in order. The last entry applies to all further cells.
    cells: &'static [(usize, usize)],
    /// Whether ranges move to a second line if figures are too wide for their columns.
    is_stacked: bool,
}

fn widths(grid: OverviewGrid) -> Widths {
    let (label, cells, is_stacked): (usize, &'static [(usize, usize)], bool) = match grid {
        OverviewGrid::Headlines => (21, &[(6, 0), (16, 1)], true),
        OverviewGrid::Ranking => (25, &[(22, 1), (8, 1), (9, 1), (6, 0), (0, 0)], false),
        OverviewGrid::Likelihoods => (28, &[(20, 2), (20, 0)], false),
        OverviewGrid::Years => (24, &[(17, 1)], true),
        OverviewGrid::Parts => (28, &[(17, 1)], false),
        OverviewGrid::Stress => (26, &[(9, 0)], false),
        OverviewGrid::Responses => (30, &[(16, 1), (18, 1), (0, 0)], false),
        OverviewGrid::Sweep => (16, &[(9, 1)], false),
        OverviewGrid::Cross => (12, &[(8, 0)], false),
    };
    Widths { label, cells, is_stacked }
}

fn row(text: &mut Screen, row: &OverviewRow) {
    let widths = widths(row.grid);
    let whole: Vec<String> = row.cells.iter().map(Ranged::to_string).collect();
    let last = widths.cells.len().saturating_sub(1);
    let is_narrow = |cell: &String| cell.chars().count() <= widths.cells[last].0;
    let label = leading(text, row, &widths);
    if !widths.is_stacked || whole.iter().skip(last).all(is_narrow) {
        return line(text, &label, &whole, &widths);
    }
    let (middles, ranges): (Vec<String>, Vec<String>) = row.cells.iter().map(Ranged::parts).unzip();
    line(text, &label, &middles, &widths);
    line(text, &" ".repeat(widths.label), &ranges, &widths);
}

/// The label padded to its column. A label that is too long is printed on separate lines first.
fn leading(text: &mut Screen, row: &OverviewRow, widths: &Widths) -> String {
    let indent = if row.role == RowRole::Part { 2 } else { 0 };
    let label = format!("{:indent$}{}", "", row.label);
    let width = widths.label;
    if row.role == RowRole::Head {
        text.part(Some(TextRole::Heading), &label);
        return " ".repeat(width.saturating_sub(label.chars().count()));
    }
    if label.chars().count() < width {
        return format!("{label:width$}");
    }
    match row.grid {
        OverviewGrid::Ranking
        | OverviewGrid::Likelihoods
        | OverviewGrid::Stress
        | OverviewGrid::Sweep
        | OverviewGrid::Cross => {
            text.line(&label);
        }
        OverviewGrid::Headlines | OverviewGrid::Years | OverviewGrid::Responses => text.paragraph([0, 2], &row.label),
        OverviewGrid::Parts => text.paragraph([indent; 2], &row.label),
    }
    " ".repeat(width)
}

fn line(text: &mut Screen, label: &str, cells: &[String], widths: &Widths) {
    let last = widths.cells.len().saturating_sub(1);
    let cells = cells.iter().enumerate().map(|(n, cell)| {
        let (width, behind) = widths.cells[n.min(last)];
        format!("{cell:width$}{:behind$}", "")
    });
    text.line(&format!("{label}{}", cells.collect::<String>()));
}

/// Prints a likelihood, with its figure at the right if both fit, otherwise on the line below.
pub(super) fn chance(text: &mut Screen, of: &Likelihood) {
    const WIDTH: usize = 78;
    let free = WIDTH.saturating_sub(2 + of.figure.chars().count() + 2);
    if of.what.chars().count() <= free {
        text.part(None, &format!("  {:free$}  ", of.what));
    } else {
        text.paragraph([2, 4], &of.what);
        text.part(None, "      ");
    }
    text.part(TextRole::of_good(of.of_good), &of.figure);
    text.line("");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(build: impl Fn(&mut Overview)) -> String {
        let mut overview = Overview::default();
        build(&mut overview);
        shown(&overview).pieces().map(|(_, text)| text).collect()
    }

    fn ranged(middle: &str, range: &str) -> Ranged {
        let (low, high) = range.split_once("..").expect("two ends");
        Ranged::new(middle.to_owned(), low, high)
    }

    #[test]
    fn a_range_too_wide_for_its_column_moves_below_its_figure() {
        let narrow = vec![ranged("+1.0", "0.5..1.5"), "no change".into()];
        let text = lines(|text| text.row(OverviewGrid::Years, "Agency FTE", narrow.clone()));
        assert_eq!(text, "Agency FTE              +1.0 (0.5-1.5)    no change\n");
        let wide = vec![ranged("+£412,000", "-100,000..700,000"), "no change".into()];
        let text = lines(|text| text.row(OverviewGrid::Years, "Cost, year", wide.clone()));
        let below = "                        (-100,000 to 700,000)\n";
        assert_eq!(text, format!("Cost, year              +£412,000         no change\n{below}"));
    }

    #[test]
    fn a_label_too_long_for_its_column_moves_above_its_cells() {
        let label = "a-plan-whose-name-is-longer-than-its-column";
        for grid in [OverviewGrid::Ranking, OverviewGrid::Years, OverviewGrid::Parts, OverviewGrid::Stress] {
            let text = lines(|text| text.row(grid, label, vec!["1".into()]));
            let below = format!("{:1$}1\n", "", widths(grid).label);
            assert_eq!(text, format!("{label}\n{below}"), "{grid:?}");
        }
    }

    #[test]
    fn a_part_is_indented_below_its_row() {
        let text = lines(|text| text.part(OverviewGrid::Parts, "agency", vec!["+1".into()]));
        assert_eq!(text, "  agency                    +1\n");
    }
}
