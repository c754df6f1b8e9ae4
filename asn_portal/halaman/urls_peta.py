"""The addresses of the map, with the pages of one person that several components fill."""

from django.urls import path

from asn_portal.halaman import pegawai
from jabatan.peta import urls as peta

app_name = peta.app_name
urlpatterns = [
    *peta.urlpatterns,
    path("pegawai/<str:kode>/", pegawai.pegawai_detail, name="pegawai-detail"),
    path("pegawai/<str:kode>/nik/", pegawai.pegawai_nik, name="pegawai-nik"),
]
