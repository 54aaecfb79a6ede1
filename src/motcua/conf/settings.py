"""Django settings of one site, derived from the typed environment; no logic beyond that."""

from motcua.conf import environment
from motcua.conf.sites import SITES

ENVIRONMENT = environment.load()
MOTCUA_SITE = ENVIRONMENT.site.value
MOTCUA_MODE = ENVIRONMENT.mode
MOTCUA_DATA = ENVIRONMENT.data
MOTCUA_BUILD = ENVIRONMENT.build
MOTCUA_LEGAL_SHIFT_DAYS = ENVIRONMENT.legal_shift_days
MOTCUA_ARCHIVE_AFTER_DAYS = ENVIRONMENT.archive_after_days
MOTCUA_SIGNATURE_LEVEL = ENVIRONMENT.pades_level
MOTCUA_RECOGNISER = ENVIRONMENT.recogniser
MOTCUA_ANTIVIRUS = ENVIRONMENT.antivirus
MOTCUA_NAVIGATION = SITES[ENVIRONMENT.site].navigation
MOTCUA_WORK = SITES[ENVIRONMENT.site].work
MOTCUA_SITE_URLS = ENVIRONMENT.site_urls

MOTCUA_CONNECTIONS = ENVIRONMENT.connections
MOTCUA_QUIET_HOURS = ENVIRONMENT.quiet_hours or None
MOTCUA_FORM_TARGETS = ENVIRONMENT.form_targets
MOTCUA_DATA_KEY = ENVIRONMENT.sealing_key
MOTCUA_DATA_KEYS_BEFORE = [key.get_secret_value() for key in ENVIRONMENT.data_keys_before]

SECRET_KEY = ENVIRONMENT.secret_key.get_secret_value()
DEBUG = False
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
INSTALLED_APPS = list(SITES[ENVIRONMENT.site].applications)
ROOT_URLCONF = SITES[ENVIRONMENT.site].urls
WSGI_APPLICATION = "motcua.conf.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

MIDDLEWARE = [
    "motcua.ui.middleware.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages hold secrets only in form tokens, which Django masks anew each time (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "motcua.identity.middleware.DeclaredAccess",
    "motcua.ui.middleware.RefusalPages",
]

_CONTEXT = {"motcua.notifications": "motcua.notifications.context.unread"}
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "motcua.ui.jinja.environment",
            "context_processors": [
                "motcua.ui.context.page",
                "motcua.identity.context.account",
                *(name for app, name in _CONTEXT.items() if app in INSTALLED_APPS),
            ],
        },
    },
    {
        # Only for pages of libraries that we do not show; ours are Jinja.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

DATABASES = {"default": environment.database(ENVIRONMENT)}

# The database is the only shared state: no second server to run, lose or keep in step. Used
# one-time codes and counted attempts must hold over all processes and restarts.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "motcua_cache",
        # Beyond it entries are thrown away unseen: a used code would count as unused.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
SESSION_ENGINE = "motcua.identity.sessions"

# The sites share one host name in the demo, and with it their cookies: each has names of its own.
# Browsers take such a cookie from this host alone, over TLS, for all its paths.
_HOST_ONLY = "__Host-" if ENVIRONMENT.public_scheme == "https" else ""
SESSION_COOKIE_NAME = f"{_HOST_ONLY}motcua_{MOTCUA_SITE}_session"
CSRF_COOKIE_NAME = f"{_HOST_ONLY}motcua_{MOTCUA_SITE}_csrf"
LANGUAGE_COOKIE_NAME = f"motcua_{MOTCUA_SITE}_language"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.public_scheme == "https"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = list(ENVIRONMENT.trusted_origins)
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if ENVIRONMENT.public_scheme == "https" else 0
if ENVIRONMENT.proxy_tells_scheme:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_FAILURE_VIEW = "motcua.ui.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024

AUTH_USER_MODEL = "identity.StaffAccount"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# The first hashes the passwords of people; the second is chosen by name, for secrets of machines;
# what the third hashed is still known, and hashed anew at the next sign-in.
PASSWORD_HASHERS = [
    "motcua.privacy.hashers.PeopleHasher",
    "motcua.privacy.hashers.RandomSecretHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
ACCOUNT_ADAPTER = "motcua.identity.adapters.allauth.StaffAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "add_webauthn": "motcua.identity.key_forms.AddKey",
    "authenticate_webauthn": "motcua.identity.key_forms.AuthenticateByKey",
    "reauthenticate_webauthn": "motcua.identity.key_forms.ConfirmByKey",
}
MFA_TOTP_ISSUER = "Một Cửa"
MFA_ADAPTER = "motcua.identity.adapters.allauth.SecondFactorAdapter"
MOTCUA_IDENTITY_FURTHER = ENVIRONMENT.identity_further
MOTCUA_IDENTITY_ASSURANCE = ENVIRONMENT.identity_assurance
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "identity:desk"
LOGOUT_REDIRECT_URL = "/"

# The sandbox's national e-identity.
IDP_OIDC_ADAPTER = "motcua.sandbox.identity.adapter.NationalIdentity"
IDP_OIDC_AUTHORIZATION_CODE_EXPIRES_IN = 60

DEFAULT_FROM_EMAIL = ENVIRONMENT.sender

OAUTH2_PROVIDER = {
    "SCOPES": {
        "dossiers.sync": "send snapshots of dossiers and services",
        "dossiers.exchange": "bring in and take out dossiers of an agency",
        "dossiers.submit": "submit dossiers and read their state",
    },
    "DEFAULT_SCOPES": [],
    "ACCESS_TOKEN_EXPIRE_SECONDS": 600,
    "CLIENT_SECRET_HASHER": "random_secret",
    # RFC 9700: tokens are kept as hashes, and never taken from an address.
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,
    "COMPLIANT_BCP_RFC9700_ACCESS_TOKEN_TRANSPORT": True,
}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [str(environment.PROJECT / "src" / "motcua" / "locale")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/static/"
STATICFILES_DIRS = [str(MOTCUA_BUILD / "static")]
STATIC_ROOT = str(MOTCUA_BUILD / "collected")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
NINJA_PAGINATION_PER_PAGE = 100

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"motcua": {"level": "INFO"}},
}
