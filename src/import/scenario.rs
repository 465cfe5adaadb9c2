//! The scenario that opens at a census: every value is of data up to it, or marked as an assumption.

use std::fmt::Write as _;

use super::pool::{Effect, Flow, LEVELS, Pool, SMALLEST, per_fte};
use super::published::{AuthorityYear, Figure, PublishedFigures};
use super::{ImportError, Imported};
use crate::random::normal_quantile;

/// England's social workers in 2016 by time in service: the key of the band, the months in service of its people, their share
/// of FTE in post, and leavers a year per FTE (DfE, Children's social work workforce 2016). It is the latest year for which
/// both are published.
const TENURE: [(&str, u32, f64, f64); 6] = [
    ("under_2y", 12, 0.2971, 0.1616),
    ("from_2y", 42, 0.2184, 0.1934),
    ("from_5y", 90, 0.1946, 0.1410),
    ("from_10y", 180, 0.2047, 0.1076),
    ("from_20y", 300, 0.0643, 0.1180),
    ("from_30y", 400, 0.0209, 0.1897),
];

/// Chance each month that an assignment ends, and that an order is filled: no figures were found, so they are the middle of the
/// ranges of `county.toml`. Months of lead time and of notice.
const CHURN: f64 = 0.10;
const FILL: f64 = 0.60;
const LEAD_TIME: u32 = 1;
const NOTICE: u32 = 1;

/// Agency settles at its target divided by this (`docs/model.md`, section 5), so targets are raised by it.
const FRICTION: f64 = 1.0 + CHURN * (LEAD_TIME as f64 + (1.0 - FILL) / FILL);

/// A cover of 1 has no odds.
const MOST_COVER: f64 = 0.98;

/// Agency staff below a twentieth of the usual number are as few as that.
const LEAST_AGENCY: f64 = 0.05;

/// The figures without which nothing can be opened.
const NEEDED: [Figure; 11] = [
    Figure::Permanent,
    Figure::PermanentHeads,
    Figure::Starters,
    Figure::Leavers,
    Figure::Agency,
    Figure::AgencyHeads,
    Figure::AgencyCover,
    Figure::Vacancies,
    Figure::CaseHolders,
    Figure::Cases,
    Figure::Referrals,
];

/// The measures whose earlier censuses are shown before the run.
const HISTORY: [&str; 4] = ["agency_rate", "permanent_fte", "agency_fte", "vacancy_rate"];

/// A census to open at.
pub(super) struct Opening<'p> {
    name: &'p str,
    year: i32,
    now: &'p AuthorityYear,
    /// Days lost to sickness, per cent, and where they are published.
    sickness: (f64, &'p str),
    /// The censuses of earlier years, in order.
    before: Vec<(i32, &'p AuthorityYear)>,
    /// Length of the run, months.
    months: u32,
}

impl<'p> Opening<'p> {
    pub(super) fn new(
        published: &'p PublishedFigures,
        code: &'p str,
        name: &'p str,
        year: i32,
        months: u32,
    ) -> Result<Self, ImportError> {
        let years: Vec<i32> = published.years_of(code).collect();
        let Some(now) = published.at(code, year) else {
            return Err(ImportError::NoCensus(name.to_owned(), year, years));
        };
        let missing: Vec<&str> =
            NEEDED.iter().filter(|&&figure| now.get(figure).is_nan()).map(|figure| figure.column()).collect();
        if !missing.is_empty() {
            return Err(ImportError::Missing(name.to_owned(), year, missing));
        }
        if now.get(Figure::Permanent) < SMALLEST {
            return Err(ImportError::TooSmall(name.to_owned(), year));
        }
        let england = published.england(year).map_or(f64::NAN, |row| row.get(Figure::Absence));
        let sickness = match (now.get(Figure::Absence), england) {
            (own, _) if own.is_finite() => (own, ""),
            (_, england) if england.is_finite() => (england, ", England: not published for the authority"),
            _ => (0.0, ": not published, so none is assumed"),
        };
        let before = years.into_iter().filter(|&earlier| earlier < year);
        let before = before.filter_map(|earlier| Some((earlier, published.at(code, earlier)?))).collect();
        Ok(Self { name, year, now, sickness, before, months })
    }

    /// The scenario, with the notes on what could not be placed.
    pub(super) fn scenario(&self, pool: &Pool) -> Imported {
        let mut text = String::new();
        for part in [
            self.head(pool),
            self.team(pool),
            self.growth(pool),
            self.staff(),
            self.recruitment(pool),
            self.leaving(pool),
            self.agency(),
            self.cases(),
            Self::money(self.year),
            self.yearly(pool),
            self.history(),
        ] {
            text += &part;
        }
        Imported { text, year: self.year, authority: self.name.to_owned(), notes: self.notes() }
    }

    /// Source of the authority's own figures.
    fn own(&self) -> String {
        format!("DfE, Children's social work workforce {}", self.year)
    }

    fn head(&self, pool: &Pool) -> String {
        let (name, year, months) = (self.name, self.year, self.months);
        format!(
            "# {name}, from the census of 30 September {year}: written by `staffcast import dfe`.\n\
             #\n\
             # The opening is the authority's own, as published. Rates are what followed such years in all authorities: they are\n\
             # expected from its figures by regressions over {rows} censuses of {authorities} authorities up to {until}. So last\n\
             # year's luck does not become a rate. What differs from year to year is as large as those tables show.\n\
             # Replace any of it by your own figures, and say in `source` where they come from. `staffcast check` lists the blanks,\n\
             # which only the council can fill in.\n\n\
             format = 1\n\
             name = {title}\n\
             notes = [\n    \"Written from the DfE's published tables up to {until}. It knows nothing of the council's own plans but what is \
             filled in.\",\n]\n\
             start = \"{year}-10\"\n\
             months = {months}\n\
             seed = 1\n\
             replications = 10_000\n",
            rows = pool.rows,
            authorities = pool.authorities,
            until = pool.until,
            title = quoted(&format!("{name}, from September {year}")),
        )
    }

    fn team(&self, pool: &Pool) -> String {
        let (now, own) = (self.now, self.own());
        let associated = |what: f64| {
            let source = format!(
                "DfE workforce tables up to {}: {} more posts for each extra permanent FTE",
                pool.until,
                figure(what, 2)
            );
            format!("{{ value = {}, source = {}, evidence = \"association\" }}", figure(what, 3), quoted(&source))
        };
        let follows = associated(pool.follows.clamp(0.0, 1.0));
        let (cover, standing) = self.agency_targets(pool);
        let holders = between(0.05, now.case_holder_share(), 0.98);
        // Case holders present with a full load: sickness is the only absence that the tables have.
        let full_loads =
            now.get(Figure::Permanent) * holders * (1.0 - self.sickness.0 / 100.0) + now.get(Figure::Agency);
        let reference = now.get(Figure::Cases) / full_loads;
        format!(
            "\n\n# --- Posts and agency staff {rule}\n\n\
             [team.social_work]\n\
             name = \"Children's social work\"\n\
             establishment = {{ value = {posts}, source = {source}, evidence = \"published\" }}\n\
             establishment_follows = {follows}\n\
             establishment_follows_down = {follows}\n\
             leavers_last_year = {{ value = {leavers}, source = {own_source}, evidence = \"published\" }}\n\n\
             [team.social_work.caseload]\n\
             reference = {{ value = {reference}, source = \"the full-load caseload at the opening\" }}\n\
             maximum = {{ value = {maximum}, source = \"assumption: 1.3 times the reference\" }}\n\
             slowing = {{ uniform = {{ low = 0.0, high = 0.6 }}, source = \"assumption: no study of slowing was found\" }}\n\
             case_holders = {{ value = {holders}, source = {holder_source}, evidence = \"published\" }}\n\n\
             [team.social_work.agency]\n\
             workers = {workers}\n\
             cover = {{ value = {cover}, source = {cover_source} }}\n\
             standing_posts = {{ value = {standing}, source = {standing_source} }}\n",
            rule = "-".repeat(88),
            posts = figure(now.posts(), 1),
            source = quoted(&format!(
                "{own}: {} in post and {} vacancies",
                figure(now.get(Figure::Permanent), 1),
                figure(now.get(Figure::Vacancies), 1)
            )),
            leavers = figure(now.get(Figure::Leavers), 1),
            own_source = quoted(&own),
            reference = figure(reference, 1),
            maximum = figure(1.3 * reference, 1),
            holders = figure(holders, 3),
            holder_source = quoted(&format!(
                "{own}: {} FTE hold cases; that all {} agency FTE are among them is an assumption",
                figure(now.get(Figure::CaseHolders), 1),
                figure(now.get(Figure::Agency), 1)
            )),
            workers = whole(now.get(Figure::Agency) / self.per_worker()),
            cover = figure(cover, 3),
            cover_source = quoted(&format!(
                "DfE workforce tables up to {}: {} of vacancies are covered in all authorities; {} of this authority's own level \
                 is kept, and allowed for churn and time to fill",
                pool.until,
                percent(pool.usual_cover),
                percent(pool.kept)
            )),
            standing = figure(standing, 2),
            standing_source = quoted(&format!(
                "the same: {} agency FTE per permanent FTE cover no vacancy in all authorities",
                figure(pool.usual_standing, 3)
            )),
        )
    }

    /// What grows in all authorities: posts without more staff in them, hours, and starters in proportion to staff.
    fn growth(&self, pool: &Pool) -> String {
        let (months, years) = (self.months, f64::from(self.months) / 12.0);
        let source = |what: &str, rate: f64| {
            quoted(&format!("DfE workforce tables up to {}: {what} grow by {} a year", pool.until, percent(rate)))
        };
        let changes = [
            (
                "posts",
                "Growth of posts",
                source("posts without more staff in them, as a share of permanent staff,", pool.growth_of_posts),
                format!(
                    "add = {{ \"team.social_work.establishment\" = {} }}",
                    figure(pool.growth_of_posts * self.now.get(Figure::Permanent) * years, 2)
                ),
            ),
            (
                "hours",
                "Growth of hours",
                source("permanent FTE without a starter or a leaver", pool.growth_of_hours),
                format!("add = {{ \"workforce.hours\" = {} }}", figure(pool.growth_of_hours * years, 4)),
            ),
            (
                "starters",
                "Growth of recruitment",
                source("permanent FTE, to which starters are in proportion,", pool.growth),
                format!("multiply = {{ \"intake.starters.per_month\" = {} }}", figure(1.0 + pool.growth * years, 4)),
            ),
        ];
        let mut text = String::new();
        for (id, name, source, edit) in changes {
            let _ = write!(
                text,
                "\n[change.{id}]\nname = \"{name}\"\nfrom = \"{}-10\"\nphase_in = {months}\nsource = {source}\n\
                 evidence = \"association\"\n{edit}\n",
                self.year
            );
        }
        text
    }

    /// FTE of one agency worker.
    fn per_worker(&self) -> f64 {
        let heads = self.now.get(Figure::AgencyHeads);
        if heads > 0.0 { between(0.1, self.now.get(Figure::Agency) / heads, 1.0) } else { 1.0 }
    }

    /// Agency cover and standing posts: as usual, except for what the authority keeps of its own level.
    fn agency_targets(&self, pool: &Pool) -> (f64, f64) {
        let level = pool.agency_level(self.now);
        let least = libm::log(LEAST_AGENCY);
        let level = if level.is_nan() || level < least { least } else { level };
        let own = pool.kept * level;
        let usual = pool.usual_cover;
        let odds = usual / (1.0 - usual) * libm::exp(own / (1.0 - usual));
        let share = odds / (1.0 + odds);
        let others = pool.usual_standing * self.now.get(Figure::Permanent) * libm::exp(own);
        let cover = if FRICTION * share < MOST_COVER { FRICTION * share } else { MOST_COVER };
        // What a cover cannot give for its limit is left to standing posts.
        let standing = FRICTION * others + (FRICTION * share - cover) * self.now.get(Figure::Vacancies);
        (centre_with_mean(cover, pool.effects.agency.sd / (1.0 - usual)), standing)
    }

    fn fte_per_head(&self) -> f64 {
        between(0.05, self.now.get(Figure::Permanent) / self.now.get(Figure::PermanentHeads), 1.0)
    }

    fn staff(&self) -> String {
        let own = self.own();
        let mut text = format!(
            "\n\n# --- Staff {rule}\n\
             # One route for all: the tables do not tell newly qualified staff from others.\n\n\
             [route.social_worker]\n\
             name = \"Social worker\"\n\
             fte_per_head = {{ value = {fte}, source = {source} }}\n\n\
             [route.social_worker.stage.in_post]\n\
             pay = {{ value = 66_600, source = \"St Helens 2025: £1,280 a week for a permanent worker, x 52 weeks; not your council's\", \
             evidence = \"guess\" }}\n",
            rule = "-".repeat(104),
            fte = figure(self.fte_per_head(), 3),
            source = quoted(&format!(
                "{own}: {} people are {} FTE",
                figure(self.now.get(Figure::PermanentHeads), 0),
                figure(self.now.get(Figure::Permanent), 1)
            )),
        );
        let heads = self.now.get(Figure::PermanentHeads);
        let (mut share, mut placed) = (0.0, 0);
        for (band, months, of_band, _) in TENURE {
            share += of_band;
            let until = whole(share * heads);
            let _ = write!(
                text,
                "\n[staff.{band}]\n\
                 source = {}\n\
                 team = \"social_work\"\nroute = \"social_worker\"\nheads = {}\nmonths_in_service = {months}\n",
                quoted(&format!("{own}; time in service is not published: as in England in 2016")),
                until - placed
            );
            placed = until;
        }
        text
    }

    /// What is expected of a flow, and how: `14.6% = 8.0% + 0.23 x 11.8% leavers + ...`.
    fn expected(&self, flow: &Flow) -> (f64, String) {
        const NAMES: [&str; LEVELS.len()] = ["leavers", "starters", "vacancies", "agency"];
        let expected = flow.of(self.now);
        let expected = if expected > 0.01 { expected } else { 0.01 };
        let mut words = format!("{} = {}", percent(expected), percent(flow.constant));
        for ((level, slope), name) in LEVELS.iter().zip(flow.slopes).zip(NAMES) {
            let sign = if slope < 0.0 { "-" } else { "+" };
            let _ = write!(words, " {sign} {} x {} {name}", figure(slope.abs(), 2), percent(per_fte(self.now, *level)));
        }
        (expected, words)
    }

    fn recruitment(&self, pool: &Pool) -> String {
        let (starters, words) = self.expected(&pool.starters);
        let year = self.year + 1;
        format!(
            "\n\n# --- Who will join {rule}\n\n\
             [intake.starters]\n\
             name = \"All starters\"\n\
             route = \"social_worker\"\n\
             team = \"social_work\"\n\
             per_month = {{ value = {per_month}, source = {source}, evidence = \"published\" }}\n\n\
             [intake.newly_qualified]         # they are among the starters above: take them off `per_month`\n\
             name = \"Newly qualified, September {year}\"\n\
             route = \"social_worker\"\n\
             team = \"social_work\"\n\
             month = \"{year}-09\"\n\
             offers = {{ blank = \"how many newly qualified social workers will be offered a post for September {year}; 0 if you do not \
             know\" }}\n",
            rule = "-".repeat(96),
            per_month = figure(starters * self.now.get(Figure::PermanentHeads) / 12.0, 3),
            source = quoted(&format!(
                "starters to expect per permanent FTE: {words} (DfE workforce tables up to {}, {} censuses)",
                pool.until, pool.rows
            )),
        )
    }

    fn leaving(&self, pool: &Pool) -> String {
        let (leavers, words) = self.expected(&pool.leavers);
        let starters = self.expected(&pool.starters).0;
        // Rates are of the people in post on average over the year, among whom are half of its net starters.
        let usual: f64 = TENURE.iter().map(|(_, _, share, rate)| share * rate).sum();
        let scale = leavers / usual / (1.0 + (starters - leavers) / 2.0);
        let mut text = format!(
            "\n\n# --- Who will leave, and who is off {rule}\n\n\
             [leaving.annual_rate]\n\
             source = {source}\n\
             evidence = \"published\"\n",
            rule = "-".repeat(79),
            source = quoted(&format!(
                "leavers to expect per permanent FTE: {words} (DfE workforce tables up to {}, {} censuses); by time in service as \
                 in England in 2016",
                pool.until, pool.rows
            )),
        );
        for (band, _, _, rate) in TENURE {
            let _ = writeln!(text, "{band} = {}", figure(rate * scale, 4));
        }
        let _ = write!(
            text,
            "\n[leaving]\n\
             workload_effect = {{ normal = {{ mean = 0.015, sd = 0.01 }}, source = \"panel of about 150 authorities 2017-2025: \
             0.01-0.02 a case, weakly known and not shown to be causal\", evidence = \"association\" }}\n\n\
             [absence]\n\
             sickness = {{ value = {}, source = {}, evidence = \"published\" }}\n",
            figure(self.sickness.0 / 100.0, 4),
            quoted(&(self.own() + self.sickness.1)),
        );
        text
    }

    fn agency(&self) -> String {
        format!(
            "\n\n# --- Agency workers {rule}\n\n\
             [agency]\n\
             churn = {{ range80 = {{ low = 0.07, high = 0.14 }}, source = \"assumption: assignments of about ten months; no figure was \
             found\" }}\n\
             fill = {{ range80 = {{ low = 0.47, high = 0.71 }}, source = \"assumption: an order takes one to two months to fill\" }}\n\
             lead_time = {LEAD_TIME}\n\
             notice = {NOTICE}\n\
             fte_per_worker = {{ value = {per_worker}, source = {source} }}\n\
             charge_per_hour = {{ value = 48.65, source = \"St Helens 2025: £1,800 a week, of 37 hours; not your council's\", evidence = \
             \"guess\" }}\n\
             hours_per_week = {{ value = 37, source = \"assumption: the usual week of local government\" }}\n\
             paid_weeks = {{ value = 46, source = \"assumption: 52 weeks less holidays, which are not charged\" }}\n\
             comparator = {{ value = 66_600, source = \"St Helens 2025, as pay above\", evidence = \"guess\" }}\n",
            rule = "-".repeat(95),
            per_worker = figure(self.per_worker(), 3),
            source = quoted(&format!(
                "{}: {} people are {} FTE",
                self.own(),
                figure(self.now.get(Figure::AgencyHeads), 0),
                figure(self.now.get(Figure::Agency), 1)
            )),
        )
    }

    fn cases(&self) -> String {
        let (now, year) = (self.now, self.year);
        let need = format!("DfE, Children in need {year}");
        let (referrals, cases) = (now.get(Figure::Referrals), now.get(Figure::Cases));
        let re_referral = match now.get(Figure::ReReferrals) {
            percent if percent.is_finite() => format!(
                "re_referral = {{ value = {}, source = {}, evidence = \"published\" }}\n",
                figure(percent / 100.0, 3),
                quoted(&need)
            ),
            _ => String::new(),
        };
        let closed = now.get(Figure::NoFurtherAction);
        let closed = if closed.is_finite() { between(0.0, closed / 100.0, 0.95) } else { 0.0 };
        let opened = referrals / 12.0 * (1.0 - closed);
        format!(
            "\n\n# --- Children {rule}\n\
             # Contacts are not published, so what comes in is referrals. One stage holds all open cases.\n\n\
             [demand.contacts]\n\
             per_month = {{ value = {per_month}, source = {source}, evidence = \"published\" }}\n\
             conversion = {{ value = 1, source = \"contacts are not published\" }}\n\n\
             [demand]\n\
             {re_referral}\
             dispersion = {{ uniform = {{ low = 0.0, high = 0.01 }}, source = \"assumption: months vary up to 10% more than chance alone\" \
             }}\n\n\
             [demand.next]\n\
             closed = {{ value = {closed}, source = {closed_source}, evidence = \"published\" }}\n\
             open_case = \"rest\"\n\n\
             [pathway.open_case]\n\
             name = \"Open case\"\n\
             team = \"social_work\"\n\
             months = {{ value = {months}, source = \"open cases over the {flow} a month that open: in balance\" }}\n\
             cases = {cases}                     # {own}\n\
             next = {{ closed = \"rest\" }}\n",
            rule = "-".repeat(101),
            per_month = figure(referrals / 12.0, 1),
            source = quoted(&format!("{need}: {} referrals in the year", figure(referrals, 0))),
            closed = figure(closed, 3),
            closed_source = quoted(&format!("{need}: no further action")),
            months = figure(cases / opened, 2),
            flow = figure(opened, 1),
            cases = whole(cases),
            own = self.own(),
        )
    }

    fn money(year: i32) -> String {
        let first = format!("{}-{:02}", year, (year + 1) % 100);
        let next = format!("{}-{:02}", year + 1, (year + 2) % 100);
        format!(
            "\n\n# --- Money {rule}\n\n\
             [money]\n\
             base_year = \"{first}\"\n\
             inflation = {{ value = 0.02, source = \"assumption: the Bank of England's target\" }}\n\n\
             [budget.next_year]\n\
             year = \"{next}\"\n\
             amount = {{ blank = \"the budget for social workers, permanent and agency, in {next}; or remove this table\" }}\n",
            rule = "-".repeat(104),
        )
    }

    /// What differs from year to year: a flow has a good or a bad year from one census to the next, a stock drifts from month to
    /// month.
    fn yearly(&self, pool: &Pool) -> String {
        let effects = pool.effects;
        let mut text = format!(
            "\n\n# --- What differs from year to year {rule}\n\
             # As large and as lasting as in the tables up to {}, beyond chance, which the model has already.\n",
            pool.until,
            rule = "-".repeat(80),
        );
        let by_year = "begins = \"October\"\n";
        let drift = "step = \"month\"\n";
        let from_now = "step = \"month\"\nrelative_to = \"last_12_months\"\n";
        let team = "team.social_work";
        // A share rises by a per cent where its log odds rise by this many.
        let odds = |share: f64| 1.0 / (1.0 - share);
        let cover = odds(pool.usual_cover).min(9.0);
        let share = between(0.05, self.now.case_holder_share(), 0.98);
        let holders = odds(share).min(9.0);
        // Cases stay open for a shorter time where more are referred, so that their number grows as it does in the tables.
        let of_referrals = between(-2.0, pool.cases_per_referral - 1.0, 2.0);
        let permanent = share * self.now.get(Figure::Permanent);
        let of_holders =
            between(0.0, pool.cases_per_holder, 2.0) * permanent / (permanent + self.now.get(Figure::Agency));
        let list: [(&str, &str, String, Effect, &str); 7] = [
            ("leaving", "Leaving", "[\"leaving.annual_rate\"]".into(), effects.leaving, by_year),
            ("starters", "Starters", "[\"intake.starters.per_month\"]".into(), effects.starters, by_year),
            ("hours", "Hours, transfers, posts counted anew", "[\"workforce.hours\"]".into(), effects.hours, drift),
            ("posts", "Funded posts", format!("[\"{team}.establishment\"]"), effects.posts, from_now),
            (
                "agency",
                "Agency staff for the same vacancies",
                format!("{{ \"{team}.agency.standing_posts\" = 1, \"{team}.agency.cover\" = {} }}", figure(cover, 2)),
                effects.agency,
                drift,
            ),
            (
                "demand",
                "Referrals",
                format!(
                    "{{ \"demand.contacts.per_month\" = 1, \"pathway.open_case.duration_factor\" = {} }}",
                    figure(of_referrals, 2)
                ),
                effects.demand,
                from_now,
            ),
            (
                "case_holders",
                "Who holds cases, and what counts as one",
                format!(
                    "{{ \"{team}.caseload.case_holders\" = {}, \"pathway.open_case.duration_factor\" = {} }}",
                    figure(holders, 2),
                    figure(of_holders, 2)
                ),
                effects.case_holders,
                from_now,
            ),
        ];
        for (id, name, inputs, effect, keys) in list {
            let persistence = figure(effect.persistence, 2);
            let _ = write!(
                text,
                "\n[yearly.{id}]\nname = \"{name}\"\ninputs = {inputs}\n\
                 sd = {{ value = {}, source = {}, evidence = \"published\" }}\n\
                 persistence = {persistence}\n{keys}",
                figure(effect.sd.min(3.0), 3),
                quoted(&format!(
                    "DfE workforce and children in need tables up to {}, {} authorities",
                    pool.until, pool.authorities
                )),
            );
        }
        text
    }

    fn history(&self) -> String {
        let mut text = format!("\n\n# --- Before the run {}\n", "-".repeat(96));
        for measure in HISTORY {
            let points: Vec<String> = self
                .before
                .iter()
                .filter_map(|(year, row)| {
                    let value = match measure {
                        "agency_rate" => {
                            row.get(Figure::Agency) / (row.get(Figure::Agency) + row.get(Figure::Permanent))
                        }
                        "permanent_fte" => row.get(Figure::Permanent),
                        "agency_fte" => row.get(Figure::Agency),
                        _ => row.get(Figure::Vacancies) / row.posts(),
                    };
                    value.is_finite().then(|| format!("\"{year}-09\" = {}", figure(value, 3)))
                })
                .collect();
            if points.is_empty() {
                continue;
            }
            let _ = write!(
                text,
                "\n[history.{measure}]\nsource = \"DfE, Children's social work workforce\"\nmeasure = \"{measure}\"\n\
                 points = {{ {} }}\n",
                points.join(", ")
            );
        }
        text
    }

    fn notes(&self) -> Vec<String> {
        let mut notes = vec![
            "Pay and agency charges are those of another council (St Helens 2025): costs are illustrations until you enter your own."
                .to_owned(),
            "One team and one stage of cases: there is no split by team, and contacts, assessments and plans are not read."
                .to_owned(),
            "Time in service, agency churn and time to fill are not published by authority: as in England in 2016, and assumed."
                .to_owned(),
        ];
        if self.now.get(Figure::Agency) > self.now.get(Figure::CaseHolders) {
            notes.push(
                "More agency staff than case holders are published; the share of case holders is set to its least."
                    .into(),
            );
        }
        notes
    }
}

/// The share whose log odds, moved by an effect of this standard deviation, make shares of this mean: an effect on a share keeps the
/// median of its odds, not its mean.
fn centre_with_mean(mean: f64, sd: f64) -> f64 {
    const POINTS: u32 = 999;
    let of = |centre: f64| {
        let share = |point: u32| {
            let moved = sd * normal_quantile(f64::from(point) / f64::from(POINTS + 1));
            1.0 / (1.0 + libm::exp(-centre - moved))
        };
        (1..=POINTS).map(share).sum::<f64>() / f64::from(POINTS)
    };
    let (mut low, mut high) = (-20.0, 20.0);
    for _ in 0..50 {
        let middle = 0.5 * (low + high);
        if of(middle) < mean { low = middle } else { high = middle }
    }
    1.0 / (1.0 + libm::exp(-low))
}

/// A value within bounds; the lower one for a missing value.
fn between(low: f64, value: f64, high: f64) -> f64 {
    if value > low { if value < high { value } else { high } } else { low }
}

/// A number with at most this many decimals, without zeros at its end.
fn figure(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

fn percent(share: f64) -> String {
    format!("{}%", figure(100.0 * share, 1))
}

/// The nearest whole number.
fn whole(value: f64) -> i64 {
    value.round() as i64
}

/// A text in quotes, as TOML writes it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_moved_from_their_centre_have_the_mean() {
        for (mean, sd) in [(0.5, 2.0), (0.9, 1.5), (0.98, 1.0), (0.3, 0.0)] {
            let centre = centre_with_mean(mean, sd);
            let odds = libm::log(centre / (1.0 - centre));
            let moved = (1..10_000).map(|n| odds + sd * normal_quantile(f64::from(n) / 10_000.0));
            let found = moved.map(|odds| 1.0 / (1.0 + libm::exp(-odds))).sum::<f64>() / 9_999.0;
            assert!((found - mean).abs() < 1e-3, "{mean} {sd}: {found}");
        }
    }

    #[test]
    fn figures_have_no_zeros_at_their_end() {
        for (value, decimals, text) in [(1.5, 3, "1.5"), (-0.0001, 2, "0"), (120.0, 0, "120"), (12.346, 2, "12.35")] {
            assert_eq!(figure(value, decimals), text);
        }
        assert_eq!(quoted("a \"b\" \\ c\n"), "\"a \\\"b\\\" \\\\ c \"");
    }
}
