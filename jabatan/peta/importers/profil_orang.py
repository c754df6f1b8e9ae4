"""Who a row of Profil ASN is: kind of employment, number checks, the person in the portal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from asn_portal.berkas.registry import Salah
from asn_portal.core.crypto import nik_index
from asn_portal.core.models import Orang
from jabatan.peta.enums import StatusASN
from jabatan.peta.importers.kata import PARUH_WAKTU_AKTIF, PPPK_AKTIF, is_pppk
from jabatan.peta.kalkulator.nik import PESAN as PESAN_NIK
from jabatan.peta.kalkulator.nik import check_nik
from jabatan.peta.kalkulator.nip import (
    KODE_PERJANJIAN,
    PESAN,
    JenisNIP,
    KesalahanNIP,
    NIPCheck,
    check_nip,
)
from jabatan.peta.models import Pegawai

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from asn_portal.berkas.registry import Baris, Konteks

_KOLOM_SALAH = {
    KesalahanNIP.TANGGAL_LAHIR_BERBEDA: "tanggal_lahir",
    KesalahanNIP.JENIS_KELAMIN_BERBEDA: "kelamin",
}


def status_asn(nilai: Mapping[str, Any]) -> str:
    """PNS, CPNS, PPPK or part-time, from what the row says; the number decides last."""
    words = f"{nilai.get('kedudukan') or ''} {nilai.get('jenis_pegawai') or ''}".upper()
    kode, declared = nilai.get("kedudukan_id"), nilai.get("jenis_asn")
    if kode == PARUH_WAKTU_AKTIF or "PARUH WAKTU" in words:
        return StatusASN.PPPK_PARUH_WAKTU
    if declared == StatusASN.PPPK_PARUH_WAKTU:
        return StatusASN.PPPK_PARUH_WAKTU
    if kode == PPPK_AKTIF or "PPPK" in words or "PERJANJIAN KERJA" in words:
        return StatusASN.PPPK
    if declared == StatusASN.PPPK:
        return StatusASN.PPPK
    if declared is None and nilai["nip"][12:14] == KODE_PERJANJIAN:
        return StatusASN.PPPK
    if nilai.get("status") == "C" or declared == StatusASN.CPNS:
        return StatusASN.CPNS
    return StatusASN.PNS


def periksa_nip(
    nilai: Mapping[str, Any], status: str, hari_ini: date
) -> tuple[NIPCheck, list[Salah]]:
    """The number against the kind of employment, the birth date and the sex of the row."""
    check = check_nip(
        nilai["nip"],
        JenisNIP.PPPK if is_pppk(status) else JenisNIP.PNS,
        tanggal_lahir=nilai.get("tanggal_lahir"),
        jenis_kelamin=nilai.get("kelamin"),
        hari_ini=hari_ini,
    )
    kind = "NI PPPK" if is_pppk(status) else "NIP PNS"
    faults = []
    for fault in check.kesalahan:
        kolom = _KOLOM_SALAH.get(fault)
        if kolom == "tanggal_lahir" and check.tanggal_lahir:
            pesan = f"Berbeda dari NIP, yang memuat {check.tanggal_lahir:%d-%m-%Y}."
        elif kolom == "kelamin":
            pesan = "Berbeda dari angka ke-15 NIP."
        else:
            pesan = f"{kind} tidak cocok: {PESAN[fault]}."
        faults.append(Salah(kolom or "nip", pesan))
    return check, faults


def periksa_nik(nik: str, check: NIPCheck, hari_ini: date) -> list[str]:
    """Where the NIK is odd or differs from the NIP: warnings only, NIK are often mistaken."""
    found = check_nik(
        nik,
        hari_ini=hari_ini,
        tanggal_lahir=check.tanggal_lahir,
        jenis_kelamin=check.jenis_kelamin,
    )
    words = [PESAN_NIK[fault] for fault in found.kesalahan]
    words += [PESAN_NIK[warning] for warning in found.peringatan]
    return [f"Periksa NIK: {text}." for text in words]


@dataclass(slots=True)
class Dikenal:
    """A person in employment as the portal has him."""

    pegawai: int
    orang: int
    nip: str
    pns_id: str | None


@dataclass(slots=True)
class IndeksOrang:
    """People of the instansi by PNS ID and NIP, numbers taken elsewhere, people by NIK."""

    by_pns_id: dict[str, Dikenal] = field(default_factory=dict)
    by_nip: dict[str, Dikenal] = field(default_factory=dict)
    nip_instansi_lain: set[str] = field(default_factory=set)
    by_nik: dict[bytes, int] = field(default_factory=dict)
    punya_nik: dict[int, bytes] = field(default_factory=dict)
    indeks_nik: dict[str, bytes] = field(default_factory=dict)
    pegawai_aktif_of: dict[int, int] = field(default_factory=dict)

    def cari(self, nilai: Mapping[str, Any]) -> tuple[Dikenal | None, Salah | None]:
        """By PNS ID, then by NIP; two different people are a fault of the row."""
        pns_id, nip = nilai.get("pns_id"), nilai["nip"]
        by_id = self.by_pns_id.get(pns_id.lower()) if pns_id else None
        by_nip = self.by_nip.get(nip)
        if nip in self.nip_instansi_lain:
            return None, Salah("nip", "NIP ini perlu diverifikasi BKPSDM sebelum dapat dipakai.")
        if by_id and by_nip and by_id.pegawai != by_nip.pegawai:
            return None, Salah("nip", "NIP ini milik pegawai dengan PNS ID lain.")
        if by_nip and pns_id and by_nip.pns_id and by_nip.pns_id.lower() != pns_id.lower():
            return None, Salah("pns_id", "NIP ini sudah tercatat dengan PNS ID lain.")
        return by_id or by_nip, None

    def orang_of(
        self, nilai: Mapping[str, Any], known: Dikenal | None
    ) -> tuple[int | None, Salah | None]:
        """The human being: that of the employment, else the one with this NIK."""
        nik = nilai.get("nik")
        by_nik = self.by_nik.get(self.indeks_nik[nik]) if nik else None
        if known is None:
            if by_nik is not None and by_nik in self.pegawai_aktif_of:
                return None, Salah("nik", "NIK ini milik pegawai aktif dengan NIP lain.")
            return by_nik, None
        if by_nik is not None and by_nik != known.orang:
            return None, Salah("nik", "NIK ini sudah tercatat atas nama orang lain.")
        return known.orang, None


def indeks_orang(ctx: Konteks, baris: Sequence[Baris]) -> IndeksOrang:
    """Four queries for the whole file."""
    index = IndeksOrang()
    rows = Pegawai.objects.filter(instansi=ctx.instansi).values_list(
        "pk", "orang_id", "nip", "pns_id", "aktif"
    )
    for pk, orang, nip, pns_id, aktif in rows.iterator(chunk_size=10_000):
        known = Dikenal(pk, orang, nip, pns_id)
        index.by_nip[nip] = known
        if pns_id:
            index.by_pns_id[pns_id.lower()] = known
        if aktif:
            index.pegawai_aktif_of[orang] = pk
    strangers = [b.nilai["nip"] for b in baris if b.nilai["nip"] not in index.by_nip]
    index.nip_instansi_lain = set(
        Pegawai.objects.filter(nip__in=strangers).values_list("nip", flat=True)
    )
    niks = {nik for b in baris if (nik := b.nilai.get("nik"))}
    index.indeks_nik = {nik: nik_index(nik) for nik in niks}
    if niks:
        people = Orang.objects.filter(nik_indeks__isnull=False).values_list("nik_indeks", "pk")
        wanted = set(index.indeks_nik.values())
        for stored, pk in people.iterator(chunk_size=10_000):
            value = bytes(stored or b"")
            if value in wanted:
                index.by_nik[value] = pk
            index.punya_nik[pk] = value
        others = set(index.by_nik.values()) - index.pegawai_aktif_of.keys()
        index.pegawai_aktif_of |= dict(
            Pegawai.objects.filter(orang__in=others, aktif=True).values_list("orang_id", "pk")
        )
    return index
