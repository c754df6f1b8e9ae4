"""allauth as the office needs it: accounts are given, nobody signs up."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """No self-registration; sentences in the voice of the portal."""

    error_messages: ClassVar[dict[str, str]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Akun ini tidak aktif. Hubungi admin sistem.",
        "username_password_mismatch": "Nama pengguna atau kata sandi tidak cocok.",
        "too_many_login_attempts": "Terlalu banyak percobaan masuk. Coba lagi beberapa menit lagi.",
        "enter_current_password": "Isi kata sandi Anda sekarang.",
        "incorrect_password": "Kata sandi tidak cocok.",
        "rate_limited": "Terlalu sering. Tunggu sebentar sebelum mencoba lagi.",
    }

    def is_open_for_signup(self, request: Any) -> bool:  # noqa: ARG002 -- signature of allauth
        return False
