"""Health and background work."""

from django.urls import path

from asn_portal.core import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("pekerjaan/<str:kode>/", views.job_detail, name="pekerjaan"),
    path("pekerjaan/<str:kode>/batal/", views.job_cancel, name="pekerjaan-batal"),
    path("pekerjaan/<str:kode>/ulang/", views.job_retry, name="pekerjaan-ulang"),
]
