//! Law 5, demand: dispersion of contacts, yearly effects on them, growth, season, re-referrals.

use super::{assert_mean, assert_near, assert_variance, figures, mean, service, story};
use crate::measures::counts::ServiceCount::{Contacts, ReReferrals, Referrals};
use crate::plan::Plan;

/// A service with contacts and nothing else.
fn demand(months: usize, contacts: &str, more: &str) -> Plan {
    service(
        months,
        &format!(
            "[team.t]\nestablishment = 0\n[route.r.stage.s]\n[leaving]\nannual_rate = {{ all = 0 }}\n\
             [demand]\nnext = {{ closed = \"rest\" }}\ncontacts = {{ {contacts} }}\n{more}"
        ),
    )
}

#[test]
fn each_stream_of_contacts_has_its_mean_and_dispersion() {
    for dispersion in [0.0, 0.02, 0.3] {
        let plan = demand(3, "per_month = 100, conversion = 0.4", &format!("dispersion = {dispersion}"));
        let referrals = figures(&plan, 3_000, |story| story.months[2].whole[Referrals]);
        let others = figures(&plan, 3_000, |story| story.months[2].whole[Contacts] - story.months[2].whole[Referrals]);
        for (stream, mean) in [(&referrals, 40.0), (&others, 60.0)] {
            assert_mean(stream, mean);
            assert_variance(stream, mean + dispersion * mean * mean);
        }
        // The streams are independent.
        let products: Vec<f64> =
            referrals.iter().zip(&others).map(|(r, o)| (r - mean(&referrals)) * (o - mean(&others))).collect();
        assert_mean(&products, 0.0);
    }
}

#[test]
fn months_are_independent() {
    let plan = demand(2, "per_month = 100, conversion = 0.4", "dispersion = 0.3");
    let products = figures(&plan, 3_000, |story| {
        (story.months[0].whole[Referrals] - 40.0) * (story.months[1].whole[Referrals] - 40.0)
    });
    assert_mean(&products, 0.0);
}

#[test]
fn re_referrals_are_the_stated_share_of_referrals() {
    let plan = demand(1, "per_month = 100, conversion = 0.5", "re_referral = 0.214");
    let beyond =
        figures(&plan, 2_000, |story| story.months[0].whole[ReReferrals] - 0.214 * story.months[0].whole[Referrals]);
    assert_mean(&beyond, 0.0);
    assert_variance(&beyond, 50.0 * 0.214 * (1.0 - 0.214));
}

/// So many contacts that their relative standard deviation is a thousandth.
const MANY: &str = "per_month = 1_000_000, conversion = 0.5";

#[test]
fn contacts_follow_the_yearly_effect_on_them() {
    let plan = demand(
        24,
        "per_month = 100_000, conversion = 0.5",
        "[yearly.level]\ninputs = [\"demand.contacts.per_month\"]\nsd = 0.16",
    );
    for n in 1..=20 {
        let story = story(&plan, n);
        let log = |month: usize| libm::log(story.months[month].whole[Contacts] / 1e5);
        assert!((0..24).all(|month| (log(month) - log(month / 12 * 12)).abs() < 0.03));
        assert!((log(11) - log(12)).abs() > 0.005 || n != 1);
    }
    let log = figures(&plan, 600, |story| libm::log(story.months[0].whole[Contacts] / 1e5));
    assert_mean(&log, -0.5 * 0.16 * 0.16);
    assert_variance(&log, 0.16 * 0.16 + 1e-5);
}

#[test]
fn growth_compounds_monthly_to_the_yearly_rate() {
    let plan = demand(25, MANY, "growth = 0.1");
    for (month, expected) in [(0, 1.0), (6, libm::sqrt(1.1)), (12, 1.1), (24, 1.21)] {
        assert_mean(&figures(&plan, 200, |story| story.months[month].whole[Contacts]), expected * 1e6);
    }
}

#[test]
fn the_season_follows_the_calendar_month() {
    // The run starts in April, the fourth of twelve months.
    let plan = demand(12, MANY, "season = [0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.0, 1.0, 1.0, 1.0, 1.0]");
    for (month, factor) in [(0, 1.0), (1, 1.1), (3, 1.3), (9, 0.7), (11, 0.9)] {
        assert_mean(&figures(&plan, 100, |story| story.months[month].whole[Contacts]), factor * 1e6);
    }
}

#[test]
fn triage_removes_unnecessary_contacts_and_leaves_referrals_alone() {
    let contacts = "per_month = 100, conversion = 0.48";
    let change = "[change.triage]\nfrom = \"2016-06\"\nmultiply = { \"demand.contacts.not_referred\" = 0.5 }";
    let (plain, triaged) = (demand(6, contacts, ""), demand(6, contacts, change));
    let mut removed = 0.0;
    for n in 1..=50 {
        for (month, (plain, triaged)) in story(&plain, n).months.iter().zip(&story(&triaged, n).months).enumerate() {
            assert_near(plain.whole[Referrals], triaged.whole[Referrals]);
            assert!(triaged.whole[Contacts] <= plain.whole[Contacts]);
            assert!(month >= 2 || triaged.whole[Contacts] == plain.whole[Contacts]);
            removed += plain.whole[Contacts] - triaged.whole[Contacts];
        }
    }
    assert!((removed / (50.0 * 4.0) - 26.0).abs() < 2.0, "{removed}");
}
