"""Management commands over the pages that need no account."""
