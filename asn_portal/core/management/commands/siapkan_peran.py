"""Give the runtime role what it needs and nothing more."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, transaction
from psycopg import sql

# Tables that only grow: the runtime role may add and read.
ONLY_GROW = ("core_peristiwa", "core_aksesdata")


class Command(BaseCommand):
    """Run as the owner after every migrate: `manage.py siapkan_peran asn_app`."""

    help = "Memberi hak basis data kepada peran yang menjalankan portal."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("peran")

    def handle(self, *_: Any, **options: Any) -> None:
        role = sql.Identifier(options["peran"])
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in (
                "GRANT USAGE ON SCHEMA public TO {role}",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
                "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
            ):
                cursor.execute(sql.SQL(statement).format(role=role))
            for table in ONLY_GROW:
                cursor.execute(
                    sql.SQL(
                        "REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER ON {table} FROM {role}"
                    ).format(table=sql.Identifier(table), role=role)
                )
        self.stdout.write("Hak peran basis data sudah disiapkan.")
