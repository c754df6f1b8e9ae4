"""Addresses of the own pages."""

from django.urls import path

from asn_portal.halaman import akses, saya

app_name = "saya"
urlpatterns = [
    path("", saya.kartu, name="kartu"),
    path("akses/", akses.akses, name="akses"),
    path("lowongan/<str:kode>/", saya.lowongan, name="lowongan"),
]
