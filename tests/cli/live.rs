//! `run --live`. What the page does is tested in a browser (`tests/browser/live.rs`).

use crate::harness::Test;

const PLAN: &str = staffcast::examples::SMALL;

#[test]
fn a_live_page_is_of_one_scenario_in_a_folder() {
    let batch = Test::new("run one.toml two.toml --live").file("one.toml", PLAN).file("two.toml", PLAN);
    batch
        .code(2)
        .stderr("error: `--live` takes one scenario, because a page has the levers of one; run them one by one\n")
        .run();
    let dataset = Test::new("run one.toml --live --dataset d").file("one.toml", PLAN);
    dataset
        .code(2)
        .stderr(
            "error: `--live` writes to a results folder, and with `--dataset` there is none; give its place with `--out`\n",
        )
        .run();
}

#[cfg(not(feature = "live"))]
#[test]
fn a_program_without_the_module_says_how_to_get_it() {
    let expected = "error: `--live` needs the module of the page, which this program was built without\n  run `bash web/build` in its \
                    sources and use the program that it makes\n";
    Test::new("run one.toml --live").file("one.toml", PLAN).code(2).stderr(expected).run();
}

#[cfg(feature = "live")]
#[test]
fn a_live_page_has_the_report_and_the_files_and_names_no_folder_of_the_machine() {
    let over = "base = \"../one.toml\"\nname = \"Over </script>\"\n";
    let run = |arguments: &str| {
        let test = Test::new(arguments).file("one.toml", PLAN).file("plans/over.toml", over);
        let outcome = test.run();
        outcome.read("outputs/over/report.html")
    };
    let (alone, live) = (run("run plans/over.toml -n 64"), run("run plans/over.toml -n 64 --live"));
    assert!(!alone.contains("wasm-unsafe-eval") && !alone.contains("data-live"));
    assert!(live.contains("default-src 'none'") && live.contains("'wasm-unsafe-eval'"));
    let input = live.split("id=\"live-input\">").nth(1).and_then(|rest| rest.split("</script>").next());
    let input: serde_json::Value = serde_json::from_str(input.expect("the files")).expect("JSON");
    assert_eq!(input["files"]["plans/over.toml"], over);
    assert_eq!(input["files"].as_object().map(serde_json::Map::len), Some(2));
    let body = |page: &str| page.split("<main").nth(1).map(|rest| rest.split("</section>").next().map(str::to_owned));
    assert_eq!(body(&alone), body(&live));
}
