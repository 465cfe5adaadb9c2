//! Cases: where they came from and where they went.

use super::{CIN, MASH, plan, posted};
use crate::content::trace::cases::{in_and_out, sentence};
use crate::content::trace::naming::Naming;
use crate::ids::CaseStageId;
use crate::measures::counts::ServiceCount::{Contacts, Referrals};
use crate::measures::counts::TeamCount::OpenCases;
use crate::measures::month_record::MonthRecord;
use crate::model::{CasesFrom, Event, Replication};
use crate::run::{self, LedgerMonth};

#[test]
fn case_sentences_give_origin_and_destination() {
    let actual = |from, to, cases| {
        let posted = posted(Event::Cases { from, to, cases });
        let moves: Vec<_> = posted.iter().map(|(stock, _, amount, _)| (stock.is_some(), *amount)).collect();
        (moves, posted[0].3.clone())
    };
    let says = |from, to, cases, moves: &[(bool, f64)], text: &str| {
        assert_eq!(actual(from, to, cases), (moves.to_vec(), text.to_owned()));
    };
    let (assessment, plan) = (CaseStageId::new(0), Some(CaseStageId::new(1)));
    says(CasesFrom::Referrals, Some(assessment), 1, &[(true, 1.0)], "1 referral went to Assessment.");
    says(CasesFrom::Referrals, None, 3, &[(false, 3.0)], "3 referrals went no further.");
    says(CasesFrom::Outside, plan, 2, &[(true, 2.0)], "2 cases arrived in Plan from outside.");
    let both = [(true, -1.0), (true, 1.0)];
    says(CasesFrom::Finished(assessment), plan, 1, &both, "1 case moved from Assessment to Plan.");
    says(CasesFrom::Finished(assessment), None, 1, &[(true, -1.0)], "1 case finished Assessment and was closed.");
    says(
        CasesFrom::Finished(assessment),
        None,
        1_200,
        &[(true, -1_200.0)],
        "1,200 cases finished Assessment and were closed.",
    );
    says(CasesFrom::Escalated(assessment), plan, 1, &both, "1 case was escalated from Assessment to Plan.");
    let two = [(true, -2.0), (true, 2.0)];
    says(CasesFrom::Escalated(assessment), plan, 2, &two, "2 cases were escalated from Assessment to Plan.");
}

#[test]
fn cases_that_change_stage_within_a_team_are_not_flows() {
    let plan = plan();
    let (first, second) = (CaseStageId::new(0), CaseStageId::new(1));
    let event = |from, to, cases| Event::Cases { from, to, cases };
    let events = vec![
        event(CasesFrom::Referrals, Some(first), 5),
        event(CasesFrom::Referrals, None, 9),
        event(CasesFrom::Finished(first), Some(second), 3),
        event(CasesFrom::Finished(first), None, 2),
        event(CasesFrom::Finished(second), None, 1),
    ];
    let mut month = LedgerMonth { events, record: run::trace(&plan, Replication::new(1)).opening };
    month.record.whole[Contacts] = 1.0;
    month.record.whole[Referrals] = 14.0;
    month.record.service[OpenCases] = 22.0;
    let (naming, before) = (Naming { plan: &plan, month: 0 }, MonthRecord::default());
    assert_eq!(in_and_out(naming, CIN, &[&month]), (5, 3));
    assert_eq!(in_and_out(naming, MASH, &[&month]), (0, 0));
    let sentence = sentence(naming, &before, &[&month]);
    assert_eq!(sentence.as_deref(), Some("Cases: 1 contact, 14 referrals; 3 closed; 22 open (+22)."));
}
