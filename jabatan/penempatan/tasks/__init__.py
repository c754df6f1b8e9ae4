"""Doors of the worker for placement; the worker looks only at this module."""

from jabatan.penempatan.tasks.putaran import compute_stale, rank_round
from jabatan.penempatan.tasks.sk import let_decrees_take_effect

__all__ = ["compute_stale", "let_decrees_take_effect", "rank_round"]
