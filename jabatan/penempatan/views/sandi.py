"""Money-like finality: acts of the PPK ask for the password again after ten minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.decorators import reauthentication_required

if TYPE_CHECKING:
    from django.http import HttpRequest


def _ask(request: HttpRequest) -> None:
    """Nothing: the decorator does the work."""


_guard = reauthentication_required(_ask)


def require_fresh_password(request: HttpRequest) -> None:
    """On POST: leave for the password page unless it was typed lately; the form goes on afterwards.

    Called inside the view, after the record has been found visible: the question itself would
    otherwise say that there is something.
    """
    if request.method == "POST":
        _guard(request)
