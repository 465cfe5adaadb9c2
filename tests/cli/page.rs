//! `page`. What the page does is tested in browsers (`tests/browser/planner.rs`).

use crate::harness::Test;

#[cfg(not(feature = "live"))]
#[test]
fn a_program_without_the_module_says_how_to_get_it() {
    let expected = "error: `page` needs the module of the page, which this program was built without\n  run `bash web/build` in its \
                    sources and use the program that it makes\n";
    Test::new("page").code(2).stderr(expected).run();
}

#[cfg(feature = "live")]
#[test]
fn a_page_has_the_templates_and_what_was_given_and_is_written_once() {
    use staffcast::examples::SMALL;

    let done = Test::new("page mine.toml --out made/plan.html").file("mine.toml", SMALL).run();
    assert!(done.stdout.starts_with("Wrote made/plan.html\n  4 scenarios to start from.\n"), "{}", done.stdout);
    let page = done.read("made/plan.html");
    assert!(page.contains("default-src 'none'") && page.contains("<optgroup label=\"Scenarios\">"));
    assert!(page.len() < 3_000_000, "{} bytes", page.len());
    let taken = Test::new("page").file("staffcast.html", "mine").code(1).run();
    assert!(taken.stderr.contains("`staffcast.html` already exists and was not changed"), "{}", taken.stderr);
    assert!(taken.stderr.contains("such as `staffcast-2.html`"), "{}", taken.stderr);
    let name = "error: the name of the page must end in `.html`; try `plan.html`\n";
    Test::new("page --out plan.pdf").code(2).stderr(name).run();
    let broken = Test::new("page mine.toml").file("mine.toml", "months = = 3").code(2).run();
    assert!(broken.stderr.contains("mine.toml:1"), "{}", broken.stderr);
    assert_eq!(broken.files(), ["mine.toml"]);
}
