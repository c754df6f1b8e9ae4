"""What both SQL rivals compute beforehand: one row of values per person, by set-based SQL."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import connection

from asn_portal.perintah.tolok_ukur.lawan.nilai import TINGGI, kode_golongan, mundur
from jabatan.peta.enums import GOLONGAN_PNS

if TYPE_CHECKING:
    from jabatan.penempatan.models import Putaran

_BULAN = """
  SELECT {kelompok}, sum(m) + CASE WHEN count(*) > 1 THEN sum(d) / 30 ELSE 0 END AS bulan FROM (
    SELECT {kelompok}, m, upper(r) - (lower(r) + make_interval(months => m))::date AS d
      FROM ({rentang}) s,
           LATERAL (SELECT ((extract(year FROM upper(r)) - extract(year FROM lower(r))) * 12
                    + extract(month FROM upper(r)) - extract(month FROM lower(r)))::int AS w) a,
           LATERAL (SELECT w - ((lower(r) + make_interval(months => w))::date > upper(r))::int AS m) b
  ) t GROUP BY {kelompok}
"""
_POTONG = "daterange(lower(j.periode), least(coalesce(upper(j.periode), %(acuan)s), %(acuan)s))"
_LAMA = _BULAN.format(
    kelompok="pegawai_id",
    rentang=f"SELECT j.pegawai_id, unnest(range_agg({_POTONG})) AS r FROM begun j "
    "JOIN kini k USING (pegawai_id) WHERE lower(j.periode) < %(acuan)s "
    "AND %(tingkat)s::jsonb ->> j.jenjang = %(tingkat)s::jsonb ->> k.jenjang GROUP BY 1",
)
MASA = "CREATE UNLOGGED TABLE tu_masa AS " + _BULAN.format(
    kelompok="pegawai_id, kunci",
    rentang=f"SELECT j.pegawai_id, g.kunci, unnest(range_agg({_POTONG})) AS r "
    "FROM peta_pemangkujabatan j JOIN tu_golongan_masa g ON j.jenjang = ANY (g.jenjang) "
    "WHERE j.jenis = 'DEFINITIF' AND lower(j.periode) < %(acuan)s GROUP BY 1, 2",
)
LEVEL = """
CREATE UNLOGGED TABLE tu_level AS
SELECT DISTINCT ON (h.pegawai_id, c.kompetensi_id) h.pegawai_id, c.kompetensi_id, c.level
  FROM peta_hasilasesmen h JOIN peta_capaiankompetensi c ON c.asesmen_id = h.id
 WHERE h.tanggal BETWEEN %(sejak_asesmen)s AND %(acuan)s
 ORDER BY h.pegawai_id, c.kompetensi_id, h.tanggal DESC
"""
NILAI = f"""
CREATE UNLOGGED TABLE tu_nilai AS
WITH begun AS (SELECT * FROM peta_pemangkujabatan
                WHERE jenis = 'DEFINITIF' AND lower(periode) <= %(acuan)s),
kini AS (SELECT DISTINCT ON (pegawai_id) pegawai_id, jenjang FROM begun
          ORDER BY pegawai_id, lower(periode) DESC),
lama AS ({_LAMA}),
ragam AS (SELECT pegawai_id, bool_or(NOT di_instansi) AS luar, count(*) FILTER (WHERE u = '') AS kosong,
                 count(DISTINCT u) FILTER (WHERE u <> '') AS unit
            FROM (SELECT *, upper(regexp_replace(btrim(nama_unit), '\\s+', ' ', 'g')) AS u FROM begun) b
           GROUP BY 1),
sementara AS (
  SELECT a.pegawai_id, coalesce(max(CASE
           WHEN (%(tingkat)s::jsonb ->> a.jenjang)::int > (%(tingkat)s::jsonb ->> d.jenjang)::int
           THEN (%(sementara)s::jsonb ->> (lower(a.jenis) || '_lebih_tinggi'))::int
           ELSE (%(sementara)s::jsonb ->> (lower(a.jenis) || '_setara'))::int END)
           FILTER (WHERE lower(a.periode) <= %(acuan)s), 0) AS v
    FROM peta_pemangkujabatan a LEFT JOIN LATERAL (
         SELECT jenjang FROM peta_pemangkujabatan d
          WHERE d.pegawai_id = a.pegawai_id AND d.jenis = 'DEFINITIF' AND d.periode @> lower(a.periode)
          ORDER BY lower(d.periode) DESC LIMIT 1) d ON true
   WHERE a.jenis IN ('PLT', 'PLH') GROUP BY 1),
nihil AS (SELECT pegawai_id, array_agg(hal::text) AS hal FROM peta_pernyataannihil GROUP BY 1),
ada AS (SELECT DISTINCT pegawai_id FROM peta_pemangkujabatan WHERE jenis = 'DEFINITIF'),
penghargaan AS (
  SELECT pegawai_id, coalesce(max((%(penghargaan)s::jsonb ->> tingkat)::int)
         FILTER (WHERE tanggal > %(sejak_penghargaan)s AND tanggal <= %(acuan)s), 0) AS v
    FROM penilaian_penghargaan GROUP BY 1),
tim AS (
  SELECT pegawai_id, coalesce(max((%(tim)s::jsonb ->> peran)::int) FILTER (WHERE mulai <= %(acuan)s
         AND coalesce(selesai, 'infinity') > %(sejak_tim)s), 0) AS v
    FROM penilaian_penugasantim GROUP BY 1),
kursus AS (
  SELECT pegawai_id,
         count(*) FILTER (WHERE jenis = ANY (%(jenis_sertifikat)s) AND selesai <= %(acuan)s
                          AND selesai > %(sejak_sertifikat)s) AS s,
         count(*) FILTER (WHERE jenis = ANY (%(jenis_penjenjangan)s) AND selesai <= %(acuan)s
                          AND selesai > %(sejak_penjenjangan)s) AS c
    FROM pelatihan_riwayatpelatihan GROUP BY 1),
potensi AS (
  SELECT DISTINCT ON (pegawai_id) pegawai_id, tanggal, (SELECT sum(x) FROM unnest(nilai) x)::int AS total
    FROM peta_hasilpotensi WHERE tanggal <= %(acuan)s ORDER BY pegawai_id, tanggal DESC),
pendidikan AS (
  SELECT pegawai_id, max((%(pendidikan)s::jsonb ->> CASE jenjang WHEN 'PROFESI' THEN 'S1'
         WHEN 'SPESIALIS' THEN 'S2' ELSE jenjang END)::int) AS v
    FROM peta_riwayatpendidikan WHERE tahun_lulus <= %(tahun)s GROUP BY 1),
hukuman AS (
  SELECT pegawai_id, CASE WHEN bool_or(given AND served) THEN %(dijalani)s
         ELSE coalesce((%(hukuman)s::int[])[max(berat) FILTER (WHERE given AND akhir > %(sejak_hukuman)s)],
                       %(bersih)s) END AS v
    FROM (SELECT pegawai_id, NOT proses AND mulai <= %(acuan)s AS given,
                 array_position(ARRAY['ringan', 'sedang', 'berat'], tingkat::text) AS berat,
                 CASE WHEN tingkat = 'ringan' THEN mulai ELSE coalesce(selesai, 'infinity') END AS akhir,
                 CASE WHEN tingkat = 'ringan' THEN mulai = %(acuan)s
                      ELSE coalesce(selesai, 'infinity') >= %(acuan)s END AS served
            FROM penilaian_hukumandisiplin WHERE NOT dibatalkan) h GROUP BY 1),
pangkat AS (
  SELECT DISTINCT ON (pegawai_id) pegawai_id, (%(golongan)s::jsonb ->> golongan)::int AS golongan,
         w - ((tmt + make_interval(months => w))::date > %(acuan)s)::int AS bulan
    FROM peta_riwayatpangkat,
         LATERAL (SELECT ((extract(year FROM %(acuan)s::date) - extract(year FROM tmt)) * 12
                  + extract(month FROM %(acuan)s::date) - extract(month FROM tmt))::int AS w) a
   WHERE tmt <= %(acuan)s ORDER BY pegawai_id, tmt DESC)
SELECT p.id, p.kode, p.status::text AS status, o.tanggal_lahir AS lahir,
       coalesce(pangkat.golongan, 0) AS golongan, coalesce(pangkat.bulan, -1) AS bulan,
       (%(predikat)s::jsonb ->> skp.predikat)::int AS predikat,
       (%(umpan_balik)s::jsonb ->> u.predikat)::int AS umpan_balik,
       coalesce(penghargaan.v, CASE WHEN 'PENGHARGAAN' = ANY (n.hal) THEN 0 END) AS penghargaan,
       coalesce(tim.v, CASE WHEN 'TIM_KERJA' = ANY (n.hal) THEN 0 END) AS tim_kerja,
       CASE WHEN kursus.pegawai_id IS NOT NULL OR 'PELATIHAN' = ANY (n.hal) THEN
            (2 * ({{sertifikat}} + {{penjenjangan}}) + 2) / 4 END AS pengembangan,
       CASE WHEN (ada.pegawai_id IS NOT NULL OR 'RIWAYAT_JABATAN' = ANY (n.hal))
             AND (sementara.v IS NOT NULL OR 'JABATAN_NONDEFINITIF' = ANY (n.hal))
            THEN (2 * ({{lama}} + CASE WHEN ragam.luar THEN %(lintas_instansi)s
                 WHEN ragam.unit > 1 THEN %(lintas_unit)s
                 WHEN ragam.kosong + (ragam.unit > 0)::int > 1 THEN NULL
                 ELSE %(satu_unit)s END + coalesce(sementara.v, 0)) + 3) / 6 END AS pengalaman,
       CASE WHEN potensi.tanggal >= %(sejak_potensi)s THEN
            least((2 * potensi.total * 10000 + %(potensi)s) / (2 * %(potensi)s), 10000) END AS potensi,
       pendidikan.v AS pendidikan,
       coalesce(hukuman.v, CASE WHEN 'HUKUMAN' = ANY (n.hal) THEN %(bersih)s END) AS integritas
  FROM peta_pegawai p JOIN core_orang o ON o.id = p.orang_id
  LEFT JOIN nihil n ON n.pegawai_id = p.id LEFT JOIN ada ON ada.pegawai_id = p.id
  LEFT JOIN penilaian_skp skp ON skp.pegawai_id = p.id AND skp.tahun = %(tahun)s - 1
  LEFT JOIN penilaian_umpanbalik u ON u.pegawai_id = p.id AND u.tahun = %(tahun)s - 1
  LEFT JOIN penghargaan ON penghargaan.pegawai_id = p.id LEFT JOIN tim ON tim.pegawai_id = p.id
  LEFT JOIN kursus ON kursus.pegawai_id = p.id LEFT JOIN lama ON lama.pegawai_id = p.id
  LEFT JOIN ragam ON ragam.pegawai_id = p.id LEFT JOIN sementara ON sementara.pegawai_id = p.id
  LEFT JOIN potensi ON potensi.pegawai_id = p.id LEFT JOIN pendidikan ON pendidikan.pegawai_id = p.id
  LEFT JOIN hukuman ON hukuman.pegawai_id = p.id LEFT JOIN pangkat ON pangkat.pegawai_id = p.id
 WHERE p.instansi_id = %(instansi)s AND p.aktif
"""


def siapkan(putaran: Putaran, gates: list[dict[str, dict[str, Any]]]) -> dict[str, Any]:
    """Make tu_nilai, tu_level, tu_masa; gives the parameters and the numbers of the tenure sets."""
    aturan = putaran.kebijakan["indikator"]
    param = parameter(putaran)
    served = {tuple(one["masa_jenjang"]["jenjang"]) for one in gates if "masa_jenjang" in one}
    masa = {jenjang: i for i, jenjang in enumerate(sorted(served))}
    nilai = NILAI.format(
        sertifikat=_tangga(aturan["sertifikat"]["tangga"], "coalesce(kursus.s, 0)"),
        penjenjangan=_tangga(aturan["penjenjangan"]["tangga"], "coalesce(kursus.c, 0)"),
        lama=_tangga(aturan["lama"]["tangga"], "floor(coalesce(lama.bulan, 0) / 12)"),
    )
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS tu_nilai, tu_level, tu_masa, tu_golongan_masa")
        cursor.execute("CREATE UNLOGGED TABLE tu_golongan_masa (kunci int, jenjang text[])")
        for jenjang, i in masa.items():
            cursor.execute("INSERT INTO tu_golongan_masa VALUES (%s, %s)", [i, list(jenjang)])
        for statement in (nilai, LEVEL, MASA):
            cursor.execute(statement, param)
        cursor.execute("ALTER TABLE tu_nilai ADD PRIMARY KEY (id)")
        cursor.execute("ALTER TABLE tu_level ADD PRIMARY KEY (pegawai_id, kompetensi_id)")
        cursor.execute("ALTER TABLE tu_masa ADD PRIMARY KEY (pegawai_id, kunci)")
        cursor.execute("ANALYZE tu_nilai, tu_level, tu_masa")
    return {"param": param, "masa": masa}


def parameter(putaran: Putaran) -> dict[str, Any]:
    """Rules and days of the round for the statements."""
    acuan, aturan = putaran.tanggal_acuan, putaran.kebijakan["indikator"]
    rank = {name: kode_golongan(name) for name in GOLONGAN_PNS}
    conduct = aturan["integritas"]
    years = {
        "penghargaan": aturan["penghargaan"]["tahun"], "tim": aturan["tim_kerja"]["tahun"],
        "sertifikat": aturan["sertifikat"]["tahun"], "penjenjangan": aturan["penjenjangan"]["tahun"],
        "potensi": aturan["potensi"]["berlaku_tahun"], "hukuman": conduct["tahun"],
        "asesmen": aturan["kompetensi"]["berlaku_tahun"],
    }  # fmt: skip
    return {
        **{f"sejak_{name}": mundur(acuan, tahun) for name, tahun in years.items()},
        "acuan": acuan, "tahun": acuan.year, "instansi": putaran.instansi_id,
        "tingkat": json.dumps(aturan["tingkat_jenjang"]), "golongan": json.dumps(rank),
        "sementara": json.dumps(aturan["nondefinitif"]),
        "penghargaan": json.dumps(aturan["penghargaan"]["nilai"]),
        "tim": json.dumps(aturan["tim_kerja"]["nilai"]),
        "jenis_sertifikat": aturan["sertifikat"]["jenis"],
        "jenis_penjenjangan": aturan["penjenjangan"]["jenis"],
        "pendidikan": json.dumps(aturan["pendidikan"]), "predikat": json.dumps(aturan["predikat"]),
        "umpan_balik": json.dumps(aturan["umpan_balik"]), "potensi": aturan["potensi"]["maksimal"],
        "bersih": conduct["bersih"], "dijalani": conduct["dijalani"],
        "hukuman": [conduct["nilai"][name] for name in ("ringan", "sedang", "berat")],
        **aturan["keragaman"],
        "tinggi": json.dumps(TINGGI), "lain": aturan["bidang_ilmu"]["tidak_sesuai"],
    }  # fmt: skip


def _tangga(steps: list[list[int]], amount: str) -> str:
    cases = " ".join(f"WHEN {amount} >= {at_least} THEN {value}" for at_least, value in steps)
    return f"CASE {cases} END"


def terhalang(tabel: str) -> str:
    """SQL condition: this case closes the gate (parameters acuan and sejak_gerbang)."""
    return f"""({tabel}.proses OR CASE WHEN {tabel}.tingkat = 'ringan' THEN {tabel}.mulai = %(acuan)s
        ELSE ({tabel}.mulai <= %(acuan)s AND coalesce({tabel}.selesai, 'infinity') >= %(acuan)s)
             OR coalesce({tabel}.selesai, {tabel}.mulai) > %(acuan)s::date
                - make_interval(years => {{tahun}}) END)"""
