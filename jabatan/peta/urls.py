"""Addresses of the map and of people.

The page of one person is composed from several components, so that `asn_portal.halaman.urls_peta`
adds it under the same namespace.
"""

from django.urls import path

from jabatan.peta import views

app_name = "peta"
urlpatterns = [
    path("peta/", views.ringkasan, name="ringkasan"),
    path("peta/unduh/", views.ringkasan_unduh, name="ringkasan-unduh"),
    path("peta/<str:kode>/", views.unit, name="unit"),
    path("peta/<str:kode>/unduh/", views.unit_unduh, name="unit-unduh"),
    path("jabatan/<str:kode>/", views.jabatan, name="jabatan"),
    path("pegawai/", views.pegawai, name="pegawai"),
    path("pegawai/unduh/", views.pegawai_unduh, name="pegawai-unduh"),
    path("pegawai/cari/", views.pegawai_cari, name="pegawai-cari"),
]
