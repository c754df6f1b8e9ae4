"""Competences of the dictionary: nine generic ones, technical ones as the office names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asn_portal.berkas.registry import Tulis
from jabatan.peta.enums import JenisKompetensi
from jabatan.peta.importers.bidang import slug
from jabatan.peta.importers.kata import baku, rapi
from jabatan.peta.models import Kompetensi

if TYPE_CHECKING:
    from asn_portal.berkas.registry import Konteks

# PermenPANRB 38/2017: eight managerial and one socio-cultural competence.
GENERIK = (
    "Integritas",
    "Kerja Sama",
    "Komunikasi",
    "Orientasi pada Hasil",
    "Pelayanan Publik",
    "Pengembangan Diri dan Orang Lain",
    "Mengelola Perubahan",
    "Pengambilan Keputusan",
    "Perekat Bangsa",
)
SOSIAL_KULTURAL = "Perekat Bangsa"
# PermenPANRB 3/2020, in its order.
POTENSI = (
    "Kemampuan Intelektual",
    "Kemampuan Interpersonal",
    "Kesadaran Diri",
    "Berpikir Kritis dan Strategis",
    "Menyelesaikan Permasalahan",
    "Kecerdasan Emosional",
    "Belajar Cepat dan Mengembangkan Diri",
    "Motivasi dan Komitmen",
)


class BukuKompetensi:
    """Competences by name and code."""

    def __init__(self, ctx: Konteks) -> None:
        self.instansi_id = ctx.instansi.pk
        self.by_nama: dict[str, int] = {}
        for pk, kode, nama in Kompetensi.objects.filter(instansi=ctx.instansi).values_list(
            "pk", "kode", "nama"
        ):
            self.by_nama[baku(nama)] = pk
            self.by_nama.setdefault(baku(kode), pk)
        self.baru: dict[str, Tulis] = {}

    def cari(self, nama: str) -> int | None:
        """Known competence."""
        found = self.by_nama.get(baku(nama))
        return found if found is not None else self.by_nama.get(slug(nama))

    def kompetensi(self, nama: str) -> int | Tulis:
        """The competence with this name, made once where it is new."""
        known = self.cari(nama)
        if known is not None:
            return known
        kode = slug(nama)
        if kode not in self.baru:
            places = {baku(name): place for place, name in enumerate(GENERIK)}
            place = places.get(baku(nama))
            jenis = JenisKompetensi.TEKNIS if place is None else JenisKompetensi.MANAJERIAL
            if baku(nama) == baku(SOSIAL_KULTURAL):
                jenis = JenisKompetensi.SOSIAL_KULTURAL
            awal = {
                "nama": rapi(nama)[:150] if place is None else GENERIK[place],
                "jenis": jenis,
                "urutan": 100 if place is None else place + 1,
            }
            self.baru[kode] = Tulis(
                Kompetensi, {"instansi_id": self.instansi_id, "kode": kode}, {}, awal,
                sebutan="Kompetensi",
            )  # fmt: skip
        return self.baru[kode]
