"""Discipline in a ranking: the case for those who may see it, only the answer for the others."""

import io
import json
from datetime import date

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from asn_portal.core.enums import Peran
from asn_portal.core.models import AksesData
from jabatan.penempatan import pipeline
from jabatan.penempatan.selectors.mengapa import mengapa
from jabatan.penempatan.selectors.peringkat import POTENSIAL, satukan
from jabatan.penempatan.selectors.uraian import TERTUTUP
from kinerja.penilaian.models import HukumanDisiplin
from tests.factories.core import user_with
from tests.factories.penempatan import Kota
from tests.factories.putaran import Skenario

pytestmark = pytest.mark.django_db
CLOSED = (Peran.PANSEL, Peran.AUDITOR, Peran.PENGELOLA_KEBIJAKAN)
OPEN = (Peran.OPERATOR, Peran.VERIFIKATOR, Peran.PPK)
CASE = "Tidak masuk kerja tanpa keterangan 15 hari"


@pytest.fixture
def world():
    """R was punished lightly in 2023; Q fails the gate of discipline."""
    found = Skenario()
    HukumanDisiplin.objects.create(
        pegawai=found.q,
        tingkat="berat",
        nama=CASE,
        mulai=date(2026, 3, 1),
        selesai=date(2027, 3, 1),
    )
    found.catat()
    pipeline.run(found.buka())
    return found


def page(world, role, name, query=""):
    client = Client()
    client.force_login(user_with(role, instansi=world.instansi))
    address = reverse(f"penempatan:{name}", args=[world.lowongan.kode])
    return client.get(address + query)


@pytest.mark.parametrize("role", OPEN)
def test_the_personnel_office_and_the_ppk_compare_discipline(world, role):
    text = page(world, role, "lowongan-detail").content.decode()
    assert "Hukuman disiplin</th>" in text
    assert "Integritas (" in text
    assert AksesData.objects.filter(jenis="disiplin").exists()


@pytest.mark.parametrize("role", CLOSED)
def test_other_readers_see_neither_the_case_nor_a_sum_that_tells_it(world, role):
    response = page(world, role, "lowongan-detail")
    text = response.content.decode()
    assert "Hukuman disiplin</th>" not in text
    assert "Integritas" not in text
    assert TERTUTUP in text
    for row in response.context["baris"]:
        assert [one.nama for one in row["peserta"].ruas] == ["Kinerja", POTENSIAL, "Uji teknis"]
    # Nothing of the potential axis stands beside the sum, so that nothing can be subtracted.
    for words in ("bidang ilmu", "asesmen potensi", "JPM", "pengalaman jabatan"):
        assert words not in text.split('id="uraian"')[1].split("</section>")[0], words
    assert not AksesData.objects.filter(jenis="disiplin").exists()


def test_the_sums_still_add_up_to_the_total(world):
    for row in page(world, Peran.PANSEL, "lowongan-detail").context["baris"]:
        assert sum(one.nilai for one in row["peserta"].ruas) == row["peserta"].total


def test_one_sum_keeps_the_order_of_the_bars_also_when_it_is_empty(world):
    row = page(world, Peran.OPERATOR, "lowongan-detail").context["baris"][0]["peserta"]
    from dataclasses import replace

    bare = [replace(one, nilai=0, mulai=0) for one in row.ruas]
    assert [one.nama for one in satukan(bare)] == ["Kinerja", POTENSIAL, "Uji teknis"]


@pytest.mark.parametrize("role", CLOSED)
def test_who_fails_it_is_listed_without_the_case(world, role):
    text = page(world, role, "tidak-lolos").content.decode()
    row = text.split("Q. Kedua<small>")[1].split("</tbody>")[0]
    assert "Syarat integritas" in row
    assert "Tidak ditampilkan" in row
    for words in ("Berat", "berat", "2027", "2026"):
        assert words not in row.split("Syarat integritas")[1].split("</tr>")[0], words
    assert not AksesData.objects.filter(jenis="disiplin").exists()


def test_the_personnel_office_reads_the_level_and_the_earliest_date(world):
    text = page(world, Peran.OPERATOR, "tidak-lolos").content.decode()
    assert "BERAT" in text.upper()
    assert "1 Maret 2026" in text
    look = AksesData.objects.get(jenis="disiplin")
    assert look.subjek_ids == [world.q.orang_id]


def test_the_workbook_keeps_the_same_rule(world):
    for role, has in ((Peran.OPERATOR, True), (Peran.PANSEL, False)):
        answer = page(world, role, "lowongan-unduh")
        data = b"".join(answer) if answer.streaming else answer.content
        sheet = openpyxl.load_workbook(io.BytesIO(data)).active
        words = {str(cell.value) for row in sheet.iter_rows() for cell in row}
        assert ("Integritas" in words) is has
        assert (POTENSIAL in words) is not has


def test_the_file_with_every_fact_is_for_those_who_keep_or_recompute_them(world):
    assert page(world, Peran.PANSEL, "lowongan-berkas").status_code == 403
    answer = page(world, Peran.AUDITOR, "lowongan-berkas")
    assert json.loads(answer.content)["format"] == "merit-run-1"
    assert AksesData.objects.filter(jenis="disiplin").count() == 1


def test_a_head_of_office_compares_without_the_parts_of_the_potential_axis():
    kota = Kota()
    people = kota.candidates(2)
    kota.ranked(*people)
    usulan = kota.sent(people[0])
    head = Client()
    head.force_login(kota.tujuan.user_kepala)
    text = head.get(reverse("penempatan:persetujuan-rinci", args=[usulan.kode])).content.decode()
    assert POTENSIAL in text
    assert "Integritas" not in text
    found = mengapa(usulan, disiplin=True)
    assert "Integritas" in {one.nama for one in found.beda}


def test_the_auditor_reads_the_desk_of_the_ppk_without_discipline():
    kota = Kota()
    people = kota.candidates(3)
    kota.ranked(*people)
    usulan = kota.approved(people[0])
    address = reverse("penempatan:keputusan-rinci", args=[usulan.kode])
    for role, has in ((Peran.PPK, True), (Peran.AUDITOR, False)):
        client = Client()
        client.force_login(user_with(role, instansi=kota.instansi))
        text = client.get(address).content.decode()
        assert ("Hukuman disiplin" in text) is has, role
        assert ("Integritas (" in text) is has, role


@pytest.mark.parametrize(("role", "has"), [(Peran.OPERATOR, True), (Peran.PANSEL, False)])
def test_the_card_of_a_person_shows_no_part_from_which_integrity_follows(world, role, has):
    client = Client()
    client.force_login(user_with(role, instansi=world.instansi))
    address = reverse("peta:pegawai-detail", args=[world.r.kode])
    card = client.get(address, {"bagian": "merit"}).context["merit"]
    parts = [one for one in card.komponen if one.sumbu == "potensial"]
    known = [one for one in parts if one.nilai is not None or one.sumbangan or one.bukti]
    assert bool(known) is has
    assert any(one.nilai is not None for one in card.komponen if one.sumbu == "kinerja")
    if not has:
        assert not {one.nama for one in card.langkah} & {one.nama for one in parts}
