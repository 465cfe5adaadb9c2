//! Reasons why an input or a change has no effect.

use crate::scenario::problem::macros::reasons;
use crate::scenario::problem::wording::plain;
use crate::units::Month;

reasons! {
    /// Why an input has no effect.
    NoEffectReason

    NoWorkloadEffect {}
        "`leaving.workload_effect` is 0, so caseloads do not affect leaving".to_owned();

    NoCaseload {}
        "no team holds cases, so there is no caseload to respond to".to_owned();

    NoLongAbsence {}
        "`absence.long_absence` is 0, so nobody is on long absence".to_owned();

    NoCaseHolders {}
        "it reduces the capacity of case holders, but no team holds cases".to_owned();

    NoRetentionPayment {}
        "`retention.payment` is 0".to_owned();

    NoOnCosts {}
        "no share of on-costs is given".to_owned();

    NobodyServesSoLong { months: u32, longest: u32 }
        format!("nobody reaches {months} months in service in this run; the longest is {longest}");

    EveryTeamHasItsOwn {}
        "every team has its own value".to_owned();

    NoConversion {}
        "no `conversion` is given, so no agency worker becomes permanent".to_owned();

    NoCasesForTheTeam {}
        "no stage of the pathway assigns cases to the team".to_owned();

    LevelAboveMaximum {}
        "cases above the maximum caseload stay unallocated, so the caseload never exceeds it".to_owned();

    LevelNeverReached { measure: &'static str, side: &'static str, level: f64 }
        format!("`{measure}` is never {side} {}, so the change never begins", plain(*level));

    TooLateToBegin { earliest: Month, last: Month }
        format!("the change could be in force from {earliest} at the earliest, and its last month is {last}, so it never begins");

    NothingToLend {}
        "fewer than two teams hold cases, so there is no other team to lend to".to_owned();

    NobodyTurnedAway {}
        "neither `demand.turned_away` nor `closed_early` of a stage is ever above 0, so nobody is turned away".to_owned();

    NoOvertime {}
        "no team works overtime: `overtime` is 0 in every team and no change raises it".to_owned();

    AtItsLimit { address: String, side: &'static str, limit: f64 }
        format!("`{address}` is already at its {side}, {}", plain(*limit));

    YearlyNeverMoves {}
        "its `sd` is 0, so its inputs never move".to_owned();

    YearlyNeverReturns {}
        "at a `persistence` of 1 its inputs do not return to a usual level".to_owned();

    NoPostsFollow {}
        "neither `vacancy_elasticity` nor `establishment_follows` nor `establishment_follows_down` is given, or the last two are 0".to_owned();

    FactorNeverMoves {}
        "it counts from its value at the start, and neither a change nor a yearly effect moves it".to_owned();

    NoScreeningLoad {}
        "its `load` is 0, so contacts create no work for the team".to_owned();

    NothingInTime {}
        "`in_time` is not given, so timeliness is not assessed".to_owned();

    InTimeOfNoAssessment {}
        "timeliness is reported only for stages that count as an assessment".to_owned();

    RepeatOfNoPlan {}
        "repeats are reported only for stages that count as a child protection plan".to_owned();

    LastStage {}
        "the last stage of a route has no end, so nobody completes it".to_owned();

    RouteOfNobody { route: String }
        format!("nobody joins by route `{route}`");

    EmptyTeam { team: String }
        format!("team `{team}` is empty");

    StageOfNoCase { stage: String }
        format!("no case can enter stage `{stage}`");

    EveryStageHasItsOwn {}
        "every stage has its own leaving table".to_owned();

    ZeroMultiplied { address: String }
        format!("`{address}` is 0, which stays 0 when multiplied");
}
