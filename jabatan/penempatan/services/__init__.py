"""Writing acts of placement; each owns its transaction, writes evidence and the log."""

from jabatan.penempatan.services.keputusan import (
    batalkan_keputusan,
    kembalikan_ppk,
    putuskan,
    tolak_ppk,
)
from jabatan.penempatan.services.pemberlakuan import berlakukan, berlakukan_jatuh_tempo
from jabatan.penempatan.services.pemeriksaan import catat_masa_larangan, periksa_usulan
from jabatan.penempatan.services.peringkat import minta_hitung, simpan_pemeringkatan
from jabatan.penempatan.services.persetujuan import kembalikan, setujui, tolak
from jabatan.penempatan.services.putaran import (
    aturan_berlaku,
    batalkan_putaran,
    buka_putaran,
    tutup_putaran,
)
from jabatan.penempatan.services.sk import batalkan_sk, tetapkan_sk
from jabatan.penempatan.services.terpilih import ketahui, nyatakan_terpilih, tegaskan
from jabatan.penempatan.services.usulan import ajukan, nyatakan, perbaiki, susun_usulan, tarik

__all__ = [
    "ajukan",
    "aturan_berlaku",
    "batalkan_keputusan",
    "batalkan_putaran",
    "batalkan_sk",
    "berlakukan",
    "berlakukan_jatuh_tempo",
    "buka_putaran",
    "catat_masa_larangan",
    "kembalikan",
    "kembalikan_ppk",
    "ketahui",
    "minta_hitung",
    "nyatakan",
    "nyatakan_terpilih",
    "perbaiki",
    "periksa_usulan",
    "putuskan",
    "setujui",
    "simpan_pemeringkatan",
    "susun_usulan",
    "tarik",
    "tegaskan",
    "tetapkan_sk",
    "tolak",
    "tolak_ppk",
    "tutup_putaran",
]
