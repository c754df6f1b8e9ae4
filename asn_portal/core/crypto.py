"""NIK: encrypted with AES-GCM, findable by a blind index, shown masked (UU 27/2022)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

NONCE = 12


def _derived(purpose: str) -> bytes:
    """Key for demo and tests; production must name its own keys (system check core.E003)."""
    return hashlib.sha256(f"{purpose}:{settings.SECRET_KEY}".encode()).digest()


def _keys() -> list[tuple[bytes, bytes]]:
    if settings.NIK_KEYS:
        pairs = (entry.split(":", 1) for entry in settings.NIK_KEYS)
        return [(name.encode(), base64.b64decode(value)) for name, value in pairs]
    if settings.IS_PRODUCTION:
        raise ImproperlyConfigured("NIK_KEYS belum diisi.")
    return [(b"d", _derived("nik"))]


def encrypt_nik(nik: str) -> bytes:
    """Key id, nonce and ciphertext of a NIK."""
    name, key = _keys()[0]
    nonce = os.urandom(NONCE)
    return bytes([len(name)]) + name + nonce + AESGCM(key).encrypt(nonce, nik.encode(), name)


def decrypt_nik(token: bytes) -> str:
    """The NIK; raises InvalidTag when a bit was changed and KeyError when the key is gone."""
    size = token[0]
    name, rest = token[1 : 1 + size], token[1 + size :]
    key = dict(_keys())[name]
    return AESGCM(key).decrypt(rest[:NONCE], rest[NONCE:], name).decode()


def nik_index(nik: str) -> bytes:
    """Blind index: the same NIK gives the same 32 bytes, nothing leads back."""
    key = (
        base64.b64decode(settings.NIK_INDEX_KEY)
        if settings.NIK_INDEX_KEY
        else _derived("indeks-nik")
    )
    return hmac.new(key, nik.encode(), hashlib.sha256).digest()
