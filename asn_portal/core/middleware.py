"""What happens around every request."""

from __future__ import annotations

import logging
import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone

from asn_portal.core.errors import DomainError, NotAllowedError
from asn_portal.core.logs import request_id
from asn_portal.core.scope import scope_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    Handler = Callable[[HttpRequest], HttpResponse]

logger = logging.getLogger(__name__)
RETRY_SECONDS = 5
# States of the database that pass by themselves: gone away, starting, cancelled by a timeout, busy.
PASSING = ("08", "57", "53", "55", "40")


class RequestIdMiddleware:
    """Give every request a number that stands on the error page and in the log."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request_id.set(secrets.token_hex(8))
        try:
            response = self.get_response(request)
            response["X-Request-Id"] = request_id.get()
            return response
        finally:
            request_id.reset(token)


def unavailable() -> HttpResponse:
    """503 page without database and context."""
    response = HttpResponse(
        render_to_string("503.html", {"nomor_permintaan": request_id.get()}), status=503
    )
    response["Retry-After"] = str(RETRY_SECONDS)
    return response


def database_is_away(error: BaseException | None) -> bool:
    """Tell a database that is gone, starting or overloaded from a mistake in a statement."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    state = getattr(error.__cause__, "sqlstate", None)
    return state is None or state.startswith(PASSING)


class DatabaseDownMiddleware:
    """A database that is away or overloaded is 503 with Retry-After, never a stack trace (F9).

    This is about views. What fails in another middleware (session, user) never comes here as an
    exception: Django makes it a 500 at once, and `views.server_error` asks the same question.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self,
        request: HttpRequest,  # noqa: ARG002 -- signature of Django
        exception: Exception,
    ) -> HttpResponse | None:
        """Answer for a view whose database went away; anything else goes on."""
        if not database_is_away(exception):
            return None
        logger.error("database does not answer: %s", exception)
        return unavailable()


class OfficeTimeMiddleware:
    """Clocks on the pages are those of the office: WITA in Mataram, WIB in Binjai."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        zone = scope_of(request.user).zona
        if zone is None:
            return self.get_response(request)
        with timezone.override(zone):
            return self.get_response(request)


ONLY_FORMS = "Tidak ada yang berubah. Buka halamannya dari menu, lalu tekan tombolnya di sana bila masih perlu."


class DomainErrorMiddleware:
    """A broken rule that no form has shown becomes a page with its sentence, never a 500.

    So does the address of a form's answer that is opened again, which would be an empty page.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content:
            context = {"judul": "Alamat ini hanya untuk mengirim formulir", "pesan": ONLY_FORMS}
            page = render(request, "pesan.html", {**context, "kembali": "/"}, status=405)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Translate the refusal; anything else is a bug and goes on."""
        if not isinstance(exception, DomainError):
            return None
        status = 403 if isinstance(exception, NotAllowedError) else 409
        context = {"judul": "Belum dapat dilakukan", "pesan": str(exception)}
        return render(request, "pesan.html", context, status=status)


class NoStoreMiddleware:
    """Pages of a signed-in person are not kept by any cache, also not on a shared PC."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        return response


class DecidingRolesNeedSecondFactorMiddleware:
    """Roles named in SECOND_FACTOR_ROLES set up TOTP before anything else."""

    OPEN_PREFIXES = ("/akun/", "/static/", "/healthz", "/readyz")

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wanted = settings.SECOND_FACTOR_ROLES
        if (
            wanted
            and not request.path.startswith(self.OPEN_PREFIXES)
            and request.user.is_authenticated
            and scope_of(request.user).has(*wanted)
        ):
            from allauth.mfa.utils import is_mfa_enabled  # noqa: PLC0415 -- needs loaded apps

            if not is_mfa_enabled(request.user):
                return redirect("mfa_activate_totp")
        return self.get_response(request)
