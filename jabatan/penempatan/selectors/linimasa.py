"""The way of a proposal, step by step, with what has not happened yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asn_portal.core.dates import long_date
from jabatan.penempatan.enums import (
    OPEN_STATES,
    SisiPersetujuan,
    StatusPersetujuan,
    StatusSK,
    StatusUsulan,
)
from jabatan.penempatan.models import SuratKeputusan
from jabatan.penempatan.selectors.peran_kepala import peran_ditolak
from jabatan.penempatan.selectors.terpilih import (
    menunggu_terpilih,
    penegasan,
    pernyataan_terpilih,
)
from jabatan.penempatan.selectors.usulan import keputusan, pernyataan

if TYPE_CHECKING:
    from datetime import datetime

    from jabatan.penempatan.models import Persetujuan, Usulan

ANSWERS = {
    StatusPersetujuan.SETUJU: ("Disetujui", "daun"),
    StatusPersetujuan.KEMBALI: ("Dikembalikan", "bata"),
    StatusPersetujuan.TOLAK: ("Ditolak", "bata"),
    StatusPersetujuan.MENUNGGU: ("Menunggu persetujuan", "tunggu"),
    StatusPersetujuan.GUGUR: ("Tidak diperlukan lagi", "tunggu"),
    StatusPersetujuan.TAHU: ("Diketahui", "daun"),
}


def _step(
    judul: str, oleh: str = "", waktu: datetime | None = None, isi: str = "", nada: str = ""
) -> dict[str, Any]:
    return {"judul": judul, "oleh": oleh, "waktu": waktu, "isi": isi, "nada": nada}


def linimasa(usulan: Usulan, *, catatan: bool = True) -> list[dict[str, Any]]:
    """Steps, oldest first; those still to come at the end.

    `catatan` False leaves out what the person chosen wrote: for heads of other offices.
    """
    off_rank = usulan.urutan != 1
    words = f"{usulan.get_alasan_kode_display()}. {usulan.alasan}" if off_rank else usulan.alasan
    found = [
        _step(
            f"Diusulkan dari peringkat {usulan.urutan}",
            usulan.pengusul.nama,
            _not_after(usulan.created_at, usulan.diajukan_at),
            words,
            "ungu" if off_rank else "",
        )
    ]
    if usulan.diajukan_at:
        found.append(_step("Dikirim untuk persetujuan", usulan.pengusul.nama, usulan.diajukan_at))
    said = pernyataan(usulan)
    if said is not None:
        judul = "Bersedia pindah" if said.bersedia else "Menyatakan tidak bersedia"
        nada = "daun" if said.bersedia else "bata"
        found.append(
            _step(judul, usulan.pegawai.orang.nama, said.dinyatakan_at, said.catatan, nada)
        )
    rows = list(usulan.persetujuan.all())
    found += [_approval(row) for row in rows if row.diputus_at]
    found += _decision(usulan, catatan=catatan)
    found[1:] = sorted(found[1:], key=lambda step: step["waktu"])
    if usulan.alasan_akhir:
        found.append(_step(usulan.get_status_display(), isi=usulan.alasan_akhir, nada="bata"))
    return found + _to_come(usulan, rows)


def _not_after(moment: datetime, later: datetime | None) -> datetime:
    """Rows know the clock of the database, acts their own moment; the first step stays first."""
    return moment if later is None else min(moment, later)


def _approval(row: Persetujuan) -> dict[str, Any]:
    judul, nada = ANSWERS[StatusPersetujuan(row.status)]
    side = "PPK" if row.sisi == SisiPersetujuan.PPK else _small(row.get_sisi_display())
    reason = f"{row.get_alasan_kode_display()}. {row.alasan}" if row.alasan_kode else row.alasan
    return _step(f"{judul} oleh {side}", row.penyetuju.nama, row.diputus_at, reason, nada)


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


def _chosen(decided: Any, *, catatan: bool) -> list[dict[str, Any]]:
    """What the person chosen said, and the word of the PPK without it."""
    found = []
    said, kept = pernyataan_terpilih(decided), penegasan(decided)
    if said is not None:
        judul = "Bersedia pindah" if said.bersedia else "Menyatakan tidak bersedia"
        nada = "daun" if said.bersedia else "bata"
        who = decided.pegawai.orang.nama
        words = said.catatan if catatan else ""
        found.append(_step(judul, who, said.dinyatakan_at, words, nada))
    if kept is not None:
        judul = "Keputusan ditegaskan tanpa kesediaan pegawai"
        found.append(_step(judul, kept.oleh.nama, kept.ditegaskan_at, kept.alasan, "ungu"))
    return found


def _decision(usulan: Usulan, *, catatan: bool) -> list[dict[str, Any]]:
    decided = keputusan(usulan)
    if decided is None:
        return []
    who = decided.pegawai.orang.nama
    words = f"{decided.get_alasan_kode_display()}. {decided.alasan}" if decided.berbeda else ""
    found = [
        _step(
            f"Diputuskan: {who}, peringkat {decided.urutan}",
            decided.diputuskan_oleh.nama,
            decided.diputuskan_at,
            words,
            "ungu" if decided.berbeda else "daun",
        ),
        *_chosen(decided, catatan=catatan),
    ]
    sk = (
        SuratKeputusan.objects.filter(keputusan=decided)
        .defer("pdf")
        .select_related("ditetapkan_oleh")
        .first()
    )
    if sk is not None:
        words = f"Berlaku {long_date(sk.tanggal_berlaku)}."
        issued = _step(
            f"SK {sk.nomor_lengkap} ditetapkan",
            sk.ditetapkan_oleh.nama,
            _not_after(sk.created_at, sk.berlaku_at),
            words,
        )
        found.append(issued | {"url_sk": sk.kode})
        if sk.status == StatusSK.BERLAKU:
            found.append(_step("SK berlaku, peta jabatan berubah", "", sk.berlaku_at, "", "daun"))
            refused = peran_ditolak(sk)
            if refused is not None:
                judul = "Peran Kepala Perangkat Daerah tidak dapat diberikan"
                found.append(_step(judul, "Portal", *refused, "bata"))
    return found


def _to_come(usulan: Usulan, rows: list[Persetujuan]) -> list[dict[str, Any]]:
    if usulan.status not in OPEN_STATES:
        return []
    steps = []
    for row in rows:
        if row.status == StatusPersetujuan.MENUNGGU:
            words = f"Tenggat {long_date(row.tenggat)}." if row.tenggat else ""
            if row.sebab_dialihkan:
                words = f"{row.sebab_dialihkan}. {words}"
            judul = f"Menunggu persetujuan {_small(row.get_sisi_display())}"
            if row.sisi == SisiPersetujuan.PILIHAN:
                judul = "Pemberitahuan pilihan PPK belum dibaca"
            steps.append(_step(judul, row.penyetuju.nama, isi=words, nada="tunggu"))
    waiting = usulan.status in (StatusUsulan.DIAJUKAN, StatusUsulan.DISETUJUI)
    if waiting and pernyataan(usulan) is None:
        name = usulan.pegawai.orang.nama
        steps.append(_step("Menunggu pernyataan pegawai", name, nada="tunggu"))
    if usulan.status == StatusUsulan.DISETUJUI:
        steps.append(_step("Menunggu keputusan PPK", nada="tunggu"))
    if usulan.status == StatusUsulan.DIPUTUSKAN:
        steps += _before_decree(keputusan(usulan))
    if usulan.status == StatusUsulan.DITETAPKAN:
        steps.append(_step("Menunggu tanggal berlaku", nada="tunggu"))
    return steps


def _before_decree(decided: Any) -> list[dict[str, Any]]:
    found = []
    if menunggu_terpilih(decided):
        silent = pernyataan_terpilih(decided) is None
        judul = "Menunggu pernyataan pegawai yang dipilih" if silent else "Menunggu penegasan PPK"
        oleh = decided.pegawai.orang.nama if silent else decided.diputuskan_oleh.nama
        found.append(_step(judul, oleh, nada="tunggu"))
    return [*found, _step("Menunggu penetapan SK", nada="tunggu")]
