"""Seats for the people of a file: the own seat is kept, then the first free one, then a surplus."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from psycopg.types.range import DateRange

from asn_portal.berkas.registry import Salah, Tulis
from jabatan.peta.enums import JenisJabatan, JenisPemangku
from jabatan.peta.importers.kata import baku, jenjang_of
from jabatan.peta.importers.rujukan import (
    IndeksUnit,
    Posisi,
    indeks_jabatan,
    indeks_nomenklatur,
    indeks_unit,
)
from jabatan.peta.models import Kursi, Pegawai, PemangkuJabatan

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from asn_portal.berkas.registry import Konteks


@dataclass(slots=True, eq=False)
class Masa:
    """A definitive appointment of the portal, or one that this file makes."""

    pk: int | None
    pegawai: int | None
    kursi: Tempat | None
    nama_jabatan: str
    mulai: date
    akhir: date | None  # first day after, as in the database

    def bentrok(self, mulai: date) -> bool:
        """Whether an appointment from this day on would overlap."""
        return self.akhir is None or self.akhir > mulai


@dataclass(slots=True, eq=False)
class Tempat:
    """A seat, stored or to be made."""

    nomor: int
    formasi: bool
    jabatan: int
    rujukan: int | Tulis
    masa: list[Masa] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Minta:
    """What a row says about the post of a person."""

    pegawai: int | None
    rujukan: int | Tulis  # the employment, as foreign key
    nilai: Mapping[str, Any]
    unit: int | None
    posisi: Posisi | None = None
    kini: Masa | None = None
    hasil: list[Tulis] = field(default_factory=list)
    salah: list[Salah] = field(default_factory=list)
    peringatan: list[str] = field(default_factory=list)
    perlu_kursi: bool = False
    geser: bool = False  # the present appointment itself is corrected, none is opened


class Penempat:
    """Plans the appointments of one file."""

    def __init__(self, ctx: Konteks) -> None:
        self.ctx = ctx
        self.units: IndeksUnit = indeks_unit(ctx)
        self.posisi = indeks_jabatan(ctx)
        self.nomen = indeks_nomenklatur(ctx)
        self.tempat: dict[int, list[Tempat]] = defaultdict(list)
        self.milik: dict[int, list[Masa]] = defaultdict(list)
        self.nama: dict[int, str] = {}
        self.bebas: dict[int, list[Tempat]] = {}
        self.akhir: dict[int, int] = {}
        self._read()

    def _read(self) -> None:
        by_pk: dict[int, Tempat] = {}
        seats = Kursi.objects.filter(instansi=self.ctx.instansi).order_by("jabatan_id", "nomor")
        for pk, nomor, formasi, jabatan in seats.values_list(
            "pk", "nomor", "formasi", "jabatan_id"
        ).iterator(chunk_size=10_000):
            by_pk[pk] = Tempat(nomor, formasi, jabatan, pk)
            self.tempat[jabatan].append(by_pk[pk])
        lines = PemangkuJabatan.objects.filter(
            Q(kursi__isnull=False) | Q(periode__endswith__isnull=True),
            instansi=self.ctx.instansi,
            jenis=JenisPemangku.DEFINITIF,
        ).values_list("pk", "pegawai_id", "kursi_id", "nama_jabatan", "periode")
        for pk, pegawai, kursi, nama, periode in lines.iterator(chunk_size=10_000):
            seat = by_pk.get(kursi) if kursi else None
            masa = Masa(pk, pegawai, seat, nama, periode.lower, periode.upper)
            self.milik[pegawai].append(masa)
            if seat:
                seat.masa.append(masa)

    def cari_posisi(self, nilai: Mapping[str, Any], unit: int | None) -> Posisi | None:
        """Position of the map: structural by the unit it leads, others by unit and title."""
        kode, nama = nilai.get("jabatan_id"), nilai.get("jabatan")
        if kode:
            led = self.units.by_kode.get(kode.lower())
            if led is not None and led in self.posisi.pemimpin:
                return self.posisi.pemimpin[led]
        if unit is None:
            return None
        if kode:
            title = self.nomen.kode(kode)
            found = self.posisi.by_nomen.get((unit, title.pk)) if title else None
            if found:
                return found
        return self.posisi.by_nama.get((unit, baku(nama))) if nama else None

    def rencanakan(self, semua: list[Minta]) -> None:
        """Free first what people leave, then seat those who come."""
        for minta in semua:
            self._lepas(minta)
        for minta in semua:
            if minta.perlu_kursi and not minta.salah:
                self._duduk(minta)

    def _lepas(self, minta: Minta) -> None:
        nilai = minta.nilai
        if not nilai.get("jabatan") and not nilai.get("jabatan_id"):
            return
        minta.posisi = self.cari_posisi(nilai, minta.unit)
        if minta.posisi is None:
            minta.peringatan.append(
                "Jabatan ini belum ada di peta unitnya; pegawai dicatat tanpa kursi."
            )
        terbuka = [m for m in self.milik.get(minta.pegawai or 0, ()) if m.akhir is None]
        minta.kini = max(terbuka, key=lambda m: (m.kursi is not None, m.mulai), default=None)
        mulai: date | None = nilai.get("tmt_jabatan")
        if mulai is None:
            if minta.kini is None or not self._tetap(minta, minta.kini):
                minta.peringatan.append("TMT JABATAN kosong; jabatan tidak dicatat.")
        elif minta.kini is None:
            minta.perlu_kursi = True
        else:
            self._ganti(minta, minta.kini, mulai, terbuka)

    def _ganti(self, minta: Minta, kini: Masa, mulai: date, terbuka: list[Masa]) -> None:
        """Keep, correct, refuse or end the present appointment."""
        kembar = next((m for m in terbuka if m.kursi is None and m.mulai == mulai), None)
        if kembar is not None and kembar is not kini and kini.mulai < mulai:
            self._tutup(minta, kini, mulai)  # the history knew this post before the map
            minta.kini, minta.geser, minta.perlu_kursi = kembar, True, True
        elif self._tetap(minta, kini):
            self._koreksi_mulai(minta, kini, mulai)
        elif kini.mulai > mulai:
            minta.peringatan.append(
                f"Portal mencatat jabatan yang lebih baru ({kini.nama_jabatan}, mulai "
                f"{kini.mulai:%d-%m-%Y}); jabatannya tidak diubah."
            )
        elif kini.mulai == mulai and minta.posisi is None and kini.kursi is not None:
            minta.peringatan.append(f"Jabatan di portal ({kini.nama_jabatan}) tetap dipakai.")
        elif kini.mulai == mulai or self._baru_di_peta(minta, kini):
            minta.geser = minta.perlu_kursi = True
            if kini.kursi:
                kini.kursi.masa.remove(kini)
        else:
            self._tutup(minta, kini, mulai)
            minta.perlu_kursi = True

    @staticmethod
    def _tutup(minta: Minta, kini: Masa, mulai: date) -> None:
        kini.akhir = mulai
        periode = DateRange(kini.mulai, mulai, "[)")
        minta.hasil.append(
            Tulis(PemangkuJabatan, {"id": kini.pk}, {"periode": periode}, sebutan="Jabatan lama")
        )

    @staticmethod
    def _tetap(minta: Minta, kini: Masa) -> bool:
        """Whether the present appointment is the one of the file."""
        if minta.posisi is not None:
            return kini.kursi is not None and kini.kursi.jabatan == minta.posisi.pk
        return kini.kursi is None and baku(kini.nama_jabatan) == baku(
            minta.nilai.get("jabatan") or ""
        )

    @staticmethod
    def _baru_di_peta(minta: Minta, kini: Masa) -> bool:
        """The same post, which had no place on the map when it was imported."""
        return (
            minta.posisi is not None
            and kini.kursi is None
            and baku(kini.nama_jabatan) in {
                baku(minta.posisi.nomen.nama), baku(minta.nilai.get("jabatan") or "")
            }
        )  # fmt: skip

    def _koreksi_mulai(self, minta: Minta, kini: Masa, mulai: date) -> None:
        lain = [m for m in self.milik[minta.pegawai or 0] if m is not kini and m.kursi]
        if kini.kursi:
            lain += [m for m in kini.kursi.masa if m is not kini]
        if mulai < kini.mulai and any(m.bentrok(mulai) for m in lain):
            minta.peringatan.append(
                "TMT JABATAN mendahului akhir jabatan sebelumnya; tanggal mulai tidak diubah."
            )
            return
        minta.hasil.append(
            Tulis(PemangkuJabatan, {"id": kini.pk}, {"periode": DateRange(mulai, None, "[)")})
        )

    def _duduk(self, minta: Minta) -> None:
        mulai: date = minta.nilai["tmt_jabatan"]
        jenjang = self._jenjang(minta)
        if jenjang is None:
            minta.peringatan.append("Jenjang jabatan tidak diketahui; jabatan tidak dicatat.")
            return
        kursi: Any = None
        if minta.posisi is not None:
            tempat = self._tempat(minta, minta.posisi, mulai)
            if tempat is None:
                return
            tempat.masa.append(
                Masa(None, minta.pegawai, tempat, minta.posisi.nomen.nama, mulai, None)
            )
            kursi = tempat.rujukan
            if isinstance(kursi, Tulis):
                minta.hasil.append(kursi)
        unit = minta.posisi.unit if minta.posisi else minta.unit
        isi = {
            "kursi": kursi,
            "jenjang": jenjang,
            "nama_jabatan": minta.posisi.nomen.nama if minta.posisi else minta.nilai.get("jabatan"),
            "nama_unit": self.units.nama.get(unit, "") if unit else "",
            "nama_instansi": self.ctx.instansi.nama,
            "periode": DateRange(mulai, None, "[)"),
        }
        if minta.geser and minta.kini:
            minta.hasil.append(Tulis(PemangkuJabatan, {"id": minta.kini.pk}, isi))
            return
        awal = {
            "instansi_id": self.ctx.instansi.pk,
            "pegawai": minta.rujukan,
            "jenis": JenisPemangku.DEFINITIF,
            **isi,
        }
        minta.hasil.append(Tulis(PemangkuJabatan, {}, {}, awal, sebutan="Jabatan"))

    def _jenjang(self, minta: Minta) -> str | None:
        if minta.posisi is not None:
            return minta.posisi.nomen.jenjang
        kode, nama = minta.nilai.get("jabatan_id"), minta.nilai.get("jabatan")
        if not nama:
            return None
        jenis = minta.nilai.get("jenis_jabatan") or minta.nilai.get("jenis_jabatan_nama")
        title = (self.nomen.kode(kode) if kode else None) or self.nomen.nama(nama, jenis)
        return title.jenjang if title else jenjang_of(nama, jenis)

    def _tempat(self, minta: Minta, posisi: Posisi, mulai: date) -> Tempat | None:
        seats, free = self.tempat[posisi.pk], self._bebas(posisi.pk)
        for place in range(len(free) - 1, -1, -1):  # the best seat is the last one
            if not any(m.bentrok(mulai) for m in free[place].masa):
                return free.pop(place)
        if seats and posisi.nomen.jenis == JenisJabatan.STRUKTURAL:
            minta.salah.append(Salah("jabatan", self._terisi(seats[0], mulai)))
            return None
        nomor = self.akhir.get(posisi.pk) or max((seat.nomor for seat in seats), default=0)
        self.akhir[posisi.pk] = nomor = nomor + 1
        made = Tulis(
            Kursi,
            {},
            {},
            {
                "instansi_id": self.ctx.instansi.pk,
                "jabatan_id": posisi.pk,
                "nomor": nomor,
                "formasi": False,
            },
            sebutan="Kursi tanpa formasi",
        )
        seats.append(Tempat(nomor, formasi=False, jabatan=posisi.pk, rujukan=made))
        return seats[-1]

    def _bebas(self, jabatan: int) -> list[Tempat]:
        """Seats that nobody holds for good, formasi with the lowest number last."""
        if jabatan not in self.bebas:
            self.bebas[jabatan] = sorted(
                (
                    seat
                    for seat in self.tempat[jabatan]
                    if all(m.akhir is not None for m in seat.masa)
                ),
                key=lambda seat: (seat.formasi, -seat.nomor),
            )
        return self.bebas[jabatan]

    def _terisi(self, tempat: Tempat, mulai: date) -> str:
        masa = next(m for m in tempat.masa if m.bentrok(mulai))
        if masa.pk is None:
            return "Jabatan ini hanya punya satu kursi dan sudah diisi pegawai lain di berkas ini."
        if not self.nama:
            self.nama = dict(
                Pegawai.objects.filter(instansi=self.ctx.instansi).values_list("pk", "orang__nama")
            )
        nama = self.nama.get(masa.pegawai or 0, "")
        return (
            f"Jabatan ini hanya punya satu kursi dan masih dipegang {nama} sejak "
            f"{masa.mulai:%d-%m-%Y}. Akhiri dulu jabatannya."
        )
