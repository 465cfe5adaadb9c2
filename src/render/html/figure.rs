//! A chart on a page: what is to be seen in it, the picture, and the figures behind it.

use maud::{Markup, PreEscaped, Render, html};

use super::table::Table;
use crate::content::words;
use crate::render::RenderError;
use crate::render::svg::{Chart, Drawing, Paper, PlotArea};

/// A chart on a page.
pub(crate) struct Figure<'a> {
    id: String,
    title: String,
    finding: String,
    drawing: Drawing,
    /// The same for a telephone, where it has a form of its own.
    phone: Option<Drawing>,
    tables: Vec<Table<'a>>,
    caption: String,
}

/// A drawing of more pixels from top to bottom has a printed page to itself.
const TALL: f64 = 650.0;

/// Most rows of a table that is printed: the figures of a longer one are in the data files.
const PRINTED: usize = 12;

impl<'a> Figure<'a> {
    /// A chart called `title`, in which `finding` is to be seen; `tables` are those of its plots, in order.
    pub(crate) fn new(
        (id, title): (&str, &str),
        finding: String,
        chart: &dyn Chart,
        tables: Vec<Table<'a>>,
    ) -> Result<Self, RenderError> {
        let draw = |paper| chart.draw(paper).map_err(RenderError::Chart);
        let (drawing, phone) = (draw(Paper::PAGE)?, Some(draw(Paper::PHONE)?));
        let caption = drawing.words().caption();
        Ok(Self { id: id.to_owned(), title: title.to_owned(), finding, drawing, phone, tables, caption })
    }

    /// A chart that is too wide for a telephone and can be moved under its window.
    pub(crate) fn wide(self) -> Self {
        Self { phone: None, ..self }
    }

    /// A chart on the page of `scenario`, whose name need not be said again.
    pub(crate) fn of(self, scenario: &str) -> Self {
        let rest = self.caption.strip_prefix(scenario).and_then(|rest| rest.strip_prefix(": "));
        let caption = rest.map(words::capital).unwrap_or(self.caption.clone());
        Self { caption, ..self }
    }

    fn is_printed(&self) -> bool {
        self.tables.iter().all(|table| table.rows.len() <= PRINTED)
    }

    fn plots(drawing: &Drawing) -> String {
        let plot =
            |of: &PlotArea| format!("[{:.1},{:.4},{},{:.1},{:.1}]", of.first, of.step, of.count, of.top, of.bottom);
        format!("[{}]", drawing.plots.iter().map(plot).collect::<Vec<_>>().join(","))
    }
}

impl Render for Figure<'_> {
    fn render(&self) -> Markup {
        let phone = self.phone.as_ref();
        let label = format!("{}. {}", self.title, self.finding);
        let has_plots = !self.drawing.plots.is_empty();
        html! {
            h3 { (self.title) }
            p class="finding" { (self.finding) }
            figure.chart.only[phone.is_none()].tall[self.drawing.size.1 > TALL] id=(self.id)
                data-label=[has_plots.then(|| format!("{}: left and right arrows tell the figures, up and down change the plot", self.title))]
                data-plots=[has_plots.then(|| Self::plots(&self.drawing))]
                data-phone=[phone.filter(|_| has_plots).map(Self::plots)] {
                div class="page" tabindex=[phone.is_none().then_some("0")] role=[phone.is_none().then_some("region")]
                    aria-label=[phone.is_none().then_some(&self.title)] { (PreEscaped(self.drawing.inline(&label))) }
                @if let Some(phone) = phone { div class="phone" { (PreEscaped(phone.inline(&label))) } }
                @if has_plots {
                    div class="at" hidden {}
                    div class="tip" hidden {}
                    p class="sr" role="status" {}
                }
                figcaption class="note" {
                    (self.caption)
                    @if !self.drawing.words().legend.is_empty() {
                        ul class="marks" { @for line in &self.drawing.words().legend { li { (line) } } }
                    }
                }
            }
            @if !self.tables.is_empty() {
                @if !self.is_printed() { p class="note paper" { "The figures behind this chart are in the data files beside this page." } }
                details.long[!self.is_printed()] id=(format!("{}-figures", self.id)) {
                    summary { "The figures behind this chart" span class="sr" { ": " (self.title) } }
                    @for table in &self.tables { (table) }
                }
            }
        }
    }
}
