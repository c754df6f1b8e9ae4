"""The addresses of the map, with the pages that several components fill."""

from django.urls import path

from asn_portal.halaman import panel, pegawai
from jabatan.peta import urls as peta
from jabatan.peta import views

app_name = peta.app_name
# The same addresses; the panel of a chosen position also shows its ranking.
COMPOSED = {
    "unit": path("peta/<str:kode>/", views.unit, {"pelengkap": panel.peringkat}, name="unit"),
    "jabatan": path(
        "jabatan/<str:kode>/", views.jabatan, {"pelengkap": panel.peringkat}, name="jabatan"
    ),
}
urlpatterns = [
    *(COMPOSED.get(str(pattern.name), pattern) for pattern in peta.urlpatterns),
    path("pegawai/<str:kode>/", pegawai.pegawai_detail, name="pegawai-detail"),
    path("pegawai/<str:kode>/nik/", pegawai.pegawai_nik, name="pegawai-nik"),
]
