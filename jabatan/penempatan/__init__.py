"""Placement: rounds, rankings, proposals, approvals, decisions, decrees."""
