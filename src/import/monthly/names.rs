//! The names that measures go by.

/// Measures that have one meaning, each with the words of the names it goes by.
pub(super) const NAMES: &[(&str, &[&str])] = &[
    ("agency_rate", &["agency rate fte"]),
    ("agency_rate_heads", &["agency rate heads"]),
    ("permanent_fte", &["permanent fte"]),
    ("permanent_heads", &["permanent heads"]),
    ("agency_fte", &["agency fte"]),
    ("establishment", &["establishment", "establishment fte", "funded post fte", "budgeted post fte", "funded fte"]),
    ("vacancies", &["vacancy fte", "vacant post fte", "vacant fte"]),
    ("vacancy_rate", &["vacancy rate", "vacancy rate fte"]),
    (
        "turnover",
        &[
            "turnover rolling",
            "turnover rolling 12",
            "turnover 12",
            "turnover last 12",
            "turnover rate rolling",
            "turnover rate rolling 12",
            "turnover rate 12",
            "turnover annual",
            "turnover rate annual",
            "turnover rate last 12",
        ],
    ),
    ("joiners", &["joiner heads", "starter heads", "permanent starter heads", "permanent joiner heads"]),
    ("leavers", &["leaver heads", "permanent leaver heads"]),
    ("agency_starters", &["agency starter heads", "agency starter"]),
    ("agency_leavers", &["agency leaver heads", "agency leaver"]),
    ("caseload", &["caseload", "caseload fte", "case fte", "caseload case holder", "caseload case holder fte"]),
    ("case_holder_fte", &["case holder fte", "case holding fte"]),
    ("open_cases", &["case open", "case"]),
    ("unallocated", &["case unallocated", "unallocated"]),
    ("contacts", &["contact"]),
    ("referrals", &["referral", "referral started"]),
    ("re_referrals", &["re referral", "rereferral"]),
    ("assessments_completed", &["assessment completed"]),
    (
        "assessments_in_time_rate",
        &[
            "assessment rate time",
            "assessment completed rate time",
            "45 assessment day rate",
            "45 assessment completed day rate",
        ],
    ),
    ("strategy_discussions", &["discussion strategy", "meeting strategy"]),
    ("section_47_enquiries", &["s47", "enquiry s47", "s47 started", "enquiry s47 started", "investigation s47"]),
    ("children_in_need", &["need plan"]),
    ("child_protection_plans_started", &["plan protection started"]),
    ("on_child_protection_plan", &["plan protection"]),
    ("looked_after", &["after looked", "care"]),
];

/// Names that could be several measures, or one only under a condition that they do not state.
pub(super) const CANDIDATES: &[(&[&str], &[&str])] = &[
    (&["permanent"], &["permanent_fte", "permanent_heads"]),
    (&["agency"], &["agency_fte", "agency_rate", "agency_rate_heads"]),
    (&["agency rate"], &["agency_rate", "agency_rate_heads"]),
    (&["vacancy", "vacant post", "vacant"], &["vacancies"]),
    (&["post", "funded post", "budgeted post"], &["establishment"]),
    (&["turnover", "turnover rate"], &["turnover"]),
    (&["starter", "joiner", "permanent starter", "permanent joiner"], &["joiners"]),
    (&["leaver", "permanent leaver"], &["leavers"]),
    (&["assessment"], &["assessments_completed"]),
    (
        &["assessment time", "assessment completed time", "45 assessment day", "45 assessment completed day"],
        &["assessments_in_time", "assessments_in_time_rate"],
    ),
    (&["need"], &["children_in_need"]),
    (&["protection"], &["on_child_protection_plan"]),
    (&["cost", "spend", "agency cost", "agency spend"], &["cost"]),
    (&["case holder"], &["case_holder_fte"]),
];

/// Phrases, and the words that they stand for.
pub(super) const PHRASES: &[(&str, &str)] = &[
    ("in post", ""),
    ("section 47", "s47"),
    ("s 47", "s47"),
    ("child in need", "need"),
    ("children in need", "need"),
    ("child protection", "protection"),
    ("looked after", "looked after"),
    ("in time", "time"),
    ("on time", "time"),
    ("head count", "heads"),
    ("full time equivalent", "fte"),
    ("whole time equivalent", "fte"),
];

/// Words, and those that they stand for.
pub(super) const SYNONYMS: &[(&str, &str)] = &[
    ("percent", "rate"),
    ("percentage", "rate"),
    ("proportion", "rate"),
    ("share", "rate"),
    ("wte", "fte"),
    ("headcount", "heads"),
    ("head", "heads"),
    ("people", "heads"),
    ("locum", "agency"),
    ("cin", "need"),
    ("cp", "protection"),
    ("cpp", "protection plan"),
    ("lac", "looked after"),
    ("cla", "looked after"),
    ("timescale", "time"),
    ("authorised", "completed"),
    ("finished", "completed"),
    ("new", "started"),
    ("s47e", "s47"),
    ("yearly", "annual"),
];

/// Words that tell no measures apart.
pub(super) const FILLERS: &str = "the of a in on at for to with within per by and number no total count all month monthly end current social \
    worker staff child children received average mean subject working who are held";

/// More words that name no person, in names that stand for no measure.
pub(super) const TRADE_WORDS: &str = "social worker staff child children s month monthly year ytd date ref reference id kpi measure indicator metric \
    description target rag status trend direction travel owner comment note unit actual outturn value figure \
    result period team service quarter q1 q2 q3 q4 variance previous early fostering adoption \
    placement visit supervision audit manager sickness absence leaver qualified newly nqsw asye senior \
    practitioner pound budget quality performance workforce demand health assessed review conference icpc initial \
    rate repeat second subsequent time population 10 000 is high closed ended step down up front door \
    mash duty court leaving care adult missing exploitation return home interview day week or not from than \
    more less case closure";

/// Those that are names of columns by themselves. Other single words may be surnames.
pub(super) const ALONE: &str =
    "ref reference id ytd total target rag status trend owner comment note unit kpi variance";
