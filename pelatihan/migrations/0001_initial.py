import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from asn_portal.core.migration_batch import TablesTogether


class Migration(TablesTogether):

    initial = True

    dependencies = [
        ('peta', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='RiwayatPelatihan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True, db_default=django.db.models.functions.datetime.Now())),
                ('pegawai', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='riwayat_pelatihan', to='peta.pegawai')),
                ('jenis', models.CharField(choices=[('STRUKTURAL', 'Pelatihan struktural kepemimpinan'), ('FUNGSIONAL', 'Pelatihan fungsional'), ('TEKNIS', 'Pelatihan teknis'), ('SERTIFIKASI', 'Sertifikasi'), ('SEMINAR', 'Seminar, lokakarya, sosialisasi'), ('LAINNYA', 'Pelatihan lain')], max_length=12)),
                ('kode_program', models.CharField(blank=True, max_length=20)),
                ('nama', models.CharField(max_length=300)),
                ('penyelenggara', models.CharField(blank=True, max_length=200)),
                ('nomor_sertifikat', models.CharField(blank=True, max_length=120)),
                ('mulai', models.DateField(null=True)),
                ('selesai', models.DateField()),
                ('jp', models.PositiveSmallIntegerField(null=True, verbose_name='jam pelajaran')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('pegawai', 'nama', 'selesai'), name='riwayatpelatihan_unik'), models.UniqueConstraint(condition=models.Q(('nomor_sertifikat', ''), _negated=True), fields=('pegawai', 'nomor_sertifikat'), name='riwayatpelatihan_sertifikat_unik'), models.CheckConstraint(condition=models.Q(('jp__isnull', True), models.Q(('jp__gte', 1), ('jp__lte', 1000)), _connector='OR'), name='riwayatpelatihan_jp')],
            },
        ),
        migrations.CreateModel(
            name='RiwayatPelatihanEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='pelatihan.riwayatpelatihan')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True, db_default=django.db.models.functions.datetime.Now())),
                ('pegawai', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='peta.pegawai')),
                ('jenis', models.CharField(choices=[('STRUKTURAL', 'Pelatihan struktural kepemimpinan'), ('FUNGSIONAL', 'Pelatihan fungsional'), ('TEKNIS', 'Pelatihan teknis'), ('SERTIFIKASI', 'Sertifikasi'), ('SEMINAR', 'Seminar, lokakarya, sosialisasi'), ('LAINNYA', 'Pelatihan lain')], max_length=12)),
                ('kode_program', models.CharField(blank=True, max_length=20)),
                ('nama', models.CharField(max_length=300)),
                ('penyelenggara', models.CharField(blank=True, max_length=200)),
                ('nomor_sertifikat', models.CharField(blank=True, max_length=120)),
                ('mulai', models.DateField(null=True)),
                ('selesai', models.DateField()),
                ('jp', models.PositiveSmallIntegerField(null=True, verbose_name='jam pelajaran')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
