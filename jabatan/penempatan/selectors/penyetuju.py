"""Who must say yes: heads of the releasing and the receiving office, or the next higher one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F

from asn_portal.core.enums import Peran
from asn_portal.core.errors import DomainError
from asn_portal.core.models import Penugasan
from jabatan.penempatan.enums import SisiPersetujuan
from jabatan.peta.enums import JenisPemangku, JenisUnit
from jabatan.peta.models import PemangkuJabatan, VersiUnit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from asn_portal.core.models import Orang
    from jabatan.peta.models import Kursi, Pegawai


@dataclass(frozen=True, slots=True)
class Penyetuju:
    """One head in the chain."""

    sisi: str
    unit_id: int
    nama_unit: str
    orang: Orang
    jabatan: str
    sebab: str  # why this person and not the head of the unit; empty = the head
    punya_peran: bool  # may open the approval page today

    @property
    def sisi_label(self) -> str:
        """Words of the side."""
        return SisiPersetujuan(self.sisi).label


@dataclass(frozen=True, slots=True)
class _Office:
    nama: str
    jenis: str
    induk_id: int | None  # office of the parent unit


def opd_asal(pegawai: Pegawai, kursi_asal: Kursi | None) -> int | None:
    """Office that the person leaves."""
    if kursi_asal is not None:
        return kursi_asal.jabatan.unit.opd_id
    return pegawai.unit.opd_id if pegawai.unit else None


class Kepala:
    """Heads of all offices of an instansi on one day; three queries whatever the chain."""

    def __init__(self, instansi_id: int, on: date) -> None:
        rows = VersiUnit.objects.filter(
            unit__instansi_id=instansi_id, unit_id=F("unit__opd_id"), periode__contains=on
        ).values_list("unit_id", "nama", "jenis", "induk__opd_id")
        self.offices = {pk: _Office(nama, jenis, induk) for pk, nama, jenis, induk in rows}
        self.definitive: dict[int, PemangkuJabatan] = {}
        self.acting: set[int] = set()
        held = PemangkuJabatan.objects.filter(
            instansi_id=instansi_id,
            kursi__jabatan__memimpin=True,
            kursi__jabatan__unit_id=F("kursi__jabatan__unit__opd_id"),
            periode__contains=on,
        ).select_related("pegawai__orang", "kursi__jabatan__unit")
        for row in held:
            assert row.kursi is not None  # noqa: S101 -- filtered by the seat
            unit_id = row.kursi.jabatan.unit_id
            if row.jenis == JenisPemangku.DEFINITIF:
                self.definitive[unit_id] = row
            else:
                self.acting.add(unit_id)
        duties = Penugasan.objects.filter(instansi_id=instansi_id, periode__contains=on)
        self.ppk: set[int] = set()
        self.heads: set[int] = set()
        for orang_id, peran in duties.filter(peran__in=[Peran.PPK, Peran.KEPALA_OPD]).values_list(
            "orang_id", "peran"
        ):
            (self.ppk if peran == Peran.PPK else self.heads).add(orang_id)

    def find(self, sisi: str, opd_id: int, parties: Mapping[int, str]) -> Penyetuju:
        """The head of this office, else of the next higher one, last the Sekda; never the PPK."""
        sebab = ""
        for unit_id in self._chain(opd_id):
            row, refusal = self._candidate(unit_id, parties)
            if row is not None:
                return Penyetuju(
                    sisi=sisi,
                    unit_id=opd_id,
                    nama_unit=self._name(opd_id),
                    orang=row.pegawai.orang,
                    jabatan=row.nama_jabatan,
                    sebab=sebab,
                    punya_peran=row.pegawai.orang_id in self.heads,
                )
            sebab = sebab or refusal
        raise DomainError(
            f"Tidak ada pejabat definitif yang dapat menyetujui untuk {self._name(opd_id)}. "
            "Isi dahulu jabatan pimpinannya atau jabatan Sekretaris Daerah."
        )

    def answers_for(self, orang_id: int | None, opd_id: int) -> bool:
        """Whether the person leads this office, or one above it, on the day."""
        rows = (self.definitive.get(unit_id) for unit_id in self._chain(opd_id))
        return any(row is not None and row.pegawai.orang_id == orang_id for row in rows)

    def _chain(self, opd_id: int) -> list[int]:
        chain: list[int] = []
        current: int | None = opd_id
        while current is not None and current not in chain:
            chain.append(current)
            office = self.offices.get(current)
            current = office.induk_id if office else None
        setda = [pk for pk, one in self.offices.items() if one.jenis == JenisUnit.SETDA]
        return [*chain, *(pk for pk in sorted(setda) if pk not in chain)]

    def _candidate(
        self, unit_id: int, parties: Mapping[int, str]
    ) -> tuple[PemangkuJabatan | None, str]:
        row = self.definitive.get(unit_id)
        if row is None:
            state = "dijabat pelaksana tugas" if unit_id in self.acting else "kosong"
            return None, f"Jabatan pimpinan {self._name(unit_id)} {state}"
        orang_id = row.pegawai.orang_id
        reason = parties.get(orang_id) or ("adalah PPK" if orang_id in self.ppk else "")
        if reason:
            return None, f"Pimpinan {self._name(unit_id)} {reason}"
        return row, ""

    def _name(self, unit_id: int) -> str:
        office = self.offices.get(unit_id)
        return office.nama if office else "unit ini"


def rantai(
    *, kursi: Kursi, kursi_asal: Kursi | None, pegawai: Pegawai, pengusul_id: int, on: date
) -> list[Penyetuju]:
    """Approvers of a move, in parallel: one when it stays in an office or one head speaks for both."""
    heads = Kepala(kursi.instansi_id, on)
    parties = {pengusul_id: "adalah pengusul", pegawai.orang_id: "adalah pegawai yang diusulkan"}
    menerima_id = kursi.jabatan.unit.opd_id or kursi.jabatan.unit_id
    menerima = heads.find(SisiPersetujuan.MENERIMA, menerima_id, parties)
    melepas_id = opd_asal(pegawai, kursi_asal)
    if melepas_id is None or melepas_id == menerima_id:
        return [menerima]
    melepas = heads.find(SisiPersetujuan.MELEPAS, melepas_id, parties)
    if melepas.orang.pk == menerima.orang.pk:
        return [menerima]
    return [melepas, menerima]
