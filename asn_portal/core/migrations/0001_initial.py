import asn_portal.core.models.dasar
import django.contrib.auth.models
import django.contrib.auth.validators
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.operations
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from asn_portal.core.migration_batch import TablesTogether


class Migration(TablesTogether):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(
        ),
        django.contrib.postgres.operations.TrigramExtension(
        ),
        migrations.CreateModel(
            name='Instansi',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True, db_default=django.db.models.functions.datetime.Now())),
                ('kode', models.CharField(max_length=20, unique=True)),
                ('nama', models.CharField(max_length=200)),
                ('jenis', models.CharField(choices=[('KOTA', 'Pemerintah kota'), ('KABUPATEN', 'Pemerintah kabupaten'), ('PROVINSI', 'Pemerintah provinsi')], max_length=10)),
                ('kota', models.CharField(max_length=100, verbose_name='tempat penetapan')),
                ('ppk_sebutan', models.CharField(default='Wali Kota', max_length=60, verbose_name='sebutan PPK')),
                ('zona_waktu', models.CharField(choices=[('Asia/Jakarta', 'WIB'), ('Asia/Makassar', 'WITA'), ('Asia/Jayapura', 'WIT')], max_length=20)),
                ('hari_per_minggu', models.PositiveSmallIntegerField(default=5)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('hari_per_minggu__in', [5, 6])), name='instansi_hari_per_minggu')],
            },
        ),
        migrations.CreateModel(
            name='InstansiEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='core.instansi')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True, db_default=django.db.models.functions.datetime.Now())),
                ('kode', models.CharField(max_length=20)),
                ('nama', models.CharField(max_length=200)),
                ('jenis', models.CharField(choices=[('KOTA', 'Pemerintah kota'), ('KABUPATEN', 'Pemerintah kabupaten'), ('PROVINSI', 'Pemerintah provinsi')], max_length=10)),
                ('kota', models.CharField(max_length=100, verbose_name='tempat penetapan')),
                ('ppk_sebutan', models.CharField(default='Wali Kota', max_length=60, verbose_name='sebutan PPK')),
                ('zona_waktu', models.CharField(choices=[('Asia/Jakarta', 'WIB'), ('Asia/Makassar', 'WITA'), ('Asia/Jayapura', 'WIT')], max_length=20)),
                ('hari_per_minggu', models.PositiveSmallIntegerField(default=5)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='UnitKerja',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True, db_default=django.db.models.functions.datetime.Now())),
                ('instansi', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='unit', to='core.instansi')),
                ('kode', models.CharField(default=asn_portal.core.models.dasar.random_code, max_length=42)),
                ('kode_siasn', models.CharField(blank=True, max_length=42, null=True, verbose_name='ID UNOR SIASN')),
                ('opd', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='anggota_opd', to='core.unitkerja')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('instansi', 'kode'), name='unit_kode_unik'), models.UniqueConstraint(fields=('instansi', 'kode_siasn'), name='unit_kode_siasn_unik')],
            },
        ),
        migrations.CreateModel(
            name='UnitKerjaEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='core.unitkerja')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True, db_default=django.db.models.functions.datetime.Now())),
                ('instansi', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.instansi')),
                ('kode', models.CharField(default=asn_portal.core.models.dasar.random_code, max_length=42)),
                ('kode_siasn', models.CharField(blank=True, max_length=42, null=True, verbose_name='ID UNOR SIASN')),
                ('opd', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.unitkerja')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Orang',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True, db_default=django.db.models.functions.datetime.Now())),
                ('kode', models.CharField(default=asn_portal.core.models.dasar.random_code, max_length=12, unique=True)),
                ('nama', models.CharField(max_length=200)),
                ('gelar_depan', models.CharField(blank=True, max_length=60)),
                ('gelar_belakang', models.CharField(blank=True, max_length=100)),
                ('nama_urut', models.CharField(db_index=True, max_length=200)),
                ('tanggal_lahir', models.DateField(null=True)),
                ('jenis_kelamin', models.CharField(blank=True, max_length=1)),
                ('nik_tersandi', models.BinaryField(null=True)),
                ('nik_indeks', models.BinaryField(max_length=32, null=True, unique=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OrangEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='core.orang')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True, db_default=django.db.models.functions.datetime.Now())),
                ('kode', models.CharField(default=asn_portal.core.models.dasar.random_code, max_length=12)),
                ('nama', models.CharField(max_length=200)),
                ('gelar_depan', models.CharField(blank=True, max_length=60)),
                ('gelar_belakang', models.CharField(blank=True, max_length=100)),
                ('nama_urut', models.CharField(max_length=200)),
                ('tanggal_lahir', models.DateField(null=True)),
                ('jenis_kelamin', models.CharField(blank=True, max_length=1)),
                ('nik_indeks', models.BinaryField(max_length=32, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('orang', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='akun', to='core.orang')),
                ('demo', models.BooleanField(default=False)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'user',
                'verbose_name_plural': 'users',
                'abstract': False,
            },
            managers=[
                ('objects', django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name='Penugasan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True, db_default=django.db.models.functions.datetime.Now())),
                ('orang', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='penugasan', to='core.orang')),
                ('instansi', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='penugasan', to='core.instansi')),
                ('peran', models.CharField(choices=[('ASN', 'ASN'), ('KEPALA_OPD', 'Kepala Perangkat Daerah'), ('OPERATOR', 'Pengelola Kepegawaian'), ('VERIFIKATOR', 'Verifikator'), ('PENGELOLA_KEBIJAKAN', 'Pengelola Kebijakan'), ('PANSEL', 'Panitia Seleksi'), ('PPK', 'Pejabat Pembina Kepegawaian'), ('PETUGAS_LOKET', 'Petugas Loket'), ('MODERATOR', 'Moderator'), ('AUDITOR', 'Auditor'), ('ADMIN', 'Admin Sistem')], max_length=20)),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='penugasan', to='core.unitkerja')),
                ('periode', django.contrib.postgres.fields.ranges.DateRangeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('peran', 'KEPALA_OPD'), _negated=True), ('unit__isnull', False), _connector='OR'), name='kepala_opd_punya_unit'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('orang', '='), ('instansi', '='), ('peran', '='), (django.db.models.functions.comparison.Coalesce('unit', 0), '='), ('periode', '&&')], name='penugasan_tidak_ganda')],
            },
        ),
        migrations.CreateModel(
            name='PenugasanEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='core.penugasan')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True, db_default=django.db.models.functions.datetime.Now())),
                ('orang', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.orang')),
                ('instansi', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.instansi')),
                ('peran', models.CharField(choices=[('ASN', 'ASN'), ('KEPALA_OPD', 'Kepala Perangkat Daerah'), ('OPERATOR', 'Pengelola Kepegawaian'), ('VERIFIKATOR', 'Verifikator'), ('PENGELOLA_KEBIJAKAN', 'Pengelola Kebijakan'), ('PANSEL', 'Panitia Seleksi'), ('PPK', 'Pejabat Pembina Kepegawaian'), ('PETUGAS_LOKET', 'Petugas Loket'), ('MODERATOR', 'Moderator'), ('AUDITOR', 'Auditor'), ('ADMIN', 'Admin Sistem')], max_length=20)),
                ('unit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.unitkerja')),
                ('periode', django.contrib.postgres.fields.ranges.DateRangeField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Aturan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True, db_default=django.db.models.functions.datetime.Now())),
                ('instansi', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='aturan', to='core.instansi')),
                ('kode', models.CharField(choices=[('BOBOT', 'Bobot, poros, ambang, dan urutan seri'), ('SYARAT', 'Syarat baku menurut jenjang'), ('INDIKATOR', 'Nilai indikator')], max_length=12)),
                ('versi', models.PositiveSmallIntegerField()),
                ('nama', models.CharField(max_length=200)),
                ('dasar_hukum', models.CharField(max_length=300)),
                ('periode', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('isi', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('disegel_at', models.DateTimeField(null=True)),
                ('disegel_oleh', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.orang')),
                ('disegel_oleh_kedua', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.orang')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('instansi', 'kode', 'versi'), name='aturan_versi_unik'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('disegel_at__isnull', False)), expressions=[('instansi', '='), ('kode', '='), ('periode', '&&')], name='aturan_tersegel_tidak_tumpang_tindih'), models.CheckConstraint(condition=models.Q(('disegel_at__isnull', True), models.Q(('disegel_oleh__isnull', False), ('disegel_oleh_kedua__isnull', False), models.Q(('disegel_oleh', models.F('disegel_oleh_kedua')), _negated=True)), _connector='OR'), name='aturan_dua_penyegel')],
            },
        ),
        migrations.CreateModel(
            name='AturanEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='core.aturan')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('id', models.BigIntegerField()),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True, db_default=django.db.models.functions.datetime.Now())),
                ('instansi', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.instansi')),
                ('kode', models.CharField(choices=[('BOBOT', 'Bobot, poros, ambang, dan urutan seri'), ('SYARAT', 'Syarat baku menurut jenjang'), ('INDIKATOR', 'Nilai indikator')], max_length=12)),
                ('versi', models.PositiveSmallIntegerField()),
                ('nama', models.CharField(max_length=200)),
                ('dasar_hukum', models.CharField(max_length=300)),
                ('periode', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('isi', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('disegel_at', models.DateTimeField(null=True)),
                ('disegel_oleh', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.orang')),
                ('disegel_oleh_kedua', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.orang')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='VersiBukti',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('instansi', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.instansi')),
                ('sumber', models.CharField(choices=[('PETA', 'Peta jabatan dan pegawai'), ('PENILAIAN', 'Kinerja dan disiplin'), ('PELATIHAN', 'Pelatihan'), ('TEKNIS', 'Uji teknis')], max_length=12)),
                ('versi', models.PositiveBigIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('instansi', 'sumber'), name='versibukti_unik')],
            },
        ),
        migrations.CreateModel(
            name='PerubahanBukti',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('versi_bukti', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='perubahan', to='core.versibukti')),
                ('versi', models.PositiveBigIntegerField()),
                ('orang_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('versi_bukti', 'versi'), name='perubahanbukti_unik')],
            },
        ),
        migrations.CreateModel(
            name='Peristiwa',
            fields=[
                ('nomor', models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('jenis', models.CharField(db_index=True, max_length=60)),
                ('instansi', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.instansi')),
                ('pelaku', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.orang')),
                ('objek_jenis', models.CharField(max_length=60)),
                ('objek_kode', models.CharField(max_length=60)),
                ('kanonik', models.BinaryField()),
                ('sidik_sebelum', models.BinaryField(max_length=32)),
                ('sidik', models.BinaryField(max_length=32, unique=True)),
            ],
            options={
                'indexes': [models.Index(fields=['objek_jenis', 'objek_kode'], name='peristiwa_objek')],
            },
        ),
        migrations.CreateModel(
            name='IsiPeristiwa',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('peristiwa', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='isi', to='core.peristiwa')),
                ('pelaku_nama', models.CharField(blank=True, max_length=200)),
                ('peran', models.CharField(blank=True, max_length=60)),
                ('data', models.TextField()),
                ('kunci', models.BinaryField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name='AksesData',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('pelaku', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.orang')),
                ('halaman', models.CharField(max_length=80)),
                ('jenis', models.CharField(max_length=20)),
                ('subjek_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
            ],
        ),
        migrations.CreateModel(
            name='HariLibur',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('instansi', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='libur', to='core.instansi')),
                ('tanggal', models.DateField()),
                ('nama', models.CharField(max_length=120)),
                ('jenis', models.CharField(choices=[('NASIONAL', 'Libur nasional'), ('CUTI_BERSAMA', 'Cuti bersama'), ('DAERAH', 'Libur daerah')], max_length=12)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('instansi', 'tanggal'), name='harilibur_unik', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='NomorUrut',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('instansi', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.instansi')),
                ('jenis', models.CharField(max_length=30)),
                ('tahun', models.PositiveSmallIntegerField()),
                ('terakhir', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('instansi', 'jenis', 'tahun'), name='nomorurut_unik')],
            },
        ),
        migrations.CreateModel(
            name='Pekerjaan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(auto_now=True, db_default=django.db.models.functions.datetime.Now())),
                ('kode', models.CharField(default=asn_portal.core.models.dasar.random_code, max_length=12, unique=True)),
                ('instansi', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.instansi')),
                ('jenis', models.CharField(max_length=40)),
                ('args', models.JSONField(default=dict)),
                ('kunci', models.CharField(blank=True, max_length=120, null=True)),
                ('judul', models.CharField(max_length=200)),
                ('dibuat_oleh', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.orang')),
                ('status', models.CharField(choices=[('SIAP', 'Menunggu giliran'), ('BERJALAN', 'Berjalan'), ('SELESAI', 'Selesai'), ('GAGAL', 'Gagal'), ('DIBATALKAN', 'Dibatalkan')], default='SIAP', max_length=12)),
                ('lease_until', models.DateTimeField(null=True)),
                ('lease_no', models.PositiveIntegerField(default=0)),
                ('percobaan', models.PositiveSmallIntegerField(default=0)),
                ('batal_diminta', models.BooleanField(default=False)),
                ('maju', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('tahap', models.CharField(blank=True, max_length=120)),
                ('pesan', models.CharField(blank=True, max_length=400)),
                ('hasil', models.JSONField(default=dict)),
                ('mulai_at', models.DateTimeField(null=True)),
                ('selesai_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('status__in', ['SIAP', 'BERJALAN'])), fields=['lease_until'], name='pekerjaan_terbuka')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status__in', ['SIAP', 'BERJALAN'])), fields=('kunci',), name='pekerjaan_satu_terbuka'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'BERJALAN'), _negated=True), ('lease_until__isnull', False), _connector='OR'), name='pekerjaan_berjalan_punya_lease')],
            },
        ),
        migrations.CreateModel(
            name='Outbox',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topik', models.CharField(max_length=40)),
                ('isi', models.JSONField()),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('terkirim_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('terkirim_at__isnull', True)), fields=['id'], name='outbox_belum_terkirim')],
            },
        ),
        migrations.CreateModel(
            name='KunciIdempotensi',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('kunci', models.CharField(max_length=64)),
                ('sidik', models.CharField(max_length=64)),
                ('jawaban', models.CharField(blank=True, max_length=400)),
                ('pesan', models.JSONField(default=list)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'kunci'), name='kunciidempotensi_unik')],
            },
        ),
    ]
