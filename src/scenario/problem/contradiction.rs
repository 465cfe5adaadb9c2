//! Things in a scenario each of which may be right, and which cannot hold together.

use super::DatedItem;
use super::macros::reasons;
use super::wording::shown;
use crate::units::Month;

reasons! {
    /// Which things contradict each other.
    Contradiction

    StressWithoutBase { stress: String }
        format!("the stress test `{stress}` is not an overlay: a stress test names its `base` and states only the differences");

    StressOfAnotherScenario { stress: String, wanted: String, found: String }
        format!(
            "the stress test `{stress}` must be an overlay on the plans' scenario, `{wanted}`, not on `{found}`"
        );

    RemovedWithMore { key: String }
        format!("`{}`: `remove = true` takes the whole thing away, so nothing else can stand beside it", shown(key));

    EndsBeforeItBegins { kind: DatedItem, id: String, from: Month, until: Month }
        format!("{} `{id}`: it ends in {until}, before it begins in {from}", kind.word());

    ChangeOfUnlikeThings { address: String, one: String }
        format!("`{address}`: it holds unlike things, which one change cannot mean alike; name one, such as `{one}`");

    ChangeOfTheRest { address: String }
        format!("`{address}`: it is what the other branches leave; change those");

    ChangeOfWhatIsLeftOut { address: String }
        format!("`{address}`: the scenario leaves it out, so there is nothing to change; give it a value first");

    KeyOfRollingIntake { key: String }
        format!("`{key}`: does not belong to a dated intake (offers)");

    KeyOfDatedIntake { key: String }
        format!("`{key}`: does not belong to a rolling intake (per_month)");

    LeadTimeWithoutVacancies {}
        "`lead_time`: it is counted from a vacancy, and needs into_vacancies = true".to_owned();

    LastStageEnds { route: String, stage: String }
        format!("stage `{stage}` of route `{route}`: the last stage has no end: remove `months`");

    StageWithoutEnd { route: String, stage: String }
        format!("stage `{stage}` of route `{route}`: a stage that others follow needs its length in `months`");

    TraineesAfterStaff { route: String, stage: String }
        format!(
            "stage `{stage}` of route `{route}`: trainee stages (employed = false) come first, and the last stage is employed"
        );

    LongerThanStage { staff: String, months: u32 }
        format!("staff `{staff}`: the stage lasts {months} months; nobody has been in it for longer");

    MoveToItself { id: String }
        format!("move `{id}`: it is from a team to itself");

    DecisionWithCases { stage: String }
        format!("`pathway.{stage}.cases`: a decision (months = 0) holds no cases from month to month");

    DecisionWithEscalation { stage: String }
        format!("`pathway.{stage}.escalate`: a decision (months = 0) has no open cases");

    DecisionWithPhases { stage: String }
        format!("`pathway.{stage}.phases`: a decision (months = 0) has no phases");

    HeldByNoDecision { stage: String }
        format!("`pathway.{stage}.held`: only a decision (months = 0) holds the team for part of a month");

    PhasesBelowAMonth { stage: String, months: f64, phases: u32 }
        format!(
            "`pathway.{stage}.months`: {months} months is less than the {phases} phase{}, of a month or more each",
            if *phases == 1 { "" } else { "s" }
        );

    MeasureWithoutOf { address: String, measure: &'static str }
        format!("`{address}.of`: `{measure}` is reported for the service and teams alone: remove `of`");

    MonthOfMoney { target: String, key: &'static str }
        format!(
            "`target.{target}.{key}`: money is judged by financial year: write one in place of it, such as \
             `year = \"2016-17\"`"
        );

    HistoryWithinRun { history: String, month: Month, start: Month }
        format!(
            "history `{history}`: {month} is not before the start, {start}; figures within the run go into [reported.ID]"
        );

    NotReported { kind: &'static str, id: String, measure: &'static str, team: Option<String>, has_of: bool }
        {
            let whom = team.as_ref().map_or("the service".to_owned(), |team| format!("team `{team}`"));
            let with = if *has_of { " with this `of`" } else { "" };
            format!("{kind} `{id}`: `{measure}` is not reported for {whom}{with} in this scenario")
        };
}
