//! Screen text: plain text divided into pieces with roles, so that a terminal can style them.

use std::fmt;

use crate::content::words;

/// Maximum line width, that of a standard terminal.
pub(crate) const WIDTH: usize = 80;

/// The role of a piece of text. Roles carry no information beyond the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextRole {
    /// Title.
    Title,
    /// Section heading.
    Heading,
    /// A favourable likelihood.
    Good,
    /// An unfavourable likelihood.
    Bad,
    /// A caution.
    Caution,
}

impl TextRole {
    /// The role of the probability of a desired outcome: good from 80%, bad up to 20%, otherwise none.
    pub(crate) fn of_good(probability: f64) -> Option<Self> {
        match probability {
            p if p >= 0.8 => Some(Self::Good),
            p if p <= 0.2 => Some(Self::Bad),
            _ => None,
        }
    }
}

/// Lines of text, in pieces with roles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Screen {
    pieces: Vec<(Option<TextRole>, String)>,
}

impl Screen {
    /// The pieces of the text with their roles, in order.
    pub fn pieces(&self) -> impl Iterator<Item = (Option<TextRole>, &str)> {
        self.pieces.iter().map(|(role, text)| (*role, text.as_str()))
    }

    /// Adds a line, without trailing spaces.
    pub(crate) fn line(&mut self, line: &str) {
        self.part(None, line.trim_end());
        self.part(None, "\n");
    }

    /// Adds a wrapped paragraph; `indents` are those of the first and of the other lines.
    pub(crate) fn paragraph(&mut self, indents: [usize; 2], words: &str) {
        self.paragraph_as(None, indents, words);
    }

    /// Adds a wrapped paragraph with a role.
    pub(crate) fn paragraph_as(&mut self, role: Option<TextRole>, [first, others]: [usize; 2], words: &str) {
        for (line, words) in words::wrapped(words, WIDTH - first.max(others)).iter().enumerate() {
            self.part(None, &" ".repeat(if line == 0 { first } else { others }));
            self.part(role, words);
            self.part(None, "\n");
        }
    }

    /// Adds the title.
    pub(crate) fn title(&mut self, title: &str) {
        self.paragraph_as(Some(TextRole::Title), [0, 2], title);
    }

    /// Adds a line with a role.
    pub(crate) fn line_as(&mut self, role: TextRole, line: &str) {
        self.part(Some(role), line.trim_end());
        self.part(None, "\n");
    }

    /// Adds an empty line and a heading.
    pub(crate) fn heading(&mut self, heading: &str) {
        self.part(None, "\n");
        self.paragraph_as(Some(TextRole::Heading), [0, 2], heading);
    }

    /// Adds a piece of a line.
    pub(crate) fn part(&mut self, role: Option<TextRole>, text: &str) {
        match self.pieces.last_mut() {
            _ if text.is_empty() => {}
            Some((of_last, last)) if *of_last == role => last.push_str(text),
            _ => self.pieces.push((role, text.to_owned())),
        }
    }
}

impl fmt::Write for Screen {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.part(None, text);
        Ok(())
    }
}

impl fmt::Display for Screen {
    /// The plain text without roles.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pieces.iter().try_for_each(|(_, text)| f.write_str(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_the_text_with_its_roles() {
        let mut screen = Screen::default();
        screen.title("A team  ");
        screen.heading("Targets");
        screen.part(None, "  rate  ");
        screen.part(TextRole::of_good(0.06), "6% likely");
        let pieces: Vec<_> = screen.pieces().collect();
        assert_eq!(
            pieces,
            [
                (Some(TextRole::Title), "A team"),
                (None, "\n\n"),
                (Some(TextRole::Heading), "Targets"),
                (None, "\n  rate  "),
                (Some(TextRole::Bad), "6% likely")
            ]
        );
        assert_eq!(screen.to_string(), "A team\n\nTargets\n  rate  6% likely");
    }

    #[test]
    fn a_long_heading_breaks_and_hangs() {
        let mut screen = Screen::default();
        screen.heading(&"many words ".repeat(9));
        let lines = ["", &"many words ".repeat(7)[..76], "  many words many words"];
        assert_eq!(screen.to_string().lines().collect::<Vec<_>>(), lines);
        assert_eq!(screen.pieces().filter(|(role, _)| *role == Some(TextRole::Heading)).count(), 2);
    }

    #[test]
    fn a_likelihood_in_the_middle_is_neither_good_nor_bad() {
        assert_eq!([0.8, 0.5, f64::NAN].map(TextRole::of_good), [Some(TextRole::Good), None, None]);
    }
}
