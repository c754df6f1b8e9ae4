"""Kinds of files about placement: technical tests of a vacancy."""

from jabatan.penempatan.importers import uji_teknis

__all__ = ["uji_teknis"]
