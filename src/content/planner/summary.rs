//! What the planning page says of the scenario that is open.

use super::FormMessages;
use crate::content::brief::brief;
use crate::content::page::Block;
use crate::content::words;
use crate::plan::Plan;

/// Whether the scenario can be run and what is missing, what `check` answers, and the messages that have no field.
pub(crate) fn form_summary(plan: Option<&Plan>, blanks: &[String], messages: &FormMessages) -> Vec<Block<'static>> {
    let mut blocks = vec![Block::Paragraph(state(plan.is_some(), blanks, messages).into())];
    if let Some(plan) = plan {
        // The form shows what is blank.
        let lines = brief(plan, blanks).into_iter().filter(|line| !line.contains(" to fill in: "));
        blocks.push(Block::Bullets(lines.map(|line| quoted(&line)).collect()));
    }
    blocks.extend(messages.others.iter().map(|one| Block::Listing(one.clone())));
    blocks
}

/// Code in a sentence in quotation marks, in place of those of a terminal.
fn quoted(line: &str) -> String {
    let mut parts = line.split('`');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for (place, part) in parts.enumerate() {
        text.push(if place % 2 == 0 { '“' } else { '”' });
        text.push_str(part);
    }
    text
}

/// Whether it can be run, in a sentence or two.
fn state(is_read: bool, blanks: &[String], messages: &FormMessages) -> String {
    let count = |wanted: bool| messages.at_fields.iter().filter(|one| one.is_error == wanted).count() as u64;
    let (errors, warnings) = (count(true), count(false));
    if !is_read {
        return "The file cannot be read as a scenario. Correct it below, where “The file” is, or open another."
            .to_owned();
    }
    let mut sentences = Vec::new();
    if errors > 0 {
        sentences.push(format!(
            "{} not applied: see {} below. The scenario keeps its previous values.",
            words::counted(errors, "entry was", "entries were"),
            if errors == 1 { "its field" } else { "their fields" }
        ));
    }
    if !blanks.is_empty() {
        let number = words::counted(blanks.len() as u64, "figure", "figures");
        sentences.push(format!(
            "{number} must be found out before the scenario can be run: the fields with a bar beside them."
        ));
    } else if errors == 0 {
        sentences.push("The scenario can be run.".to_owned());
    }
    if warnings > 0 {
        sentences.push(format!("{} at its field.", words::counted(warnings, "warning stands", "warnings stand, each")));
    }
    sentences.join(" ")
}
