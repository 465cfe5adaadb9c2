//! JSON with ordered object members and readable formatting.

/// The members of an object, in order.
pub(super) type Members = Vec<(String, SchemaWriter)>;

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum SchemaWriter {
    Text(String),
    Number(f64),
    Flag(bool),
    List(Vec<SchemaWriter>),
    Object(Members),
}

/// Maximum line length for a list or object on one line.
const WIDTH: usize = 120;

/// Members from an array.
pub(super) fn members<const N: usize>(entries: [(&str, SchemaWriter); N]) -> Members {
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// An object from an array of members.
pub(super) fn object<const N: usize>(entries: [(&str, SchemaWriter); N]) -> SchemaWriter {
    SchemaWriter::Object(members(entries))
}

/// A list of texts.
pub(super) fn texts<S: AsRef<str>>(items: impl IntoIterator<Item = S>) -> SchemaWriter {
    SchemaWriter::List(items.into_iter().map(|item| item.as_ref().into()).collect())
}

impl From<&str> for SchemaWriter {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for SchemaWriter {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<f64> for SchemaWriter {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for SchemaWriter {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl SchemaWriter {
    /// The value as text, with lists and objects on one line if they fit.
    pub(super) fn pretty(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, 0, 0);
        text + "\n"
    }

    /// Writes the value after `before` characters on a line indented by `indent`.
    fn write(&self, text: &mut String, indent: usize, before: usize) {
        let on_one_line = self.on_one_line();
        if indent + before + on_one_line.len() < WIDTH {
            return text.push_str(&on_one_line);
        }
        match self {
            Self::List(items) => {
                let items = items.iter().map(|item| (String::new(), item));
                write_lines(text, indent, ('[', ']'), items);
            }
            Self::Object(entries) => {
                let entries = entries.iter().map(|(key, value)| (format!("{}: ", quoted(key)), value));
                write_lines(text, indent, ('{', '}'), entries);
            }
            _ => text.push_str(&on_one_line),
        }
    }

    fn on_one_line(&self) -> String {
        match self {
            Self::Text(text) => quoted(text),
            // Written as 12 rather than 12.0.
            Self::Number(number) => number.to_string(),
            Self::Flag(flag) => flag.to_string(),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(Self::on_one_line).collect();
                format!("[{}]", items.join(", "))
            }
            Self::Object(entries) if entries.is_empty() => "{}".to_owned(),
            Self::Object(entries) => {
                let entries = entries.iter().map(|(key, value)| format!("{}: {}", quoted(key), value.on_one_line()));
                format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// Writes one item per line, each with its prefix, between brackets.
fn write_lines<'a>(
    text: &mut String,
    indent: usize,
    brackets: (char, char),
    items: impl Iterator<Item = (String, &'a SchemaWriter)>,
) {
    text.push(brackets.0);
    for (number, (before, value)) in items.enumerate() {
        text.push_str(if number == 0 { "\n" } else { ",\n" });
        text.push_str(&" ".repeat(indent + 2));
        text.push_str(&before);
        value.write(text, indent + 2, before.len() + 1);
    }
    text.push('\n');
    text.push_str(&" ".repeat(indent));
    text.push(brackets.1);
}

/// Quoted and escaped text; encoding text cannot fail.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}
