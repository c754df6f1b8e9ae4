"""One large file through the portal and through the usual path, each into its own database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asn_portal.perintah.tolok_ukur import cetak
from asn_portal.perintah.tolok_ukur.cetak import Sasaran, angka
from asn_portal.perintah.tolok_ukur.gugus import KEMBAR

if TYPE_CHECKING:
    from collections.abc import Callable

    from asn_portal.perintah.tolok_ukur.gugus import Gugus

PEGAWAI = 10_000
ULANG = 3  # the cheapest run counts, for both alike: other work on the machine makes one dearer


def ukur(gugus: Gugus, *, baris: int, tulis: Callable[[str], Any]) -> bool:
    """Run both on the same file and the same people; tells whether they found and wrote the same."""
    tulis(f"Menyiapkan {PEGAWAI} pegawai dan berkas kursus {baris} baris …")
    gugus.jalankan("siapkan", pegawai=min(PEGAWAI, max(100, baris)))
    berkas = gugus.jalankan("berkas", baris=baris)
    kita, lazim = _termurah(gugus, berkas["berkas"])
    sama = True
    for nama, one in (("Portal", kita), ("pandas/openpyxl, putaran baris, executemany", lazim)):
        tulis(f"{nama}: {one['baru']} baris tersimpan, {len(one['salah'])} baris salah")
        cetak.tahap(one["tahap"], tulis)
        tulis(f"  {'memori puncak proses':<22} {angka(one['puncak']):>10} MiB")
    if (kita["baru"], kita["salah"]) != (lazim["baru"], lazim["salah"]):
        tulis("Hasil kedua jalan BERBEDA.")
        sama = False
    else:
        tulis("Hasil kedua jalan sama.")
    rasio = sum(lazim["tahap"].values()) / sum(kita["tahap"].values())
    cetak.sasaran(
        [Sasaran("Impor dibanding jalan lazim", rasio, 4, "kali", paling_sedikit=True)], tulis
    )
    return sama


def _termurah(gugus: Gugus, berkas: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Both in turn, each time into a fresh copy whose pages are on disk already."""
    runs: dict[str, list[dict[str, Any]]] = {"impor_kita": [], "impor_lazim": []}
    for _ in range(ULANG):
        for tugas, found in runs.items():
            gugus.postgres.sql(f"DROP DATABASE IF EXISTS {KEMBAR}")
            gugus.salin()
            gugus.postgres.sql("CHECKPOINT")
            found.append(gugus.kembar().jalankan(tugas, berkas=berkas))
    best = [min(found, key=lambda one: sum(one["tahap"].values())) for found in runs.values()]
    return best[0], best[1]
