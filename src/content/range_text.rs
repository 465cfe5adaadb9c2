//! A formatted figure with its range.

use std::fmt;

/// A formatted figure and its range: `31% (27-36)`, `-3.1 pts (-6.0 to -1.2)`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranged {
    /// The figure, starred if it is outside its range.
    pub(crate) middle: String,
    /// The range: `27-36`, `-6.0 to -1.2`; empty if there is none.
    pub(crate) range: String,
    /// Whether the figure is outside its range, which is possible for a mean.
    pub(crate) is_outside: bool,
    /// Suffix after figure and range: a star or nothing.
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
        // Next to a minus sign, a hyphen would be read as another minus.
        let between = if low.starts_with('-') || high.starts_with('-') { " to " } else { "-" };
        Self { middle, range: format!("{low}{between}{high}"), ..Self::default() }
    }

    /// The same with `is_outside` set.
    pub(crate) fn outside(self, is_outside: bool) -> Self {
        Self { is_outside, ..self }
    }

    /// The same with a star, which refers to a note.
    pub(crate) fn with_star(self) -> Self {
        Self { star: "*", ..self }
    }

    /// The figure, and its range in brackets, for layout on two lines if one is too narrow.
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
