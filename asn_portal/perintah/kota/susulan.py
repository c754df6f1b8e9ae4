"""A late file of scores that the verifikator has not looked at yet, uploaded as on the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from asn_portal.berkas import tasks as _tasks  # noqa: F401 -- importing registers the job
from asn_portal.berkas.models import Impor
from asn_portal.berkas.services.terapkan import ajukan
from asn_portal.berkas.services.unggah import petakan, unggah
from asn_portal.core import jobs
from asn_portal.perintah.kota.berkas import tulis

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from asn_portal.core.models import Instansi
    from asn_portal.perintah.kota.akun import Petugas
    from asn_portal.perintah.kota.bentuk import Kota

PALING_BANYAK = 40


def titipkan(kota: Kota, instansi: Instansi, petugas: Petugas, folder: Path) -> None:
    """Late appraisals: checked and sent, waiting for the second pair of eyes."""
    path = folder / f"25-skp-susulan-{kota.acuan.year - 1}.xlsx"
    if not tulis("skp", path, _susulan(kota), lembar="skp"):
        return
    with path.open("rb") as isi:
        impor = unggah(
            kode_jenis="skp", instansi=instansi, actor=petugas.hr, nama_berkas=path.name, isi=isi
        )
    job = petakan(impor=impor, pemetaan=impor.pemetaan, actor=petugas.hr)
    jobs.run(job.pk)
    ajukan(impor=Impor.objects.get(pk=impor.pk), actor=petugas.hr, at=timezone.now())


def _susulan(kota: Kota) -> Iterator[dict[str, Any]]:
    """People in service all of last year whose appraisal is missing."""
    year, left = kota.acuan.year - 1, PALING_BANYAK
    for w in kota.warga:
        if left and w.tmt.year < year and all(tahun != year for tahun, *_ in w.skp):
            left -= 1
            yield {
                "nip": w.nip,
                "nama": w.nama,
                "tahun": year,
                "hasil_kerja": "SESUAI",
                "perilaku_kerja": "SESUAI",
                "predikat": "BAIK",
            }
