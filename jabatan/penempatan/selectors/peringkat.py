"""The ranking of one vacancy as stored: funnel, list, bars; nothing is computed again here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Case, IntegerField, Value, When

from jabatan import merit
from jabatan.penempatan.models import HasilLowongan
from jabatan.penempatan.selectors import kata

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jabatan.penempatan.models import Lowongan

# Groups of the bars: title, parts of the engine (order of the colours s0 to s5).
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Kinerja", ("predikat", "penghargaan", "tim_kerja", "umpan_balik")),
    ("Kompetensi", ("kompetensi", "pengembangan", "pengalaman")),
    ("Potensi", ("potensi",)),
    ("Kualifikasi", ("pendidikan", "bidang_ilmu")),
    ("Integritas", ("integritas",)),
    ("Uji teknis", ("teknis",)),
)
# What readers without the right to discipline see of the potential axis: one sum. Integrity alone, or
# beside qualifications that everybody knows, would tell the punishment.
POTENSIAL = "Potensial"
_ONE_SUM = ("Kompetensi", "Potensi", "Kualifikasi", "Integritas")
_INDEX = {name: i for i, name in enumerate(merit.PARTS)}
_CENT = Decimal("0.01")
CLOSE = merit.FINAL_SCALE  # less than one point apart
STEP_WORDS = {
    "status": "berstatus sesuai",
    "pendidikan": "lolos pendidikan",
    "golongan": "lolos pangkat",
    "masa_jenjang": "cukup masa jabatan",
    "predikat": "predikat kinerja cukup",
    "disiplin": "bebas hukuman disiplin",
    "usia": "lolos batas usia",
    "pelatihan": "lulus pelatihan wajib",
}


def share(total: int) -> Decimal:
    """Units of the engine → points for the length of a bar."""
    return (Decimal(total) / merit.FINAL_SCALE).quantize(_CENT)


@dataclass(frozen=True, slots=True)
class Ruas:
    """One group of a score: earned and possible points."""

    nama: str
    nilai: int
    maks: int
    mulai: int

    @property
    def teks(self) -> str:
        """Earned points, every digit."""
        return kata_poin(self.nilai)

    @property
    def teks_maks(self) -> str:
        """Possible points, without needless zeros."""
        return ringkas(self.maks)

    @property
    def awal(self) -> Decimal:
        """Where the bar starts, on 0 to 100."""
        return share(self.mulai)

    @property
    def lebar(self) -> Decimal:
        """Length of what was earned."""
        return share(self.nilai)

    @property
    def penuh(self) -> Decimal:
        """Length of what could be earned."""
        return share(self.maks)


def kata_poin(total: int) -> str:
    """80,5899: exact, at least two decimals, Indonesian comma."""
    return merit.points(total, merit.FINAL_SCALE).replace(".", ",")


def ringkas(total: int) -> str:
    """30 or 7,5: without zeros at the end."""
    text = merit.points(total, merit.FINAL_SCALE).rstrip("0").rstrip(".")
    return text.replace(".", ",")


def groups(contributions: Sequence[int], rule: merit.Coefficients) -> list[Ruas]:
    """Contribution of each group with a weight, side by side; they sum exactly to the total."""
    found, start = [], 0
    for nama, names in GROUPS:
        possible = sum(rule.parts[_INDEX[name]] for name in names) * merit.FULL
        if not possible:
            continue
        earned = sum(int(contributions[_INDEX[name]]) for name in names)
        found.append(Ruas(nama, earned, possible, start))
        start += earned
    return found


def satukan(ruas: Sequence[Ruas]) -> list[Ruas]:
    """The same bars with the potential axis as one sum."""
    parts = [one for one in ruas if one.nama in _ONE_SUM]
    if not parts:
        return list(ruas)
    whole = Ruas(
        POTENSIAL,
        sum(one.nilai for one in parts),
        sum(one.maks for one in parts),
        min(one.mulai for one in parts),
    )
    first = ruas.index(parts[0])
    return [*ruas[:first], whole, *(one for one in ruas[first:] if one not in parts)]


@dataclass(frozen=True, slots=True)
class Peserta:
    """One row of the list."""

    pegawai_id: int
    urutan: int
    total: int
    kotak: int
    values: tuple[int, ...]
    ruas: list[Ruas]

    @property
    def nilai(self) -> str:
        """Final value, every digit, Indonesian comma."""
        return kata_poin(self.total)

    @property
    def nilai_eksak(self) -> str:
        """Final value as the engine prints it ("80.5899")."""
        return merit.points(self.total, merit.FINAL_SCALE)


def untuk_pembaca(rows: Iterable[Peserta], *, disiplin: bool) -> list[Peserta]:
    """Rows as a reader may see them: with every group, or with the potential axis as one sum."""
    if disiplin:
        return list(rows)
    return [replace(one, ruas=satukan(one.ruas)) for one in rows]


def hasil_lowongan(user: Any, lowongan: Lowongan, kode_run: str = "") -> HasilLowongan | None:
    """Result to show: of the named run, else of the run the round points at, else the newest."""
    found = (
        HasilLowongan.objects.visible_to(user)
        .filter(lowongan=lowongan)
        .select_related("pemeringkatan__dihitung_oleh")
        .defer("pemeringkatan__masukan", "pemeringkatan__pegawai_ids")
    )
    if kode_run:
        return found.filter(pemeringkatan__kode=kode_run).first()
    shown = Case(
        When(pemeringkatan_id=lowongan.putaran.pemeringkatan_id, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    return found.order_by(shown, "-pemeringkatan_id").first()


def buka_hasil(hasil: HasilLowongan) -> merit.SeatResult:
    """The stored bytes as numbers."""
    return merit.SeatResult.from_bytes(bytes(hasil.isi))


def peserta(seat: merit.SeatResult) -> list[Peserta]:
    """Rows of the stored list, best first."""
    totals, parts, boxes = seat.totals, seat.contributions, seat.kotak
    return [
        Peserta(
            pegawai_id=int(pegawai_id),
            urutan=int(urutan),
            total=int(total),
            kotak=int(kotak),
            values=tuple(int(value) for value in values),
            ruas=groups(row.tolist(), seat.rule),
        )
        for pegawai_id, urutan, total, kotak, values, row in zip(
            seat.ids, seat.urutan, totals, boxes, seat.values, parts, strict=True
        )
    ]


def daftar_peringkat(hasil: HasilLowongan) -> list[Peserta]:
    """Rows of a stored result; the door for proposals and decisions."""
    return peserta(buka_hasil(hasil))


def selisih_tipis(rows: Sequence[Peserta]) -> str | None:
    """Difference of number 1 and 2 in words when it is below one point."""
    if len(rows) < 2:  # noqa: PLR2004 -- two people make a comparison
        return None
    gap = rows[0].total - rows[1].total
    return kata_poin(gap) if gap < CLOSE else None


def corong(
    lowongan: Lowongan, hasil: HasilLowongan, url_tidak_lolos: str | None
) -> list[Mapping[str, Any]]:
    """Steps of the funnel in the order of the frozen gates; the address ends with ? or &."""
    from asn_portal.core.templatetags.portal import angka  # noqa: PLC0415 -- only for pages

    steps: list[Mapping[str, Any]] = [
        {"jumlah": angka(hasil.pemeringkatan.jumlah_pegawai), "teks": "pegawai diperiksa"}
    ]
    for number, (gate, count) in enumerate(zip(lowongan.syarat, hasil.corong, strict=True), 1):
        steps.append(
            {
                "jumlah": angka(count),
                "teks": step_words(gate),
                "url": f"{url_tidak_lolos}syarat={number}" if url_tidak_lolos else None,
            }
        )
    steps.append({"jumlah": angka(hasil.jumlah_layak), "teks": "datanya lengkap, diperingkat"})
    return steps


def step_words(gate: Mapping[str, Any]) -> str:
    """Short words of a step: what those who are left have."""
    kode = gate["kode"]
    if kode == "status":
        return f"berstatus {' atau '.join(kata.aturan(gate).removeprefix('Berstatus ').split(' atau '))}"
    if kode == "predikat":
        return (
            kata.aturan(gate)
            .removeprefix("Predikat kinerja ")
            .removesuffix(" terakhir")
            .join(("predikat ", ""))
        )
    return STEP_WORDS[kode]
