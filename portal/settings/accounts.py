"""Who may come in, and how they prove who they are."""

from __future__ import annotations

from portal.settings import state_login
from portal.settings.environment import number
from portal.settings.place import DEMO, SITE_URL

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
FILES_A_DAY = number("FILES_A_DAY", 150)  # people whose file one member of staff may open in 24 hours
