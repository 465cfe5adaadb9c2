//! A chart on a page: its finding, the picture and the underlying figures.

use maud::{Markup, PreEscaped, Render, html};

use crate::content::chart::ChartData;
use crate::content::chart::{FanChart, FanPanel};
use crate::content::exhibit::Exhibit;
use crate::content::page::PageTable;
use crate::render::RenderError;
use crate::render::svg::{Chart, Drawing, Paper, PlotArea};

/// Minimum height, in pixels, of a drawing that is given a printed page of its own.
const TALL: f64 = 650.0;

/// Maximum rows of a printed table: the figures of longer ones are in the data files.
const PRINTED: usize = 12;

/// Maximum panels per figure: more would not fit on a sheet.
const PANELS: usize = 8;

/// An exhibit as figures: a fan is split into as many as needed for each to fit on a sheet, any other chart is one.
pub(super) fn figures(exhibit: &Exhibit<'_>) -> Result<Markup, RenderError> {
    let figures: Vec<HtmlFigure<'_>> = match &exhibit.chart {
        ChartData::Fan(fan) => fan_figures(exhibit, fan)?,
        other => vec![HtmlFigure::new(exhibit, exhibit.id.clone(), &exhibit.finding, other, &exhibit.tables)?],
    };
    Ok(html! { @for figure in figures { (figure) } })
}

fn fan_figures<'e>(exhibit: &'e Exhibit<'_>, fan: &FanChart) -> Result<Vec<HtmlFigure<'e>>, RenderError> {
    let parts = fan.panels.chunks(PANELS).zip(exhibit.tables.chunks(PANELS)).enumerate();
    let figure = |(n, (panels, tables)): (usize, (&[FanPanel], &'e [PageTable<'e>]))| {
        let part = FanChart { panels: panels.to_vec(), ..fan.clone() };
        let (id, finding) = match n {
            0 => (exhibit.id.clone(), &exhibit.finding),
            _ => (format!("{}-{}", exhibit.id, n + 1), &exhibit.continued),
        };
        HtmlFigure::new(exhibit, id, finding, &part, tables)
    };
    parts.map(figure).collect()
}

/// A chart on a page.
struct HtmlFigure<'e> {
    id: String,
    title: &'e str,
    finding: &'e str,
    drawing: Drawing,
    /// A separate drawing for phones, if there is one.
    phone: Option<Drawing>,
    tables: &'e [PageTable<'e>],
}

impl<'e> HtmlFigure<'e> {
    fn new(
        exhibit: &'e Exhibit<'_>,
        id: String,
        finding: &'e str,
        chart: &dyn Chart,
        tables: &'e [PageTable<'e>],
    ) -> Result<Self, RenderError> {
        let draw = |paper| chart.draw(paper).map_err(RenderError::Chart);
        let phone = if exhibit.is_wide { None } else { Some(draw(Paper::PHONE)?) };
        Ok(Self { id, title: &exhibit.title, finding, drawing: draw(Paper::PAGE)?, phone, tables })
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

impl Render for HtmlFigure<'_> {
    fn render(&self) -> Markup {
        let phone = self.phone.as_ref();
        let label = format!("{}. {}", self.title, self.finding);
        let has_plots = !self.drawing.plots.is_empty();
        html! {
            h3 { (self.title) }
            p class="finding" { (self.finding) }
            figure.chart.only[phone.is_none()].tall[self.drawing.size.1 > TALL] id=(self.id)
                data-label=[has_plots.then(|| format!("{}: left and right arrow keys read out the figures, up and down change the plot", self.title))]
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
                    (self.drawing.words().caption())
                    @if !self.drawing.words().legend.is_empty() {
                        ul class="marks" { @for line in &self.drawing.words().legend { li { (line) } } }
                    }
                    @if !self.is_printed() { p class="paper" { "The figures behind this chart are in the data files in the same folder as this page." } }
                }
            }
            @if !self.tables.is_empty() {
                details.long[!self.is_printed()] id=(format!("{}-figures", self.id)) {
                    summary { "The figures behind this chart" span class="sr" { ": " (self.title) } }
                    @for table in self.tables { (table) }
                }
            }
        }
    }
}
