from django.apps import AppConfig


class BerkasConfig(AppConfig):
    name = "asn_portal.berkas"
    label = "berkas"
    verbose_name = "Berkas"
