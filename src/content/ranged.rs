//! A figure as it is written, with its range.

use std::fmt;

/// A figure and its range as they are written: `31% (27-36)`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranged {
    /// What stands for the figure.
    pub(crate) middle: String,
    /// The ends of its range: `27-36`, `-6.0 to -1.2`; empty where there is none.
    pub(crate) range: String,
    /// What stands behind it: a star, or nothing.
    star: &'static str,
    /// Whether the figure is a mean outside its range, and has a star itself.
    pub(crate) is_outside: bool,
}

impl Ranged {
    /// A figure without a range.
    pub(crate) fn alone(middle: String) -> Self {
        Self { middle, ..Self::default() }
    }

    /// A figure with a range from one end to the other.
    pub(crate) fn new(middle: String, low: &str, high: &str) -> Self {
        // A hyphen would be taken for a minus beside one.
        let between = if low.starts_with('-') || high.starts_with('-') { " to " } else { "-" };
        Self { middle, range: format!("{low}{between}{high}"), ..Self::default() }
    }

    /// A mean outside its range, with a star for that.
    pub(crate) fn outside(self) -> Self {
        Self { middle: format!("{}*", self.middle), is_outside: true, ..self }
    }

    /// The same with a star behind it.
    pub(crate) fn with_star(self) -> Self {
        Self { star: "*", ..self }
    }

    /// What stands for the figure, and its range in brackets: on two lines where one has no room.
    pub(crate) fn parts(&self) -> (String, String) {
        let Self { middle, range, star, .. } = self;
        if range.is_empty() {
            (format!("{middle}{star}"), String::new())
        } else {
            (middle.clone(), format!("({range}){star}"))
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

impl From<String> for Ranged {
    fn from(middle: String) -> Self {
        Self::alone(middle)
    }
}

impl From<&str> for Ranged {
    fn from(middle: &str) -> Self {
        Self::alone(middle.to_owned())
    }
}
