//! Ordinal numbers in sentences.

/// `first` to `ninth`, then `10th`, `21st`.
pub(super) fn ordinal(number: u32) -> String {
    const WORDS: [&str; 9] = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];
    let word = (number as usize).checked_sub(1).and_then(|index| WORDS.get(index));
    word.map_or_else(|| format!("{number}{}", ending(number.into())), |&word| word.to_owned())
}

/// Ascending numbers as ordinals, with runs of three or more shortened: `first`, `first and third`, `first to fourth and
/// sixth`.
pub(super) fn listed(numbers: &[u32]) -> String {
    let mut parts = Vec::new();
    for run in numbers.chunk_by(|one, next| one + 1 == *next) {
        match run {
            [first, _, .., last] => parts.push(format!("{} to {}", ordinal(*first), ordinal(*last))),
            _ => parts.extend(run.iter().map(|&number| ordinal(number))),
        }
    }
    match parts.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => parts.concat(),
    }
}

/// The ending of an ordinal written in digits: `st`, `nd`, `rd` or `th`.
pub(super) fn ending(number: u64) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::{listed, ordinal};

    #[test]
    fn ordinals_are_words_up_to_ninth() {
        let actual = [1, 3, 9, 10, 11, 12, 21, 112, 122].map(ordinal);
        assert_eq!(actual, ["first", "third", "ninth", "10th", "11th", "12th", "21st", "112th", "122nd"]);
    }

    #[test]
    fn runs_of_three_or_more_are_shortened() {
        assert_eq!(listed(&[3]), "third");
        assert_eq!(listed(&[1, 2]), "first and second");
        assert_eq!(listed(&[1, 3, 4]), "first, third and fourth");
        assert_eq!(listed(&[1, 2, 3, 4]), "first to fourth");
        assert_eq!(listed(&[1, 2, 3, 5, 9, 10, 11]), "first to third, fifth and ninth to 11th");
        assert_eq!(listed(&[]), "");
    }
}
