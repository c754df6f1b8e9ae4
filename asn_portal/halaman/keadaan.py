"""What the system administrator watches; no scores, no names."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.utils import timezone

from asn_portal.core.enums import Peran, StatusPekerjaan
from asn_portal.core.models import Pekerjaan, Penugasan, User
from asn_portal.core.templatetags.portal import angka
from asn_portal.halaman.tugas import Bagian, Tugas, count

if TYPE_CHECKING:
    from datetime import date

    from asn_portal.core.scope import Scope

PEKAN = timedelta(days=7)


def system(_: Any, scope: Scope, on: date) -> list[Bagian]:
    """Background work, logins and duties of the instansi that the person administers."""
    wide = scope.instansi_ids((Peran.ADMIN,))
    work = Pekerjaan.objects.filter(instansi_id__in=wide).aggregate(
        menunggu=Count("pk", filter=Q(status=StatusPekerjaan.SIAP)),
        berjalan=Count("pk", filter=Q(status=StatusPekerjaan.BERJALAN)),
        gagal=Count(
            "pk",
            filter=Q(status=StatusPekerjaan.GAGAL, selesai_at__gte=timezone.now() - PEKAN),
        ),
    )
    duties = Penugasan.objects.filter(instansi_id__in=wide, periode__contains=on)
    logins = User.objects.filter(is_active=True, orang__in=duties.values("orang")).count()
    return [
        Bagian(
            "Keadaan portal",
            "Admin Sistem tidak melihat nilai dan tidak memutuskan penempatan.",
            (
                count(work["gagal"], teks="Pekerjaan latar gagal dalam 7 hari", nada="bata",
                      ket="Alasannya tampil pada halaman pekerjaan bagi yang memintanya.", url=None),
                count(work["menunggu"], teks="Pekerjaan latar menunggu giliran",
                      ket="Bila terus bertambah, periksa proses pekerja.", url=None),
                count(work["berjalan"], teks="Pekerjaan latar berjalan", nada="laut",
                      ket="Impor, pemeringkatan, dan ekspor.", url=None),
                Tugas("Akun aktif", "Akun dibuat dengan perintah buat_akun di server portal.",
                      angka(logins), ""),
                Tugas("Penugasan berlaku", "Peran orang pada instansi dan unit, menurut tanggalnya.",
                      angka(duties.count()), ""),
            ),
        )
    ]  # fmt: skip
