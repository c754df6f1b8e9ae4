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
            name='SKP',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True, db_default=django.db.models.functions.datetime.Now())),
                ('pegawai', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='skp', to='peta.pegawai')),
                ('tahun', models.PositiveSmallIntegerField()),
                ('hasil_kerja', models.CharField(blank=True, choices=[('DI_ATAS', 'Di atas ekspektasi'), ('SESUAI', 'Sesuai ekspektasi'), ('DI_BAWAH', 'Di bawah ekspektasi')], max_length=8)),
                ('perilaku_kerja', models.CharField(blank=True, choices=[('DI_ATAS', 'Di atas ekspektasi'), ('SESUAI', 'Sesuai ekspektasi'), ('DI_BAWAH', 'Di bawah ekspektasi')], max_length=8)),
                ('predikat', models.CharField(choices=[('SANGAT_BAIK', 'Sangat Baik'), ('BAIK', 'Baik'), ('BUTUH_PERBAIKAN', 'Butuh Perbaikan'), ('KURANG', 'Kurang/Misconduct'), ('SANGAT_KURANG', 'Sangat Kurang')], max_length=16)),
                ('nilai_pp30', models.PositiveSmallIntegerField(null=True)),
                ('nama_penilai', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('pegawai', 'tahun'), name='skp_tahun_unik'), models.CheckConstraint(condition=models.Q(('tahun__gte', 2000), ('tahun__lte', 2100)), name='skp_tahun')],
            },
        ),
        migrations.CreateModel(
            name='SKPEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='penilaian.skp')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True, db_default=django.db.models.functions.datetime.Now())),
                ('pegawai', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='peta.pegawai')),
                ('tahun', models.PositiveSmallIntegerField()),
                ('hasil_kerja', models.CharField(blank=True, choices=[('DI_ATAS', 'Di atas ekspektasi'), ('SESUAI', 'Sesuai ekspektasi'), ('DI_BAWAH', 'Di bawah ekspektasi')], max_length=8)),
                ('perilaku_kerja', models.CharField(blank=True, choices=[('DI_ATAS', 'Di atas ekspektasi'), ('SESUAI', 'Sesuai ekspektasi'), ('DI_BAWAH', 'Di bawah ekspektasi')], max_length=8)),
                ('predikat', models.CharField(choices=[('SANGAT_BAIK', 'Sangat Baik'), ('BAIK', 'Baik'), ('BUTUH_PERBAIKAN', 'Butuh Perbaikan'), ('KURANG', 'Kurang/Misconduct'), ('SANGAT_KURANG', 'Sangat Kurang')], max_length=16)),
                ('nilai_pp30', models.PositiveSmallIntegerField(null=True)),
                ('nama_penilai', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='UmpanBalik',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True, db_default=django.db.models.functions.datetime.Now())),
                ('pegawai', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='umpan_balik', to='peta.pegawai')),
                ('tahun', models.PositiveSmallIntegerField()),
                ('predikat', models.CharField(choices=[('SANGAT_BAIK', 'Sangat Baik'), ('BAIK', 'Baik'), ('BUTUH_PERBAIKAN', 'Butuh Perbaikan'), ('KURANG', 'Kurang/Misconduct'), ('SANGAT_KURANG', 'Sangat Kurang')], max_length=16)),
                ('jumlah_penilai', models.PositiveSmallIntegerField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('pegawai', 'tahun'), name='umpanbalik_tahun_unik')],
            },
        ),
        migrations.CreateModel(
            name='UmpanBalikEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='penilaian.umpanbalik')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True, db_default=django.db.models.functions.datetime.Now())),
                ('pegawai', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='peta.pegawai')),
                ('tahun', models.PositiveSmallIntegerField()),
                ('predikat', models.CharField(choices=[('SANGAT_BAIK', 'Sangat Baik'), ('BAIK', 'Baik'), ('BUTUH_PERBAIKAN', 'Butuh Perbaikan'), ('KURANG', 'Kurang/Misconduct'), ('SANGAT_KURANG', 'Sangat Kurang')], max_length=16)),
                ('jumlah_penilai', models.PositiveSmallIntegerField(null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PenugasanTim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True, db_default=django.db.models.functions.datetime.Now())),
                ('pegawai', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tim_kerja', to='peta.pegawai')),
                ('nama_tim', models.CharField(max_length=250)),
                ('peran', models.CharField(choices=[('KETUA_LINTAS', 'Ketua tim lintas instansi'), ('KETUA_INTERNAL', 'Ketua tim internal'), ('ANGGOTA_LINTAS', 'Anggota tim lintas instansi'), ('ANGGOTA_INTERNAL', 'Anggota tim internal')], max_length=18)),
                ('mulai', models.DateField()),
                ('selesai', models.DateField(null=True)),
                ('nomor_sk', models.CharField(blank=True, max_length=100)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('pegawai', 'nama_tim', 'mulai'), name='penugasantim_unik'), models.CheckConstraint(condition=models.Q(('selesai__isnull', True), ('selesai__gte', models.F('mulai')), _connector='OR'), name='penugasantim_urut')],
            },
        ),
        migrations.CreateModel(
            name='PenugasanTimEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='penilaian.penugasantim')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True, db_default=django.db.models.functions.datetime.Now())),
                ('pegawai', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='peta.pegawai')),
                ('nama_tim', models.CharField(max_length=250)),
                ('peran', models.CharField(choices=[('KETUA_LINTAS', 'Ketua tim lintas instansi'), ('KETUA_INTERNAL', 'Ketua tim internal'), ('ANGGOTA_LINTAS', 'Anggota tim lintas instansi'), ('ANGGOTA_INTERNAL', 'Anggota tim internal')], max_length=18)),
                ('mulai', models.DateField()),
                ('selesai', models.DateField(null=True)),
                ('nomor_sk', models.CharField(blank=True, max_length=100)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Penghargaan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True, db_default=django.db.models.functions.datetime.Now())),
                ('pegawai', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='penghargaan', to='peta.pegawai')),
                ('nama', models.CharField(max_length=250)),
                ('tingkat', models.CharField(choices=[('INTERNASIONAL', 'Internasional'), ('NASIONAL', 'Nasional'), ('LINTAS_INSTANSI', 'Lintas instansi'), ('INSTANSI', 'Instansi')], max_length=16)),
                ('tanggal', models.DateField()),
                ('nomor_sk', models.CharField(blank=True, max_length=100)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('pegawai', 'nama', 'tanggal'), name='penghargaan_unik')],
            },
        ),
        migrations.CreateModel(
            name='PenghargaanEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='penilaian.penghargaan')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True, db_default=django.db.models.functions.datetime.Now())),
                ('pegawai', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='peta.pegawai')),
                ('nama', models.CharField(max_length=250)),
                ('tingkat', models.CharField(choices=[('INTERNASIONAL', 'Internasional'), ('NASIONAL', 'Nasional'), ('LINTAS_INSTANSI', 'Lintas instansi'), ('INSTANSI', 'Instansi')], max_length=16)),
                ('tanggal', models.DateField()),
                ('nomor_sk', models.CharField(blank=True, max_length=100)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HukumanDisiplin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True, db_default=django.db.models.functions.datetime.Now())),
                ('pegawai', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hukuman', to='peta.pegawai')),
                ('tingkat', models.CharField(choices=[('ringan', 'Ringan'), ('sedang', 'Sedang'), ('berat', 'Berat')], max_length=8)),
                ('nama', models.CharField(max_length=200, verbose_name='jenis hukuman')),
                ('proses', models.BooleanField(default=False, verbose_name='masih dalam proses')),
                ('mulai', models.DateField()),
                ('selesai', models.DateField(null=True)),
                ('nomor_sk', models.CharField(blank=True, max_length=100)),
                ('tanggal_sk', models.DateField(null=True)),
                ('dibatalkan', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('pegawai', 'tingkat', 'nama', 'mulai'), name='hukuman_unik'), models.CheckConstraint(condition=models.Q(('selesai__isnull', True), ('selesai__gte', models.F('mulai')), _connector='OR'), name='hukuman_urut')],
            },
        ),
        migrations.CreateModel(
            name='HukumanDisiplinEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='penilaian.hukumandisiplin')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True, db_default=django.db.models.functions.datetime.Now())),
                ('pegawai', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='peta.pegawai')),
                ('tingkat', models.CharField(choices=[('ringan', 'Ringan'), ('sedang', 'Sedang'), ('berat', 'Berat')], max_length=8)),
                ('nama', models.CharField(max_length=200, verbose_name='jenis hukuman')),
                ('proses', models.BooleanField(default=False, verbose_name='masih dalam proses')),
                ('mulai', models.DateField()),
                ('selesai', models.DateField(null=True)),
                ('nomor_sk', models.CharField(blank=True, max_length=100)),
                ('tanggal_sk', models.DateField(null=True)),
                ('dibatalkan', models.BooleanField(default=False)),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
