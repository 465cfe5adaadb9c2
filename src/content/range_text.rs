//! A figure as it is written, with its range.

use std::fmt;

/// A figure and its range as they are written: `31% (27-36)`, `-3.1 pts (-6.0 to -1.2)`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranged {
    /// The figure; behind it a star where it is outside its range.
    pub(crate) middle: String,
    /// The ends of its range: `27-36`, `-6.0 to -1.2`; empty where it has none.
    pub(crate) range: String,
    /// Whether the figure is outside its range, as a mean can be.
    pub(crate) is_outside: bool,
    /// What stands behind both: a star, or nothing.
    star: &'static str,
}

impl From<String> for Ranged {
    /// A figure without a range.
    fn from(middle: String) -> Self {
        Self { middle, ..Self::default() }
    }
}

impl From<&str> for Ranged {
    fn from(middle: &str) -> Self {
        middle.to_owned().into()
    }
}

impl Ranged {
    /// A figure with a range from one end to the other.
    pub(crate) fn new(middle: String, low: &str, high: &str) -> Self {
        // A hyphen would be taken for a minus beside one.
        let between = if low.starts_with('-') || high.starts_with('-') { " to " } else { "-" };
        Self { middle, range: format!("{low}{between}{high}"), ..Self::default() }
    }

    /// The same, where the figure may be outside its range.
    pub(crate) fn outside(self, is_outside: bool) -> Self {
        Self { is_outside, ..self }
    }

    /// The same with a star behind it, for a remark.
    pub(crate) fn with_star(self) -> Self {
        Self { star: "*", ..self }
    }

    /// The figure, and its range in brackets: for two lines where one has no room.
    pub(crate) fn parts(&self) -> (String, String) {
        let Self { middle, range, star, .. } = self;
        match range.as_str() {
            "" => (format!("{middle}{star}"), String::new()),
            range => (middle.clone(), format!("({range}){star}")),
        }
    }
}

impl fmt::Display for Ranged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.parts() {
            (middle, range) if range.is_empty() => f.write_str(&middle),
            (middle, range) => write!(f, "{middle} {range}"),
        }
    }
}
