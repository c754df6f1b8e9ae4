"""Addresses of the talent map."""

from django.urls import path

from jabatan.talenta import views

app_name = "talenta"
urlpatterns = [
    path("talenta/", views.peta, name="peta"),
    path("talenta/unduh", views.unduh, name="unduh"),
]
