"""Checks of a proposal beyond the gates of the run: each finding blocks or flags, with its basis."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from psycopg.types.range import DateRange

from asn_portal.core import audit
from asn_portal.core.dates import local_date, long_date
from asn_portal.core.enums import Peran
from asn_portal.core.errors import DomainError
from asn_portal.core.models import Penugasan
from jabatan.merit import add_months
from jabatan.penempatan.enums import JenisLarangan
from jabatan.penempatan.models import MasaLarangan
from jabatan.penempatan.selectors.kursi_dilepas import kepindahan
from jabatan.peta.enums import JenisPemangku, Jenjang
from jabatan.peta.models import PemangkuJabatan
from jabatan.peta.selectors.pensiun import pensiun_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from asn_portal.core.models import Instansi, User
    from jabatan.peta.models import Kursi, NomenklaturJabatan, Pegawai

BLOKIR, TANDAI = "blokir", "tandai"
MIN_MONTHS, MAX_MONTHS, HORIZON_MONTHS, FREEZE_MONTHS = 24, 60, 12, 6

DASAR_MUTASI = "Peraturan BKN 5/2019 pasal 2 ayat (3)"
DASAR_JPT = "UU 5/2014 pasal 116 dan PP 11/2017 pasal 132"
DASAR_PENSIUN = "UU 20/2023 pasal 55; PP 11/2017 pasal 239"
DASAR_KONFLIK = "UU 30/2014 pasal 42 dan 43; Peraturan BKN 5/2019 pasal 2"
DASAR_DOKUMEN = "Peraturan BKN 5/2019 pasal 5"
DASAR_KURSI = "PermenPANRB 1/2020 (peta jabatan)"
DASAR_LARANGAN = {
    JenisLarangan.PENETAPAN_CALON: "UU 10/2016 pasal 71 ayat (2)",
    JenisLarangan.PELANTIKAN: "UU 10/2016 pasal 162 ayat (3)",
}


DASAR_POLA_KARIER = "PermenPANRB 22/2021 (pola karier horizontal, vertikal, diagonal)"
# Level of a post; functional posts at the structural level they equal (domain §5.2).
TINGKAT = {
    "jpt_utama": 6, "jpt_madya": 5, "jpt_pratama": 4, "ahli_utama": 4,
    "administrator": 3, "ahli_madya": 3, "pengawas": 2, "ahli_muda": 2,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Temuan:
    """One finding, as it is stored with the proposal."""

    kode: str
    tingkat: str
    pesan: str
    dasar: str


def masa_jabatan(sejak: date, pindah: date, *, jpt: bool = False) -> Temuan | None:
    """At least two years in the present post, and a flag after five (EX-2.21 to 2.23)."""
    earliest = add_months(sejak, MIN_MONTHS)
    if pindah < earliest:
        return Temuan(
            "MASA_JABATAN",
            BLOKIR,
            f"Menjabat sejak {long_date(sejak)}, belum dua tahun. Paling cepat {long_date(earliest)}.",
            DASAR_JPT if jpt else DASAR_MUTASI,
        )
    if pindah > add_months(sejak, MAX_MONTHS):
        return Temuan(
            "LIMA_TAHUN",
            TANDAI,
            f"Menjabat sejak {long_date(sejak)}, melebihi 5 tahun.",
            DASAR_MUTASI,
        )
    return None


def turun_jenjang(lama: str, baru: str) -> Temuan | None:
    """A career path leads sideways or up; a lower post is flagged for those who decide."""
    if TINGKAT.get(baru, 1) >= TINGKAT.get(lama, 1):
        return None
    pesan = (
        f"Pegawai turun jenjang dari {Jenjang(lama).label} ke {Jenjang(baru).label}. "
        "Pola karier hanya mengenal perpindahan setingkat atau naik."
    )
    return Temuan("TURUN_JENJANG", TANDAI, pesan, DASAR_POLA_KARIER)


def tmt_pensiun(lahir: date, nomenklatur: NomenklaturJabatan) -> date | None:
    """First day of the pension by the retirement age of this position."""
    return pensiun_of(lahir, jenjang=nomenklatur.jenjang, bup=nomenklatur.bup)


def pensiun(tmt: date | None, berlaku: date) -> Temuan | None:
    """Retired before the move blocks; within a year after it flags."""
    if tmt is None:
        return None
    if tmt <= berlaku:
        pesan = f"Pensiun mulai {long_date(tmt)}, tidak sesudah tanggal berlaku."
        return Temuan("PENSIUN", BLOKIR, pesan, DASAR_PENSIUN)
    if tmt <= add_months(berlaku, HORIZON_MONTHS):
        pesan = f"Pensiun mulai {long_date(tmt)}, kurang dari setahun sesudah tanggal berlaku."
        return Temuan("PENSIUN_DEKAT", TANDAI, pesan, DASAR_PENSIUN)
    return None


def rentang_larangan(jenis: str, peristiwa: date, akhir: date | None = None) -> tuple[date, date]:
    """First and last day of a season from the day of the event (EX-2.24, EX-2.25).

    Before the determination of candidates: six months before, until `akhir` (end of term).
    After an inauguration: from that day, six months.
    """
    if jenis == JenisLarangan.PELANTIKAN:
        return peristiwa, add_months(peristiwa, FREEZE_MONTHS) - timedelta(days=1)
    if akhir is None or akhir < peristiwa:
        raise DomainError("Isi akhir masa jabatan kepala daerah, sesudah penetapan calon.")
    return add_months(peristiwa, -FREEZE_MONTHS), akhir


def larangan(berlaku: date, masa: Iterable[MasaLarangan]) -> list[Temuan]:
    """Seasons that contain the day: blocked without written consent, flagged with it."""
    found = []
    for one in masa:
        if one.tanggal_mulai <= berlaku <= one.tanggal_selesai:
            words = (
                f"{JenisLarangan(one.jenis).label}: "
                f"{long_date(one.tanggal_mulai)} sampai {long_date(one.tanggal_selesai)}."
            )
            if one.izin_tertulis:
                words += f" Izin tertulis: {one.izin_tertulis}."
            else:
                words += " Belum ada izin tertulis Menteri Dalam Negeri."
            tingkat = TANDAI if one.izin_tertulis else BLOKIR
            found.append(Temuan("MASA_LARANGAN", tingkat, words, one.dasar))
    return found


@transaction.atomic
def catat_masa_larangan(
    *,
    instansi: Instansi,
    jenis: str,
    peristiwa: date,
    actor: User,
    at: datetime,
    akhir: date | None = None,
    izin_tertulis: str = "",
) -> MasaLarangan:
    """Note a season without replacements from the day of its event; again only adds the consent."""
    start, until = rentang_larangan(jenis, peristiwa, akhir)
    row, _ = MasaLarangan.objects.update_or_create(
        instansi=instansi,
        jenis=jenis,
        tanggal_mulai=start,
        defaults={
            "tanggal_selesai": until,
            "dasar": DASAR_LARANGAN[JenisLarangan(jenis)],
            "izin_tertulis": izin_tertulis,
        },
    )
    audit.record(
        "masa_larangan.dicatat",
        row,
        actor=actor,
        at=at,
        data={"mulai": start, "selesai": until, "izin": izin_tertulis},
    )
    return row


def jabatan_sekarang(pegawai: Pegawai, on: date) -> PemangkuJabatan | None:
    """The definitive appointment with a seat that holds on the day."""
    found: PemangkuJabatan | None = (
        PemangkuJabatan.objects.filter(
            pegawai=pegawai,
            jenis=JenisPemangku.DEFINITIF,
            kursi__isnull=False,
            periode__contains=on,
        )
        .select_related("kursi__jabatan__nomenklatur", "kursi__jabatan__unit")
        .first()
    )
    return found


def periksa_usulan(
    *, kursi: Kursi, pegawai: Pegawai, tanggal_berlaku: date, at: datetime
) -> list[Temuan]:
    """All findings about this person on this seat from this day; blocking ones first."""
    today = local_date(kursi.instansi, at)
    found: list[Temuan | None] = []
    if tanggal_berlaku < today:
        pesan = f"Tanggal berlaku tidak boleh sebelum hari ini, {long_date(today)}."
        found.append(Temuan("BERLAKU_SURUT", BLOKIR, pesan, "UU 30/2014 pasal 58 ayat (6)"))
    if not pegawai.aktif or pegawai.instansi_id != kursi.instansi_id:
        pesan = "Pegawai ini tidak aktif lagi di instansi ini."
        found.append(Temuan("TIDAK_AKTIF", BLOKIR, pesan, DASAR_PENSIUN))
    found += _seat(kursi, pegawai, tanggal_berlaku)
    now = jabatan_sekarang(pegawai, today)
    found += _tenure(now, tanggal_berlaku)
    if now is not None:
        found.append(turun_jenjang(now.jenjang, kursi.jabatan.nomenklatur.jenjang))
    found += _pension(pegawai, kursi, now, tanggal_berlaku)
    found += larangan(tanggal_berlaku, MasaLarangan.objects.filter(instansi=kursi.instansi))
    if Penugasan.objects.filter(
        orang=pegawai.orang, peran=Peran.PPK, periode__contains=today
    ).exists():
        pesan = "Pegawai ini adalah PPK, jadi akan memutuskan perkaranya sendiri."
        found.append(Temuan("KONFLIK_KEPENTINGAN", BLOKIR, pesan, DASAR_KONFLIK))
    kept = [one for one in found if one is not None]
    return sorted(kept, key=lambda one: one.tingkat != BLOKIR)


def _seat(kursi: Kursi, pegawai: Pegawai, berlaku: date) -> list[Temuan | None]:
    """Somebody who holds the seat must be on the way out."""
    if not kursi.formasi:
        pesan = "Kursi ini di luar kebutuhan (formasi) pada peta jabatan."
        return [Temuan("BUKAN_FORMASI", BLOKIR, pesan, DASAR_KURSI)]
    holder = (
        PemangkuJabatan.objects.filter(
            kursi=kursi,
            jenis=JenisPemangku.DEFINITIF,
            periode__overlap=DateRange(berlaku, None),
        )
        .select_related("pegawai__orang")
        .first()
    )
    if holder is None:
        return []
    if holder.pegawai_id == pegawai.pk:
        return [
            Temuan("SUDAH_DIJABAT", BLOKIR, "Pegawai ini sudah menduduki jabatan itu.", DASAR_KURSI)
        ]
    name = holder.pegawai.orang.nama
    pindah = kepindahan(holder.pegawai)
    if pindah is None:
        pesan = (
            f"Jabatan ini sudah terisi oleh {name}, yang tidak sedang diusulkan ke jabatan lain. "
            f"Susun dahulu usulan untuk {name}. Pertukaran langsung dua pejabat tidak dapat dimulai "
            "dari usulan satu per satu."
        )
        return [Temuan("SUDAH_TERISI", BLOKIR, pesan, DASAR_KURSI)]
    pesan = f"Menunggu kursi dilepas: masih dipegang {name}, yang sedang diusulkan pindah"
    if pindah.tanggal_berlaku is not None and pindah.tanggal_berlaku > berlaku:
        pesan += f" mulai {long_date(pindah.tanggal_berlaku)}. Tanggal berlaku di sini paling cepat hari itu."
        return [Temuan("MASIH_DIPEGANG", BLOKIR, pesan, DASAR_KURSI)]
    return [Temuan("MASIH_DIPEGANG", TANDAI, f"{pesan}.", DASAR_KURSI)]


def _tenure(now: PemangkuJabatan | None, berlaku: date) -> list[Temuan | None]:
    if now is None:
        pesan = (
            "Jabatan definitif sekarang belum tercatat, jadi masa jabatan tidak dapat diperiksa."
        )
        return [Temuan("JABATAN_BELUM_TERCATAT", TANDAI, pesan, DASAR_MUTASI)]
    found = [
        masa_jabatan(now.periode.lower, berlaku, jpt=now.jenjang.startswith("jpt")),
    ]
    if not now.nomor_sk:
        pesan = "Nomor SK jabatan sekarang belum tercatat."
        found.append(Temuan("DOKUMEN", TANDAI, pesan, DASAR_DOKUMEN))
    return found


def _pension(
    pegawai: Pegawai, kursi: Kursi, now: PemangkuJabatan | None, berlaku: date
) -> list[Temuan | None]:
    """By the age of the present post until the move, by that of the new one afterwards."""
    lahir = pegawai.orang.tanggal_lahir
    if lahir is None:
        pesan = "Tanggal lahir belum tercatat, jadi batas usia pensiun tidak dapat diperiksa."
        return [Temuan("LAHIR_BELUM_TERCATAT", TANDAI, pesan, DASAR_PENSIUN)]
    if now is not None and now.kursi is not None:
        first = pensiun(tmt_pensiun(lahir, now.kursi.jabatan.nomenklatur), berlaku)
        if first is not None and first.tingkat == BLOKIR:
            return [first]
    return [pensiun(tmt_pensiun(lahir, kursi.jabatan.nomenklatur), berlaku)]


def refuse_blocked(found: Iterable[Temuan]) -> None:
    """Raise the sentences of everything that blocks."""
    blocked = [one for one in found if one.tingkat == BLOKIR]
    if blocked:
        raise DomainError(" ".join(f"{one.pesan} ({one.dasar})" for one in blocked))


def as_json(found: Iterable[Temuan]) -> list[dict[str, Any]]:
    """Findings as the proposal stores them."""
    return [asdict(one) for one in found]
