"""History of posts, with SIASN names; Plt., Plh. and Pj. are told by jenisPenugasanId."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from psycopg.types.range import DateRange

from asn_portal.berkas import parsers as p
from asn_portal.berkas.registry import JenisImpor, Kolom, Rencana, Salah, Tulis, daftarkan
from asn_portal.core.dates import last_day
from asn_portal.core.enums import Sumber
from jabatan.peta.enums import JenisJabatan, JenisPemangku, Jenjang
from jabatan.peta.importers.kata import (
    ESELON,
    ESELON_OF,
    JENIS_JABATAN_ALIAS,
    JENJANG_ALIAS,
    PENUGASAN,
    baku,
    jenjang_of,
)
from jabatan.peta.importers.rujukan import (
    TIDAK_ADA,
    indeks_jabatan,
    indeks_nomenklatur,
    indeks_unit,
    pegawai_by_nip,
)
from jabatan.peta.models import PemangkuJabatan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from asn_portal.berkas.registry import Baris, Konteks

Kunci = tuple[int, str, date, str]
# Person, row, seat, period as stored.
Tersimpan = tuple[int, int | None, DateRange]


@daftarkan
class RiwayatJabatanBerkas(JenisImpor):
    kode, judul, urutan = "riwayat-jabatan", "Riwayat jabatan", 52
    keterangan = (
        "Satu baris per jabatan. Tanpa tanggal selesai, jabatan definitif berakhir saat jabatan "
        "definitif berikutnya mulai. Kursi di peta tidak diubah oleh berkas ini."
    )
    nilai = True  # years in posts are points
    sumber = Sumber.PETA
    ringkas = ("nip", "jabatan", "tmt")
    kolom = (
        Kolom("pns_id", "PNS ID", p.teks(), simpan=False),
        Kolom("nip", "NIP BARU", p.nip(), wajib=True, kunci=True, alias=("NIP",),
              contoh="198609262015051001"),
        Kolom("jabatan_id", "JABATAN ID", p.kode()),
        Kolom("jabatan", "JABATAN NAMA", p.nama(250), wajib=True, kunci=True,
              alias=("NAMA JABATAN", "JABATAN"), contoh="Kepala Subbagian Umum"),
        Kolom("jenis", "JENIS JABATAN ID", p.pilihan(JenisJabatan, JENIS_JABATAN_ALIAS),
              alias=("JENIS JABATAN", "JENIS JABATAN NAMA")),
        Kolom("jenjang", "JENJANG", p.pilihan(Jenjang, JENJANG_ALIAS), contoh="Pengawas",
              alias=("JENJANG JABATAN",)),
        Kolom("eselon", "ESELON ID", p.kode(2, 2)),
        Kolom("penugasan", "JENIS PENUGASAN ID", p.pilihan(JenisPemangku, PENUGASAN), kunci=True,
              contoh="D", alias=("JENIS PENUGASAN",), keterangan="D, PLT, PLH, PJ, atau TT."),
        Kolom("tmt", "TMT JABATAN", p.tanggal(), wajib=True, kunci=True, contoh="01-02-2019",
              alias=("TMT MULAI", "MULAI")),
        Kolom("selesai", "TANGGAL SELESAI", p.tanggal(), alias=("SELESAI", "TMT SELESAI"),
              keterangan="Hari terakhir menjabat."),
        Kolom("nomor", "NOMOR SK", p.teks(100)),
        Kolom("tanggal", "TANGGAL SK", p.tanggal()),
        Kolom("unor_id", "UNOR ID", p.kode()),
        Kolom("unor", "UNOR NAMA", p.nama(250), alias=("NAMA UNOR", "UNIT KERJA")),
        Kolom("instansi", "INSTANSI KERJA NAMA", p.nama(200), alias=("INSTANSI",)),
    )  # fmt: skip

    def rencanakan(self, ctx: Konteks, baris: Sequence[Baris]) -> list[Rencana]:
        """Rows of a person form one line of time, together with what the portal has."""
        people = pegawai_by_nip(ctx, [row.nilai["nip"] for row in baris])
        stored = _stored(ctx, {pk for pk, _ in people.values()})
        starts: dict[int, set[date]] = defaultdict(set)
        for pegawai, jenis, mulai, _ in stored:
            if jenis == JenisPemangku.DEFINITIF:
                starts[pegawai].add(mulai)
        for row in baris:
            found = people.get(row.nilai["nip"])
            if found and _penugasan(row.nilai) == JenisPemangku.DEFINITIF:
                starts[found[0]].add(row.nilai["tmt"])
        sorted_starts = {pegawai: sorted(days) for pegawai, days in starts.items()}
        plans = []
        seen: dict[Kunci, int] = {}
        for row in baris:
            found = people.get(row.nilai["nip"])
            if found is None:
                plans.append(Rencana(salah=[Salah("nip", TIDAK_ADA)]))
                continue
            key = _kunci(found[0], row.nilai)
            earlier = seen.setdefault(key, row.nomor)
            if earlier != row.nomor:
                pesan = f"Jabatan definitif dengan TMT yang sama ada di baris {earlier}."
                plans.append(Rencana(salah=[Salah("tmt", pesan)]))
                continue
            plan = self._plan(ctx, row, key, stored.get(key), sorted_starts.get(found[0], []))
            plan.orang = found[1]
            plans.append(plan)
        return plans

    def _plan(
        self,
        ctx: Konteks,
        row: Baris,
        key: Kunci,
        known: Tersimpan | None,
        starts: Sequence[date],
    ) -> Rencana:
        nilai, (pegawai, jenis, mulai, _) = row.nilai, key
        plan = Rencana()
        selesai = nilai.get("selesai")
        if selesai and selesai < mulai:
            return Rencana(salah=[Salah("selesai", "Lebih awal daripada TMT JABATAN.")])
        isi: dict[str, Any] = {}
        if "nomor" in nilai:
            isi["nomor_sk"] = nilai["nomor"] or ""
        if "tanggal" in nilai:
            isi["tanggal_sk"] = nilai["tanggal"]
        if known is not None and known[1] is not None:  # a seat of the map: only its decree
            plan.tulis = [Tulis(PemangkuJabatan, {"id": known[0]}, isi)]
            return plan
        jenjang = _jenjang(ctx, nilai)
        if jenjang is None:
            return Rencana(
                salah=[
                    Salah("jenjang", "Jenjang tidak diketahui. Isi kolom JENJANG atau ESELON ID.")
                ]
            )
        akhir = selesai + timedelta(days=1) if selesai else None
        if akhir is None and jenis == JenisPemangku.DEFINITIF:
            akhir = next((day for day in starts if day > mulai), None)
        elif akhir is None:
            plan.peringatan.append("Tanggal selesai penugasan tidak diketahui.")
        isi |= {
            "jenjang": jenjang,
            "nama_jabatan": nilai["jabatan"],
            "periode": DateRange(mulai, akhir, "[)"),
        }
        units = indeks_unit(ctx)
        unit = units.by_kode.get((nilai.get("unor_id") or "").lower())
        if nilai.get("unor") or unit:
            isi["nama_unit"] = nilai.get("unor") or units.nama.get(unit or 0, "")
        if "instansi" in nilai or known is None:
            nama = nilai.get("instansi") or ctx.instansi.nama
            isi["nama_instansi"] = nama
            isi["di_instansi"] = baku(nama) == baku(ctx.instansi.nama)
        awal = {"instansi_id": ctx.instansi.pk, "pegawai_id": pegawai, "jenis": jenis}
        plan.tulis = [Tulis(PemangkuJabatan, {"id": known[0]} if known else {}, isi, awal)]
        return plan

    def ekspor(self, ctx: Konteks) -> Iterator[Mapping[str, Any]]:
        """All appointments, with and without a seat."""
        titles = indeks_nomenklatur(ctx)
        code_of = {kode: short for short, kode in PENUGASAN.items() if short in _PENDEK}
        rows = (
            PemangkuJabatan.objects.filter(instansi=ctx.instansi)
            .select_related("pegawai")
            .order_by("pegawai__nip", "periode", "pk")
        )
        for row in rows.iterator(chunk_size=5_000):
            title = titles.nama(row.nama_jabatan)
            yield {
                "nip": row.pegawai.nip,
                "jabatan_id": title.kode if title else None,
                "jabatan": row.nama_jabatan,
                "jenis": title.jenis if title else None,
                "jenjang": row.jenjang,
                "eselon": ESELON_OF.get(Jenjang(row.jenjang)),
                "penugasan": code_of[row.jenis],
                "tmt": row.periode.lower,
                "selesai": last_day(row.periode),
                "nomor": row.nomor_sk,
                "tanggal": row.tanggal_sk,
                "unor": row.nama_unit,
                "instansi": row.nama_instansi or ctx.instansi.nama,
            }


_PENDEK = frozenset({"D", "PLT", "PLH", "PJ", "TT"})


def _penugasan(nilai: Mapping[str, Any]) -> str:
    return str(nilai.get("penugasan") or JenisPemangku.DEFINITIF)


def _kunci(pegawai: int, nilai: Mapping[str, Any]) -> Kunci:
    """A person starts one definitive post a day, but may act in several."""
    jenis = _penugasan(nilai)
    nama = "" if jenis == JenisPemangku.DEFINITIF else baku(nilai["jabatan"])
    return (pegawai, jenis, nilai["tmt"], nama)


def _stored(ctx: Konteks, people: set[int]) -> dict[Kunci, Tersimpan]:
    rows = PemangkuJabatan.objects.filter(instansi=ctx.instansi, pegawai__in=people).values_list(
        "pk", "pegawai_id", "jenis", "kursi_id", "nama_jabatan", "periode"
    )
    found: dict[Kunci, Tersimpan] = {}
    for pk, pegawai, jenis, kursi, nama, periode in rows.iterator(chunk_size=10_000):
        key = (
            pegawai,
            jenis,
            periode.lower,
            "" if jenis == JenisPemangku.DEFINITIF else baku(nama),
        )
        if key not in found or kursi is not None:
            found[key] = (pk, kursi, periode)
    return found


def _jenjang(ctx: Konteks, nilai: Mapping[str, Any]) -> str | None:
    if nilai.get("jenjang"):
        return str(nilai["jenjang"])
    eselon = ESELON.get(nilai.get("eselon") or "")
    if eselon:
        return eselon
    kode, nama = nilai.get("jabatan_id"), nilai["jabatan"]
    titles = indeks_nomenklatur(ctx)
    if kode:
        led = indeks_unit(ctx).by_kode.get(kode.lower())
        posisi = indeks_jabatan(ctx).pemimpin.get(led) if led else None
        if posisi:
            return posisi.nomen.jenjang
        title = titles.kode(kode)
        if title:
            return title.jenjang
    title = titles.nama(nama, nilai.get("jenis"))
    return title.jenjang if title else jenjang_of(nama, nilai.get("jenis"))
