"""Experience: length, variety and acting posts, and their mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jabatan.merit import DAY_OPEN, service_length
from jabatan.peta.enums import Jenjang
from jabatan.peta.merit_source import Pemangku
from jabatan.talenta.engine.indikator import half_up, step
from jabatan.talenta.engine.nilai import JENJANG_KODE, PENGELOLA, Nilai, belum, bulat, tanggal

if TYPE_CHECKING:
    from jabatan.talenta.engine.fakta import Masa
    from jabatan.talenta.engine.indikator import Indikator
    from jabatan.talenta.engine.nilai import Keadaan

ACTING: Final = frozenset({Pemangku.PLT, Pemangku.PLH, Pemangku.PJ, Pemangku.PJ_KEPALA_DAERAH})


def pengalaman(k: Keadaan) -> Nilai:
    """Mean of length, variety and acting posts; only the mean is rounded."""
    parts = (_lama(k), _keragaman(k), _nondefinitif(k))
    unknown = [part for part in parts if part.nilai < 0]
    if unknown:
        return belum("; ".join(part.kurang for part in unknown), unknown[0].pemasok)
    return Nilai(
        half_up(sum(part.nilai for part in parts), len(parts)),
        "; ".join(f"{part.bukti} ({bulat(part.nilai)})" for part in parts),
    )


def jabatan_kini(k: Keadaan) -> Masa | None:
    """The definitive post begun last, up to the cut-off."""
    begun = [one for one in k.fakta.definitif if one.mulai <= k.hari]
    return max(begun, key=lambda one: (one.mulai, one.jenjang), default=None)


def _lama(k: Keadaan) -> Nilai:
    if not k.fakta.riwayat_diketahui:
        return belum("Riwayat jabatan belum ada", PENGELOLA)
    kini = jabatan_kini(k)
    if kini is None:
        return Nilai(step(k.aturan.lama, 0), "Belum pernah menduduki jabatan definitif")
    equal = k.aturan.setara(kini.jenjang)
    years, months, _ = service_length(
        [
            (tanggal(one.mulai), None if one.akhir == DAY_OPEN else tanggal(one.akhir - 1))
            for one in k.fakta.definitif
            if one.jenjang in equal
        ],
        k.acuan,
    )
    label = Jenjang(JENJANG_KODE[kini.jenjang]).label
    return Nilai(step(k.aturan.lama, years), f"{years} tahun {months} bulan pada jenjang {label}")


def _keragaman(k: Keadaan) -> Nilai:
    if not k.fakta.riwayat_diketahui:
        return belum("Riwayat jabatan belum ada", PENGELOLA)
    begun = [one for one in k.fakta.definitif if one.mulai <= k.hari]
    if any(one.di_luar for one in begun):
        return Nilai(k.aturan.lintas_instansi, "Pernah bertugas lintas instansi")
    units = {one.unit for one in begun if one.unit}
    nameless = sum(1 for one in begun if not one.unit)
    if len(units) > 1:
        return Nilai(k.aturan.lintas_unit, "Pernah bertugas lintas unit")
    if nameless + len(units) > 1:
        return belum("Unit kerja pada riwayat jabatan belum diisi", PENGELOLA)
    return Nilai(k.aturan.satu_unit, "Bertugas di satu unit")


def _nondefinitif(k: Keadaan) -> Nilai:
    acting = [one for one in k.fakta.jabatan if one.jenis in ACTING]
    if not acting and "JABATAN_NONDEFINITIF" not in k.fakta.nihil:
        return belum("Riwayat Plt./Plh. atau pernyataan nihil belum ada", PENGELOLA)
    found = [
        acting_score(k.aturan, one.jenis, one.jenjang, one.jenjang_sendiri)
        for one in acting
        if one.mulai <= k.hari
    ]
    if not found:
        return Nilai(0, "Tidak pernah menjadi Plt. atau Plh.")
    return Nilai(max(found), "Pernah menjadi Plt., Plh., atau Pj.")


def acting_score(aturan: Indikator, jenis: int, jenjang: int, sendiri: int) -> int:
    """Value of one acting post; an equal, a lower or an unknown relation counts as equal."""
    if jenis == Pemangku.PJ_KEPALA_DAERAH:
        return aturan.pj_kepala_daerah
    higher = bool(sendiri) and aturan.tingkat[jenjang] > aturan.tingkat[sendiri]
    return (aturan.plh if jenis == Pemangku.PLH else aturan.plt)[higher]
