"""SIASN Profil ASN: people, employment, last rank, last education, present post."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any, ClassVar

from asn_portal.berkas.parsing.lembar import polos
from asn_portal.berkas.registry import JenisImpor, Rencana, Salah, Tulis, daftarkan
from asn_portal.core.crypto import encrypt_nik
from asn_portal.core.enums import Sumber
from asn_portal.core.models import Orang
from jabatan.peta.enums import StatusASN
from jabatan.peta.importers.kata import (
    KEDUDUKAN,
    KEDUDUKAN_BERHENTI,
    KEDUDUKAN_KODE,
    TINGKAT,
    TINGKAT_ALIAS,
    baku,
    golongan,
    nama_urut,
    rapi,
)
from jabatan.peta.importers.kursi import susun_kursi
from jabatan.peta.importers.pendidikan import BukuPendidikan
from jabatan.peta.importers.profil_ekspor import ekspor_profil
from jabatan.peta.importers.profil_kolom import JENIS_ASN, KOLOM
from jabatan.peta.importers.profil_kursi import Minta, Penempat
from jabatan.peta.importers.profil_orang import (
    Dikenal,
    IndeksOrang,
    indeks_orang,
    periksa_nik,
    periksa_nip,
    status_asn,
)
from jabatan.peta.importers.rujukan import IndeksUnit, RujukanError, indeks_unit
from jabatan.peta.models import Pegawai, RiwayatPangkat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from asn_portal.berkas.parsing.lembar import Lembar
    from asn_portal.berkas.registry import Baris, Hasil, Kolom, Konteks
    from jabatan.peta.kalkulator.nip import NIPCheck

BARIS_JUDUL = 10
_LEMBAR = (
    ("pppk_paruh_waktu", StatusASN.PPPK_PARUH_WAKTU),
    ("pppk", StatusASN.PPPK),
    ("pns", StatusASN.PNS),
)


@daftarkan
class ProfilASN(JenisImpor):
    kode, judul, urutan = "profil-asn", "Profil ASN (SIASN)", 50
    keterangan = (
        "Unduhan Profil ASN untuk PNS, PPPK, atau PPPK paruh waktu. Impor unit dan peta jabatan "
        "lebih dulu. Agama, status kawin, NPWP, alamat, dan nomor telepon tidak disimpan."
    )
    sumber = Sumber.PETA
    lembar = ("pns*", "pppk*", "profil*")
    ringkas = ("nama", "nip")
    kolom: ClassVar[tuple[Kolom, ...]] = KOLOM

    def tata(self, lembar: Lembar) -> Lembar:
        """SIASN tells the kind of employment by the name of the sheet only."""
        name = lembar.nama.lower().replace(" ", "_")
        status = next((kind for prefix, kind in _LEMBAR if name.startswith(prefix)), None)
        if status is None:
            return lembar
        for row in range(min(BARIS_JUDUL, len(lembar.nomor))):
            titles = [baku(polos(cell)).replace(" ", "") for cell in lembar.satu(row)]
            if "jenisasn" in titles or "statusasn" in titles or "statuspegawai" in titles:
                return lembar
            if {"nipbaru", "nip", "nip_baru"} & set(titles):
                index = array("I", [0] * (row + 1) + [2] * (len(lembar.nomor) - row - 1))
                index[row] = 1
                lembar.kolom.append((["", JENIS_ASN, str(status)], index))
                return lembar
        return lembar

    def rencanakan(self, ctx: Konteks, baris: Sequence[Baris]) -> list[Rencana]:
        """Every row by itself, then the seats of all together."""
        people, units = indeks_orang(ctx, baris), indeks_unit(ctx)
        penulis = _Penulis(ctx, people, units)
        plans = [penulis.baris(row) for row in baris]
        penempat = Penempat(ctx)
        penempat.rencanakan([minta for _, minta in plans if minta is not None])
        hasil = []
        for plan, minta in plans:
            if minta is not None:
                plan.tulis += minta.hasil
                plan.salah += minta.salah
                plan.peringatan += minta.peringatan
            hasil.append(plan)
        return hasil

    def hilang(self, ctx: Konteks, baris: Sequence[Baris]) -> list[str]:
        """Active people of the kinds in the file whom it no longer names."""
        kinds = {_kelompok(status_asn(row.nilai)) for row in baris}
        wanted = [status for status in StatusASN.values if _kelompok(status) in kinds]
        nips = {row.nilai["nip"] for row in baris}
        ids = {row.nilai["pns_id"].lower() for row in baris if row.nilai.get("pns_id")}
        rows = (
            Pegawai.objects.filter(instansi=ctx.instansi, aktif=True, status__in=wanted)
            .order_by("orang__nama_urut", "nip")
            .values_list("orang__nama", "nip", "pns_id")
        )
        return [
            f"{nama} (NIP {nip})"
            for nama, nip, pns_id in rows
            if nip not in nips and (pns_id or "").lower() not in ids
        ]

    def setelah(self, ctx: Konteks, hasil: Hasil) -> None:
        """Formasi marks and reporting lines follow the seats."""
        susun_kursi(ctx, hasil)

    def jumlah_ekspor(self, ctx: Konteks) -> int:
        """Active people."""
        return Pegawai.objects.filter(instansi=ctx.instansi, aktif=True).count()

    def ekspor(self, ctx: Konteks) -> Iterator[Mapping[str, Any]]:
        """Active people with their last rank, education and post."""
        return ekspor_profil(ctx)


def _kelompok(status: str) -> str:
    """CPNS and PNS come in one file."""
    return StatusASN.PNS if status == StatusASN.CPNS else status


class _Penulis:
    """Turns a row into the person, the employment and the two histories."""

    def __init__(self, ctx: Konteks, people: IndeksOrang, units: IndeksUnit) -> None:
        self.ctx, self.people, self.units = ctx, people, units
        self.pendidikan = BukuPendidikan(ctx)
        self.pangkat = {
            (pegawai, gol, tmt): pk
            for pk, pegawai, gol, tmt in RiwayatPangkat.objects.filter(
                pegawai__instansi=ctx.instansi
            )
            .values_list("pk", "pegawai_id", "golongan", "tmt")
            .iterator(chunk_size=10_000)
        }
        self.pns_id: dict[str, int] = {}
        self.nik: dict[str, int] = {}

    def baris(self, row: Baris) -> tuple[Rencana, Minta | None]:
        """Plan of one row and its wish for a post; a faulty row wishes nothing."""
        nilai, plan = row.nilai, Rencana()
        status = status_asn(nilai)
        check, plan.salah = periksa_nip(nilai, status, self.ctx.hari_ini)
        known, fault = self.people.cari(nilai)
        orang_pk, fault_orang = self.people.orang_of(nilai, known)
        plan.salah += [found for found in (fault, fault_orang) if found]
        plan.salah += self._kembar(row)
        unit = self._unit(nilai, plan)
        gol = self._golongan(nilai, status, plan)
        if plan.salah:
            return plan, None
        self._periksa_tmt(nilai, check, plan)
        if nik := nilai.get("nik"):
            plan.peringatan += periksa_nik(nik, check, self.ctx.hari_ini)
        orang = self._orang(nilai, check, orang_pk)
        pegawai = self._pegawai(nilai, plan, orang, status=status, known=known, unit=unit)
        ref: int | Tulis = known.pegawai if known else pegawai
        plan.tulis = [pegawai, orang]
        plan.orang = orang
        if gol:
            plan.tulis += self._pangkat(nilai, gol, ref, plan)
        plan.tulis += self._pendidikan(nilai, ref, plan)
        return plan, Minta(known.pegawai if known else None, ref, nilai, unit)

    def _kembar(self, row: Baris) -> list[Salah]:
        faults = []
        for kolom, seen in (("pns_id", self.pns_id), ("nik", self.nik)):
            value = row.nilai.get(kolom)
            earlier = seen.setdefault(value.lower(), row.nomor) if value else row.nomor
            if earlier != row.nomor:
                faults.append(Salah(kolom, f"Sama dengan baris {earlier}."))
        return faults

    def _unit(self, nilai: Mapping[str, Any], plan: Rencana) -> int | None:
        text = nilai.get("unor_id") or nilai.get("unor")
        if not text:
            plan.peringatan.append("UNOR kosong; pegawai dicatat tanpa unit.")
            return None
        try:
            return self.units.cari(text)
        except RujukanError as error:
            kolom = "unor_id" if nilai.get("unor_id") else "unor"
            plan.salah.append(Salah(kolom, str(error)))
            return None

    @staticmethod
    def _golongan(nilai: Mapping[str, Any], status: str, plan: Rencana) -> str | None:
        try:
            return golongan(nilai.get("gol_id"), nilai.get("gol"), status)
        except ValueError as error:
            plan.salah.append(Salah("gol" if nilai.get("gol") else "gol_id", str(error)))
            return None

    @staticmethod
    def _periksa_tmt(nilai: Mapping[str, Any], check: NIPCheck, plan: Rencana) -> None:
        tmt = nilai.get("tmt_cpns")
        if tmt and check.tmt_bulan and (tmt.year, tmt.month) != (check.tmt_tahun, check.tmt_bulan):
            plan.peringatan.append(f"TMT CPNS {tmt:%m-%Y} berbeda dari NIP ({check.tmt}).")

    def _orang(self, nilai: Mapping[str, Any], check: NIPCheck, pk: int | None) -> Tulis:
        isi: dict[str, Any] = {
            "nama": nilai["nama"],
            "nama_urut": nama_urut(nilai["nama"]),
            "tanggal_lahir": check.tanggal_lahir,
            "jenis_kelamin": check.jenis_kelamin or "",
        }
        for kolom in ("gelar_depan", "gelar_belakang"):
            if kolom in nilai:
                isi[kolom] = nilai[kolom] or ""
        nik = nilai.get("nik")
        if nik:
            index = self.people.indeks_nik[nik]
            if pk is None or self.people.punya_nik.get(pk) != index:
                isi |= {"nik_indeks": index, "nik_tersandi": encrypt_nik(nik)}
        return Tulis(Orang, {"id": pk} if pk is not None else {}, isi)

    def _pegawai(
        self,
        nilai: Mapping[str, Any],
        plan: Rencana,
        orang: Tulis,
        *,
        status: str,
        known: Dikenal | None,
        unit: int | None,
    ) -> Tulis:
        isi: dict[str, Any] = {"nip": nilai["nip"], "status": status, "aktif": True}
        kode, kedudukan = nilai.get("kedudukan_id"), nilai.get("kedudukan")
        if kode or kedudukan:
            isi["kedudukan_hukum"] = kedudukan or KEDUDUKAN.get(kode or "", kode)
        kode = kode or KEDUDUKAN_KODE.get(baku(kedudukan or ""))
        if kode in KEDUDUKAN_BERHENTI:
            isi["aktif"] = False
            plan.peringatan.append(
                f"Kedudukan hukum {isi['kedudukan_hukum']}: pegawai dicatat tidak aktif."
            )
        if nilai.get("pns_id"):
            isi["pns_id"] = nilai["pns_id"]
        for kolom in ("tmt_cpns", "tmt_pns"):
            if kolom in nilai:
                isi[kolom] = nilai[kolom]
        if unit is not None:
            isi["unit_id"] = unit
        key = {"id": known.pegawai} if known else {"nip": nilai["nip"]}
        if not known:
            isi.pop("nip")
        return Tulis(Pegawai, key, isi, {"instansi_id": self.ctx.instansi.pk, "orang": orang})

    def _pangkat(
        self, nilai: Mapping[str, Any], gol: str, pegawai: int | Tulis, plan: Rencana
    ) -> list[Tulis]:
        tmt = nilai.get("tmt_gol")
        if tmt is None:
            plan.peringatan.append("TMT golongan kosong; golongan tidak dicatat.")
            return []
        isi = {kolom: nilai[kolom] for kolom in ("mk_tahun", "mk_bulan") if kolom in nilai}
        pk = self.pangkat.get((pegawai, gol, tmt)) if isinstance(pegawai, int) else None
        key = {"id": pk} if pk else {}
        return [
            Tulis(RiwayatPangkat, key, isi, {"pegawai": pegawai, "golongan": gol, "tmt": tmt},
                  sebutan="Pangkat")
        ]  # fmt: skip

    def _pendidikan(
        self, nilai: Mapping[str, Any], pegawai: int | Tulis, plan: Rencana
    ) -> list[Tulis]:
        kode, nama = nilai.get("tingkat_id"), nilai.get("tingkat")
        if not kode and not nama:
            return []
        jenjang = TINGKAT.get(kode or "") or _TINGKAT_KATA.get(baku(nama or ""))
        if jenjang is None:
            plan.peringatan.append(f"Tingkat pendidikan {nama or kode} tidak dikenal; dilewati.")
            return []
        program = nilai.get("pendidikan")
        return self.pendidikan.tulis(
            pegawai,
            jenjang,
            rapi(program) if program else None,
            kode_program=nilai.get("pendidikan_id"),
            tahun=nilai.get("lulus"),
            sekolah=nilai.get("sekolah"),
        )


_TINGKAT_KATA = {baku(nama): jenjang for nama, jenjang in TINGKAT_ALIAS.items()}
