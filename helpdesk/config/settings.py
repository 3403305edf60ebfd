"""The site's settings: the only reader of the environment. The README explains each variable."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
ROOT = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env("DATA_DIR", default=str(ROOT / "var"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="only-for-development-and-tests" if DEBUG else "")
if not DEBUG and len(SECRET_KEY) < 32:
    raise ImproperlyConfigured("Set SECRET_KEY to at least 32 random characters; only DEBUG=1 may run without one.")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
PORT = env.int("PORT", default=8000)
BASE_URL = env("BASE_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
if not DEBUG and "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the site's hosts; * is only for development.")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
SECURE = BASE_URL.startswith("https://")
FAQ_SEED = ROOT / "faq_seed"

INSTALLED_APPS = [
    "helpdesk",
    "knowledge",
    "haystack",
    "simple_history",
    "django_htmx",
    *("allauth", "allauth.account", "allauth.mfa"),
    *(f"django.contrib.{name}" for name in ("admin", "auth", "contenttypes", "sessions", "messages", "sitemaps")),
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "knowledge.page_cache.PublicPages",
    *("django.middleware.security.SecurityMiddleware", "django.middleware.clickjacking.XFrameOptionsMiddleware"),
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "helpdesk.middleware.PrivateByDefault",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "helpdesk.middleware.OwnFace",
    "helpdesk.middleware.Maintenance",
    "helpdesk.middleware.NotTooMuch",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "helpdesk.middleware.SecondFactor",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "helpdesk.config.urls"
WSGI_APPLICATION = "helpdesk.config.wsgi.application"
CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "helpdesk.context_processors.site",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": CONTEXT_PROCESSORS},
    }
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'center.sqlite3'}")}
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;"
    DATABASES["default"]["OPTIONS"] = {"init_command": pragmas, "transaction_mode": "IMMEDIATE", "timeout": 20}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": env.cache("CACHE_URL", default=f"filecache://{DATA_DIR / 'cache'}")}
search = env.search_url("SEARCH_URL", default=f"whoosh://{DATA_DIR / 'index'}")
own_engine = "engine" if "whoosh" in search["ENGINE"] else "elasticsearch"
search["ENGINE"] = f"knowledge.search.{own_engine}.Engine"
HAYSTACK_CONNECTIONS = {"default": search | {"SILENTLY_FAIL": False}}
vars().update(env.email("EMAIL_URL", default=f"filemail:///{DATA_DIR / 'mail'}"))
DEFAULT_FROM_EMAIL = env("FROM_EMAIL", default="bilgi@example.org")
INBOX_URL = env("INBOX_URL", default="")
MEDIA_ROOT = DATA_DIR / "uploads"
FILE_UPLOAD_PERMISSIONS = 0o600

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "helpdesk.accounts.StaffOnly"
ACCOUNT_LOGIN_METHODS, ACCOUNT_EMAIL_VERIFICATION = {"username", "email"}, "none"
ACCOUNT_FORMS = {"login": "helpdesk.forms.SignInForm"}
MFA_ALLOW_UNVERIFIED_EMAIL = True
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=not DEBUG)
LOGIN_REDIRECT_URL = "/desk/"
checks = ("MinimumLengthValidator", "CommonPasswordValidator", "UserAttributeSimilarityValidator")
AUTH_PASSWORD_VALIDATORS = [{"NAME": f"django.contrib.auth.password_validation.{name}"} for name in checks]
AUTH_PASSWORD_VALIDATORS[0]["OPTIONS"] = {"min_length": 12}

LANGUAGES = [("tr", "Türkçe"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]
LANGUAGE_CODE, TIME_ZONE = "tr", env("TIME_ZONE", default="Europe/Istanbul")
STATIC_URL, STATIC_ROOT = "/static/", DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": f"whitenoise.storage.{'' if DEBUG else 'CompressedManifest'}StaticFilesStorage"},
}

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = SECURE
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"  # With "no-referrer" browsers send forms from "Origin: null", which are refused.
own = {name: [SELF] for name in ("script-src", "style-src", "img-src", "font-src", "connect-src", "form-action")}
nobody = {name: [NONE] for name in ("default-src", "base-uri", "frame-ancestors")}
CONTENT_SECURITY_POLICY = {"DIRECTIVES": own | nobody}
