"""Bytes of runs stand as they are: the input is compressed already, the lists hardly shrink.

Trying to compress them again cost more than half of storing a run.
"""

from django.db import migrations

COLUMNS = (("penempatan_pemeringkatan", "masukan"), ("penempatan_hasillowongan", "isi"))


def _storage(kind: str) -> list[str]:
    return [f"ALTER TABLE {table} ALTER COLUMN {name} SET STORAGE {kind}" for table, name in COLUMNS]


class Migration(migrations.Migration):
    dependencies = [("penempatan", "0001_initial")]

    operations = [migrations.RunSQL(_storage("EXTERNAL"), _storage("EXTENDED"))]
