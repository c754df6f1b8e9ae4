"""Readings of placement; none of them writes."""
