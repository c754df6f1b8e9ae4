"""Password hashing sized for a small server: OWASP's small Argon2id profile."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class SmallArgon2PasswordHasher(Argon2PasswordHasher):
    """19 MiB instead of 100 MiB, so that a burst of logins does not exhaust the memory."""

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
