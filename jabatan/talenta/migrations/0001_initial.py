import django.db.models.deletion
from django.db import migrations, models

from asn_portal.core.migration_batch import TablesTogether


class Migration(TablesTogether):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
        ('peta', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='KeadaanProfil',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('instansi', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.instansi')),
                ('versi_bukti', models.JSONField(default=dict)),
                ('format', models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='ProfilMerit',
            fields=[
                ('pegawai', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='profil_merit', serialize=False, to='peta.pegawai')),
                ('instansi', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.instansi')),
                ('kode', models.CharField(max_length=12)),
                ('status', models.SmallIntegerField()),
                ('lahir', models.IntegerField()),
                ('fakta', models.BinaryField()),
            ],
        ),
    ]
