"""The whole city from a seed: same seed, size and day, same city."""

from __future__ import annotations

import gc
import random
from typing import TYPE_CHECKING, Final

from asn_portal.perintah.kota.bentuk import Ciri, Kota
from asn_portal.perintah.kota.bukti import Bukti
from asn_portal.perintah.kota.isi import beban, duduki, staf
from asn_portal.perintah.kota.karier import Karier
from asn_portal.perintah.kota.struktur import Kerangka
from asn_portal.perintah.kota.warga import Pencatat

if TYPE_CHECKING:
    from datetime import date

BENIH: Final = 411
KOTA: Final = Ciri(
    "SAGARAMERU", "Pemerintah Kota Sagara Meru", "KOTA", "Sagara Meru", "Wali Kota", "Asia/Makassar"
)
TETANGGA: Final = Ciri(
    "LEMBAHSEWANA", "Pemerintah Kabupaten Lembah Sewana", "KABUPATEN", "Sewana", "Bupati", "Asia/Jayapura"
)  # fmt: skip
PALING_SEDIKIT: Final = 60
ISI_TETANGGA: Final = 24


def bangun(n: int, acuan: date, *, benih: int = BENIH) -> Kota:
    """A city of n civil servants as on the day."""
    if n < PALING_SEDIKIT:
        raise ValueError(f"Kota contoh paling sedikit {PALING_SEDIKIT} pegawai.")
    rng = random.Random(f"{benih}:{n}")
    kerangka = Kerangka(KOTA.nama, n, rng)
    kerangka.bangun()
    staf(kerangka)
    duduki(kerangka)
    beban(kerangka)
    return _huni(KOTA, kerangka, acuan, benih)


def bangun_tetangga(acuan: date, *, benih: int = BENIH) -> Kota:
    """Another agency with a handful of people, so that one sees that agencies do not see each other."""
    rng = random.Random(f"{benih}:tetangga")
    kerangka = Kerangka(TETANGGA.nama, ISI_TETANGGA, rng)
    unit = kerangka.tambah(kerangka.akar, "Sekretariat Daerah", "SETDA", "umum")
    kerangka.pimpin(unit, "Sekretaris Daerah", "jpt_pratama", kelas=15)
    kantor = kerangka.tambah(kerangka.akar, "Badan Kepegawaian Daerah", "BADAN", "umum")
    kerangka.pimpin(kantor, "Kepala Badan Kepegawaian Daerah", "jpt_pratama")
    for nama in ("Mutasi", "Pengembangan"):
        bidang = kerangka.tambah(kantor, f"Bidang {nama}", "BIDANG", "umum")
        kerangka.pimpin(bidang, f"Kepala Bidang {nama}", "administrator")
    staf(kerangka)
    duduki(kerangka)
    beban(kerangka)
    return _huni(TETANGGA, kerangka, acuan, benih, daerah=2)


def _huni(ciri: Ciri, kerangka: Kerangka, acuan: date, benih: int, *, daerah: int = 1) -> Kota:
    """People for every held seat; `daerah` keeps the numbers of two agencies apart."""
    rng, posisi = kerangka.rng, kerangka.posisi
    pencatat, karier, bukti = (
        Pencatat(rng, acuan, daerah=daerah),
        Karier(rng, acuan, posisi),
        Bukti(rng, acuan),
    )
    warga = []
    # Millions of small facts and no rings among them: the collector would only walk them again.
    gc.disable()
    try:
        for one in posisi:
            for _ in range(one.terisi):
                person = pencatat.orang(one)
                karier.isi(person)
                bukti.isi(person)
                warga.append(person)
    finally:
        gc.enable()
    karier.pendahulu(warga)
    return Kota(ciri, acuan, benih, kerangka.unit, posisi, warga)
