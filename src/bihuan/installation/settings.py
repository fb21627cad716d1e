"""Settings of an installation. Everything that differs between places comes from BIHUAN_… in the environment."""

from __future__ import annotations

import os

from csp.constants import NONE, SELF

from bihuan.domain.office_day import ZONE
from bihuan.installation import sqlite
from bihuan.installation.environment import number
from bihuan.installation.home import HOUSE, database_file, home_folder, kept_secret
from bihuan.web.serving.logs import logging_settings
from bihuan.web.styles.first_sight import FIRST_SIGHT, WAITING, source

WAL_IS_SAFE = sqlite.choose()
HOME = home_folder()
DEBUG = False

SECRET_KEY = os.environ.get("BIHUAN_SECRET") or kept_secret()
ALLOWED_HOSTS = os.environ.get("BIHUAN_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("BIHUAN_ORIGINS", "").split(",") if o]
DEMO = os.environ.get("BIHUAN_DEMO") == "1"  # the sign-in page of a demo shows its accounts

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "bihuan.ledger",
    "bihuan.access",
    "bihuan.views",
    "bihuan.rules",
    "bihuan.organizations",
    "bihuan.dossiers",
    "bihuan.intake",
    "bihuan.planning",
    "bihuan.teams",
    "bihuan.clues",
    "bihuan.questionnaires",
    "bihuan.mailroom",
    "bihuan.papers",
    "bihuan.feedback",
    "bihuan.fieldwork",
    "bihuan.rectification",
    "bihuan.supervision",
    "bihuan.evaluation",
    "bihuan.closeout",
    "bihuan.exchange",
    "bihuan.web",
]

MIDDLEWARE = [
    "bihuan.web.serving.logs.RequestLogMiddleware",
    "bihuan.web.serving.early.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "bihuan.web.serving.uploads.SessionMiddleware",
    "bihuan.web.serving.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "bihuan.web.serving.uploads.UploadMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "bihuan.web.serving.middleware.SignedInMiddleware",
    "bihuan.web.serving.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

FORM_RENDERER = "bihuan.web.controls.Renderer"
SAYS_REFUSALS_IN_CHINESE = "bihuan.web.refusals.in_chinese"  # asked by the API, which knows no pages
ROOT_URLCONF = "bihuan.installation.urls"
WSGI_APPLICATION = "bihuan.installation.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("bihuan.web.serving.folding.Loader", ["django.template.loaders.app_directories.Loader"])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "bihuan.web.context.house",
            ],
        },
    }
]


def database() -> dict[str, object]:
    """Return the database's settings: PostgreSQL where BIHUAN_POSTGRES names one, else SQLite in the home folder."""
    dsn = os.environ.get("BIHUAN_POSTGRES")
    if dsn:
        from psycopg.conninfo import conninfo_to_dict

        parts = conninfo_to_dict(dsn)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.get("dbname", "bihuan"),
            "USER": parts.get("user", ""),
            "PASSWORD": parts.get("password", ""),
            "HOST": parts.get("host", ""),
            "PORT": parts.get("port", ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,  # a connection from before a restart of PostgreSQL is opened anew
        }
    journal = "WAL" if WAL_IS_SAFE else "DELETE"
    # pages of 8 KB (where a file is new) make half the writes of the log: an import costs a twentieth less
    care = f"PRAGMA page_size=8192; PRAGMA journal_mode={journal}; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": database_file(),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": care,
        },
    }


DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "bihuan.access.sign_in.AccountBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
if DEMO:  # its passwords stand on the sign-in page: ninety accounts in a blink
    PASSWORD_HASHERS = ["bihuan.simulate.hashing.DemoHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/sign-in/"
SESSION_ENGINE = "bihuan.web.serving.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
IDLE_SECONDS = number("BIHUAN_IDLE_SECONDS", 1800)
TOKEN_DAYS = number("BIHUAN_TOKEN_DAYS", 180)  # the longest life of a personal token
BULK_MOST = number("BIHUAN_BULK_MOST", 200)  # rows of one deed on many
ENTER_AT_ONCE = number("BIHUAN_ENTER_AT_ONCE", 2000)  # rows of a draft; a job enters larger ones
EXPORT_MOST = number("BIHUAN_EXPORT_MOST", 50000)  # rows of one workbook
UNDO_SECONDS = 600  # how long a plain edit of many rows can be taken back
EMAIL_HOST = os.environ.get("BIHUAN_MAIL_HOST", "")  # empty: no mail is sent
MAIL_TLS = os.environ.get("BIHUAN_MAIL_TLS", "starttls")  # starttls, ssl or none
EMAIL_PORT = number("BIHUAN_MAIL_PORT", 465 if MAIL_TLS == "ssl" else 587)
EMAIL_HOST_USER = os.environ.get("BIHUAN_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("BIHUAN_MAIL_PASSWORD", "")
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL_TLS == "starttls", MAIL_TLS == "ssl"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("BIHUAN_MAIL_FROM", "bihuan@localhost")
MAIL_HOUR = number("BIHUAN_MAIL_HOUR", 8)  # of the day, from which on reminders go out
ADDRESS = os.environ.get("BIHUAN_ADDRESS", "").rstrip("/")  # where browsers find it, for links in mail
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "bihuan.access.sign_in.counted_name"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "bihuan.web.screens.signing.locked_out"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # the sign-in name is unique in an authority; access.sign_in sees to the rest

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "Chinese"), ("en", "English")]
LOCALE_PATHS = [HOUSE / "src/bihuan/web/locale"]
USE_I18N = True
TIME_ZONE = ZONE
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DOCS = HOUSE / "docs"  # the guide, as pages show it
UPLOADS = HOME / "uploads"
UPLOAD_LIMIT = 50 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_NUMBER_FILES = 50
FILE_UPLOAD_TEMP_DIR = None  # the system's; a cut-off upload leaves a file there at most until the next start
FILE_UPLOAD_HANDLERS = [
    "bihuan.web.serving.uploads.QuotaHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
LOGGING = logging_settings(os.environ.get("BIHUAN_LOG", "INFO").upper())

TASKS = {"default": {"BACKEND": os.environ.get("BIHUAN_TASKS", "django_tasks_db.DatabaseBackend")}}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "style-src": [SELF, source(FIRST_SIGHT)],
        "script-src": [SELF, source(WAITING)],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
        "base-uri": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# The one reverse proxy that may say from where, and whether by https, a request came; the server (cli/serve.py) reads
# that from it alone and drops those headers from anybody else, so that nobody talks himself out of a lockout.
TRUSTED_PROXY = os.environ.get("BIHUAN_PROXY", "")
if os.environ.get("BIHUAN_HTTPS") == "1":
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = number("BIHUAN_HSTS_SECONDS", 2592000)  # 30 days
