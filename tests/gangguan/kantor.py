"""The office that asks for rankings and judges, after every fault, what came of them."""

from __future__ import annotations

from itertools import count

from tests.gangguan.gugus import SAFE, wait_until

_change = count()


def next_change() -> int:
    """Number of the next change of evidence; no two changes are alike."""
    return next(_change)


class Kantor:
    """Asks for rankings, and judges what came of them."""

    def __init__(self, gugus, putaran):
        self.gugus, self.putaran = gugus, putaran
        self.titik = self._whole(None)

    def minta(self):
        """New evidence, a new job."""
        self.before = self.gugus.ask("oracle:nomor", putaran=self.putaran)
        return self.gugus.ask("dunia:minta", putaran=self.putaran, ke=next_change())

    def durasi(self):
        """Seconds that one undisturbed ranking takes here and now."""
        job = self.minta()
        self.mulai(job)
        took = self.gugus.wait_for_job(job, SAFE)
        self.nilai(job)
        return took

    def mulai(self, job):
        """Wait until the job runs."""
        wait_until(
            lambda: self.gugus.job(job)[0] != "SIAP", SAFE, lambda: self.gugus.tail("pekerja")
        )

    def nilai(self, job):
        """One result, the right one, and everything around it whole (O5 to O7, O9)."""
        assert self.gugus.job(job)[0] == "SELESAI"
        found = self.gugus.ask("oracle:putaran", putaran=self.putaran, sesudah=self.before)
        assert found == {
            "sidik": [found["tanpa_gangguan"]],
            "tanpa_gangguan": found["tanpa_gangguan"],
            "ditunjuk": True,
            "versi_terbaru": True,
            "utuh": [True],
            "peristiwa": [1],
        }
        self.titik = self._whole(self.titik)

    def _whole(self, titik):
        found = self.gugus.ask("oracle:keutuhan", putaran=self.putaran, titik=titik)
        seen = found.pop("titik")
        waiting = found.pop("kotak_keluar")
        assert found == {
            "rantai_putus": None,
            "titik_lama_ada": True,
            "nomor_urut": True,
            "nomor_terakhir": True,
            "kotak_keluar_lama": 0,
            "tanpa_sewa": 0,
            "gagal": 0,
        }, waiting
        return seen
