"""Pages composed from several components."""

from django.urls import include, path

from asn_portal.halaman import beranda

urlpatterns = [
    path("", beranda.beranda, name="beranda"),
    path("", include("asn_portal.halaman.urls_peta")),
]
