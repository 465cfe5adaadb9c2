//! Tables of a page: each number is given both as people write it and as in the data files.

use maud::{Markup, Render, html};

use crate::content::cell::Cell;
use crate::content::likelihood_term::LikelihoodTerm;
use crate::content::page::PageTable;
use crate::render::cell_words::{cell_words, is_number};
use crate::render::likelihood_colours;

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
        let words = cell_words(self.0);
        match self.0 {
            Cell::Likelihood(_) => html! { data value=(self.0.text()) { (words) } },
            Cell::Number(..) => {
                let value = self.0.text();
                html! { @if value.is_empty() { (words) } @else { data value=(value) { (words) } } }
            }
            _ => html! {
                @if let Some((figure, range)) = range_of(&words) {
                    span class="range" { (figure) } " " span class="range" { (range) }
                } @else { (words) }
            },
        }
    }
}

/// A figure and its range in brackets, between which alone a line may break.
fn range_of(words: &str) -> Option<(&str, &str)> {
    let (figure, range) = words.split_at_checked(words.find(" (")?)?;
    let range = range.trim_start();
    let is_range =
        range.ends_with(')') && range.trim_start_matches(['(', '−']).starts_with(|one: char| one.is_ascii_digit());
    is_range.then_some((figure, range))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::{Month, Unit};

    #[test]
    fn a_range_is_kept_together() {
        assert_eq!(range_of("31% (27-36)"), Some(("31%", "(27-36)")));
        assert_eq!(range_of("−2.0 pts (−4.6 to 0.1)"), Some(("−2.0 pts", "(−4.6 to 0.1)")));
        assert_eq!(range_of("No further recruitment (flagged)"), None);
        assert_eq!(range_of("61:39"), None);
    }

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
