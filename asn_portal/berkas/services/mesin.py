"""Check and save are one: plan, compare, write; the check rolls back what it wrote."""

from __future__ import annotations

import gc
import hashlib
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction

from asn_portal.berkas.enums import StatusBaris
from asn_portal.berkas.registry import Baris, Hasil, Tulis
from asn_portal.berkas.services.banding import Peta, Simpul, bandingkan, hidup
from asn_portal.berkas.services.perubahan import sebutkan
from asn_portal.berkas.services.riwayat import siapkan_riwayat
from asn_portal.berkas.services.tulis import BarisDitolakError, Penulis, uji_batasan
from asn_portal.core import evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from asn_portal.berkas.engine.tafsir import Tafsiran
    from asn_portal.berkas.registry import JenisImpor, Konteks, Rencana

# Rows that the database itself refuses are found one after another; then the file as a whole is.
MAX_REFUSALS = 20


@dataclass(slots=True)
class NilaiBaris:
    """Verdict on one row."""

    nomor: int
    status: str
    ringkas: str
    perubahan: list[dict[str, str]]
    kesalahan: list[dict[str, str]]
    peringatan: list[str]


@dataclass(slots=True)
class Penilaian:
    """Verdict on a file."""

    baris: list[NilaiBaris]
    hitungan: dict[str, int]
    catatan: list[str]
    hilang: list[str]
    sidik: str
    tersimpan: bool = False
    orang_ids: set[int] = field(default_factory=set)
    dibuat: dict[str, int] = field(default_factory=dict)
    diubah: dict[str, int] = field(default_factory=dict)

    @property
    def bermasalah(self) -> int:
        """Number of wrong rows."""
        return self.hitungan[StatusBaris.BERMASALAH]


@dataclass(slots=True)
class _Kerja:
    """Plans of the rows whose cells could be read."""

    baris: list[Baris]
    rencana: list[Rencana]
    tafsiran: Tafsiran
    peta: Peta = field(default_factory=Peta)

    def salah(self, posisi: int) -> bool:
        return self.baris[posisi].nomor in self.tafsiran.kesalahan

    def tandai(self, posisi: int, pesan: str, kolom: str = "") -> None:
        self.tafsiran.salah(self.baris[posisi].nomor, kolom, pesan)


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
    with transaction.atomic(), _tanpa_pemulung():
        kerja = _rencanakan(jenis, ctx, tafsiran)
        for _ in range(MAX_REFUSALS):
            _bandingkan(kerja)
            penilaian = _nilai(jenis, ctx, kerja)
            boleh = simpan and (lewati or not penilaian.bermasalah)
            if harus_sidik and penilaian.sidik != harus_sidik:
                boleh = False
            try:
                with transaction.atomic():
                    penulis = Penulis(jejak_impor_id if boleh else None)
                    siapkan_riwayat(coba=not boleh, jenis=jenis.kode)
                    hasil = _tulis(jenis, ctx, kerja, penulis)
                    if boleh:
                        penulis.tutup_jejak()
                        _bump(jenis, ctx, kerja, hasil)
                    else:
                        transaction.set_rollback(True)
            except BarisDitolakError as error:
                if not _salahkan(kerja, error):
                    raise
                continue
            return _catat_hasil(penilaian, hasil, tersimpan=boleh)
    raise BarisDitolakError("Terlalu banyak baris yang ditolak basis data.", [])


@contextmanager
def _tanpa_pemulung() -> Iterator[None]:
    """No cycle collection while hundreds of thousands of plans are alive: it finds nothing."""
    aktif = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if aktif:
            gc.enable()


def _rencanakan(jenis: JenisImpor, ctx: Konteks, tafsiran: Tafsiran) -> _Kerja:
    baris = [b for b in tafsiran.baris if b.nomor not in tafsiran.kesalahan]
    rencana = jenis.rencanakan(ctx, baris)
    if len(rencana) != len(baris):
        raise LookupError(f"{jenis.kode}: {len(rencana)} plans for {len(baris)} rows")
    kerja = _Kerja(baris, rencana, tafsiran)
    for posisi, satu in enumerate(rencana):
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


def _tulis(jenis: JenisImpor, ctx: Konteks, kerja: _Kerja, penulis: Penulis) -> Hasil:
    penulis.tulis(kerja.peta.simpul)
    uji_batasan(kerja.peta.simpul)
    hasil = Hasil(
        pk_of={kunci: simpul.nomor for kunci, simpul in kerja.peta.dari.items()},
        dibuat=penulis.dibuat,
        diubah=penulis.diubah,
        orang_ids=_orang(kerja),
        tulis_lagi=lambda operasi: _tulis_lagi(penulis, hasil, operasi),
    )
    jenis.setelah(ctx, hasil)
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


def _bump(jenis: JenisImpor, ctx: Konteks, kerja: _Kerja, hasil: Hasil) -> None:
    if jenis.sumber is None:
        return
    berubah = list(_berubah(kerja))
    if not berubah:
        return
    semua_dikenal = all(satu.orang is not None for satu in berubah)
    ids = hasil.orang_ids if semua_dikenal else set()
    evidence.bump(jenis.sumber, instansi_id=ctx.instansi.pk, orang_ids=ids)


def _salahkan(kerja: _Kerja, error: BarisDitolakError) -> bool:
    posisi = [p for p in error.baris if not kerja.salah(p)]
    for satu in posisi:
        kerja.tandai(satu, str(error))
    return bool(posisi)


def _nilai(jenis: JenisImpor, ctx: Konteks, kerja: _Kerja) -> Penilaian:
    perubahan = sebutkan(jenis, kerja.peta.simpul)
    dari = kerja.peta.dari
    rencana_of = {baris.nomor: i for i, baris in enumerate(kerja.baris)}
    kolom = jenis.kolom_by_kode
    ringkas = [kode for kode in jenis.kolom_ringkas if kode in kolom]
    hasil: list[NilaiBaris] = []
    sidik = hashlib.sha256()
    for baris in kerja.tafsiran.baris:
        salah = kerja.tafsiran.kesalahan.get(baris.nomor, [])
        isi: list[dict[str, str]] = []
        peringatan: list[str] = []
        status: str = StatusBaris.BERMASALAH
        if not salah:
            satu = kerja.rencana[rencana_of[baris.nomor]]
            simpul = [dari[id(tulis)] for tulis in satu.tulis]
            status, isi = _status(simpul, perubahan)
            peringatan = satu.peringatan
        teks = " · ".join(
            str(kolom[kode].baca.tulis(value))
            for kode in ringkas
            if (value := baris.nilai.get(kode)) is not None
        )
        hasil.append(NilaiBaris(baris.nomor, status, teks[:300], isi, salah, peringatan))
        sidik.update(repr((baris.nomor, status, isi, salah)).encode())
    hitungan = Counter(satu.status for satu in hasil)
    return Penilaian(
        baris=hasil,
        hitungan={status.value: hitungan[status.value] for status in StatusBaris},
        catatan=list(kerja.tafsiran.catatan),
        hilang=jenis.hilang(ctx, kerja.baris),
        sidik=sidik.hexdigest(),
    )


def _status(
    simpul: list[Simpul], perubahan: dict[int, list[dict[str, str]]]
) -> tuple[str, list[dict[str, str]]]:
    if not simpul:
        return StatusBaris.SAMA, []
    if simpul[0].baru:
        return StatusBaris.BARU, []
    isi = [satu for node in dict.fromkeys(simpul) for satu in perubahan.get(id(node), [])]
    return (StatusBaris.BERUBAH if isi else StatusBaris.SAMA), isi


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
