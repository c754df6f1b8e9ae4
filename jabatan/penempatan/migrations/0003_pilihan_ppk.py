"""Another choice of the PPK: the office left is told, the person chosen is heard."""


import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0001_initial'),
        ('penempatan', '0002_byte_apa_adanya'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.AlterField(
            model_name='persetujuan',
            name='sisi',
            field=models.CharField(choices=[('MELEPAS', 'Unit yang melepas'), ('MENERIMA', 'Unit yang menerima'), ('PPK', 'Pejabat Pembina Kepegawaian'), ('PILIHAN', 'Unit yang melepas pilihan PPK')], max_length=8),
        ),
        migrations.AlterField(
            model_name='persetujuan',
            name='status',
            field=models.CharField(choices=[('MENUNGGU', 'Menunggu'), ('SETUJU', 'Disetujui'), ('KEMBALI', 'Dikembalikan'), ('TOLAK', 'Ditolak'), ('GUGUR', 'Tidak diperlukan lagi'), ('TAHU', 'Diketahui')], default='MENUNGGU', max_length=8),
        ),
        migrations.AlterField(
            model_name='persetujuanevent',
            name='sisi',
            field=models.CharField(choices=[('MELEPAS', 'Unit yang melepas'), ('MENERIMA', 'Unit yang menerima'), ('PPK', 'Pejabat Pembina Kepegawaian'), ('PILIHAN', 'Unit yang melepas pilihan PPK')], max_length=8),
        ),
        migrations.AlterField(
            model_name='persetujuanevent',
            name='status',
            field=models.CharField(choices=[('MENUNGGU', 'Menunggu'), ('SETUJU', 'Disetujui'), ('KEMBALI', 'Dikembalikan'), ('TOLAK', 'Ditolak'), ('GUGUR', 'Tidak diperlukan lagi'), ('TAHU', 'Diketahui')], default='MENUNGGU', max_length=8),
        ),
        migrations.CreateModel(
            name='PenegasanPPK',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True, db_default=django.db.models.functions.datetime.Now())),
                ('alasan', models.TextField()),
                ('ditegaskan_at', models.DateTimeField()),
                ('keputusan', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='penegasan', to='penempatan.keputusan')),
                ('oleh', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.orang')),
            ],
        ),
        migrations.CreateModel(
            name='PenegasanPPKEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True, db_default=django.db.models.functions.datetime.Now())),
                ('alasan', models.TextField()),
                ('ditegaskan_at', models.DateTimeField()),
                ('keputusan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='penempatan.keputusan')),
                ('oleh', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.orang')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='penempatan.penegasanppk')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PernyataanTerpilih',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True, db_default=django.db.models.functions.datetime.Now())),
                ('bersedia', models.BooleanField()),
                ('catatan', models.TextField(blank=True)),
                ('dinyatakan_at', models.DateTimeField()),
                ('keputusan', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='pernyataan', to='penempatan.keputusan')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PernyataanTerpilihEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True, db_default=django.db.models.functions.datetime.Now())),
                ('bersedia', models.BooleanField()),
                ('catatan', models.TextField(blank=True)),
                ('dinyatakan_at', models.DateTimeField()),
                ('keputusan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='penempatan.keputusan')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='penempatan.pernyataanterpilih')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='penegasanppk',
            constraint=models.CheckConstraint(condition=models.Q(('alasan', ''), _negated=True), name='penegasan_beralasan'),
        ),
    ]
