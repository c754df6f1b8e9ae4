"""Who is at the screen: a page behind a role is only reached with a login."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from django.http import HttpRequest

    from asn_portal.core.models import User


def login(request: HttpRequest) -> User:
    """The login of a request that passed the door of its page."""
    return cast("User", request.user)
