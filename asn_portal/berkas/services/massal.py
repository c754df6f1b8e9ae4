"""Plans as columns: the short way for files in which every row is one row of one model.

It judges and writes what `banding` and `tulis` would, without an object per row. Whatever columns
cannot express (references between rows, two rows for one key, a row that the database refuses) is
left to the long way, which names the rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import compress
from typing import TYPE_CHECKING, Any

from django.db.models import Model

from asn_portal.berkas.registry import Hasil, JenisImpor, RencanaKolom, Tulis
from asn_portal.berkas.services.banding import Peta, Simpul, cari, nilai_lama
from asn_portal.berkas.services.bidang import bidang
from asn_portal.berkas.services.perubahan import sebutkan
from asn_portal.berkas.services.putusan import BARU, BERMASALAH, BERUBAH, SAMA, Putusan, susun
from asn_portal.berkas.services.tulis import nomor_baru, uji_batasan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asn_portal.berkas.engine.tafsir import Tafsiran
    from asn_portal.berkas.registry import Rencana
    from asn_portal.berkas.services.putusan import Penilaian
    from asn_portal.berkas.services.tulis import Penulis


@dataclass(slots=True)
class Massal:
    """The healthy rows of a file as columns, compared with the database."""

    jenis: JenisImpor
    tafsiran: Tafsiran
    model: type[Model]
    posisi: Sequence[int]  # place of each healthy row among the rows of the file
    kolom: dict[str, list[Any]]  # attribute name → value of each healthy row
    orang: list[int | None]
    baru: list[bool]
    simpul: list[Simpul]  # of the rows that are there already
    tempat: list[int]  # place of each of them among the healthy rows
    tersentuh: list[bool] = field(default_factory=list)  # healthy rows that are new or change

    def nilai(self) -> Penilaian:
        """Verdict on every row of the file."""
        perubahan = sebutkan(self.jenis, self.simpul)
        putusan = Putusan([BERMASALAH] * len(self.tafsiran.nomor))
        self.tersentuh = list(self.baru)
        for i, baru in zip(self.posisi, self.baru, strict=True):
            putusan.status[i] = BARU if baru else SAMA
        for i, simpul in zip(self.tempat, self.simpul, strict=True):
            if isi := perubahan.get(id(simpul)):
                self.tersentuh[i] = True
                putusan.status[self.posisi[i]] = BERUBAH
                putusan.perubahan[self.posisi[i]] = isi
        return susun(self.jenis, self.tafsiran, putusan, [])

    def tulis(self, penulis: Penulis) -> Hasil:
        """Changed rows, then new ones."""
        penulis.tulis(self.simpul)
        jumlah = sum(self.baru)
        if jumlah:
            semua = jumlah == len(self.baru)
            isi = {n: v if semua else list(compress(v, self.baru)) for n, v in self.kolom.items()}
            penulis.buat_kolom(self.model, nomor_baru(self.model, jumlah), isi)
        uji_batasan(self.simpul)
        orang = {satu for satu in compress(self.orang, self.tersentuh) if satu is not None}
        return Hasil({}, penulis.dibuat, penulis.diubah, orang, _tidak_lagi)

    def berubah(self) -> tuple[bool, bool]:
        """Whether anything is written, and whether every touched row says of whom."""
        return any(self.tersentuh), None not in compress(self.orang, self.tersentuh)


def _tidak_lagi(_: Sequence[Tulis]) -> None:
    raise LookupError("kinds that write more afterwards go the long way")


def cocok(jenis: JenisImpor) -> bool:
    """Whether the kind has no work of its own after the planning."""
    ini = type(jenis)
    return ini.setelah is JenisImpor.setelah and ini.hilang is JenisImpor.hilang


def dari_rencana(rencana: Sequence[Rencana]) -> RencanaKolom | None:
    """Plans of equal shape as columns; None when they differ."""
    baik = [satu for satu in rencana if not satu.salah]
    if not baik or any(len(satu.tulis) != 1 or satu.peringatan for satu in baik):
        return None
    tulis = [satu.tulis[0] for satu in baik]
    contoh = tulis[0]
    bentuk = (contoh.model, *contoh.kunci, "", *contoh.nilai)
    if any(t.awal or t.sebutan or (t.model, *t.kunci, "", *t.nilai) != bentuk for t in tulis):
        return None
    if any(isinstance(satu.orang, Tulis) for satu in rencana):
        return None
    orang = [satu.orang if isinstance(satu.orang, int) else None for satu in rencana]
    kosong = Tulis(contoh.model, dict.fromkeys(contoh.kunci), dict.fromkeys(contoh.nilai))
    semua = [kosong if satu.salah else satu.tulis[0] for satu in rencana]
    return RencanaKolom(
        contoh.model,
        {n: [t.kunci[n] for t in semua] for n in contoh.kunci},
        {n: [t.nilai[n] for t in semua] for n in contoh.nilai},
        orang,
    )


def siapkan(
    jenis: JenisImpor, tafsiran: Tafsiran, rencana: RencanaKolom, posisi: Sequence[int]
) -> Massal | None:
    """Compare columns with the database; None where only the long way can tell."""
    info = bidang(rencana.model)
    nomor = tafsiran.nomor
    sehat = [nomor[i] not in tafsiran.kesalahan for i in posisi]
    semua = all(sehat)

    def ambil(kolom: dict[str, list[Any]]) -> dict[str, list[Any]]:
        return {info.nama(n): v if semua else list(compress(v, sehat)) for n, v in kolom.items()}

    kunci, nilai = ambil(rencana.kunci), ambil(rencana.nilai)
    if not kunci or info.pk in kunci or any(map(_merujuk, [*kunci.values(), *nilai.values()])):
        return None
    names = tuple(sorted(kunci))
    tanda = list(zip(*(kunci[n] for n in names), strict=True))
    beda = set(tanda)
    if len(beda) != len(tanda):
        return None
    ditemukan = cari(rencana.model, names, beda, kunci_baris=True)
    pks = list(map(ditemukan.get, tanda)) if ditemukan else [None] * len(tanda)
    tempat = [i for i, pk in enumerate(pks) if pk is not None] if ditemukan else []
    simpul = [
        Simpul(
            model=rencana.model,
            pk=pks[i],
            nilai={n: v[i] for n, v in nilai.items()},
            awal={},
            kunci={},
            sebutan="",
        )
        for i in tempat
    ]
    nilai_lama(Peta(simpul), kunci_baris=True)
    return Massal(
        jenis=jenis,
        tafsiran=tafsiran,
        model=rencana.model,
        posisi=posisi if semua else list(compress(posisi, sehat)),
        kolom=kunci | nilai,
        orang=rencana.orang if semua else list(compress(rencana.orang, sehat)),
        baru=[pk is None for pk in pks],
        simpul=simpul,
        tempat=tempat,
    )


def _merujuk(kolom: Sequence[Any]) -> bool:
    return any(issubclass(jenis, Tulis | Model) for jenis in set(map(type, kolom)))
