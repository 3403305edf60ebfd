"""The site's own settings, with everything it writes in a folder of this test process."""

import os
import tempfile
from pathlib import Path

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
os.environ.setdefault("SECRET_KEY", "tests-only-" + "x" * 40)
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix=f"information-center-{WORKER}-")
os.environ["EMAIL_URL"] = "memorymail://"
os.environ["CACHE_URL"] = "locmemcache://"
os.environ["SECOND_FACTOR_REQUIRED"] = "0"

from helpdesk.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA = Path(os.environ["DATA_DIR"])
(DATA / "static").mkdir()

# A file, as on a real site, so that other processes can share it.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}  # noqa: F405
