"""Settings: every value that a place may change comes from the environment (``.env.example`` lists them all)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from portal import local
from portal.settings import state_login
from portal.settings.environment import flag, number, text, words

BASE_DIR = Path(__file__).resolve().parent.parent.parent

# ---------------------------------------------------------------- what kind of place this is
DEBUG = flag("DEBUG", default=False)
DEMO = flag("REBOND_DEMO", default=False)  # invented people, a clock that can be moved, messages readable on a page
TEST = flag("REBOND_TEST", default=False)
CLUSTER = "test" if TEST else text("REBOND_CLUSTER", "data")  # which embedded cluster, when no server is named

SECRET_KEY = text("SECRET_KEY", "")
if not SECRET_KEY:
    if not (DEBUG or DEMO or TEST):
        raise ImproperlyConfigured("SECRET_KEY is not set: a real installation needs a secret of its own.")
    SECRET_KEY = "a-demonstration-has-no-secrets-" + "0" * 40
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS", "")
SITE_URL = text("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
HTTPS = SITE_URL.startswith("https://")

# ---------------------------------------------------------------- the rooms, lowest first
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "django_htmx",
    "template_partials",
    "csp",
    "pgtrigger",
    "pghistory",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "phonenumber_field",
    # ground
    "portal.local",
    "portal.web",
    "portal.audit",
    "portal.reference",
    "portal.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "portal.notifications",
    "portal.documents",
    "portal.intake",
    "portal.api",
    "portal.home",
    "portal.demo",
    # hall
    "seekers.profiles",
    "seekers.help",
    "seekers.registration",
    "seekers.declarations",
    "seekers.reminders",
    # first floor
    "benefits.entitlements",
    "benefits.endings",
    "benefits.extensions",
    "benefits.payments",
    # second floor
    "advisors.agencies",
    "advisors.portfolios",
    # last: opens the doors of every room above (handlers, tiles, message kinds)
    "portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.web.middleware.PermissionsPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "portal.web.middleware.NoStore",
    "portal.accounts.kept.KeepTyping",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "portal.accounts.middleware.SessionLength",
    "portal.accounts.middleware.SecondFactor",
    "portal.accounts.middleware.Audience",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.accounts.middleware.HistoryContext",
    "portal.web.refusals.RefusedAnswer",
]
if DEMO:
    MIDDLEWARE.insert(0, "portal.demo.moved_clock.MovedClock")

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
FORM_RENDERER = "portal.web.forms.Renderer"
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
                "csp.context_processors.nonce",
                *(["portal.demo.context_processors.demo_banner"] if DEMO else []),
            ],
        },
    }
]

# ---------------------------------------------------------------- data
_database_url = text("DATABASE_URL", "") or local.database_url(CLUSTER)
DATABASES = {
    "default": dj_database_url.parse(
        _database_url, conn_max_age=number("DATABASE_CONN_MAX_AGE", 60), conn_health_checks=True
    )
}
DATABASES["default"]["OPTIONS"] = {"options": "-c timezone=UTC -c statement_timeout=30s -c lock_timeout=10s"}
DISABLE_SERVER_SIDE_CURSORS = flag("DATABASE_POOLED", default=False)  # behind PgBouncer in transaction mode
DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = DISABLE_SERVER_SIDE_CURSORS
if DISABLE_SERVER_SIDE_CURSORS:
    # A pooler refuses start-up options: give them to the role, see docs/operations.md.
    DATABASES["default"]["OPTIONS"] = {}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = text("REDIS_URL", "") or local.redis_url(CLUSTER)
CACHES = {
    "default": {
        "BACKEND": "portal.web.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
    }
}
SESSION_ENGINE = "portal.accounts.session_store"

# ---------------------------------------------------------------- queue
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_QUEUES = None
CELERY_TASK_CREATE_MISSING_QUEUES = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 600, "socket_timeout": 5}
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 20
CELERY_TIMEZONE = "UTC"
CELERY_ENABLE_UTC = True
CELERY_BEAT_SCHEDULE_FILENAME = text("BEAT_SCHEDULE_FILE", "")
from portal.schedule import JOBS  # noqa: E402  (a pure list)

CELERY_BEAT_SCHEDULE = {job.task: {"task": job.task, "schedule": timedelta(seconds=job.every)} for job in JOBS}

# ---------------------------------------------------------------- accounts
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["portal.accounts.backends.IdentifierOrEmail"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 16}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "portal.accounts.validators.NotTrivial"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("identifier", "email", "full_name")},
    },
]
ACCOUNT_ADAPTER = "portal.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "identifier"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are opened by registration or by staff, never by self sign-up
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = False  # tries are counted in Postgres by portal.accounts, so that Redis may vanish
MFA_ADAPTER = "portal.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Rebond"
MFA_TOTP_TOLERANCE = 1  # a phone may be half a minute late
MFA_RECOVERY_CODES_SHOW_ONCE = True
USERSESSIONS_TRACK_ACTIVITY = False
SOCIALACCOUNT_ADAPTER = "portal.accounts.arrivals.StateLoginAdapter"
STATE_LOGINS = state_login.apps(site_url=SITE_URL, demo=DEMO)
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": STATE_LOGINS}}
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5

# ---------------------------------------------------------------- browser security
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_FAILURE_VIEW = "portal.web.errors.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("BEHIND_PROXY", default=False) else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # Where a form of ours may lead: here, and to the State's sign-in (a redirection counts as well).
        "form-action": [SELF, *state_login.origins(STATE_LOGINS, site_url=SITE_URL)],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

# ---------------------------------------------------------------- languages and time
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("Français")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "Europe/Paris"
PHONENUMBER_DEFAULT_REGION = "FR"

# ---------------------------------------------------------------- static files
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
_manifest = not (DEBUG or DEMO or TEST)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _manifest
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not _manifest and not TEST

# ---------------------------------------------------------------- messages
SMS_GATEWAY_URL = text("SMS_GATEWAY_URL", "")  # empty: the local double, whose messages are readable on a page
SMS_GATEWAY_TOKEN = text("SMS_GATEWAY_TOKEN", "")
SMS_GATEWAY_CALLBACK_SECRET = text("SMS_GATEWAY_CALLBACK_SECRET", "demo-callback" if (DEMO or TEST) else "")
SMS_SENDER = text("SMS_SENDER", "REBOND")
SMS_CONCURRENCY = number("SMS_CONCURRENCY", 150)
SMS_DAILY_LIMIT = number("SMS_DAILY_LIMIT", 250_000)
EMAIL_URL = text("EMAIL_URL", "")  # smtp://user:password@host:587?tls=1 ; empty: the local double
DEFAULT_FROM_EMAIL = text("DEFAULT_FROM_EMAIL", "Rebond <ne-pas-repondre@rebond.example>")
HELP_PHONE = text("HELP_PHONE", "39 49")
HELP_PHONE_HOURS = text("HELP_PHONE_HOURS", "du lundi au vendredi, de 8 h 30 à 16 h 30")
HELP_PHONE_PRICE = text("HELP_PHONE_PRICE", "service gratuit, prix d’un appel")
EMPLOYER_PHONE = text("EMPLOYER_PHONE", "39 95")
EMPLOYER_PHONE_HOURS = text("EMPLOYER_PHONE_HOURS", "du lundi au vendredi, de 9 h à 17 h")
EMPLOYER_PHONE_PRICE = text("EMPLOYER_PHONE_PRICE", "service gratuit, prix d’un appel")
SECURITY_CONTACT = text("SECURITY_CONTACT", "mailto:securite@rebond.example")  # who to tell about a flaw (RFC 9116)

# ---------------------------------------------------------------- calls back, on working days, by the person's own clock
HELP_OPENS = number("HELP_OPENS", 9)  # the hour at which the first call may be promised
HELP_CLOSES = number("HELP_CLOSES", 17)  # the hour before which the last one ends
HELP_CALLS_A_SLOT = number("HELP_CALLS_A_SLOT", 4)  # calls promised for one half hour, in one time zone

# ---------------------------------------------------------------- documents
DOCUMENTS_FOLDER = Path(text("DOCUMENTS_FOLDER", "") or local.state_dir(CLUSTER) / "documents")
DOCUMENT_READERS = number("DOCUMENT_READERS", 2)  # files drawn again at once, in each web process
CLAMAV_ADDRESS = text("CLAMAV_ADDRESS", "")  # host:port or a unix socket; empty: only a demonstration opens files
FILE_UPLOAD_HANDLERS = ["portal.documents.uploads.BoundedUpload"]
FILE_UPLOAD_PERMISSIONS = 0o600

# ---------------------------------------------------------------- paper
INTAKE_FOLDER = Path(text("INTAKE_FOLDER", "") or local.state_dir(CLUSTER) / "intake")  # scans, until they are linked
MAIL_ADDRESS = text("MAIL_ADDRESS", "Rebond|Traitement du courrier|Libre réponse 00000|75000 Paris Cedex")

# ---------------------------------------------------------------- payments
SEPA_FOLDER = Path(text("SEPA_FOLDER", "") or local.state_dir(CLUSTER) / "sepa")
# Only a real installation may write files that a bank would execute.
SEPA_EXECUTABLE = flag("SEPA_EXECUTABLE", default=False)
SEPA_DEBTOR_NAME = text("SEPA_DEBTOR_NAME", "REBOND ESSAI")
SEPA_DEBTOR_IBAN = text("SEPA_DEBTOR_IBAN", "")
SEPA_DEBTOR_BIC = text("SEPA_DEBTOR_BIC", "")
SEPA_LINES_PER_FILE = number("SEPA_LINES_PER_FILE", 25_000)

# ---------------------------------------------------------------- API
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["portal.api.permissions.DeniedUnlessDeclared"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "portal.api.errors.answer",
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.CursorPagination",
    "PAGE_SIZE": 50,
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"user": "600/min"},
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Rebond",
    "VERSION": "1",
    "DESCRIPTION": "Register, read the rights that follow, declare a month, read what it pays, get the proof.",
    "ENUM_NAME_OVERRIDES": {"ApplicationState": "seekers.registration.models.ApplicationState"},
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SERVE_INCLUDE_SCHEMA": False,
}

# ---------------------------------------------------------------- logs: no personal data, one line a fact
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_personal_data": {"()": "portal.web.logs.NoPersonalData"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["no_personal_data"]}},
    "root": {"handlers": ["console"], "level": text("LOG_LEVEL", "WARNING")},
}
