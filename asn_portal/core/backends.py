"""Login by allauth, with the human being joined: every page names the person."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from asn_portal.core.models import User


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's rules; one query for user and person."""

    def get_user(self, user_id: Any) -> User | None:
        """The login of a session, if it is still active."""
        user = User.objects.select_related("orang").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
