//! The main part of a Word document: blocks as WordprocessingML.

use super::xml::escaped;
use crate::content::Document;
use crate::content::cell::Cell;
use crate::content::exhibit::Exhibit;
use crate::content::facts::FactValue;
use crate::content::likelihood_term::LikelihoodTerm;
use crate::content::page::{Block, PageTable, Prose, Section, Span};
use crate::content::words;
use crate::render::cell_words::{cell_words, is_number, with_minus_signs};
use crate::render::svg::Chart as _;
use crate::render::{RenderError, likelihood_colours, png};

/// Width between the margins, in English Metric Units (914,400 an inch): 17 centimetres.
const WIDTH: u64 = 6_120_000;

/// The same in twentieths of a point.
const TEXT: usize = 9_638;

/// Greatest height of a picture: 10 centimetres.
const HEIGHT: u64 = 3_600_000;

/// Fill of the headings of tables.
const HEADING: u32 = 0x00E7_E7E7;

/// The main part, and the pictures that it shows.
pub(super) struct Body {
    /// The content of the element `w:body`, without the properties of the section.
    pub xml: String,
    /// PNG pictures; number n, from 1, has the relationship `picture` followed by n.
    pub pictures: Vec<Vec<u8>>,
}

/// Width of a table, in fiftieths of a per cent of the text.
const TABLE: usize = 5_000;

/// A column of a table.
#[derive(Clone, Copy)]
struct Column {
    /// Whether its cells are aligned to the right.
    is_number: bool,
    /// Width, in fiftieths of a per cent of the text.
    width: usize,
}

impl Column {
    /// The columns of a table: as wide as their longest cells, within limits.
    fn of(table: &PageTable<'_>) -> Vec<Self> {
        const LEAST: usize = 9;
        const MOST: usize = 30;
        let longest = |column: usize| {
            let cells = table.rows.iter().filter_map(|row| row.get(column));
            let cells = cells.map(|cell| cell_words(cell).chars().count());
            let word = table.header[column].split_whitespace().map(|word| word.chars().count()).max();
            cells.chain(word).max().unwrap_or(0).clamp(LEAST, MOST)
        };
        let longest: Vec<usize> = (0..table.header.len()).map(longest).collect();
        let all: usize = longest.iter().sum();
        let column =
            |(place, length): (usize, &usize)| Self { is_number: is_number(table, place), width: TABLE * length / all };
        longest.iter().enumerate().map(column).collect()
    }
}

impl Body {
    /// The sections of a document that a committee reads.
    ///
    /// # Errors
    /// [`RenderError`] if a chart cannot be drawn.
    pub(super) fn of(document: &Document<'_>, briefing: &[Section<'_>]) -> Result<Self, RenderError> {
        let mut body = Self { xml: String::new(), pictures: Vec::new() };
        body.paragraph("Title", &document.title);
        body.paragraph("Subtitle", &document.subtitle);
        for section in briefing {
            body.section(section, &document.exhibits)?;
        }
        Ok(body)
    }

    fn section(&mut self, section: &Section<'_>, exhibits: &[Exhibit<'_>]) -> Result<(), RenderError> {
        self.paragraph("Heading1", section.title);
        section.blocks.iter().try_for_each(|block| self.block(block, exhibits))
    }

    fn block(&mut self, block: &Block<'_>, exhibits: &[Exhibit<'_>]) -> Result<(), RenderError> {
        match block {
            Block::Heading(words) => self.paragraph("Heading2", words),
            Block::Paragraph(prose) => self.paragraph("Normal", &prose_words(prose)),
            Block::Decision(decision) => self.paragraph("Decision", &format!("Decision: {decision}")),
            Block::Verdicts(verdicts) => self.verdicts(verdicts),
            Block::Note(prose) => self.paragraph("Note", &prose_words(prose)),
            Block::Findings(items) | Block::Bullets(items) | Block::Cautions(items) => {
                for item in items {
                    self.paragraph("ListBullet", item);
                }
            }
            Block::Table(table) => self.table(table),
            Block::Exhibit(place) => {
                if let Some(exhibit) = exhibits.get(*place) {
                    self.picture(exhibit)?;
                }
            }
            Block::Facts(facts) => {
                for (label, value) in facts {
                    let value = match value {
                        FactValue::Words(text) => text.clone(),
                        FactValue::Number(number) => words::whole(*number),
                    };
                    self.paragraph("ListBullet", &format!("{label}: {value}"));
                }
            }
            Block::Inputs(table) | Block::FoldedInputs(table) => {
                let row = |row: &crate::content::page::InputRow| {
                    vec![Cell::from(row.meaning), Cell::from(row.value.clone()), Cell::from(row.source.clone())]
                };
                let rows = table.rows.iter().map(row).collect();
                self.table(&PageTable::new(table.title, &["Input", "Value", "Source"], rows));
            }
            Block::ChangedInputs(changed) => {
                let row = |row: &crate::content::page::ChangedInput| {
                    [&row.address, &row.before, &row.value].map(|text| Cell::from(text.clone())).to_vec()
                };
                let rows = changed.rows.iter().map(row).collect();
                self.table(&PageTable::new(changed.name.clone(), &["Input", "In the base", "In the plan"], rows));
            }
        }
        Ok(())
    }

    fn add(&mut self, xml: &str) {
        self.xml.push_str(xml);
    }

    fn paragraph(&mut self, style: &str, text: &str) {
        self.add(&paragraph(style, text));
    }

    /// A row for each verdict: its likelihood in words on its colour, and the sentence.
    fn verdicts(&mut self, verdicts: &[(String, f64)]) {
        let [first, second] = [1_000, TABLE - 1_000].map(|width| Column { is_number: false, width });
        self.open_table("How likely each target is to be met", &[first, second]);
        self.open_row(true);
        self.cell("TableHeading", "Likelihood", first, Some(HEADING));
        self.cell("TableHeading", "Target", second, Some(HEADING));
        self.add("</w:tr>");
        for (sentence, likelihood) in verdicts {
            let term = LikelihoodTerm::of(*likelihood);
            self.open_row(false);
            let words = term.map_or(String::new(), |term| words::capital(term.words()));
            self.cell("TableText", &words, first, term.map(likelihood_colours::fill));
            self.cell("TableText", sentence, second, None);
            self.add("</w:tr>");
        }
        self.close_table();
    }

    /// A table with its caption above it; its heading is repeated on every page, and no row is divided between pages.
    fn table(&mut self, table: &PageTable<'_>) {
        let columns = Column::of(table);
        self.open_table(&table.caption, &columns);
        self.open_row(true);
        for (name, column) in table.header.iter().zip(&columns) {
            self.cell("TableHeading", name, *column, Some(HEADING));
        }
        self.add("</w:tr>");
        for row in &table.rows {
            self.open_row(false);
            for (cell, column) in row.iter().zip(&columns) {
                self.cell("TableText", &cell_words(cell), *column, filled(cell));
            }
            self.add("</w:tr>");
        }
        self.close_table();
    }

    fn open_table(&mut self, caption: &str, columns: &[Column]) {
        self.paragraph("Caption", caption);
        self.add("<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/>");
        self.add(
            "<w:tblLook w:firstRow=\"1\" w:firstColumn=\"1\" w:noHBand=\"1\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>",
        );
        for column in columns {
            self.add(&format!("<w:gridCol w:w=\"{}\"/>", TEXT * column.width / TABLE));
        }
        self.add("</w:tblGrid>");
    }

    fn open_row(&mut self, is_heading: bool) {
        let repeated = if is_heading { "<w:tblHeader/>" } else { "" };
        self.add(&format!("<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>"));
    }

    /// Closes a table; a paragraph follows, because tables that follow each other would be one.
    fn close_table(&mut self) {
        self.add("</w:tbl>");
        self.paragraph("TableText", "");
    }

    fn cell(&mut self, style: &str, text: &str, column: Column, fill: Option<u32>) {
        // Lines of a cell do not break within a range.
        let text = &with_minus_signs(text).replace('-', "\u{2011}");
        let fill = fill
            .map_or(String::new(), |fill| format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{fill:06X}\"/>"));
        let align = if column.is_number { "<w:jc w:val=\"right\"/>" } else { "" };
        let width = column.width;
        self.add(&format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"pct\"/>{fill}</w:tcPr><w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{align}</w:pPr>{}</w:p></w:tc>",
            run(text)
        ));
    }

    /// A chart with its finding as its caption and as alternative text.
    fn picture(&mut self, exhibit: &Exhibit<'_>) -> Result<(), RenderError> {
        let svg = exhibit.chart.to_svg().map_err(RenderError::Chart)?;
        let picture = png::picture(svg.as_bytes(), &png::options())
            .map_err(|reason| RenderError::Picture { name: exhibit.id.clone(), reason })?;
        let [width, height] = size_of(&picture);
        self.pictures.push(picture);
        let number = self.pictures.len();
        let alternative = escaped(&format!("{}. {}", exhibit.title, exhibit.finding));
        self.add(&format!(
            "<w:p><w:pPr><w:pStyle w:val=\"Figure\"/></w:pPr><w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">\
             <wp:extent cx=\"{width}\" cy=\"{height}\"/><wp:docPr id=\"{number}\" name=\"Figure {number}\" descr=\"{alternative}\"/>\
             <wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect=\"1\"/></wp:cNvGraphicFramePr>\
             <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic>\
             <pic:nvPicPr><pic:cNvPr id=\"{number}\" name=\"picture{number}.png\" descr=\"{alternative}\"/><pic:cNvPicPr/></pic:nvPicPr>\
             <pic:blipFill><a:blip r:embed=\"picture{number}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
             <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm>\
             <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
        ));
        self.paragraph("Caption", &exhibit.finding);
        Ok(())
    }
}

/// A paragraph of one style.
fn paragraph(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}</w:p>", run(text))
}

fn run(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(&with_minus_signs(text)))
}

fn prose_words(prose: &Prose) -> String {
    let words = prose.0.iter().map(|span| match span {
        Span::Words(words) | Span::Code(words) | Span::Address(words) => words.as_str(),
    });
    words.collect()
}

/// The colour behind a likelihood.
fn filled(cell: &Cell<'_>) -> Option<u32> {
    let Cell::Likelihood(likelihood) = cell else { return None };
    Some(likelihood_colours::fill(LikelihoodTerm::of(*likelihood)?))
}

/// The size at which a PNG picture is shown: as wide as the text, or as high as is allowed.
fn size_of(png: &[u8]) -> [u64; 2] {
    let number = |from: usize| {
        let bytes = png.get(from..from + 4).and_then(|bytes| bytes.try_into().ok()).unwrap_or([0, 0, 0, 1]);
        u64::from(u32::from_be_bytes(bytes)).max(1)
    };
    // The header chunk begins with width and height (PNG, section 11.2.2).
    let (width, height) = (number(16), number(20));
    let shown = WIDTH * height / width;
    if shown <= HEIGHT { [WIDTH, shown] } else { [HEIGHT * width / height, HEIGHT] }
}
