"""Rows of Profil ASN from the portal, as importing them again would find them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jabatan.peta.enums import JenisPemangku, StatusASN
from jabatan.peta.importers.kata import (
    KEDUDUKAN_KODE,
    TINGKAT_KODE,
    TINGKAT_NAMA,
    URUTAN_TINGKAT,
    baku,
    golongan_id,
)
from jabatan.peta.importers.rujukan import (
    indeks_jabatan,
    indeks_nomenklatur,
    indeks_unit,
)
from jabatan.peta.models import Pegawai, PemangkuJabatan, RiwayatPangkat, RiwayatPendidikan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from asn_portal.berkas.registry import Konteks


def ekspor_profil(ctx: Konteks) -> Iterator[Mapping[str, Any]]:
    """Active people in the order of their names; five queries whatever the size."""
    units = indeks_unit(ctx)
    pangkat, pendidikan, jabatan = _pangkat(ctx), _pendidikan(ctx), _jabatan(ctx)
    rows = (
        Pegawai.objects.filter(instansi=ctx.instansi, aktif=True)
        .select_related("orang")
        .defer("orang__nik_tersandi", "orang__nik_indeks")
        .order_by("orang__nama_urut", "nip")
    )
    for row in rows.iterator(chunk_size=5_000):
        orang = row.orang
        yield {
            "pns_id": row.pns_id,
            "nip": row.nip,
            "nama": orang.nama,
            "gelar_depan": orang.gelar_depan,
            "gelar_belakang": orang.gelar_belakang,
            "tanggal_lahir": orang.tanggal_lahir,
            "kelamin": orang.jenis_kelamin,
            "kedudukan_id": KEDUDUKAN_KODE.get(baku(row.kedudukan_hukum)),
            "kedudukan": row.kedudukan_hukum,
            "status": "C" if row.status == StatusASN.CPNS else "P",
            "tmt_cpns": row.tmt_cpns,
            "tmt_pns": row.tmt_pns,
            "unor_id": units.kode.get(row.unit_id) if row.unit_id else None,
            "unor": _unor(units, row.unit_id),
            "jenis_asn": row.status,
            **pangkat(row.pk, row.status),
            **pendidikan.get(row.pk, {}),
            **jabatan.get(row.pk, {}),
        }


def _unor(units: Any, unit: int | None) -> str | None:
    if unit is None:
        return None
    induk = units.induk.get(unit)
    nama = units.nama.get(unit, "")
    return f"{nama} - {units.nama.get(induk, '')}" if induk else nama


def _pangkat(ctx: Konteks) -> Any:
    newest: dict[int, tuple[Any, ...]] = {}
    rows = (
        RiwayatPangkat.objects.filter(pegawai__instansi=ctx.instansi)
        .order_by("tmt", "pk")
        .values_list("pegawai_id", "golongan", "tmt", "mk_tahun", "mk_bulan")
    )
    for pegawai, *values in rows.iterator(chunk_size=10_000):
        newest[pegawai] = tuple(values)

    def of(pegawai: int, status: str) -> dict[str, Any]:
        if pegawai not in newest:
            return {}
        gol, tmt, tahun, bulan = newest[pegawai]
        return {
            "gol_id": golongan_id(gol, status),
            "gol": gol,
            "tmt_gol": tmt,
            "mk_tahun": tahun,
            "mk_bulan": bulan,
        }

    return of


def _pendidikan(ctx: Konteks) -> dict[int, dict[str, Any]]:
    highest: dict[int, tuple[tuple[int, int], dict[str, Any]]] = {}
    rows = (
        RiwayatPendidikan.objects.filter(pegawai__instansi=ctx.instansi)
        .order_by("pk")
        .values_list(
            "pegawai_id", "jenjang", "program__nama_baku", "program__kode_siasn",
            "tahun_lulus", "sekolah",
        )
    )  # fmt: skip
    for pegawai, jenjang, program, kode, tahun, sekolah in rows.iterator(chunk_size=10_000):
        rank = (URUTAN_TINGKAT[jenjang], tahun or 0)
        if pegawai in highest and highest[pegawai][0] > rank:
            continue
        tingkat = TINGKAT_KODE[jenjang]
        highest[pegawai] = (
            rank,
            {
                "tingkat_id": tingkat,
                "tingkat": TINGKAT_NAMA[tingkat],
                "pendidikan_id": kode,
                "pendidikan": program,
                "lulus": tahun,
                "sekolah": sekolah,
            },
        )
    return {pegawai: values for pegawai, (_, values) in highest.items()}


def _jabatan(ctx: Konteks) -> dict[int, dict[str, Any]]:
    units, titles, positions = indeks_unit(ctx), indeks_nomenklatur(ctx), indeks_jabatan(ctx)
    found: dict[int, dict[str, Any]] = {}
    rows = (
        PemangkuJabatan.objects.filter(
            instansi=ctx.instansi, jenis=JenisPemangku.DEFINITIF, periode__endswith__isnull=True
        )
        .order_by("periode", "pk")
        .values_list("pegawai_id", "kursi__jabatan_id", "nama_jabatan", "periode")
    )
    seated: set[int] = set()
    for pegawai, jabatan, nama, periode in rows.iterator(chunk_size=10_000):
        if pegawai in seated and jabatan is None:
            continue
        posisi = positions.by_id.get(jabatan) if jabatan else None
        title = posisi.nomen if posisi else titles.nama(nama)
        kode = title.kode if title else None
        if posisi is not None:
            seated.add(pegawai)
            if posisi.memimpin:
                kode = units.kode[posisi.unit]
        found[pegawai] = {
            "jenis_jabatan": title.jenis if title else None,
            "jenis_jabatan_nama": title.jenis if title else None,
            "jabatan_id": kode,
            "jabatan": title.nama if posisi and title else nama,
            "tmt_jabatan": periode.lower,
        }
    return found
