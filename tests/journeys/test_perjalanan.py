"""From a folder of spreadsheets to a decree and a changed map, through the pages, by its people."""

from __future__ import annotations

import re
import time
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import TimeoutError  # noqa: A004 -- Playwright's own
from pypdf import PdfReader

from asn_portal.berkas import tasks as _berkas  # noqa: F401 -- the kinds of work, as in the worker
from asn_portal.berkas.registry import ambil
from asn_portal.core import jobs
from asn_portal.core.enums import Peran
from asn_portal.core.models import Pekerjaan
from jabatan.penempatan import tasks as _penempatan  # noqa: F401
from jabatan.penempatan.models import Keputusan, Lowongan, SuratKeputusan, Usulan
from jabatan.peta.models import Pegawai, PemangkuJabatan
from jabatan.talenta.services import tetapkan_aturan_baku
from tests.factories.core import InstansiFactory, OrangFactory, user_with
from tests.factories.penempatan import LATER, LONG, Kota
from tests.journeys.berkas import KOSONG, Kantor
from tests.journeys.layar import PASSWORD, PHONE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


class Kisah:
    """The office, its people and their screens; every method is an act of one of them."""

    def __init__(self, layar, folder):
        self.layar, self.folder = layar, folder
        self.today = timezone.localdate()
        self.kantor = Kantor(self.today)
        self.instansi = InstansiFactory(nama="Pemerintah Kota Uji", kota="Kota Uji")
        self.akun = {
            peran: user_with(peran, instansi=self.instansi)
            for peran in (Peran.OPERATOR, Peran.VERIFIKATOR, Peran.PPK)
        }
        one, two = OrangFactory(), OrangFactory()
        tetapkan_aturan_baku(
            instansi=self.instansi, penyegel1=one, penyegel2=two, at=timezone.now()
        )
        self.hr = layar(self.akun[Peran.OPERATOR])
        self.verifikator = layar(self.akun[Peran.VERIFIKATOR])

    def menunggu(self, layar, *, sampai, sendiri=False):
        """The page of running work reloads itself when the worker is done; once, or we help it."""
        if not sendiri:
            url = layar.page.url
            layar.page.goto("about:blank")  # its own reload would cross ours
            until = time.monotonic() + 180
            while Pekerjaan.objects.filter(status__in=["SIAP", "BERJALAN"]).exists():
                assert time.monotonic() < until, "the worker does not come to an end"
                time.sleep(0.1)
            layar.page.goto(url)
        seen = layar.page.get_by_text(sampai, exact=True).first
        try:
            seen.wait_for(timeout=180_000)
        except TimeoutError:
            jobs_now = list(Pekerjaan.objects.values_list("jenis", "status", "pesan"))
            pytest.fail(f"no {sampai!r} after {jobs_now}: {layar.isi()[:2000]}")
        layar.periksa()

    def impor(self, kode, rows):
        """Upload, match, check, save; scores go over the desk of the verifier."""
        path = self.kantor.tulis(self.folder / f"{kode}.xlsx", rows)
        hr = self.hr.buka(f"/impor/baru?jenis={kode}")
        hr.page.locator("[name=jenis]").select_option(kode)
        hr.page.locator("[name=berkas]").set_input_files(str(path))
        hr.tekan("Unggah berkas")
        hr.tekan("Periksa berkas")
        nomor = re.search(r"/impor/([^/]+)/", hr.page.url)[1]
        self.menunggu(hr, sampai="Baris berkas", sendiri=kode == "unit")
        problem = hr.page.locator(".angka div", has_text="Bermasalah").locator("dd").inner_text()
        if problem != "0":
            hr.buka(f"/impor/{nomor}/periksa?saring=BERMASALAH")
            pytest.fail(f"{kode}: {hr.isi()[:3000]}")
        saver = hr
        if ambil(kode).nilai:
            hr.tekan("Kirim ke Verifikator")
            saver = self.verifikator.buka(f"/impor/{nomor}/periksa")
            saver.tekan("Setujui dan simpan")
        else:
            hr.tekan("Simpan ", exact=False)
        saver.buka(f"/impor/{nomor}")
        self.menunggu(saver, sampai="Impor tersimpan")

    def beri_akun(self):
        """The administrator gives duties and logins; pages for that come with a later issue."""
        self.kepala = {}
        heads = PemangkuJabatan.objects.filter(
            kursi__jabatan__memimpin=True, kursi__jabatan__nomenklatur__jenjang="jpt_pratama"
        ).select_related("pegawai__orang", "kursi__jabatan__unit")
        for row in heads:
            self.kepala[row.pegawai.orang_id] = user_with(
                Peran.KEPALA_OPD, instansi=self.instansi, unit=row.kursi.jabatan.unit,
                orang=row.pegawai.orang,
            )  # fmt: skip

    def buka_putaran(self):
        """From the empty seat on the map to the round, for both empty seats."""
        hr = self.hr.buka("/peta/").baca("Jabatan tanpa pejabat")
        hr.ikuti("Dinas Perizinan").baca(KOSONG[0], "Belum terisi")
        hr.buka("/putaran/baru/")
        hr.page.get_by_label("Nama putaran").fill("Pengisian administrator")
        for nama in KOSONG:
            hr.page.get_by_role("checkbox", name=f"Pilih {nama},").check()
        hr.tekan("Periksa putaran").baca(*KOSONG)
        hr.tekan("Buka putaran")
        self.putaran = hr.page.url
        return {
            row.kursi.jabatan.nomenklatur.nama: row.kode
            for row in Lowongan.objects.select_related("kursi__jabatan__nomenklatur")
        }

    def hitung(self):
        """Compute with live progress: the page follows the worker by itself."""
        self.hr.buka(self.putaran).tekan("Hitung sekarang")
        self.menunggu(self.hr, sampai="Belum ada data baru sejak perhitungan ini.", sendiri=True)

    def usulkan(self, kode, berlaku):
        """Read why number one is number one, and propose."""
        hr = self.hr.buka(f"/lowongan/{kode}/").baca("Peringkat kandidat", "Mengapa")
        best = hr.page.locator(".prk tbody tr").first.locator("th a").inner_text()
        hr.baca(f": {best}", "Perbandingan 3 kandidat", "Uji teknis")
        hr.ikuti("Susun usulan penempatan").baca(best)
        hr.page.locator("[name=tanggal_berlaku]").fill(berlaku.isoformat())
        hr.page.locator("main form").get_by_role("button").first.click()
        hr.page.get_by_role("heading", name="Periksa usulan").wait_for()
        hr.periksa()
        hr.tekan("Kirim untuk persetujuan").baca("terkirim untuk persetujuan")
        return Usulan.objects.latest("pk"), best

    def setujui(self, usulan):
        """Both heads, on their phones, each with three taps."""
        for row in usulan.persetujuan.order_by("pk"):
            kepala = self.layar(self.kepala[row.penyetuju_id], PHONE)
            kepala.buka("/persetujuan/")
            taps = [
                lambda k: k.ikuti(usulan.pegawai.orang.nama),
                lambda k: k.ikuti("Setujui", exact=True),
                lambda k: k.tekan("Ya, setujui"),
            ]
            for tap in taps:
                tap(kepala)
            kepala.baca("Anda menyetujui pemindahan")

    def nyatakan(self, usulan):
        """The person concerned is willing."""
        orang = usulan.pegawai.orang
        user = orang.akun.first() or user_with(Peran.ASN, instansi=self.instansi, orang=orang)
        asn = self.layar(user, PHONE)
        asn.buka("/saya/").buka(f"/saya/lowongan/{usulan.lowongan.kode}/")
        asn.baca("Anda memenuhi semua syarat")
        asn.buka(f"/saya/usulan/{usulan.kode}/")
        asn.page.get_by_label("Saya bersedia").check()
        asn.tekan("Simpan pernyataan").baca("Pernyataan Anda tersimpan")

    def putuskan(self, ppk, usulan, pilih=1):
        """The PPK sees the best three; another choice opens the purple section."""
        ppk.buka("/keputusan/")
        ppk.ikuti(usulan.kursi.jabatan.nomenklatur.nama).baca("Siapa menjadi")
        ppk.ikuti(f"{'Tetapkan' if pilih == 1 else 'Pilih'} no. {pilih}")
        if pilih != 1:
            assert ppk.page.locator("section.ungu").is_visible()
            ppk.page.get_by_role("radio").first.check()
            ppk.page.locator("[name=alasan]").fill(LONG)
            ppk.tekan("Lanjut ke pemeriksaan").baca(f"PPK memilih kandidat no. {pilih}.")
        ppk.tekan(f"Ya, tetapkan no. {pilih}")
        self.sandi_lagi(ppk)

    def nyatakan_terpilih(self, usulan, keputusan):
        """Who was chosen instead says yes on the phone; the head of the office left has read it."""
        orang = keputusan.pegawai.orang
        user = orang.akun.first() or user_with(Peran.ASN, instansi=self.instansi, orang=orang)
        asn = self.layar(user, PHONE)
        asn.buka("/saya/usulan/").ikuti(usulan.kursi.jabatan.nomenklatur.nama)
        asn.baca("PPK memilih Anda menjadi").page.get_by_label("Saya bersedia").check()
        asn.tekan("Simpan pernyataan").baca("Pernyataan Anda tersimpan")
        for row in usulan.persetujuan.filter(sisi="PILIHAN"):
            kepala = self.layar(self.kepala[row.penyetuju_id], PHONE)
            kepala.buka("/persetujuan/").ikuti(orang.nama).baca(f"PPK memilih {orang.nama}")
            kepala.tekan("Saya mengetahui").baca("Diketahui")

    def sandi_lagi(self, ppk):
        """Deciding asks for the password; the answer goes on with what was pressed."""
        ppk.baca("Pastikan ini Anda")
        ppk.page.locator("[name=password]").fill(PASSWORD)
        ppk.tekan("Lanjutkan")

    def tetapkan_sk(self, usulan, berlaku):
        """Number, PDF, download; the page that everybody may see."""
        hr = self.hr.buka("/sk/")
        hr.buka(f"/sk/baru/{usulan.kode}/")
        hr.page.locator("[name=tanggal_berlaku]").fill(berlaku.isoformat())
        hr.tekan("Tetapkan SK")
        sk = SuratKeputusan.objects.latest("pk")
        hr.baca(f"SK {sk.nomor_lengkap} ditetapkan.")
        with hr.page.expect_download() as waiting:
            hr.page.get_by_role("link", name="Unduh PDF").click()
        reader = PdfReader(waiting.value.path())
        words = "".join(page.extract_text() for page in reader.pages)
        assert sk.nomor_lengkap in words
        assert sk.kode in words
        self.layar().buka(f"/publik/periksa/{sk.kode}/").baca("tercatat", sk.nomor_lengkap)
        return sk


def test_from_a_folder_of_spreadsheets_to_two_decrees_and_a_changed_map(layar, pekerja, tmp_path):
    kisah = Kisah(layar, tmp_path)
    kisah.hr.baca("Persiapan")
    for kode, rows in kisah.kantor.baris().items():
        kisah.impor(kode, rows)
    assert Pegawai.objects.count() == len(kisah.kantor.pegawai)
    kisah.beri_akun()
    lowongan = kisah.buka_putaran()
    first, second = (lowongan[nama] for nama in KOSONG)
    kisah.impor("uji-teknis", kisah.kantor.uji_teknis({first: 0, second: 3}))

    hr = kisah.hr
    kisah.hitung()
    assert not Pekerjaan.objects.exclude(status="SELESAI").exists()

    # As recommended, in force today.
    ppk = layar(kisah.akun[Peran.PPK])
    usulan, best = kisah.usulkan(first, kisah.today)
    assert best == kisah.kantor.calon[0].nama
    kisah.setujui(usulan)
    kisah.nyatakan(usulan)
    kisah.putuskan(ppk, usulan)
    ppk.baca(f"{best} dipilih menjadi {KOSONG[0]}")
    kisah.tetapkan_sk(usulan, kisah.today)
    hr.buka("/peta/").ikuti("Dinas Perizinan").baca(best)
    assert PemangkuJabatan.objects.filter(
        pegawai=usulan.pegawai, kursi=usulan.kursi, periode__contains=kisah.today
    ).exists()

    # The decree moved somebody, so the ranking is old. Then another than recommended: purple section, reason, and the password once more.
    later = kisah.today + timedelta(days=20)
    hr.buka(kisah.putaran).baca("Ada data baru sejak perhitungan ini.")
    kisah.hitung()
    usulan, best = kisah.usulkan(second, later)
    assert best == kisah.kantor.calon[3].nama
    kisah.setujui(usulan)
    kisah.nyatakan(usulan)
    _forget_the_password(ppk)
    kisah.putuskan(ppk, usulan, pilih=2)
    ppk.baca("PPK memilih kandidat no. 2.")
    decided = Keputusan.objects.get(usulan=usulan)
    assert decided.berbeda
    assert decided.pegawai_id != usulan.pegawai_id
    hr.buka("/sk/").baca("belum memberi pernyataan")
    kisah.nyatakan_terpilih(usulan, decided)
    kisah.tetapkan_sk(usulan, later)
    numbers = list(SuratKeputusan.objects.order_by("pk").values_list("nomor", flat=True))
    assert numbers == [1, 2]


def _forget_the_password(layar):
    """As if it had been typed more than ten minutes ago."""
    from importlib import import_module

    from django.conf import settings

    cookie = next(c for c in layar.context.cookies() if c["name"] == settings.SESSION_COOKIE_NAME)
    session = import_module(settings.SESSION_ENGINE).SessionStore(cookie["value"])
    methods = session.get("account_authentication_methods", [])
    assert any(one.get("reauthenticated") for one in methods)
    session["account_authentication_methods"] = [one | {"at": one["at"] - 700} for one in methods]
    session.save()


@pytest.fixture
def kota():
    """An office with a computed vacancy and three candidates, without the files."""
    made = Kota()
    made.ranked(*made.candidates(3))
    return made


def berlaku():
    return max(LATER, timezone.localdate() + timedelta(days=10))


def jalani(layar, kota, *, js):
    """Propose, approve, state, decide and issue on a small screen, with or without JavaScript."""
    day = berlaku()
    hr = layar(kota.operator, PHONE, js=js)
    best = kota.lowongan.putaran.pemeringkatan.pegawai_ids[0]
    pegawai = Pegawai.objects.get(pk=best)
    hr.buka(f"/usulan/baru/?lowongan={kota.lowongan.kode}&pegawai={pegawai.kode}")
    hr.page.locator("[name=tanggal_berlaku]").fill(day.isoformat())
    with hr.page.expect_navigation():
        hr.page.locator("main form").get_by_role("button").first.click()
    hr.periksa().tekan("Kirim untuk persetujuan")
    usulan = Usulan.objects.get()
    for row in usulan.persetujuan.order_by("pk"):
        kepala = layar(row.penyetuju.akun.first(), PHONE, js=js)
        kepala.buka("/persetujuan/").ikuti(pegawai.orang.nama)
        kepala.ikuti("Setujui", exact=True).tekan("Ya, setujui")
    asn = layar(kota.user(pegawai), PHONE, js=js).buka(f"/saya/usulan/{usulan.kode}/")
    asn.page.get_by_label("Saya bersedia").check()
    asn.tekan("Simpan pernyataan")
    ppk = layar(kota.ppk, PHONE, js=js).buka(f"/keputusan/{usulan.kode}/")
    ppk.ikuti("Pilih no. 2")
    ppk.page.get_by_role("radio").first.check()
    ppk.page.locator("[name=alasan]").fill(LONG)
    ppk.tekan("Lanjut ke pemeriksaan").tekan("Ya, tetapkan no. 2")
    ppk.page.locator("[name=password]").fill(PASSWORD)
    ppk.tekan("Lanjutkan").baca("PPK memilih kandidat no. 2.")
    decided = Keputusan.objects.get()
    assert decided.berbeda
    hr.buka(f"/sk/baru/{usulan.kode}/").baca("SK belum dapat ditetapkan.")
    chosen = layar(kota.user(decided.pegawai), PHONE, js=js)
    chosen.buka(f"/saya/usulan/{usulan.kode}/").page.get_by_label("Saya bersedia").check()
    chosen.tekan("Simpan pernyataan").baca("Pernyataan Anda tersimpan")
    hr.buka(f"/sk/baru/{usulan.kode}/").tekan("Tetapkan SK")
    sk = SuratKeputusan.objects.get()
    layar(None, PHONE, js=js).buka(f"/publik/periksa/{sk.kode}/").baca(sk.nomor_lengkap)


def test_the_decisions_fit_a_phone(layar, kota):
    jalani(layar, kota, js=True)


def test_the_decisions_work_without_javascript(layar, kota):
    jalani(layar, kota, js=False)


def test_an_import_works_without_javascript(layar, tmp_path):
    instansi = InstansiFactory()
    kantor = Kantor(timezone.localdate())
    path = kantor.tulis(tmp_path / "unit.xlsx", kantor.baris()["unit"])
    hr = layar(user_with(Peran.OPERATOR, instansi=instansi), PHONE, js=False)
    hr.buka("/impor/baru")
    hr.page.locator("[name=jenis]").select_option("unit")
    hr.page.locator("[name=berkas]").set_input_files(str(path))
    hr.tekan("Unggah berkas")
    hr.tekan("Periksa berkas")
    hr.page.get_by_role("link", name="Segarkan").wait_for()
    kerjakan()
    hr.ikuti("Segarkan").tekan(f"Simpan {len(kantor.unit)} baris")
    kerjakan()
    hr.buka(hr.page.url).baca("Impor tersimpan")


def kerjakan():
    """What the worker would do."""
    for job in Pekerjaan.objects.filter(status="SIAP"):
        jobs.run(job.pk)
