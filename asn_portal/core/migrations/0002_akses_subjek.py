import django.contrib.postgres.indexes
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="aksesdata",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["subjek_ids"], name="aksesdata_subjek"
            ),
        ),
    ]
