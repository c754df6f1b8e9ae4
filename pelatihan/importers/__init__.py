"""Kinds of files about training: courses and structural programmes."""

from pelatihan.importers import diklat, kursus

__all__ = ["diklat", "kursus"]
