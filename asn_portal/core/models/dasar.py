"""What every table of record shares."""

import secrets

from django.db import models
from django.db.models.functions import Now

# No 0/O, 1/I/L: codes are read aloud and typed from paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def random_code(length: int = 10) -> str:
    """Public reference of a row: about 49 bits, unrelated to NIP and primary key."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


class TimestampedModel(models.Model):
    """Times by the clock of the database, so that a wrong clock of one process changes nothing."""

    created_at = models.DateTimeField(db_default=Now(), editable=False)
    updated_at = models.DateTimeField(auto_now=True, db_default=Now())

    class Meta:
        abstract = True
