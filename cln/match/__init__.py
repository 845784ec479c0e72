"""The matching exercise on record: rules in force, promises, proposals, edits, explanations, who waits."""
