"""The three SIASN references of positions: struktural, fungsional, pelaksana."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from asn_portal.berkas import parsers as p
from asn_portal.berkas.registry import JenisImpor, Kolom, Rencana, Salah, Tulis, daftarkan
from asn_portal.core.enums import Sumber
from jabatan.peta.enums import JenisJabatan, Jenjang
from jabatan.peta.importers.kata import (
    ESELON,
    ESELON_BUKAN_MANAJERIAL,
    ESELON_OF,
    JENJANG_ALIAS,
    KODE_JENJANG,
    baku,
)
from jabatan.peta.importers.rujukan import (
    IndeksNomenklatur,
    Nomen,
    indeks_jabatan,
    indeks_nomenklatur,
    indeks_unit,
)
from jabatan.peta.models import Jabatan, NomenklaturJabatan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from asn_portal.berkas.registry import Baris, Konteks

FUNGSIONAL = {str(jenjang): str(Jenjang(jenjang).label) for jenjang in KODE_JENJANG.values()}
FUNGSIONAL_ALIAS = {word: code for word, code in JENJANG_ALIAS.items() if code in FUNGSIONAL}


class Judul:
    """Titles of one import: known, or made once for all rows that use them."""

    def __init__(self, ctx: Konteks, jenis: str) -> None:
        self.instansi_id = ctx.instansi.pk
        self.jenis = jenis
        self.index: IndeksNomenklatur = indeks_nomenklatur(ctx)
        self.dibuat: dict[str, Tulis] = {}

    def tulis(self, nama: str, jenjang: str) -> Tulis:
        """The title with this name and level; a namesake of another level carries its level."""
        known = self.index.nama(nama, self.jenis)
        if known is not None and known.jenjang != jenjang:
            nama = self.beda(nama, jenjang)
            known = self.index.nama(nama, self.jenis)
        made = self.dibuat.get(baku(nama))
        if made is None:
            key: dict[str, Any] = {"id": known.pk} if known else self._key(nama)
            made = self.dibuat[baku(nama)] = Tulis(NomenklaturJabatan, key, {"jenjang": jenjang})
        return made

    def _key(self, nama: str) -> dict[str, Any]:
        return {"instansi_id": self.instansi_id, "jenis": self.jenis, "nama": nama}

    @staticmethod
    def beda(nama: str, jenjang: str) -> str:
        """Name of the rarer namesake."""
        return f"{nama} ({Jenjang(jenjang).label})"


@daftarkan
class JabatanStruktural(JenisImpor):
    kode, judul, urutan = "jabatan-struktural", "Referensi jabatan struktural", 20
    keterangan = "ID sama dengan ID unit yang dipimpin. Impor unit lebih dulu."
    sumber = Sumber.PETA
    ringkas = ("nama",)
    kolom = (
        Kolom("id", "ID", p.kode(), wajib=True, kunci=True, alias=("UNOR ID", "JABATAN ID")),
        Kolom("unor", "Nama_unor", p.nama(250), contoh="Dinas Kesehatan"),
        Kolom("nama", "Nama_jabatan", p.nama(250), wajib=True, contoh="Kepala Dinas Kesehatan"),
        Kolom("eselon", "Eselon_id", p.kode(2, 2), wajib=True, contoh="22"),
    )

    def rencanakan(self, ctx: Konteks, baris: Sequence[Baris]) -> list[Rencana]:
        """The title, and the position that leads the unit."""
        units, positions = indeks_unit(ctx), indeks_jabatan(ctx)
        titles = Judul(ctx, JenisJabatan.STRUKTURAL)
        common = _commonest(baris)
        plans: list[Rencana] = []
        for row in baris:
            eselon, nama = row.nilai["eselon"], row.nilai["nama"]
            unit = units.by_kode.get(row.nilai["id"].lower())
            jenjang = ESELON.get(eselon)
            if unit is None:
                plans.append(_salah("id", "Unit dengan ID ini belum ada. Impor unit lebih dulu."))
            elif eselon in ESELON_BUKAN_MANAJERIAL:
                plans.append(
                    Rencana(
                        peringatan=[f"Eselon {eselon} bukan jabatan manajerial; baris dilewati."]
                    )
                )
            elif jenjang is None:
                plans.append(_salah("eselon", f"Kode eselon {eselon} tidak dikenal."))
            else:
                if common[baku(nama)] != jenjang and not titles.index.nama(nama, titles.jenis):
                    nama = Judul.beda(nama, jenjang)
                title = titles.tulis(nama, jenjang)
                leading = positions.pemimpin.get(unit)
                key: dict[str, Any] = (
                    {"id": leading.pk} if leading else {"unit_id": unit, "nomenklatur": title}
                )
                nilai: dict[str, Any] = {"memimpin": True}
                if leading:
                    nilai["nomenklatur"] = title
                plans.append(
                    Rencana([Tulis(Jabatan, key, nilai, {"instansi_id": ctx.instansi.pk}), title])
                )
        return plans

    def ekspor(self, ctx: Konteks) -> Iterator[Mapping[str, Any]]:
        """Leading positions."""
        units, positions = indeks_unit(ctx), indeks_jabatan(ctx)
        for posisi in sorted(positions.pemimpin.values(), key=lambda found: found.pk):
            yield {
                "id": units.kode[posisi.unit],
                "unor": units.nama.get(posisi.unit),
                "nama": _tanpa_beda(posisi.nomen),
                "eselon": ESELON_OF.get(Jenjang(posisi.nomen.jenjang)),
            }


def _tanpa_beda(nomen: Nomen) -> str:
    return nomen.nama.removesuffix(f" ({Jenjang(nomen.jenjang).label})")


def _commonest(baris: Sequence[Baris]) -> dict[str, str]:
    """The level under which a title stands most often; it keeps the plain name."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for row in baris:
        jenjang = ESELON.get(row.nilai["eselon"])
        if jenjang:
            counted[baku(row.nilai["nama"])][str(jenjang)] += 1
    return {nama: count.most_common(1)[0][0] for nama, count in counted.items()}


def _salah(kolom: str, pesan: str) -> Rencana:
    return Rencana(salah=[Salah(kolom, pesan)])


class Referensi(JenisImpor):
    """Titles with a SIASN id of their own."""

    jenis_jabatan: str
    sumber = Sumber.PETA

    def nilai_baris(self, row: Baris) -> dict[str, Any]:
        """Fields that the row gives."""
        raise NotImplementedError

    def rencanakan(self, ctx: Konteks, baris: Sequence[Baris]) -> list[Rencana]:
        """Known by SIASN id, else by name."""
        index = indeks_nomenklatur(ctx)
        seen: dict[str, int] = {}
        plans: list[Rencana] = []
        for row in baris:
            kode, nama = row.nilai["id"], row.nilai["nama"]
            by_kode = index.by_kode.get((self.jenis_jabatan, kode.lower()))
            by_nama = index.nama(nama, self.jenis_jabatan)
            earlier = seen.setdefault(baku(nama), row.nomor)
            if earlier != row.nomor:
                plans.append(_salah("nama", f"Nama jabatan sama dengan baris {earlier}."))
                continue
            if by_nama and (by_kode or by_nama.kode) and by_nama != by_kode:
                plans.append(
                    _salah("nama", f"Nama ini sudah dipakai jabatan dengan ID {by_nama.kode}.")
                )
                continue
            known = by_kode or by_nama
            nilai = self.nilai_baris(row)
            if known is None:
                key = {"instansi_id": ctx.instansi.pk, "jenis": self.jenis_jabatan, "nama": nama}
                nilai["kode_siasn"] = kode
            else:
                key = {"id": known.pk}
                if baku(known.nama) != baku(nama):
                    nilai["nama"] = nama
                if not known.kode:
                    nilai["kode_siasn"] = kode
            plans.append(Rencana([Tulis(NomenklaturJabatan, key, nilai)]))
        return plans

    def baris_ekspor(self, ctx: Konteks) -> Iterator[Any]:
        """Stored titles of the kind that have a SIASN id."""
        return iter(
            NomenklaturJabatan.objects.filter(
                instansi=ctx.instansi, jenis=self.jenis_jabatan, kode_siasn__isnull=False
            ).order_by("nama", "pk")
        )


@daftarkan
class JabatanFungsional(Referensi):
    kode, judul, urutan = "jabatan-fungsional", "Referensi jabatan fungsional", 21
    jenis_jabatan = JenisJabatan.FUNGSIONAL
    ringkas = ("nama",)
    kolom = (
        Kolom("id", "ID", p.kode(), wajib=True, kunci=True, alias=("JABATAN ID",)),
        Kolom("nama", "Nama", p.nama(250), wajib=True, alias=("Nama Jabatan", "JABATAN NAMA"),
              contoh="Analis Kebijakan Ahli Muda"),
        Kolom("bup", "BUP", p.bulat(45, 75), contoh="58", alias=("BUP USIA",)),
        Kolom("jenjang", "JENJANG", p.pilihan(FUNGSIONAL, FUNGSIONAL_ALIAS), wajib=True, contoh="MU"),
    )  # fmt: skip

    def nilai_baris(self, row: Baris) -> dict[str, Any]:
        """Level and retirement age."""
        nilai: dict[str, Any] = {"jenjang": row.nilai["jenjang"]}
        if "bup" in row.nilai:
            nilai["bup"] = row.nilai["bup"]
        return nilai

    def ekspor(self, ctx: Konteks) -> Iterator[Mapping[str, Any]]:
        """Titles of functional positions."""
        for row in self.baris_ekspor(ctx):
            yield {"id": row.kode_siasn, "nama": row.nama, "bup": row.bup, "jenjang": row.jenjang}


@daftarkan
class JabatanPelaksana(Referensi):
    kode, judul, urutan = "jabatan-pelaksana", "Referensi jabatan pelaksana", 22
    jenis_jabatan = JenisJabatan.PELAKSANA
    ringkas = ("nama",)
    kolom = (
        Kolom("id", "ID", p.kode(), wajib=True, kunci=True, alias=("JABATAN ID",)),
        Kolom("nama", "Nama", p.nama(250), wajib=True, alias=("Nama Jabatan", "JABATAN NAMA"),
              contoh="Pengadministrasi Perkantoran"),
    )  # fmt: skip

    def nilai_baris(self, row: Baris) -> dict[str, Any]:  # noqa: ARG002 -- one level only
        """All are of one level."""
        return {"jenjang": Jenjang.PELAKSANA}

    def ekspor(self, ctx: Konteks) -> Iterator[Mapping[str, Any]]:
        """Titles of pelaksana."""
        for row in self.baris_ekspor(ctx):
            yield {"id": row.kode_siasn, "nama": row.nama}
