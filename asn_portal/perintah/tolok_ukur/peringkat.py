"""Rank one city with every engine in one go, compare all lists, print stages and ratios."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from asn_portal.perintah.tolok_ukur import cetak
from asn_portal.perintah.tolok_ukur.cetak import Sasaran, angka

if TYPE_CHECKING:
    from collections.abc import Callable

    from asn_portal.perintah.tolok_ukur.gugus import Gugus

    Tulis = Callable[[str], Any]

# Rival: title and how many seats it ranks; what it does not rank is scaled from those.
LAWAN: Final = {
    "orm": ("Putaran ORM yang disetel", 6),
    "objek": ("Objek Python biasa", 24),
    "sql_himpunan": ("SQL himpunan, tabel normal", 40),
    "sql_lebar": ("SQL terbaik, tabel lebar", 100),
}
KOTA: Final = (10_000, 800)
PROVINSI: Final = (60_000, 5_000)
PENUH: Final = ("muat", "siap", "peringkat", "bekukan", "simpan")


def ukur(gugus: Gugus, *, pegawai: int, lowongan: int, lawan: bool, tulis: Tulis) -> bool:
    """Run everything; tells whether all lists agree."""
    tulis(f"Menyiapkan {pegawai} pegawai dan {lowongan} lowongan …")
    data = gugus.jalankan("siapkan", pegawai=pegawai, lowongan=lowongan)
    dasar = {"putaran": data["putaran"]}
    kita = gugus.jalankan("kita", **dasar)
    penuh = sum(kita["tahap"][name] for name in PENUH)
    tulis(
        f"{data['baris']} baris bukti, {kita['kursi']} lowongan dengan {kita['pola']} pola syarat, "
        f"{kita['baris']} baris daftar."
    )
    tulis("Portal, dari basis data sampai tersimpan:")
    cetak.tahap(kita["tahap"], tulis)
    tulis(f"  {'jumlah tanpa jelaskan':<22} {angka(penuh):>10} detik-inti")
    tulis(f"  {'memori puncak proses':<22} {angka(kita['puncak']):>10} MiB")
    goals = _sasaran_kita(pegawai, lowongan, penuh, kita["puncak"])
    sama, kota = True, (pegawai, lowongan) == KOTA
    if lawan:
        found = {name: gugus.jalankan(name, kursi=n, **dasar) for name, (_, n) in LAWAN.items()}
        sama = _bandingkan(kita, found, tulis)
        ratios = _rasio(kita, found, tulis)
        goals += ratios if kota else []
    satu = gugus.jalankan("satu_orang", **dasar)
    followed = _satu_orang(satu, tulis)
    goals += followed if kota or (pegawai, lowongan) == PROVINSI else followed[-1:]
    cetak.sasaran(goals, tulis)
    if not kota:
        tulis(f"  Sasaran rasio berlaku untuk {KOTA[0]} pegawai dan {KOTA[1]} lowongan.")
    return sama and not satu["salah"]


def _sasaran_kita(pegawai: int, lowongan: int, penuh: float, puncak: float) -> list[Sasaran]:
    if (pegawai, lowongan) == PROVINSI:
        return [
            Sasaran("Basis data sampai tersimpan", penuh, 3.0, "detik-inti", paling_sedikit=False)
        ]
    if (pegawai, lowongan) == KOTA:
        return [
            Sasaran("Basis data sampai tersimpan", penuh, 0.5, "detik-inti", paling_sedikit=False),
            Sasaran("Memori puncak", puncak, 400, "MiB", paling_sedikit=False),
        ]
    return []


def _bandingkan(kita: dict[str, Any], found: dict[str, Any], tulis: Tulis) -> bool:
    """Every list of every rival against ours: people, order, exact totals, number of eligible."""
    berbeda = 0
    for name, one in found.items():
        wrong = [pk for pk, rows in one["daftar"].items() if kita["daftar"][pk] != rows]
        berbeda += len(wrong)
        tulis(
            f"{LAWAN[name][0]}: {one['kursi']} daftar dibandingkan, "
            + ("semua sama." if not wrong else f"{len(wrong)} BERBEDA.")
        )
    if not berbeda:
        tulis("Semua daftar sama.")
    return not berbeda


def _rasio(kita: dict[str, Any], found: dict[str, Any], tulis: Tulis) -> list[Sasaran]:
    ours = kita["tahap"]["peringkat"] / kita["kursi"]
    rows, ratio = [], {}
    for name, one in found.items():
        stage = one["tahap"]
        each = stage["peringkat"] / one["kursi"]
        ratio[name] = each / ours
        rows.append(
            [
                LAWAN[name][0], str(one["kursi"]), _detik(stage.get("muat")), _detik(stage["siap"]),
                angka(each * 1000), _detik(each * kita["kursi"]), angka(ratio[name]), angka(one["puncak"]),
            ]
        )  # fmt: skip
    stage = kita["tahap"]
    rows.append(
        [
            "Portal", str(kita["kursi"]), _detik(stage["muat"]), _detik(stage["siap"]),
            angka(ours * 1000), _detik(stage["peringkat"]), "1", angka(kita["puncak"]),
        ]
    )  # fmt: skip
    tulis(
        "Pembanding (detik-inti; yang tidak diperingkat semua diperkirakan dari yang diperingkat):"
    )
    judul = (
        "mesin", "kursi diukur", "muat", "siapkan", "ms/kursi", "semua kursi", "rasio peringkat", "MiB",
    )  # fmt: skip
    cetak.tabel(judul, rows, tulis)
    return [
        Sasaran("Peringkat dibanding putaran ORM", ratio["orm"], 2000, "kali", paling_sedikit=True),
        Sasaran(
            "Peringkat dibanding SQL lebar", ratio["sql_lebar"], 12, "kali", paling_sedikit=True
        ),
    ]


def _detik(value: float | None) -> str:
    return "–" if value is None else angka(value)


def _satu_orang(satu: dict[str, Any], tulis: Tulis) -> list[Sasaran]:
    each, whole = sum(satu["tahap"].values()), sum(satu["penuh"].values())
    tulis(
        f"Satu orang berubah (rata-rata {satu['orang']} orang, termurah dari {satu['ulang']} kali):"
    )
    cetak.tahap(satu["tahap"], tulis)
    tulis(f"  daftar yang berubah: {angka(satu['daftar_per_orang'])} dari {satu['kursi']}")
    tulis(
        f"  bila {satu['orang']} orang diikuti bersama: {angka(satu['bersama'])} detik-inti per orang, "
        f"{angka(whole / satu['bersama'])} kali lebih murah daripada semua"
    )
    tulis("Hitung ulang semua orang dengan tahap yang sama:")
    cetak.tahap(satu["penuh"], tulis)
    salah = satu["salah"]
    tulis(f"  daftar yang salah sesudah semua perubahan: {salah} dari {satu['kursi']}")
    return [
        Sasaran("Satu orang dibanding semua", whole / each, 200, "kali", paling_sedikit=True),
        Sasaran(
            f"Satu dari {satu['orang']} orang sekaligus dibanding semua",
            whole / satu["bersama"],
            200,
            "kali",
            paling_sedikit=True,
        ),
        Sasaran("Daftar yang salah", salah, 0, "daftar", paling_sedikit=False),
    ]
