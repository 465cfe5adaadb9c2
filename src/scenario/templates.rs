//! The scenarios to start from: `staffcast new` writes them.

/// A scenario to start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TemplateScenario {
    /// Name, by which it is asked for.
    pub name: &'static str,
    /// Its file, as shipped.
    text: &'static str,
}

pub(crate) const ONE_TEAM: TemplateScenario =
    TemplateScenario { name: "one-team", text: include_str!("../../scenarios/one-team.toml") };
pub(crate) const COUNTY: TemplateScenario =
    TemplateScenario { name: "county", text: include_str!("../../scenarios/county.toml") };
pub(crate) const AGENCY: TemplateScenario =
    TemplateScenario { name: "agency", text: include_str!("../../scenarios/agency.toml") };

/// Every template.
pub(crate) const TEMPLATES: [TemplateScenario; 3] = [ONE_TEAM, COUNTY, AGENCY];

impl TemplateScenario {
    /// The scenario file.
    pub(crate) fn text(self) -> &'static str {
        without_schema(self.text)
    }
}

/// Strips the `#:schema` line, which names a file next to the shipped scenarios that does not exist next to a new one.
fn without_schema(text: &str) -> &str {
    match text.split_once('\n') {
        Some((first, rest)) if first.starts_with("#:schema") => rest.trim_start(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_schema_line_is_stripped() {
        assert_eq!(
            without_schema("#:schema ./scenario.schema.json\n\n# One team\nformat = 1\n"),
            "# One team\nformat = 1\n"
        );
        assert_eq!(without_schema("# One team\n#:schema x\n"), "# One team\n#:schema x\n");
        for template in TEMPLATES {
            assert!(template.text().starts_with("# "), "{}", template.name);
        }
    }
}
