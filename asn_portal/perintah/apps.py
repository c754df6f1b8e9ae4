from django.apps import AppConfig


class PerintahConfig(AppConfig):
    name = "asn_portal.perintah"
    label = "perintah"
    verbose_name = "Perintah"
