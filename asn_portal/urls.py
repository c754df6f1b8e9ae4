"""One line per component, pages and API."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

handler400 = "asn_portal.core.views.bad_request"
handler403 = "asn_portal.core.views.forbidden"
handler404 = "asn_portal.core.views.not_found"
handler500 = "asn_portal.core.views.server_error"

urlpatterns = [
    path("", include("asn_portal.core.urls")),
    path("akun/", include("allauth.urls")),
    path("", include("asn_portal.halaman.urls")),
    path("kalkulator/", include("asn_portal.halaman.kalkulator.urls")),
    path("api/v1/kalkulator/", include("asn_portal.halaman.kalkulator_api")),
    path("api/v1/", include("jabatan.peta.api")),
    path("api/v1/", include("jabatan.penempatan.api")),
    path("api/v1/skema/", SpectacularAPIView.as_view(), name="skema"),
    path("", include("asn_portal.berkas.urls")),
    path("", include("jabatan.talenta.urls")),
    path("", include("jabatan.penempatan.urls")),
    path("saya/", include("asn_portal.halaman.saya_urls")),
]
