from django.apps import AppConfig


class HalamanConfig(AppConfig):
    name = "asn_portal.halaman"
    label = "halaman"
    verbose_name = "Halaman"
