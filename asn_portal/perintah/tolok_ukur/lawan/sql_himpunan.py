"""Set-based SQL on the normalised tables: all seats in one statement with window functions."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db import connection

from asn_portal.perintah.tolok_ukur.jam import ULANG, Jam, puncak_mib
from asn_portal.perintah.tolok_ukur.lawan import contoh, persiapan_sql
from asn_portal.perintah.tolok_ukur.lawan.nilai import TINGGI, Bobot, kode_golongan, mundur

SYARAT = """
CREATE UNLOGGED TABLE tu_syarat (
    lowongan_id bigint PRIMARY KEY, profil_id bigint, status text[], golongan int, tinggi int,
    bidang text[], predikat_tahun int, disiplin_tahun int, lahir date, masa int, masa_bulan int,
    program text[], w_kinerja bigint, w_potensial bigint, w_teknis bigint)
"""
PERINGKAT = """
WITH layak AS (
  SELECT l.*, n.id, n.kode, n.golongan AS gol, n.bulan, n.predikat, n.penghargaan, n.tim_kerja,
         n.umpan_balik, n.pengembangan, n.pengalaman, n.potensi, n.pendidikan, n.integritas
    FROM tu_syarat l JOIN tu_nilai n ON n.status = ANY (l.status) AND n.golongan >= l.golongan
         AND n.lahir >= l.lahir
   WHERE l.lowongan_id = ANY (%(lowongan)s)
     AND EXISTS (SELECT FROM peta_riwayatpendidikan r JOIN peta_programstudi s ON s.id = r.program_id
                   JOIN peta_bidangilmu b ON b.id = s.bidang_id
                  WHERE r.pegawai_id = n.id AND b.kode = ANY (l.bidang) AND r.tahun_lulus <= %(tahun)s
                    AND (%(tinggi)s::jsonb ->> r.jenjang)::int >= l.tinggi)
     AND (SELECT count(*) FROM penilaian_skp s WHERE s.pegawai_id = n.id
             AND s.tahun BETWEEN %(tahun)s - l.predikat_tahun AND %(tahun)s - 1
             AND s.predikat IN ('BAIK', 'SANGAT_BAIK')) = l.predikat_tahun
     AND n.integritas IS NOT NULL
     AND NOT EXISTS (SELECT FROM penilaian_hukumandisiplin h
                      WHERE h.pegawai_id = n.id AND NOT h.dibatalkan AND {terhalang})
     AND (l.masa IS NULL OR EXISTS (SELECT FROM tu_masa m WHERE m.pegawai_id = n.id
                                       AND m.kunci = l.masa AND m.bulan >= l.masa_bulan))
     AND (l.program = '{{}}' OR l.program <@ (SELECT array_agg(r.kode_program::text)
              FROM pelatihan_riwayatpelatihan r WHERE r.pegawai_id = n.id))
),
poros AS (
  SELECT c.lowongan_id, c.id, c.kode, c.gol, c.bulan, c.w_kinerja, c.w_potensial, c.w_teknis,
         {kinerja} AS kinerja, {potensial} AS potensial
    FROM layak c
    CROSS JOIN LATERAL (
         SELECT least((2 * sum(v.level) * 10000 + sum(s.level)) / (2 * sum(s.level)), 10000) AS nilai
           FROM peta_standarkompetensi s
           LEFT JOIN tu_level v ON v.pegawai_id = c.id AND v.kompetensi_id = s.kompetensi_id
          WHERE s.profil_id = c.profil_id HAVING count(v.level) = count(*)) cocok
    CROSS JOIN LATERAL (
         SELECT max(coalesce(b.nilai, %(lain)s)) AS nilai
           FROM peta_riwayatpendidikan r
           JOIN peta_programstudi p ON p.id = r.program_id AND p.bidang_id IS NOT NULL
           LEFT JOIN peta_bidangsesuai b ON b.profil_id = c.profil_id AND b.bidang_id = p.bidang_id
          WHERE r.pegawai_id = c.id AND r.tahun_lulus <= %(tahun)s) ilmu
),
nilai AS (
  SELECT p.*, (p.kinerja * p.w_kinerja + p.potensial * p.w_potensial
               + p.w_teknis * coalesce(t.nilai, 0))::bigint AS total
    FROM poros p LEFT JOIN penempatan_nilaiteknis t ON t.lowongan_id = p.lowongan_id AND t.pegawai_id = p.id
   WHERE p.kinerja IS NOT NULL AND p.potensial IS NOT NULL AND (p.w_teknis = 0 OR t.nilai IS NOT NULL)
),
urut AS (
  SELECT lowongan_id, id, total, count(*) OVER (PARTITION BY lowongan_id) AS banyak,
         row_number() OVER (PARTITION BY lowongan_id ORDER BY total DESC, kinerja DESC,
                            potensial DESC, gol DESC, bulan DESC, kode COLLATE "C") AS urutan
    FROM nilai
)
SELECT lowongan_id, id, total, banyak FROM urut WHERE urutan <= %(teratas)s ORDER BY lowongan_id, urutan
"""


def ukur(param: dict[str, Any]) -> dict[str, Any]:
    """Prepare values and gates as tables, then one statement for a batch of seats."""
    jam = Jam(param["induk"])
    putaran = contoh.putaran(param["putaran"])
    seats = contoh.lowongan(putaran.pk, param["kursi"])
    with jam.ukur("siap"):
        dasar = persiapan_sql.siapkan(putaran, [contoh.syarat(one) for one in seats])
        _syarat(seats, putaran, dasar["masa"])
    bobot = Bobot(putaran.kebijakan["kebijakan"], "pelaksana")
    statement = PERINGKAT.format(
        terhalang=persiapan_sql.terhalang("h").format(tahun="l.disiplin_tahun"),
        kinerja=" + ".join(f"{w}::bigint * c.{name}" for name, w in bobot.kinerja.items()),
        potensial=" + ".join(
            f"{w}::bigint * {_SUMBER.get(name, f'c.{name}')}" for name, w in bobot.potensial.items()
        ),
    )
    values = dasar["param"] | {"teratas": contoh.TERATAS}
    hasil: dict[int, list[Any]] = {one.pk: [0, []] for one in seats}
    with connection.cursor() as cursor:
        cursor.execute(statement, values | {"lowongan": [seats[0].pk]})  # warm

        def semua() -> None:
            cursor.execute(statement, values | {"lowongan": [one.pk for one in seats]})
            groups: dict[int, list[Any]] = defaultdict(list)
            for lowongan, pegawai, total, banyak in cursor:
                groups[lowongan].append([pegawai, total])
                hasil[lowongan] = [banyak, groups[lowongan]]

        jam.termurah("peringkat", ULANG, semua)
    return {"tahap": jam.tahap, "kursi": len(seats), "puncak": puncak_mib(), "daftar": hasil}


_SUMBER = {"kompetensi": "cocok.nilai", "bidang_ilmu": "ilmu.nilai"}


def _syarat(seats: list[Any], putaran: Any, masa: dict[tuple[str, ...], int]) -> None:
    rows = []
    for one in seats:
        gates, bobot = contoh.syarat(one), Bobot(putaran.kebijakan["kebijakan"], one.jenjang)
        served = gates.get("masa_jenjang")
        rows.append(
            (
                one.pk, one.profil_id, gates["status"]["nilai"],
                kode_golongan(gates["golongan"]["minimal"]), TINGGI[gates["pendidikan"]["minimal"]],
                gates["pendidikan"]["bidang"], gates["predikat"]["tahun"], gates["disiplin"]["tahun"],
                mundur(putaran.tanggal_acuan, gates["usia"]["maksimal"]),
                masa[tuple(served["jenjang"])] if served else None,
                12 * served["tahun"] if served else None, gates.get("pelatihan", {}).get("semua", []),
                bobot.poros_kinerja, bobot.poros_potensial, bobot.teknis,
            )
        )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS tu_syarat")
        cursor.execute(SYARAT)
        cursor.executemany(f"INSERT INTO tu_syarat VALUES ({', '.join(['%s'] * 15)})", rows)
        cursor.execute("ANALYZE tu_syarat")
