"""Plain Python objects: facts digested once into sets and dictionaries, then a loop without any ORM."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import connection

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

if TYPE_CHECKING:
    from datetime import date

    from jabatan.penempatan.models import Lowongan, Putaran

# One statement per table; the first column is the person.
TABEL = {
    "nihil": "SELECT pegawai_id, hal FROM peta_pernyataannihil",
    "pangkat": "SELECT pegawai_id, tmt, golongan FROM peta_riwayatpangkat",
    "skp": "SELECT pegawai_id, tahun, predikat FROM penilaian_skp",
    "umpan_balik": "SELECT pegawai_id, tahun, predikat FROM penilaian_umpanbalik",
    "penghargaan": "SELECT pegawai_id, tanggal, tingkat FROM penilaian_penghargaan",
    "tim": "SELECT pegawai_id, mulai, selesai, peran FROM penilaian_penugasantim",
    "hukuman": "SELECT pegawai_id, tingkat, proses, mulai, selesai FROM penilaian_hukumandisiplin "
    "WHERE NOT dibatalkan",
    "pelatihan": "SELECT pegawai_id, jenis, kode_program, selesai FROM pelatihan_riwayatpelatihan",
    "jabatan": "SELECT pegawai_id, jenis, jenjang, lower(periode), upper(periode), di_instansi, "
    "nama_unit FROM peta_pemangkujabatan",
    "potensi": "SELECT pegawai_id, tanggal, (SELECT sum(x) FROM unnest(nilai) x) FROM peta_hasilpotensi",
    "pendidikan": "SELECT r.pegawai_id, r.jenjang, b.kode, r.tahun_lulus, b.id "
    "FROM peta_riwayatpendidikan r LEFT JOIN peta_programstudi s ON s.id = r.program_id "
    "LEFT JOIN peta_bidangilmu b ON b.id = s.bidang_id",
    "capaian": "SELECT h.pegawai_id, h.tanggal, c.kompetensi_id, c.level FROM peta_hasilasesmen h "
    "JOIN peta_capaiankompetensi c ON c.asesmen_id = h.id ORDER BY h.tanggal",
}


@dataclass(slots=True)
class Orang:
    """One person, digested."""

    pk: int
    kode: str
    status: str
    lahir: date
    golongan: int = 0
    bulan: int = -1
    gelar: set[tuple[int, str]] = field(default_factory=set)  # height, field
    bidang: set[int] = field(default_factory=set)
    baik: set[int] = field(default_factory=set)  # years with a good predicate
    hukuman: list[tuple[str, bool, date, date]] | None = None
    program: set[str] = field(default_factory=set)
    jabatan: list[Any] = field(default_factory=list)
    masa: dict[tuple[str, ...], int] = field(default_factory=dict)
    level: dict[int, int] = field(default_factory=dict)
    kinerja: int = 0
    potensial: int = 0
    lengkap: bool = False


def ukur(param: dict[str, Any]) -> dict[str, Any]:
    """Load, prepare, and rank some seats."""
    jam = Jam(param["induk"])
    putaran = contoh.putaran(param["putaran"])
    with jam.ukur("muat"):
        rows = muat(putaran.instansi_id)
    with jam.ukur("siap"):
        people = siapkan(rows, putaran)
    seats = contoh.lowongan(putaran.pk, param["kursi"] + 1)
    hasil: dict[int, list[Any]] = {}
    peringkat(people, seats[0], putaran)  # warm

    def semua() -> None:
        for seat in seats[1:] or seats:
            hasil[seat.pk] = peringkat(people, seat, putaran)

    jam.termurah("peringkat", ULANG, semua)
    return {"tahap": jam.tahap, "kursi": len(hasil), "puncak": puncak_mib(), "daftar": hasil}


def muat(instansi_id: int) -> dict[str, Any]:
    """Tables as tuples, grouped by person."""
    found: dict[str, Any] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.id, p.kode, p.status, o.tanggal_lahir FROM peta_pegawai p "
            "JOIN core_orang o ON o.id = p.orang_id WHERE p.instansi_id = %s AND p.aktif",
            [instansi_id],
        )
        found["orang"] = cursor.fetchall()
        for name, statement in TABEL.items():
            cursor.execute(statement)
            groups: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
            for pk, *row in cursor:
                groups[pk].append(tuple(row))
            found[name] = groups
    return found


def siapkan(rows: dict[str, Any], putaran: Putaran) -> list[Orang]:
    """Objects with sets and numbers instead of rows."""
    acuan, kebijakan = putaran.tanggal_acuan, putaran.kebijakan
    aturan, bobot = kebijakan["indikator"], Bobot(kebijakan["kebijakan"], "pelaksana")
    since = mundur(acuan, aturan["kompetensi"]["berlaku_tahun"])
    people = []
    for pk, kode, status, lahir in rows["orang"]:
        mine = {name: rows[name].get(pk, []) for name in TABEL}
        degrees = [one for one in mine["pendidikan"] if one[2] <= acuan.year]
        facts = _fakta(mine)
        nilai = pribadi(facts, acuan, aturan)
        one = Orang(pk, kode, status, lahir)
        one.gelar = {(TINGGI[jenjang], bidang) for jenjang, bidang, _, _ in degrees if bidang}
        one.bidang = {bidang for *_, bidang in degrees if bidang}
        one.baik = {
            tahun for tahun, predikat in facts.skp.items() if predikat in {"BAIK", "SANGAT_BAIK"}
        }
        if facts.hukuman or "HUKUMAN" in facts.nihil:
            one.hukuman = facts.hukuman
        one.program = {program for _, program, _ in facts.pelatihan}
        one.jabatan = facts.jabatan
        one.level = {k: level for day, k, level in mine["capaian"] if since <= day <= acuan}
        _pangkat(one, mine["pangkat"], acuan)
        one.lengkap = None not in nilai.values()
        one.kinerja = sum(w * (nilai[name] or 0) for name, w in bobot.kinerja.items())
        one.potensial = sum(w * (nilai.get(name) or 0) for name, w in bobot.potensial.items())
        people.append(one)
    return people


def _fakta(mine: dict[str, list[Any]]) -> Fakta:
    return Fakta(
        nihil={hal for (hal,) in mine["nihil"]},
        skp=dict(mine["skp"]),
        umpan_balik=dict(mine["umpan_balik"]),
        penghargaan=mine["penghargaan"],
        tim=[(a, b or TAK_BERAKHIR, peran) for a, b, peran in mine["tim"]],
        hukuman=[(t, proses, a, b or TAK_BERAKHIR) for t, proses, a, b in mine["hukuman"]],
        pelatihan=mine["pelatihan"],
        jabatan=[(k, j, a, b or TAK_BERAKHIR, here, u) for k, j, a, b, here, u in mine["jabatan"]],
        potensi=mine["potensi"],
        pendidikan=[(jenjang, kode, tahun) for jenjang, kode, tahun, _ in mine["pendidikan"]],
    )


def _pangkat(one: Orang, rows: list[tuple[date, str]], acuan: date) -> None:
    tmt, golongan = max((row for row in rows if row[0] <= acuan), default=(None, ""))
    if tmt is not None:
        one.golongan = kode_golongan(golongan)
        months = (acuan.year - tmt.year) * 12 + acuan.month - tmt.month
        one.bulan = months - (bulan_kemudian(tmt, months) > acuan)


def peringkat(people: list[Orang], seat: Lowongan, putaran: Putaran) -> list[Any]:
    """The list of one seat."""
    acuan, kebijakan = putaran.tanggal_acuan, putaran.kebijakan
    gates, bobot = contoh.syarat(seat), Bobot(kebijakan["kebijakan"], seat.jenjang)
    standar, sesuai, tests = _profil(seat)
    lain = kebijakan["indikator"]["bidang_ilmu"]["tidak_sesuai"]
    status, golongan = set(gates["status"]["nilai"]), kode_golongan(gates["golongan"]["minimal"])
    needed, fields = TINGGI[gates["pendidikan"]["minimal"]], set(gates["pendidikan"]["bidang"])
    wanted = {(height, kode) for height in range(needed, 10) for kode in fields}
    years = {acuan.year - back for back in range(1, gates["predikat"]["tahun"] + 1)}
    born = mundur(acuan, gates["usia"]["maksimal"])
    served, courses = gates.get("masa_jenjang"), set(gates.get("pelatihan", {}).get("semua", ()))
    found = []
    for one in people:
        if (
            one.status not in status
            or one.golongan < golongan
            or wanted.isdisjoint(one.gelar)
            or not years <= one.baik
            or one.hukuman is None
            or terhalang(one.hukuman, acuan, gates["disiplin"]["tahun"])
            or one.lahir < born
            or not courses <= one.program
            or (served and _masa(one, served, acuan) < 12 * served["tahun"])
            or not one.lengkap
            or (bobot.teknis and one.pk not in tests)
        ):
            continue
        match = jpm(one.level, standar)
        if match is None or not one.bidang:
            continue
        fit = max(sesuai.get(bidang, lain) for bidang in one.bidang)
        potensial = one.potensial + bobot.potensial["kompetensi"] * match
        potensial += bobot.potensial["bidang_ilmu"] * fit
        total = bobot.poros_kinerja * one.kinerja + bobot.poros_potensial * potensial
        total += bobot.teknis * tests.get(one.pk, 0)
        found.append(
            (-total, -one.kinerja, -potensial, -one.golongan, -one.bulan, one.kode, one.pk)
        )
    found.sort()
    return contoh.daftar(found, ((row[-1], -row[0]) for row in found[: contoh.TERATAS]))


def _masa(one: Orang, gate: dict[str, Any], acuan: date) -> int:
    key = tuple(gate["jenjang"])
    if key not in one.masa:
        one.masa[key] = bulan_menjabat(one.jabatan, set(key), acuan)
    return one.masa[key]


def _profil(seat: Lowongan) -> tuple[list[tuple[int, int]], dict[int, int], dict[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kompetensi_id, level FROM peta_standarkompetensi WHERE profil_id = %s",
            [seat.profil_id],
        )
        standar = cursor.fetchall()
        cursor.execute(
            "SELECT bidang_id, nilai FROM peta_bidangsesuai WHERE profil_id = %s", [seat.profil_id]
        )
        sesuai = dict(cursor.fetchall())
        cursor.execute(
            "SELECT pegawai_id, nilai FROM penempatan_nilaiteknis WHERE lowongan_id = %s", [seat.pk]
        )
        return standar, sesuai, dict(cursor.fetchall())
