//! Teams: funded posts, caseload rules, overtime and agency staff.

use super::agency::{AgencyRates, read_rates};
use crate::scenario::declare::{InputId, Table};
use crate::scenario::problem::{Contradiction, Problem, plain};
use crate::scenario::source::{Node, Value};
use crate::units::{MONTH_NAMES, Unit};

/// A team.
#[derive(Clone, Debug)]
pub struct Team {
    /// Identifier.
    pub id: String,
    /// Display name.
    pub name: String,
    /// Funded posts, FTE.
    pub establishment: InputId,
    /// Budgeted cost of a funded post; `None` for the comparator of agency staff.
    pub post_price: Option<InputId>,
    /// Share of a rise, and of a fall, of its permanent FTE by which its posts follow once a year.
    pub establishment_follows: InputId,
    pub establishment_follows_down: InputId,
    /// Per cent by which vacancies fall where permanent FTE rises by 1%, if posts follow staff in this way instead.
    pub vacancy_elasticity: Option<InputId>,
    /// Month of the year in which posts follow, 0 (January) to 11; `None` for every month.
    pub establishment_follows_in: Option<usize>,
    /// Whether any of these is given.
    pub posts_follow: bool,
    /// Factor on the vacant posts, if they vary.
    pub vacant_posts: Option<InputId>,
    /// Whether it counts towards the service's ratios.
    pub in_ratios: bool,
    /// FTE that left in the 12 months before the start, if known.
    pub leavers_last_year: Option<f64>,
    /// Caseload rules; `None` if the team holds no cases.
    pub caseload: Option<CaseloadRules>,
    /// Overtime of its permanent staff, as a share of their hours.
    pub overtime: InputId,
    /// Agency workers in post at the start.
    pub agency_workers: u32,
    /// Place of their number, or of the team if it is not given.
    pub agency_place: Option<crate::scenario::Place>,
    /// Agency orders outstanding at the start; `None` to use the number implied by the agency target.
    pub agency_orders: Option<u32>,
    /// Posts that agency staff fill beside those that cover gaps, FTE.
    pub standing_posts: InputId,
    /// The team's own agency rates.
    pub agency: AgencyRates,
}

/// When posts may follow staff: the month of the year, or every month.
const FOLLOWS_IN: [&str; MONTH_NAMES.len() + 1] = {
    let mut months = ["every month"; MONTH_NAMES.len() + 1];
    let mut month = 0;
    while month < MONTH_NAMES.len() {
        months[month] = MONTH_NAMES[month];
        month += 1;
    }
    months
};

/// Caseload rules of a team.
#[derive(Clone, Debug)]
pub struct CaseloadRules {
    /// Full-load caseload at which work proceeds at its stated pace.
    pub reference: InputId,
    /// Full-load caseload above which cases stay unallocated.
    pub maximum: InputId,
    /// Elasticity of the pace of work with respect to pressure.
    pub slowing: InputId,
    /// Elasticity of the pace of work to pressure.
    pub pace_elasticity: InputId,
    /// Caseload at which the leaving rates were measured; `None` for the caseload at the start.
    pub measured_at: Option<InputId>,
    /// Share of the permanent staff who hold cases, of those whose stage carries any.
    pub case_holders: InputId,
}

pub(crate) fn read(t: &mut Table<'_>, id: &str) -> Team {
    let name = t.text("name", "Display name of the team; defaults to its id.").unwrap_or_else(|| id.to_owned());
    let establishment =
        t.quantity("establishment", Unit::Fte, (0.0, 10_000.0), "Funded posts, full-time equivalent.").required();
    let post_price = t
        .quantity(
            "post_price",
            Unit::PoundsPerFteYear,
            (0.0, 1_000_000.0),
            "What the budget has for a funded post, with on-costs; it follows pay awards; `agency.comparator` if omitted. The \
             establishment budget and the vacancy underspend are worked out from it, and nothing else.",
        )
        .optional();
    let posts = read_posts(t);
    let in_ratios = t.flag(
        "in_ratios",
        true,
        "Whether the team counts towards the service's agency rate, vacancy rate and turnover.",
    );
    let leavers_last_year = t.plain_or_none(
        "leavers_last_year",
        Unit::Fte,
        (0.0, 10_000.0),
        "FTE that left in the 12 months before the start; without it turnover is undefined before month 12.",
    );
    let caseload = t.table(
        "caseload",
        "Caseload rules of a team that holds cases; a team without this table holds none.",
        read_caseload,
    );
    replaced_surge(t, id);
    let overtime = t
        .quantity(
            "overtime",
            Unit::Share,
            (0.0, 1.0),
            "Overtime of its permanent staff, as a share of the hours of those present: it adds to what they can carry, and is paid \
             at `workforce.overtime_pay`.",
        )
        .or(0.0);
    let (agency_workers, agency_place, agency_orders, standing_posts, agency) = t.table_or_empty(
        "agency",
        "Agency staff of the team at the start, and its own rates instead of those in `[agency]`.",
        |t| {
            let workers = t.whole("workers", Unit::Heads, (0, 10_000), 0, "Agency workers in post at the start.");
            let orders = t.whole_or_none(
                "orders",
                Unit::Heads,
                (0, 10_000),
                "Agency orders outstanding at the start; defaults to the agency target less `workers`.",
            );
            let standing = t
                .quantity(
                    "standing_posts",
                    Unit::Fte,
                    (0.0, 10_000.0),
                    "Agency posts in addition to those that cover gaps, full-time equivalent.",
                )
                .or(0.0);
            (workers as u32, t.place_of("workers"), orders.map(|orders| orders as u32), standing, read_rates(t))
        },
    );
    Team {
        id: id.to_owned(),
        name,
        establishment,
        post_price,
        establishment_follows: posts.follows,
        establishment_follows_down: posts.follows_down,
        vacancy_elasticity: posts.elasticity,
        establishment_follows_in: posts.follows_in,
        posts_follow: posts.follow,
        vacant_posts: posts.vacant,
        in_ratios,
        leavers_last_year,
        caseload,
        overtime,
        agency_workers,
        agency_place,
        agency_orders,
        standing_posts,
        agency,
    }
}

/// How posts follow staff, and vary while they are vacant.
struct PostsRules {
    follows: InputId,
    follows_down: InputId,
    elasticity: Option<InputId>,
    follows_in: Option<usize>,
    /// Whether any of the first three is given.
    follow: bool,
    vacant: Option<InputId>,
}

fn read_posts(t: &mut Table<'_>) -> PostsRules {
    let mut follows = |key: &str, doc: &'static str| t.quantity(key, Unit::Share, (0.0, 1.0), doc).or(0.0);
    let up = follows(
        "establishment_follows",
        "How much the team's posts rise once a year, in the month `establishment_follows_in`, as a share of the rise in its \
         permanent FTE since a year before; moves between teams do not count.",
    );
    let down = follows(
        "establishment_follows_down",
        "How much the team's posts fall once a year, in the month `establishment_follows_in`, as a share of the fall in its \
         permanent FTE since a year before; moves between teams do not count.",
    );
    let elasticity = t
        .quantity(
            "vacancy_elasticity",
            Unit::Number,
            (0.0, 10.0),
            "Where permanent FTE has risen by 1%, vacancies fall by this many per cent, and rise where it has fallen: the other new \
             staff get posts of their own. Posts follow in the month `establishment_follows_in`, in this way and not by \
             `establishment_follows`. At 1.3, with 10 vacancies and 100 FTE in post, 5 more in post leave 9.4 vacancies. A team without \
             vacancies keeps its posts; moves between teams do not count.",
        )
        .optional();
    for key in ["establishment_follows", "establishment_follows_down"] {
        if elasticity.is_some() && t.has(key) {
            let place = t.place_of(key);
            t.error(Problem::Inconsistent { what: Contradiction::FollowsBesideElasticity { key } }, place);
        }
    }
    let vacant = t
        .quantity(
            "vacant_posts",
            Unit::Number,
            (0.001, 1_000.0),
            "Vacant posts in proportion to those at the start, so write 1: what counts is how a yearly effect or a change moves it. At \
             0.5 half of the vacant posts are deleted, at 1.2 a fifth more are opened; a post with somebody in it is never deleted. \
             After the month `establishment_follows_in` it acts on the vacancies of that month. Funded posts and budgets are not \
             moved.",
        )
        .optional();
    let follows_in = t.choice(
        "establishment_follows_in",
        &FOLLOWS_IN,
        "Month at whose beginning posts follow staff, every year, or `every month`; April if omitted.",
    );
    let follow = t.has("establishment_follows") || t.has("establishment_follows_down") || elasticity.is_some();
    PostsRules {
        follows: up,
        follows_down: down,
        elasticity,
        follows_in: Some(follows_in.unwrap_or(3)).filter(|&month| month < MONTH_NAMES.len()),
        follow,
        vacant,
    }
}

fn read_caseload(t: &mut Table<'_>) -> CaseloadRules {
    let range = (0.1, 1_000.0);
    CaseloadRules {
        reference: t
            .quantity("reference", Unit::CasesPerFte, range, "Full-load caseload at which work has its stated pace.")
            .required(),
        maximum: t
            .quantity("maximum", Unit::CasesPerFte, range, "Full-load caseload above which cases stay unallocated.")
            .required(),
        slowing: t
            .quantity(
                "slowing",
                Unit::Number,
                (0.0, 10.0),
                "Slowing under pressure: pace = pressure to the power of minus this value, at most 1; 0 means none.",
            )
            .or(0.0),
        pace_elasticity: t
            .quantity(
                "pace_elasticity",
                Unit::Number,
                (0.0, 10.0),
                "Elasticity of the pace of work to pressure, above and below the reference caseload: how much sooner cases are \
                 closed where staff hold more, and how much later where they hold fewer. 1.5 makes open cases rise by 6% with 10% \
                 more staff, and by 4% with 10% more referrals; 0 means none.",
            )
            .or(0.0),
        measured_at: t
            .quantity(
                "measured_at",
                Unit::CasesPerFte,
                (0.0, 1_000.0),
                "Caseload at which the leaving rates were measured; defaults to the caseload at the start.",
            )
            .fixed()
            .optional(),
        case_holders: t
            .quantity(
                "case_holders",
                Unit::Share,
                (0.0, 1.0),
                "Share of the team's permanent staff who hold cases, of those whose stage carries any.",
            )
            .or(1.0),
    }
}

/// Refuses the table that earlier versions had for extra agency posts while the caseload stays high.
fn replaced_surge(t: &mut Table<'_>, id: &str) {
    let Some(node) = t.node().get("surge") else { return };
    t.accept("surge");
    let of = |key: &str| match &node.value {
        Value::Table(table) => table.get(key).and_then(Node::number).map_or("...".to_owned(), plain),
        _ => "...".to_owned(),
    };
    let months = if of("months") == "..." { String::new() } else { format!(", months = {}", of("months")) };
    let table = format!(
        "[change.{id}_surge] as a table of its own, with when = {{ measure = \"caseload\", team = \"{id}\", above = {}{months} }}, \
         stop = {{ below = {} }} and add = {{ \"team.{id}.agency.standing_posts\" = {} }}",
        of("trigger"),
        of("release"),
        of("posts")
    );
    t.error(Problem::ReplacedByChange { key: format!("team.{id}.surge"), table }, Some(node.key_at));
}
