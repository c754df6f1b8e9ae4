"""Rows of a position map: which unit, title, kind, level and need each of them means."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from asn_portal.berkas.registry import Salah
from jabatan.peta.enums import JenisJabatan, Jenjang
from jabatan.peta.importers.kata import (
    AKHIRAN_JENJANG,
    MANAJERIAL,
    URUTAN_JENJANG,
    baku,
    jenis_of,
    jenjang_of,
)
from jabatan.peta.importers.rujukan import (
    Posisi,
    RujukanError,
    indeks_jabatan,
    indeks_nomenklatur,
    indeks_unit,
)
from jabatan.peta.models import IsiPeta, ProfilSyarat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asn_portal.berkas.registry import Baris, Konteks

MAKS_KEBUTUHAN = 5_000
AWALAN_JUMLAH = ("jumlah", "total", "grand total")
# How many words a title shares with the leading post of its unit to be that post.
KATA_KEPALA = {
    "kepala": 2, "sekretaris": 2, "asisten": 2, "camat": 1, "lurah": 1, "inspektur": 1,
    "direktur": 1,
}  # fmt: skip


@dataclass(slots=True, eq=False)
class Isian:
    """A row of the map on its way."""

    baris: Baris
    unit: int = 0
    jenis: str = ""
    jenjang: str = ""
    kebutuhan: int = 0
    posisi: Posisi | None = None
    profil: int | None = None
    salah: list[Salah] = field(default_factory=list)
    peringatan: list[str] = field(default_factory=list)


def adalah_jumlah(row: Baris) -> bool:
    """A printed total, no position."""
    text = baku(row.nilai["jabatan"])
    return text.startswith(AWALAN_JUMLAH) and not row.nilai.get("kelas")


class PembacaPeta:
    """Finds unit, title, kind and level of every row."""

    def __init__(self, ctx: Konteks) -> None:
        self.units = indeks_unit(ctx)
        self.posisi = indeks_jabatan(ctx)
        self.nomen = indeks_nomenklatur(ctx)
        self.profil = dict(
            ProfilSyarat.objects.filter(instansi=ctx.instansi).values_list("nama", "pk")
        )
        self.profil_baku = {baku(nama): pk for nama, pk in self.profil.items()}
        self.tercatat: dict[int, int] = dict(
            IsiPeta.objects.in_force(ctx.instansi.pk).values_list("jabatan_id", "kebutuhan")
        )
        self.berjenjang: dict[str, list[str]] = defaultdict(list)  # functional titles, their levels
        for nomen in sorted(self.nomen.by_id.values(), key=lambda n: URUTAN_JENJANG[n.jenjang]):
            if found := AKHIRAN_JENJANG.search(baku(nomen.nama)):
                title = baku(nomen.nama)[: found.start()].strip()
                self.berjenjang[title].append(Jenjang(nomen.jenjang).label)
        self.cache: dict[str, int | str] = {}

    def baca(self, baris: Sequence[Baris]) -> list[Isian]:
        """All rows; what cannot be found is a fault of the row."""
        seen: dict[tuple[int, str], int] = {}
        nomor: dict[str, int] = {}
        hasil = []
        for row in baris:
            satu = Isian(row)
            hasil.append(satu)
            if adalah_jumlah(row):
                continue
            label = row.nilai.get("nomor")
            earlier = nomor.setdefault(label, row.nomor) if label and "." in label else row.nomor
            if earlier != row.nomor:
                satu.salah.append(Salah("nomor", f"Nomor sama dengan baris {earlier}."))
            self._unit(satu)
            self._jabatan(satu)
            title = satu.posisi.nomen.nama if satu.posisi else row.nilai["jabatan"]
            key = (satu.unit, baku(title))
            earlier = seen.setdefault(key, row.nomor) if satu.unit else row.nomor
            if earlier != row.nomor:
                satu.salah.append(
                    Salah(
                        "jabatan", f"Jabatan ini sudah ada untuk unit yang sama di baris {earlier}."
                    )
                )
        return hasil

    def _unit(self, satu: Isian) -> None:
        nilai = satu.baris.nilai
        text = nilai.get("unit") or nilai.get("nama_unit")
        if not text:
            satu.salah.append(Salah("unit", "Isi UNIT dengan kode atau nama unit."))
            return
        if text not in self.cache:
            try:
                self.cache[text] = self.units.cari(text)
            except RujukanError as error:
                self.cache[text] = str(error)
        found = self.cache[text]
        if isinstance(found, str):
            satu.salah.append(Salah("unit" if nilai.get("unit") else "nama_unit", found))
        else:
            satu.unit = found

    def _jabatan(self, satu: Isian) -> None:
        nilai = satu.baris.nilai
        nama, jenis = nilai["jabatan"], nilai.get("jenis")
        satu.posisi = self.posisi.by_nama.get((satu.unit, baku(nama))) or self._kepala(satu)
        self._kebutuhan(satu)
        profil = nilai.get("profil")
        if profil:
            satu.profil = self.profil_baku.get(baku(profil))
            if satu.profil is None:
                satu.salah.append(
                    Salah(
                        "profil", f'Profil syarat "{profil}" belum ada. Impor profil syarat dulu.'
                    )
                )
        title = satu.posisi.nomen if satu.posisi else self.nomen.nama(nama, jenis)
        jenjang = nilai.get("jenjang") or (title.jenjang if title else jenjang_of(nama, jenis))
        if jenjang is None:
            satu.salah.append(self._tanpa_jenjang(satu))
            return
        satu.jenjang = jenjang
        satu.jenis = jenis or (title.jenis if title else jenis_of(jenjang))
        if satu.posisi and satu.posisi.nomen.jenjang != jenjang:
            satu.salah.append(
                Salah(
                    "jenjang",
                    f"Jabatan ini tercatat dengan jenjang {Jenjang(satu.posisi.nomen.jenjang).label}.",
                )
            )
        if satu.jenis == JenisJabatan.STRUKTURAL and satu.kebutuhan > 1:
            satu.salah.append(Salah("kebutuhan", "Jabatan manajerial hanya punya satu kursi."))

    def _kepala(self, satu: Isian) -> Posisi | None:
        """The post that leads the unit, whatever the file calls it: "Kepala Bagian SDA".

        A file that tells the levels is taken at its word.
        """
        leader = self.posisi.pemimpin.get(satu.unit)
        if leader is None:
            return None
        words = baku(satu.baris.nilai["jabatan"]).split()
        if words == ["kepala", *baku(self.units.nama[satu.unit]).split()]:
            return leader
        same = 0 if "jenjang" in satu.baris.nilai else KATA_KEPALA.get(words[0], 0)
        if same and words[:same] == baku(leader.nomen.nama).split()[:same]:
            satu.peringatan.append(f'Dibaca sebagai "{leader.nomen.nama}", pemimpin unit ini.')
            return leader
        return None

    def _kebutuhan(self, satu: Isian) -> None:
        """An empty need beside people is no need (e-formasi); a need that is known stays."""
        nilai = satu.baris.nilai
        need = nilai.get("kebutuhan")
        if need is None and nilai.get("bezetting"):
            need = self.tercatat.get(satu.posisi.pk, 0) if satu.posisi else 0
            satu.peringatan.append(f"KEBUTUHAN kosong dan BEZETTING terisi: dibaca {need}.")
        if need is None:
            satu.salah.append(Salah("kebutuhan", "Isi KEBUTUHAN. Tulis 0 bila tidak dibutuhkan."))
        elif need > MAKS_KEBUTUHAN:
            satu.salah.append(Salah("kebutuhan", f"Paling besar {MAKS_KEBUTUHAN} per jabatan."))
        else:
            satu.kebutuhan = need

    def _tanpa_jenjang(self, satu: Isian) -> Salah:
        """The level is told by nothing: point at the cell that can be mended, and how."""
        nilai = satu.baris.nilai
        kolom = "jenjang" if "jenjang" in nilai else "jabatan"
        levels = self.berjenjang.get(baku(nilai["jabatan"]).removesuffix(" (jf)"))
        if levels:
            pilihan = ", ".join(dict.fromkeys(levels))
            return Salah(kolom, f"Sebutkan jenjang jabatan fungsional ini: {pilihan}.")
        return Salah(
            kolom,
            "Jabatan ini tidak ada di referensi jabatan. Perbaiki namanya, atau isi kolom JENIS "
            "(pelaksana) atau JENJANG.",
        )


def pemimpin(ctx: Konteks, isian: Sequence[Isian]) -> dict[int, Isian | None]:
    """Who leads a unit that has no leader yet: the single highest managerial position."""
    led = indeks_jabatan(ctx).pemimpin
    by_unit: dict[int, list[Isian]] = defaultdict(list)
    for satu in isian:
        if not satu.salah and satu.unit not in led and satu.jenjang in MANAJERIAL:
            by_unit[satu.unit].append(satu)
    chosen: dict[int, Isian | None] = {}
    for unit, rows in by_unit.items():
        if any(row.baris.nilai.get("memimpin") for row in rows):
            continue
        rows.sort(key=lambda row: URUTAN_JENJANG[row.jenjang])
        alone = len(rows) == 1 or rows[0].jenjang != rows[1].jenjang
        chosen[unit] = rows[0] if alone else None
    return chosen
