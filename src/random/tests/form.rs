//! Forms: parameters survive the conversion to a distribution and back.

use super::super::{FORMS, ParameterKind};

#[test]
fn a_distribution_returns_the_parameters_it_was_built_from() {
    for form in &FORMS {
        let numbers = |index: usize, kind| match kind {
            ParameterKind::Number => vec![index as f64 + 0.5],
            ParameterKind::Values => vec![1.0, 2.0],
            ParameterKind::Weights => vec![3.0, 1.0],
        };
        let given: Vec<Vec<f64>> =
            form.parameters.iter().enumerate().map(|(index, &(_, kind))| numbers(index, kind)).collect();
        let keys: Vec<&str> = form.parameters.iter().map(|(key, _)| *key).collect();
        for is_share in [false, true] {
            let (name, parameters) = (form.make)(&given, is_share).form();
            let (found, back): (Vec<&str>, Vec<Vec<f64>>) = parameters.into_iter().unzip();
            assert_eq!((name, found, back), (form.name, keys.clone(), given.clone()));
        }
    }
}
