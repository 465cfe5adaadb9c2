//! `new`: template scenarios.

use crate::harness::{Test, is_temporary};

const TEMPLATES: [&str; 3] = ["one-team", "county", "agency"];

#[test]
fn the_default_template_is_one_team_and_prints_the_next_steps() {
    let done = Test::new("new")
        .stdout(
            "Wrote one-team.toml
  One team, explained line by line: the place to start.

Next
  Open it in a text editor. The comments explain it; enter your own numbers and save it.
  staffcast check one-team.toml   reports errors and warnings
  staffcast run one-team.toml     runs it: a table here, more in outputs/
",
        )
        .stderr("")
        .run();
    assert_eq!(done.files(), ["one-team.toml"]);
    assert!(done.read("one-team.toml").starts_with("# One team:"));
}

#[test]
fn every_template_passes_without_a_warning_and_runs() {
    for template in TEMPLATES {
        let written = Test::new(&format!("new --template {template}")).stderr("").run();
        assert_eq!(written.files(), [format!("{template}.toml")]);
        let passed = format!("{template}.toml: no errors, no warnings\n");
        let checked = written.again(&format!("check --deny-warnings {template}.toml")).stderr("").run();
        assert!(checked.stdout.starts_with(&passed), "{}", checked.stdout);
        assert!(
            checked.stdout.contains(&format!("are unchanged from the template `{template}`")),
            "{}",
            checked.stdout
        );
        let run = checked.again(&format!("run -n 20 {template}.toml")).stderr("").run();
        assert!(run.path(&format!("outputs/{template}/manifest.json")).is_file());
    }
}

/// A figure that neither names a source nor is declared an assumption cannot be checked by anybody.
#[test]
fn every_figure_of_a_template_has_a_source() {
    for template in TEMPLATES {
        let text = Test::new(&format!("new --template {template}")).run().read(&format!("{template}.toml"));
        assert!(text.contains("\nformat = 1 "), "{template}");
        assert!(!text.contains("#:schema"), "{template}");
        for table in text.split("\n[").skip(1) {
            let lines: Vec<&str> = table.lines().skip(1).filter(|line| !line.starts_with('#')).collect();
            let for_all = lines.iter().any(|line| line.starts_with("source = "));
            for (key, value) in lines.iter().filter_map(|line| line.split_once(" = ")) {
                let sourced = for_all || value.contains("source = ");
                assert!(sourced || !is_figure(key.trim(), value), "{template}: {key} of [{table}");
            }
        }
    }
}

/// Whether a line contains a researched or assumed figure, rather than a date, a name or a rule of the plan.
fn is_figure(key: &str, value: &str) -> bool {
    let rules = "month months months_in_service after_months lead_time notice seed replications format";
    !rules.split(' ').any(|rule| rule == key) && value.contains(|c: char| c.is_ascii_digit()) && !value.starts_with('"')
}

/// The plans at the end of the agency template are in comments; uncommented they form a valid overlay.
#[test]
fn the_plans_in_the_agency_template_can_be_run() {
    let written = Test::new("new --template agency").run();
    let text = written.read("agency.toml");
    let (_, plans) = text.split_once("# --- Plans to try").unwrap();
    let overlay = plans.lines().filter_map(|line| line.strip_prefix("#   ")).collect::<Vec<_>>().join(
        "
",
    );
    assert_eq!(overlay.matches("[change.").count(), 3, "{overlay}");
    let folder = written.again("check --deny-warnings plan.toml").file("plan.toml", &overlay);
    let checked = folder.stderr("").run();
    assert!(checked.stdout.starts_with("plan.toml: no errors, no warnings\n"), "{}", checked.stdout);
}

#[test]
fn the_templates_are_listed_with_their_purpose() {
    let done = Test::new("new --list").stderr("").run();
    for template in TEMPLATES {
        assert!(done.stdout.lines().any(|line| line.starts_with(&format!("{template} "))), "{}", done.stdout);
    }
    assert!(done.files().is_empty());
    let help = Test::new("new --help").run().stdout;
    assert!(done.stdout.lines().take(3).all(|line| help.contains(line.split_once("   ").unwrap().0)), "{help}");
}

#[test]
fn an_existing_file_is_not_overwritten() {
    let mine = Test::new("new one-team.toml").file("one-team.toml", "mine").file("one-team-2.toml", "mine too");
    let done = mine
        .code(1)
        .stdout("")
        .stderr(
            "error: `one-team.toml` already exists and was not changed
  choose another name, such as `one-team-3.toml`
",
        )
        .run();
    assert_eq!((done.read("one-team.toml"), done.read("one-team-2.toml")), ("mine".into(), "mine too".into()));
    assert_eq!(done.files(), ["one-team-2.toml", "one-team.toml"]);
}

#[test]
fn a_missing_extension_is_added_and_a_wrong_one_refused() {
    assert_eq!(Test::new("new plan --template county").run().files(), ["plan.toml"]);
    for name in ["plan.txt", "plan.TOML", "plan."] {
        let done = Test::new(&format!("new {name}")).code(2).stdout("").run();
        assert_eq!(done.stderr, "error: the name of a scenario file must end in `.toml`; try `plan.toml`\n", "{name}");
        assert!(done.files().is_empty());
    }
}

#[test]
fn folders_are_created_and_get_a_file_of_the_default_name() {
    assert_eq!(Test::new("new plans/2026/first.toml").run().files(), ["plans/2026/first.toml"]);
    assert_eq!(Test::new("new plans/ --template county").run().files(), ["plans/county.toml"]);
    assert_eq!(Test::new("new plans").folder("plans").run().files(), ["plans/one-team.toml"]);
}

#[test]
fn a_file_where_a_folder_should_be_is_a_failure() {
    let done = Test::new("new taken/plan.toml").file("taken", "mine").code(1).stdout("").run();
    assert!(done.stderr.starts_with("error: cannot create the folder `taken`: "), "{}", done.stderr);
    assert_eq!(done.files(), ["taken"]);
    assert!(!done.files().iter().any(|file| is_temporary(file)));
}

#[test]
fn an_unknown_template_is_refused_with_a_list() {
    let done = Test::new("new --template contry").code(2).stdout("").run();
    assert!(done.stderr.contains("[possible values: one-team, county, agency]"), "{}", done.stderr);
    assert!(done.stderr.contains("county'"), "{}", done.stderr);
    assert!(done.files().is_empty());
}
