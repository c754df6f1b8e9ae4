"""What a decree says, word by word; the paper and the preview print the same text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from asn_portal.core.dates import local_date, long_date
from asn_portal.core.enums import Peran
from asn_portal.core.models import Penugasan
from jabatan.penempatan.enums import StatusPersetujuan
from jabatan.penempatan.models import HasilLowongan
from jabatan.peta.enums import PANGKAT, JenisJabatan, Jenjang, StatusASN
from jabatan.peta.models import IsiPeta, PemangkuJabatan, RiwayatPangkat, VersiUnit

if TYPE_CHECKING:
    from datetime import date

    from asn_portal.core.models import Instansi
    from jabatan.penempatan.models import Keputusan, Usulan
    from jabatan.peta.models import Jabatan, NomenklaturJabatan, Pegawai

REGION_WORDS = ("Pemerintah ", "Kota ", "Kabupaten ", "Provinsi ")
MENGINGAT = (
    "Undang-Undang Nomor 20 Tahun 2023 tentang Aparatur Sipil Negara;",
    "Peraturan Pemerintah Nomor 11 Tahun 2017 jo. Nomor 17 Tahun 2020 tentang Manajemen PNS;",
    "Peraturan Menteri PANRB Nomor 3 Tahun 2020 tentang Manajemen Talenta Aparatur Sipil Negara;",
)


def pejabat(instansi: Instansi) -> str:
    """Wali Kota Mataram, from the names of the instansi."""
    region = instansi.nama
    for word in REGION_WORDS:
        region = region.removeprefix(word)
    return f"{instansi.ppk_sebutan} {region}"


def penanda_tangan(keputusan: Keputusan) -> str:
    """The person who decided signs."""
    return keputusan.diputuskan_oleh.nama_lengkap


def nama_unit(unit_id: int, on: date) -> str:
    """Name of a unit in force on the day."""
    found = VersiUnit.objects.filter(unit_id=unit_id, periode__contains=on)
    return found.values_list("nama", flat=True).first() or ""


def jabatan_dan_unit(jabatan: Jabatan, on: date) -> str:
    """Kepala Bidang Anggaran pada Badan Keuangan; a bidang says its office too."""
    own = nama_unit(jabatan.unit_id, on)
    opd = nama_unit(jabatan.unit.opd_id or jabatan.unit_id, on)
    places = [own] if own == opd else [own, opd]
    return f"{jabatan.nomenklatur.nama} pada {', '.join(filter(None, places))}"


def isi_sk(
    keputusan: Keputusan,
    *,
    kode: str,
    nomor: str,
    tanggal: date,
    tanggal_berlaku: date,
    lama: PemangkuJabatan | None,
) -> dict[str, Any]:
    """All texts of the decree."""
    usulan, pegawai = keputusan.usulan, keputusan.pegawai
    instansi, jabatan = usulan.instansi, usulan.kursi.jabatan
    run = usulan.pemeringkatan
    jenis = jenis_jabatan(jabatan.nomenklatur)
    return {
        "judul": f"Keputusan {pejabat(instansi)} Nomor {nomor}",
        "instansi": instansi.nama,
        "pejabat": pejabat(instansi),
        "nomor": nomor,
        "kode": kode,
        "tentang": f"Pengangkatan dalam {jenis} di Lingkungan {instansi.nama}",
        "menimbang": _considering(keputusan, tanggal),
        "mengingat": [*MENGINGAT, f"{usulan.lowongan.putaran.dasar_hukum.rstrip('.;')};"],
        "memperhatikan": _observing(usulan, tanggal),
        "kesatu": "Mengangkat pegawai yang tersebut di bawah ini:",
        "data": _facts(pegawai, jabatan, tanggal, lama),
        "kedua": (
            f"Keputusan ini mulai berlaku pada tanggal {long_date(tanggal_berlaku)}. Sejak tanggal "
            "itu jabatan lama dinyatakan ditinggalkan."
            if lama is not None
            else f"Keputusan ini mulai berlaku pada tanggal {long_date(tanggal_berlaku)}."
        ),
        "ketiga": "Apabila di kemudian hari terdapat kekeliruan dalam keputusan ini, akan diadakan "
        "perbaikan sebagaimana mestinya.",
        "alamat_periksa": alamat_periksa(kode),
        "asal": [
            f"Pemeringkatan nomor {run.nomor} tahun {run.tahun}",
            f"Sidik jari {run.sidik_jari[:16]}",
        ],
        "tempat": instansi.kota,
        "tanggal": long_date(tanggal),
        "tanggal_iso": tanggal.isoformat(),
        "penanda_tangan": penanda_tangan(keputusan),
    }


def jenis_jabatan(nomenklatur: NomenklaturJabatan) -> str:
    """Jabatan Administrator, Jabatan Pimpinan Tinggi Pratama, Jabatan Fungsional."""
    if nomenklatur.jenis != JenisJabatan.STRUKTURAL:
        return JenisJabatan(nomenklatur.jenis).label.title()
    level = Jenjang(nomenklatur.jenjang).label
    return f"Jabatan {level.replace('JPT', 'Pimpinan Tinggi')}"


def alamat_periksa(kode: str) -> str:
    """Public address that the QR code opens."""
    return f"{settings.PUBLIC_BASE_URL.rstrip('/')}/publik/periksa/{kode}/"


def _considering(keputusan: Keputusan, on: date) -> list[str]:
    usulan, run = keputusan.usulan, keputusan.usulan.pemeringkatan
    eligible = (
        HasilLowongan.objects.filter(pemeringkatan=run, lowongan=usulan.lowongan)
        .values_list("jumlah_layak", flat=True)
        .first()
    )
    person = (
        f"bahwa Saudara {keputusan.pegawai.orang.nama_lengkap} memenuhi syarat jabatan tersebut dan "
        f"menempati peringkat {keputusan.urutan} dari {eligible} pegawai yang memenuhi syarat pada "
        f"Pemeringkatan Nomor {run.nomor} Tahun {run.tahun};"
    )
    words = [
        f"bahwa jabatan {jabatan_dan_unit(usulan.kursi.jabatan, on)} perlu diisi;",
        person,
    ]
    if keputusan.berbeda:
        words.append(
            "bahwa Pejabat Pembina Kepegawaian menetapkan pilihan lain dari yang diusulkan dengan "
            f"pertimbangan yang tercatat dalam Keputusan {keputusan.kode};"
        )
    words.append(
        "bahwa berdasarkan pertimbangan tersebut perlu menetapkan Keputusan "
        f"{pejabat(usulan.instansi)} tentang pengangkatan dalam jabatan;"
    )
    return words


def _observing(usulan: Usulan, on: date) -> list[str]:
    words = []
    approvals = usulan.persetujuan.filter(status=StatusPersetujuan.SETUJU).order_by("pk")
    for one in approvals:
        when = long_date(local_date(usulan.instansi, one.diputus_at)) if one.diputus_at else ""
        words.append(f"Persetujuan pimpinan {nama_unit(one.unit_id, on)} tanggal {when};")
    words.append(f"Usulan penempatan {usulan.kode} dari pengelola kepegawaian.")
    return words


def _facts(
    pegawai: Pegawai, jabatan: Jabatan, on: date, lama: PemangkuJabatan | None
) -> list[list[str]]:
    rank = (
        RiwayatPangkat.objects.filter(pegawai=pegawai, tmt__lte=on)
        .order_by("-tmt")
        .values_list("golongan", flat=True)
        .first()
    )
    kelas = (
        IsiPeta.objects.in_force(pegawai.instansi_id)
        .filter(jabatan=jabatan)
        .values_list("kelas", flat=True)
        .first()
    )
    label = "NIP" if pegawai.status in (StatusASN.PNS, StatusASN.CPNS) else "NI PPPK"
    rows = [
        ["Nama", pegawai.orang.nama_lengkap],
        [label, pegawai.nip],
        ["Pangkat", f"{PANGKAT[rank]} ({rank})" if rank in PANGKAT else (rank or "-")],
        ["Jabatan lama", _old(lama)],
        ["Jabatan baru", jabatan_dan_unit(jabatan, on)],
    ]
    if kelas:
        rows.append(["Kelas jabatan", str(kelas)])
    return rows


def _old(lama: PemangkuJabatan | None) -> str:
    if lama is None:
        return "-"
    return f"{lama.nama_jabatan} pada {lama.nama_unit}" if lama.nama_unit else lama.nama_jabatan


def nama_ppk(instansi_id: int, on: date) -> str:
    """Who is the PPK on the day, for pages that say whose turn it is."""
    found = (
        Penugasan.objects.filter(instansi_id=instansi_id, peran=Peran.PPK, periode__contains=on)
        .select_related("orang")
        .first()
    )
    return found.orang.nama_lengkap if found else "PPK"
