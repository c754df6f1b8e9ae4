"""The import of the portal: read in the limited child, check, plan, apply."""

from __future__ import annotations

from typing import Any

from asn_portal.berkas import registry
from asn_portal.berkas.services.jalankan import jalankan
from asn_portal.core.models import Instansi, Orang
from asn_portal.perintah.tolok_ukur.jam import Jam, puncak_mib
from pelatihan.models import RiwayatPelatihan


def ukur(param: dict[str, Any]) -> dict[str, Any]:
    """Import the file; wrong rows are left out and reported."""
    instansi = Instansi.objects.get()
    oleh, verifikator = Orang.objects.order_by("pk")[:2]  # certificates need two people
    before = RiwayatPelatihan.objects.count()
    registry.semua()  # modules are loaded before the clock starts, as those of the rival are
    jam = Jam(param["induk"])
    with jam.ukur("impor"):
        laporan = jalankan(
            "kursus", param["berkas"], instansi=instansi, oleh=oleh,
            verifikator=verifikator, terapkan=True, lewati=True,
        )  # fmt: skip
    return {
        "tahap": jam.tahap,
        "dinding": jam.dinding,
        "puncak": puncak_mib(),
        "baru": RiwayatPelatihan.objects.count() - before,
        "salah": sorted({nomor for nomor, _, _ in laporan.salah}),
    }
