"""How much work there is, which positions do it, and how many people sit on each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from asn_portal.perintah.kota import kata
from asn_portal.perintah.kota.bentuk import Posisi, Tugas, Unit
from asn_portal.perintah.kota.struktur import ADM, JPT, KECIL, PGS, SEBUTAN

if TYPE_CHECKING:
    import random

    from asn_portal.perintah.kota.struktur import Kerangka

EFEKTIF: Final = 75_000  # minutes a year, PermenPANRB 1/2020
LEBIH: Final = 1.075  # need in proportion to staff
# Share of the non-managerial need by kind of unit.
BAGIAN: Final = {"SEKOLAH": 40.0, "PUSKESMAS": 17.0, "WILAYAH": 7.0, "KANTOR": 36.0}


def kelompok(unit: Unit) -> str:
    """Kind of work that the staff of a unit does."""
    if unit.jenis in {"SEKOLAH", "PUSKESMAS"}:
        return unit.jenis
    return "WILAYAH" if unit.jenis in {"KECAMATAN", "KELURAHAN"} else "KANTOR"


def bagi(total: int, berat: list[float]) -> list[int]:
    """Whole numbers in proportion to the weights, by the largest remainder."""
    if not berat:
        return []
    scale = total / sum(berat)
    exact = [w * scale for w in berat]
    whole = [int(x) for x in exact]
    order = sorted(range(len(berat)), key=lambda i: (whole[i] - exact[i], i))
    for i in order[: total - sum(whole)]:
        whole[i] += 1
    return whole


def staf(kerangka: Kerangka) -> None:
    """Non-managerial positions with their need, unit by unit."""
    total = round(kerangka.n * LEBIH) - len(kerangka.posisi)
    places: dict[str, list[Unit]] = {name: [] for name in BAGIAN}
    for unit in kerangka.unit:
        # The work of an office stands in its divisions, not beside its head.
        if unit.jenis in {"SEKOLAH", "PUSKESMAS", "KELURAHAN", "KECAMATAN", "BAGIAN", "BIDANG"} or (
            unit.jenis == "SUBBAGIAN" and unit.induk and unit.induk.jenis == "SEKRETARIAT"
        ):
            places[kelompok(unit)].append(unit)
    shares = bagi(max(total, 0), [BAGIAN[name] for name in BAGIAN])
    for (name, units), share in zip(places.items(), shares, strict=True):
        weights = [kerangka.rng.uniform(0.6, 1.4) for _ in units]
        for unit, need in zip(units, bagi(share, weights), strict=True):
            _unit(kerangka, unit, need, name)


def _unit(kerangka: Kerangka, unit: Unit, need: int, group: str) -> None:
    rows = {
        "SEKOLAH": kata.STAF_SEKOLAH,
        "PUSKESMAS": kata.STAF_PUSKESMAS,
        "WILAYAH": kata.STAF_WILAYAH,
    }.get(group) or kata.STAF[unit.urusan]
    # A small unit has few titles: the draw is by weight, every person one draw.
    picks = kerangka.rng.choices(range(len(rows)), [row[2] for row in rows], k=need)
    counted = {i: picks.count(i) for i in sorted(set(picks))}
    for i, count in counted.items():
        nama, jenjang, _, kelas = rows[i]
        executor = jenjang == "pelaksana"
        kerangka.posisi.append(
            Posisi(
                unit=unit,
                nama=nama,
                jenis="PELAKSANA" if executor else "FUNGSIONAL",
                jenjang=jenjang,
                kelas=kelas,
                kebutuhan=count,
                profil=_profil(jenjang, unit.urusan),
                pendidikan=kata.PELAKSANA[nama][1] if executor else "",
            )
        )


def _profil(jenjang: str, urusan: str) -> str:
    if jenjang == "pelaksana":
        return f"Pelaksana urusan {urusan}"
    return f"{jenjang.replace('_', ' ').capitalize()} urusan {urusan}"


def duduki(kerangka: Kerangka) -> None:
    """How many people sit on each position: n in all, with vacancies, shortage and surplus."""
    rng, n = kerangka.rng, kerangka.n
    heads = [p for p in kerangka.posisi if p.jenis == "STRUKTURAL"]
    others = [p for p in kerangka.posisi if p.jenis != "STRUKTURAL"]
    for posisi in heads:
        posisi.terisi = 1
    for posisi in kosong(heads, n, rng):
        posisi.terisi = 0
    for posisi in others:
        rate = 1.06 if posisi.jenis == "PELAKSANA" else 0.9
        posisi.terisi = max(0, round(posisi.kebutuhan * rate + rng.gauss(0, 0.35)))
    left = n - sum(p.terisi for p in kerangka.posisi)
    while left and others:
        posisi = others[int(rng.random() * len(others))]
        if left > 0:
            posisi.terisi += 1
            left -= 1
        elif posisi.terisi:
            posisi.terisi -= 1
            left += 1


def kosong(heads: list[Posisi], n: int, rng: random.Random) -> list[Posisi]:
    """Managerial seats without a holder; never the Sekda nor the personnel office's head."""
    small = n < KECIL
    quota = {JPT: 0, ADM: 4, PGS: 4} if small else {JPT: 2, ADM: 5 + n // 260, PGS: 6 + n // 160}
    keep = {"Sekretaris Daerah", f"Kepala {kata.KANTOR[0][0]}", "Inspektur Daerah"}
    found: list[Posisi] = []
    for jenjang in SEBUTAN:
        pool = [
            p for p in heads
            if p.jenjang == jenjang and p.nama not in keep and p.unit.kantor.nama != kata.KANTOR[0][0]
        ]  # fmt: skip
        most = len(pool) // 2 if small else max(len(pool) // 8, 2)
        found += rng.sample(pool, min(quota[jenjang], most, len(pool)))
    return found


def beban(kerangka: Kerangka) -> None:
    """Workload sheets whose total rounds to the need of every position."""
    rng = kerangka.rng
    for posisi in kerangka.posisi:
        pool = kata.TUGAS
        if posisi.nama.startswith("Guru"):
            pool = kata.TUGAS_GURU
        elif posisi.unit.jenis == "PUSKESMAS" and posisi.jenis == "FUNGSIONAL":
            pool = kata.TUGAS_KESEHATAN
        tasks = rng.sample(pool, 3)
        minutes = int((posisi.kebutuhan + rng.uniform(-0.44, 0.44)) * EFEKTIF)
        minutes = max(minutes, EFEKTIF // 2 + 500)
        weights = [rng.uniform(0.5, 1.5) for _ in tasks]
        parts = bagi(minutes, weights)
        made = [
            Tugas(uraian, satuan, menit, max(1, part // menit))
            for (uraian, satuan, menit), part in zip(tasks, parts, strict=True)
        ]
        made.sort(key=lambda task: task.menit)
        # What the whole volumes left over goes to the shortest task, so that the total still rounds.
        rest = minutes - sum(task.menit * task.volume for task in made)
        first = made[0]
        made[0] = first._replace(volume=max(1, first.volume + rest // first.menit))
        posisi.tugas = made
