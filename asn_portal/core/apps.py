from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "asn_portal.core"
    label = "core"
    verbose_name = "Dasar"

    def ready(self) -> None:
        from asn_portal.core import checks  # noqa: F401, PLC0415 -- registers the system checks
