"""The best SQL that can be generated: one wide row per person, one short statement per seat."""

from __future__ import annotations

from typing import Any

from django.db import connection

from asn_portal.perintah.tolok_ukur.jam import ULANG, Jam, puncak_mib
from asn_portal.perintah.tolok_ukur.lawan import contoh, persiapan_sql
from asn_portal.perintah.tolok_ukur.lawan.nilai import TINGGI, Bobot, kode_golongan, mundur
from jabatan.peta.models import BidangIlmu, BidangSesuai, Kompetensi, StandarKompetensi

BAIK = "('BAIK', 'SANGAT_BAIK')"


class Lebar:
    """Columns of the wide table for the gates of a round."""

    def __init__(self, putaran: Any, gates: list[dict[str, dict[str, Any]]]) -> None:
        self.putaran, self.gates = putaran, gates
        instansi = putaran.instansi_id
        bidang = BidangIlmu.objects.filter(instansi_id=instansi).order_by("pk")
        self.bit = {pk: 1 << i for i, pk in enumerate(bidang.values_list("pk", flat=True))}
        self.bit_kode = dict(
            zip(bidang.values_list("kode", flat=True), self.bit.values(), strict=True)
        )
        self.kompetensi = list(
            Kompetensi.objects.filter(instansi_id=instansi)
            .order_by("pk")
            .values_list("pk", flat=True)
        )
        self.tinggi = sorted({TINGGI[one["pendidikan"]["minimal"]] for one in gates})
        self.tahun = sorted({one["predikat"]["tahun"] for one in gates})
        self.disiplin = sorted({one["disiplin"]["tahun"] for one in gates})
        self.program = sorted(
            {kode for one in gates for kode in one.get("pelatihan", {}).get("semua", ())}
        )
        self.bobot = Bobot(putaran.kebijakan["kebijakan"], "pelaksana")

    def buat(self, dasar: dict[str, Any]) -> None:
        """Fill tu_lebar; smallints first, nothing that can be NULL in front of what is tested."""
        kinerja = " + ".join(f"{w}::bigint * n.{name}" for name, w in self.bobot.kinerja.items())
        sendiri = " + ".join(
            f"{w}::bigint * n.{name}"
            for name, w in self.bobot.potensial.items()
            if name not in {"kompetensi", "bidang_ilmu"}
        )
        bits = " ".join(f"WHEN {pk} THEN {bit}" for pk, bit in self.bit.items())
        columns = [
            "n.id", "n.golongan::smallint AS golongan", "n.bulan", "n.lahir",
            "n.status = 'PNS' AS pns", f"{kinerja} AS kinerja", f"{sendiri} AS potensial",
            *(f"coalesce(e.g{t}, 0) AS g{t}" for t in self.tinggi), "coalesce(e.semua, 0) AS bidang",
            *(f"coalesce(s.baik{t}, false) AS baik{t}" for t in self.tahun),
            *(f"(n.integritas IS NOT NULL AND coalesce(h.bersih{t}, true)) AS bersih{t}" for t in self.disiplin),
            *(f"coalesce(m.m{i}, 0)::int AS m{i}" for i in dasar["masa"].values()),
            *(f'coalesce(k."p_{kode}", false) AS "p_{kode}"' for kode in self.program),
            *(f"l.k{pk}" for pk in self.kompetensi), "n.kode",
        ]  # fmt: skip
        statement = f"""
        CREATE UNLOGGED TABLE tu_lebar AS
        SELECT {", ".join(columns)} FROM tu_nilai n
        LEFT JOIN (SELECT r.pegawai_id, bit_or(bit) AS semua {self._tinggi()}
               FROM peta_riwayatpendidikan r JOIN peta_programstudi p ON p.id = r.program_id,
               LATERAL (SELECT CASE p.bidang_id {bits} ELSE 0 END AS bit,
                        (%(tinggi)s::jsonb ->> r.jenjang)::int AS t) b
               WHERE r.tahun_lulus <= %(tahun)s GROUP BY 1) e ON e.pegawai_id = n.id
        LEFT JOIN (SELECT pegawai_id {
            self._baik()
        } FROM penilaian_skp GROUP BY 1) s ON s.pegawai_id = n.id
        LEFT JOIN (SELECT pegawai_id {self._bersih()} FROM penilaian_hukumandisiplin x
                    WHERE NOT dibatalkan GROUP BY 1) h ON h.pegawai_id = n.id
        LEFT JOIN (SELECT pegawai_id {
            self._kolom("max(bulan) FILTER (WHERE kunci = {0}) AS m{0}", dasar["masa"].values())
        }
                     FROM tu_masa GROUP BY 1) m ON m.pegawai_id = n.id
        LEFT JOIN (SELECT pegawai_id {
            self._kolom(
                "bool_or(kode_program = '{0}') AS " + chr(34) + "p_{0}" + chr(34), self.program
            )
        }
                     FROM pelatihan_riwayatpelatihan GROUP BY 1) k ON k.pegawai_id = n.id
        LEFT JOIN (SELECT pegawai_id {
            self._kolom("max(level) FILTER (WHERE kompetensi_id = {0}) AS k{0}", self.kompetensi)
        }
                     FROM tu_level GROUP BY 1) l ON l.pegawai_id = n.id
        """
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS tu_lebar")
            cursor.execute(statement, dasar["param"])
            cursor.execute("ALTER TABLE tu_lebar ADD PRIMARY KEY (id)")
            cursor.execute("VACUUM ANALYZE tu_lebar")

    @staticmethod
    def _kolom(pola: str, names: Any) -> str:
        return "".join(f", {pola.format(name)}" for name in names)

    def _tinggi(self) -> str:
        return self._kolom("bit_or(bit) FILTER (WHERE t >= {0}) AS g{0}", self.tinggi)

    def _baik(self) -> str:
        return self._kolom(
            "count(*) FILTER (WHERE tahun BETWEEN %(tahun)s - {0} AND %(tahun)s - 1 "
            f"AND predikat IN {BAIK}) = {{0}} AS baik{{0}}",
            self.tahun,
        )

    def _bersih(self) -> str:
        return "".join(
            f", NOT bool_or{persiapan_sql.terhalang('x').format(tahun=tahun)} AS bersih{tahun}"
            for tahun in self.disiplin
        )

    def pernyataan(self, seat: Any, masa: dict[tuple[str, ...], int]) -> str:
        """The statement of one seat."""
        gates, kebijakan = contoh.syarat(seat), self.putaran.kebijakan
        bobot = Bobot(kebijakan["kebijakan"], seat.jenjang)
        standar = StandarKompetensi.objects.filter(profil_id=seat.profil_id)
        levels = dict(standar.values_list("kompetensi_id", "level"))
        total = sum(levels.values())
        reached = " + ".join(f"k{pk}" for pk in levels)
        match = f"least((2 * ({reached}) * 10000 + {total}) / {2 * total}, 10000)"
        fits = sorted(
            BidangSesuai.objects.filter(profil_id=seat.profil_id).values_list("nilai", "bidang_id"),
            reverse=True,
        )
        cases = " ".join(f"WHEN bidang & {self.bit[pk]} <> 0 THEN {nilai}" for nilai, pk in fits)
        lain = kebijakan["indikator"]["bidang_ilmu"]["tidak_sesuai"]
        fit = f"CASE {cases} ELSE {lain} END"
        potensial = (
            f"potensial + {bobot.potensial['kompetensi']}::bigint * {match} "
            f"+ {bobot.potensial['bidang_ilmu']}::bigint * {fit}"
        )
        nilai = f"{bobot.poros_kinerja} * kinerja + {bobot.poros_potensial} * potensial"
        tests = ""
        if bobot.teknis:
            nilai += f" + {bobot.teknis} * teknis"
            tests = (
                "JOIN (SELECT pegawai_id, nilai AS teknis FROM penempatan_nilaiteknis "
                f"WHERE lowongan_id = {seat.pk}) t ON t.pegawai_id = l.id"
            )
        return f"""
        SELECT id, {nilai} AS nilai, count(*) OVER () FROM (
            SELECT id, kode, golongan, bulan, kinerja, {potensial} AS potensial
                   {", teknis" if bobot.teknis else ""}
              FROM tu_lebar l {tests} WHERE {" AND ".join(self._gerbang(gates, masa))}
               AND ({reached}) IS NOT NULL
        ) x WHERE kinerja IS NOT NULL AND potensial IS NOT NULL
        ORDER BY nilai DESC, kinerja DESC, potensial DESC, golongan DESC, bulan DESC, kode COLLATE "C"
        LIMIT {contoh.TERATAS}
        """

    def _gerbang(
        self, gates: dict[str, dict[str, Any]], masa: dict[tuple[str, ...], int]
    ) -> list[str]:
        fields = sum(self.bit_kode[kode] for kode in gates["pendidikan"]["bidang"])
        lahir = mundur(self.putaran.tanggal_acuan, gates["usia"]["maksimal"])
        found = [
            f"g{TINGGI[gates['pendidikan']['minimal']]} & {fields} <> 0",
            f"golongan >= {kode_golongan(gates['golongan']['minimal'])}",
            "pns", f"baik{gates['predikat']['tahun']}", f"bersih{gates['disiplin']['tahun']}",
            f"lahir >= '{lahir.isoformat()}'", "bidang <> 0",
        ]  # fmt: skip
        if served := gates.get("masa_jenjang"):
            found.append(f"m{masa[tuple(served['jenjang'])]} >= {12 * served['tahun']}")
        return found + [f'"p_{kode}"' for kode in gates.get("pelatihan", {}).get("semua", ())]


def ukur(param: dict[str, Any]) -> dict[str, Any]:
    """Prepare the wide table, generate, then run one statement after the other."""
    jam = Jam(param["induk"])
    putaran = contoh.putaran(param["putaran"])
    seats = contoh.lowongan(putaran.pk, param["kursi"])
    gates = [contoh.syarat(one) for one in seats]
    lebar = Lebar(putaran, gates)
    with jam.ukur("siap"):
        dasar = persiapan_sql.siapkan(putaran, gates)
        lebar.buat(dasar)
        statements = [(one.pk, lebar.pernyataan(one, dasar["masa"])) for one in seats]
    hasil: dict[int, list[Any]] = {}
    with connection.cursor() as cursor:
        for _, statement in statements[:3]:  # warm
            cursor.execute(statement)

        def semua() -> None:
            for pk, statement in statements:
                cursor.execute(statement)
                rows = cursor.fetchall()
                hasil[pk] = [rows[0][2] if rows else 0, [[a, b] for a, b, _ in rows]]

        jam.termurah("peringkat", ULANG, semua)
    return {"tahap": jam.tahap, "kursi": len(seats), "puncak": puncak_mib(), "daftar": hasil}
