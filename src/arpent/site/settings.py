"""Django settings. An installation changes them by ARPENT_* environment variables."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from .home import arpent_home, read_count, read_secret

PACKAGE = Path(__file__).resolve().parent.parent
ARPENT_HOME = arpent_home()
SECRET_KEY = os.environ.get("ARPENT_SECRET_KEY") or read_secret(ARPENT_HOME)
SECRET_KEY_FALLBACKS = [k for k in os.environ.get("ARPENT_OLD_SECRET_KEYS", "").split() if k]
DEBUG = os.environ.get("ARPENT_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("ARPENT_HOSTS", "localhost 127.0.0.1 [::1]").split()
CSRF_TRUSTED_ORIGINS = os.environ.get("ARPENT_ORIGINS", "").split()
BEHIND_TLS = os.environ.get("ARPENT_TLS") == "1"
# How many proxies of ours stand in front; Arpent speaks no TLS itself, so ARPENT_TLS=1 means one at least.
ARPENT_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = read_count("ARPENT_PROXIES", 1 if BEHIND_TLS else 0)
# Let the demonstration's published password open accounts from other machines: never with data of anybody's.
ARPENT_DEMO_PUBLIC = os.environ.get("ARPENT_DEMO_PUBLIC") == "1"

# Outside services, all optional.
ARPENT_GEOCODER_URL = os.environ.get("ARPENT_GEOCODER_URL", "")
ARPENT_OSRM_URL = os.environ.get("ARPENT_OSRM_URL", "")
ARPENT_VALHALLA_URL = os.environ.get("ARPENT_VALHALLA_URL", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks_db",
    "arpent.geography",
    "arpent.database",
    "arpent.people",
    "arpent.web",
    "arpent.history",
    "arpent.lists",
    "arpent.mail",
    "arpent.notifications",
    "arpent.accounts",
    "arpent.imports",
    "arpent.clients",
    "arpent.todos",
    "arpent.catalogue",
    "arpent.territory",
    "arpent.agenda",
    "arpent.visits",
    "arpent.deals",
    "arpent.solutions",
    "arpent.offers",
    "arpent.orders",
    "arpent.reports",
    "arpent.sync",
    "arpent.privacy",
    "arpent.demo",
    "arpent.site",
]
MIDDLEWARE = [
    "arpent.site.web.middleware.Address",
    "arpent.site.web.middleware.BodyLimit",
    "django.middleware.security.SecurityMiddleware",
    "arpent.site.web.guards.PermissionsPolicy",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "arpent.site.assets.StaticFiles",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "arpent.site.web.guards.SignInLife",
    "arpent.site.web.middleware.PersonLocale",
    "arpent.site.web.middleware.PrivatePages",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "arpent.site.web.middleware.SignOutClearsCache",
    "arpent.site.web.middleware.LoginRequired",
    "arpent.site.web.guards.SecondFactor",
    "arpent.site.web.repetitions.Repetitions",
    "arpent.site.web.middleware.Refusals",
]
ROOT_URLCONF = "arpent.site.urls"
WSGI_APPLICATION = "arpent.site.wsgi.application"
FORM_RENDERER = "arpent.web.form_rendering.TablerRenderer"
TEMPLATES = [
    {
        "BACKEND": "arpent.site.web.typography.TypesetTemplates",
        "NAME": "django",
        "DIRS": [PACKAGE / "site/templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "arpent.site.web.context.frame",
            ],
            "builtins": [
                "arpent.web.templatetags.web_tags",
                "arpent.site.templatetags.arpent",
                "arpent.clients.templatetags.client_tags",
                "arpent.offers.templatetags.offer_tags",
            ],
        },
    }
]


def _database() -> dict[str, object]:
    url = os.environ.get("ARPENT_DATABASE_URL", "")
    if url.startswith(("postgres://", "postgresql://")):
        parts = urlsplit(url)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or dict(parse_qsl(parts.query)).get("host", ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            # A server that is away, or a row that somebody holds, is answered with a sentence, not with a page that
            # hangs.
            "OPTIONS": {"connect_timeout": 5, "options": "-c lock_timeout=10s"},
        }
    # WAL, FULL and IMMEDIATE: measured, see docs/adr/0002. No ATOMIC_REQUESTS: it would take the write lock to read.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": Path(url.removeprefix("sqlite:///")) if url else ARPENT_HOME / "arpent.sqlite3",
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            # One slice of the wait for the write lock; how often it is taken up again: site/write_lock.py,
            # docs/adr/0020.
            "timeout": 0.25,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-64000; PRAGMA"
                " recursive_triggers=ON; PRAGMA secure_delete=ON; PRAGMA journal_size_limit=67108864; PRAGMA"
                " temp_store=MEMORY"
            ),
        },
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "OPTIONS": {}}}
# What is counted by address and person; shared by the processes, apart from the database: docs/adr/0024.
CACHES = {"default": {"BACKEND": "arpent.site.counters.CountersCache", "LOCATION": ARPENT_HOME / "counters.sqlite3"}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
# A sign-in ends after 14 days, and after 16 hours that nobody used it: from the evening report to the next morning it
# lasts, over a week-end or on a lost phone it does not. ADR 0024.
ARPENT_SESSION_DAYS = read_count("ARPENT_SESSION_DAYS", 14)
ARPENT_IDLE_HOURS = read_count("ARPENT_IDLE_HOURS", 16)
SESSION_COOKIE_AGE = ARPENT_SESSION_DAYS * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_HSTS_SECONDS = 31536000 if BEHIND_TLS else 0
# Only where every name below this one speaks TLS too.
SECURE_HSTS_INCLUDE_SUBDOMAINS = os.environ.get("ARPENT_HSTS_SUBDOMAINS") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", "blob:"],
    # A sound recorded on the phone is heard before it is sent.
    "media-src": [CSP.SELF, "blob:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SILENCED_SYSTEM_CHECKS = ["account.W001"]

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# The first one hashes; the others read what an older Arpent hashed, which is hashed anew at the next sign-in.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "arpent.accounts.passwords.FirmWordsValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
ACCOUNT_ADAPTER = "arpent.site.accounts.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# What needs no account is read by links: no address asks faster than a person reads. Requests a minute.
ARPENT_PUBLIC_RATES = {"public_link": 120, "public_write": 30, "calendar_feed": 60}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to an address that nobody here uses
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BEHIND_TLS
MFA_TOTP_ISSUER = "Arpent"


def _mailer() -> dict[str, object]:
    """Return the SMTP server of ARPENT_SMTP_URL (smtp://user:password@host:587); without one, nothing is sent or
    kept.
    """
    parts = urlsplit(os.environ.get("ARPENT_SMTP_URL", ""))
    if not parts.hostname:
        return {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    # A server that accepts and never answers costs the worker this many seconds, and the pages nothing.
    options = {
        "timeout": 20,
        "host": parts.hostname,
        "port": parts.port or 587,
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": parts.scheme != "smtps",
        "use_ssl": parts.scheme == "smtps",
    }
    return {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}


MAILERS = {"default": _mailer()}
# Without a server of its own, Arpent sends nothing: people send from theirs.
ARPENT_SENDS_MAIL = bool(os.environ.get("ARPENT_SMTP_URL"))
DEFAULT_FROM_EMAIL = os.environ.get("ARPENT_EMAIL_FROM", "arpent@localhost")

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("Français")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["arpent.site.formats"]
USE_I18N = True
TIME_ZONE = os.environ.get("ARPENT_TIME_ZONE", "Europe/Paris")
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
# No collectstatic: the files are served from the package, compressed and named by content at build (ADR 0035).
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "arpent.site.assets.BuiltFiles"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/dist/[\w-]+-[0-9A-Z]{8}\.\w+$"
WHITENOISE_AUTOREFRESH = DEBUG
ARPENT_PREVENT_LAZY_LOADING = DEBUG  # see database/lists.py; the tests set it
MEDIA_ROOT = ARPENT_HOME / "uploads"
# Remembered heads of the audit trail, outside the base (ADR 0026).
ARPENT_TRAIL_HEAD = ARPENT_HOME / "trail_head"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
# One commercial file; a larger one is refused before it is read.
ARPENT_MAX_UPLOAD = 250 * 1024 * 1024

# Every line goes to the standard error, without the secrets of private links.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "arpent.site.logs.HidingFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "arpent.security": {"level": "INFO"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
