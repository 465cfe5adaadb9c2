//! Law 3: costs add up, and only staff in post are paid.

use super::world::{Rules, for_worlds};
use super::{assert_near, plan, service, story};
use crate::ids::TeamId;
use crate::measures::counts::RouteCount;
use crate::measures::counts::ServiceCount::{CostDiscounted, CostReal};
use crate::measures::counts::TeamCount::{
    AgencyPremium, AgencyWorkers, ApprenticeshipLevy, Cost, EstablishmentBudget, GrossPay, Joiners, NationalInsurance,
    PensionContributions, PermanentHeads, Trainees, VacancyUnderspend,
};
use crate::measures::{CostLine, Measure};
use crate::plan::Plan;
use crate::run::Layout;
use crate::scenario::{Breakdown, Series};
use crate::units::Pence;

const PAY: usize = CostLine::PermanentPay as usize;
const AGENCY: usize = CostLine::Agency as usize;
const RECRUITMENT: usize = CostLine::Recruitment as usize;
const TRAINEES: usize = CostLine::TraineeSupport as usize;
const RETENTION: usize = CostLine::Retention as usize;
const PLAN_COSTS: usize = CostLine::PlanCosts as usize;
const GRANTS: usize = CostLine::Grants as usize;

#[test]
fn the_total_is_the_sum_of_its_lines_and_of_teams_and_plan_costs() {
    for_worlds(120, Rules::ALL, |world| {
        let plan = plan(&world.text);
        for n in 1..=2 {
            for record in &story(&plan, n).months {
                let by_team: f64 = record.teams.iter().map(|team| team[Cost]).sum();
                assert_eq!(record.service[Cost], record.lines.iter().sum::<f64>());
                assert_eq!(record.service[Cost], by_team + record.lines[PLAN_COSTS]);
                for (team, lines) in record.teams.iter().zip(&record.team_lines) {
                    assert_eq!(team[Cost], lines.iter().sum::<f64>());
                    assert_eq!(lines[PLAN_COSTS], 0.0);
                }
                for line in (0..CostLine::ALL.len()).filter(|&line| line != PLAN_COSTS) {
                    let teams: f64 = record.team_lines.iter().map(|lines| lines[line]).sum();
                    assert_eq!(record.lines[line], teams);
                    assert!(if line == GRANTS { teams <= 0.0 } else { teams >= 0.0 });
                }
            }
        }
    });
}

#[test]
fn nothing_is_paid_for_people_not_in_post() {
    for_worlds(120, Rules::ALL, |world| {
        for record in &story(&plan(&world.text), 1).months {
            for (team, lines) in record.teams.iter().zip(&record.team_lines) {
                assert!(team[PermanentHeads] > 0.0 || (lines[PAY] == 0.0 && lines[RETENTION] == 0.0));
                assert!(team[AgencyWorkers] > 0.0 || lines[AGENCY] == 0.0);
                assert!(team[Trainees] > 0.0 || lines[TRAINEES] == 0.0);
            }
        }
    });
}

/// The figures of a series: by month, then by year.
fn by_month_and_year(plan: &Plan, series: Series) -> (Vec<f64>, Vec<f64>) {
    let (layout, row) = (Layout::new(plan), plan.future(1).values);
    let place = plan.series.iter().position(|one| one.series == series).unwrap();
    let months = (0..layout.months).map(|month| row[layout.month(month, place)]);
    let years = (0..layout.years).map(|year| row[layout.year(year, place)]);
    (months.collect(), years.collect())
}

#[test]
fn a_year_is_the_sum_of_its_months() {
    for_worlds(60, Rules::ALL, |world| {
        let plan = plan(&world.text);
        let lines = CostLine::ALL.map(|line| ("cost", None, Some(Breakdown::Line(line))));
        let whole = ["cost", "cost_real", "cost_discounted", "agency_premium", "leavers"].map(|id| (id, None, None));
        for (id, team, of) in lines.into_iter().chain(whole).chain([("cost", Some(TeamId::new(0)), None)]) {
            let measure = Measure::find(id).unwrap();
            let (months, years) = by_month_and_year(&plan, Series { measure, team, of });
            for (year, &total) in years.iter().enumerate() {
                let sum: f64 = (0..months.len()).filter(|&m| plan.calendar.year_of(m) == year).map(|m| months[m]).sum();
                assert_near(total, sum);
            }
        }
    });
}

#[test]
fn a_budget_variance_is_spending_less_the_budget() {
    for_worlds(100, Rules::ALL, |world| {
        let plan = plan(&world.text);
        let (story, row) = (story(&plan, 1), plan.future(1).values);
        for (index, budget) in plan.scenario().budgets.iter().enumerate() {
            let in_year = |month: &usize| Some(plan.calendar.years[plan.calendar.year_of(*month)]) == budget.year;
            let spent = (0..story.months.len()).filter(in_year).map(|month| {
                let record = &story.months[month];
                match (budget.team, budget.line) {
                    (Some(team), _) => record.team_lines[team.index()].iter().sum(),
                    (None, Some(line)) => record.lines[line as usize],
                    (None, None) => record.lines.iter().sum(),
                }
            });
            let spent = spent.sum::<f64>() / Pence::IN_A_POUND;
            assert_near(row[Layout::new(&plan).budget(index)], spent - budget.amount);
        }
    });
}

/// Two teams, two routes, some leavers, no absence.
const STAFFED: &str = "[team.a]\nestablishment = 30\n[team.b]\nestablishment = 30\n\
    [route.nqsw]\nfte_per_head = 0.8\n[route.nqsw.stage.asye]\nmonths = 6\npay = 36_000\n\
    [route.nqsw.stage.qualified]\npay = 42_000\n[route.experienced.stage.in_post]\npay = 48_000\n\
    [staff.long]\nteam = \"a\"\nroute = \"experienced\"\nheads = 20\nmonths_in_service = 40\n\
    [staff.others]\nteam = \"b\"\nroute = \"experienced\"\nheads = 9\n\
    [staff.first_year]\nteam = \"b\"\nroute = \"nqsw\"\nstage = \"asye\"\nheads = 10\nmonths_in_service = 4\n\
    [leaving]\nannual_rate = { all = 0.6 }\n";

#[test]
fn pay_goes_to_those_in_post_after_leavers() {
    let plan = service(12, STAFFED);
    for n in 1..=30 {
        for (month, record) in story(&plan, n).months.iter().enumerate() {
            let heads = |route: usize, fte: f64| (record.routes[route][RouteCount::PermanentFte] / fte).round();
            // The ten newly qualified finish their first year in the third month.
            let nqsw = heads(0, 0.8) * 0.8 * if month < 2 { 36_000.0 } else { 42_000.0 };
            let pounds = (nqsw + heads(1, 1.0) * 48_000.0) / 12.0;
            assert!((record.lines[PAY] - pounds * 100.0).abs() <= 1.0);
            assert_eq!(record.team_lines[0][PAY], record.teams[0][PermanentHeads] * 400_000.0);
        }
    }
}

#[test]
fn pay_awards_raise_permanent_pay_from_their_month_and_nothing_else() {
    let more = "[award.one]\nmonth = \"2016-06\"\nrate = 0.10\n[award.two]\nmonth = \"2016-08\"\nrate = 0.05\n";
    let (plain, raised) = (story(&service(6, STAFFED), 1), story(&service(6, &format!("{STAFFED}{more}")), 1));
    for (month, (plain, raised)) in plain.months.iter().zip(&raised.months).enumerate() {
        let factor = [1.0, 1.0, 1.1, 1.1, 1.155, 1.155][month];
        assert!((raised.lines[PAY] - plain.lines[PAY] * factor).abs() <= 2.0);
        assert_eq!(plain.lines[AGENCY], raised.lines[AGENCY]);
    }
}

#[test]
fn an_award_of_agency_prices_raises_them_and_nothing_else() {
    let agency = "[team.c]\nestablishment = 5\n[team.c.agency]\nworkers = 5\ncharge_per_hour = 41\n\
                  [agency]\ncover = 1\ncharge_per_hour = 40\nlead_time = 0\nnotice = 1\ncomparator = 50_000\n";
    let award = "[award.one]\nmonth = \"2016-06\"\nrate = 0.10\nof = \"team.c.agency.charge_per_hour\"\n";
    let staffed = format!("{STAFFED}{agency}");
    let (plain, raised) = (story(&service(6, &staffed), 1), story(&service(6, &format!("{staffed}{award}")), 1));
    for (month, (plain, raised)) in plain.months.iter().zip(&raised.months).enumerate() {
        let factor = if month < 2 { 1.0 } else { 1.1 };
        assert!(plain.team_lines[2][AGENCY] > 0.0);
        assert!((raised.team_lines[2][AGENCY] - plain.team_lines[2][AGENCY] * factor).abs() <= 2.0);
        assert_eq!(raised.team_lines[0], plain.team_lines[0]);
        let more = raised.team_lines[2][AGENCY] - plain.team_lines[2][AGENCY];
        assert!((raised.teams[2][AgencyPremium] - plain.teams[2][AgencyPremium] - more).abs() <= 2.0);
    }
}

#[test]
fn long_absence_is_paid_at_its_own_share_and_sickness_in_full() {
    let more = "[absence]\nsickness = 0.05\nlong_absence = 0.1\nlong_absence_pay = 0.4\n";
    let (plain, absent) = (story(&service(3, STAFFED), 1), story(&service(3, &format!("{STAFFED}{more}")), 1));
    for (plain, absent) in plain.months.iter().zip(&absent.months) {
        assert!((absent.lines[PAY] - plain.lines[PAY] * 0.94).abs() <= 2.0);
    }
}

/// Ten people who never leave: 50,000 pounds a month.
const STEADY: &str = "[team.t]\nestablishment = 10\n[route.r.stage.s]\npay = 60_000\n\
    [staff.g]\nteam = \"t\"\nroute = \"r\"\nheads = 10\nmonths_in_service = 10\n[leaving]\nannual_rate = { all = 0 }\n";

#[test]
fn real_terms_and_discounting_step_with_the_financial_year() {
    let money = "[money]\nbase_year = \"2014-15\"\ninflation = 0.02\n";
    let plan = plan(&format!("format = 1\nname = \"S\"\nstart = \"2016-02\"\nmonths = 16\n{STEADY}{money}"));
    let story = story(&plan, 1);
    let pence = 5_000_000.0;
    // February 2016 is a year after the base year; April 2016 begins the second year of the run, April 2017 the third.
    let real = |month: usize| story.months[month].whole[CostReal];
    let discounted = |month: usize| story.months[month].whole[CostDiscounted];
    for (months, inflated, years_on) in [(0..2, 1.02, 0), (2..14, 1.02 * 1.02, 1), (14..16, 1.02 * 1.02 * 1.02, 2)] {
        for month in months {
            assert_eq!(story.months[month].service[Cost], pence);
            assert!((real(month) - pence / inflated).abs() <= 0.5, "{month}");
            let rate = [1.0, 1.035, 1.035 * 1.035][years_on];
            assert!((discounted(month) - pence / inflated / rate).abs() <= 1.0, "{month}");
        }
    }
}

#[test]
fn a_later_base_year_increases_real_values() {
    let money = "[money]\nbase_year = \"2017-18\"\ninflation = 0.02\n";
    let story = story(&service(13, &format!("{STEADY}{money}")), 1);
    assert_near(story.months[0].whole[CostReal], 5_000_000.0 * 1.02);
    assert_near(story.months[12].whole[CostReal], 5_000_000.0);
}

#[test]
fn retention_is_paid_from_the_stated_time_in_service() {
    let story = story(&service(4, &format!("{STEADY}[retention]\npayment = 1_200\nafter_months = 12\n")), 1);
    // They have ten months of service at the opening: twelve at the start of the third month.
    let paid: Vec<f64> = story.months.iter().map(|record| record.lines[RETENTION]).collect();
    assert_eq!(paid, [0.0, 0.0, 100_000.0, 100_000.0]);
}

#[test]
fn intakes_cost_by_offer_and_start_and_bring_grants() {
    let more = "[intake.dated]\nteam = \"t\"\nroute = \"r\"\nmonth = \"2016-05\"\noffers = 20\ntake_up = 0.5\n\
        cost_per_offer = 100\ncost_per_start = 1_000\ngrant_per_start = 2_000\n\
        [intake.campaign]\nteam = \"t\"\nroute = \"r\"\nper_month = 2\nfrom = \"2016-07\"\nuntil = \"2016-08\"\n\
        cost_per_offer = 10\ncost_per_start = 500\ncost_per_month = 300\n";
    let plan = service(6, &format!("{STEADY}{more}"));
    let mut starts = 0.0;
    for n in 1..=20 {
        for (month, record) in story(&plan, n).months.iter().enumerate() {
            let joiners = record.teams[0][Joiners];
            starts += joiners;
            let (recruitment, grants) = match month {
                1 => (20.0 * 100.0 + joiners * 1_000.0, joiners * 2_000.0),
                3 | 4 => (300.0 + joiners * 510.0, 0.0),
                _ => (0.0, 0.0),
            };
            assert_near(record.lines[RECRUITMENT], recruitment * 100.0);
            assert_near(record.lines[GRANTS], -grants * 100.0);
        }
    }
    assert!(starts > 0.0);
}

#[test]
fn agency_staff_cost_their_charge_for_the_hours_they_are_paid() {
    let plan = service(
        3,
        "[team.t]\nestablishment = 10\nagency = { workers = 5 }\n[route.r.stage.s]\n[leaving]\nannual_rate = { all = 0 }\n\
         [agency]\ncover = 0.4\nchurn = 0\nfill = 0\nfte_per_worker = 0.8\ncharge_per_hour = 40\nhours_per_week = 37\n\
         paid_weeks = 45\ncomparator = 48_000\n[award.one]\nmonth = \"2016-05\"\nrate = 0.10\n",
    );
    let story = story(&plan, 1);
    let cost = 5.0 * 0.8 * 40.0 * 37.0 * 45.0 / 12.0;
    for (record, award) in story.months.iter().zip([1.0, 1.1, 1.1]) {
        assert_near(record.lines[AGENCY], cost * 100.0);
        assert_near(record.teams[0][AgencyPremium], (cost - 4.0 * 48_000.0 / 12.0 * award) * 100.0);
    }
}

#[test]
fn trainees_are_supported_and_not_paid() {
    let plan = service(
        4,
        "[team.t]\nestablishment = 10\n[route.step_up.stage.course]\nmonths = 2\nemployed = false\npay = 12_000\n\
         [route.step_up.stage.in_post]\npay = 36_000\n\
         [intake.i]\nteam = \"t\"\nroute = \"step_up\"\nmonth = \"2016-05\"\noffers = 3\n[leaving]\nannual_rate = { all = 0 }\n",
    );
    let lines = |line: usize| story(&plan, 1).months.iter().map(|record| record.lines[line]).collect::<Vec<_>>();
    assert_eq!(lines(TRAINEES), [0.0, 300_000.0, 300_000.0, 0.0]);
    assert_eq!(lines(PAY), [0.0, 0.0, 0.0, 900_000.0]);
}

#[test]
fn dated_posts_at_their_price_less_pay_are_the_vacancy_underspend() {
    // Ten in twelve posts, from June in fifteen; the budget has £66,000 for a post, and pay rises by a tenth in July.
    let more = "[change.posts]\nfrom = \"2016-06\"\nadd = { \"team.t.establishment\" = 3 }\n\
        [award.july]\nmonth = \"2016-07\"\nrate = 0.1\n";
    let steady = STEADY.replace("establishment = 10", "establishment = 12\npost_price = 66_000");
    let story = story(&service(4, &format!("{steady}{more}")), 1);
    let expected = [(12.0, 1.0), (12.0, 1.0), (15.0, 1.0), (15.0, 1.1)];
    for (record, (posts, award)) in story.months.iter().zip(expected) {
        let budget = posts * 66_000.0 / 12.0 * award * 100.0;
        assert_near(record.service[EstablishmentBudget], budget);
        assert_near(record.teams[0][VacancyUnderspend], budget - 5_000_000.0 * award);
    }
}

#[test]
fn without_a_price_of_its_own_a_post_costs_what_the_comparator_does() {
    let more = "[agency]\ncomparator = 48_000\n";
    let story = story(&service(2, &format!("{STEADY}{more}")), 1);
    // Ten posts at £4,000 a month; pay is £5,000.
    assert_near(story.months[1].teams[0][EstablishmentBudget], 4_000_000.0);
    assert_near(story.months[1].service[VacancyUnderspend], -1_000_000.0);
}

/// On-costs whose national insurance rises in June.
const ON_COSTS: &str = "[on_costs]\nnational_insurance = 0.1\npension = 0.2\nlevy = 0.005\n\
    [change.rise]\nfrom = \"2016-06\"\nset = { \"on_costs.national_insurance\" = 0.12 }\n\
    [award.may]\nmonth = \"2016-05\"\nrate = 0.1\n[agency]\ncomparator = 60_000\n";

#[test]
fn dearer_on_costs_raise_pay_that_includes_them_and_stand_apart_in_it() {
    let story = story(&service(3, &format!("{STEADY}{ON_COSTS}")), 1);
    for (record, (award, insurance)) in story.months.iter().zip([(1.0_f64, 0.1), (1.1, 0.1), (1.1, 0.12)]) {
        // £50,000 a month with on-costs of 30.5%.
        let gross = 5_000_000.0 / 1.305 * award;
        let team = &record.teams[0];
        assert_near(record.lines[PAY], (gross * (1.205 + insurance)).round());
        for (count, share) in [(NationalInsurance, insurance), (PensionContributions, 0.2), (ApprenticeshipLevy, 0.005)]
        {
            assert!((team[count] - gross * share).abs() <= 1.0, "{count:?}");
        }
        assert!((team[GrossPay] - gross).abs() <= 2.0);
        let parts = [GrossPay, NationalInsurance, PensionContributions, ApprenticeshipLevy].map(|count| team[count]);
        assert_eq!(parts.iter().sum::<f64>(), record.lines[PAY]);
        // The budget for a post follows its cost: ten filled posts leave no underspend.
        assert_eq!(team[VacancyUnderspend], 0.0);
    }
}

#[test]
fn pay_without_on_costs_has_them_added() {
    let without = ON_COSTS.replace("levy", "included = false\nlevy");
    let story = story(&service(3, &format!("{STEADY}{without}")), 1);
    for (record, (award, insurance)) in story.months.iter().zip([(1.0_f64, 0.1), (1.1, 0.1), (1.1, 0.12)]) {
        let gross = 5_000_000.0 * award;
        assert_near(record.lines[PAY], (gross * (1.205 + insurance)).round());
        assert!((record.service[GrossPay] - gross).abs() <= 2.0);
        assert!((record.service[NationalInsurance] - gross * insurance).abs() <= 1.0);
    }
}

#[test]
fn a_change_costs_once_and_for_each_month_in_force() {
    let change = "[change.c]\nfrom = \"2016-05\"\nuntil = \"2016-07\"\ncost_once = 5_000\ncost_per_month = 1_000\n";
    let story = story(&service(6, &format!("{STEADY}{change}")), 1);
    let costs: Vec<f64> = story.months.iter().map(|record| record.lines[PLAN_COSTS] / Pence::IN_A_POUND).collect();
    assert_eq!(costs, [0.0, 6_000.0, 1_000.0, 1_000.0, 0.0, 0.0]);
}
