"""Reading API of vacancies, runs and results; numbers are exact decimal text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters
from django.db.models import F, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from asn_portal.core.access import log_look
from jabatan import merit
from jabatan.penempatan.enums import StatusLowongan
from jabatan.penempatan.models import HasilLowongan, Lowongan, Pemeringkatan
from jabatan.penempatan.selectors.peringkat import buka_hasil
from jabatan.peta.models import Pegawai

if TYPE_CHECKING:
    from django.urls import URLPattern
    from rest_framework.request import Request


class LowonganSerializer(serializers.ModelSerializer[Lowongan]):
    """A vacancy with its frozen requirements."""

    putaran = serializers.CharField(source="putaran.kode", read_only=True)
    kursi = serializers.CharField(source="kursi.kode", read_only=True)
    nama_jabatan = serializers.CharField(source="kursi.jabatan.nomenklatur.nama", read_only=True)
    unit = serializers.CharField(source="kursi.jabatan.unit.kode", read_only=True)
    pemeringkatan = serializers.CharField(
        source="putaran.pemeringkatan.kode", read_only=True, allow_null=True, default=None
    )
    syarat = serializers.ListField(child=serializers.DictField(), read_only=True)

    class Meta:
        model = Lowongan
        fields = (
            "kode", "putaran", "kursi", "nama_jabatan", "unit", "jenjang", "status",
            "kosong_sejak", "syarat", "pemeringkatan",
        )  # fmt: skip
        read_only_fields = fields


class LowonganFilter(django_filters.FilterSet):
    """?status=&putaran=&jenjang="""

    putaran = django_filters.CharFilter(field_name="putaran__kode")
    status = django_filters.ChoiceFilter(choices=StatusLowongan.choices)

    class Meta:
        model = Lowongan
        fields = ("status", "putaran", "jenjang")


class PemeringkatanSerializer(serializers.ModelSerializer[Pemeringkatan]):
    """A frozen run: what it was computed from and its fingerprint."""

    putaran = serializers.CharField(source="putaran.kode", read_only=True)
    tanggal_acuan = serializers.DateField(source="putaran.tanggal_acuan", read_only=True)
    kebijakan_digest = serializers.CharField(source="putaran.kebijakan_digest", read_only=True)

    class Meta:
        model = Pemeringkatan
        fields = (
            "kode", "tahun", "nomor", "putaran", "tanggal_acuan", "created_at", "data_at", "mesin",
            "sidik_jari", "masukan_sha256", "kebijakan_digest", "jumlah_pegawai",
        )  # fmt: skip
        read_only_fields = fields


class BarisPeringkatSerializer(serializers.Serializer[Any]):
    """One place of the list; people are named by their public code."""

    pegawai = serializers.CharField()
    urutan = serializers.IntegerField()
    nilai = serializers.CharField()
    kinerja = serializers.CharField()
    potensial = serializers.CharField()
    kotak = serializers.IntegerField()


class HasilSerializer(serializers.Serializer[Any]):
    """Result of one vacancy in one run: funnel and the best hundred."""

    lowongan = serializers.CharField()
    pemeringkatan = serializers.CharField()
    corong = serializers.ListField(child=serializers.IntegerField())
    jumlah_layak = serializers.IntegerField()
    jumlah_tidak_memenuhi = serializers.IntegerField()
    jumlah_verifikasi = serializers.IntegerField()
    jumlah_belum_lengkap = serializers.IntegerField()
    peringkat = BarisPeringkatSerializer(many=True)


def vacancies(user: Any) -> QuerySet[Lowongan]:
    """Vacancies that the user may see."""
    found: QuerySet[Lowongan] = (
        Lowongan.objects.visible_to(user)
        .select_related(
            "putaran__pemeringkatan", "kursi__jabatan__nomenklatur", "kursi__jabatan__unit"
        )
        .order_by("-putaran__tahun", "-putaran__nomor", "kode")
    )
    return found


def runs(user: Any) -> QuerySet[Pemeringkatan]:
    """Runs that the user may see, without their bytes."""
    found: QuerySet[Pemeringkatan] = (
        Pemeringkatan.objects.visible_to(user)
        .defer("masukan", "pegawai_ids")
        .select_related("putaran")
        .order_by("-tahun", "-nomor", F("instansi_id"))
    )
    return found


class LowonganList(generics.ListAPIView[Lowongan]):
    """Vacancies, newest round first."""

    serializer_class = LowonganSerializer
    filterset_class = LowonganFilter
    queryset = Lowongan.objects.none()

    def get_queryset(self) -> QuerySet[Lowongan]:
        """Only visible rows."""
        return vacancies(self.request.user)


class LowonganDetail(generics.RetrieveAPIView[Lowongan]):
    """One vacancy."""

    serializer_class = LowonganSerializer
    queryset = Lowongan.objects.none()
    lookup_field = "kode"

    def get_queryset(self) -> QuerySet[Lowongan]:
        """Only visible rows."""
        return vacancies(self.request.user)


class PemeringkatanList(generics.ListAPIView[Pemeringkatan]):
    """Runs, newest first."""

    serializer_class = PemeringkatanSerializer
    queryset = Pemeringkatan.objects.none()

    def get_queryset(self) -> QuerySet[Pemeringkatan]:
        """Only visible rows."""
        return runs(self.request.user)


class PemeringkatanDetail(generics.RetrieveAPIView[Pemeringkatan]):
    """One run."""

    serializer_class = PemeringkatanSerializer
    queryset = Pemeringkatan.objects.none()
    lookup_field = "kode"

    def get_queryset(self) -> QuerySet[Pemeringkatan]:
        """Only visible rows."""
        return runs(self.request.user)


class HasilDetail(APIView):
    """Result of one vacancy in one run; looking at it is logged for the people concerned."""

    @extend_schema(responses=HasilSerializer)
    def get(self, request: Request, kode: str, lowongan: str) -> Response:
        """Funnel counts and the best hundred, best first."""
        run = get_object_or_404(runs(request.user), kode=kode)
        row = get_object_or_404(
            HasilLowongan.objects.visible_to(request.user).select_related("lowongan"),
            pemeringkatan=run,
            lowongan__kode=lowongan,
        )
        seat = buka_hasil(row)
        people = {
            pk: (code, orang_id)
            for pk, code, orang_id in Pegawai.objects.visible_to(request.user)
            .filter(pk__in=seat.ids.tolist())
            .values_list("pk", "kode", "orang_id")
        }
        log_look(request._request, "nilai", [orang for _, orang in people.values()])  # noqa: SLF001
        body = {
            "lowongan": row.lowongan.kode,
            "pemeringkatan": run.kode,
            "corong": row.corong,
            "jumlah_layak": row.jumlah_layak,
            "jumlah_tidak_memenuhi": row.jumlah_tidak_memenuhi,
            "jumlah_verifikasi": row.jumlah_verifikasi,
            "jumlah_belum_lengkap": row.jumlah_belum_lengkap,
            "peringkat": [
                {
                    "pegawai": people[pk][0],
                    "urutan": int(seat.urutan[place]),
                    "nilai": merit.points(int(seat.totals[place]), merit.FINAL_SCALE),
                    "kinerja": merit.points(int(seat.kinerja[place]), merit.AXIS_SCALE),
                    "potensial": merit.points(int(seat.potensial[place]), merit.AXIS_SCALE),
                    "kotak": int(seat.kotak[place]),
                }
                for place, pk in enumerate(seat.ids.tolist())
                if pk in people
            ],
        }
        return Response(HasilSerializer(body).data)


app_name = "penempatan-api"
urlpatterns: list[URLPattern] = [
    path("lowongan/", LowonganList.as_view(), name="lowongan-daftar"),
    path("lowongan/<str:kode>/", LowonganDetail.as_view(), name="lowongan"),
    path("pemeringkatan/", PemeringkatanList.as_view(), name="pemeringkatan-daftar"),
    path("pemeringkatan/<str:kode>/", PemeringkatanDetail.as_view(), name="pemeringkatan"),
    path(
        "pemeringkatan/<str:kode>/hasil/<str:lowongan>/",
        HasilDetail.as_view(),
        name="pemeringkatan-hasil",
    ),
]
