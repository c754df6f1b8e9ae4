from django.apps import AppConfig


class PetaConfig(AppConfig):
    name = "jabatan.peta"
    label = "peta"
    verbose_name = "Peta jabatan dan pegawai"
