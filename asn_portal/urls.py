"""One line per component, pages and API."""

from django.urls import include, path

handler400 = "asn_portal.core.views.bad_request"
handler403 = "asn_portal.core.views.forbidden"
handler404 = "asn_portal.core.views.not_found"
handler500 = "asn_portal.core.views.server_error"

urlpatterns = [
    path("", include("asn_portal.core.urls")),
    path("akun/", include("allauth.urls")),
    path("kalkulator/", include("asn_portal.halaman.kalkulator.urls")),
    path("api/v1/kalkulator/", include("asn_portal.halaman.kalkulator_api")),
]
