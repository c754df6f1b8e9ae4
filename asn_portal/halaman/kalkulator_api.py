"""Public API of the calculators: POST /api/v1/kalkulator/NAMA/ with the keys of the command."""

from collections.abc import Mapping
from typing import IO, Any

from django.urls import path
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    inline_serializer,
)
from rest_framework import serializers
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.parsers import BaseParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from asn_portal.halaman.kalkulator.galat import InputError
from asn_portal.halaman.kalkulator.json_ketat import MAX_BYTES, load_json
from asn_portal.halaman.kalkulator.registry import KALKULATOR

JAWABAN = inline_serializer(
    "HasilKalkulator",
    {
        "hasil": serializers.DictField(),
        "langkah": serializers.ListField(child=serializers.CharField()),
        "dasar": serializers.CharField(),
    },
)
GALAT = inline_serializer(
    "KesalahanKalkulator",
    {
        "kesalahan": inline_serializer(
            "IsiKesalahanKalkulator",
            {
                "kode": serializers.CharField(),
                "pesan": serializers.CharField(),
                "bidang": serializers.DictField(
                    child=serializers.ListField(child=serializers.CharField()), required=False
                ),
            },
        )
    },
)
CONTOH = [
    OpenApiExample(tool.nama, value=dict(tool.contoh), request_only=True)
    for tool in KALKULATOR.values()
]


class StrictJSONParser(BaseParser):
    """Reads JSON as strictly as the command does: no double keys, no NaN."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,  # noqa: ARG002 - the signature of the base class
        parser_context: Mapping[str, Any] | None = None,  # noqa: ARG002 - the same
    ) -> Any:
        try:
            return load_json(stream.read(MAX_BYTES + 1))
        except InputError as error:
            raise _refusal(error) from error


class KalkulatorView(APIView):
    """Compute one formula from given inputs, with each step in words."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    parser_classes = (StrictJSONParser,)

    @extend_schema(
        operation_id="kalkulator_hitung",
        summary="Hitung dengan salah satu kalkulator",
        tags=["kalkulator"],
        parameters=[
            OpenApiParameter(
                "nama",
                str,
                OpenApiParameter.PATH,
                enum=list(KALKULATOR),
                description="Nama kalkulator",
            )
        ],
        request={"application/json": OpenApiTypes.OBJECT},
        responses={
            200: JAWABAN,
            400: OpenApiResponse(GALAT, description="Masukan ditolak; `bidang` menyebut kuncinya."),
            404: OpenApiResponse(GALAT, description="Kalkulator tidak ada."),
        },
        examples=CONTOH,
    )
    def post(self, request: Request, nama: str) -> Response:
        """Answer {"hasil", "langkah", "dasar"}, or 400 with the key and the reason."""
        tool = KALKULATOR.get(nama)
        if tool is None:
            raise NotFound
        try:
            return Response(tool.jawaban(request.data, timezone.localdate()))
        except InputError as error:
            raise _refusal(error) from error


def _refusal(error: InputError) -> ValidationError:
    return ValidationError({error.key: [error.reason]})


urlpatterns = [path("<slug:nama>/", KalkulatorView.as_view(), name="kalkulator-api")]
