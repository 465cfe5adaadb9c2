"""A vectorised numpy statement of the whole model, as docs/model.md says it."""
