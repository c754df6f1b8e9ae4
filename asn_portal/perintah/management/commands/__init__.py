"""Management commands that span components."""
