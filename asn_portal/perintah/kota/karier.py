"""The way that somebody came to the present seat: dated posts, and times as acting official."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from asn_portal.perintah.kota import kata
from asn_portal.perintah.kota.bentuk import Masa

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from asn_portal.perintah.kota.bentuk import Posisi, Warga

YEAR = 365.25
# Levels before the present one, the first of them the longest.
JALAN: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "jpt_pratama": (
        ("pelaksana", "pengawas", "administrator"),
        ("pelaksana", "pengawas", "administrator", "administrator"),
        ("ahli_pertama", "pengawas", "administrator", "jpt_pratama"),
    ),
    "administrator": (
        ("pelaksana", "pengawas"),
        ("pelaksana", "pengawas", "pengawas"),
        ("ahli_pertama", "pengawas", "administrator"),
        ("ahli_pertama", "ahli_muda"),
    ),
    "pengawas": (
        ("pelaksana",),
        ("pelaksana", "pengawas"),
        ("ahli_pertama",),
        ("pelaksana", "pelaksana"),
    ),
    "ahli_madya": (("ahli_pertama", "ahli_muda"), ("pelaksana", "ahli_pertama", "ahli_muda")),
    "ahli_muda": (("ahli_pertama",), ("pelaksana", "ahli_pertama"), ("pelaksana", "pengawas")),
    "penyelia": (("terampil", "mahir"), ("pelaksana", "mahir")),
    "mahir": (("terampil",), ("pelaksana", "terampil")),
    "ahli_pertama": ((), ("pelaksana",)),
    "terampil": ((), ("pelaksana",)),
    "pelaksana": ((), ("pelaksana",), ("pelaksana", "pelaksana")),
}
MANAJERIAL: Final = frozenset({"jpt_pratama", "administrator", "pengawas"})
LUAR, PELAKSANA_TUGAS = 0.07, 0.16


class Karier:
    """Past posts are taken from the map of the city, so that titles and units are real ones."""

    def __init__(self, rng: random.Random, acuan: date, posisi: Sequence[Posisi]) -> None:
        self.rng, self.acuan = rng, acuan
        self.pool: dict[str, list[Posisi]] = {}
        for one in posisi:
            self.pool.setdefault(one.jenjang, []).append(one)

    def isi(self, warga: Warga) -> None:
        """Posts in order of time, the present one last."""
        rng, jenjang = self.rng, warga.posisi.jenjang
        total = (self.acuan - warga.tmt).days
        ways = JALAN[jenjang]
        way: tuple[str, ...] = ways[int(rng.random() * len(ways))]
        if warga.status != "PNS" or total < 3 * YEAR:
            way = ()
        now = self._kini(jenjang, total) if way else min(total, int(total * (0.5 + rng.random())))
        if warga.status != "PNS" or not way:
            now = total
        warga.tmt_jabatan = self._tanggal(self.acuan - timedelta(days=now), warga.tmt)
        starts = [warga.tmt]
        span = (warga.tmt_jabatan - warga.tmt).days
        if len(way) > 1:
            # The first post lasts longest; the rest share the remainder.
            weights = [1.6, *[0.7 + rng.random() * 0.6 for _ in way[1:]]]
            at = 0.0
            for weight in weights[:-1]:
                at += weight / sum(weights)
                starts.append(self._tanggal(warga.tmt + timedelta(days=int(span * at)), starts[-1]))
        ends = [*starts[1:], warga.tmt_jabatan]
        for level, mulai, end in zip(way, starts, ends, strict=False):
            if end > mulai:
                warga.riwayat.append(self._lama(warga, level, mulai, end - timedelta(days=1)))
        p = warga.posisi
        warga.riwayat.append(
            Masa("DEFINITIF", jenjang, p.nama, p.unit.nama, None, warga.tmt_jabatan, None,
                 self._sk(warga.tmt_jabatan))
        )  # fmt: skip
        if jenjang in MANAJERIAL and rng.random() < PELAKSANA_TUGAS:
            self._plt(warga)

    def pendahulu(self, warga: Sequence[Warga]) -> None:
        """Vacant managerial posts had a holder: somebody of that level who has moved on since.

        Draws nothing by chance, so that the rest of the city stays what it was.
        """
        moved: dict[str, list[tuple[date, str, int, Warga]]] = {}
        for person in warga:
            for place, masa in enumerate(person.riwayat):
                if masa.jenis == "DEFINITIF" and masa.selesai and not masa.instansi:
                    one = (masa.selesai, person.nip, place, person)
                    moved.setdefault(masa.jenjang, []).append(one)
        for level in MANAJERIAL:
            empty = [post for post in self.pool.get(level, ()) if not post.terisi]
            latest = sorted(moved.get(level, ()), key=lambda one: one[:2], reverse=True)
            for post, (_, _, place, person) in zip(empty, latest, strict=False):
                person.riwayat[place] = person.riwayat[place]._replace(
                    jabatan=post.nama, unit=post.unit.nama
                )

    def _kini(self, jenjang: str, total: int) -> int:
        """Days in the present post: rarely more than five years for managers."""
        rng = self.rng
        years = (
            rng.triangular(0.3, 6.5, 2.6) if jenjang in MANAJERIAL else rng.triangular(0.4, 9, 4)
        )
        return int(min(years * YEAR, total * 0.6))

    def _tanggal(self, day: date, after: date) -> date:
        """A day on which decrees begin: the first of a month, or an inauguration in its course."""
        rounded = day.replace(day=1 if self.rng.random() < 0.7 else 12)
        return rounded if after < rounded <= self.acuan else max(day, after)

    def _lama(self, warga: Warga, level: str, mulai: date, selesai: date) -> Masa:
        rng = self.rng
        pool = self.pool.get(level) or self.pool["pelaksana"]
        own = warga.posisi.unit.urusan
        post = pool[int(rng.random() * len(pool))]
        for _ in range(3):
            if post.unit.urusan == own and not (level == "pelaksana" and post.pendidikan == "SD"):
                break
            post = pool[int(rng.random() * len(pool))]
        outside = None
        if rng.random() < LUAR:
            outside = kata.PROVINSI_LAIN[int(rng.random() * len(kata.PROVINSI_LAIN))]
        return Masa(
            "DEFINITIF", level, post.nama, post.unit.nama, outside, mulai, selesai, self._sk(mulai)
        )

    def _plt(self, warga: Warga) -> None:
        rng = self.rng
        level = warga.posisi.jenjang
        higher = {"pengawas": "administrator", "administrator": "jpt_pratama"}.get(level, level)
        level = higher if rng.random() < 0.5 else level
        pool = self.pool.get(level) or self.pool["pengawas"]
        post = pool[int(rng.random() * len(pool))]
        mulai = self.acuan - timedelta(days=int(rng.uniform(150, 4 * YEAR)))
        if mulai <= warga.tmt:
            return
        jenis = "PLT" if rng.random() < 0.7 else "PLH"
        selesai = mulai + timedelta(days=88 if jenis == "PLT" else 20)
        warga.riwayat.append(
            Masa(
                jenis,
                post.jenjang,
                post.nama,
                post.unit.nama,
                None,
                mulai,
                selesai,
                self._sk(mulai),
            )
        )

    def _sk(self, day: date) -> str:
        return f"800.1.3.3/{int(self.rng.random() * 900) + 100}/BKPSDM/{day.year}"
