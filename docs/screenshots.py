"""Make the README's picture from a running site: `.venv/bin/python docs/screenshots.py http://127.0.0.1:8000`."""

import base64
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

IMAGES = Path(__file__).parent / "images"
SIZES = {"desktop": (1180, 760), "phone": (375, 760)}
PAGE = """<body style="margin:0;padding:32px;display:flex;gap:32px;background:#e4e0d6">
{}</body>"""
PICTURE = '<img style="height:760px;border-radius:12px;box-shadow:0 2px 16px #0003" src="data:image/png;base64,{}">'


def shoot(browser: Browser, site: str, size: tuple[int, int], path: str) -> bytes:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="tr")
    page = context.new_page()
    page.goto(site + path)
    picture = page.screenshot()
    context.close()
    return picture


def main(site: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        pictures = [
            shoot(browser, site, SIZES["desktop"], "/tr/"),
            shoot(browser, site, SIZES["phone"], "/tr/a/leg-012/"),
        ]
        page = browser.new_page(viewport={"width": 1180 + 375 + 96, "height": 824})
        page.set_content(PAGE.format("".join(PICTURE.format(base64.b64encode(p).decode()) for p in pictures)))
        page.screenshot(path=IMAGES / "home.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
