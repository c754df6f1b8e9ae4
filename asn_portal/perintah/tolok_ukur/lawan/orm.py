"""The tuned ORM loop: everything prefetched once, then seat by seat, person by person.

Values of a person alone are computed once and kept on the object, as a careful team would do;
gates and the two values measured against the seat are computed in the loop.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asn_portal.perintah.tolok_ukur.jam import ULANG, Jam, puncak_mib
from asn_portal.perintah.tolok_ukur.lawan import contoh
from asn_portal.perintah.tolok_ukur.lawan.nilai import (
    TAK_BERAKHIR,
    TINGGI,
    Bobot,
    Fakta,
    bulan_kemudian,
    bulan_menjabat,
    jpm,
    kode_golongan,
    mundur,
    pribadi,
    terhalang,
)
from jabatan.penempatan.models import NilaiTeknis
from jabatan.peta.models import BidangSesuai, Pegawai, StandarKompetensi

if TYPE_CHECKING:
    from datetime import date

    from jabatan.penempatan.models import Lowongan, Putaran

RELASI = (
    "riwayat_pangkat", "riwayat_pendidikan__program__bidang", "riwayat_jabatan", "asesmen__capaian",
    "potensi", "pernyataan_nihil", "skp", "umpan_balik", "tim_kerja", "penghargaan", "hukuman",
    "riwayat_pelatihan",
)  # fmt: skip


def ukur(param: dict[str, Any]) -> dict[str, Any]:
    """Load, prepare, and rank a few seats."""
    jam = Jam(param["induk"])
    putaran = contoh.putaran(param["putaran"])
    with jam.ukur("muat"):
        people = list(
            Pegawai.objects.filter(instansi_id=putaran.instansi_id, aktif=True)
            .select_related("orang")
            .prefetch_related(*RELASI)
        )
    with jam.ukur("siap"):
        for one in people:
            lengkapi(one, putaran)
    seats = contoh.lowongan(putaran.pk, param["kursi"] + 1)
    hasil: dict[int, list[Any]] = {}
    peringkat(people, seats[0], putaran)  # warm

    def semua() -> None:
        for seat in seats[1:] or seats:
            hasil[seat.pk] = peringkat(people, seat, putaran)

    jam.termurah("peringkat", ULANG, semua)
    return {"tahap": jam.tahap, "kursi": len(hasil), "puncak": puncak_mib(), "daftar": hasil}


def lengkapi(one: Any, putaran: Putaran) -> None:
    """Keep on the object what does not depend on the seat."""
    acuan, aturan = putaran.tanggal_acuan, putaran.kebijakan["indikator"]
    one.nilai = pribadi(fakta(one), acuan, aturan)
    held = [row for row in one.riwayat_pangkat.all() if row.tmt <= acuan]
    last = max(held, key=lambda row: row.tmt, default=None)
    one.golongan = kode_golongan(last.golongan) if last else 0
    one.bulan = _bulan(last.tmt, acuan) if last else -1
    since = mundur(acuan, aturan["kompetensi"]["berlaku_tahun"])
    tests = [row for row in one.asesmen.all() if since <= row.tanggal <= acuan]
    one.level = {
        row.kompetensi_id: row.level
        for test in sorted(tests, key=lambda row: row.tanggal)
        for row in test.capaian.all()
    }
    one.masa = {}


def _bulan(tmt: date, acuan: date) -> int:
    months = (acuan.year - tmt.year) * 12 + acuan.month - tmt.month
    return months - (bulan_kemudian(tmt, months) > acuan)


def fakta(one: Any) -> Fakta:
    """Facts of one person out of the prefetched relations."""
    return Fakta(
        nihil={row.hal for row in one.pernyataan_nihil.all()},
        skp={row.tahun: row.predikat for row in one.skp.all()},
        umpan_balik={row.tahun: row.predikat for row in one.umpan_balik.all()},
        penghargaan=[(row.tanggal, row.tingkat) for row in one.penghargaan.all()],
        tim=[(row.mulai, row.selesai or TAK_BERAKHIR, row.peran) for row in one.tim_kerja.all()],
        hukuman=_hukuman(one),
        pelatihan=[(r.jenis, r.kode_program, r.selesai) for r in one.riwayat_pelatihan.all()],
        jabatan=_jabatan(one),
        potensi=[(row.tanggal, sum(row.nilai)) for row in one.potensi.all()],
        pendidikan=[(r.jenjang, None, r.tahun_lulus) for r in one.riwayat_pendidikan.all()],
    )


def _hukuman(one: Any) -> list[tuple[str, bool, date, date]]:
    return [
        (row.tingkat, row.proses, row.mulai, row.selesai or TAK_BERAKHIR)
        for row in one.hukuman.all()
        if not row.dibatalkan
    ]


def _jabatan(one: Any) -> list[tuple[str, str, date, date, bool, str]]:
    return [
        (row.jenis, row.jenjang, row.periode.lower, row.periode.upper or TAK_BERAKHIR,
         row.di_instansi, row.nama_unit)
        for row in one.riwayat_jabatan.all()
    ]  # fmt: skip


def layak(one: Any, gates: dict[str, dict[str, Any]], acuan: date) -> bool:
    """All gates, cheap ones first."""
    return (
        one.status in gates["status"]["nilai"]
        and one.golongan >= kode_golongan(gates["golongan"]["minimal"])
        and _pendidikan(one, gates["pendidikan"], acuan)
        and _predikat(one, gates["predikat"], acuan)
        and _disiplin(one, gates["disiplin"], acuan)
        and _usia(one, gates["usia"], acuan)
        and ("masa_jenjang" not in gates or _masa(one, gates["masa_jenjang"], acuan))
        and ("pelatihan" not in gates or _pelatihan(one, gates["pelatihan"]))
    )


def _pendidikan(one: Any, gate: dict[str, Any], acuan: date) -> bool:
    needed, fields = TINGGI[gate["minimal"]], gate["bidang"]
    return any(
        TINGGI[row.jenjang] >= needed
        and row.tahun_lulus <= acuan.year
        and row.program is not None
        and row.program.bidang is not None
        and row.program.bidang.kode in fields
        for row in one.riwayat_pendidikan.all()
    )


def _predikat(one: Any, gate: dict[str, Any], acuan: date) -> bool:
    good = {row.tahun for row in one.skp.all() if row.predikat in {"BAIK", "SANGAT_BAIK"}}
    return all(acuan.year - back in good for back in range(1, gate["tahun"] + 1))


def _disiplin(one: Any, gate: dict[str, Any], acuan: date) -> bool:
    cases = _hukuman(one)
    known = bool(cases) or any(row.hal == "HUKUMAN" for row in one.pernyataan_nihil.all())
    return known and not terhalang(cases, acuan, gate["tahun"])


def _usia(one: Any, gate: dict[str, Any], acuan: date) -> bool:
    return acuan <= bulan_kemudian(one.orang.tanggal_lahir, 12 * gate["maksimal"])


def _masa(one: Any, gate: dict[str, Any], acuan: date) -> bool:
    key = tuple(gate["jenjang"])
    if key not in one.masa:
        one.masa[key] = bulan_menjabat(_jabatan(one), set(key), acuan)
    return bool(one.masa[key] >= 12 * gate["tahun"])


def _pelatihan(one: Any, gate: dict[str, Any]) -> bool:
    return {row.kode_program for row in one.riwayat_pelatihan.all()}.issuperset(gate["semua"])


def peringkat(people: list[Any], seat: Lowongan, putaran: Putaran) -> list[Any]:
    """The list of one seat."""
    acuan, kebijakan = putaran.tanggal_acuan, putaran.kebijakan
    gates, bobot = contoh.syarat(seat), Bobot(kebijakan["kebijakan"], seat.jenjang)
    standar = list(
        StandarKompetensi.objects.filter(profil_id=seat.profil_id).values_list(
            "kompetensi_id", "level"
        )
    )
    sesuai = dict(
        BidangSesuai.objects.filter(profil_id=seat.profil_id).values_list("bidang_id", "nilai")
    )
    lain = kebijakan["indikator"]["bidang_ilmu"]["tidak_sesuai"]
    tests = dict(NilaiTeknis.objects.filter(lowongan=seat).values_list("pegawai_id", "nilai"))
    found = []
    for one in people:
        if not layak(one, gates, acuan) or (bobot.teknis and one.pk not in tests):
            continue
        nilai = one.nilai | {
            "kompetensi": jpm(one.level, standar),
            "bidang_ilmu": max(
                (
                    sesuai.get(row.program.bidang_id, lain)
                    for row in one.riwayat_pendidikan.all()
                    if row.program and row.program.bidang_id and row.tahun_lulus <= acuan.year
                ),
                default=None,
            ),
        }
        if None in nilai.values():
            continue
        kinerja = sum(weight * nilai[name] for name, weight in bobot.kinerja.items())
        potensial = sum(weight * nilai[name] for name, weight in bobot.potensial.items())
        total = bobot.poros_kinerja * kinerja + bobot.poros_potensial * potensial
        total += bobot.teknis * tests.get(one.pk, 0)
        found.append((-total, -kinerja, -potensial, -one.golongan, -one.bulan, one.kode, one.pk))
    found.sort()
    return contoh.daftar(found, ((row[-1], -row[0]) for row in found[: contoh.TERATAS]))
