"""Kinds whose every row is one dated fact about one person, found by NIP."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from asn_portal.berkas import parsers as p
from asn_portal.berkas.registry import JenisImpor, Kolom, Rencana, Salah
from jabatan.peta.importers.rujukan import TIDAK_ADA, pegawai_by_nip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asn_portal.berkas.registry import Baris, Konteks, Tulis

NIP = Kolom(
    "nip",
    "NIP",
    p.nip(),
    alias=("NIP BARU", "nipBaru", "nip_baru", "NIP PEGAWAI"),
    wajib=True,
    kunci=True,
    contoh="198609262015051001",
    keterangan="18 angka, tersimpan sebagai teks.",
)
NAMA = Kolom(
    "nama",
    "NAMA",
    p.nama(),
    alias=("NAMA PEGAWAI", "nama_asn"),
    contoh="Nurul Fadilah",
    keterangan="Hanya untuk dibaca orang; pegawai dicari dengan NIP.",
)


@dataclass(slots=True)
class PegawaiKolom:
    """The people of all rows, as columns; unknown ones are wrong."""

    pegawai: list[int | None]
    orang: list[int | None]
    salah: dict[int, Salah]


def pegawai_kolom(ctx: Konteks, nips: Sequence[str]) -> PegawaiKolom:
    """Look up the people of a column of NIPs; one query."""
    people: dict[str, tuple[int | None, int | None]] = {**pegawai_by_nip(ctx, nips)}
    found = [people.get(nip, (None, None)) for nip in nips]
    tidak_ada = Salah("nip", TIDAK_ADA)
    return PegawaiKolom(
        [pegawai for pegawai, _ in found],
        [orang for _, orang in found],
        {i: tidak_ada for i, (pegawai, _) in enumerate(found) if pegawai is None},
    )


class FaktaPegawai(JenisImpor):
    """Subclass and say what one row writes; people are looked up once for the whole file."""

    def tulis(self, ctx: Konteks, baris: Baris, pegawai_id: int) -> Tulis | Salah:
        """The fact that the row states, or why it cannot be taken."""
        raise NotImplementedError

    def siapkan(self, ctx: Konteks, baris: Sequence[Baris]) -> None:
        """Look up what the rows need besides the people; keep it in `ctx.memo`."""

    def rencanakan(self, ctx: Konteks, baris: Sequence[Baris]) -> list[Rencana]:
        """One fact per row; an unknown NIP is an error of its row."""
        self.siapkan(ctx, baris)
        people = pegawai_by_nip(ctx, [row.nilai["nip"] for row in baris])
        plans = []
        for row in baris:
            found = people.get(row.nilai["nip"])
            if found is None:
                plans.append(Rencana(salah=[Salah("nip", TIDAK_ADA)]))
                continue
            pegawai_id, orang_id = found
            fact = self.tulis(ctx, row, pegawai_id)
            if isinstance(fact, Salah):
                plans.append(Rencana(salah=[fact]))
            else:
                plans.append(Rencana(tulis=[fact], orang=orang_id))
        return plans
