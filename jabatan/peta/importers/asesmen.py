"""Results of competence assessments and of the eight aspects of potential."""

from __future__ import annotations

from array import array
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from asn_portal.berkas import parsers as p
from asn_portal.berkas.parsing.lembar import polos
from asn_portal.berkas.registry import JenisImpor, Kolom, Rencana, Salah, Tulis, daftarkan
from asn_portal.core.enums import Sumber
from jabatan.peta.importers.kata import baku
from jabatan.peta.importers.kompetensi import GENERIK, POTENSI, BukuKompetensi
from jabatan.peta.importers.rujukan import TIDAK_ADA, pegawai_by_nip
from jabatan.peta.models import CapaianKompetensi, HasilAsesmen, HasilPotensi

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from asn_portal.berkas.parsing.lembar import Lembar
    from asn_portal.berkas.registry import Baris, Konteks

BARIS_JUDUL = 10
TEKNIS = "KOMPETENSI TEKNIS"
LEVEL = frozenset("012345")
KODE_GENERIK = {f"k{place}": nama for place, nama in enumerate(GENERIK, 1)}
KODE_POTENSI = {f"p{place}": nama for place, nama in enumerate(POTENSI, 1)}
_ALIAS = {"Kerja Sama": ("Kerjasama",), "Kesadaran Diri": ("Self Awareness",)}


@daftarkan
class Asesmen(JenisImpor):
    kode, judul, urutan = "asesmen", "Hasil asesmen dan potensi", 55
    keterangan = (
        "Satu baris per pegawai dan tanggal. Kompetensi teknis boleh berupa kolom sendiri dengan "
        'nama kompetensinya, atau "Nama: level; Nama: level" di kolom KOMPETENSI TEKNIS.'
    )
    sumber = Sumber.PETA
    nilai = True
    hal = "asesmen"
    kolom = (
        Kolom("nip", "NIP", p.nip(), wajib=True, kunci=True, alias=("NIP BARU",),
              contoh="198609262015051001"),
        Kolom("nama", "NAMA", p.nama(), simpan=False),
        Kolom("jabatan", "JABATAN", p.nama(), simpan=False),
        Kolom("tanggal", "TANGGAL ASESMEN", p.tanggal(masa_depan=False), wajib=True, kunci=True,
              alias=("TANGGAL", "TGL ASESMEN"), contoh="12-03-2026"),
        Kolom("penyelenggara", "PENYELENGGARA", p.nama(200), contoh="UPT Penilaian Kompetensi"),
        *(
            Kolom(kode, nama.upper(), p.bulat(0, 5), contoh="3", alias=_ALIAS.get(nama, ()))
            for kode, nama in KODE_GENERIK.items()
        ),
        Kolom("teknis", TEKNIS, p.nama(2000)),
        *(
            Kolom(kode, f"POTENSI {nama.upper()}", p.bulat(0, 5), contoh="4",
                  alias=(nama, *_ALIAS.get(nama, ())))
            for kode, nama in KODE_POTENSI.items()
        ),
    )  # fmt: skip

    def tata(self, lembar: Lembar) -> Lembar:
        """Columns that are no column of the form and hold levels only are technical competences."""
        known = {_normal(word) for k in self.kolom for word in (k.kode, k.judul, *k.alias)}
        for row in range(min(BARIS_JUDUL, len(lembar.nomor))):
            titles = [" ".join(polos(cell).split()) for cell in lembar.satu(row)]
            if _normal("NIP") in map(_normal, titles) or "nipbaru" in map(_normal, titles):
                extra = [
                    place
                    for place, title in enumerate(titles)
                    if title and _normal(title) not in known and _hanya_level(lembar, place, row)
                ]
                if extra and _normal(TEKNIS) not in map(_normal, titles):
                    _gabung(lembar, row, {place: titles[place] for place in extra})
                break
        return lembar

    def rencanakan(self, ctx: Konteks, baris: Sequence[Baris]) -> list[Rencana]:
        """Levels by competence of the dictionary; potential only with all eight aspects."""
        people = pegawai_by_nip(ctx, [row.nilai["nip"] for row in baris])
        kamus = BukuKompetensi(ctx)
        plans = []
        for row in baris:
            found = people.get(row.nilai["nip"])
            if found is None:
                plans.append(Rencana(salah=[Salah("nip", TIDAK_ADA)]))
            else:
                plans.append(self._plan(row.nilai, *found, kamus))
        return plans

    @staticmethod
    def _plan(nilai: Mapping[str, Any], pegawai: int, orang: int, kamus: BukuKompetensi) -> Rencana:
        plan = Rencana(orang=orang)
        levels: list[tuple[int | Tulis, int]] = [
            (kamus.kompetensi(nama), nilai[kode])
            for kode, nama in KODE_GENERIK.items()
            if nilai.get(kode) is not None
        ]
        levels += _teknis(nilai.get("teknis") or "", kamus, plan)
        potensi = [nilai.get(kode) for kode in KODE_POTENSI]
        given = [value for value in potensi if value is not None]
        if given and len(given) < len(potensi):
            missing = next(kode for kode in KODE_POTENSI if nilai.get(kode) is None)
            plan.salah.append(
                Salah(missing, f"Potensi harus lengkap {len(potensi)} aspek; terisi {len(given)}.")
            )
        if not levels and not given and not plan.salah:
            plan.salah.append(Salah("nip", "Baris ini tidak memuat hasil apa pun."))
        if plan.salah:
            return plan
        key = {"pegawai_id": pegawai, "tanggal": nilai["tanggal"]}
        if levels:
            isi = (
                {"penyelenggara": nilai["penyelenggara"] or ""} if "penyelenggara" in nilai else {}
            )
            asesmen = Tulis(HasilAsesmen, key, isi)
            plan.tulis.append(asesmen)
            plan.tulis += [
                Tulis(CapaianKompetensi, {"asesmen": asesmen, "kompetensi": ref}, {"level": level})
                for ref, level in levels
            ]
            plan.tulis += [ref for ref, _ in levels if isinstance(ref, Tulis)]
        if given:
            plan.tulis.append(Tulis(HasilPotensi, key, {"nilai": potensi}, sebutan="Potensi"))
        return plan

    def jumlah_ekspor(self, ctx: Konteks) -> int:
        """Days of assessments at least; potential of other days comes on top."""
        return HasilAsesmen.objects.filter(pegawai__instansi=ctx.instansi).count()

    def ekspor(self, ctx: Konteks) -> Iterator[Mapping[str, Any]]:
        """Assessments and potential of a day in one row."""
        rows: dict[tuple[str, Any], dict[str, Any]] = defaultdict(dict)
        for nip, tanggal, oleh in HasilAsesmen.objects.filter(
            pegawai__instansi=ctx.instansi
        ).values_list("pegawai__nip", "tanggal", "penyelenggara"):
            rows[nip, tanggal]["penyelenggara"] = oleh
        generik = {baku(nama): kode for kode, nama in KODE_GENERIK.items()}
        teknis: dict[tuple[str, Any], list[str]] = defaultdict(list)
        for nip, tanggal, nama, level in (
            CapaianKompetensi.objects.filter(asesmen__pegawai__instansi=ctx.instansi)
            .order_by("kompetensi__urutan", "kompetensi__nama")
            .values_list("asesmen__pegawai__nip", "asesmen__tanggal", "kompetensi__nama", "level")
        ):
            kode = generik.get(baku(nama))
            if kode:
                rows[nip, tanggal][kode] = level
            else:
                teknis[nip, tanggal].append(f"{nama}: {level}")
        for nip, tanggal, potensi in HasilPotensi.objects.filter(
            pegawai__instansi=ctx.instansi
        ).values_list("pegawai__nip", "tanggal", "nilai"):
            rows[nip, tanggal] |= dict(zip(KODE_POTENSI, potensi, strict=True))
        for key in sorted(rows):
            nip, tanggal = key
            text = "; ".join(teknis.get(key, ())) or None
            yield {"nip": nip, "tanggal": tanggal, "teknis": text, **rows[key]}


def _normal(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())


def _hanya_level(lembar: Lembar, place: int, row: int) -> bool:
    unik, index = lembar.kolom[place]
    cells = {polos(unik[i]).strip() for i in set(index[row + 1 :])} - {"", "-"}
    return bool(cells) and cells <= LEVEL


def _gabung(lembar: Lembar, row: int, titles: Mapping[int, str]) -> None:
    """One text column behind the others; a text is stored once per distinct set of levels."""
    unik: list[Any] = ["", TEKNIS]
    places = {"": 0}
    index = array("I", [0] * len(lembar.nomor))
    for at in range(row + 1, len(lembar.nomor)):
        cells = ((title, polos(lembar.sel(at, place)).strip()) for place, title in titles.items())
        text = "; ".join(f"{title}: {level}" for title, level in cells if level in LEVEL)
        if text not in places:
            places[text] = len(unik)
            unik.append(text)
        index[at] = places[text]
    index[row] = 1
    lembar.kolom.append((unik, index))


def _teknis(text: str, kamus: BukuKompetensi, plan: Rencana) -> list[tuple[int | Tulis, int]]:
    found: list[tuple[int | Tulis, int]] = []
    for part in text.split(";"):
        nama, sep, level = part.rpartition(":")
        if not part.strip():
            continue
        if not sep or level.strip() not in LEVEL:
            plan.salah.append(
                Salah("teknis", f'Tulis "Nama: level 0–5". Yang diisi "{part.strip()}".')
            )
            continue
        known = kamus.cari(nama.strip())
        if known is None:
            plan.salah.append(
                Salah("teknis", f'Kompetensi "{nama.strip()}" tidak ada di kamus instansi.')
            )
            continue
        found.append((known, int(level)))
    return found
