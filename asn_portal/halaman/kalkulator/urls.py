"""Addresses of the calculator pages."""

from django.urls import path

from asn_portal.halaman.kalkulator import views

app_name = "kalkulator"
urlpatterns = [
    path("", views.daftar, name="daftar"),
    path("<slug:nama>/", views.rinci, name="rinci"),
]
