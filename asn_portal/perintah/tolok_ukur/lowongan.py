"""Requirement profiles, vacant seats and the round of the city, opened by the portal's own services."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from asn_portal.core import evidence
from asn_portal.core.enums import Sumber
from asn_portal.core.models import Orang, UnitKerja, User
from asn_portal.perintah.tolok_ukur import kota
from asn_portal.perintah.tolok_ukur.kota import ACUAN, RUMPUN, Warga
from asn_portal.perintah.tolok_ukur.salin import salin
from jabatan.penempatan.models import Lowongan, NilaiTeknis
from jabatan.penempatan.services import buka_putaran
from jabatan.peta.models import (
    BidangIlmu,
    BidangSesuai,
    Jabatan,
    Kompetensi,
    Kursi,
    NomenklaturJabatan,
    ProfilSyarat,
    StandarKompetensi,
)
from jabatan.talenta.services import tetapkan_aturan_baku

if TYPE_CHECKING:
    from asn_portal.core.models import Instansi
    from jabatan.penempatan.models import Putaran

SAAT: Final = datetime(ACUAN.year, ACUAN.month, ACUAN.day, 3, tzinfo=UTC)
KURSI_PER_PROFIL: Final = 7  # 800 seats share about 120 profiles
PENGUJI: Final = 60  # people tested for one structural seat
BIDANG_PER_PROFIL: Final = 3
_DASAR: Final = "Tolok ukur"
# jenjang: years in what, least education, least rank, structural programme; two of five structural.
POLA: Final[list[dict[str, Any]]] = [
    {"jenjang": "ahli_muda", "dari": ["ahli_pertama", "pengawas", "pelaksana"], "tahun": 2,
     "minimal": "S1", "golongan": "III/c", "program": []},
    {"jenjang": "pengawas", "dari": ["pelaksana", "ahli_pertama", "penyelia"], "tahun": 4,
     "minimal": "D3", "golongan": "III/b", "program": []},
    {"jenjang": "ahli_madya", "dari": ["ahli_muda", "administrator", "pengawas"], "tahun": 2,
     "minimal": "S1", "golongan": "III/d", "program": []},
    {"jenjang": "administrator", "dari": ["pengawas", "ahli_muda"], "tahun": 3,
     "minimal": "S1", "golongan": "III/c", "program": ["PKP"]},
    {"jenjang": "ahli_pertama", "dari": [], "tahun": 0,
     "minimal": "S1", "golongan": "III/a", "program": []},
]  # fmt: skip
DIUJI: Final = ("pengawas", "administrator")  # a test counts for these (the sealed mixes say so)


def buka(instansi: Instansi, w: Warga, lowongan: int) -> Putaran:
    """Profiles, seats, sealed rules, an open round, test results."""
    kursi = _kursi(instansi, _profil(instansi, max(1, -(-lowongan // KURSI_PER_PROFIL))), lowongan)
    first, second = Orang.objects.order_by("pk")[:2]
    tetapkan_aturan_baku(instansi=instansi, penyegel1=first, penyegel2=second, at=SAAT)
    actor = User.objects.create(username="tolok_ukur", orang=first)
    putaran = buka_putaran(
        instansi=instansi,
        nama="Tolok ukur",
        kursi_list=kursi,
        tanggal_acuan=ACUAN,
        actor=actor,
        at=SAAT,
    )
    kota.tanpa_pemicu()
    _uji(w, putaran)
    kota.dengan_pemicu()
    for sumber in Sumber:
        evidence.bump(sumber, instansi_id=instansi.pk, orang_ids=[])
    return putaran


def _gates(pola: dict[str, Any], bidang: list[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {"kode": "status", "nilai": ["PNS"]},
        {"kode": "pendidikan", "minimal": pola["minimal"], "bidang": bidang},
        {"kode": "golongan", "minimal": pola["golongan"]},
        {"kode": "predikat", "minimal": "BAIK", "tahun": 2},
        {"kode": "disiplin", "tahun": 2},
        {"kode": "usia", "maksimal": 56},
    ]
    if pola["tahun"]:
        found.append({"kode": "masa_jenjang", "jenjang": pola["dari"], "tahun": pola["tahun"]})
    if pola["program"]:
        found.append({"kode": "pelatihan", "semua": pola["program"]})
    return [{**gate, "dasar": _DASAR} for gate in found]


def _profil(instansi: Instansi, count: int) -> list[ProfilSyarat]:
    acak = np.random.default_rng(kota.BENIH + 1)
    bidang = list(BidangIlmu.objects.filter(instansi=instansi).order_by("pk"))
    kompetensi = list(Kompetensi.objects.filter(instansi=instansi).order_by("urutan"))
    profiles, standards, fits = [], [], []
    for i in range(count):
        family = int(acak.integers(RUMPUN))
        near = [bidang[(family + step) % RUMPUN] for step in range(BIDANG_PER_PROFIL)]
        pola = POLA[i % len(POLA)]
        one = ProfilSyarat(
            instansi=instansi, nama=f"Profil {i}", jenjang=pola["jenjang"],
            syarat=_gates(pola, [kind.kode for kind in near]),
        )  # fmt: skip
        profiles.append(one)
        fits += [
            BidangSesuai(profil=one, bidang=kind, nilai=nilai)
            for kind, nilai in zip(near, (10000, 7500, 7500), strict=True)
        ]
        technical = kota.GENERIK + family * kota.TEKNIS_RUMPUN
        needed = [*range(kota.GENERIK), *range(technical, technical + kota.TEKNIS_RUMPUN)]
        standards += [
            StandarKompetensi(profil=one, kompetensi=kompetensi[k], level=int(acak.integers(2, 5)))
            for k in needed
        ]
    ProfilSyarat.objects.bulk_create(profiles)
    StandarKompetensi.objects.bulk_create(standards)
    BidangSesuai.objects.bulk_create(fits)
    return profiles


def _kursi(instansi: Instansi, profiles: list[ProfilSyarat], count: int) -> list[Kursi]:
    unit = UnitKerja.objects.filter(instansi=instansi).order_by("pk").first()
    titles = NomenklaturJabatan.objects.bulk_create(
        NomenklaturJabatan(
            instansi=instansi, nama=f"Jabatan {i}", jenjang=one.jenjang,
            jenis="STRUKTURAL" if one.jenjang in DIUJI else "FUNGSIONAL",
        )
        for i, one in enumerate(profiles)
    )  # fmt: skip
    posts = Jabatan.objects.bulk_create(
        Jabatan(instansi=instansi, unit=unit, nomenklatur=title, profil=one)
        for title, one in zip(titles, profiles, strict=True)
    )
    return Kursi.objects.bulk_create(
        Kursi(instansi=instansi, jabatan=posts[i % len(posts)], nomor=i // len(posts) + 1)
        for i in range(count)
    )


def _uji(w: Warga, putaran: Putaran) -> None:
    """Tests of people who could be candidates: the family of the seat, a degree, civil servants."""
    acak = np.random.default_rng(kota.BENIH + 2)
    able = {
        family: np.flatnonzero((w.status == "PNS") & (w.sekolah > 0) & (w.rumpun == family))
        for family in range(RUMPUN)
    }
    order = {kode: i for i, kode in enumerate(
        BidangIlmu.objects.filter(instansi=putaran.instansi).order_by("pk").values_list("kode", flat=True)
    )}  # fmt: skip
    seats, people = [], []
    for pk, syarat in Lowongan.objects.filter(putaran=putaran, jenjang__in=DIUJI).values_list(
        "pk", "syarat"
    ):
        schooling = next(gate for gate in syarat if gate["kode"] == "pendidikan")
        who = able[order[schooling["bidang"][0]]]
        chosen = acak.choice(who, min(PENGUJI, len(who)), replace=False)
        seats += [pk] * len(chosen)
        people += w.ids[chosen].tolist()
    if seats:
        nilai = acak.integers(4000, 9900, len(seats))
        salin(
            NilaiTeknis,
            {
                "lowongan_id": seats,
                "pegawai_id": people,
                "nilai": nilai,
                "tanggal": ACUAN.isoformat(),
            },
        )
