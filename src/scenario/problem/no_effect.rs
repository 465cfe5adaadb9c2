//! Inputs without effect, and changes that change nothing.

use super::macros::reasons;

reasons! {
    /// Why an input has no effect.
    NoEffectReason

    NoWorkloadEffect {}
        "`leaving.workload_effect` is 0, so caseloads do not touch leaving".to_owned();

    NoCaseload {}
        "no team holds cases, so there is no caseload to follow".to_owned();

    NoLongAbsence {}
        "`absence.long_absence` is 0, so nobody is in long absence".to_owned();

    NoCaseHolders {}
        "it lessens what case holders carry, and no team holds cases".to_owned();

    NoRetentionPayment {}
        "`retention.payment` is 0".to_owned();

    NobodyServesSoLong { months: u32, longest: u32 }
        format!("nobody is in service for {months} months in this run; the longest is {longest}");

    EveryTeamHasItsOwn {}
        "every team has its own".to_owned();

    NoConversion {}
        "no `conversion` is given, so nobody becomes permanent".to_owned();

    NoCasesForTheTeam {}
        "no stage of the pathway gives the team cases".to_owned();

    TriggerAboveMaximum {}
        "cases beyond the maximum caseload stay without a worker, so the caseload never stands above it".to_owned();

    LevelNeverMoves {}
        "`demand.level.sd` is 0, so the level never moves".to_owned();

    NoScreeningLoad {}
        "its `load` is 0, so that contacts cost the team nothing".to_owned();

    NothingInTime {}
        "`in_time` is left out, so nothing is judged by time".to_owned();

    InTimeOfNoAssessment {}
        "only of stages that count as an assessment is it reported what is in time".to_owned();

    RepeatOfNoPlan {}
        "only of stages that count as a child protection plan are repeats reported".to_owned();

    LastStage {}
        "the last stage of a route has no end to pass on at".to_owned();

    RouteOfNobody { route: String }
        format!("nobody comes by route `{route}`");

    EmptyTeam { team: String }
        format!("team `{team}` has nothing in it");

    StageOfNoCase { stage: String }
        format!("no case can enter stage `{stage}`");

    EveryStageHasItsOwn {}
        "every stage has a leaving table of its own".to_owned();

    ZeroMultiplied { address: String }
        format!("`{address}` is 0, which stays 0 however often it is multiplied");
}
