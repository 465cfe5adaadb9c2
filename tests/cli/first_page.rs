//! Every figure in the sentences on the first page of a run and of a comparison is one of the data files, rounded.

use std::collections::BTreeMap;

use crate::harness::{Outcome, Test};

const BASE: &str = "scenarios/herefordshire-2016.toml";

type Row = BTreeMap<String, String>;

/// The rows of a table in which these columns have these values.
fn rows(done: &Outcome, file: &str, wanted: &[(&str, &str)]) -> Vec<Row> {
    let text = done.read(file);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let all = reader.deserialize::<Row>().map(Result::unwrap);
    all.filter(|row| wanted.iter().all(|(column, value)| row[*column] == *value)).collect()
}

/// The numbers of columns, or of all columns if none is given.
fn numbers(rows: &[Row], columns: &[&str]) -> Vec<f64> {
    let is_wanted = |column: &String| columns.is_empty() || columns.contains(&column.as_str());
    let cells = rows.iter().flat_map(|row| row.iter().filter(|(column, _)| is_wanted(column)));
    cells.filter_map(|(_, cell)| cell.parse().ok()).collect()
}

/// A figure as people read it.
#[derive(Debug)]
struct Figure {
    /// Its value: a share for a percentage or points, pounds for money, without its sign.
    value: f64,
    /// Half of its last digit.
    half: f64,
    /// Whether it stands behind ±, so that it is twice an error.
    is_error: bool,
}

impl Figure {
    /// Whether a value of a data file rounds to it.
    fn is(&self, value: f64) -> bool {
        let value = if self.is_error { 2.0 * value } else { value.abs() };
        (value - self.value).abs() <= self.half * (1.0 + 1e-6) + 1e-6 * value
    }
}

/// The figures of a sentence; without years, dates, `80%`, which is what a range covers, and numbers of stress tests or inputs.
fn figures(sentence: &str) -> Vec<Figure> {
    let words: Vec<&str> = sentence.split([' ', '\u{a0}']).collect();
    let mut all = Vec::new();
    for (place, word) in words.iter().enumerate() {
        let rest = words[place + 1..].join(" ");
        let word = word.trim_matches(|one: char| !one.is_ascii_digit() && !"£±%+−-km<>".contains(one));
        let digits: String = word.chars().filter(|one| one.is_ascii_digit() || *one == '.').collect();
        let Ok(number) = digits.parse::<f64>() else { continue };
        let is_date = (word.len() == 4 && word.starts_with("20")) || (word.len() == 7 && word.contains('-'));
        let is_count = rest.starts_with("inputs drawn together") || rest.starts_with("stress test");
        if word == "80%" || is_date || is_count || word.starts_with(['<', '>']) {
            continue;
        }
        let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let clause = [". ", "; ", ", ", ")"].iter().fold(rest.as_str(), |text, end| text.split(end).next().unwrap());
        let scale = match word.chars().last().unwrap() {
            'k' => 1e3,
            'm' => 1e6,
            '%' => 0.01,
            _ if clause.contains("point") && !word.contains('£') => 0.01,
            _ => 1.0,
        };
        let half = (0..decimals).fold(0.5 * scale, |half, _| half / 10.0);
        all.push(Figure { value: number * scale, half, is_error: word.contains('±') });
    }
    all
}

/// Checks every figure of a sentence against those of the data files.
fn check(sentence: &str, known: &[f64]) {
    for figure in figures(sentence) {
        assert!(known.iter().any(|&value| figure.is(value)), "{figure:?} in {sentence} is not in {known:?}");
    }
}

/// Sentences of the first section with this id: items and headings, without tags.
fn sentences(page: &str, id: &str) -> Vec<String> {
    let section = page.split(&format!("<h2 id=\"{id}\">")).nth(1).unwrap().split("</section>").next().unwrap();
    let pieces = section.split(['<', '>']).enumerate();
    let mut all = vec![String::new()];
    for (place, piece) in pieces {
        if place % 2 == 1 {
            if ["li", "h3", "p", "/li", "/h3", "/p", "table", "/table"]
                .iter()
                .any(|tag| piece == *tag || piece.starts_with(&format!("{tag} ")))
            {
                all.push(String::new());
            }
        } else {
            all.last_mut().unwrap().push_str(piece);
        }
    }
    all.retain(|one| !one.is_empty());
    all
}

#[test]
fn figures_are_read_from_sentences() {
    let found = figures("It saves £0.21m to £1.05m by March 2019 (±2 points), 80% of it in 2016-17: +348 cases.");
    let values: Vec<f64> = found.iter().map(|one| (one.value * 100.0).round()).collect();
    assert_eq!(values, [21_000_000.0, 105_000_000.0, 2.0, 34_800.0]);
    assert!(found[2].is(0.0124) && !found[2].is(0.0126) && found[0].is(-205_001.0) && !found[0].is(204_000.0));
}

#[test]
fn every_figure_in_the_key_findings_of_a_run_is_in_a_data_file() {
    let done = Test::new("run scenarios/herefordshire-2016.toml -n 8000 --quiet").shipped(BASE).run();
    let folder = "outputs/herefordshire-2016";
    let table = |name: &str, wanted: &[(&str, &str)]| rows(&done, &format!("{folder}/{name}.csv"), wanted);
    let record: serde_json::Value = serde_json::from_str(&done.read(&format!("{folder}/summary.json"))).unwrap();
    let found = &record["key_findings"];
    let of = |name: &str| found[name].as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned());
    let targets = table("targets", &[]);
    for (verdict, target) in found["verdicts"].as_array().unwrap().iter().zip(&targets) {
        assert_eq!(verdict["target"], target["target"]);
        check(
            verdict["sentence"].as_str().unwrap(),
            &numbers(std::slice::from_ref(target), &["limit", "probability", "mc_error"]),
        );
    }
    let limits = numbers(&targets, &["limit", "probability"]);
    let parts: Vec<Row> =
        ["years", "chance"].into_iter().flat_map(|part| table("drivers", &[("part", part)])).collect();
    let parts = numbers(&parts, &["share", "mc_error"]);
    // Which input and third a sentence is about is told by their count: those of one input, or of several together.
    let (together, singly): (Vec<Row>, Vec<Row>) =
        table("thirds", &[]).into_iter().partition(|row| row["third"].contains('+'));
    assert!(!together.is_empty() && !singly.is_empty());
    let mut told = [0; 3];
    for sentence in of("drivers").chain(of("conditions")) {
        let known = match () {
            () if sentence.contains(" due to ") => (0, parts.clone()),
            () if sentence.contains(" come together") => (1, numbers(&together, &["probability", "mc_error", "share"])),
            () => (2, numbers(&singly, &["probability"])),
        };
        told[known.0] += 1;
        check(&sentence, &[known.1, limits.clone()].concat());
    }
    assert!(told.iter().all(|&told| told > 0), "{told:?}");
    let budgets = numbers(&table("budgets", &[]), &["amount", "p_overspend", "p_mc_error", "mean"]);
    of("outcomes").for_each(|sentence| check(&sentence, &budgets));
    for (sentence, row) in of("responses").zip(table("responses", &[])) {
        assert!(sentence.starts_with(&row["name"]), "{sentence}");
        check(&sentence, &numbers(&[row], &["futures"]));
    }
    // The page, the screen and the record say the same.
    let page = done.read(&format!("{folder}/report.html"));
    let page: String = sentences(&page, "findings").join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    for sentence in ["drivers", "conditions", "outcomes", "responses"].into_iter().flat_map(of) {
        let sentence = sentence.replace('&', "&amp;").split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(page.contains(&sentence), "{sentence}\n{page}");
    }
}

#[test]
fn every_figure_in_the_key_findings_of_a_comparison_is_in_a_data_file() {
    let plans = ["double-nqsw", "no-further-recruitment", "agency-price-cap"];
    let [one, two, three] = plans.map(|plan| format!("scenarios/plans/{plan}.toml"));
    let command = format!("compare {BASE} {one} {two} {three} -n 1000 --quiet --no-attribution");
    let done = Test::new(&command).shipped(BASE).shipped(&one).shipped(&two).shipped(&three).run();
    let folder = "outputs/compare-herefordshire-2016";
    let table = |name: &str, wanted: &[(&str, &str)]| rows(&done, &format!("{folder}/{name}.csv"), wanted);
    let found = sentences(&done.read(&format!("{folder}/report.html")), "findings");
    let ranking = numbers(&table("ranking", &[]), &[]);
    check(&found[1], &ranking);
    // The price cap saves more than any other and is flagged.
    assert!(found[1].contains(" Of the plans without a flag, it also saves most at equal capacity: "), "{}", found[1]);
    assert!(!found.iter().any(|one| one.contains("2.7 FTE-years less capacity, for ")), "{found:?}");
    let mut checked = BTreeMap::new();
    for plan in plans {
        let own = numbers(&table("ranking", &[("alternative", plan)]), &[]);
        let budgets: Vec<Row> = [plan, "herefordshire-2016"]
            .into_iter()
            .flat_map(|one| table("budgets", &[("alternative", one)]))
            .collect();
        let budgets = numbers(&budgets, &["amount", "p_overspend", "mean"]);
        let at_end = |measure| {
            let of =
                [("alternative", plan), ("month", "2019-03"), ("team", "service"), ("measure", measure), ("of", "")];
            let found = table("differences", &of);
            let [better, worse] = ["p_better", "p_worse"].map(|column| numbers(&found, &[column])[0]);
            [numbers(&found, &["mean", "p10", "p90"]), vec![better, worse, 1.0 - better - worse]].concat()
        };
        let flags = numbers(&table("flags", &[("alternative", plan)]), &["base", "plan", "rise"]);
        let heading = found.iter().position(|one| one.ends_with(&format!("({plan})"))).unwrap();
        for sentence in &found[heading + 1..] {
            if sentence.ends_with(')') || sentence.starts_with("Ranges cover") {
                break;
            }
            let (kind, known) = match () {
                () if sentence.contains(" is flagged: ") => ("flag", flags.clone()),
                () if sentence.starts_with("The budget ") => ("budget", budgets.clone()),
                () if sentence.contains(" the agency rate ") => ("agency rate", at_end("agency_rate")),
                () if sentence.contains(" no worker ") => ("waiting", at_end("unallocated")),
                () => ("money", own.clone()),
            };
            *checked.entry(kind).or_insert(0) += 1;
            check(sentence, &known);
        }
    }
    let expected = [("agency rate", 3), ("budget", 3), ("flag", 3), ("money", 6), ("waiting", 3)];
    assert_eq!(checked, BTreeMap::from(expected));
}
