"""Settings of the tests: the real services, a fast hasher, no production secrets."""

import os

os.environ.setdefault("ASN_MODE", "uji")
os.environ.setdefault("SECRET_KEY", "only-for-tests-only-for-tests-only-for-tests-1234567890")
os.environ.setdefault("DATABASE_URL", "postgres://postgres@127.0.0.1/asn")
os.environ.setdefault("REDIS_URL", "redis://127.0.0.1:6379")

from asn_portal.settings import *  # noqa: F403
from asn_portal.settings import DATABASES, LOGGING

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES["default"]["OPTIONS"].pop("pool", None)
if os.environ.get("ASN_TEST_DB"):
    DATABASES["default"]["TEST"] = {"NAME": os.environ["ASN_TEST_DB"]}
LOGGING["root"]["level"] = "ERROR"
ACCOUNT_RATE_LIMITS = {}
JOB_LEASE_SECONDS = 6
STATIC_ROOT = None
WHITENOISE_AUTOREFRESH = True
