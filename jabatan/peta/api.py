"""Reading API of units and seats (/api/v1/unit/, /api/v1/kursi/); SIASN names where SIASN has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import path
from django.utils import timezone
from rest_framework import generics, serializers

from asn_portal.core.models import UnitKerja
from jabatan.peta.enums import JenisJabatan, JenisUnit, Jenjang
from jabatan.peta.models import IsiPeta, Kursi, PemangkuJabatan, VersiUnit

if TYPE_CHECKING:
    from django.urls import URLPattern


class UnitSerializer(serializers.ModelSerializer[UnitKerja]):
    """A unit as it is called and placed today."""

    id_unor = serializers.CharField(source="kode_siasn", allow_null=True, read_only=True)
    nama_unor = serializers.CharField(read_only=True)
    jenis = serializers.ChoiceField(choices=JenisUnit.choices, read_only=True)
    kode_atasan = serializers.CharField(read_only=True, allow_null=True)
    kode_opd = serializers.CharField(source="opd.kode", read_only=True)

    class Meta:
        model = UnitKerja
        fields = ("kode", "id_unor", "nama_unor", "jenis", "kode_atasan", "kode_opd")
        read_only_fields = fields


class KursiSerializer(serializers.ModelSerializer[Kursi]):
    """A seat, without the person: whether it is held, and what the map says of its position."""

    jabatan = serializers.CharField(source="jabatan.kode", read_only=True)
    nama_jabatan = serializers.CharField(source="jabatan.nomenklatur.nama", read_only=True)
    jenis_jabatan = serializers.ChoiceField(
        choices=JenisJabatan.choices, source="jabatan.nomenklatur.jenis", read_only=True
    )
    jenjang = serializers.ChoiceField(
        choices=Jenjang.choices, source="jabatan.nomenklatur.jenjang", read_only=True
    )
    unit = serializers.CharField(source="jabatan.unit.kode", read_only=True)
    kelas_jabatan = serializers.IntegerField(read_only=True, allow_null=True)
    terisi = serializers.BooleanField(read_only=True)

    class Meta:
        model = Kursi
        fields = (
            "kode", "nomor", "formasi", "terisi", "jabatan", "nama_jabatan", "jenis_jabatan",
            "jenjang", "kelas_jabatan", "unit",
        )  # fmt: skip
        read_only_fields = fields


class KursiFilter(django_filters.FilterSet):
    """?unit=&jenjang=&terisi=&formasi="""

    unit = django_filters.CharFilter(field_name="jabatan__unit__kode")
    opd = django_filters.CharFilter(field_name="jabatan__unit__opd__kode")
    jenjang = django_filters.ChoiceFilter(
        field_name="jabatan__nomenklatur__jenjang", choices=Jenjang.choices
    )
    formasi = django_filters.BooleanFilter()
    terisi = django_filters.BooleanFilter()

    class Meta:
        model = Kursi
        fields = ("unit", "opd", "jenjang", "formasi", "terisi")


def units(user: Any) -> QuerySet[UnitKerja]:
    """Units that the user may see, with the name in force today."""
    version = VersiUnit.objects.in_force(timezone.localdate()).filter(unit=OuterRef("pk"))
    found: QuerySet[UnitKerja] = (
        UnitKerja.objects.visible_to(user)
        .annotate(
            nama_unor=Subquery(version.values("nama")[:1]),
            jenis=Subquery(version.values("jenis")[:1]),
            kode_atasan=Subquery(version.values("induk__kode")[:1]),
        )
        .filter(nama_unor__isnull=False)
        .select_related("opd")
        .order_by("kode")
    )
    return found


def seats(user: Any) -> QuerySet[Kursi]:
    """Seats that the user may see."""
    held = PemangkuJabatan.objects.definitive().in_force(timezone.localdate())
    line = IsiPeta.objects.filter(versi__status="BERLAKU", jabatan=OuterRef("jabatan"))
    found: QuerySet[Kursi] = (
        Kursi.objects.visible_to(user)
        .annotate(
            terisi=Exists(held.filter(kursi=OuterRef("pk"))),
            kelas_jabatan=Subquery(line.values("kelas")[:1]),
        )
        .select_related("jabatan__nomenklatur", "jabatan__unit")
        .order_by("kode")
    )
    return found


class UnitList(generics.ListAPIView[UnitKerja]):
    """Units of the instansi or office that the user serves."""

    serializer_class = UnitSerializer
    queryset = UnitKerja.objects.none()

    def get_queryset(self) -> QuerySet[UnitKerja]:
        """Only visible rows."""
        return units(self.request.user)


class UnitDetail(generics.RetrieveAPIView[UnitKerja]):
    """One unit."""

    serializer_class = UnitSerializer
    queryset = UnitKerja.objects.none()
    lookup_field = "kode"

    def get_queryset(self) -> QuerySet[UnitKerja]:
        """Only visible rows."""
        return units(self.request.user)


class KursiList(generics.ListAPIView[Kursi]):
    """Seats; `terisi=false&formasi=true` are the vacant ones."""

    serializer_class = KursiSerializer
    filterset_class = KursiFilter
    queryset = Kursi.objects.none()

    def get_queryset(self) -> QuerySet[Kursi]:
        """Only visible rows."""
        return seats(self.request.user)


class KursiDetail(generics.RetrieveAPIView[Kursi]):
    """One seat."""

    serializer_class = KursiSerializer
    queryset = Kursi.objects.none()
    lookup_field = "kode"

    def get_queryset(self) -> QuerySet[Kursi]:
        """Only visible rows."""
        return seats(self.request.user)


app_name = "peta-api"
urlpatterns: list[URLPattern] = [
    path("unit/", UnitList.as_view(), name="unit-daftar"),
    path("unit/<str:kode>/", UnitDetail.as_view(), name="unit"),
    path("kursi/", KursiList.as_view(), name="kursi-daftar"),
    path("kursi/<str:kode>/", KursiDetail.as_view(), name="kursi"),
]
