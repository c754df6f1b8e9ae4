"""Who is not in a ranking and why: failed gates, unknown facts, missing values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jabatan import merit
from jabatan.penempatan.selectors import kata

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jabatan.merit import GateResult
    from jabatan.penempatan.models import Lowongan


TERTUTUP = "tidak ditampilkan"


@dataclass(frozen=True, slots=True)
class Gerbang:
    """One gate for one person in words."""

    nomor: int
    nama: str
    aturan: str
    hasil: str
    dimiliki: str
    dasar: str
    paling_cepat: str
    pemasok: str

    @property
    def kata_hasil(self) -> str:
        """The answer as a person reads it."""
        return {
            merit.MEMENUHI: "Memenuhi",
            merit.TIDAK_MEMENUHI: "Belum memenuhi",
            merit.PERLU_VERIFIKASI: "Perlu verifikasi",
        }[self.hasil]

    @property
    def nada(self) -> str:
        """Tone of the tag."""
        return {
            merit.MEMENUHI: "daun",
            merit.TIDAK_MEMENUHI: "bata",
            merit.PERLU_VERIFIKASI: "kunyit",
        }[self.hasil]


def gerbang(
    lowongan: Lowongan, results: Sequence[GateResult], *, disiplin: bool = True
) -> list[Gerbang]:
    """Gates of a vacancy for one person: rule, value held, legal basis, earliest date.

    Without the right to discipline only the answer of that gate, never the case (domain §10.5).
    """
    found = [
        Gerbang(
            nomor=number,
            nama=kata.NAMA_SYARAT[gate["kode"]],
            aturan=kata.aturan(gate),
            hasil=result.hasil,
            dimiliki=kata.dimiliki(result),
            dasar=gate.get("dasar", ""),
            paling_cepat=kata.hari(result.paling_cepat) if result.paling_cepat else "",
            pemasok=kata.PEMASOK_SYARAT[gate["kode"]],
        )
        for number, (gate, result) in enumerate(zip(lowongan.syarat, results, strict=True), 1)
    ]
    if disiplin:
        return found
    closed = kata.NAMA_SYARAT["disiplin"]
    return [
        replace(
            one, nama=kata.INTEGRITAS, aturan=kata.INTEGRITAS, dimiliki=TERTUTUP, paling_cepat=""
        )
        if one.nama == closed
        else one
        for one in found
    ]


@dataclass(frozen=True, slots=True)
class Sebab:
    """One choice of the reason filter."""

    nomor: int
    nama: str
    jumlah: int


def sebab(lowongan: Lowongan, seat: merit.SeatResult) -> list[Sebab]:
    """Every gate with the number of people who fail it."""
    return [
        Sebab(number, kata.aturan(gate), count)
        for number, (gate, count) in enumerate(
            zip(lowongan.syarat, seat.failed_by_gate, strict=True), 1
        )
    ]


def yang_gagal(found: merit.Outcomes, nomor: int | None) -> list[int]:
    """Positions that fail, all of them or at one gate (counted from 1)."""
    if nomor is None:
        return [int(one) for one in found.failed]
    if 1 <= nomor <= len(found.template.syarat):
        return [int(one) for one in found.failed_at(nomor - 1)]
    return []


@dataclass(frozen=True, slots=True)
class Kurang:
    """A person whose place cannot be computed yet."""

    pegawai_id: int
    butir: list[Mapping[str, str]]


def belum_lengkap(
    found: merit.Outcomes, limit: int, *, disiplin: bool
) -> tuple[list[Kurang], list[Kurang]]:
    """People with unknown gates, and people with missing values; what and who must supply it.

    Without `disiplin` an unclear case is not told from other matters of integrity.
    """
    ids = found.frozen.shard.people.ids
    doubtful = []
    for position in found.doubtful[:limit].tolist():
        unknown = [
            gate
            for gate, result in zip(found.template.syarat, found.gates_of(position), strict=True)
            if result.hasil == merit.PERLU_VERIFIKASI
        ]
        doubtful.append(
            Kurang(
                int(ids[position]),
                [
                    {
                        "nama": kata.NAMA_SYARAT[gate.kode]
                        if disiplin or gate.kode != "disiplin"
                        else kata.INTEGRITAS,
                        "pemasok": kata.PEMASOK_SYARAT[gate.kode],
                    }
                    for gate in unknown
                ],
            )
        )
    incomplete = [
        Kurang(
            int(ids[position]),
            [{"nama": kata.NAMA_UNSUR[one], "pemasok": kata.PEMASOK_UNSUR[one]} for one in names],
        )
        for position, names in found.incomplete()[:limit]
    ]
    return doubtful, incomplete


@dataclass(frozen=True, slots=True)
class Penutup:
    """Why nobody is left: the step that removed the last person (empty: data are missing)."""

    terakhir: str
    pelonggaran: list[tuple[str, int]]


def tanpa_calon(lowongan: Lowongan, found: merit.Outcomes, seat: merit.SeatResult) -> Penutup:
    """Shown when nobody is eligible; rules are never relaxed silently."""
    last = ""
    for gate, count in zip(lowongan.syarat, seat.funnel, strict=True):
        if count == 0:
            last = kata.aturan(gate)
            break
    cost = [
        (kata.aturan(gate), merit.stopped_by_one(found, number))
        for number, gate in enumerate(lowongan.syarat)
    ]
    return Penutup(last, [(words, count) for words, count in cost if count])
