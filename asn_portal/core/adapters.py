"""allauth as the office needs it: accounts are given, nobody signs up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """No self-registration; everything else is allauth's own behaviour."""

    def is_open_for_signup(self, request: Any) -> bool:  # noqa: ARG002 -- signature of allauth
        return False
