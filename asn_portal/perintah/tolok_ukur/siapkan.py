"""Fill the throw-away database: schema, city, round, profile rows."""

from __future__ import annotations

import itertools
import time
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction

from asn_portal.perintah.tolok_ukur import kota, lowongan, riwayat
from jabatan.talenta.services import segarkan_profil


def kota_uji(param: dict[str, Any]) -> dict[str, Any]:
    """Everything that the engines read."""
    times = {"mulai": time.perf_counter()}
    call_command("migrate", verbosity=0)
    times["skema"] = time.perf_counter()
    with transaction.atomic():
        instansi = kota.rujukan()
        kota.tanpa_pemicu()
        w = kota.warga(instansi, param["pegawai"])
        rows = riwayat.tulis(w, instansi.pk) + 2 * w.n
        kota.dengan_pemicu()
    times["data"] = time.perf_counter()
    putaran = lowongan.buka(instansi, w, param["lowongan"]) if param.get("lowongan") else None
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    times["putaran"] = time.perf_counter()
    segarkan_profil(instansi_id=instansi.pk)
    times["profil"] = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE talenta_profilmerit")
        cursor.execute("CHECKPOINT")
    names = list(times)
    return {
        "instansi": instansi.pk,
        "putaran": putaran.pk if putaran else None,
        "baris": rows,
        "detik": {b: times[b] - times[a] for a, b in itertools.pairwise(names)},
    }
