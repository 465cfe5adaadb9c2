//! Tables of a page: each number is given both as people write it and as in the data files.

use maud::{Markup, Render, html};

use crate::content::cell::{Cell, NumberRole};
use crate::content::likelihood_term::{LikelihoodTerm, likelihood_words};
use crate::content::page::PageTable;
use crate::content::words;
use crate::render::likelihood_colours;
use crate::units::Unit;

/// Whether a column holds numbers.
fn is_number(table: &PageTable<'_>, column: usize) -> bool {
    let cells = || table.rows.iter().filter_map(|row| row.get(column));
    column > 0
        && cells().all(|cell| matches!(cell, Cell::Number(..) | Cell::Whole(_) | Cell::Missing))
        && cells().any(|cell| !matches!(cell, Cell::Missing))
}

impl Render for PageTable<'_> {
    fn render(&self) -> Markup {
        let class = |column: usize| is_number(self, column).then_some("n");
        let classes: Vec<Option<&str>> = (0..self.header.len()).map(class).collect();
        html! {
            div class="wide" tabindex="0" role="group" aria-label=(self.caption) {
                table data-fan[self.is_fan] {
                    caption { (self.caption) }
                    thead { tr { @for (name, class) in self.header.iter().zip(&classes) { th scope="col" class=[*class] { (name) } } } }
                    tbody {
                        @for row in &self.rows {
                            tr {
                                @for (column, cell) in row.iter().enumerate() {
                                    @if column == 0 { th scope="row" { (CellText(cell)) } }
                                    @else if let Some(fill) = filled(cell) { td class="likelihood" style=(fill) { (CellText(cell)) } }
                                    @else { td class=[classes.get(column).copied().flatten()] { (CellText(cell)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The colour behind a likelihood.
fn filled(cell: &Cell<'_>) -> Option<String> {
    let Cell::Likelihood(likelihood) = cell else { return None };
    Some(format!("background:#{:06x}", likelihood_colours::fill(LikelihoodTerm::of(*likelihood)?)))
}

/// A cell as people read it; a number also carries its value from the data files.
struct CellText<'c, 'a>(&'c Cell<'a>);

impl Render for CellText<'_, '_> {
    fn render(&self) -> Markup {
        match self.0 {
            Cell::Missing => html! {},
            Cell::Text(text) => html! { (text) },
            Cell::Named { name, .. } => html! { (name) },
            Cell::Whole(whole) => html! { (words::whole(*whole)) },
            Cell::Month(month) => html! { (month) },
            Cell::Likelihood(likelihood) => {
                html! { data value=(self.0.text()) { (likelihood_words(*likelihood)) } }
            }
            Cell::Flag(flag) => html! { @if *flag { "yes" } @else { "no" } },
            Cell::Number(value, unit, sense) => {
                let text = self.0.text();
                html! { @if text.is_empty() { "-" } @else { data value=(text) { (number(*value, *unit, *sense)) } } }
            }
        }
    }
}

fn number(value: f64, unit: Unit, sense: NumberRole) -> String {
    let words = match sense {
        NumberRole::Change => words::signed(value, unit),
        _ if unit == Unit::Probability => words::percent(value),
        _ => words::finely(value, unit),
    };
    // Browsers break lines after a hyphen, but not after a minus sign.
    words.replace('-', "−")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Month;

    #[test]
    fn numbers_carry_their_exact_value_and_names_are_escaped() {
        let row = vec![
            Cell::Month(Month::new(2016, 4)),
            Cell::level(0.394_21, Unit::Share),
            Cell::level(f64::NAN, Unit::Share),
            Cell::from("<script>alert(1)</script>"),
        ];
        let page = PageTable::new("A & \"B\"", &["Month", "Rate", "Other", "Note"], vec![row]).render().into_string();
        assert!(page.contains(r#"<th scope="row">Apr 2016</th><td class="n"><data value="0.39421">39.4%</data></td>"#));
        assert!(page.contains(r#"<td class="n">-</td>"#));
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && !page.contains("<script>"));
        assert!(page.contains("<caption>A &amp; &quot;B&quot;</caption>"), "{page}");
        assert!(page.contains(r#"<th scope="col" class="n">Rate</th>"#));
    }
}
