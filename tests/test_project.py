"""What must hold for the project as a whole."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[1]
OURS = [p for app in ("helpdesk", "knowledge") for p in (ROOT / app).rglob("*.py") if "migrations" not in p.parts]


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return names


def test_knowledge_never_imports_the_helpdesk():
    guilty = [p for p in OURS if "knowledge" in p.parts and any(n.split(".")[0] == "helpdesk" for n in imported(p))]

    assert guilty == []


def test_knowledge_does_not_read_the_reverse_names_of_the_helpdesk():
    names = {
        f"{path.relative_to(ROOT)}: {node.attr}"
        for path in OURS
        if path.is_relative_to(ROOT / "knowledge")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and re.fullmatch(r"tickets?|expertise|article_links?", node.attr)
    }

    assert names == set()


def test_only_search_knows_the_search_engine():
    allowed = {ROOT / "knowledge/search_indexes.py", *(ROOT / "knowledge/search").rglob("*.py")}
    allowed |= set((ROOT / "knowledge/management/commands").glob("*_index.py"))
    guilty = [p for p in OURS if p not in allowed and {n.split(".")[0] for n in imported(p)} & {"haystack", "whoosh"}]

    assert guilty == []


def test_imports_stand_at_the_top_of_the_file():
    inside = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in OURS
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert inside == []


def test_modules_templates_and_settings_keep_their_size():
    too_long = [p for p in OURS if len(p.read_text("utf-8").splitlines()) > 300]
    too_long += [p for p in (ROOT / "templates").rglob("*.html") if len(p.read_text("utf-8").splitlines()) > 80]

    assert [str(p.relative_to(ROOT)) for p in too_long] == []
    assert len((ROOT / "helpdesk/config/settings.py").read_text("utf-8").splitlines()) <= 120


def test_functions_stay_short():
    too_long = [
        f"{path.relative_to(ROOT)}:{node.name}"
        for path in OURS
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno > 40
    ]

    assert too_long == []


def test_no_template_marks_text_safe_or_carries_style_or_script():
    banned = re.compile(
        r"\|\s*safe\b|autoescape off|\bstyle=|<style|\bon(?:click|load|submit|change)=|<script(?![^>]*\bsrc=)", re.I
    )
    pages = [p for p in (ROOT / "templates").rglob("*.html") if banned.search(p.read_text("utf-8"))]

    assert pages == []


@pytest.mark.django_db
def test_the_models_and_the_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    ours = ("DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE", "SECRET_KEY", "DEBUG")
    clean = {k: v for k, v in os.environ.items() if k not in ours}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=clean | environment, capture_output=True, text=True, timeout=120)


SAFE = {
    "SECRET_KEY": "k1D9-" + "aB3xY7" * 10,
    "BASE_URL": "https://bilgi.example.org",
    "ALLOWED_HOSTS": "bilgi.example.org",
}


def test_the_deployment_check_is_clean(tmp_path):
    done = manage("check", "--deploy", "--fail-level", "WARNING", DATA_DIR=str(tmp_path), **SAFE)

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "unsafe",
    [{"SECRET_KEY": ""}, {"SECRET_KEY": "short"}, {"ALLOWED_HOSTS": "*"}],
    ids=["no secret", "a short secret", "any host"],
)
def test_an_unsafe_site_refuses_to_start(tmp_path, unsafe):
    done = manage("check", DATA_DIR=str(tmp_path), **(SAFE | unsafe))

    assert done.returncode != 0
    assert "ImproperlyConfigured" in done.stderr
