"""Addresses of import and export."""

from django.urls import path

from asn_portal.berkas.views import alur, daftar, ekspor

app_name = "berkas"
urlpatterns = [
    path("impor/", daftar.daftar, name="daftar"),
    path("impor/baru", daftar.baru, name="baru"),
    path("impor/templat/<slug:jenis>", daftar.templat, name="templat"),
    path("ekspor/", ekspor.ekspor_daftar, name="ekspor-daftar"),
    path("ekspor/hasil/<slug:kode>", ekspor.ekspor_hasil, name="ekspor-hasil"),
    path("ekspor/hasil/<slug:kode>/unduh", ekspor.ekspor_unduh, name="ekspor-unduh"),
    path("ekspor/<slug:jenis>", daftar.ekspor, name="ekspor"),
    path("impor/<slug:kode>", alur.impor, name="impor"),
    path("impor/<slug:kode>/kolom", alur.kolom, name="kolom"),
    path("impor/<slug:kode>/lembar", alur.lembar, name="lembar"),
    path("impor/<slug:kode>/periksa", alur.periksa, name="periksa"),
    path("impor/<slug:kode>/perbaikan", alur.perbaikan, name="perbaikan"),
    path("impor/<slug:kode>/simpan", alur.simpan, name="simpan"),
    path("impor/<slug:kode>/setujui", alur.setujui, name="setujui"),
    path("impor/<slug:kode>/kembalikan", alur.kembalikan, name="kembalikan"),
    path("impor/<slug:kode>/buang", alur.buang, name="buang"),
    path("impor/<slug:kode>/buka", alur.buka, name="buka"),
    path("impor/<slug:kode>/batalkan", alur.batalkan, name="batalkan"),
]
