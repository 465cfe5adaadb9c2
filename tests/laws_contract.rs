//! The contract of randomness (sections 10 and 11 of `docs/model.md`), tested through the public API: a replication
//! does not depend on the number of replications, on threads, or on unrelated parts of the scenario.

#[cfg(test)]
mod world;

#[cfg(test)]
mod contract {

    use staffcast::internals::{Engine, Layout, Replication, ReplicationRow};
    use staffcast::measures::Measure;
    use staffcast::plan::Plan;
    use staffcast::run::{Options, ResponseFigure};
    use staffcast::scenario::{Breakdown, RouteId, Scenario, Series, TeamId};
    use staffcast::summary::{self, PERCENTILES, Statistic, Summary};

    use crate::world::{Rules, World, for_worlds};

    fn plan(text: &str) -> Plan {
        match Scenario::parse(text) {
            Ok(scenario) => Plan::new(scenario),
            Err(errors) => panic!("{errors}\n{text}"),
        }
    }

    /// Figures as bits, so that those not defined compare too.
    fn bits(values: &[f64]) -> Vec<u64> {
        values.iter().map(|value| value.to_bits()).collect()
    }

    fn row_bits(row: &ReplicationRow) -> Vec<u64> {
        bits(&row.values)
    }

    /// Everything that a summary says, as bits.
    fn all_bits(summary: &Summary) -> Vec<u64> {
        let statistics = statistics(summary);
        let flat = |s: &Statistic| {
            let mut one = vec![s.n_defined, s.mean.to_bits(), s.mc_error.to_bits()];
            one.extend(bits(&s.percentiles));
            one
        };
        statistics.iter().flat_map(flat).chain(spending_bits(summary)).collect()
    }

    /// What a summary says of spending by line and year, of the service.
    fn spending_bits(summary: &Summary) -> Vec<u64> {
        let years = (0..summary.plan().calendar().years.len()).map(|year| summary.spending(year, None).unwrap());
        let of_year = |one: &summary::PayerSpending| {
            let lines = one.lines.iter().flat_map(|line| [line.mean, line.share_of_margin]);
            lines.chain([one.p80, one.share_of_service]).map(f64::to_bits).collect::<Vec<u64>>()
        };
        years.flat_map(of_year).collect()
    }

    /// Every statistic, in the order of [`Layout`].
    fn statistics(summary: &Summary) -> Vec<Statistic> {
        let layout = Layout::new(summary.plan());
        let series = 0..layout.series;
        let mut all: Vec<Statistic> = series.clone().map(|one| *summary.opening(one).unwrap()).collect();
        (0..layout.months).for_each(|month| all.extend(series.clone().map(|one| *summary.month(month, one).unwrap())));
        (0..layout.years).for_each(|year| all.extend(series.clone().map(|one| *summary.year(year, one).unwrap())));
        all.extend((0..layout.budgets).map(|budget| *summary.budget(budget).unwrap()));
        all.extend((0..layout.budgets).map(|budget| *summary.overspend(budget).unwrap()));
        all.extend((0..layout.targets).map(|target| *summary.target(target).unwrap()));
        let fewer = layout.vacancy_targets.iter().map(|&target| *summary.met_with_fewer_posts(target).unwrap());
        all.extend(fewer);
        for response in 0..layout.responses {
            all.extend(ResponseFigure::ALL.map(|figure| *summary.response(response, figure).unwrap()));
        }
        assert_eq!(all.len(), layout.cells_with_percentiles());
        all
    }

    fn run(plan: &Plan, replications: u64, threads: Option<usize>) -> Summary {
        summary::run(plan, &Options { threads, ..Options::new(replications) }).expect("a run")
    }

    /// A future's figures of a series, opening and months; of a series that the plan has.
    fn path(plan: &Plan, row: &ReplicationRow, series: Series) -> Vec<u64> {
        let layout = Layout::new(plan);
        let place = plan.series().position(|one| one == series).expect("a series of the plan");
        let months = (0..layout.months).map(|month| row.values[layout.month(month, place)].to_bits());
        std::iter::once(row.values[layout.opening(place)].to_bits()).chain(months).collect()
    }

    fn service(id: &str) -> Series {
        Series { measure: Measure::find(id).expect("a measure"), team: None, of: None }
    }

    /// Both plans tell the same of these series in each of several futures.
    fn assert_same_paths(one: &Plan, other: &Plan, series: impl Iterator<Item = Series>) {
        let rows: Vec<_> = (1..=3).map(|n| (one.future(n), other.future(n))).collect();
        for series in series {
            for (row, other_row) in &rows {
                assert_eq!(path(one, row, series), path(other, other_row, series), "{series:?}");
            }
        }
    }

    /// Contacts and referrals, where there are any.
    fn demand(plan: &Plan) -> impl Iterator<Item = Series> {
        let told = plan.scenario().has_demand();
        ["contacts", "referrals", "re_referrals"].into_iter().filter(move |_| told).map(service)
    }

    /// A world's text with more behind it.
    fn behind(world: &World, more: &str) -> String {
        format!("{}\n{more}\n", world.text)
    }

    const ADDED_INTAKE: &str =
        "[intake.added]\nteam = \"t0\"\nroute = \"r0\"\nevery = 5\noffers = 3\ntake_up = 0.8\ncost_per_start = 9\n";

    fn with_intake(world: &World) -> World {
        world.with(&format!("{ADDED_INTAKE}month = \"{}\"", world.month(world.months / 3)))
    }

    #[test]
    fn a_run_of_one_is_the_first_replication() {
        for_worlds(20, Rules::ALL, |world| {
            let plan = plan(&world.text);
            let row = plan.future(1).values;
            for (statistic, value) in statistics(&run(&plan, 1, Some(1))).iter().zip(row) {
                assert_eq!(statistic.n_defined, u64::from(!value.is_nan()));
                // Zero is zero, whatever its sign.
                assert_eq!(statistic.mean.to_bits(), (value + 0.0).to_bits());
            }
        });
    }

    /// Lanes that are not neighbours, of which some share inputs and some share chance.
    fn mixed_lanes() -> [Replication; 64] {
        std::array::from_fn(|lane| {
            let lane = lane as u64;
            Replication { inputs: 1 + lane * 37 % 50, years: 1 + lane * 23 % 47, chance: 1 + lane * lane % 41 }
        })
    }

    /// Every figure of 64 lanes is that of the replication alone, to the bit, in one lane of every `step`.
    fn assert_lanes_are_alone(plan: &Plan, step: usize) {
        let lanes = mixed_lanes();
        let together = Engine::<64>::new(plan).run(&lanes).to_vec();
        let mut engine = Engine::<1>::new(plan);
        for (lane, replication) in lanes.into_iter().enumerate().step_by(step) {
            let alone = engine.run(&[replication]);
            let of_lane: Vec<f64> = together.iter().map(|figure| figure.0[lane]).collect();
            let of_one: Vec<f64> = alone.iter().map(|figure| figure.0[0]).collect();
            assert_eq!(bits(&of_lane), bits(&of_one), "lane {lane}");
        }
    }

    #[test]
    fn sixty_four_lanes_are_sixty_four_times_one_lane() {
        for_worlds(60, Rules::ALL, |world| assert_lanes_are_alone(&plan(&world.text), 7));
    }

    #[test]
    fn the_shipped_scenario_is_the_same_in_lanes_and_alone() {
        let text = include_str!("../scenarios/herefordshire-2016.toml");
        assert_lanes_are_alone(&plan(text), 1);
    }

    /// Mean and percentiles of some futures' figures, worked out from the futures themselves.
    fn assert_summarises(statistic: &Statistic, values: impl Iterator<Item = f64>) {
        let mut values: Vec<f64> = values.filter(|value| !value.is_nan()).collect();
        assert_eq!(statistic.n_defined, values.len() as u64);
        if values.is_empty() {
            assert!(statistic.mean.is_nan() && statistic.percentiles.iter().all(|p| p.is_nan()));
            return;
        }
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let size = values.iter().fold(1.0, |size: f64, value| size.max(value.abs()));
        assert!((statistic.mean - mean).abs() <= 1e-12 * size, "mean {} is not {mean}", statistic.mean);
        values.sort_by(f64::total_cmp);
        for (&got, percent) in statistic.percentiles.iter().zip(PERCENTILES) {
            let rank = (values.len() - 1) as f64 * f64::from(percent) / 100.0;
            let (low, high) = (values[rank.floor() as usize], values[rank.ceil() as usize]);
            let expected = low + (high - low) * rank.fract();
            // Up to 1,024 different values are counted individually; values that differ by less than a quantum are one.
            assert!((got - expected).abs() <= 1e-7 * size, "percentile {percent}: {got} is not {expected}");
        }
    }

    #[test]
    fn statistics_match_the_replications_for_any_number_of_blocks() {
        for replications in [1, 2, 3, 10, 21, 63, 64, 65, 130] {
            for_worlds(2, Rules::ALL, |world| {
                let plan = plan(&world.text);
                let rows: Vec<ReplicationRow> = (1..=replications).map(|n| plan.future(n)).collect();
                for (cell, statistic) in statistics(&run(&plan, replications, None)).iter().enumerate() {
                    assert_summarises(statistic, rows.iter().map(|row| row.values[cell]));
                }
            });
        }
    }

    #[test]
    fn the_number_of_threads_does_not_affect_results() {
        for replications in [63, 64, 65, 1_000] {
            for_worlds(2, Rules::ALL, |world| {
                let plan = plan(&world.text);
                let bits = |threads| all_bits(&run(&plan, replications, Some(threads)));
                let one = bits(1);
                assert!(bits(2) == one && bits(3) == one);
            });
        }
    }

    #[test]
    fn the_order_of_replications_does_not_affect_them() {
        for_worlds(20, Rules::ALL, |world| {
            let plan = plan(&world.text);
            let forward: Vec<_> = (1..=5).map(|n| row_bits(&plan.future(n))).collect();
            let mut backward: Vec<_> = (1..=5).rev().map(|n| row_bits(&plan.future(n))).collect();
            backward.reverse();
            assert_eq!(forward, backward);
        });
    }

    #[test]
    fn the_seed_determines_the_replications() {
        let differ = std::cell::Cell::new(0);
        for_worlds(30, Rules::ALL, |world| {
            let (one, again) = (plan(&world.text), plan(&world.text));
            let other = plan(&world.text.replace("\nseed = ", "\nseed = 1000"));
            assert_eq!(row_bits(&one.future(3)), row_bits(&again.future(3)));
            differ.set(differ.get() + u32::from(row_bits(&one.future(3)) != row_bits(&other.future(3))));
        });
        assert!(differ.get() >= 25, "{}", differ.get());
    }

    #[test]
    fn an_added_intake_does_not_affect_contacts_and_referrals() {
        for_worlds(60, Rules { responses: false, ..Rules::ALL }, |world| {
            let (without, with) = (plan(&world.text), plan(&with_intake(world).text));
            assert_same_paths(&without, &with, demand(&without));
        });
    }

    #[test]
    fn without_feedback_an_added_intake_does_not_affect_other_routes_and_teams() {
        for_worlds(80, Rules::APART, |world| {
            let (without, with) = (plan(&world.text), plan(&with_intake(world).text));
            let others = without.series().filter(|series| {
                let people = ["leavers", "joiners", "permanent_fte", "agency_fte", "posts_to_cover", "trainees"];
                let elsewhere = match (series.team, series.of) {
                    (Some(team), _) => team != TeamId::new(0),
                    (None, Some(Breakdown::Route(route))) => route != RouteId::new(0),
                    _ => false,
                };
                elsewhere && people.contains(&series.measure.id)
            });
            assert_same_paths(&without, &with, others);
        });
    }

    /// A team, a route, people, and cases that nobody else ever sees.
    const ADDED_TEAM: &str = "[team.added]\nestablishment = 9\ncaseload = { reference = 15, maximum = 25 }\n\
        agency = { workers = 0, cover = 0 }\n\
        [route.added.stage.s]\npay = 30_000\n[staff.added]\nteam = \"added\"\nroute = \"added\"\nheads = 7\n\
        [pathway.added]\nteam = \"added\"\nmonths = 3\nfrom_outside = 2\nnext = { closed = \"rest\" }\n";

    #[test]
    fn an_added_team_with_its_route_and_stage_does_not_affect_others() {
        for_worlds(60, Rules { responses: false, ..Rules::ALL }, |world| {
            let (without, with) = (plan(&world.text), plan(&behind(world, ADDED_TEAM)));
            let apart = without.series().filter(|series| {
                matches!(
                    (series.team, series.of),
                    (Some(_), _) | (None, Some(Breakdown::Route(_) | Breakdown::Stage(_)))
                )
            });
            assert_same_paths(&without, &with, apart.chain(demand(&without)));
        });
    }

    fn change(world: &World, month: usize, does: &str) -> String {
        behind(world, &format!("[change.added]\nfrom = \"{}\"\n{does}", world.month(month)))
    }

    #[test]
    fn a_neutral_change_has_no_effect() {
        for_worlds(40, Rules::ALL, |world| {
            let does =
                "multiply = { leaving.annual_rate = 1, \"team.t0.establishment\" = 1, agency.charge_per_hour = 1 }";
            let (without, with) = (plan(&world.text), plan(&change(world, world.months / 2, does)));
            for n in 1..=3 {
                assert_eq!(row_bits(&without.future(n)), row_bits(&with.future(n)));
            }
        });
    }

    #[test]
    fn a_change_has_no_effect_before_its_month() {
        for_worlds(60, Rules::ALL, |world| {
            let does = "multiply = { leaving.annual_rate = 2, agency.charge_per_hour = 0.5 }\nadd = { \"team.t0.establishment\" = 4 }\n\
                cost_once = 100\ncost_per_month = 10";
            let month = world.months / 2;
            let (without, with) = (plan(&world.text), plan(&change(world, month, does)));
            let layout = Layout::new(&without);
            // Openings and months stand before all else in a row.
            let before = layout.month(month, 0);
            for n in 1..=3 {
                let (without, with) = (without.future(n), with.future(n));
                assert_eq!(bits(&without.values[..before]), bits(&with.values[..before]));
                assert_ne!(bits(&without.values[before..]), bits(&with.values[before..]));
            }
        });
    }

    #[test]
    fn triage_of_unnecessary_contacts_does_not_affect_referrals() {
        for_worlds(40, Rules { responses: false, ..Rules::ALL }, |world| {
            let without = plan(&world.text);
            if !without.scenario().has_demand() {
                return;
            }
            let with = plan(&change(world, 0, "multiply = { \"demand.contacts.not_referred\" = 0.6 }"));
            assert_same_paths(&without, &with, ["referrals", "re_referrals"].into_iter().map(service));
        });
    }

    #[test]
    fn the_order_of_teams_does_not_affect_their_draws() {
        let team = |id: &str| format!("[team.{id}]\nestablishment = 9\nagency = {{ workers = 3 }}\n");
        let rest = "[route.r.stage.s]\n\
            [staff.a]\nteam = \"a\"\nroute = \"r\"\nheads = 30\n[staff.b]\nteam = \"b\"\nroute = \"r\"\nheads = 40\n\
            [leaving]\nannual_rate = { all = 0.4 }\n[agency]\ncover = 0.5\nchurn = 0.2\nfill = 0.5\n";
        let head = "format = 1\nname = \"W\"\nstart = \"2016-04\"\nmonths = 24\n";
        let one = plan(&format!("{head}{}{}{rest}", team("a"), team("b")));
        let other = plan(&format!("{head}{}{}{rest}", team("b"), team("a")));
        for id in ["leavers", "agency_fte", "posts_to_cover"] {
            for n in 1..=5 {
                let path = |plan: &Plan, team| {
                    path(plan, &plan.future(n), Series { team: Some(TeamId::new(team)), ..service(id) })
                };
                assert_eq!(path(&one, 0), path(&other, 1));
                assert_eq!(path(&one, 1), path(&other, 0));
            }
        }
    }

    #[test]
    fn another_id_has_other_draws_and_does_not_affect_demand() {
        let differ = std::cell::Cell::new(0);
        for_worlds(30, Rules::APART, |world| {
            let rename = |text: &str| text.replace("staff.g0", "staff.another").replace("intake.i0", "intake.another");
            let (one, other) = (plan(&world.text), plan(&rename(&world.text)));
            assert_same_paths(&one, &other, demand(&one));
            differ
                .set(differ.get() + u32::from((1..=3).any(|n| row_bits(&one.future(n)) != row_bits(&other.future(n)))));
        });
        assert!(differ.get() >= 20, "{}", differ.get());
    }

    /// A world with an establishment that is not known, shown by a team that nothing else is about.
    fn with_unknown(world: &World) -> Plan {
        let team = "[team.unknown]\nestablishment = { uniform = { low = 10, high = 20 } }\nagency = { cover = 0 }";
        plan(&behind(world, team))
    }

    fn unknown(plan: &Plan) -> Series {
        Series { team: Some(TeamId::new(plan.scenario().teams().len() - 1)), ..service("establishment") }
    }

    /// A replication in the first draw of the years.
    fn replication(inputs: u64, chance: u64) -> Replication {
        Replication { inputs, years: 1, chance }
    }

    #[test]
    fn fixed_inputs_and_chance_stay_while_the_years_vary() {
        let text = "format = 1\nname = \"W\"\nstart = \"2016-04\"\nmonths = 24\n\
            [team.t]\nestablishment = { uniform = { low = 10, high = 90 } }\n[route.r.stage.s]\n\
            [staff.g]\nteam = \"t\"\nroute = \"r\"\nheads = 60\n[leaving]\nannual_rate = { all = 0.3 }\n\
            [demand]\nnext = { closed = \"rest\" }\ncontacts = { per_month = 90, conversion = 0.5 }\n\
            [yearly.y]\ninputs = [\"demand.contacts.per_month\"]\nsd = 0.3\n";
        let plan = plan(text);
        let at = |id: &str, years| {
            path(&plan, &plan.run_replication(Replication { inputs: 1, years, chance: 1 }), service(id))
        };
        for id in ["leavers", "establishment"] {
            assert!((2..=6).all(|years| at(id, years) == at(id, 1)), "{id}");
        }
        assert!((2..=6).all(|years| at("contacts", years) != at("contacts", 1)));
    }

    #[test]
    fn fixed_inputs_stay_while_chance_varies() {
        for_worlds(30, Rules::ALL, |world| {
            let plan = with_unknown(world);
            let at = |inputs, chance| path(&plan, &plan.run_replication(replication(inputs, chance)), unknown(&plan));
            assert!((2..=6).all(|chance| at(1, chance) == at(1, 1)));
            assert!((2..=6).all(|inputs| at(inputs, 1) != at(1, 1)));
        });
    }

    #[test]
    fn without_chance_fixed_inputs_determine_the_replication() {
        for_worlds(30, Rules { chance: false, ..Rules::ALL }, |world| {
            let plan = with_unknown(world);
            let at = |inputs, chance| row_bits(&plan.run_replication(replication(inputs, chance)));
            assert!((2..=6).all(|chance| at(1, chance) == at(1, 1)));
            assert_ne!(at(2, 1), at(1, 1));
        });
    }

    #[test]
    fn fixed_chance_stays_while_inputs_vary() {
        let text = "format = 1\nname = \"W\"\nstart = \"2016-04\"\nmonths = 24\n\
            [team.t]\nestablishment = { uniform = { low = 10, high = 90 } }\n[route.r.stage.s]\n\
            [staff.g]\nteam = \"t\"\nroute = \"r\"\nheads = 60\n[leaving]\nannual_rate = { all = 0.3 }\n\
            [demand]\nnext = { closed = \"rest\" }\ncontacts = { per_month = 90, conversion = 0.5 }\n";
        let plan = plan(text);
        for id in ["leavers", "contacts"] {
            let at = |inputs, chance| path(&plan, &plan.run_replication(replication(inputs, chance)), service(id));
            assert!((2..=6).all(|inputs| at(inputs, 1) == at(1, 1)));
            assert!((2..=6).all(|chance| at(1, chance) != at(1, 1)));
        }
    }

    #[test]
    fn the_inputs_and_chance_of_a_replication_have_its_number() {
        for_worlds(10, Rules::ALL, |world| {
            let plan = plan(&world.text);
            assert_eq!(
                row_bits(&plan.future(4)),
                row_bits(&plan.run_replication(Replication { inputs: 4, years: 4, chance: 4 }))
            );
        });
    }

    #[test]
    fn a_longer_run_does_not_affect_earlier_months() {
        for_worlds(30, Rules::ALL, |world| {
            // The head's length is the first.
            let (was, is) = (format!("\nmonths = {}", world.months), format!("\nmonths = {}", world.months + 7));
            let longer = world.text.replacen(&was, &is, 1);
            let (short, long) = (plan(&world.text), plan(&longer));
            let layout = Layout::new(&short);
            // What is due of a budget by a month depends on how many months of its year are in the run.
            let kept: Vec<usize> = short
                .series()
                .enumerate()
                .filter(|(_, series)| series.measure.id != "overspend")
                .map(|(place, _)| place)
                .collect();
            for n in 1..=2 {
                let (short, long) = (short.future(n).values, long.future(n).values);
                let first = |values: &[f64]| -> Vec<u64> {
                    let cells = (0..=world.months).flat_map(|month| kept.iter().map(move |&series| (month, series)));
                    // The opening comes before the months.
                    cells.map(|(month, series)| values[month * layout.series + series].to_bits()).collect()
                };
                assert!(first(&short) == first(&long));
            }
        });
    }
}
