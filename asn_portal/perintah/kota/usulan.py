"""Proposals in every state, made through the services by the people whose job it is."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import Count
from django.utils import timezone

from asn_portal.core.enums import Peran
from asn_portal.core.errors import DomainError
from asn_portal.core.models import User
from jabatan.penempatan import services
from jabatan.penempatan.documents.sk import cetak
from jabatan.penempatan.enums import AlasanPPK, AlasanTolak, AlasanUsulan, StatusPersetujuan
from jabatan.penempatan.models import Persetujuan, Usulan
from jabatan.penempatan.selectors.kedudukan import Hasil
from jabatan.peta.models import Pegawai

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from asn_portal.perintah.kota.putaran import Putar
    from jabatan.penempatan.models import Keputusan, Lowongan, Putaran
    from jabatan.penempatan.selectors.peringkat import Peserta

DICOBA: Final = (
    8  # candidates looked at per seat: some are too new in their post or near retirement
)
LAIN: Final = (
    "Pengalaman panjang di urusan yang sama dan pernah memimpin program sejenis, sehingga pelayanan "
    "tidak terputus selama masa peralihan."
)
LAIN_PPK: Final = (
    "Wawancara menunjukkan penguasaan urusan dan rencana kerja yang lebih matang. Kandidat juga sudah "
    "dua kali memimpin penyelesaian pekerjaan serupa tepat waktu, dan unit ini membutuhkan pemimpin yang "
    "langsung bekerja sebelum tutup tahun anggaran."
)
KEMBALI: Final = "Ijazah terakhir dan SK jabatan kandidat belum cocok dengan data di portal."


class Penyusun:
    """Goes through the vacancies and leaves each proposal in another state."""

    def __init__(self, putar: Putar, putaran: Putaran) -> None:
        self.putar, self.putaran = putar, putaran
        self.hr = putar.petugas.hr
        self.ppk = User.objects.get(username="ppk")
        self.today = putar.kota.acuan
        self.nanti = _awal_bulan(self.today + timedelta(days=20))
        # Who works in the portal stays where they are; their work would end with the move.
        self.terpakai = set(
            Pegawai.objects.filter(
                orang__penugasan__peran__in=[
                    Peran.OPERATOR, Peran.VERIFIKATOR, Peran.PENGELOLA_KEBIJAKAN, Peran.AUDITOR, Peran.ADMIN,
                ]
            ).values_list("pk", flat=True)
        )  # fmt: skip

    def jalankan(self) -> None:
        """A decree in force first: it moves people, so the ranking is computed anew after it."""
        self._buat(self._berlaku)
        self.putar.hitung(self.putaran)
        steps: tuple[Callable[[Lowongan], object], ...] = (
            self._menunggu_ppk,
            self._menunggu_persetujuan,
            self._draf,
            self._sk_nanti,
            self._diputuskan,
            self._menunggu_persetujuan,
            self._dikembalikan,
            self._menunggu_ppk_lain,
            self._separuh_setuju,
            self._berbeda,
        )
        for step in steps:
            self._buat(step)
        self._akun()

    def _buat(self, step: Callable[[Lowongan], object]) -> None:
        """The first vacancy without a proposal for which the step works."""
        busy = set(
            Usulan.objects.filter(lowongan__putaran=self.putaran).values_list("lowongan", flat=True)
        )
        free = [one for one in self.putar.lowongan(self.putaran) if one.pk not in busy]
        # Levels in turn, so that every kind of work shows every level.
        for lowongan in sorted(free, key=lambda one: (one.pk * 7) % 11):
            if step(lowongan) is not None:
                return

    def _calon(self, lowongan: Lowongan, *, lompat: int = 0) -> list[Peserta]:
        assert self.putaran.pemeringkatan_id is not None  # noqa: S101 -- computed before
        stored = Hasil(lowongan, self.putaran.pemeringkatan_id).stored[:DICOBA]
        return [one for one in stored[lompat:] if one.pegawai_id not in self.terpakai]

    def _susun(
        self, lowongan: Lowongan, *, berlaku: date | None = None, lompat: int = 0
    ) -> Usulan | None:
        """A draft for the first candidate that the checks let pass."""
        for one in self._calon(lowongan, lompat=lompat):
            first = one.urutan == 1
            pegawai = Pegawai.objects.select_related("orang").get(pk=one.pegawai_id)
            try:
                usulan = services.susun_usulan(
                    lowongan=lowongan,
                    pegawai=pegawai,
                    alasan_kode="" if first else AlasanUsulan.KESINAMBUNGAN,
                    alasan="" if first else LAIN,
                    tanggal_berlaku=berlaku or self.nanti,
                    actor=self.hr,
                    at=timezone.now(),
                )
            except DomainError:
                continue
            self.terpakai.add(one.pegawai_id)
            return usulan
        return None

    def _ajukan(self, lowongan: Lowongan, *, berlaku: date | None = None) -> Usulan | None:
        usulan = self._susun(lowongan, berlaku=berlaku)
        if usulan is None:
            return None
        try:
            services.ajukan(usulan=usulan, versi=usulan.versi, actor=self.hr, at=timezone.now())
        except DomainError:
            # In a very small city nobody may be left who can approve; the draft stays a draft.
            return None
        usulan.refresh_from_db()
        return usulan

    def _draf(self, lowongan: Lowongan) -> Usulan | None:
        return self._susun(lowongan)

    def _menunggu_persetujuan(self, lowongan: Lowongan) -> Usulan | None:
        return self._ajukan(lowongan)

    def _separuh_setuju(self, lowongan: Lowongan) -> Usulan | None:
        usulan = self._ajukan(lowongan)
        if usulan is not None:
            self._bersedia(usulan)
            self._setujui(usulan, hanya=1)
        return usulan

    def _dikembalikan(self, lowongan: Lowongan) -> Usulan | None:
        usulan = self._ajukan(lowongan)
        if usulan is not None:
            row = self._menunggu(usulan)[0]
            services.kembalikan(
                persetujuan=row,
                alasan_kode=AlasanTolak.DATA_KELIRU,
                alasan=KEMBALI,
                versi=usulan.versi,
                actor=self._akun_of(row),
                at=timezone.now(),
            )
        return usulan

    def _menunggu_ppk(self, lowongan: Lowongan, *, berlaku: date | None = None) -> Usulan | None:
        usulan = self._ajukan(lowongan, berlaku=berlaku)
        if usulan is not None:
            self._bersedia(usulan)
            self._setujui(usulan)
        return usulan

    def _menunggu_ppk_lain(self, lowongan: Lowongan) -> Usulan | None:
        """A proposal whose candidate would rather stay: the PPK sees it before deciding."""
        usulan = self._ajukan(lowongan)
        if usulan is not None:
            services.nyatakan(
                usulan=usulan,
                bersedia=False,
                catatan="Saya masih menyelesaikan pendampingan yang baru selesai pertengahan tahun depan.",
                actor=self.putar.akun.calon(usulan.pegawai),
                at=timezone.now(),
            )
            self._setujui(usulan)
        return usulan

    def _putuskan(self, lowongan: Lowongan, *, berlaku: date | None = None) -> Keputusan | None:
        usulan = self._menunggu_ppk(lowongan, berlaku=berlaku)
        if usulan is None:
            return None
        return services.putuskan(
            usulan=usulan,
            pegawai=usulan.pegawai,
            versi=usulan.versi,
            actor=self.ppk,
            at=timezone.now(),
        )

    def _diputuskan(self, lowongan: Lowongan) -> Keputusan | None:
        return self._putuskan(lowongan)

    def _berbeda(self, lowongan: Lowongan) -> Keputusan | None:
        """The PPK chooses another candidate and says why."""
        assert self.putaran.pemeringkatan_id is not None  # noqa: S101 -- computed before
        if len(self._calon(lowongan)) < 3:
            return None
        usulan = self._menunggu_ppk(lowongan)
        if usulan is None:
            return None
        for one in self._calon(lowongan):
            if one.urutan == usulan.urutan:
                continue
            try:
                keputusan = services.putuskan(
                    usulan=usulan,
                    pegawai=Pegawai.objects.get(pk=one.pegawai_id),
                    alasan_kode=AlasanPPK.WAWANCARA,
                    alasan=LAIN_PPK,
                    versi=usulan.versi,
                    actor=self.ppk,
                    at=timezone.now(),
                )
            except DomainError:
                continue
            self.terpakai.add(one.pegawai_id)
            return keputusan
        return services.putuskan(
            usulan=usulan,
            pegawai=usulan.pegawai,
            versi=usulan.versi,
            actor=self.ppk,
            at=timezone.now(),
        )

    def _sk_nanti(self, lowongan: Lowongan) -> Keputusan | None:
        return self._sk(self._putuskan(lowongan), self.nanti)

    def _berlaku(self, lowongan: Lowongan) -> Keputusan | None:
        return self._sk(self._putuskan(lowongan, berlaku=self.today), self.today)

    def _sk(self, keputusan: Keputusan | None, berlaku: date) -> Keputusan | None:
        if keputusan is not None:
            usulan = keputusan.usulan
            usulan.refresh_from_db()
            services.tetapkan_sk(
                keputusan=keputusan,
                tanggal_berlaku=berlaku,
                versi=usulan.versi,
                actor=self.hr,
                at=timezone.now(),
                cetak=cetak,
            )
        return keputusan

    def _bersedia(self, usulan: Usulan) -> None:
        services.nyatakan(
            usulan=usulan,
            bersedia=True,
            catatan="",
            actor=self.putar.akun.calon(usulan.pegawai),
            at=timezone.now(),
        )

    @staticmethod
    def _menunggu(usulan: Usulan) -> list[Persetujuan]:
        return list(
            usulan.persetujuan.filter(status=StatusPersetujuan.MENUNGGU)
            .select_related("penyetuju")
            .order_by("pk")
        )

    @staticmethod
    def _akun_of(row: Persetujuan) -> User:
        return User.objects.get(orang=row.penyetuju)

    def _setujui(self, usulan: Usulan, *, hanya: int | None = None) -> None:
        for row in self._menunggu(usulan)[:hanya]:
            services.setujui(
                persetujuan=row, versi=usulan.versi, actor=self._akun_of(row), at=timezone.now()
            )
            usulan.refresh_from_db()

    def _akun(self) -> None:
        """The logins go to heads with approvals waiting and to a candidate with a statement waiting."""
        akun = self.putar.akun
        waiting = (
            Persetujuan.objects.filter(
                status=StatusPersetujuan.MENUNGGU, usulan__instansi=self.putar.instansi
            )
            .values_list("penyetuju")
            .annotate(jumlah=Count("pk"))
            .order_by("-jumlah", "penyetuju")
        )
        heads = [orang for orang, _ in waiting]
        for username, orang in zip(("kepala", "kepala2"), heads, strict=False):
            akun.beri_nama(User.objects.get(orang=orang), username)
        usulan = (
            Usulan.objects.filter(
                instansi=self.putar.instansi, status="DIAJUKAN", pernyataan__isnull=True
            )
            .exclude(pegawai__orang__in=heads)
            .order_by("-nilai", "pk")
            .first()
        )
        if usulan is not None:
            user = akun.calon(usulan.pegawai)
            akun.tugas(usulan.pegawai.orang, self.putar.kota, self.putar.instansi, Peran.ASN)
            akun.beri_nama(user, "asn")


def _awal_bulan(day: date) -> date:
    """First day of the next month."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
