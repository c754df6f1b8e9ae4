"""Requirement profiles: gates, competence standards and fitting fields of study, row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from asn_portal.berkas import parsers as p
from asn_portal.berkas.registry import JenisImpor, Kolom, Rencana, Salah, Tulis, daftarkan
from asn_portal.core.enums import Sumber
from jabatan.peta.enums import GOLONGAN_PNS, Jenjang, JenjangPendidikan, Kepentingan, StatusASN
from jabatan.peta.importers.bidang import BukuBidang, slug
from jabatan.peta.importers.kata import JENJANG_ALIAS, baku
from jabatan.peta.importers.kompetensi import BukuKompetensi
from jabatan.peta.importers.lunak import galat, lunak
from jabatan.peta.models import BidangSesuai, ProfilSyarat, StandarKompetensi

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from asn_portal.berkas.registry import Baris, Konteks

SYARAT, KOMPETENSI, BIDANG = "SYARAT", "KOMPETENSI", "BIDANG"
WAJIB = {"jenjang": "JENJANG", "baris": "JENIS BARIS", "kode": "KODE"}
JENIS_BARIS = {SYARAT: "SYARAT", KOMPETENSI: "KOMPETENSI", BIDANG: "BIDANG"}
PER_POIN = 100  # the file says 100, 75, 50; the profile keeps hundredths
PREDIKAT = ("SANGAT_BAIK", "BAIK", "BUTUH_PERBAIKAN", "KURANG", "SANGAT_KURANG")
# Education in the exchange format knows neither Profesi nor Spesialis (golden README).
PENDIDIKAN = tuple(
    jenjang for jenjang in JenjangPendidikan.values if jenjang not in {"PROFESI", "SPESIALIS"}
)


def _daftar(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").replace(";", ",").split(",") if part.strip()]


class _SyaratError(Exception):
    def __init__(self, kolom: str, pesan: str) -> None:
        super().__init__(pesan)
        self.kolom = kolom


def _satu(nilai: Mapping[str, Any], allowed: Sequence[str], contoh: str) -> str:
    text = (nilai.get("minimal") or "").strip()
    found = next((word for word in allowed if baku(word) == baku(text.replace(" ", "_"))), None)
    if found is None:
        raise _SyaratError("minimal", f"Isi MINIMAL seperti {contoh}.")
    return found


def _tahun(nilai: Mapping[str, Any]) -> int:
    value = nilai.get("angka")
    if not value:
        raise _SyaratError("angka", "Isi ANGKA dengan jumlah tahun.")
    return int(value)


Nilai = Mapping[str, Any]


def _status(_: Nilai, daftar: list[str]) -> dict[str, Any]:
    words = [word.upper().replace(" ", "_") for word in daftar]
    if not words or set(words) - set(StatusASN.values):
        raise _SyaratError("daftar", "Isi DAFTAR dengan PNS, CPNS, PPPK, atau PPPK_PARUH_WAKTU.")
    return {"nilai": words}


def _pendidikan(nilai: Nilai, daftar: list[str]) -> dict[str, Any]:
    gate: dict[str, Any] = {"minimal": _satu(nilai, PENDIDIKAN, "S1")}
    return gate | ({"bidang": [slug(word) for word in daftar]} if daftar else {})


def _masa_jenjang(nilai: Nilai, daftar: list[str]) -> dict[str, Any]:
    levels = [_JENJANG.get(baku(word), "") for word in daftar]
    if not levels or "" in levels:
        raise _SyaratError("daftar", "Isi DAFTAR dengan jenjang, misalnya pengawas, ahli_muda.")
    return {"jenjang": levels, "tahun": _tahun(nilai)}


def _pelatihan(_: Nilai, daftar: list[str]) -> dict[str, Any]:
    if not daftar:
        raise _SyaratError("daftar", "Isi DAFTAR dengan kode pelatihan, misalnya PKA.")
    return {"semua": daftar}


_JENJANG = {
    **{baku(word): str(code) for word, code in JENJANG_ALIAS.items()},
    **{baku(label): str(code) for code, label in Jenjang.choices},
    **{code: code for code in Jenjang.values},
}
_SYARAT: dict[str, Callable[[Nilai, list[str]], dict[str, Any]]] = {
    "status": _status,
    "pendidikan": _pendidikan,
    "golongan": lambda nilai, _: {"minimal": _satu(nilai, GOLONGAN_PNS, "III/c")},
    "masa_jenjang": _masa_jenjang,
    "predikat": lambda nilai, _: {
        "minimal": _satu(nilai, PREDIKAT, "BAIK"),
        "tahun": _tahun(nilai),
    },
    "disiplin": lambda nilai, _: {"tahun": _tahun(nilai)},
    "usia": lambda nilai, _: {"maksimal": _tahun(nilai)},
    "pelatihan": _pelatihan,
}


def syarat(nilai: Nilai) -> dict[str, Any]:
    """One gate of the exchange format from a row; what is missing is named."""
    kode = str(nilai["kode"]).lower()
    if kode not in _SYARAT:
        raise _SyaratError("kode", f"KODE syarat: {', '.join(_SYARAT)}.")
    return {
        "kode": kode,
        **_SYARAT[kode](nilai, _daftar(nilai.get("daftar"))),
        "dasar": nilai.get("dasar") or "",
    }


@daftarkan
class ProfilSyaratBerkas(JenisImpor):
    kode, judul, urutan = "profil-syarat", "Profil syarat jabatan", 25
    keterangan = (
        "Beberapa baris per profil: SYARAT, KOMPETENSI, atau BIDANG. Semua baris SYARAT harus "
        "dipenuhi; satu kode boleh ada beberapa kali. Daftar syarat satu profil diganti seluruhnya; "
        "standar kompetensi dan bidang ilmu yang tidak disebut tetap ada."
    )
    sumber = Sumber.PETA
    ringkas = ("nama", "baris", "kode")
    kolom = (
        Kolom("nama", "NAMA PROFIL", p.nama(200), wajib=True, alias=("NAMA",),
              contoh="Administrator bidang keuangan"),
        Kolom("jenjang", "JENJANG", lunak(p.pilihan(Jenjang, JENJANG_ALIAS)),
              contoh="Administrator"),
        Kolom("baris", "JENIS BARIS", lunak(p.pilihan(JENIS_BARIS)), contoh="SYARAT"),
        Kolom("kode", "KODE", lunak(p.nama(150)), contoh="golongan",
              alias=("KOMPETENSI", "BIDANG ILMU"),
              keterangan="Kode syarat, nama kompetensi, atau bidang ilmu."),
        Kolom("minimal", "MINIMAL", lunak(p.nama(30)), contoh="III/c"),
        Kolom("daftar", "DAFTAR", lunak(p.nama(500)),
              keterangan="Beberapa isi dipisah koma. Untuk masa_jenjang cukup salah satu jenjang, "
                         "masa jabatannya dijumlahkan; untuk pelatihan semua kode harus ada."),
        Kolom("angka", "ANGKA", lunak(p.bulat(1, 100)), alias=("TAHUN", "MAKSIMAL"), contoh="2",
              keterangan="Jumlah tahun, atau usia paling tinggi."),
        Kolom("level", "LEVEL", lunak(p.bulat(1, 5)), contoh="3"),
        Kolom("kepentingan", "KEPENTINGAN", lunak(p.pilihan(Kepentingan)), contoh="Penting"),
        Kolom("nilai", "NILAI BIDANG", lunak(p.desimal(0, 100)), contoh="100"),
        Kolom("dasar", "DASAR HUKUM", lunak(p.nama(300))),
        Kolom("ikhtisar", "IKHTISAR JABATAN", lunak(p.nama(2000))),
    )  # fmt: skip

    def rencanakan(self, ctx: Konteks, baris: Sequence[Baris]) -> list[Rencana]:
        """One profile from all its rows; a profile with a faulty row falls as a whole."""
        kompetensi, fields = BukuKompetensi(ctx), BukuBidang(ctx)
        groups: dict[str, list[Baris]] = defaultdict(list)
        for row in baris:
            groups[baku(row.nilai["nama"])].append(row)
        stored = {
            baku(nama): pk
            for nama, pk in ProfilSyarat.objects.filter(instansi=ctx.instansi).values_list(
                "nama", "pk"
            )
        }
        plans: dict[int, Rencana] = {}
        for nama, rows in groups.items():
            profil, faults = self._profil(ctx, rows, stored.get(nama))
            for row in rows:
                if row.nomor in faults:
                    plans[row.nomor] = Rencana(salah=[faults[row.nomor]])
                elif faults:
                    others = ", ".join(map(str, sorted(faults)))
                    pesan = f"Profil ini punya baris bermasalah: {others}."
                    plans[row.nomor] = Rencana(salah=[Salah("nama", pesan)])
                else:
                    plans[row.nomor] = Rencana(
                        [*self._rinci(row, profil, kompetensi, fields), profil]
                    )
        return [plans[row.nomor] for row in baris]

    @staticmethod
    def _profil(
        ctx: Konteks, rows: Sequence[Baris], known: int | None
    ) -> tuple[Tulis, dict[int, Salah]]:
        gates, faults = [], {}
        first = rows[0].nilai
        seen: dict[tuple[str, ...], int] = {}
        for row in rows:
            nilai = row.nilai
            fault = galat(nilai, WAJIB)
            if fault:
                faults[row.nomor] = fault
                continue
            # Two gates of one kind are a rule of the office: three years in one list of posts and
            # five in a longer one. All gates are to be met; alternatives stand in one list.
            key = (nilai["baris"], *map(baku, _isi_kunci(nilai)))
            if seen.setdefault(key, row.nomor) != row.nomor:
                faults[row.nomor] = Salah("kode", f"Sama dengan baris {seen[key]}.")
            elif nilai["jenjang"] != first["jenjang"]:
                faults[row.nomor] = Salah("jenjang", f"Berbeda dengan baris {rows[0].nomor}.")
            elif nilai["baris"] == SYARAT:
                try:
                    gates.append(syarat(nilai))
                except _SyaratError as error:
                    faults[row.nomor] = Salah(error.kolom, str(error))
            elif nilai["baris"] == KOMPETENSI and nilai.get("level") is None:
                faults[row.nomor] = Salah("level", "Isi LEVEL 1 sampai 5.")
            elif nilai["baris"] == BIDANG and nilai.get("nilai") is None:
                faults[row.nomor] = Salah("nilai", "Isi NILAI BIDANG: 100, 75, atau 50.")
        isi: dict[str, Any] = {"jenjang": first.get("jenjang"), "syarat": gates}
        ikhtisar = next((row.nilai["ikhtisar"] for row in rows if row.nilai.get("ikhtisar")), None)
        if ikhtisar:
            isi["ikhtisar"] = ikhtisar
        name = {"instansi_id": ctx.instansi.pk, "nama": first["nama"]}
        target: dict[str, Any] = {"id": known} if known else name
        return Tulis(ProfilSyarat, target, isi, sebutan="Profil"), faults

    @staticmethod
    def _rinci(
        row: Baris, profil: Tulis, kompetensi: BukuKompetensi, fields: BukuBidang
    ) -> list[Tulis]:
        nilai = row.nilai
        ref: Any = profil.kunci.get("id") or profil
        if nilai["baris"] == KOMPETENSI:
            isi: dict[str, Any] = {"level": nilai["level"]}
            if nilai.get("kepentingan"):
                isi["kepentingan"] = nilai["kepentingan"]
            known = kompetensi.kompetensi(nilai["kode"])
            standar = Tulis(StandarKompetensi, {"profil": ref, "kompetensi": known}, isi)
            return [standar, known] if isinstance(known, Tulis) else [standar]
        if nilai["baris"] == BIDANG:
            field = fields.bidang(nilai["kode"])
            points = {"nilai": int(nilai["nilai"] * PER_POIN)}
            sesuai = Tulis(BidangSesuai, {"profil": ref, "bidang": field}, points)
            return [sesuai, field] if isinstance(field, Tulis) else [sesuai]
        return []

    def ekspor(self, ctx: Konteks) -> Iterator[Mapping[str, Any]]:
        """Profiles with their rows."""
        rows = ProfilSyarat.objects.filter(instansi=ctx.instansi).prefetch_related(
            "standar__kompetensi", "bidang_sesuai__bidang"
        )
        for profil in rows.order_by("nama"):
            head = {"nama": profil.nama, "jenjang": profil.jenjang}
            ikhtisar = {"ikhtisar": profil.ikhtisar or None}
            for gate in profil.syarat:
                yield {**head, **ikhtisar, "baris": SYARAT, **_tulis_syarat(gate)}
            for standar in sorted(profil.standar.all(), key=lambda s: (s.kompetensi.urutan, s.pk)):
                yield {
                    **head,
                    "baris": KOMPETENSI,
                    "kode": standar.kompetensi.nama,
                    "level": standar.level,
                    "kepentingan": standar.kepentingan,
                }
            for sesuai in sorted(profil.bidang_sesuai.all(), key=lambda s: (-s.nilai, s.pk)):
                yield {
                    **head,
                    "baris": BIDANG,
                    "kode": sesuai.bidang.nama,
                    "nilai": sesuai.nilai / PER_POIN,
                }


def _isi_kunci(nilai: Nilai) -> Iterator[str]:
    """What makes two rows of a profile the same row."""
    yield nilai["kode"]
    if nilai["baris"] == SYARAT:
        yield from (str(nilai.get(name) or "") for name in ("minimal", "daftar", "angka"))


def _tulis_syarat(gate: Mapping[str, Any]) -> dict[str, Any]:
    daftar = gate.get("nilai") or gate.get("bidang") or gate.get("jenjang") or gate.get("semua")
    return {
        "kode": gate["kode"],
        "minimal": gate.get("minimal"),
        "daftar": ", ".join(daftar) if daftar else None,
        "angka": gate.get("tahun") or gate.get("maksimal"),
        "dasar": gate.get("dasar") or None,
    }
