"""One person in one ranking, for that person: own gates, own values, a band instead of names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jabatan import merit
from jabatan.penempatan.enums import StatusLowongan, StatusPutaran
from jabatan.penempatan.models import HasilLowongan, Lowongan
from jabatan.penempatan.selectors import beku, kata
from jabatan.penempatan.selectors.kompetensi import Kecocokan, matches
from jabatan.penempatan.selectors.peringkat import groups, kata_poin
from jabatan.penempatan.selectors.putaran import unit_name
from jabatan.penempatan.selectors.tidak_lolos import Gerbang, gerbang
from jabatan.penempatan.selectors.uraian import Langkah, air_terjun, kamus, saran

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from jabatan.peta.models import Pegawai

BAND = 5


def lowongan_terbuka(pegawai: Pegawai, on: date) -> QuerySet[Lowongan]:
    """Open vacancies of the own instansi; they are announced to every civil servant."""
    found: QuerySet[Lowongan] = (
        Lowongan.objects.filter(
            instansi_id=pegawai.instansi_id,
            status=StatusLowongan.TERBUKA,
            putaran__status=StatusPutaran.DIBUKA,
        )
        .select_related("putaran__pemeringkatan", "kursi__jabatan__nomenklatur")
        .defer("putaran__pemeringkatan__masukan", "putaran__pemeringkatan__pegawai_ids")
        .annotate(nama_unit=unit_name("kursi__jabatan__unit", on))
        .order_by("kursi__jabatan__nomenklatur__nama", "pk")
    )
    return found


@dataclass(frozen=True, slots=True)
class PosisiDiri:
    """Where one person stands for one seat in the shown run."""

    run: Any
    hasil: HasilLowongan
    ada: bool  # the person was part of the run
    keadaan: str = ""  # peringkat, tidak_memenuhi, perlu_verifikasi, belum_lengkap
    gerbang: tuple[Gerbang, ...] = ()
    kurang: tuple[tuple[str, str], ...] = ()
    pita: str = ""
    nilai: str = ""
    langkah: tuple[Langkah, ...] = ()
    total: Any = None
    saran: tuple[str, ...] = ()
    kompetensi: tuple[Kecocokan, ...] = ()


def pita(urutan: int, jumlah: int) -> str:
    """1 sampai 5, 6 sampai 10, …; the last band ends with the last person."""
    first = (urutan - 1) // BAND * BAND + 1
    last = min(first + BAND - 1, jumlah)
    return str(first) if first == last else f"{first} sampai {last}"


def posisi(lowongan: Lowongan, pegawai: Pegawai) -> PosisiDiri | None:
    """Own place in the run that the round shows; None while there is no run."""
    if lowongan.putaran.pemeringkatan_id is None:
        return None
    hasil = (
        HasilLowongan.objects.filter(
            lowongan=lowongan, pemeringkatan_id=lowongan.putaran.pemeringkatan_id
        )
        .select_related("pemeringkatan")
        .defer("pemeringkatan__masukan", "pemeringkatan__pegawai_ids", "isi")
        .first()
    )
    if hasil is None:
        return None
    run = hasil.pemeringkatan
    found = beku.outcomes(run, lowongan)
    frozen = found.frozen
    position = merit.positions_of(frozen, [pegawai.pk]).get(pegawai.pk)
    if position is None:
        return PosisiDiri(run=run, hasil=hasil, ada=False)
    return _posisi(lowongan, pegawai, hasil, found, position)


def _posisi(
    lowongan: Lowongan,
    pegawai: Pegawai,
    hasil: HasilLowongan,
    found: merit.Outcomes,
    position: int,
) -> PosisiDiri:
    frozen, run = found.frozen, hasil.pemeringkatan
    gates = tuple(gerbang(lowongan, found.gates_of(position)))
    answers = {one.hasil for one in gates}
    common: dict[str, Any] = {
        "run": run,
        "hasil": hasil,
        "ada": True,
        "gerbang": gates,
        "kompetensi": tuple(matches(frozen, lowongan.profil_id, position)),
    }
    if merit.TIDAK_MEMENUHI in answers:
        return PosisiDiri(keadaan="tidak_memenuhi", **common)
    if merit.PERLU_VERIFIKASI in answers:
        return PosisiDiri(keadaan="perlu_verifikasi", **common)
    values = found.values_at(position)
    if names := merit.missing(values, found.rule):
        pairs = tuple((kata.NAMA_UNSUR[one], kata.PEMASOK_UNSUR[one]) for one in names)
        return PosisiDiri(keadaan="belum_lengkap", kurang=pairs, **common)
    whole = found.full_list()
    row = whole.ids.tolist().index(pegawai.pk)
    ruas = groups(whole.contributions[row].tolist(), whole.rule)
    person = frozen.shard.candidate(position)
    words = kamus(lowongan.putaran.kebijakan["indikator"])
    return PosisiDiri(
        keadaan="peringkat",
        pita=pita(int(whole.urutan[row]), whole.n_eligible),
        nilai=kata_poin(int(whole.totals[row])),
        langkah=tuple(air_terjun(ruas, values, person, rule=whole.rule, words=words)),
        total=sum(one.lebar for one in ruas),
        saran=tuple(saran(values, whole.rule, words)),
        **common,
    )
