"""Other processes on the same database, index and files as the test: real races, real kills."""

import os
import subprocess
import sys
from pathlib import Path

from django.db import connection

from tests.settings import DATA

ROOT = Path(__file__).resolve().parents[1]
START = "import django; django.setup()\n"


def environment() -> dict[str, str]:
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{database['NAME']}"
    else:
        who = f"{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}"
        url = f"postgres://{who}/{database['NAME']}"
    ours = {"DATABASE_URL": url, "DATA_DIR": str(DATA), "DJANGO_SETTINGS_MODULE": "helpdesk.config.settings"}
    ours |= {"EMAIL_URL": f"filemail:///{DATA / 'mail'}", "CACHE_URL": f"filecache://{DATA / 'cache'}"}
    return os.environ | ours


def start(code: str) -> subprocess.Popen:
    command = [sys.executable, "-W", "ignore", "-c", START + code]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def finish(*processes: subprocess.Popen) -> list[str]:
    """What each printed, once all have ended well."""
    outputs = [process.communicate(timeout=60) for process in processes]
    for process, (_out, errors) in zip(processes, outputs, strict=True):
        assert process.returncode == 0, errors
    return [out.strip() for out, _errors in outputs]
