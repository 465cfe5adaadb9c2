//! The planning page: what is entered reaches the file, and its figures are those of the program.

use std::collections::BTreeMap;
use std::io::Read as _;

use serde_json::{Value, json};

use super::PlannerModel;
use crate::content::Document;
use crate::plan::Plan;
use crate::render::{self, OptionalFiles};
use crate::run::Options;
use crate::scenario::Scenario;
use crate::scenario::templates::{COUNTY, ONE_TEAM};
use crate::summary::run;

fn files(text: &str) -> Value {
    json!({ "path": "plan.toml", "files": { "plan.toml": text } })
}

fn form(scenario: &Value, changes: &[(&str, &str)]) -> Value {
    let changes: Vec<Value> =
        changes.iter().map(|(address, entry)| json!({ "address": address, "entry": entry, "source": "" })).collect();
    asked(&json!({ "scenario": scenario, "changes": changes }))
}

fn asked(question: &Value) -> Value {
    let answer = PlannerModel::default().form(&question.to_string()).expect("an answer");
    serde_json::from_str(&answer).expect("JSON")
}

/// The form of a scenario without an item.
fn without(scenario: &Value, item: &str) -> Value {
    asked(&json!({ "scenario": scenario, "remove": item }))
}

fn text(answer: &Value, key: &str) -> String {
    answer[key].as_str().expect("text").to_owned()
}

#[test]
fn what_is_entered_reaches_the_file_and_nothing_else_changes() {
    let answer = form(&files(ONE_TEAM.text()), &[("team.duty.establishment", "18"), ("absence.sickness", "4% to 6%")]);
    assert_eq!(answer["pending"], json!([]));
    let new = text(&answer, "text");
    let changed: Vec<&str> = new.lines().filter(|line| !ONE_TEAM.text().lines().any(|one| one == *line)).collect();
    let source = "source = \"assumption: entered on the planning page\"";
    assert_eq!(
        changed,
        [
            format!("establishment = {{ value = 18, {source} }}      # the posts the council pays for (FTE)"),
            format!("sickness = {{ range80 = {{ low = 0.04, high = 0.06 }}, {source} }}"),
        ]
    );
    assert!(text(&answer, "form").contains("value=\"4% to 6%\""));
}

#[test]
fn an_entry_that_is_not_valid_stays_in_its_field_and_out_of_the_file() {
    let changes = [("absence.sickness", "400%"), ("agency.cover", "most"), ("team.duty.establishment", "18")];
    let answer = form(&files(ONE_TEAM.text()), &changes);
    let (new, html) = (text(&answer, "text"), text(&answer, "form"));
    assert!(new.contains("sickness = { value = 0.035") && new.contains("establishment = { value = 18"), "{new}");
    let pending = |place: usize| answer["pending"][place]["address"].as_str();
    let mut both = [pending(0), pending(1)];
    both.sort_unstable();
    assert_eq!(both, [Some("absence.sickness"), Some("agency.cover")]);
    assert!(html.contains("value=\"400%\"") && html.contains("<code>sickness</code> must be from 0 to 1"));
    assert!(html.contains("“most” cannot be read here: write a percentage such as 14%"));
    assert!(text(&answer, "summary").contains("2 entries were not applied"), "{}", text(&answer, "summary"));
    assert_eq!(answer["is_ready"], true);
}

#[test]
fn values_that_are_valid_only_together_are_taken_together() {
    let changes = [("demand.next.assessment", "80%"), ("demand.next.strategy_discussion", "15%")];
    assert_ne!(form(&files(COUNTY.text()), &changes[..1])["pending"], json!([]));
    let answer = form(&files(COUNTY.text()), &changes);
    assert_eq!(answer["pending"], json!([]));
}

#[test]
fn a_blank_asks_for_what_is_to_be_found_out_and_is_filled() {
    let blank = "establishment = { blank = \"the budget's posts\" }";
    let with_blank =
        ONE_TEAM.text().replace("establishment = { value = 16, source = \"assumption: illustration\" }", blank);
    assert!(with_blank.contains(blank));
    let answer = form(&files(&with_blank), &[]);
    assert_eq!(answer["is_ready"], false);
    assert!(text(&answer, "form").contains("To find out: the budget's posts"));
    let filled = form(&files(&with_blank), &[("team.duty.establishment", "16")]);
    assert_eq!((filled["is_ready"].as_bool(), text(&filled, "text").contains("blank")), (Some(true), false));
}

#[test]
fn a_file_that_is_no_scenario_is_answered_with_its_errors() {
    for broken in ["", "format = 1\nmonths = = 3", "\u{0}", "{\"json\": true}", "name,team\nA,B\n"] {
        let answer = form(&files(broken), &[("months", "12")]);
        assert_eq!((answer["is_ready"].as_bool(), text(&answer, "form").as_str()), (Some(false), ""), "{broken:?}");
        assert!(text(&answer, "summary").contains("error"), "{broken:?}");
        assert_eq!(answer["pending"].as_array().map(Vec::len), Some(1));
    }
}

#[test]
fn the_report_is_that_of_the_program() {
    let report = PlannerModel::default().report(&files(ONE_TEAM.text()).to_string(), 128).expect("a report");
    let report: Value = serde_json::from_str(&report).expect("JSON");
    let scenario = Scenario::load("plan.toml", &BTreeMap::from([("plan.toml".to_owned(), ONE_TEAM.text().to_owned())]));
    let summary = run(&Plan::new(scenario.expect("a template")), &Options::new(128)).expect("a run");
    let alone = render::sections_html(&Document::from(&summary), None).expect("a page");
    let findings = |html: &str| html.split("</section>").next().map(str::to_owned);
    assert_eq!(findings(report["report"].as_str().expect("a report")), findings(&alone));
    assert_eq!(report["command"], "staffcast run plan.toml --replications 128");
}

#[test]
fn two_plans_are_compared_on_the_seed_of_the_base() {
    let base = files(ONE_TEAM.text());
    let plan = files(&ONE_TEAM.text().replace("seed = 1 ", "seed = 2 "));
    let question = json!({ "base": base, "plan": plan }).to_string();
    let answer = PlannerModel::default().comparison(&question, 64).expect("a comparison");
    let answer: Value = serde_json::from_str(&answer).expect("JSON");
    let report = answer["report"].as_str().expect("a report");
    assert!(report.contains("plan-changed"), "{}", &report[..2_000]);
    assert_eq!(answer["command"], "staffcast compare plan.toml plan.toml --replications 64");
}

#[test]
fn a_question_in_another_form_and_results_before_a_run_are_errors() {
    let mut model = PlannerModel::default();
    assert!(model.form("{}").is_err() && model.report("[]", 8).is_err() && model.comparison("", 8).is_err());
    assert!(model.report(&files("format = 2").to_string(), 8).is_err());
    assert!(model.report(&json!({ "path": "none.toml", "files": {} }).to_string(), 8).is_err());
}

#[test]
fn the_form_of_a_service_with_many_teams_is_read_as_often_as_it_is_changed() {
    let mut scenario = files(COUNTY.text());
    for posts in ["30", "31.5", "29"] {
        let answer = form(&scenario, &[("team.protection.establishment", posts)]);
        scenario["files"]["plan.toml"] = answer["text"].clone();
        assert!(text(&answer, "text").contains(&format!("{{ value = {posts}, ")), "{posts}");
    }
}

const LIST: &str = "Name,Start date,Leaving date,FTE,Job title,Team,Contract type\n\
    Ada Lovelace,01/09/2019,,1.0,Social worker,Assessment,Permanent\n\
    Grace Hopper,01/02/2021,30/06/2024,0.6,Senior social worker,Assessment,Permanent\n\
    Mary Jackson,15/03/2023,,1.0,Social worker (ASYE),Children in care,Permanent\n\
    Joan Clarke,01/10/2024,,1.0,Social worker,Children in care,Agency\n\
    Edith Clarke,01/05/2022,,1.0,,Assessment,Permanent\n";

const MONTHLY: &str = "Measure,2024-12,2025-01,2025-02,2025-03\n\
    Contacts received,98,104,101,99\n\
    Agency rate (FTE),0.31,0.30,0.32,0.31\n\
    Tea drunk,1,2,3,4\n";

/// What a file becomes, with a scenario open or none.
fn dropped(name: &str, bytes: &[u8], open: &Value) -> Result<Value, String> {
    let mut question = json!({ "name": name, "scenario": open }).to_string().into_bytes();
    question.push(b'\n');
    question.extend(bytes);
    let answer = PlannerModel::default().dropped(&question).map_err(|error| error.to_string())?;
    Ok(serde_json::from_str(&answer).expect("JSON"))
}

fn open_text(answer: &Value) -> &str {
    let path = answer["scenario"]["path"].as_str().expect("a path");
    answer["scenario"]["files"][path].as_str().expect("a text")
}

#[test]
fn a_scenario_is_opened_as_it_is() {
    let answer = dropped("mine.toml", ONE_TEAM.text().as_bytes(), &Value::Null).expect("a scenario");
    assert_eq!((answer["scenario"]["path"].as_str(), open_text(&answer)), (Some("mine.toml"), ONE_TEAM.text()));
    assert_eq!(answer["summary"], "Opened mine.toml.");
    // A broken one too: the form says what is wrong.
    assert_eq!(open_text(&dropped("b.toml", b"months = = 3", &Value::Null).expect("a file")), "months = = 3");
}

#[test]
fn an_overlay_is_opened_on_the_scenario_that_is_open() {
    let overlay = "base = \"../plan.toml\"\nname = \"Fewer leave\"\n[absence]\nsickness = 0.05\n";
    let answer = dropped("fewer.toml", overlay.as_bytes(), &files(ONE_TEAM.text())).expect("an overlay");
    assert_eq!((answer["base"].as_str(), answer["base_name"].as_str()), (Some("plan.toml"), Some("One team")));
    assert_eq!(form(&answer["scenario"], &[])["name"], "Fewer leave");
    let error = dropped("fewer.toml", overlay.as_bytes(), &Value::Null).expect_err("no base");
    let wanted =
        "fewer.toml: it is an overlay on `../plan.toml`, which is not open. Open that first, and then this file again.";
    assert_eq!(error, wanted);
}

#[test]
fn a_staff_list_becomes_a_scenario_without_names_of_people() {
    let answer = dropped("Staff List.csv", LIST.as_bytes(), &Value::Null).expect("a scenario");
    assert_eq!(answer["summary"], "Created staff-list.toml.");
    let told = text(&answer, "told");
    for line in ["3  permanent workers in post", "1  agency workers in post", "1  had left"] {
        assert!(told.contains(line), "{line}: {told}");
    }
    let all = answer.to_string();
    for name in ["Ada", "Hopper", "Jackson", "Joan", "Edith"] {
        assert!(!all.contains(name), "{name}: {all}");
    }
    let form = form(&answer["scenario"], &[]);
    assert_eq!(form["is_ready"], false);
    assert!(text(&form, "form").contains("To find out: "));
}

#[test]
fn monthly_figures_become_the_history_of_the_scenario_that_is_open() {
    let answer = dropped("figures.csv", MONTHLY.as_bytes(), &files(ONE_TEAM.text())).expect("histories");
    assert_eq!(answer["summary"], "2 histories were added to plan.toml.");
    // A name that may be that of a person is not shown.
    let told = text(&answer, "told");
    assert!(told.contains("8  placed") && told.contains("line 4, whose name is not shown"), "{told}");
    assert_eq!(form(&answer["scenario"], &[])["is_ready"], true);
    assert!(open_text(&answer).contains("[history.monthly_contacts]"));
    let alone = dropped("figures.csv", MONTHLY.as_bytes(), &Value::Null).expect_err("no scenario");
    assert!(alone.contains("open the scenario first"), "{alone}");
}

#[test]
fn a_table_that_the_scenario_names_is_put_beside_it() {
    let scenario = format!("staff_csv = \"staff.csv\"\n{}", ONE_TEAM.text());
    let open = files(&scenario);
    assert!(text(&form(&open, &[]), "summary").contains("staff.csv"));
    let table = "id,team,route,stage,heads,months_in_service\nmore,duty,experienced,in_post,2,12\n";
    let answer = dropped("staff.csv", table.as_bytes(), &open).expect("a table");
    assert_eq!(answer["scenario"]["files"]["staff.csv"], table);
}

#[test]
fn what_cannot_be_opened_is_an_error_that_says_what_to_do() {
    let open = files(ONE_TEAM.text());
    let error = |name: &str, bytes: &[u8]| dropped(name, bytes, &open).expect_err(name);
    assert!(error("letter.pdf", b"%PDF").contains("The page opens scenarios and overlays (TOML)"));
    assert_eq!(error("x.toml", b""), "x.toml: it is empty.");
    assert!(error("x.toml", b"a = \"\xff\"").contains("not UTF-8 text from byte 6 on"));
    assert!(error("x.csv", b"a,b\n1,2\n").contains("neither a staff list nor monthly figures"));
    let billion = "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;&b;\">]><a>&c;</a>";
    assert!(error("x.xml", billion.as_bytes()).starts_with("x.xml: "));
    assert!(error("x.xlsx", b"PK\x03\x04 no workbook").starts_with("x.xlsx: "));
    let large = vec![b'a'; (64 << 20) + 1];
    assert!(error("x.csv", &large).contains("larger than 64 MB"));
    assert!(PlannerModel::default().dropped(b"no head").is_err());
}

#[test]
fn whatever_was_cut_off_a_file_it_is_opened_or_an_error_names_it() {
    let open = files(ONE_TEAM.text());
    for (name, whole) in [("list.csv", LIST), ("figures.csv", MONTHLY), ("plan.toml", ONE_TEAM.text())] {
        for end in (1..whole.len()).step_by(whole.len().div_ceil(150)) {
            match dropped(name, &whole.as_bytes()[..end], &open) {
                Ok(answer) => drop(form(&answer["scenario"], &[])),
                Err(error) => assert!(error.starts_with(name), "{error}"),
            }
        }
    }
}

#[test]
fn results_are_saved_as_the_program_writes_them() {
    let mut model = PlannerModel::default();
    assert!(model.workbook().is_err() && model.archive().is_err());
    model.report(&files(ONE_TEAM.text()).to_string(), 64).expect("a report");
    let scenario = Scenario::load("plan.toml", &BTreeMap::from([("plan.toml".to_owned(), ONE_TEAM.text().to_owned())]));
    let summary = run(&Plan::new(scenario.expect("a template")), &Options::new(64)).expect("a run");
    let extras = OptionalFiles { workbook: Some("plan".to_owned()), ..OptionalFiles::default() };
    let all = render::files(&Document::from(&summary), &extras).expect("files");
    let of = |ending: &str| all.iter().filter(|file| file.name.ends_with(ending)).collect::<Vec<_>>();
    assert_eq!(model.workbook().expect("a workbook"), of(".xlsx")[0].bytes);
    let archive = model.archive().expect("an archive");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(archive)).expect("an archive");
    assert_eq!(archive.len(), of(".csv").len() + of(".json").len());
    for file in of(".csv") {
        let mut bytes = Vec::new();
        archive.by_name(&format!("plan/{}", file.name)).expect("a file").read_to_end(&mut bytes).expect("bytes");
        assert_eq!(bytes, file.bytes, "{}", file.name);
    }
}

#[test]
fn an_item_is_added_and_removed_as_a_whole() {
    let target = [("measure", "vacancy_rate"), ("at_most", "12%"), ("by", "March 2027")];
    let addresses: Vec<String> = target.iter().map(|(key, _)| format!("target.target_1.{key}")).collect();
    let changes: Vec<(&str, &str)> =
        addresses.iter().zip(target).map(|(address, (_, entry))| (address.as_str(), entry)).collect();
    let first = form(&files(ONE_TEAM.text()), &[]);
    assert!(addresses.iter().all(|address| text(&first, "form").contains(&format!("data-address=\"{address}\""))));
    let added = form(&files(ONE_TEAM.text()), &changes);
    assert_eq!(added["pending"], json!([]));
    let new = "[target.target_1]\nmeasure = \"vacancy_rate\"\nat_most = 0.12\nby = \"2027-03\"\n";
    assert!(text(&added, "text").contains(new), "{}", text(&added, "text"));
    assert!(text(&added, "form").contains("target.target_2.measure"));
    // Half a target is refused at its fields.
    let half = form(&files(ONE_TEAM.text()), &changes[..1]);
    assert!(text(&half, "summary").contains("1 entry was not applied"), "{}", text(&half, "summary"));
    let removed = without(&files(&text(&added, "text")), "target.target_1");
    assert_eq!(text(&removed, "said"), "Removed “Target: target 1” from plan.toml.");
    let removed = without(&files(&text(&removed, "text")), "target.agency");
    assert!(!text(&removed, "text").contains("[target."), "{}", text(&removed, "text"));
}

#[test]
fn an_intake_is_removed_with_what_refers_to_it() {
    for id in ["appointments_managers", "campaign_protection"] {
        let answer = without(&files(COUNTY.text()), &format!("intake.{id}"));
        assert!(!text(&answer, "text").contains(id), "{id}");
        assert_eq!((&answer["is_ready"], &answer["is_refusal"]), (&json!(true), &json!(false)));
        let said = text(&answer, "said");
        assert!(said.ends_with(", and with it its part in the yearly effect “starters”."), "{said}");
    }
    let more = "[change.more]\nname = \"More\"\nfrom = \"2025-06\"\nadd = { \"intake.nqsw_september.offers\" = 1 }\n";
    let answer = without(&files(&format!("{}\n{more}", ONE_TEAM.text())), "intake.nqsw_september");
    assert!(text(&answer, "said").ends_with(", and with it the change “More”."), "{}", text(&answer, "said"));
    assert!(!text(&answer, "text").contains("[change.more]"));
}

#[test]
fn what_cannot_be_removed_says_why_at_its_button_and_only_there() {
    let county = files(&format!(
        "{}\n[target.extra]\nmeasure = \"response_months\"\nof = \"front_door_extra_posts\"\nby = \"2028-03\"\nat_most = 0.5\n",
        COUNTY.text()
    ));
    let answer = without(&county, "change.front_door_extra_posts");
    let kept = county["files"]["plan.toml"].as_str().expect("a text");
    assert_eq!(
        (text(&answer, "text").as_str(), &answer["is_refusal"], &answer["pending"]),
        (kept, &json!(true), &json!([]))
    );
    let words = "“Extra agency posts in Front door” was not removed: the reason is beside its button.";
    assert_eq!(text(&answer, "said"), words);
    let summary = text(&answer, "summary");
    let button = summary.split("data-address=\"change.front_door_extra_posts\"").nth(1).expect("a button");
    assert!(button.split("</li>").next().is_some_and(|rest| rest.contains("Not removed: ")), "{summary}");
    // The next edit does not bring it back.
    let next = form(&county, &[("absence.sickness", "4%")]);
    assert_eq!(
        (text(&next, "said").as_str(), text(&next, "summary").contains("Not removed")),
        ("Applied to plan.toml.", false)
    );
}

#[test]
fn an_entry_that_is_not_applied_does_not_trouble_later_ones_and_can_be_discarded() {
    let first = form(&files(ONE_TEAM.text()), &[("absence.sickness", "400%")]);
    assert_eq!(text(&first, "said"), "The entry was not applied: its field says why.");
    assert!(text(&first, "form").contains("class=\"discard\" data-address=\"absence.sickness\""));
    let pending = &first["pending"];
    let change = json!([{ "address": "team.duty.establishment", "entry": "18", "source": "" }]);
    let next = asked(&json!({ "scenario": files(ONE_TEAM.text()), "pending": pending, "changes": change }));
    assert_eq!((text(&next, "said").as_str(), &next["is_refusal"]), ("Applied to plan.toml.", &json!(false)));
    assert_eq!(&next["pending"], pending);
    assert!(text(&next, "text").contains("establishment = { value = 18"));
    // The same field once more is the same entry.
    let again = json!([{ "address": "absence.sickness", "entry": "4%", "source": "" }]);
    let again = asked(&json!({ "scenario": files(ONE_TEAM.text()), "pending": pending, "changes": again }));
    assert_eq!((text(&again, "said").as_str(), &again["pending"]), ("Applied to plan.toml.", &json!([])));
    let dropped =
        asked(&json!({ "scenario": files(ONE_TEAM.text()), "pending": pending, "discard": "absence.sickness" }));
    assert_eq!((text(&dropped, "text").as_str(), &dropped["pending"]), (ONE_TEAM.text(), &json!([])));
    assert!(text(&dropped, "form").contains("value=\"3.5%\"") && text(&dropped, "said").starts_with("Discarded "));
    // Half an item that is added is discarded as a whole, and an entry without a field is not kept.
    let half = json!([{ "address": "target.target_1.measure", "entry": "vacancy_rate", "source": "" }]);
    let half = asked(&json!({ "scenario": files(ONE_TEAM.text()), "changes": half }));
    assert!(text(&half, "form").contains("class=\"discard\" data-address=\"target.target_1\""));
    let dropped =
        asked(&json!({ "scenario": files(ONE_TEAM.text()), "pending": half["pending"], "discard": "target.target_1" }));
    assert_eq!(dropped["pending"], json!([]));
    assert_eq!(form(&files(ONE_TEAM.text()), &[("intake.none.offers", "many")])["pending"], json!([]));
}

#[test]
fn what_the_scenario_plans_is_said_and_can_be_removed() {
    let answer = form(&files(COUNTY.text()), &[]);
    let (summary, html) = (text(&answer, "summary"), text(&answer, "form"));
    assert!(summary.contains("What this scenario already plans"), "{summary}");
    assert!(summary.contains("from October 2026, sets “Retention payment” to £3,000 per FTE per year"), "{summary}");
    assert_eq!(summary.matches("class=\"remove\"").count(), 3);
    let field = html.split("data-address=\"retention.payment\"").nth(1).expect("a field");
    let field = field.split("<details").next().expect("a field");
    assert!(
        field.contains("From October 2026 the change “Retention payment” sets this to £3,000 per FTE per year."),
        "{field}"
    );
    let mut scenario = files(COUNTY.text());
    for id in ["retention", "front_door_extra_posts", "protection_extra_posts"] {
        let answer = without(&scenario, &format!("change.{id}"));
        assert!(text(&answer, "said").starts_with("Removed “"), "{}", text(&answer, "said"));
        scenario["files"]["plan.toml"] = answer["text"].clone();
    }
    let bare = form(&scenario, &[]);
    assert!(!text(&bare, "summary").contains("already plans") && !text(&bare, "form").contains("From October 2026"));
    assert_eq!(bare["is_ready"], true);
}

#[test]
fn what_is_said_of_fields_leads_to_them() {
    let answer = form(&files(ONE_TEAM.text()), &[("absence.sickness", "400%")]);
    let link = "<a class=\"to-field\" href=\"#field-absence.sickness\">Working time lost to sickness</a>";
    assert!(text(&answer, "summary").contains(link), "{}", text(&answer, "summary"));
    assert!(text(&answer, "form").contains("id=\"field-absence.sickness\""));
    let answer = form(&files(ONE_TEAM.text()), &[("absence.sickness", "90%")]);
    let summary = text(&answer, "summary");
    assert!(summary.contains("at its field") && summary.contains(link), "{summary}");
}

#[test]
fn values_that_cite_the_source_of_the_template_are_a_task() {
    let changed = ONE_TEAM.text().replace("establishment = { value = 16,", "establishment = { value = 18,");
    let summary = text(&form(&files(&changed), &[]), "summary");
    assert!(
        summary
            .contains("1 value was changed here and still carries the template's source: say under “Help and source”"),
        "{summary}"
    );
    assert!(!summary.contains("still citing"), "{summary}");
}

#[test]
fn people_are_shown_in_fte_too() {
    let html = text(&form(&files(COUNTY.text()), &[]), "form");
    let field = html.split("data-address=\"staff.front_door_experienced.heads\"").nth(1).expect("a field");
    let field = field.split("</div>").next().expect("a field");
    assert!(field.contains("people</span><span class=\"unit\">= 7.6 FTE</span>"), "{field}");
}

#[test]
fn an_imported_value_keeps_its_form_and_its_blanks_have_fields() {
    let old = "months = 8                       # how long a case stays open on average";
    let with_source = "months = { value = 7.6, source = \"cases over referrals\" }";
    let blank = "offers = { blank = \"how many are planned\" }";
    let template = ONE_TEAM.text();
    let imported = template
        .replace(old, with_source)
        .replace("offers = { value = 2, source = \"assumption: illustration\" }", blank);
    assert!(imported.contains(with_source) && imported.contains(blank));
    let answer = form(&files(&imported), &[("pathway.child_in_need.months", "7.1")]);
    let new = "months = { value = 7.1, source = \"assumption: entered on the planning page\" }";
    assert!(text(&answer, "text").contains(new), "{}", text(&answer, "text"));
    assert!(text(&answer, "form").contains("To find out: how many are planned"));
    assert!(text(&form(&files(&imported), &[]), "form").contains("value=\"7.6\""));
}

/// What the short form becomes after a step, with entries in it.
fn started(step: &str, team: usize, entries: &[(&str, &str)]) -> Value {
    let entries: BTreeMap<&str, &str> = entries.iter().copied().collect();
    let question = json!({ "step": step, "team": team, "entries": entries, "month": "2026-11" }).to_string();
    serde_json::from_str(&PlannerModel::default().start(&question).expect("an answer")).expect("JSON")
}

/// A service of two teams.
const OWN_SERVICE: [(&str, &str); 17] = [
    ("name", "Midshire"),
    ("start", "2026-11"),
    ("team.1.name", "Assessment"),
    ("team.1.posts", "60"),
    ("team.1.permanent", "44"),
    ("team.1.agency", "11"),
    ("team.1.cases", "800"),
    ("team.2.posts", "80"),
    ("team.2.permanent", "60"),
    ("team.2.agency", "15"),
    ("team.2.cases", "1,100"),
    ("leaving", "17%"),
    ("newly_qualified", "8"),
    ("experienced", "10"),
    ("referrals", "190"),
    ("at_most", "15"),
    ("by", "March 2028"),
];

#[test]
fn a_short_form_becomes_a_scenario_that_asks_its_question() {
    let made = started("make", 0, &OWN_SERVICE);
    assert_eq!(made["summary"], "Made midshire.toml from what you entered. “Simulate” answers your question.");
    assert_eq!((made["scenario"]["path"].as_str(), made["is_wrong"].as_bool()), (Some("midshire.toml"), Some(false)));
    assert!(text(&made, "told").contains("A case stays open for 10 months"), "{}", text(&made, "told"));
    let answer = form(&made["scenario"], &[]);
    assert_eq!((answer["is_ready"].as_bool(), answer["name"].as_str()), (Some(true), Some("Midshire")));
    let summary = text(&answer, "summary");
    for words in [
        "November 2026 with 104 permanent FTE, 26 agency FTE (20%), 36 vacancies",
        "the agency rate is 15% or less by March 2028",
    ] {
        assert!(summary.contains(words), "{words}: {summary}");
    }
    assert!(
        text(&answer, "form").contains("the service&#39;s own, entered on the planning page")
            || text(&answer, "form").contains("the service's own, entered on the planning page")
    );
    let report = PlannerModel::default().report(&made["scenario"].to_string(), 64).expect("a report");
    assert!(report.contains("the agency rate is 15% or less by March 2028"));
    // A service of one team has few enough numbers in common with a template.
    let one: Vec<(&str, &str)> = OWN_SERVICE.into_iter().filter(|(key, _)| !key.starts_with("team.2")).collect();
    let of_one = form(&started("make", 0, &one)["scenario"], &[]);
    assert!(!text(&of_one, "summary").contains("template"), "{}", text(&of_one, "summary"));
    // Changed values are the planner's own as any others.
    let changed = form(
        &made["scenario"],
        &[("intake.newly_qualified.teams.team_2", "6"), ("team.assessment.agency.cover", "50%")],
    );
    assert_eq!(changed["pending"], json!([]), "{}", text(&changed, "summary"));
}

#[test]
fn the_short_form_keeps_what_was_entered_and_says_what_is_wrong_at_its_field() {
    let shown = started("show", 0, &[]);
    assert_eq!((shown["focus"].as_str(), shown["scenario"].is_null()), (Some("name"), true));
    let html = text(&shown, "form");
    assert!(
        html.contains("data-key=\"start\" value=\"2026-11\"") && html.contains("Empty: 12.1%, England 2025."),
        "{html}"
    );
    let added = started("add_team", 0, &[("team.1.name", "<b>")]);
    assert!(
        text(&added, "form").contains("value=\"&lt;b&gt;\"")
            && text(&added, "form").contains("data-key=\"team.2.name\"")
    );
    assert_eq!(added["focus"], "team.2.name");
    let removed = started("remove_team", 1, &[("team.1.name", "A"), ("team.2.name", "B")]);
    assert!(text(&removed, "form").contains("value=\"B\"") && !text(&removed, "form").contains("team.2"));
    let wrong = started("make", 0, &[("start", "2026-11"), ("team.1.posts", "many"), ("team.1.permanent", "3")]);
    assert_eq!((wrong["focus"].as_str(), wrong["is_wrong"].as_bool()), (Some("team.1.posts"), Some(true)));
    assert_eq!(wrong["summary"], "1 field must be corrected: see it.");
    assert!(
        text(&wrong, "form").contains("“many” cannot be read here") && text(&wrong, "form").contains("value=\"many\"")
    );
    for broken in [
        "",
        "{}",
        "{\"step\":\"make\",\"entries\":{},\"month\":\"soon\"}",
        "{\"step\":\"fly\",\"entries\":{},\"month\":\"2026-11\"}",
    ] {
        assert!(PlannerModel::default().start(broken).is_err(), "{broken}");
    }
    // Whatever is entered, there is an answer.
    for entry in ["", " ", "-1", "1e400", "\u{0}", "99999999999999999999", "é", "\"", "0", "100%", "]"] {
        for (key, _) in OWN_SERVICE {
            let entries: Vec<(&str, &str)> =
                OWN_SERVICE.iter().map(|&(of, own)| (of, if of == key { entry } else { own })).collect();
            let answer = started("make", 0, &entries);
            assert!(answer["is_wrong"] == true || form(&answer["scenario"], &[])["form"] != "", "{key} {entry:?}");
        }
    }
}

#[test]
fn what_only_a_plan_can_know_is_said_at_its_field() {
    let answer = form(&files(COUNTY.text()), &[]);
    assert!(!text(&answer, "form").contains("its inflow and duration imply"));
    let answer = form(&files(COUNTY.text()), &[("pathway.child_in_need.cases", "2000")]);
    let said = format!("{}{}", text(&answer, "form"), text(&answer, "summary"));
    assert!(said.contains("opens with 2000 cases, but its inflow and duration imply about"), "{said}");
}
