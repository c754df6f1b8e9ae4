"""Check and save are one: plan, compare, write; the check rolls back what it wrote."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import compress
from typing import TYPE_CHECKING, Any

from django.db import transaction

from asn_portal.berkas.registry import Hasil, RencanaKolom, Tulis
from asn_portal.berkas.services.banding import Peta, Simpul, bandingkan, hidup
from asn_portal.berkas.services.massal import Massal, cocok, dari_rencana, siapkan
from asn_portal.berkas.services.pemulung import tanpa_pemulung
from asn_portal.berkas.services.perubahan import sebutkan
from asn_portal.berkas.services.putusan import BARU, BERMASALAH, BERUBAH, SAMA, Putusan, susun
from asn_portal.berkas.services.riwayat import siapkan_riwayat
from asn_portal.berkas.services.tulis import BarisDitolakError, Penulis, uji_batasan
from asn_portal.core import evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from asn_portal.berkas.engine.tafsir import Tafsiran
    from asn_portal.berkas.registry import Baris, JenisImpor, Konteks, Rencana
    from asn_portal.berkas.services.putusan import Penilaian

# Rows that the database itself refuses are found one after another; then the file as a whole is.
MAX_REFUSALS = 20


@dataclass(slots=True)
class _Kerja:
    """Plans of the rows whose cells could be read."""

    jenis: JenisImpor
    ctx: Konteks
    baris: list[Baris]
    rencana: list[Rencana]
    tafsiran: Tafsiran
    peta: Peta = field(default_factory=Peta)

    def salah(self, posisi: int) -> bool:
        return self.baris[posisi].nomor in self.tafsiran.kesalahan

    def tandai(self, posisi: int, pesan: str, kolom: str = "") -> None:
        self.tafsiran.salah(self.baris[posisi].nomor, kolom, pesan)

    def nilai(self) -> Penilaian:
        """Verdict on every row of the file."""
        return _nilai(self)

    def tulis(self, penulis: Penulis) -> Hasil:
        """All plans, then the work of the kind that follows from them."""
        return _tulis(self, penulis)

    def berubah(self) -> tuple[bool, bool]:
        """Whether anything is written, and whether every touched row says of whom."""
        berubah = list(_berubah(self))
        return bool(berubah), all(satu.orang is not None for satu in berubah)


def nilai_berkas(
    jenis: JenisImpor,
    ctx: Konteks,
    tafsiran: Tafsiran,
    *,
    simpan: bool,
    lewati: bool = False,
    jejak_impor_id: int | None = None,
    harus_sidik: str = "",
) -> Penilaian:
    """Judge all rows; with `simpan` also write them, within the caller's transaction.

    Nothing is written when a row is wrong (unless `lewati`), or when `harus_sidik` is not what
    this run finds: then the answer has `tersimpan` False.
    """

    def coba(kerja: Massal | _Kerja) -> Penilaian:
        penilaian = kerja.nilai()
        boleh = simpan and (lewati or not penilaian.bermasalah)
        if harus_sidik and penilaian.sidik != harus_sidik:
            boleh = False
        with transaction.atomic():
            penulis = Penulis(jejak_impor_id if boleh else None)
            siapkan_riwayat(coba=not boleh, jenis=jenis.kode)
            hasil = kerja.tulis(penulis)
            if boleh:
                penulis.tutup_jejak()
                _bump(jenis, ctx, kerja, hasil)
            else:
                transaction.set_rollback(True)
        return _catat_hasil(penilaian, hasil, tersimpan=boleh)

    with transaction.atomic(), tanpa_pemulung():
        rencana, massal = _rencanakan(jenis, ctx, tafsiran)
        if massal is not None:
            try:
                return coba(massal)
            except BarisDitolakError:
                pass  # the long way tells which row it was
        kerja = _kerja(jenis, ctx, tafsiran, rencana)
        for _ in range(MAX_REFUSALS):
            _bandingkan(kerja)
            try:
                return coba(kerja)
            except BarisDitolakError as error:
                if not _salahkan(kerja, error):
                    raise
    raise BarisDitolakError("Terlalu banyak baris yang ditolak basis data.", [])


def _rencanakan(
    jenis: JenisImpor, ctx: Konteks, tafsiran: Tafsiran
) -> tuple[RencanaKolom | list[Rencana], Massal | None]:
    """Plans of the readable rows, as columns where the kind or its plans allow it."""
    kesalahan = tafsiran.kesalahan
    posisi: Sequence[int] = range(len(tafsiran.nomor))
    kolom: dict[str, list[Any]] = tafsiran.kolom
    if kesalahan:
        baca = [nomor not in kesalahan for nomor in tafsiran.nomor]
        posisi = list(compress(posisi, baca))
        kolom = {kode: list(compress(values, baca)) for kode, values in kolom.items()}
    rata = jenis.rencanakan_kolom(ctx, kolom)
    rencana: RencanaKolom | list[Rencana]
    if rata is None:
        baris = tafsiran.baris
        rencana = jenis.rencanakan(ctx, [baris[i] for i in posisi])
        rata = dari_rencana(rencana) if cocok(jenis) else None
        salah = {i: satu.salah for i, satu in enumerate(rencana) if satu.salah}
        jumlah = len(rencana)
    else:
        rencana = rata
        salah = {i: [satu] for i, satu in rata.salah.items()}
        jumlah = len(rata.orang)
    if jumlah != len(posisi):
        raise LookupError(f"{jenis.kode}: {jumlah} plans for {len(posisi)} rows")
    if rata is None or not cocok(jenis):
        return rencana, None
    # The long way marks wrong plans itself, so these marks are for the short way only.
    sendiri = replace(tafsiran, kesalahan=dict(kesalahan))
    for i, daftar in salah.items():
        for satu in daftar:
            sendiri.salah(tafsiran.nomor[posisi[i]], satu.kolom, satu.pesan)
    return rencana, siapkan(jenis, sendiri, rata, posisi)


def _kerja(
    jenis: JenisImpor, ctx: Konteks, tafsiran: Tafsiran, rencana: RencanaKolom | list[Rencana]
) -> _Kerja:
    """The plans row by row, with the errors that they bring."""
    baris = [b for b in tafsiran.baris if b.nomor not in tafsiran.kesalahan]
    rinci = rencana.rinci() if isinstance(rencana, RencanaKolom) else rencana
    kerja = _Kerja(jenis, ctx, baris, rinci, tafsiran)
    for posisi, satu in enumerate(rinci):
        for salah in satu.salah:
            kerja.tandai(posisi, salah.pesan, salah.kolom)
    return kerja


def _bandingkan(kerja: _Kerja) -> None:
    """Compare until no row falls away any more."""
    bentrok: list[tuple[int, str, int]] = []
    while True:
        for posisi, asal in hidup(kerja.rencana, kerja.salah).items():
            lain = "baris lain" if asal is None else f"baris {kerja.baris[asal].nomor}"
            kerja.tandai(posisi, f"Baris ini merujuk {lain} yang bermasalah.")
        bentrok.clear()
        kerja.peta = bandingkan(
            (
                (posisi, tulis)
                for posisi, satu in enumerate(kerja.rencana)
                if not kerja.salah(posisi)
                for tulis in satu.tulis
            ),
            kunci_baris=True,
            bentrok=lambda posisi, nama, dulu: bentrok.append((posisi, nama, dulu)),
        )
        if not bentrok:
            return
        for posisi, nama, dulu in bentrok:
            kerja.tandai(posisi, f"Isi {nama} berbeda dengan baris {kerja.baris[dulu].nomor}.")


def _tulis(kerja: _Kerja, penulis: Penulis) -> Hasil:
    penulis.tulis(kerja.peta.simpul)
    uji_batasan(kerja.peta.simpul)
    hasil = Hasil(
        pk_of={kunci: simpul.nomor for kunci, simpul in kerja.peta.dari.items()},
        dibuat=penulis.dibuat,
        diubah=penulis.diubah,
        orang_ids=_orang(kerja),
        tulis_lagi=lambda operasi: _tulis_lagi(penulis, hasil, operasi),
    )
    kerja.jenis.setelah(kerja.ctx, hasil)
    return hasil


def _tulis_lagi(penulis: Penulis, hasil: Hasil, operasi: Sequence[Tulis]) -> None:
    def bentrok(_: int, nama: str, __: int) -> None:
        raise LookupError(f"two operations want different {nama}")

    peta = bandingkan(((0, tulis) for tulis in operasi), kunci_baris=True, bentrok=bentrok)
    penulis.tulis(peta.simpul)
    uji_batasan(peta.simpul)
    hasil.pk_of.update({kunci: simpul.nomor for kunci, simpul in peta.dari.items()})


def _berubah(kerja: _Kerja) -> Iterable[Rencana]:
    for posisi, satu in enumerate(kerja.rencana):
        if not kerja.salah(posisi) and any(
            (simpul := kerja.peta.dari[id(tulis)]).baru or simpul.lama for tulis in satu.tulis
        ):
            yield satu


def _orang(kerja: _Kerja) -> set[int]:
    hasil = set()
    for satu in _berubah(kerja):
        if isinstance(satu.orang, Tulis):
            hasil.add(kerja.peta.dari[id(satu.orang)].nomor)
        elif satu.orang is not None:
            hasil.add(satu.orang)
    return hasil


def _bump(jenis: JenisImpor, ctx: Konteks, kerja: Massal | _Kerja, hasil: Hasil) -> None:
    if jenis.sumber is None:
        return
    berubah, semua_dikenal = kerja.berubah()
    if berubah:
        ids = hasil.orang_ids if semua_dikenal else set()
        evidence.bump(jenis.sumber, instansi_id=ctx.instansi.pk, orang_ids=ids)


def _salahkan(kerja: _Kerja, error: BarisDitolakError) -> bool:
    posisi = [p for p in error.baris if not kerja.salah(p)]
    for satu in posisi:
        kerja.tandai(satu, str(error))
    return bool(posisi)


def _nilai(kerja: _Kerja) -> Penilaian:
    tafsiran, dari = kerja.tafsiran, kerja.peta.dari
    perubahan = sebutkan(kerja.jenis, kerja.peta.simpul)
    tempat = {nomor: i for i, nomor in enumerate(tafsiran.nomor)}
    putusan = Putusan([BERMASALAH] * len(tafsiran.nomor))
    for posisi, (baris, satu) in enumerate(zip(kerja.baris, kerja.rencana, strict=True)):
        if kerja.salah(posisi):
            continue
        i = tempat[baris.nomor]
        putusan.status[i], isi = _status([dari[id(tulis)] for tulis in satu.tulis], perubahan)
        if isi:
            putusan.perubahan[i] = isi
        if satu.peringatan:
            putusan.peringatan[i] = satu.peringatan
    hilang = kerja.jenis.hilang(kerja.ctx, kerja.baris)
    return susun(kerja.jenis, tafsiran, putusan, hilang)


def _status(
    simpul: list[Simpul], perubahan: dict[int, list[dict[str, str]]]
) -> tuple[str, list[dict[str, str]]]:
    if not simpul:
        return SAMA, []
    if simpul[0].baru:
        return BARU, []
    isi = [satu for node in dict.fromkeys(simpul) for satu in perubahan.get(id(node), [])]
    return (BERUBAH if isi else SAMA), isi


def _catat_hasil(penilaian: Penilaian, hasil: Hasil, *, tersimpan: bool) -> Penilaian:
    penilaian.tersimpan = tersimpan
    penilaian.orang_ids = hasil.orang_ids
    penilaian.dibuat = {
        str(m._meta.verbose_name): len(set(pks)) for m, pks in hasil.dibuat.items() if pks
    }
    penilaian.diubah = {
        str(m._meta.verbose_name): len(set(pks)) for m, pks in hasil.diubah.items() if pks
    }
    return penilaian
