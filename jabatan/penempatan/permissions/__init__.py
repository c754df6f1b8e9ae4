"""Who may do what in placement; predicates take the login and the record."""

from jabatan.penempatan.permissions.putaran import (
    READERS,
    may_compute,
    may_open_round,
    may_read_discipline,
)

__all__ = ["READERS", "may_compute", "may_open_round", "may_read_discipline"]
