"""What is known about a few people, rule sets in force, and the merit card of one person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from asn_portal.core.models import Aturan
from jabatan.merit import (
    COMPONENTS,
    DAY_UNKNOWN,
    FINAL_SCALE,
    FULL,
    KINERJA,
    STATUS,
    Coefficients,
    Policy,
    missing,
    points,
    read_policy,
    score,
    sensitivity,
    to_day,
    values_of,
)
from jabatan.peta import merit_source as sumber_peta
from jabatan.peta.models import BidangIlmu, Pegawai
from jabatan.talenta.engine import kalimat, kotak
from jabatan.talenta.engine.baku import ATURAN_BAKU
from jabatan.talenta.engine.fakta import FaktaOrang, read_person
from jabatan.talenta.engine.indikator import Indikator, read_indikator
from jabatan.talenta.engine.kasus import kandidat
from jabatan.talenta.engine.komponen import komponen
from jabatan.talenta.engine.nilai import SEBUTAN, Keadaan
from kinerja.penilaian import merit_source as sumber_penilaian
from pelatihan import merit_source as sumber_pelatihan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from jabatan.peta.merit_source import Ukuran
    from jabatan.talenta.engine.nilai import Nilai

POIN = 100


@dataclass(frozen=True, slots=True)
class AturanBerlaku:
    """The three rule sets of a day; `disegel` is False while an instansi has sealed none."""

    kebijakan: Mapping[str, Any]
    indikator_isi: Mapping[str, Any]
    syarat: Mapping[str, Any]
    nama: str
    dasar_hukum: str
    digest: tuple[str, ...]
    disegel: bool

    @property
    def policy(self) -> Policy:
        """Weights and thresholds for the engine."""
        return read_policy(self.kebijakan)

    @property
    def indikator(self) -> Indikator:
        """Values of the indicators."""
        return read_indikator(self.indikator_isi)

    @property
    def talenta(self) -> Coefficients:
        """Weights of the nilai talenta alone, without any technical test."""
        policy = self.policy
        return Coefficients(policy.bobot, policy.poros, (FULL, 0), policy.ambang)


def aturan_berlaku(instansi_id: int, on: date) -> AturanBerlaku:
    """Sealed rule sets in force on the day; the standard one where none is sealed."""
    rows = Aturan.objects.filter(
        instansi_id=instansi_id, disegel_at__isnull=False, periode__contains=on
    )
    found = {row.kode: row for row in rows}
    isi = {
        kode: found[kode].isi if kode in found else baku[2] for kode, baku in ATURAN_BAKU.items()
    }
    nama, dasar, _ = ATURAN_BAKU["BOBOT"]
    bobot = found.get("BOBOT")
    return AturanBerlaku(
        kebijakan=isi["BOBOT"],
        indikator_isi=isi["INDIKATOR"],
        syarat=isi["SYARAT"],
        nama=str(bobot) if bobot else nama,
        dasar_hukum=bobot.dasar_hukum if bobot else dasar,
        digest=tuple(found[kode].digest if kode in found else "" for kode in sorted(ATURAN_BAKU)),
        disegel=len(found) == len(ATURAN_BAKU),
    )


SUMBER: Final = (sumber_peta.SUMBER, sumber_penilaian.SUMBER, sumber_pelatihan.SUMBER)


def collect_facts(instansi_id: int, pegawai_ids: Iterable[int] | None = None) -> Any:
    """Tidy rows of all sources, by person, kind and time."""
    return sumber_peta.facts(SUMBER, instansi_id, pegawai_ids)


def split(rows: Any) -> Iterator[tuple[int, slice]]:
    """Which tidy rows belong to each person."""
    ids, starts = np.unique(rows["pegawai"], return_index=True)
    ends = [*starts[1:].tolist(), len(rows)]
    for pegawai, start, end in zip(ids.tolist(), starts.tolist(), ends, strict=False):
        yield pegawai, slice(start, end)


def fakta_orang(instansi_id: int, pegawai_ids: Iterable[int]) -> dict[int, tuple[str, FaktaOrang]]:
    """Public code and facts of a few people, straight from the tables of record."""
    ids = list(pegawai_ids)
    facts = collect_facts(instansi_id, ids)
    plain = facts[["jenis", "kode", "lain", "a", "b"]].tolist()
    rows = {pegawai: plain[part] for pegawai, part in split(facts)}
    people = Pegawai.objects.filter(pk__in=ids, instansi_id=instansi_id).values_list(
        "pk", "kode", "status", "orang__tanggal_lahir"
    )
    return {
        pk: (
            kode,
            read_person(
                rows.get(pk, []), STATUS[status], DAY_UNKNOWN if lahir is None else to_day(lahir)
            ),
        )
        for pk, kode, status, lahir in people
    }


def kandidat_orang(
    instansi_id: int,
    pegawai_ids: Iterable[int],
    acuan: date,
    aturan: Indikator,
    lowongan: Mapping[str, int] | None = None,
) -> dict[int, dict[str, Any]]:
    """People in the golden `kandidat` form.

    `komponen` is measured against the own seat; `lowongan` (id to profile) fills `per_lowongan`.
    """
    ids = list(pegawai_ids)
    ukuran = sumber_peta.measures(instansi_id)
    own = sumber_peta.own_profiles(instansi_id, acuan, ids)
    bidang = dict(BidangIlmu.objects.filter(instansi_id=instansi_id).values_list("pk", "kode"))
    program = sumber_pelatihan.program_names(instansi_id, ids)
    found = {}
    for pk, (kode, fakta) in fakta_orang(instansi_id, ids).items():
        keadaan = Keadaan(fakta, acuan, aturan, ukuran.get(own.get(pk, 0)))
        found[pk] = kandidat(kode, keadaan, komponen(keadaan), bidang=bidang, program=program)
        if lowongan:
            found[pk]["per_lowongan"] = {
                name: per_profil(fakta, acuan, aturan, ukuran[profil])
                for name, profil in lowongan.items()
            }
    return found


def per_profil(
    fakta: FaktaOrang, acuan: date, aturan: Indikator, ukuran: Ukuran
) -> dict[str, int | None]:
    """The two components that depend on the profile of the target seat."""
    nilai = komponen(Keadaan(fakta, acuan, aturan, ukuran))
    return {
        name: None if nilai[name].nilai < 0 else nilai[name].nilai
        for name in ("kompetensi", "bidang_ilmu")
    }


def bukti_banyak(
    instansi_id: int, pegawai_ids: Iterable[int], acuan: date, aturan: Indikator
) -> dict[int, dict[str, Nilai]]:
    """Components of a few people with evidence, against the profile of the own seat."""
    ids = list(pegawai_ids)
    own = sumber_peta.own_profiles(instansi_id, acuan, ids)
    ukuran = sumber_peta.measures(instansi_id, set(own.values()))
    return {
        pk: komponen(Keadaan(fakta, acuan, aturan, ukuran.get(own.get(pk, 0))))
        for pk, (_, fakta) in fakta_orang(instansi_id, ids).items()
    }


def bukti_orang(
    instansi_id: int, pegawai_id: int, acuan: date, aturan: Indikator, profil_id: int | None = None
) -> dict[str, Nilai]:
    """Components of one person with evidence, against a profile or else the own seat's."""
    if profil_id is None:
        return bukti_banyak(instansi_id, [pegawai_id], acuan, aturan)[pegawai_id]
    _, fakta = fakta_orang(instansi_id, [pegawai_id])[pegawai_id]
    ukuran = sumber_peta.measures(instansi_id, {profil_id})
    return komponen(Keadaan(fakta, acuan, aturan, ukuran.get(profil_id)))


@dataclass(frozen=True, slots=True)
class KomponenKartu:
    """One line of the card; points in hundredths, contribution as exact decimal text."""

    nama: str
    sebutan: str
    sumbu: str
    bobot: int  # hundredths of a percent of the axis
    nilai: int | None
    sumbangan: str | None
    bukti: str
    kurang: str
    pemasok: str
    dipotong: bool


@dataclass(frozen=True, slots=True)
class Langkah:
    """An action that would raise the nilai talenta, if everything else stays."""

    nama: str
    sebutan: str
    kalimat: str
    tambah: str  # exact points


@dataclass(frozen=True, slots=True)
class KartuMerit:
    """Merit card of one person; axes, value and box only where nothing is missing."""

    acuan: date
    aturan: str
    dasar_hukum: str
    komponen: tuple[KomponenKartu, ...]
    kinerja: str | None
    potensial: str | None
    nilai: str | None
    kotak: int | None
    nama_kotak: str
    rekomendasi: tuple[str, ...]
    langkah: tuple[Langkah, ...]

    @property
    def kurang(self) -> tuple[KomponenKartu, ...]:
        """Weighted components without a value."""
        return tuple(one for one in self.komponen if one.nilai is None and one.bobot)

    @property
    def lengkap(self) -> bool:
        """Whether the box is known."""
        return self.kotak is not None


def kartu_merit(pegawai: Pegawai, on: date) -> KartuMerit:
    """Components, axes, box and the three most useful steps of one person on a day."""
    berlaku = aturan_berlaku(pegawai.instansi_id, on)
    aturan, rule = berlaku.indikator, berlaku.talenta
    nilai = bukti_orang(pegawai.instansi_id, pegawai.pk, on, aturan)
    values = values_of({name: one.nilai for name, one in nilai.items() if one.nilai >= 0})
    absent = missing(values, rule)
    printed: dict[str, Any] = {} if absent else score(values, rule).printed()
    box = printed.get("kotak")
    return KartuMerit(
        acuan=on,
        aturan=berlaku.nama,
        dasar_hukum=berlaku.dasar_hukum,
        komponen=tuple(
            _line(name, nilai[name], weight, factor)
            for name, weight, factor in zip(COMPONENTS, rule.bobot, rule.parts[:-1], strict=True)
        ),
        kinerja=kotak.axis(values, rule, kinerja=True),
        potensial=kotak.axis(values, rule, kinerja=False),
        nilai=printed.get("talenta"),
        kotak=box,
        nama_kotak=kotak.NAMA[box] if box else "",
        rekomendasi=kotak.REKOMENDASI[box] if box else (),
        langkah=_steps(values, rule, aturan),
    )


def _line(name: str, one: Nilai, weight: int, factor: int) -> KomponenKartu:
    known = one.nilai >= 0
    return KomponenKartu(
        nama=name,
        sebutan=SEBUTAN[name],
        sumbu="kinerja" if name in KINERJA else "potensial",
        bobot=weight,
        nilai=one.nilai if known else None,
        sumbangan=points(one.nilai * factor, FINAL_SCALE) if known else None,
        bukti=one.bukti,
        kurang=one.kurang,
        pemasok=one.pemasok,
        dipotong=one.dipotong,
    )


def _steps(values: tuple[int, ...], rule: Coefficients, aturan: Indikator) -> tuple[Langkah, ...]:
    """Integrity only recovers with time, and what is missing is asked for, not advised."""
    found = [
        Langkah(
            one.nama, SEBUTAN[one.nama], kalimat.langkah(one.nama, one.menjadi, aturan), one.poin
        )
        for one in sensitivity(values, rule, aturan.tangga)
        if one.nilai is not None and one.nama != "integritas"
    ]
    return tuple(found[:3])
