"""The rooms, lowest first, and what a request passes through on its way to one."""

from __future__ import annotations

from portal.settings.place import BASE_DIR, DEMO

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
    # Elsewhere the proxy compresses; a demonstration has none in front of it.
    MIDDLEWARE[:0] = ["django.middleware.gzip.GZipMiddleware", "portal.demo.moved_clock.MovedClock"]

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
