"""History of degrees, with SIASN names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asn_portal.berkas import parsers as p
from asn_portal.berkas.registry import JenisImpor, Kolom, Rencana, Salah, daftarkan
from asn_portal.core.enums import Sumber
from jabatan.peta.importers.kata import TINGKAT, TINGKAT_ALIAS, TINGKAT_KODE, TINGKAT_NAMA, baku
from jabatan.peta.importers.pendidikan import BukuPendidikan
from jabatan.peta.importers.rujukan import TIDAK_ADA, pegawai_by_nip
from jabatan.peta.models import RiwayatPendidikan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from asn_portal.berkas.registry import Baris, Konteks

_KATA = {baku(nama): str(jenjang) for nama, jenjang in TINGKAT_ALIAS.items()}


@daftarkan
class RiwayatPendidikanBerkas(JenisImpor):
    kode, judul, urutan = "riwayat-pendidikan", "Riwayat pendidikan", 54
    keterangan = "Satu baris per ijazah. Program studi baru belum punya bidang ilmu."
    nilai = True  # degrees are points
    sumber = Sumber.PETA
    ringkas = ("nip", "tingkat", "pendidikan")
    kolom = (
        Kolom("pns_id", "PNS ID", p.teks(), simpan=False),
        Kolom("nip", "NIP BARU", p.nip(), wajib=True, kunci=True, alias=("NIP",),
              contoh="198609262015051001"),
        Kolom("pendidikan_id", "PENDIDIKAN ID", p.kode()),
        Kolom("pendidikan", "PENDIDIKAN NAMA", p.nama(250), kunci=True,
              contoh="S-1 ILMU PEMERINTAHAN"),
        Kolom("tingkat_id", "TINGKAT PENDIDIKAN ID", p.kode(4, 2), kunci=True,
              alias=("TK PENDIDIKAN ID",), contoh="40"),
        Kolom("tingkat", "TINGKAT PENDIDIKAN NAMA", p.teks(60), kunci=True,
              alias=("TK PENDIDIKAN NAMA",), contoh=TINGKAT_NAMA["40"]),
        Kolom("lulus", "TAHUN LULUS", p.tahun(1950, 2100), contoh="2009"),
        Kolom("sekolah", "NAMA SEKOLAH", p.nama(250)),
    )  # fmt: skip

    def rencanakan(self, ctx: Konteks, baris: Sequence[Baris]) -> list[Rencana]:
        """Degrees of known people."""
        people = pegawai_by_nip(ctx, [row.nilai["nip"] for row in baris])
        degrees = BukuPendidikan(ctx)
        plans = []
        for row in baris:
            nilai = row.nilai
            found = people.get(nilai["nip"])
            if found is None:
                plans.append(Rencana(salah=[Salah("nip", TIDAK_ADA)]))
                continue
            kode, nama = nilai.get("tingkat_id"), nilai.get("tingkat")
            jenjang = TINGKAT.get(kode or "") or _KATA.get(baku(nama or ""))
            if jenjang is None:
                plans.append(
                    Rencana(
                        salah=[Salah("tingkat", f'Tingkat "{nama or kode or ""}" tidak dikenal.')]
                    )
                )
                continue
            writes = degrees.tulis(
                found[0],
                jenjang,
                nilai.get("pendidikan"),
                kode_program=nilai.get("pendidikan_id"),
                tahun=nilai.get("lulus"),
                sekolah=nilai.get("sekolah"),
            )
            plans.append(Rencana(writes, orang=found[1]))
        return plans

    def ekspor(self, ctx: Konteks) -> Iterator[Mapping[str, Any]]:
        """All degrees."""
        rows = (
            RiwayatPendidikan.objects.filter(pegawai__instansi=ctx.instansi)
            .select_related("pegawai", "program")
            .order_by("pegawai__nip", "tahun_lulus", "pk")
        )
        for row in rows.iterator(chunk_size=5_000):
            tingkat = TINGKAT_KODE[row.jenjang]
            yield {
                "nip": row.pegawai.nip,
                "pendidikan_id": row.program.kode_siasn if row.program else None,
                "pendidikan": row.program.nama_baku if row.program else None,
                "tingkat_id": tingkat,
                "tingkat": TINGKAT_NAMA[tingkat],
                "lulus": row.tahun_lulus,
                "sekolah": row.sekolah,
            }
