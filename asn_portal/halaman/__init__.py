"""Pages that are composed from several components."""
