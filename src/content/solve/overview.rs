//! A search for a plan on screen.

use super::sentences;
use crate::content::headlines::run_headline_words;
use crate::content::overview::{Likelihood, Overview};
use crate::content::words;
use crate::decide::solve::{PlanAnswer, ReportedPlan};
use crate::run::RunHeadline;

/// The overview of a search for a plan on screen.
pub(crate) fn solve_overview(answer: &PlanAnswer) -> Overview {
    let mut text = Overview::default();
    text.title(answer.question.base.scenario().name());
    text.paragraph(format!("Solve: {}", sentences::question(answer)));
    text.heading(if answer.is_met { "The plan" } else { "No plan meets the targets" });
    text.paragraph(sentences::verdict(answer));
    likelihoods(&mut text, answer);
    headlines(&mut text, answer);
    text.item(words::capital(&sentences::savings(&answer.plan)));
    for sentence in [
        sentences::binding(answer),
        sentences::below_line(answer),
        sentences::end_of_range(answer),
        sentences::without_effect(answer),
    ]
    .into_iter()
    .flatten()
    {
        text.paragraph(sentence);
    }
    around(&mut text, answer);
    text.heading("How it was found");
    for sentence in sentences::search(answer) {
        text.paragraph(sentence);
    }
    text
}

/// The likelihood of each target under the plan, what was asked, and what it is without the plan.
fn likelihoods(text: &mut Overview, answer: &PlanAnswer) {
    for (world, constraint) in sentences::constraints(answer) {
        let met = answer.met(&answer.plan, world, constraint);
        let asked = words::percent(answer.question.constraints[constraint].chance);
        let unchanged = answer.base[world].targets.get(answer.targets[constraint]);
        text.likelihood(Likelihood {
            what: sentences::constraint(answer, world, constraint),
            figure: format!("{}, asked {asked}; unchanged {}", sentences::share(met), sentences::share(unchanged)),
            of_good: met.map_or(f64::NAN, |met| met.mean),
        });
    }
}

fn headlines(text: &mut Overview, answer: &PlanAnswer) {
    for headline in [RunHeadline::AgencyRateAtEnd, RunHeadline::Caseload] {
        let of = |figures: &crate::decide::point_figures::PointFigures| {
            let one = figures.headlines.get(headline as usize).filter(|one| one.is_defined());
            one.map(|one| words::ranged(one, headline.unit()).to_string())
        };
        let plan = answer.plan.figures.first().and_then(of);
        let base = answer.base.first().and_then(of);
        if let Some((plan, base)) = plan.zip(base) {
            let [label, when] = run_headline_words(&answer.question.base, headline);
            text.item(format!("{label}, {when}: {plan}; unchanged {base}"));
        }
    }
}

/// The plans one step away, and the next best.
fn around(text: &mut Overview, answer: &PlanAnswer) {
    if !answer.neighbours.is_empty() {
        text.heading("One step away");
    }
    for neighbour in &answer.neighbours {
        row(text, answer, &sentences::step(answer, neighbour), &neighbour.plan);
    }
    if let Some(next) = &answer.next_best {
        text.heading("Next best of those tried");
        row(text, answer, &sentences::values(answer, next.index), next);
    }
}

/// `offers 13: 83.1% (±0.7); saving at equal capacity ...`, with the likelihood of the target that binds.
fn row(text: &mut Overview, answer: &PlanAnswer, label: &str, plan: &ReportedPlan) {
    let (world, binding) = answer.binding();
    text.item(format!("{label}: {}; {}", sentences::share(answer.met(plan, world, binding)), sentences::savings(plan)));
}
