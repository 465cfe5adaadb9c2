//! Values in a scenario that are valid individually but contradict each other.

use crate::scenario::problem::DatedItem;
use crate::scenario::problem::macros::reasons;
use crate::scenario::problem::wording::shown;
use crate::units::Month;

reasons! {
    /// A contradiction between values.
    Contradiction

    StressWithoutBase { stress: String }
        format!("the stress test `{stress}` is not an overlay: a stress test must name its `base` and state only the \
             differences");

    SecondScenario { path: String, first: String }
        format!(
            "`{path}` is not an overlay on `{first}`: overlays that are combined must all be based on the same scenario"
        );

    StressOfAnotherScenario { stress: String, wanted: String, found: String }
        format!(
            "the stress test `{stress}` must be an overlay on the plans' scenario, `{wanted}`, not on `{found}`"
        );

    RemovedWithMore { key: String }
        format!("`{}`: `remove = true` removes the whole entry, so no other key may be given with it", shown(key));

    EndsBeforeItBegins { kind: DatedItem, id: String, from: Month, until: Month }
        format!("{} `{id}` ends in {until}, before it begins in {from}", kind.word());

    ChangeOfUnlikeThings { address: String, one: String }
        format!("`{address}` contains inputs of different kinds, which one change cannot cover; name a single input, \
             such as `{one}`");

    ChangeOfTheRest { address: String }
        format!("`{address}` is the remainder of the other branches; change those instead");

    ChangeOfWhatIsLeftOut { address: String }
        format!("`{address}` is not given in the scenario, so there is nothing to change; give it a value first");

    InputRemoved { address: String, removed: String, at: String }
        format!(
            "`{}` does not exist, because {at} removes `{removed}`; in that file, restate the entry that names it and leave it out",
            shown(address)
        );

    KeyOfRollingIntake { key: String }
        format!("`{key}` does not apply to a dated intake (one with `offers` or `teams`)");

    KeyOfDatedIntake { key: String }
        format!("`{key}` does not apply to a rolling intake (one with `per_month`)");

    UntilWithoutEvery {}
        "`until` of a dated intake is the last month in which it may arrive again, so it requires `every`, the months from one \
             arrival to the next".to_owned();

    FollowsBesideElasticity { key: &'static str }
        format!("`vacancy_elasticity` states how posts follow staff, so `{key}` must not be given beside it");

    OffersBesideTeams {}
        "`teams` states the offers of each team, so `offers` must not be given beside it".to_owned();

    ArrivalWithoutEvery { month: String }
        format!("`{month}`: only an intake with `every` has tables for single arrivals; this one arrives once");

    NoArrivalThen { id: String, month: String, every: u32, first: String, until: Option<String> }
        {
            let until = until.as_ref().map_or(String::new(), |until| format!(" until {until}"));
            let often = if *every == 1 { "every month".to_owned() } else { format!("every {every} months") };
            format!("intake `{id}` has no arrival in {month}: it arrives {often} from {first}{until}")
        };

    OtherKeyOfArrival { id: String, key: &'static str, instead: &'static str }
        format!("`{key}` does not apply to an arrival of intake `{id}`, which states its offers in `{instead}`");

    TooManyArrivals { id: String, arrivals: usize, most: usize }
        format!("intake `{id}` would have {arrivals} arrivals in the run, counted by team; at most {most} are allowed: \
             choose a greater `every` or an earlier `until`");

    LeadTimeWithoutVacancies {}
        "`lead_time` is counted from a vacancy, so it requires `into_vacancies = true`".to_owned();

    LastStageEnds { route: String, stage: String }
        format!("stage `{stage}` of route `{route}` is the last stage, which has no end: remove `months`");

    StageWithoutEnd { route: String, stage: String }
        format!("stage `{stage}` of route `{route}` is followed by another stage, so it requires a length in `months`");

    TraineesAfterStaff { route: String, stage: String }
        format!(
            "stage `{stage}` of route `{route}`: trainee stages (`employed = false`) must come first, and the last \
             stage must be employed"
        );

    LongerThanStage { staff: String, months: u32 }
        format!("staff `{staff}`: the stage lasts {months} months, so nobody can have been in it for longer");

    MoveToItself { id: String }
        format!("move `{id}` is from a team to itself");

    DecisionWithCases { stage: String }
        format!("`pathway.{stage}.cases`: a decision (months = 0) holds no cases from month to month");

    DecisionWithEscalation { stage: String }
        format!("`pathway.{stage}.escalate`: a decision (months = 0) has no open cases");

    DecisionClosedEarly { stage: String }
        format!("`pathway.{stage}.closed_early`: a decision (months = 0) has no open cases");

    DecisionWithPhases { stage: String }
        format!("`pathway.{stage}.phases`: a decision (months = 0) has no phases");

    DecisionWithPriority { stage: String }
        format!("`pathway.{stage}.priority`: a decision (months = 0) has no cases that could wait");

    DecisionWithDuration { stage: String }
        format!("`pathway.{stage}.duration_factor`: a decision (months = 0) has no duration");

    HeldByNoDecision { stage: String }
        format!("`pathway.{stage}.held`: only a decision (months = 0) occupies the team for part of a month");

    PhasesBelowAMonth { stage: String, months: f64, phases: u32 }
        format!(
            "`pathway.{stage}.months`: {months} months is too short for {phases} phase{} of at least a month each",
            if *phases == 1 { "" } else { "s" }
        );

    MeasureWithoutOf { address: String, measure: &'static str }
        format!("`{address}.of`: `{measure}` is reported only for the service and for teams: remove `of`");

    MeasureWithoutResponses { address: String, measure: &'static str }
        format!("`{address}`: `{measure}` is reported only for responses (changes with `when`), and this scenario has none");

    MonthOfMoney { target: String, key: &'static str }
        format!(
            "`target.{target}.{key}`: money is assessed by financial year: write a year instead, such as `year = \
             \"2016-17\"`"
        );

    AwardOfNoPrice { award: String, address: String }
        format!("award `{award}`: `{address}` is not an amount of money; name a price, such as `agency.charge_per_hour`");

    AwardOfPriceTwice { award: String, address: String }
        format!("award `{award}` names `{address}` twice");

    HistoryWithinRun { history: String, month: Month, start: Month }
        format!(
            "history `{history}`: {month} is not before the start ({start}); figures for months of the run belong in \
             `[reported.ID]`"
        );

    NotReported { kind: &'static str, id: String, measure: &'static str, team: Option<String>, has_of: bool }
        {
            let whom = team.as_ref().map_or("the service".to_owned(), |team| format!("team `{team}`"));
            let with = if *has_of { " with this `of`" } else { "" };
            format!("{kind} `{id}`: `{measure}` is not reported for {whom}{with} in this scenario")
        };
}
