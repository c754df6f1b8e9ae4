from django.apps import AppConfig


class TalentaConfig(AppConfig):
    name = "jabatan.talenta"
    label = "talenta"
    verbose_name = "Talenta"
