"""One shape of errors and pages for the whole API."""

from __future__ import annotations

from typing import Any

from rest_framework import status
from rest_framework.exceptions import APIException, NotAuthenticated, ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from rest_framework.views import exception_handler as drf_handler

from asn_portal.core.errors import ConflictError, DomainError, NotAllowedError


class Pagination(PageNumberPagination):
    """`?hal=2&per_hal=50`, at most 200 rows a page."""

    page_query_param = "hal"
    page_size_query_param = "per_hal"
    max_page_size = 200


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer {"kesalahan": {"kode", "pesan", "bidang"?}} for every refusal."""
    if isinstance(error, DomainError):
        code: int = status.HTTP_400_BAD_REQUEST
        if isinstance(error, ConflictError):
            code = status.HTTP_409_CONFLICT
        elif isinstance(error, NotAllowedError):
            code = status.HTTP_403_FORBIDDEN
        return Response({"kesalahan": {"kode": error.code, "pesan": str(error)}}, status=code)
    response = drf_handler(error, context)
    if response is None:
        return None
    body: dict[str, Any] = {"kode": "ditolak", "pesan": "Permintaan ditolak."}
    if isinstance(error, ValidationError):
        body = {
            "kode": "isian",
            "pesan": "Ada isian yang perlu diperbaiki.",
            "bidang": response.data,
        }
    elif isinstance(error, NotAuthenticated):
        body = {"kode": "belum_masuk", "pesan": "Masuk dahulu untuk membaca data ini."}
    elif response.status_code == status.HTTP_404_NOT_FOUND:
        body = {"kode": "tidak_ditemukan", "pesan": "Data tidak ditemukan."}
    elif isinstance(error, APIException):
        body = {"kode": str(error.default_code), "pesan": str(error.detail)}
    response.data = {"kesalahan": body}
    return response
