"""Views of the map and of the list of people as rows of an export."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from asn_portal.berkas.ekspor import Isi
from asn_portal.core.dates import long_date
from jabatan.peta.enums import StatusASN
from jabatan.peta.permissions import number_reader
from jabatan.peta.selectors.pegawai import details
from jabatan.peta.selectors.syarat import golongan_lengkap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from jabatan.peta.models import Pegawai
    from jabatan.peta.selectors.angka import Baris, Jumlah
    from jabatan.peta.selectors.unit import PohonUnit, Simpul

CHUNK = 2_000  # people whose seats, ranks and degrees are read at once
JABATAN_COLUMNS = (
    "Perangkat daerah", "Unit", "Jabatan", "Jenjang", "Kelas", "Bezetting (B)", "Kebutuhan (K)",
    "Kurang", "Lebih", "Pensiun 12 bulan",
)  # fmt: skip
OPD_COLUMNS = (
    "Perangkat daerah", "Kebutuhan (K)", "Bezetting (B)", "Kurang", "Lebih",
    "Jabatan tanpa pejabat", "Pensiun 12 bulan",
)  # fmt: skip
PEGAWAI_COLUMNS = (
    "Nama", "NIP", "Status", "Pangkat/golongan", "Jabatan", "Unit", "Perangkat daerah",
    "Pendidikan tertinggi", "Tanggal pensiun",
)  # fmt: skip


def position_table(title: str, rows: Sequence[Baris], pohon: PohonUnit) -> Isi:
    """Flat table of positions; shortage and surplus in columns of their own."""

    def names(row: Baris) -> tuple[str, str]:
        node = pohon.simpul.get(row.unit_id)
        opd = pohon.opd_of(node) if node else None
        return (opd.nama if opd else "", node.nama if node else "")

    return Isi(
        title,
        _slug(title),
        JABATAN_COLUMNS,
        lambda: (
            (*names(r), r.nama, r.jenjang_label, r.kelas, r.bezetting, r.kebutuhan, r.kurang,
             r.lebih, r.pensiun)
            for r in rows
        ),
        jumlah=len(rows),
    )  # fmt: skip


def office_table(title: str, rows: Sequence[tuple[Simpul, Jumlah]]) -> Isi:
    """One line per office."""
    return Isi(
        title,
        _slug(title),
        OPD_COLUMNS,
        lambda: (
            (n.nama, j.kebutuhan, j.bezetting, j.kurang, j.lebih, j.kosong, j.pensiun)
            for n, j in rows
        ),
        jumlah=len(rows),
    )


def people_table(
    user: Any, people: QuerySet[Pegawai], jumlah: int, pohon: PohonUnit, on: date
) -> Isi:
    """The list of people as filtered; NIP only for those who may see it in full."""
    title = f"Daftar pegawai {long_date(on)}"
    return Isi(
        title,
        _slug(title),
        PEGAWAI_COLUMNS,
        lambda: _people(user, people, pohon, on),
        jumlah=jumlah,
    )


def _people(
    user: Any, people: QuerySet[Pegawai], pohon: PohonUnit, on: date
) -> Iterator[tuple[Any, ...]]:
    """Rows without a model instance per person, some thousands at a time."""
    may_see = number_reader(user)
    status = dict(StatusASN.choices)
    found = people.values_list(
        "pk", "orang_id", "orang__gelar_depan", "orang__nama", "orang__gelar_belakang", "nip",
        "status", "instansi_id", "unit_id", "unit__opd_id",
    ).iterator(chunk_size=CHUNK)  # fmt: skip
    while chunk := list(islice(found, CHUNK)):
        more = details([row[0] for row in chunk], on=on)
        for pk, orang, depan, nama, belakang, nip, state, instansi, unit, office in chunk:
            node = pohon.simpul.get(unit)
            opd = pohon.opd_of(node) if node else None
            seat, rank = more.kursi.get(pk), more.golongan.get(pk)
            yield (
                full_name(depan, nama, belakang),
                nip if may_see(orang, instansi, office) else masked(nip),
                status[state],
                golongan_lengkap(rank) if rank else "–",
                seat[0] if seat else "",
                node.nama if node else "",
                opd.nama if opd else "",
                more.jenjang(pk) or "",
                seat[2] if seat else None,
            )


def full_name(depan: str, nama: str, belakang: str) -> str:
    """As `Orang.nama_lengkap` writes it, from the columns."""
    return f"{f'{depan} ' if depan else ''}{nama}{f', {belakang}' if belakang else ''}"


def masked(nip: str) -> str:
    """19860926********01, as on the pages."""
    return f"{nip[:8]}********{nip[-2:]}"


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
