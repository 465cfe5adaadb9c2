use super::*;

/// The entries of a service of one team.
fn entries(others: &[(&str, &str)]) -> Entries {
    let all =
        [("start", "November 2026"), ("team.1.posts", "40"), ("team.1.permanent", "30.5"), ("team.1.cases", "500")];
    all.iter().chain(others).map(|(key, entry)| ((*key).to_owned(), (*entry).to_owned())).collect()
}

/// What is said at the fields.
fn errors(others: &[(&str, &str)]) -> Vec<(String, String)> {
    read(&entries(others)).expect_err("a service")
}

#[test]
fn a_service_is_read_as_people_write_it() {
    let service = read(&entries(&[
        ("name", " Midshire "),
        ("leaving", "17"),
        ("at_most", "0.15"),
        ("by", "March 2028"),
        ("agency_cost", "£82,000"),
        ("team.1.name", "Duty"),
    ]))
    .expect("a service");
    assert_eq!((service.name.as_str(), service.start), ("Midshire", Month::new(2026, 11)));
    assert_eq!((service.leaving, service.question), (Some(0.17), Some((0.15, Month::new(2028, 3)))));
    assert_eq!((service.agency_cost, service.experienced), (Some(82_000.0), None));
    assert_eq!(read(&entries(&[("leaving", "17%")])).expect("a service").leaving, Some(0.17));
    let team = &service.teams[0];
    assert_eq!((team.name.as_str(), team.permanent, team.agency, team.cases), ("Duty", 30.5, None, Some(500.0)));
}

#[test]
fn what_cannot_be_taken_is_said_at_its_field() {
    for (key, entry, words) in [
        ("team.1.posts", "many", "“many” cannot be read here: write a number such as 12."),
        ("team.1.posts", "", "Enter the funded posts."),
        ("team.1.permanent", "-3", "It must be from 0 to 5000."),
        ("team.1.permanent", "0", "Enter the permanent staff of one team at least."),
        ("team.1.cases", "50000", "50,000 cases for 37.5 FTE in post: check both."),
        ("team.1.cases", "12.5", "It must be a whole number."),
        ("start", "Septober", "“Septober” cannot be read here: write a month such as 2025-09 or September 2025."),
        ("leaving", "120%", "It must be from 0% to below 100%."),
        ("newly_qualified", "8%", "“8%” cannot be read here: write a number without %."),
        ("at_most", "15%", "Enter the month of the question."),
        ("by", "March 2028", "Enter the agency rate of the question."),
        ("referrals", "2000", "With the open cases, a case would stay open for 0.3 months: check both."),
    ] {
        let found = errors(&[(key, entry)]);
        let at = match key {
            "at_most" => "by",
            "by" => "at_most",
            key => key,
        };
        assert_eq!(found, [(at.to_owned(), words.to_owned())], "{key} {entry}");
    }
    let found = errors(&[("at_most", "15%"), ("by", "2026-10")]);
    assert_eq!(found, [("by".to_owned(), "It must be from November 2026 to October 2036.".to_owned())]);
    let found = errors(&[("referrals", "50"), ("team.1.cases", "")]);
    assert_eq!(found[0].0, "referrals");
    let second = [("team.1.name", "Duty"), ("team.2.name", "duty"), ("team.2.posts", "3"), ("team.2.permanent", "3")];
    assert_eq!(errors(&second), [("team.2.name".to_owned(), "Another team has this name.".to_owned())]);
}

#[test]
fn teams_are_added_up_to_six_and_taken_away() {
    let mut all = Entries::new();
    for number in 2..=9 {
        all = with_team(all);
        assert_eq!(teams(&all), number.min(MOST_TEAMS));
    }
    let named = entries(&[("team.2.name", "B"), ("team.3.name", "C"), ("team.3.cases", "9")]);
    let left = without_team(named, 2);
    assert_eq!((teams(&left), left["team.2.name"].as_str(), left["team.2.cases"].as_str()), (2, "C", "9"));
    assert_eq!(teams(&without_team(without_team(left, 1), 1)), 1);
}

#[test]
fn a_field_shows_what_england_does_and_what_becomes_of_it_when_empty() {
    let form = ShortForm::new(&entries(&[("leaving", "400%")]), Month::new(2026, 11), &errors(&[("leaving", "400%")]));
    assert_eq!(form.wrong().map(|field| field.key.as_str()).collect::<Vec<_>>(), ["leaving"]);
    let all: Vec<&ShortField> = form.parts.iter().flat_map(|part| &part.fields).collect();
    let leaving = all.iter().find(|field| field.key == "leaving").expect("a field");
    assert_eq!(leaving.if_empty, "Empty: 12.1%, England 2025.");
    assert!(
        leaving.published.as_ref().is_some_and(|words| words.contains("11.1% to 20.5%")),
        "{:?}",
        leaving.published
    );
    assert_eq!(leaving.entry, "400%");
}
