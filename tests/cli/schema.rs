//! `schema`: the JSON Schema of scenario files.

use crate::harness::Test;

#[test]
fn the_schema_is_that_of_the_library() {
    let done = Test::new("schema").stdout(&staffcast::internals::schema()).stderr("").run();
    let schema: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
    assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
    let establishment = &schema["properties"]["team"]["additionalProperties"]["properties"]["establishment"];
    assert_eq!(
        establishment["description"],
        "Funded posts, full-time equivalent. 8 in 10 English authorities, funded posts per permanent FTE: 1.05 to 1.48 \
         (2017-2025).\n\nQuantity (FTE, 0 to 10000). Required. It may be uncertain and may be \
         changed by dated changes."
    );
    assert!(done.files().is_empty(), "nothing is written");
}
