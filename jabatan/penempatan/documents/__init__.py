"""Papers of placement."""
