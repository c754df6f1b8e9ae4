"""Which field of study a study programme belongs to; an unmapped programme is an unknown field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from asn_portal.berkas import parsers as p
from asn_portal.berkas.registry import JenisImpor, Kolom, Rencana, Tulis, daftarkan
from asn_portal.core.enums import Sumber
from jabatan.peta.importers.kata import rapi
from jabatan.peta.models import BidangIlmu, ProgramStudi

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from asn_portal.berkas.registry import Baris, Konteks


def slug(text: str) -> str:
    """Free lower-case word of the exchange format: "Ilmu Pemerintahan" becomes ilmu-pemerintahan."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60]


class BukuBidang:
    """Fields of study of the instansi, made where the file names a new one."""

    def __init__(self, ctx: Konteks) -> None:
        self.instansi_id = ctx.instansi.pk
        self.by_kode: dict[str, int] = {}
        for pk, kode, nama in BidangIlmu.objects.filter(instansi=ctx.instansi).values_list(
            "pk", "kode", "nama"
        ):
            self.by_kode[kode] = pk
            self.by_kode.setdefault(slug(nama), pk)
        self.baru: dict[str, Tulis] = {}

    def bidang(self, nama: str) -> int | Tulis:
        """The field with this code or name."""
        kode = slug(nama)
        known = self.by_kode.get(kode)
        if known is not None:
            return known
        if kode not in self.baru:
            self.baru[kode] = Tulis(
                BidangIlmu,
                {"instansi_id": self.instansi_id, "kode": kode},
                {},
                {"nama": rapi(nama)[:150]},
                sebutan="Bidang ilmu",
            )
        return self.baru[kode]


@daftarkan
class BidangIlmuProgram(JenisImpor):
    kode, judul, urutan = "bidang-ilmu", "Bidang ilmu program studi", 24
    keterangan = "Program studi tanpa bidang ilmu membuat kesesuaian bidang ilmu tidak diketahui."
    sumber = Sumber.PETA
    kolom = (
        Kolom("program", "PROGRAM STUDI", p.nama(250), wajib=True, kunci=True,
              alias=("PENDIDIKAN NAMA", "NAMA PROGRAM STUDI"), contoh="S-1 ILMU PEMERINTAHAN"),
        Kolom("bidang", "BIDANG ILMU", p.nama(150), contoh="Ilmu Pemerintahan"),
        Kolom("kode", "PENDIDIKAN ID", p.kode()),
    )  # fmt: skip

    def rencanakan(self, ctx: Konteks, baris: Sequence[Baris]) -> list[Rencana]:
        """The programme, with its field where one is named."""
        fields = BukuBidang(ctx)
        plans = []
        for row in baris:
            nama = row.nilai.get("bidang")
            isi: dict[str, Any] = {}
            field = fields.bidang(nama) if nama else None
            if "bidang" in row.nilai:
                isi["bidang"] = field
            if row.nilai.get("kode"):
                isi["kode_siasn"] = row.nilai["kode"]
            key = {
                "instansi_id": ctx.instansi.pk,
                "nama_baku": rapi(row.nilai["program"]).upper(),
            }
            made = [field] if isinstance(field, Tulis) else []
            plans.append(Rencana([Tulis(ProgramStudi, key, isi), *made]))
        return plans

    def ekspor(self, ctx: Konteks) -> Iterator[Mapping[str, Any]]:
        """All programmes; those without a field are the work that is left."""
        rows = ProgramStudi.objects.filter(instansi=ctx.instansi).select_related("bidang")
        for row in rows.order_by("nama_baku").iterator():
            yield {
                "program": row.nama_baku,
                "bidang": row.bidang.nama if row.bidang else None,
                "kode": row.kode_siasn,
            }
