"""ABK sheet: tasks of a position; the need is computed from them, the printed one compared."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from asn_portal.berkas import parsers as p
from asn_portal.berkas.parsing.lembar import polos
from asn_portal.berkas.registry import JenisImpor, Kolom, Rencana, Salah, Tulis, daftarkan
from asn_portal.core.enums import Sumber
from asn_portal.core.numbers import half_up, half_up_int
from jabatan.peta.enums import JenisJabatan
from jabatan.peta.importers.kata import baku
from jabatan.peta.importers.kursi import susun_kursi
from jabatan.peta.importers.lunak import galat, lunak
from jabatan.peta.importers.rujukan import (
    RujukanError,
    indeks_jabatan,
    indeks_unit,
)
from jabatan.peta.kalkulator.abk import WAKTU_EFEKTIF_MENIT
from jabatan.peta.models import IsiPeta, TugasABK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from asn_portal.berkas.parsing.lembar import Lembar
    from asn_portal.berkas.registry import Baris, Hasil, Konteks

BARIS_JUDUL = 10
WAJIB = {
    "uraian": "URAIAN TUGAS",
    "menit": "WAKTU PENYELESAIAN (MENIT)",
    "volume": "VOLUME KERJA",
}
SELISIH_CETAK = Decimal("0.01")  # printed needs are rounded to two decimals at the coarsest
PER_SEPULUH_RIBU = 10_000
JUDUL_JUMLAH = ("pegawai yang dibutuhkan", "kebutuhan pegawai")


@daftarkan
class ABK(JenisImpor):
    kode, judul, urutan = "abk", "Analisis beban kerja (ABK)", 40
    keterangan = (
        "Uraian tugas per jabatan. Kebutuhan dihitung ulang: volume × menit ÷ waktu kerja "
        "efektif, dijumlahkan, lalu dibulatkan sekali."
    )
    sumber = Sumber.PETA
    ringkas = ("jabatan", "uraian")
    kolom = (
        Kolom("nomor", "NO", lunak(p.bulat(1, 30_000)), contoh="1", alias=("NOMOR",)),
        Kolom("unit", "UNIT", p.teks(500), wajib=True, alias=("KODE UNIT", "UNIT KERJA"),
              contoh="1.02.01"),
        Kolom("jabatan", "JABATAN", p.nama(250), wajib=True, alias=("NAMA JABATAN",),
              contoh="Analis Kebijakan Ahli Muda"),
        Kolom("uraian", "URAIAN TUGAS", lunak(p.teks(500)), alias=("TUGAS", "TUGAS POKOK"),
              contoh="Menyusun rencana kerja"),
        Kolom("satuan", "SATUAN HASIL", p.teks(100), contoh="dokumen", alias=("HASIL KERJA",)),
        Kolom("menit", "WAKTU PENYELESAIAN (MENIT)", lunak(p.bulat(0, 10_000_000)),
              contoh="600", alias=("WAKTU PENYELESAIAN",)),
        Kolom("efektif", "WAKTU KERJA EFEKTIF", lunak(p.bulat(1, 600_000)), contoh="75000",
              alias=("WAKTU EFEKTIF",),
              keterangan="Menit setahun; kosong berarti 75.000 (PermenPANRB 1/2020)."),
        Kolom("volume", "VOLUME KERJA", lunak(p.desimal(0, 999_999_999)), contoh="12",
              alias=("JUMLAH HASIL", "BEBAN KERJA", "VOLUME")),
        Kolom("cetak", "PEGAWAI YANG DIBUTUHKAN", p.desimal(0, 100_000, 18),
              alias=("KEBUTUHAN PEGAWAI",), keterangan="Hanya dibandingkan; boleh rumus."),
    )  # fmt: skip

    def tata(self, lembar: Lembar) -> Lembar:
        """The printed need may be a formula: it is compared, never stored."""
        for place in range(min(BARIS_JUDUL, len(lembar.nomor))):
            titles = [baku(polos(cell)) for cell in lembar.satu(place)]
            found = {i for i, title in enumerate(titles) if title in JUDUL_JUMLAH}
            if found:
                lembar.rumus = frozenset(cell for cell in lembar.rumus if cell[1] not in found)
                break
        return lembar

    def rencanakan(self, ctx: Konteks, baris: Sequence[Baris]) -> list[Rencana]:
        """Tasks by position, then the need of each position from all its tasks."""
        lines = dict(
            IsiPeta.objects.in_force(ctx.instansi.pk).order_by("pk").values_list("jabatan_id", "pk")
        )
        found = _positions(ctx, baris, lines)
        tasks = _stored(list({line for line in found if isinstance(line, int)}))
        order = _order(baris, found)
        needs = _needs(baris, found, tasks, order, _manajerial(ctx, lines))
        return [
            Rencana(salah=[line])
            if isinstance(line, Salah)
            else self._plan(row, line, order[row.nomor], needs[line], tasks)
            for row, line in zip(baris, found, strict=True)
        ]

    @staticmethod
    def _plan(
        row: Baris,
        line: int,
        urutan: int,
        need: Tulis,
        tasks: Mapping[tuple[int, int], tuple[int, Fraction, int]],
    ) -> Rencana:
        nilai = row.nilai
        isi: dict[str, Any] = {
            "uraian": nilai["uraian"].strip(),
            "menit": nilai["menit"],
            "volume": nilai["volume"],
            "waktu_efektif": nilai.get("efektif") or WAKTU_EFEKTIF_MENIT,
        }
        if "satuan" in nilai:
            isi["satuan_hasil"] = nilai["satuan"] or ""
        known = tasks.get((line, urutan))
        key = {"id": known[0]} if known else {}
        awal = {"isi_peta_id": line, "urutan": urutan}
        plan = Rencana([Tulis(TugasABK, key, isi, {} if known else awal), need])
        if isi["waktu_efektif"] != WAKTU_EFEKTIF_MENIT:
            plan.peringatan.append(
                f"Waktu kerja efektif {isi['waktu_efektif']} menit, sedangkan PermenPANRB 1/2020 "
                f"menetapkan {WAKTU_EFEKTIF_MENIT}."
            )
        real = _beban(nilai)[1]
        printed = nilai.get("cetak")
        if printed is not None and abs(Fraction(printed) - real) > Fraction(SELISIH_CETAK) / 2:
            plan.peringatan.append(
                f"Pegawai yang dibutuhkan tercetak {_angka(printed)}, hasil hitungan "
                f"{_angka(half_up(real, 4))}."
            )
        return plan

    def hilang(self, ctx: Konteks, baris: Sequence[Baris]) -> list[str]:
        """Tasks of the positions in the file that it no longer names; they still count."""
        lines = dict(
            IsiPeta.objects.in_force(ctx.instansi.pk).order_by("pk").values_list("jabatan_id", "pk")
        )
        found = _positions(ctx, baris, lines)
        order = _order(baris, found)
        named = {
            (line, order[row.nomor])
            for row, line in zip(baris, found, strict=True)
            if isinstance(line, int)
        }
        rows = (
            TugasABK.objects.filter(isi_peta__in={line for line, _ in named})
            .order_by("isi_peta_id", "urutan")
            .values_list("isi_peta_id", "urutan", "uraian", "isi_peta__jabatan__nomenklatur__nama")
        )
        return [
            f"{jabatan}: tugas {urutan}, {uraian}"
            for line, urutan, uraian, jabatan in rows
            if (line, urutan) not in named
        ]

    def setelah(self, ctx: Konteks, hasil: Hasil) -> None:
        """Seats follow the computed need."""
        susun_kursi(ctx, hasil)

    def ekspor(self, ctx: Konteks) -> Iterator[Mapping[str, Any]]:
        """Tasks of the map in force."""
        units = indeks_unit(ctx)
        rows = (
            TugasABK.objects.filter(
                isi_peta__in=IsiPeta.objects.in_force(ctx.instansi.pk).order_by()
            )
            .select_related("isi_peta__jabatan__nomenklatur")
            .order_by("isi_peta__jabatan__unit_id", "isi_peta_id", "urutan")
        )
        for row in rows.iterator(chunk_size=5_000):
            jabatan = row.isi_peta.jabatan
            yield {
                "nomor": row.urutan,
                "unit": units.kode[jabatan.unit_id],
                "jabatan": jabatan.nomenklatur.nama,
                "uraian": row.uraian,
                "satuan": row.satuan_hasil,
                "menit": row.menit,
                "efektif": row.waktu_efektif,
                "volume": row.volume,
                "cetak": half_up(Fraction(row.volume) * row.menit / row.waktu_efektif, 4),
            }


def _angka(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")


def _beban(nilai: Mapping[str, Any]) -> tuple[Fraction, Fraction]:
    """Minutes a year and people needed, both exact."""
    minutes = Fraction(nilai["volume"]) * nilai["menit"]
    return minutes, minutes / (nilai.get("efektif") or WAKTU_EFEKTIF_MENIT)


def _positions(ctx: Konteks, baris: Sequence[Baris], lines: Mapping[int, int]) -> list[int | Salah]:
    units, positions = indeks_unit(ctx), indeks_jabatan(ctx)
    cache: dict[tuple[str, str], int | Salah] = {}
    hasil = []
    for row in baris:
        key = (row.nilai["unit"], row.nilai["jabatan"])
        if key not in cache:
            try:
                unit = units.cari(key[0])
            except RujukanError as error:
                cache[key] = Salah("unit", str(error))
            else:
                posisi = positions.by_nama.get((unit, baku(key[1])))
                line = lines.get(posisi.pk) if posisi else None
                cache[key] = (
                    line
                    if line is not None
                    else Salah("jabatan", "Jabatan ini belum ada di peta unitnya.")
                )
        hasil.append(cache[key])
    return _faulty(baris, hasil)


def _faulty(baris: Sequence[Baris], found: list[int | Salah]) -> list[int | Salah]:
    """A position with a faulty task falls as a whole: its need would be too small."""
    faults: dict[int, dict[int, Salah]] = defaultdict(dict)
    for row, line in zip(baris, found, strict=True):
        fault = galat(row.nilai, WAJIB) if isinstance(line, int) else None
        if fault and isinstance(line, int):
            faults[line][row.nomor] = fault
    hasil: list[int | Salah] = []
    for row, line in zip(baris, found, strict=True):
        if isinstance(line, int) and line in faults:
            others = ", ".join(map(str, sorted(faults[line])))
            fallen = Salah("jabatan", f"Jabatan ini punya baris bermasalah: {others}.")
            hasil.append(faults[line].get(row.nomor, fallen))
        else:
            hasil.append(line)
    return hasil


def _manajerial(ctx: Konteks, lines: Mapping[int, int]) -> set[int]:
    positions = indeks_jabatan(ctx).by_id
    return {
        line
        for jabatan, line in lines.items()
        if positions[jabatan].nomen.jenis == JenisJabatan.STRUKTURAL
    }


def _order(baris: Sequence[Baris], found: Sequence[int | Salah]) -> dict[int, int]:
    """Place of each task within its position: NO where the file has it, else the row order."""
    counted: dict[int, int] = defaultdict(int)
    taken: dict[int, set[int]] = defaultdict(set)
    order: dict[int, int] = {}
    for row, line in zip(baris, found, strict=True):
        if isinstance(line, int):
            counted[line] += 1
            given = row.nilai.get("nomor")
            nomor = given if given and given not in taken[line] else counted[line]
            while nomor in taken[line]:
                nomor += 1
            taken[line].add(nomor)
            order[row.nomor] = nomor
    return order


def _stored(lines: list[int]) -> dict[tuple[int, int], tuple[int, Fraction, int]]:
    """{(line, place): (task, people needed, minutes)} of the database."""
    rows = TugasABK.objects.filter(isi_peta__in=lines).values_list(
        "isi_peta_id", "urutan", "pk", "volume", "menit", "waktu_efektif"
    )
    return {
        (line, urutan): (pk, Fraction(volume) * menit / efektif, int(volume * menit))
        for line, urutan, pk, volume, menit, efektif in rows
    }


def _needs(
    baris: Sequence[Baris],
    found: Sequence[int | Salah],
    tasks: Mapping[tuple[int, int], tuple[int, Fraction, int]],
    order: Mapping[int, int],
    manajerial: set[int],
) -> dict[int, Tulis]:
    """Need of every position: only the total is rounded, half up; a managerial post is one."""
    people: dict[int, Fraction] = defaultdict(Fraction)
    minutes: dict[int, Fraction] = defaultdict(Fraction)
    named = set()
    for row, line in zip(baris, found, strict=True):
        if isinstance(line, int):
            load, need = _beban(row.nilai)
            people[line] += need
            minutes[line] += load
            named.add((line, order[row.nomor]))
    for (line, urutan), (_, stored_need, stored_load) in tasks.items():
        if (line, urutan) not in named:
            people[line] += stored_need
            minutes[line] += stored_load
    return {
        line: Tulis(
            IsiPeta,
            {"id": line},
            {
                "kebutuhan": 1 if line in manajerial else half_up_int(total),
                "kebutuhan_eksak": half_up_int(total * PER_SEPULUH_RIBU),
                "beban_menit": half_up_int(minutes[line]),
            },
        )
        for line, total in people.items()
    }
