"""What every table of record shares."""

import secrets

from django.db import models
from django.db.models.functions import Now

# No 0/O, 1/I/L: codes are read aloud and typed from paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
# A byte chooses a letter; those beyond the last full round of the alphabet are thrown away.
_UNEVEN = bytes(range(256 - 256 % len(ALPHABET), 256))
_LETTERS = bytes(ord(ALPHABET[byte % len(ALPHABET)]) for byte in range(256))


def random_code(length: int = 10) -> str:
    """Public reference of a row: about 49 bits, unrelated to NIP and primary key."""
    found = b""
    while len(found) < length:
        found += secrets.token_bytes(2 * length).translate(_LETTERS, _UNEVEN)
    return found[:length].decode()


class TimestampedModel(models.Model):
    """Times by the clock of the database, so that a wrong clock of one process changes nothing."""

    created_at = models.DateTimeField(db_default=Now(), editable=False)
    updated_at = models.DateTimeField(auto_now=True, db_default=Now())

    class Meta:
        abstract = True
