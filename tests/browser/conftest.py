"""A real Chromium from the machine; without one, these tests say so and are skipped."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"phone": {"width": 375, "height": 740}, "desktop": {"width": 1280, "height": 900}}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine; install it (Debian: apt install chromium) to run the browser tests")
    # Playwright runs an event loop in this thread; our database calls are synchronous all the same.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, live_server, settings) -> Iterator[Callable[..., Page]]:
    settings.BASE_URL = live_server.url
    contexts = []

    def open_one(size: str = "desktop", *, script: bool = True, language: str = "tr", scheme: str = "light") -> Page:
        context = chromium.new_context(
            viewport=SIZES[size],
            java_script_enabled=script,
            locale=language,
            color_scheme=scheme,
            base_url=live_server.url,
            bypass_csp=False,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
