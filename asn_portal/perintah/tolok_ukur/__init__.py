"""Measurements on a throw-away PostgreSQL; each rival is one file in `lawan`."""
