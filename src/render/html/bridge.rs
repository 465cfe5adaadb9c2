//! What the page of a comparison is made with until it is content like that of a run.

use maud::{Markup, Render, html};

pub(crate) use super::page::whole_page as page;
use super::{block, figure};
use crate::content::exhibit::{ChartData, Exhibit};
pub(crate) use crate::content::page::PageTable as Table;
use crate::content::page::{self as blocks, Block};
use crate::render::RenderError;
use crate::summary::Summary;

/// A section that is HTML already.
pub(crate) struct Section {
    pub id: &'static str,
    pub title: &'static str,
    pub body: Markup,
}

impl Section {
    pub(crate) fn new(id: &'static str, title: &'static str, body: Markup) -> Self {
        Self { id, title, body }
    }
}

/// Blocks without exhibits.
fn plain(all: &[Block<'_>]) -> Markup {
    block::blocks(all, &[]).unwrap_or_else(|_| html! {})
}

fn section(of: &blocks::Section<'_>) -> Section {
    Section::new(of.id, of.title, plain(&of.blocks))
}

/// What a run found.
pub(crate) fn findings(summary: &Summary) -> Markup {
    plain(&crate::content::run::findings(summary))
}

pub(crate) mod closing {
    use super::{Section, section};
    use crate::content::closing;
    pub(crate) use crate::content::closing::facts;
    use crate::content::facts::Fact;

    pub(crate) fn look_out(notes: &[String]) -> Option<Section> {
        closing::look_out(notes).as_ref().map(section)
    }

    pub(crate) fn reading(notes: &[String]) -> Section {
        section(&closing::reading(notes.to_vec()))
    }

    pub(crate) fn method() -> Section {
        section(&closing::method())
    }

    pub(crate) fn stamp(facts: Vec<Fact>) -> Section {
        section(&closing::stamp(facts))
    }
}

pub(crate) mod assumptions {
    use super::Section;
    pub(crate) use crate::render::html::block::breakable;
    use crate::scenario::Scenario;

    pub(crate) fn section(scenario: &Scenario) -> Section {
        super::section(&crate::content::input_section::section(scenario))
    }
}

pub(crate) mod figures {
    use crate::content::chart::{FanChart, FanPanel};
    pub(crate) use crate::content::exhibit::fan_table as of_fan;

    pub(crate) fn pages(chart: &FanChart) -> Vec<FanChart> {
        let part = |panels: &[FanPanel]| FanChart { panels: panels.to_vec(), ..chart.clone() };
        chart.panels.chunks(8).map(part).collect()
    }
}

/// A chart as HTML already, and the same where it is too wide for a telephone.
pub(crate) struct Figure<'a> {
    shown: [Markup; 2],
    tables: std::marker::PhantomData<&'a ()>,
}

impl<'a> Figure<'a> {
    pub(crate) fn new<C: Clone + Into<ChartData>>(
        (id, title): (&str, &str),
        finding: String,
        chart: &C,
        tables: Vec<Table<'a>>,
    ) -> Result<Self, RenderError> {
        let mut exhibit = Exhibit {
            id: id.to_owned(),
            file: None,
            title: title.to_owned(),
            finding,
            continued: String::new(),
            chart: chart.clone().into(),
            tables,
            is_wide: false,
        };
        let narrow = figure::figures(&exhibit)?;
        exhibit.is_wide = true;
        Ok(Self { shown: [narrow, figure::figures(&exhibit)?], tables: std::marker::PhantomData })
    }

    pub(crate) fn wide(self) -> Self {
        let [_, wide] = self.shown;
        Self { shown: [wide.clone(), wide], ..self }
    }

    pub(crate) fn of(self, _scenario: &str) -> Self {
        self
    }
}

impl Render for Figure<'_> {
    fn render(&self) -> Markup {
        self.shown[0].clone()
    }
}
