//! Law 2: cases are conserved.

use super::world::{Rules, for_worlds};
use super::{CasesFrom, Event, assert_near, assert_whole, input_by_month, plan, service, story};
use crate::ids::{CaseStageId, TeamId};
use crate::measures::counts::ServiceCount::{Contacts, ReReferrals, Referrals};
use crate::measures::counts::StageCount::{Cases, ClosedEarly, Completed, Entries, Escalated, InTime, Repeats};
use crate::measures::counts::StageMonth;
use crate::measures::counts::TeamCount::{
    DecisionLoad, FullLoadFte, NetBorrowed, OpenCases, ScreeningLoad, Unallocated,
};
use crate::measures::month_record::MonthRecord;
use crate::plan::Plan;

#[test]
fn closing_cases_are_opening_cases_plus_entries_less_exits() {
    for_worlds(150, Rules::ALL, |world| {
        let plan = plan(&world.text);
        for n in 1..=3 {
            let story = story(&plan, n);
            for (stage, of) in story.opening.stages.iter().zip(&plan.scenario().pathway) {
                assert_eq!(stage[Cases], f64::from(of.cases));
            }
            for (_, before, after, _) in story.steps() {
                let stages = before.stages.iter().zip(&after.stages).zip(&plan.scenario().pathway);
                for ((before, after), of) in stages {
                    let counts = [after[Cases], after[Entries], after[Completed], after[Escalated], after[ClosedEarly]];
                    counts.into_iter().for_each(assert_whole);
                    let left = after[Completed] + after[Escalated] + after[ClosedEarly];
                    assert_eq!(after[Cases], before[Cases] + after[Entries] - left);
                    assert!(!of.is_decision() || (after[Cases] == 0.0 && after[Completed] == after[Entries]));
                }
            }
        }
    });
}

#[test]
fn entries_completions_and_escalations_match_the_events() {
    for_worlds(60, Rules::ALL, |world| {
        let plan = plan(&world.text);
        for (_, _, after, events) in story(&plan, 1).steps() {
            let told = |is_it: &dyn Fn(CasesFrom, Option<CaseStageId>) -> bool| {
                let cases = events.iter().filter_map(|event| match *event {
                    Event::Cases { from, to, cases } if is_it(from, to) => Some(f64::from(cases)),
                    _ => None,
                });
                cases.sum::<f64>()
            };
            assert_eq!(told(&|from, _| from == CasesFrom::Referrals), after.whole[Referrals]);
            for (id, stage) in plan.stages.ids().zip(&after.stages) {
                assert_eq!(told(&|_, to| to == Some(id)), stage[Entries]);
                assert_eq!(told(&|from, _| from == CasesFrom::Finished(id)), stage[Completed]);
                assert_eq!(told(&|from, _| from == CasesFrom::Escalated(id)), stage[Escalated]);
                assert_eq!(told(&|from, _| from == CasesFrom::ClosedEarly(id)), stage[ClosedEarly]);
            }
        }
    });
}

#[test]
fn without_closure_every_case_that_moves_enters_another_stage() {
    for_worlds(150, Rules { open_pathway: false, ..Rules::ALL }, |world| {
        let plan = plan(&world.text);
        if plan.stages.is_empty() {
            return;
        }
        let closes = |stage: CaseStageId| plan.stages[stage].next.rest.is_none();
        for record in &story(&plan, 1).months {
            let moved = |(id, stage): (CaseStageId, &StageMonth)| {
                stage[Escalated] + if closes(id) { 0.0 } else { stage[Completed] }
            };
            let moved: f64 = plan.stages.ids().zip(&record.stages).map(moved).sum();
            let entered: f64 = record.stages.iter().map(|stage| stage[Entries]).sum();
            assert_eq!(entered, record.whole[Referrals] + moved);
        }
    });
}

#[test]
fn each_case_follows_a_branch_of_its_stage() {
    let plan = service(
        24,
        "[team.t]\nestablishment = 10\ncaseload = { reference = 20, maximum = 30, slowing = 0.5 }\n\
         [route.r.stage.s]\n[staff.g]\nteam = \"t\"\nroute = \"r\"\nheads = 10\n[leaving]\nannual_rate = { all = 0 }\n\
         [demand]\nnext = { assessment = \"rest\" }\ncontacts = { per_month = 30, conversion = 1 }\n\
         [pathway.assessment]\nteam = \"t\"\nmonths = 2\nphases = 2\ncases = 60\nnext = { discussion = \"rest\" }\n\
         escalate = { looked_after = 0.05 }\n\
         [pathway.discussion]\nteam = \"t\"\nmonths = 0\nnext = { plan = \"rest\" }\n\
         [pathway.plan]\nteam = \"t\"\nmonths = 6\ncases = 100\nnext = { closed = \"rest\" }\n\
         [pathway.looked_after]\nteam = \"t\"\nmonths = 20\nnext = { closed = \"rest\" }",
    );
    for n in 1..=50 {
        for record in &story(&plan, n).months {
            let [assessment, discussion, plan, looked_after] = record.stages[..] else { panic!("four stages") };
            assert_eq!(assessment[Entries], record.whole[Referrals]);
            assert_eq!(discussion[Entries], assessment[Completed]);
            assert_eq!(plan[Entries], discussion[Completed]);
            assert_eq!(looked_after[Entries], assessment[Escalated]);
        }
    }
}

#[test]
fn labelled_cases_are_subsets() {
    for_worlds(80, Rules::ALL, |world| {
        for record in &story(&plan(&world.text), 1).months {
            for stage in &record.stages {
                [stage[InTime], stage[Repeats]].into_iter().for_each(assert_whole);
                assert!(stage[InTime] <= stage[Completed] && stage[Repeats] <= stage[Entries]);
            }
            let whole = &record.whole;
            [whole[Contacts], whole[Referrals], whole[ReReferrals]].into_iter().for_each(assert_whole);
            assert!(whole[ReReferrals] <= whole[Referrals] && whole[Referrals] <= whole[Contacts]);
        }
    });
}

#[test]
fn open_cases_of_a_team_are_the_sum_of_its_stages() {
    for_worlds(80, Rules::ALL, |world| {
        let plan = plan(&world.text);
        let story = story(&plan, 1);
        for record in story.records() {
            for (id, team) in plan.teams.ids().zip(&record.teams) {
                let of_stages = record.stages.iter().zip(&plan.stages).filter(|(_, of)| of.team == id);
                assert_eq!(team[OpenCases], of_stages.map(|(stage, _)| stage[Cases]).sum::<f64>());
                assert_whole(team[Unallocated]);
                assert!(team[Unallocated] <= team[OpenCases]);
            }
        }
    });
}

#[test]
fn cases_without_a_worker_do_not_move() {
    for_worlds(80, Rules::ALL, |world| {
        let plan = plan(&world.text);
        for (_, before, after, _) in story(&plan, 1).steps() {
            for (id, team) in plan.teams.ids().zip(&before.teams) {
                let of_stages = after.stages.iter().zip(&plan.stages).filter(|(_, of)| of.team == id && !of.decision);
                let moved: f64 =
                    of_stages.map(|(stage, _)| stage[Completed] + stage[Escalated] + stage[ClosedEarly]).sum();
                assert!(moved <= team[OpenCases] - team[Unallocated]);
            }
        }
    });
}

#[test]
fn what_teams_lend_others_borrow_and_a_team_that_lends_has_nobody_waiting() {
    let lent = std::cell::Cell::new(0.0);
    for_worlds(80, Rules::ALL, |world| {
        for record in &story(&plan(&world.text), 1).months {
            let all: f64 = record.teams.iter().map(|team| team[NetBorrowed]).sum();
            assert_near(all, 0.0);
            for team in &record.teams {
                assert_whole(team[NetBorrowed].abs());
                assert!(team[NetBorrowed] <= 0.0 || team[Unallocated] == 0.0);
                assert!(-team[NetBorrowed] <= team[OpenCases]);
                lent.set(lent.get() + team[NetBorrowed].max(0.0));
            }
        }
    });
    assert!(lent.get() > 0.0);
}

#[test]
fn the_last_stages_wait_first() {
    let plan = service(
        1,
        "[team.t]\nestablishment = 1\ncaseload = { reference = 20, maximum = 10 }\n\
         [route.r.stage.s]\n[staff.g]\nteam = \"t\"\nroute = \"r\"\nheads = 1\n[leaving]\nannual_rate = { all = 0 }\n\
         [pathway.first]\nteam = \"t\"\nmonths = 1\ncases = 7\nnext = { closed = \"rest\" }\n\
         [pathway.second]\nteam = \"t\"\nmonths = 1\ncases = 5\nnext = { closed = \"rest\" }\n\
         [pathway.third]\nteam = \"t\"\nmonths = 1\ncases = 4\nnext = { closed = \"rest\" }",
    );
    // Ten cases have a worker: the seven of the first stage and three of the second.
    let completed: Vec<f64> = story(&plan, 1).months[0].stages.iter().map(|stage| stage[Completed]).collect();
    assert_eq!(completed, [7.0, 3.0, 0.0]);
}

/// If cases wait, a team holds as many as it can: one more would exceed its maximum.
fn holds_all_it_can(plan: &Plan, id: TeamId, record: &MonthRecord, maximum: f64) {
    let team = &record.teams[id.index()];
    let room = maximum * team[FullLoadFte];
    let cases = team[OpenCases] - team[Unallocated] + team[NetBorrowed];
    let held = cases + team[DecisionLoad] + team[ScreeningLoad];
    if team[Unallocated] > 0.0 {
        assert!(held + 1.0 > room - 1e-6, "{held} held of {room} in {}", plan.scenario().teams[id].id);
    }
    // Only the month's own work, which cannot be put off, may exceed the maximum.
    assert!(held <= room + 1e-6 || cases == 0.0, "{held} held of {room}");
}

#[test]
fn if_cases_wait_the_full_load_caseload_is_at_its_maximum() {
    let waited = std::cell::Cell::new(false);
    for_worlds(150, Rules::ALL, |world| {
        let plan = plan(&world.text);
        let story = story(&plan, 1);
        for (id, team) in plan.scenario().teams.entries() {
            let Some(rules) = &team.caseload else { continue };
            for (record, maximum) in story.months.iter().zip(input_by_month(&plan, 1, rules.maximum)) {
                holds_all_it_can(&plan, id, record, maximum);
                waited.set(waited.get() || record.teams[id.index()][Unallocated] > 0.0);
            }
        }
    });
    assert!(waited.get());
}

#[test]
fn entrants_wait_a_month_and_decisions_do_not() {
    let plan = service(
        3,
        "[team.t]\nestablishment = 10\ncaseload = { reference = 20, maximum = 30 }\n\
         [route.r.stage.s]\n[staff.g]\nteam = \"t\"\nroute = \"r\"\nheads = 10\n[leaving]\nannual_rate = { all = 0 }\n\
         [pathway.first]\nteam = \"t\"\nmonths = 1\ncases = 9\nnext = { decision = \"rest\" }\n\
         [pathway.second]\nteam = \"t\"\nmonths = 1\nnext = { closed = \"rest\" }\n\
         [pathway.decision]\nteam = \"t\"\nmonths = 0\nheld = 0.5\nnext = { second = \"rest\" }",
    );
    let story = story(&plan, 1);
    let cases = |month: usize| story.months[month].stages.iter().map(|stage| stage[Cases]).collect::<Vec<_>>();
    assert_eq!(cases(0), [0.0, 9.0, 0.0]);
    assert_eq!(cases(1), [0.0, 0.0, 0.0]);
    assert_near(story.months[0].teams[0][DecisionLoad], 4.5);
    assert_near(story.months[1].teams[0][DecisionLoad], 0.0);
}
