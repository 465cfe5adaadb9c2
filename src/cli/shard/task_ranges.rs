//! Numbers of tasks as schedulers take them.

/// Numbers in ascending order, as the specification of an array: `3,7-9`.
pub(super) fn task_ranges(numbers: &[u64]) -> String {
    let mut ranges: Vec<(u64, u64)> = Vec::new();
    for &number in numbers {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    let range = |(first, last): (u64, u64)| if first == last { first.to_string() } else { format!("{first}-{last}") };
    ranges.into_iter().map(range).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::task_ranges;

    #[test]
    fn numbers_in_a_row_are_a_range() {
        for (numbers, text) in
            [(&[3, 7, 8, 9][..], "3,7-9"), (&[1, 2], "1-2"), (&[5], "5"), (&[], ""), (&[1, 3, 5, 6], "1,3,5-6")]
        {
            assert_eq!(task_ranges(numbers), text);
        }
    }
}
