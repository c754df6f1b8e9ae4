"""Position map: units, positions, class and need; seats follow."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from asn_portal.berkas import parsers as p
from asn_portal.berkas.parsing.lembar import polos
from asn_portal.berkas.registry import JenisImpor, Kolom, Rencana, Tulis, daftarkan
from asn_portal.core.enums import Sumber
from jabatan.peta.enums import JenisJabatan, JenisPemangku, Jenjang, StatusPeta
from jabatan.peta.importers.bezetting import susun_bezetting
from jabatan.peta.importers.kata import JENIS_JABATAN_ALIAS, JENJANG_ALIAS
from jabatan.peta.importers.kursi import susun_kursi
from jabatan.peta.importers.nomenklatur import Judul
from jabatan.peta.importers.peta_baca import PembacaPeta, adalah_jumlah, pemimpin
from jabatan.peta.importers.rujukan import indeks_jabatan, indeks_unit
from jabatan.peta.models import IsiPeta, Jabatan, PemangkuJabatan, VersiPeta
from jabatan.peta.services.kursi import versi_berlaku

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from asn_portal.berkas.parsing.lembar import Lembar, Mentah
    from asn_portal.berkas.registry import Baris, Hasil, Konteks
    from jabatan.peta.importers.peta_baca import Isian


def _nomor(cell: Mentah) -> str:
    """Outline number: as a number 1.10 would have become 1.1."""
    if not isinstance(cell, str) and not float(cell).is_integer():
        raise p.Tolak(
            f"Nomor {polos(cell)} tersimpan sebagai angka, sehingga 1.10 dan 1.1 tidak dapat "
            "dibedakan. Ubah format kolom menjadi Teks lalu isi ulang."
        )
    return polos(cell).strip().rstrip(".")


@daftarkan
class PetaJabatan(JenisImpor):
    kode, judul, urutan = "peta-jabatan", "Peta jabatan dan kebutuhan", 30
    keterangan = (
        "Satu baris per jabatan di satu unit: kelas dan kebutuhan (K). Bezetting di berkas hanya "
        "dibandingkan. Baris jumlah dihitung ulang."
    )
    sumber = Sumber.PETA
    lembar = ("peta*", "proyeksi*")
    ringkas = ("unit", "jabatan")
    maks_kolom = 120
    kolom = (
        Kolom("nomor", "NOMOR", p.Pembaca("nomor urut bertingkat sebagai teks", _nomor),
              alias=("NO", "NO."), keterangan="Nomor bertingkat seperti 1.10 harus sel teks."),
        Kolom("unit", "UNIT", p.teks(500), alias=("KODE UNIT", "UNIT KERJA", "UNOR ID"),
              contoh="1.02.01", keterangan='Kode unit, nama unit, atau "Dinas > Bidang".'),
        Kolom("nama_unit", "NAMA UNIT", p.teks(500), alias=("NAMA UNIT KERJA",)),
        Kolom("jabatan", "JABATAN", p.nama(250), alias=("NAMA JABATAN", "NAMA"), wajib=True,
              contoh="Analis Kebijakan Ahli Muda"),
        Kolom("jenis", "JENIS", p.pilihan(JenisJabatan, JENIS_JABATAN_ALIAS),
              alias=("JENIS JABATAN", "TIPE", "KATEGORI")),
        Kolom("jenjang", "JENJANG", p.pilihan(Jenjang, JENJANG_ALIAS), alias=("ESELON",),
              contoh="Ahli Muda"),
        Kolom("kelas", "KELAS", p.bulat(1, 17), alias=("KELAS JABATAN",), contoh="9"),
        Kolom("kebutuhan", "KEBUTUHAN", p.bulat(0, 1_000_000), contoh="2",
              alias=("KEB", "JUMLAH KEBUTUHAN", "ABK", "FORMASI", "KEBUTUHAN PEGAWAI", "K")),
        Kolom("bezetting", "BEZETTING", p.bulat(0, 1_000_000),
              alias=("EKSISTING", "EKS", "EXISTING", "TERISI", "B"),
              keterangan="Hanya dibandingkan dengan pemangku yang tercatat."),
        Kolom("memimpin", "MEMIMPIN UNIT", p.ya_tidak(), alias=("MEMIMPIN",),
              keterangan="Kosong: jabatan manajerial dengan jenjang tertinggi di unit."),
        Kolom("profil", "PROFIL SYARAT", p.nama(200), alias=("PROFIL",)),
    )  # fmt: skip

    def tata(self, lembar: Lembar) -> Lembar:
        """The merged e-formasi workbook becomes flat; a typed or computed total is no data."""
        return susun_bezetting(lembar)

    def rencanakan(self, ctx: Konteks, baris: Sequence[Baris]) -> list[Rencana]:
        """Titles, positions and lines of the version in force (number 1 where none is)."""
        versi = self._versi(ctx)
        held = _bezetting(ctx)
        lines = _lines(ctx)
        judul = {jenis: Judul(ctx, jenis) for jenis in JenisJabatan.values}
        isian = PembacaPeta(ctx).baca(baris)
        leaders = pemimpin(ctx, isian)
        return [
            Rencana(salah=satu.salah)
            if satu.salah
            else _total(satu, isian)
            if adalah_jumlah(satu.baris)
            else self._plan(
                ctx, satu, versi, judul[satu.jenis], memimpin=leaders, lines=lines, held=held
            )
            for satu in isian
        ]

    @staticmethod
    def _versi(ctx: Konteks) -> int | Tulis:
        found = versi_berlaku(ctx.instansi.pk)
        if found is not None:
            return found
        awal = {
            "nama": f"Peta jabatan {ctx.hari_ini.year}",
            "status": StatusPeta.BERLAKU,
            "berlaku_mulai": ctx.hari_ini,
        }
        last = (
            VersiPeta.objects.filter(instansi=ctx.instansi)
            .order_by("-nomor")
            .values_list("nomor", flat=True)
            .first()
        )
        key = {"instansi_id": ctx.instansi.pk, "nomor": (last or 0) + 1}
        return Tulis(VersiPeta, key, {}, awal, sebutan="Versi peta")

    @staticmethod
    def _plan(
        ctx: Konteks,
        satu: Isian,
        versi: int | Tulis,
        judul: Judul,
        *,
        memimpin: Mapping[int, Isian | None],
        lines: Mapping[int, int],
        held: Mapping[int, int],
    ) -> Rencana:
        nilai, posisi = satu.baris.nilai, satu.posisi
        plan = Rencana(peringatan=list(satu.peringatan))
        isi: dict[str, Any] = {}
        if "profil" in nilai:
            isi["profil_id"] = satu.profil
        if satu.unit in memimpin and (posisi is None or not posisi.memimpin):
            isi["memimpin"] = memimpin[satu.unit] is satu
        if nilai.get("memimpin") is not None:
            isi["memimpin"] = nilai["memimpin"]
        jabatan: int | Tulis
        if posisi is not None:
            jabatan_tulis = Tulis(Jabatan, {"id": posisi.pk}, isi)
            jabatan = posisi.pk
            plan.tulis.append(jabatan_tulis)
        else:
            title = judul.tulis(nilai["jabatan"], satu.jenjang)
            jabatan = Tulis(
                Jabatan,
                {"unit_id": satu.unit, "nomenklatur": title},
                isi,
                {"instansi_id": ctx.instansi.pk},
            )
            plan.tulis += [jabatan, title]
        angka = {"kebutuhan": satu.kebutuhan}
        if "kelas" in nilai:
            angka["kelas"] = nilai["kelas"]
        line = lines.get(posisi.pk) if posisi else None
        if line is not None:
            isi_peta = Tulis(IsiPeta, {"id": line}, angka)
        else:
            isi_peta = Tulis(IsiPeta, {"versi": versi, "jabatan": jabatan}, angka)
        plan.tulis.insert(0, isi_peta)
        if isinstance(versi, Tulis):
            plan.tulis.append(versi)
        bezetting = held.get(posisi.pk, 0) if posisi else 0
        printed = nilai.get("bezetting")
        if printed is not None and printed != bezetting:
            plan.peringatan.append(
                f"Bezetting di berkas {printed}, pemangku yang tercatat {bezetting}."
            )
        return plan

    def hilang(self, ctx: Konteks, baris: Sequence[Baris]) -> list[str]:
        """Lines in force that the file does not name."""
        units = indeks_unit(ctx)
        named = {satu.posisi.pk for satu in PembacaPeta(ctx).baca(baris) if satu.posisi}
        positions = indeks_jabatan(ctx).by_id
        missing = [positions[pk] for pk in _lines(ctx) if pk not in named]
        return [f"{posisi.nomen.nama} ({units.jalur(posisi.unit)})" for posisi in missing]

    def setelah(self, ctx: Konteks, hasil: Hasil) -> None:
        """Seats follow the map."""
        susun_kursi(ctx, hasil)

    def ekspor(self, ctx: Konteks) -> Iterator[Mapping[str, Any]]:
        """Lines in force, unit by unit."""
        units, held = indeks_unit(ctx), _bezetting(ctx)
        rows = (
            IsiPeta.objects.in_force(ctx.instansi.pk)
            .select_related("jabatan__nomenklatur", "jabatan__profil")
            .order_by("jabatan__unit_id", "-jabatan__memimpin", "-kelas", "jabatan_id")
        )
        for nomor, row in enumerate(rows.iterator(chunk_size=5_000), 1):
            jabatan, nomen = row.jabatan, row.jabatan.nomenklatur
            yield {
                "nomor": str(nomor),
                "unit": units.kode[jabatan.unit_id],
                "nama_unit": units.jalur(jabatan.unit_id),
                "jabatan": nomen.nama,
                "jenis": nomen.jenis,
                "jenjang": nomen.jenjang,
                "kelas": row.kelas,
                "kebutuhan": row.kebutuhan,
                "bezetting": held.get(jabatan.pk, 0),
                "memimpin": jabatan.memimpin,
                "profil": jabatan.profil.nama if jabatan.profil else None,
            }


def _lines(ctx: Konteks) -> dict[int, int]:
    """{position: line} of the version in force."""
    return dict(
        IsiPeta.objects.in_force(ctx.instansi.pk).order_by("pk").values_list("jabatan_id", "pk")
    )


def _bezetting(ctx: Konteks) -> dict[int, int]:
    """Definitive holders of today by position."""
    counted: dict[int, int] = defaultdict(int)
    rows = PemangkuJabatan.objects.filter(
        instansi=ctx.instansi,
        jenis=JenisPemangku.DEFINITIF,
        kursi__isnull=False,
        periode__contains=ctx.hari_ini,
    ).values_list("kursi__jabatan_id", flat=True)
    for jabatan in rows:
        counted[jabatan] += 1
    return counted


def _total(satu: Isian, semua: Sequence[Isian]) -> Rencana:
    """A printed total is compared with what the rows say, never stored."""
    plan = Rencana()
    for kolom, nama in (("kebutuhan", "kebutuhan"), ("bezetting", "bezetting")):
        printed = satu.baris.nilai.get(kolom)
        real = sum(row.baris.nilai.get(kolom) or 0 for row in semua if not adalah_jumlah(row.baris))
        if printed is not None and printed != real:
            plan.peringatan.append(
                f"Jumlah {nama} tercetak {printed}, jumlah baris yang sebenarnya {real}."
            )
    return plan
