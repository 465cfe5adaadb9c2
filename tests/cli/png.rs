//! Charts as PNG pictures, as used in a document.

use sha2::{Digest as _, Sha256};
use staffcast::examples::SMALL;

use crate::harness::{Outcome, Test};

const PLAN: &str = "base = \"small.toml\"\nname = \"More posts\"\n\n[team.cin]\nestablishment = 14\n";

fn staffcast(command: &str) -> Outcome {
    Test::new(command).file("small.toml", SMALL).file("plan.toml", PLAN).run()
}

/// The files in a folder with an ending: their names without it, and what is in them.
fn files(done: &Outcome, folder: &str, ending: &str) -> Vec<(String, Vec<u8>)> {
    let files = done.contents(folder).into_iter();
    files.filter_map(|(name, bytes)| Some((name.strip_suffix(ending)?.to_owned(), bytes))).collect()
}

fn pictures(done: &Outcome, folder: &str) -> Vec<(String, Vec<u8>)> {
    files(done, folder, ".png")
}

fn names(files: Vec<(String, Vec<u8>)>) -> Vec<String> {
    files.into_iter().map(|(name, _)| name).collect()
}

/// Width and height, as the file's header says.
fn size(png: &[u8]) -> (u32, u32) {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[test]
fn every_chart_has_a_picture() {
    let done = staffcast("run small.toml -n 20 --png");
    assert_eq!(names(pictures(&done, "outputs/small")), ["agency-rate", "caseload", "cost", "workforce"]);
    let done = staffcast("compare small.toml plan.toml -n 20 --png --attribution");
    let all = pictures(&done, "outputs/compare-small");
    assert_eq!(names(all.clone()), names(files(&done, "outputs/compare-small", ".svg")));
    assert!(all.iter().any(|(name, _)| name == "attribution-plan"));
    for (name, png) in all {
        let (width, height) = size(&png);
        assert!(width == 1_600 && (400..6_000).contains(&height), "{name}: {width} by {height}");
    }
}

#[test]
fn a_batch_has_the_pictures_of_each_scenario() {
    let done = staffcast("run small.toml plan.toml -n 5 --quiet --png");
    assert_eq!([pictures(&done, "outputs/small").len(), pictures(&done, "outputs/plan").len()], [4, 4]);
}

#[test]
fn the_same_results_give_the_same_pictures() {
    let [one, other] = ["1", "2"].map(|threads| {
        let done = staffcast(&format!("run small.toml -n 200 --png --threads {threads}"));
        pictures(&done, "outputs/small")
    });
    assert!(one == other);
    let other = pictures(&staffcast("run small.toml -n 200 --png --seed 8"), "outputs/small");
    assert!(one.iter().zip(&other).all(|(one, other)| one != other));
}

#[test]
fn the_manifest_has_digests_of_pictures() {
    let done = staffcast("run small.toml -n 20 --png");
    let manifest: serde_json::Value = serde_json::from_str(&done.read("outputs/small/manifest.json")).unwrap();
    let outputs = manifest["outputs"].as_array().unwrap();
    for (name, png) in pictures(&done, "outputs/small") {
        let digest = Sha256::digest(&png).iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
        assert!(outputs.iter().any(|one| one["name"] == format!("{name}.png") && one["sha256"] == digest), "{name}");
    }
}

#[test]
fn a_later_run_without_pictures_removes_old_ones() {
    let first = staffcast("run small.toml -n 20 --png");
    let told = first.stdout.clone();
    assert!(told.ends_with("manifest.json, 4 charts as SVG and PNG)\n"), "{told}");
    let without = first.again("run small.toml -n 20").run();
    assert_eq!(pictures(&without, "outputs/small"), []);
    assert_eq!(without.contents("outputs/small"), staffcast("run small.toml -n 20").contents("outputs/small"));
}
