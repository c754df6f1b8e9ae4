"""A ranking as rows of an export, and as a file that a stranger can compute again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asn_portal.berkas.ekspor import Isi
from jabatan import merit
from jabatan.penempatan.selectors import beku

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from jabatan.penempatan.models import Lowongan, Pemeringkatan
    from jabatan.penempatan.selectors.orang import Identitas
    from jabatan.penempatan.selectors.peringkat import Peserta


def ranking_table(
    lowongan: Lowongan,
    run: Pemeringkatan,
    rows: Sequence[Peserta],
    who: Mapping[int, Identitas],
) -> Isi:
    """One sheet; values are text so that no spreadsheet rounds them."""
    groups = [one.nama for one in rows[0].ruas] if rows else []

    def lines() -> Iterator[tuple[Any, ...]]:
        for one in rows:
            known = who.get(one.pegawai_id)
            yield (
                one.urutan,
                known.nama if known else "",
                known.jabatan if known else "",
                one.kotak,
                one.nilai,
                *(part.teks for part in one.ruas),
            )

    return Isi(
        "Peringkat",
        f"peringkat-{lowongan.kode}",
        ("No.", "Nama", "Jabatan", "Kotak", "Nilai akhir", *groups),
        lines,
        jumlah=len(rows),
        instansi=lowongan.instansi,
        kepala=(
            f"Peringkat {lowongan.kursi.jabatan}",
            f"Pemeringkatan no. {run.nomor}/{run.tahun}, sidik jari {run.sidik_jari}",
        ),
        lihat="nilai",
        orang=lambda: [one.orang_id for one in who.values()],
    )


def run_file(run: Pemeringkatan, lowongan: Lowongan) -> dict[str, Any]:
    """Format merit-run-1 for one vacancy: people are numbered inside the run, never named."""
    case = merit.export_case(beku.thawed(run), [lowongan.kode])
    return {
        "format": merit.RUN_FORMAT,
        "mesin": run.mesin,
        "masukan": case,
        "hasil": merit.rank(case),
    }
