"""A city of any size for measuring: the same seed gives the same people, whose names are numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from django.db import connection
from django.db.models import F

from asn_portal.core.models import Instansi, Orang, UnitKerja
from asn_portal.core.models.dasar import ALPHABET
from asn_portal.perintah.tolok_ukur.salin import salin
from jabatan.peta.enums import JenisKompetensi
from jabatan.peta.models import BidangIlmu, Kompetensi, Pegawai, ProgramStudi

if TYPE_CHECKING:
    from numpy.random import Generator

    Column = Any

ACUAN: Final = date(2026, 3, 2)
HARI_INI: Final = np.datetime64(ACUAN, "D")
BENIH: Final = 2026
RUMPUN: Final = 8  # families of study
GENERIK: Final = 9  # managerial and socio-cultural competences
TEKNIS_RUMPUN: Final = 3
DINILAI: Final = 3  # families in whose competences a person was assessed
PROGRAM_RUMPUN: Final = 4
ORANG_PER_OPD: Final = 60
_DAYS: Final = 365.25


@dataclass(frozen=True, slots=True)
class Warga:
    """Columns of all people that the rest of the city is drawn from."""

    n: int
    acak: Generator
    ids: Column
    rumpun: Column
    lahir: Column
    masuk: Column
    status: Column
    pns: Column
    sekolah: Column  # 0 SLTA, 1 D3, 2 S1, 3 S2, 4 S3
    mutu: Column  # how able, normal around 0
    nip: list[str]

    @property
    def masa(self) -> Column:
        """Years of service."""
        return (HARI_INI - self.masuk).astype(np.int64) / _DAYS


def tanpa_pemicu() -> None:
    """Bulk load of generated rows: no row history, no foreign key checks (superuser only)."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")


def dengan_pemicu() -> None:
    """Back to normal."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = origin")


def kode_acak(acak: Generator, n: int) -> list[str]:
    """Distinct public codes."""
    letters = np.array(list(ALPHABET))[acak.integers(len(ALPHABET), size=(n, 10))]
    found = ["".join(row) for row in letters.tolist()]
    if len(set(found)) != n:
        raise ValueError("Two codes are equal; choose another seed.")
    return found


def rujukan() -> Instansi:
    """Instansi, fields of study, programmes and the dictionary of competences."""
    instansi = Instansi.objects.create(
        kode="tolok", nama="Pemerintah Kota Tolok Ukur", jenis="KOTA", kota="Tolok Ukur",
        zona_waktu="Asia/Jakarta",
    )  # fmt: skip
    bidang = BidangIlmu.objects.bulk_create(
        BidangIlmu(instansi=instansi, kode=f"bidang-{i}", nama=f"Bidang {i}") for i in range(RUMPUN)
    )
    ProgramStudi.objects.bulk_create(
        # The last programme of every third family is not mapped to a field yet.
        ProgramStudi(
            instansi=instansi,
            nama_baku=f"PROGRAM {i}-{j}",
            bidang=None if j == PROGRAM_RUMPUN - 1 and i % 3 == 0 else one,
        )
        for i, one in enumerate(bidang)
        for j in range(PROGRAM_RUMPUN)
    )
    kinds = [JenisKompetensi.MANAJERIAL] * (GENERIK - 1) + [JenisKompetensi.SOSIAL_KULTURAL]
    kinds += [JenisKompetensi.TEKNIS] * (RUMPUN * TEKNIS_RUMPUN)
    Kompetensi.objects.bulk_create(
        Kompetensi(
            instansi=instansi, kode=f"kompetensi-{i}", nama=f"Kompetensi {i}", jenis=k, urutan=i
        )
        for i, k in enumerate(kinds)
    )
    return instansi


def warga(instansi: Instansi, n: int) -> Warga:
    """People with birth, entry, status and schooling, as rows of the real tables."""
    acak = np.random.default_rng(BENIH)
    units = UnitKerja.objects.bulk_create(
        UnitKerja(instansi=instansi, kode=f"opd-{i}") for i in range(max(2, n // ORANG_PER_OPD))
    )
    UnitKerja.objects.filter(instansi=instansi).update(opd_id=F("pk"))
    age = acak.uniform(24, 57.9, n)
    lahir = HARI_INI - (age * _DAYS).astype("m8[D]")
    start = np.minimum(acak.uniform(22, 32, n), age - 0.5)
    masuk = lahir + (start * _DAYS).astype("m8[D]")
    masuk = masuk.astype("M8[M]").astype("M8[D]")
    status = acak.choice(["PNS", "CPNS", "PPPK", "PPPK_PARUH_WAKTU"], n, p=[0.72, 0.03, 0.2, 0.05])
    found = Warga(
        n=n,
        acak=acak,
        ids=np.arange(1, n + 1),
        rumpun=acak.integers(RUMPUN, size=n),
        lahir=lahir,
        masuk=masuk,
        status=status,
        pns=np.isin(status, ["PNS", "CPNS"]),
        sekolah=acak.choice(5, n, p=[0.2, 0.15, 0.48, 0.15, 0.02]),
        mutu=acak.normal(0, 1, n),
        nip=_nip(lahir, masuk, acak),
    )
    names = [f"Pegawai {i:06d}" for i in found.ids.tolist()]
    salin(
        Orang,
        {
            "id": found.ids,
            "kode": kode_acak(acak, n),
            "nama": names,
            "nama_urut": [name.lower() for name in names],
            "tanggal_lahir": lahir,
            "jenis_kelamin": acak.choice(["L", "P"], n),
        },
    )
    salin(
        Pegawai,
        {
            "id": found.ids,
            "instansi_id": instansi.pk,
            "orang_id": found.ids,
            "kode": kode_acak(acak, n),
            "nip": found.nip,
            "status": status,
            "unit_id": np.array([unit.pk for unit in units])[acak.integers(len(units), size=n)],
            "aktif": True,
        },
    )
    return found


def _nip(lahir: Column, masuk: Column, acak: Generator) -> list[str]:
    """18 digits: birth, month of entry, sex, serial number; all different."""
    sex, serial = acak.integers(1, 3, len(lahir)), acak.integers(1, 900, len(lahir))
    taken: set[str] = set()
    found = []
    births, entries = np.datetime_as_string(lahir), np.datetime_as_string(masuk)
    for birth, entry, s, number in zip(births, entries, sex, serial, strict=True):
        head = f"{birth.replace('-', '')}{entry[:4]}{entry[5:7]}{s}"
        last = int(number)
        while f"{head}{last:03d}" in taken:
            last += 1
        taken.add(f"{head}{last:03d}")
        found.append(f"{head}{last:03d}")
    return found
