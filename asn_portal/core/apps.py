from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "asn_portal.core"
    label = "core"
    verbose_name = "Dasar"

    def ready(self) -> None:
        from asn_portal.core import checks  # noqa: F401, PLC0415 -- registers the system checks
        from asn_portal.core.row_history import keep_linear  # noqa: PLC0415 -- needs loaded apps

        # The trigger libraries stand before this app, so their functions are already installed.
        post_migrate.connect(keep_linear, sender=self, dispatch_uid="row-history")
