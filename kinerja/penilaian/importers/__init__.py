"""Kinds of files about performance: SKP, 360 feedback, team work, awards, discipline."""

from kinerja.penilaian.importers import hukuman, penghargaan, skp, tim, umpan_balik

__all__ = ["hukuman", "penghargaan", "skp", "tim", "umpan_balik"]
