"""Degrees and study programmes: a programme that is met first stays without a field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asn_portal.berkas.registry import Tulis
from jabatan.peta.importers.kata import rapi
from jabatan.peta.models import ProgramStudi, RiwayatPendidikan

if TYPE_CHECKING:
    from asn_portal.berkas.registry import Konteks


class BukuPendidikan:
    """Degrees and programmes of the instansi, read once per import."""

    def __init__(self, ctx: Konteks) -> None:
        self.instansi_id = ctx.instansi.pk
        self.program = dict(
            ProgramStudi.objects.filter(instansi=ctx.instansi).values_list("nama_baku", "pk")
        )
        self.kode = set(
            ProgramStudi.objects.filter(
                instansi=ctx.instansi, kode_siasn__isnull=False
            ).values_list("kode_siasn", flat=True)
        )
        self.baru: dict[str, Tulis] = {}
        self.riwayat: dict[tuple[int, str, int | None], int] = {
            (pegawai, jenjang, program): pk
            for pk, pegawai, jenjang, program in RiwayatPendidikan.objects.filter(
                pegawai__instansi=ctx.instansi
            )
            .values_list("pk", "pegawai_id", "jenjang", "program_id")
            .iterator(chunk_size=10_000)
        }

    def program_of(self, nama: str | None, kode: str | None) -> int | Tulis | None:
        """The programme with this name, made once for all rows that name it."""
        if not nama:
            return None
        name = rapi(nama).upper()[:250]
        known = self.program.get(name)
        if known is not None:
            return known
        made = self.baru.get(name)
        if made is None:
            made = self.baru[name] = Tulis(
                ProgramStudi,
                {"instansi_id": self.instansi_id, "nama_baku": name},
                {},
                {"kode_siasn": kode},
                sebutan="Program studi",
            )
        return made

    def tulis(
        self,
        pegawai: int | Tulis,
        jenjang: str,
        program: str | None,
        *,
        kode_program: str | None = None,
        tahun: int | None = None,
        sekolah: str | None = None,
    ) -> list[Tulis]:
        """The degree; year and school are kept where the file leaves them empty."""
        ref = self.program_of(program, kode_program)
        pk = None
        if isinstance(pegawai, int) and not isinstance(ref, Tulis):
            pk = self.riwayat.get((pegawai, jenjang, ref))
        isi: dict[str, Any] = {}
        if tahun is not None:
            isi["tahun_lulus"] = tahun
        if sekolah:
            isi["sekolah"] = sekolah
        awal = {"pegawai": pegawai, "jenjang": jenjang, "program": ref}
        degree = Tulis(RiwayatPendidikan, {"id": pk} if pk else {}, isi, awal, sebutan="Pendidikan")
        return [degree, ref] if isinstance(ref, Tulis) else [degree]
