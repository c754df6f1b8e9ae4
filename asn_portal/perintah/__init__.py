"""Commands that span components."""
