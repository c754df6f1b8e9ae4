"""All settings, read from the environment (see .env.example and docs/produksi.md).

`ASN_MODE` is one of: demo, uji (tests), pengembangan, produksi. Production has no defaults for secrets.
"""

import sys
from pathlib import Path
from typing import Any

import environ
import pghistory
from csp.constants import NONE, SELF

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent

MODE = env.str("ASN_MODE", default="produksi")
PROCESS = env.str("ASN_PROSES", default="perintah")  # web, pekerja, penjadwal, perintah
IS_PRODUCTION = MODE == "produksi"
IS_DEMO = MODE == "demo"
DEBUG = env.bool("DEBUG", default=False)

SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
# Keys of the encrypted NIK column, newest first: id:base64 pairs (docs/produksi.md, rotation).
NIK_KEYS = env.list("NIK_KEYS", default=[])
NIK_INDEX_KEY = env.str("NIK_INDEX_KEY", default="")

PUBLIC_BASE_URL = env.str("PUBLIC_BASE_URL", default="http://127.0.0.1:8000")
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[] if IS_PRODUCTION else ["127.0.0.1", "localhost"]
)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "pgtrigger",
    "pghistory",
    "tree_queries",
    "asn_portal.core",
    "asn_portal.berkas",
    "jabatan.peta",
    "kinerja.penilaian",
    "pelatihan",
    "jabatan.talenta",
    "jabatan.penempatan",
    "asn_portal.halaman",
    "asn_portal.perintah",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "asn_portal.core.middleware.RequestIdMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "asn_portal.core.middleware.DatabaseDownMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "asn_portal.core.middleware.OfficeTimeMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "asn_portal.core.middleware.DecidingRolesNeedSecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "asn_portal.core.middleware.NoStoreMiddleware",
    "asn_portal.core.middleware.DomainErrorMiddleware",
]

ROOT_URLCONF = "asn_portal.urls"
WSGI_APPLICATION = "asn_portal.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "asn_portal.halaman.menu.shell",
            ],
            "builtins": ["asn_portal.core.templatetags.portal"],
        },
    },
]

# --- Database -----------------------------------------------------------------------------------
# Timeouts of reliability.md §3.4: a cut network must not hang a page (tcp_user_timeout), a slow
# statement must not hold a page (statement_timeout, web only).
_statement_ms = env.int(
    "DB_STATEMENT_TIMEOUT_MS", default={"web": 5_000, "pekerja": 600_000}.get(PROCESS, 0)
)
_lock_ms = env.int("DB_LOCK_TIMEOUT_MS", default=3_000 if PROCESS == "web" else 0)
_idle_ms = 30_000 if PROCESS == "web" else 0
_db: dict[str, Any] = dict(env.db_url("DATABASE_URL"))
_db["ENGINE"] = "django.db.backends.postgresql"
_db["CONN_MAX_AGE"] = 0
_db["CONN_HEALTH_CHECKS"] = True
_db["ATOMIC_REQUESTS"] = False
_db.setdefault("OPTIONS", {})
_db["OPTIONS"] |= {
    "connect_timeout": 3,
    "tcp_user_timeout": 5000,
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "options": (
        f"-c statement_timeout={_statement_ms} -c lock_timeout={_lock_ms} "
        f"-c idle_in_transaction_session_timeout={_idle_ms}"
    ),
}
if "host" in _db["OPTIONS"]:  # ?host=/socket/dir in the URL
    _db["HOST"] = _db["OPTIONS"].pop("host")
if env.bool("DB_POOL", default=PROCESS == "web"):
    _db["OPTIONS"]["pool"] = {
        "min_size": 1,
        "max_size": env.int("DB_POOL_SIZE", default=6),
        "timeout": 5,
        # Give up early and let the next request try anew: the pause between attempts doubles, and
        # after an outage of 36 s the site was found to stay away for another 19 s.
        "reconnect_timeout": 4,
    }
DATABASES = {"default": _db}
# Row history by triggers also sees bulk updates, COPY and raw SQL; deletions too.
PGHISTORY_DEFAULT_TRACKERS = (
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
)
# Triggers follow the models and are installed after every migrate (ADR 7): as migration operations
# they re-render the whole model state one by one, 25 s against 2 s.
PGTRIGGER_MIGRATIONS = False
PGTRIGGER_INSTALL_ON_MIGRATE = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Valkey: broker, cache ------------------------------------------------------------------------
REDIS_URL = env.str("REDIS_URL")
_socket = REDIS_URL.startswith("unix://")
CELERY_BROKER_URL = (
    f"redis+socket://{REDIS_URL.removeprefix('unix://')}?virtual_host=0"
    if _socket
    else f"{REDIS_URL}/0"
)
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 3,
    "socket_keepalive": True,
    "health_check_interval": 10,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 900
CELERY_TASK_SOFT_TIME_LIMIT = 840
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY = False  # the outbox repeats; a page does not wait for the broker
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
# Two portals on one Valkey need two names.
CELERY_TASK_DEFAULT_QUEUE = env.str("JOB_QUEUE", default="celery")
CELERY_TIMEZONE = "Asia/Jakarta"

JOB_LEASE_SECONDS = env.int("JOB_LEASE_SECONDS", default=30)
# How often every worker looks for lost work (asn_portal.celery); the timetable need not run for it.
JOB_SWEEP_SECONDS = env.int("JOB_SWEEP_SECONDS", default=10)
JOB_MAX_ATTEMPTS = env.int("JOB_MAX_ATTEMPTS", default=5)

# One plain sentence per entry. Ticks expire: after a weekend without a worker, twenty thousand of
# them would stand in the queue before the first job.
CELERY_BEAT_SCHEDULE = {
    # Recompute the rounds whose evidence changed.
    "hitung-yang-basi": {
        "task": "penempatan.hitung_yang_basi",
        "schedule": 300,
        "options": {"expires": 300},
    },
    # Let decrees take effect on their date, soon after midnight in every time zone.
    "berlakukan-sk": {
        "task": "penempatan.berlakukan_sk",
        "schedule": 600,
        "options": {"expires": 600},
    },
    # Compute the talent map after a change, before somebody opens it.
    "hangatkan-talenta": {
        "task": "talenta.hangatkan",
        "schedule": 60,
        "options": {"expires": 60},
    },
    # Remove exported files whose time is over.
    "bersihkan-ekspor": {
        "task": "berkas.bersihkan_ekspor",
        "schedule": 3600,
        "options": {"expires": 3600},
    },
}

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": f"{REDIS_URL}?db=2" if _socket else f"{REDIS_URL}/2",
        "KEY_PREFIX": "asn",
    }
}

# --- Accounts -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "asn_portal.core.backends.PersonBackend",
]
PASSWORD_HASHERS = [
    "asn_portal.core.hashers.SmallArgon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "beranda"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "asn_portal.core.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Portal Penempatan ASN"
SECOND_FACTOR_ROLES = env.list(
    "SECOND_FACTOR_ROLES", default=["PPK", "KEPALA_OPD"] if IS_PRODUCTION else []
)
EMAIL_BACKEND = env.str(
    "EMAIL_BACKEND",
    default="django.core.mail.backends.smtp.EmailBackend"
    if IS_PRODUCTION
    else "django.core.mail.backends.console.EmailBackend",
)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="portal@localhost")

SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
_tls = env.bool("USE_TLS", default=IS_PRODUCTION)
SESSION_COOKIE_SECURE = _tls
CSRF_COOKIE_SECURE = _tls
if _tls:
    SESSION_COOKIE_NAME = "__Host-sesi"
    CSRF_COOKIE_NAME = "__Host-csrf"
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=_tls)
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=_tls) else None
)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if _tls else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _tls
SECURE_HSTS_PRELOAD = _tls
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb")
}

# --- Language, time, files --------------------------------------------------------------------------
LANGUAGE_CODE = "id"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"
STATIC_URL = "static/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(BASE_DIR / "var" / "static"))
STATICFILES_DIRS = [BASE_DIR / "asn_portal" / "static"]
WHITENOISE_USE_FINDERS = not IS_PRODUCTION
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if IS_PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(BASE_DIR / "var" / "media"))
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
IMPORT_MAX_BYTES = env.int("IMPORT_MAX_BYTES", default=25 * 1024 * 1024)
# Exports with more rows are written by a worker; their files are kept for so many hours.
EKSPOR_LANGSUNG_BARIS = env.int("EKSPOR_LANGSUNG_BARIS", default=5_000)
EKSPOR_JAM_SIMPAN = env.int("EKSPOR_JAM_SIMPAN", default=24)
EKSPOR_TERBUKA_MAKS = env.int("EKSPOR_TERBUKA_MAKS", default=3)  # open at once per person

# --- API --------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "asn_portal.core.api.Pagination",
    "PAGE_SIZE": 50,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "asn_portal.core.api.exception_handler",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Portal Penempatan ASN",
    "DESCRIPTION": "Antarmuka baca untuk unit, jabatan, lowongan, dan hasil pemeringkatan; kalkulator terbuka.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "COMPONENT_SPLIT_REQUEST": True,
}

# --- Logs: JSON lines with a request id; never names or numbers of persons ----------------------------
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"sensor": {"()": "asn_portal.core.logs.RedactingFilter"}},
    "formatters": {"json": {"()": "asn_portal.core.logs.JSONFormatter"}},
    "handlers": {
        "konsol": {
            "class": "logging.StreamHandler",
            "stream": sys.stderr,
            "filters": ["sensor"],
            "formatter": "json",
        }
    },
    "root": {"handlers": ["konsol"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "pgtrigger": {"level": "WARNING"},
        "fontTools": {"level": "ERROR"},
    },
}

SILENCED_SYSTEM_CHECKS: list[str] = []
