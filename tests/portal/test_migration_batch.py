"""Tables made together reach the database as Django would make them one by one."""

from __future__ import annotations

import pytest
from django.db import connection, migrations
from django.db.migrations.loader import MigrationLoader

from asn_portal.core.migration_batch import TablesTogether


@pytest.mark.django_db
@pytest.mark.parametrize("app", ["penilaian", "talenta"])
def test_tables_made_together_are_the_tables_made_one_by_one(app):
    loader = MigrationLoader(connection)
    migration = loader.get_migration(app, "0001_initial")
    assert isinstance(migration, TablesTogether)
    statements = []
    for apply in (migrations.Migration.apply, TablesTogether.apply):
        state = loader.project_state((app, "0001_initial"), at_end=False)
        with connection.schema_editor(collect_sql=True) as editor:
            apply(migration, state, editor)
        statements.append(editor.collected_sql)

    one_by_one, together = statements
    assert len(together) > 1
    assert together == one_by_one


def test_every_first_migration_of_ours_makes_its_tables_together():
    ours = {"core", "berkas", "peta", "penilaian", "pelatihan", "talenta", "penempatan"}
    loader = MigrationLoader(None)
    first = {app: m for (app, name), m in loader.disk_migrations.items() if name == "0001_initial"}
    assert [app for app in sorted(ours) if not isinstance(first[app], TablesTogether)] == []
