//! The Word document: a well-formed package with headings, alternative text, and the sentences of the page.

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};

use roxmltree::{Document, Node};
use staffcast::examples::SMALL;
use zip::ZipArchive;

use crate::harness::{Outcome, Test};

const PLAN: &str = "base = \"small.toml\"\nname = \"More posts\"\n\n[team.cin]\nestablishment = 14\n";
const TARGET: &str = "\n[target.rate]\nmeasure = \"agency_rate\"\nby = \"2017-03\"\nat_most = 0.2\n";
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";

fn staffcast(command: &str) -> Outcome {
    Test::new(command).file("small.toml", format!("{SMALL}{TARGET}")).file("plan.toml", PLAN).run()
}

/// The files of the package.
struct Package(ZipArchive<Cursor<Vec<u8>>>);

impl Package {
    fn of(done: &Outcome, path: &str) -> Self {
        Self(ZipArchive::new(Cursor::new(std::fs::read(done.path(path)).unwrap())).unwrap())
    }

    fn bytes(&mut self, name: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.0.by_name(name).unwrap_or_else(|_| panic!("{name}")).read_to_end(&mut bytes).unwrap();
        bytes
    }

    fn text(&mut self, name: &str) -> String {
        String::from_utf8(self.bytes(name)).unwrap()
    }
}

fn is_paragraph(node: &Node<'_, '_>) -> bool {
    node.has_tag_name((WORD, "p"))
}

/// The style of a paragraph and its text.
fn paragraph(node: Node<'_, '_>) -> (String, String) {
    let style = node.descendants().find(|one| one.has_tag_name((WORD, "pStyle"))).unwrap();
    let texts = node.descendants().filter(|one| one.has_tag_name((WORD, "t"))).filter_map(|one| one.text());
    (style.attribute((WORD, "val")).unwrap().to_owned(), texts.collect())
}

/// The words of a page without marks and spaces.
fn letters(text: &str) -> String {
    text.chars().filter(|one| one.is_alphanumeric()).collect()
}

/// Holds a document to what Word and a screen reader need, and its sentences to those of the page.
fn check(done: &Outcome, folder: &str, name: &str) {
    let mut package = Package::of(done, &format!("{folder}/{name}.docx"));
    let main = package.text("word/document.xml");
    let main = Document::parse(&main).unwrap();
    let paragraphs: Vec<(String, String)> = main.descendants().filter(is_paragraph).map(paragraph).collect();
    assert_eq!(paragraphs[0].0, "Title");
    assert_eq!(paragraphs.iter().filter(|(style, _)| style == "Title").count(), 1);
    assert!(paragraphs.iter().filter(|(style, _)| style == "Heading1").count() >= 2, "{paragraphs:?}");
    // Every style, number and relationship that is used exists.
    let styles = package.text("word/styles.xml");
    let used: BTreeSet<&str> = paragraphs.iter().map(|(style, _)| style.as_str()).collect();
    for style in used {
        assert!(styles.contains(&format!("w:styleId=\"{style}\"")), "{style}");
    }
    for part in [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/styles.xml",
        "word/numbering.xml",
        "word/footer.xml",
    ] {
        let text = package.text(part);
        assert!(Document::parse(&text).is_ok(), "{part}");
    }
    let relationships = package.text("word/_rels/document.xml.rels");
    let relationships = Document::parse(&relationships).unwrap();
    for one in relationships.root_element().children().filter(Node::is_element) {
        let bytes = package.bytes(&format!("word/{}", one.attribute("Target").unwrap()));
        let is_picture = one.attribute("Type").unwrap().ends_with("/image");
        assert!(!is_picture || bytes.starts_with(b"\x89PNG"));
    }
    let alternatives: Vec<&str> = main
        .descendants()
        .filter(|one| one.has_tag_name((DRAWING, "docPr")))
        .map(|one| one.attribute("descr").unwrap())
        .collect();
    assert!(!alternatives.is_empty() && alternatives.iter().all(|text| text.len() > 20), "{alternatives:?}");
    let page = letters(&without_tags(&done.read(&format!("{folder}/report.html"))));
    for (style, text) in paragraphs
        .iter()
        .filter(|(style, _)| !["TableText", "TableHeading", "Caption", "Heading1"].contains(&style.as_str()))
    {
        assert!(page.contains(&letters(text)), "{style}: {text}");
    }
}

/// A page without its tags, and with its characters in plain.
fn without_tags(page: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for one in page.chars() {
        match one {
            '<' => is_tag = true,
            '>' if is_tag => is_tag = false,
            one if !is_tag => text.push(one),
            _ => {}
        }
    }
    text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"")
}

#[test]
fn a_run_and_a_comparison_have_a_document_with_the_sentences_of_the_page() {
    let done = staffcast("run small.toml -n 400 --docx");
    assert!(done.stdout.contains("small.docx"), "{}", done.stdout);
    check(&done, "outputs/small", "small");
    let manifest = done.read("outputs/small/manifest.json");
    assert!(manifest.contains("small.docx"), "{manifest}");
    let done = staffcast("compare small.toml plan.toml -n 200 --docx -q");
    check(&done, "outputs/compare-small", "compare-small");
}

#[test]
fn a_document_is_the_same_on_any_number_of_threads() {
    let [one, other] = ["1", "2"].map(|threads| {
        let done = staffcast(&format!("run small.toml -n 200 -q --docx --threads {threads}"));
        std::fs::read(done.path("outputs/small/small.docx")).unwrap()
    });
    assert!(one == other);
}

#[test]
fn no_name_breaks_a_document() {
    let text = SMALL.replace("name = \"A small team\"", "name = \"<w:p> & \\\"team\\\"\"");
    let done = Test::new("run small.toml -n 20 -q --docx").file("small.toml", text).run();
    let mut package = Package::of(&done, "outputs/small/small.docx");
    for part in ["word/document.xml", "docProps/core.xml"] {
        let text = package.text(part);
        let parsed = Document::parse(&text).unwrap();
        assert!(
            parsed.descendants().any(|one| one.text().is_some_and(|text| text.contains("<w:p> & \"team\""))),
            "{part}"
        );
    }
}

#[test]
fn only_what_a_committee_reads_has_a_document() {
    Test::new("drivers small.toml --docx").file("small.toml", SMALL).code(2).stdout("").run();
}
