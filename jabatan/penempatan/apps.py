from django.apps import AppConfig


class PenempatanConfig(AppConfig):
    name = "jabatan.penempatan"
    label = "penempatan"
    verbose_name = "Penempatan"
