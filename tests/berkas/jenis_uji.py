"""Two small kinds: a unit tree with parents in the same file, and SKP as scores."""

from __future__ import annotations

from asn_portal.berkas import parsers as p
from asn_portal.berkas.registry import JenisImpor, Kolom, Rencana, Salah, Tulis
from asn_portal.core.dates import period
from asn_portal.core.enums import Sumber
from asn_portal.core.models import UnitKerja
from jabatan.peta.enums import JenisUnit
from jabatan.peta.models import Pegawai, VersiUnit
from kinerja.penilaian.enums import Predikat
from kinerja.penilaian.models import SKP


class UnitUji(JenisImpor):
    kode, judul, urutan = "uji-unit", "Unit (uji)", 900
    sumber = Sumber.PETA
    lembar = ("unit*",)
    kolom = (
        Kolom("kode", "KODE", p.kode(), alias=("ID",), wajib=True, kunci=True, contoh="D01"),
        Kolom("nama", "NAMA UNIT", p.nama(250), alias=("NAMA_UNOR",), wajib=True),
        Kolom("induk", "KODE INDUK", p.kode(), alias=("ID_ATASAN",)),
        Kolom("mulai", "MULAI", p.tanggal(), wajib=True),
        Kolom("urutan", "URUTAN", p.bulat(0, 10_000)),
        Kolom("agama", "AGAMA", p.teks(), simpan=False),
    )

    def rencanakan(self, ctx, baris):
        identitas = {b.nilai["kode"]: Tulis(UnitKerja, {"instansi_id": ctx.instansi.pk, "kode": b.nilai["kode"]}) for b in baris}  # fmt: skip
        lama = dict(UnitKerja.objects.filter(instansi=ctx.instansi).values_list("kode", "pk"))
        hasil = []
        for b in baris:
            unit = identitas[b.nilai["kode"]]
            induk = b.nilai.get("induk")
            if induk and induk not in identitas and induk not in lama:
                hasil.append(Rencana(salah=[Salah("induk", f"Unit induk {induk} tidak ditemukan.")]))  # fmt: skip
                continue
            unit.nilai = {"opd": unit if not induk else identitas.get(induk) or lama[induk]}
            versi = Tulis(
                VersiUnit,
                {"unit": unit, "periode": period(b.nilai["mulai"], None)},
                {
                    "nama": b.nilai["nama"],
                    "urutan": b.nilai.get("urutan") or 0,
                    "induk": None if not induk else identitas.get(induk) or lama[induk],
                },
                {"jenis": JenisUnit.DINAS},
            )
            hasil.append(Rencana([unit, versi]))
        return hasil

    def hilang(self, ctx, baris):
        ada = {b.nilai["kode"] for b in baris}
        return [u for u in UnitKerja.objects.filter(instansi=ctx.instansi).order_by("kode").values_list("kode", flat=True) if u not in ada]  # fmt: skip

    def ekspor(self, ctx):
        rows = VersiUnit.objects.filter(unit__instansi=ctx.instansi).select_related("unit", "induk")
        for v in rows.order_by("unit__kode"):
            yield {
                "kode": v.unit.kode,
                "nama": v.nama,
                "induk": v.induk.kode if v.induk else None,
                "mulai": v.periode.lower,
                "urutan": v.urutan,
            }


class SKPUji(JenisImpor):
    kode, judul, urutan, nilai = "uji-skp", "SKP (uji)", 901, True
    sumber = Sumber.PENILAIAN
    kolom = (
        Kolom("nip", "NIP", p.nip(), alias=("NIP BARU",), wajib=True, kunci=True),
        Kolom("tahun", "TAHUN", p.tahun(1990, 2200), wajib=True, kunci=True),
        Kolom("predikat", "PREDIKAT", p.pilihan(Predikat), wajib=True),
        Kolom("penilai", "NAMA PENILAI", p.nama(200)),
    )

    def rencanakan(self, ctx, baris):
        orang = {
            nip: (pk, orang_id)
            for nip, pk, orang_id in Pegawai.objects.filter(
                instansi=ctx.instansi, nip__in=[b.nilai["nip"] for b in baris]
            ).values_list("nip", "pk", "orang_id")
        }
        hasil = []
        for b in baris:
            if b.nilai["nip"] not in orang:
                hasil.append(Rencana(salah=[Salah("nip", "NIP ini tidak ada di daftar pegawai.")]))
                continue
            pegawai, orang_id = orang[b.nilai["nip"]]
            nilai = {"predikat": b.nilai["predikat"]}
            if "penilai" in b.nilai:
                nilai["nama_penilai"] = b.nilai["penilai"] or ""
            kunci = {"pegawai_id": pegawai, "tahun": b.nilai["tahun"]}
            hasil.append(Rencana([Tulis(SKP, kunci, nilai)], orang=orang_id))
        return hasil

    def ekspor(self, ctx):
        for s in SKP.objects.filter(pegawai__instansi=ctx.instansi).select_related("pegawai"):
            yield {
                "nip": s.pegawai.nip,
                "tahun": s.tahun,
                "predikat": s.predikat,
                "penilai": s.nama_penilai,
            }
