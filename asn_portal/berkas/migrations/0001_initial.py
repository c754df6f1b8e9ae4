import asn_portal.core.models.dasar
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from asn_portal.core.migration_batch import TablesTogether


class Migration(TablesTogether):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Impor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True, db_default=django.db.models.functions.datetime.Now())),
                ('instansi', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='impor', to='core.instansi')),
                ('kode', models.CharField(default=asn_portal.core.models.dasar.random_code, max_length=12, unique=True)),
                ('jenis', models.CharField(max_length=40)),
                ('perlu_verifikasi', models.BooleanField(default=False)),
                ('nama_berkas', models.CharField(max_length=200)),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('ukuran', models.PositiveIntegerField()),
                ('lokasi', models.CharField(blank=True, max_length=100)),
                ('lembar', models.CharField(blank=True, max_length=100)),
                ('daftar_lembar', models.JSONField(default=list)),
                ('kepala', models.JSONField(default=dict)),
                ('pemetaan', models.JSONField(default=dict)),
                ('status', models.CharField(choices=[('DIUNGGAH', 'Kolom belum dicocokkan'), ('DIPETAKAN', 'Sedang diperiksa'), ('DIPERIKSA', 'Sudah diperiksa, belum disimpan'), ('MENUNGGU_VERIFIKASI', 'Menunggu verifikator'), ('DISETUJUI', 'Sedang disimpan'), ('DITERAPKAN', 'Tersimpan'), ('DIBATALKAN', 'Dibatalkan'), ('DIBUANG', 'Dibuang sebelum disimpan')], db_index=True, default='DIUNGGAH', max_length=20)),
                ('hitungan', models.JSONField(default=dict)),
                ('catatan', models.JSONField(default=list)),
                ('hilang', models.JSONField(default=list)),
                ('sidik_rencana', models.CharField(blank=True, max_length=64)),
                ('lewati_bermasalah', models.BooleanField(default=False)),
                ('alasan_dikembalikan', models.CharField(blank=True, max_length=500)),
                ('oleh', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.orang')),
                ('diajukan_oleh', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.orang')),
                ('diverifikasi_oleh', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.orang')),
                ('dibatalkan_oleh', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.orang')),
                ('pekerjaan', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.pekerjaan')),
                ('diterapkan_at', models.DateTimeField(null=True)),
                ('dibatalkan_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['instansi', '-created_at'], name='impor_instansi_terbaru')],
                'constraints': [models.CheckConstraint(condition=models.Q(('diverifikasi_oleh__isnull', True), models.Q(models.Q(('oleh__isnull', True), models.Q(('diverifikasi_oleh', models.F('oleh')), _negated=True), _connector='OR'), models.Q(('diajukan_oleh__isnull', True), models.Q(('diverifikasi_oleh', models.F('diajukan_oleh')), _negated=True), _connector='OR')), _connector='OR'), name='impor_pemeriksa_orang_lain'), models.CheckConstraint(condition=models.Q(('perlu_verifikasi', False), models.Q(('status__in', ['DISETUJUI', 'DITERAPKAN', 'DIBATALKAN']), _negated=True), models.Q(('diverifikasi_oleh__isnull', False), ('oleh__isnull', False)), _connector='OR'), name='impor_nilai_diverifikasi')],
            },
        ),
        migrations.CreateModel(
            name='BarisImpor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('impor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='baris', to='berkas.impor')),
                ('nomor', models.PositiveIntegerField(verbose_name='baris di berkas')),
                ('status', models.CharField(choices=[('BARU', 'Baru'), ('BERUBAH', 'Berubah'), ('SAMA', 'Sama'), ('BERMASALAH', 'Bermasalah')], max_length=10)),
                ('ringkas', models.CharField(max_length=300)),
                ('perubahan', models.JSONField(default=list)),
                ('kesalahan', models.JSONField(default=list)),
                ('peringatan', models.JSONField(default=list)),
            ],
            options={
                'indexes': [models.Index(fields=['impor', 'status', 'nomor'], name='barisimpor_status')],
                'constraints': [models.UniqueConstraint(fields=('impor', 'nomor'), name='barisimpor_nomor_unik')],
            },
        ),
        migrations.CreateModel(
            name='JejakImpor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('impor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='jejak', to='berkas.impor')),
                ('tabel', models.CharField(max_length=63)),
                ('objek_id', models.BigIntegerField()),
                ('sebelum', models.JSONField(null=True)),
                ('sesudah', models.CharField(max_length=32)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('impor', 'tabel', 'objek_id'), name='jejakimpor_objek_unik')],
            },
        ),
        migrations.CreateModel(
            name='PemetaanKolom',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True, db_default=django.db.models.functions.datetime.Now())),
                ('instansi', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.instansi')),
                ('jenis', models.CharField(max_length=40)),
                ('sidik_kepala', models.CharField(max_length=64)),
                ('pemetaan', models.JSONField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('instansi', 'jenis', 'sidik_kepala'), name='pemetaankolom_unik')],
            },
        ),
    ]
