"""Make the pictures of the docs from a running demonstration site, in Turkish, each page on a desktop and on a phone.

.venv/bin/python docs/screenshots.py http://127.0.0.1:8000 EXPERT_PASSWORD EDITOR_PASSWORD
"""

import base64
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

IMAGES = Path(__file__).parent / "images"
SIZES = {"desktop": (1180, 760), "phone": (375, 760)}
SHEET = """<body style="margin:0;padding:32px;display:flex;gap:32px;background:#e4e0d6">
{}</body>"""
PICTURE = '<img style="height:760px;border-radius:12px;box-shadow:0 2px 16px #0003" src="data:image/png;base64,{}">'
QUESTION = {"subject": "Dernek arşivimizi belediyeye devredebilir miyiz?", "body": "Kırk yıllık belgelerimiz var."}


def at(browser: Browser, site: str, size: str) -> BrowserContext:
    width, height = SIZES[size]
    return browser.new_context(viewport={"width": width, "height": height}, locale="tr", base_url=site)


def sign_in(page: Page, name: str, password: str) -> None:
    page.goto("/accounts/login/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", password)
    page.locator("form:has([name=password]) button").first.click()
    page.wait_for_url("**/desk/**")


def ask(page: Page) -> None:
    """As far as looking it over."""
    page.goto("/tr/ask/")
    for name, words in QUESTION.items():
        page.fill(f"[name={name}]", words)
    page.locator("form[data-keep=ask] button.button").click()
    page.wait_for_selector("[name=requester_email]")


def send(page: Page) -> None:
    ask(page)
    page.fill("[name=requester_email]", "ayse@mavikus.example")
    page.check("[name=process]")
    page.locator("form[action$='/ask/send/'] button.button:not([name])").click()
    page.wait_for_url("**/thanks/")
    page.locator("main a.button").first.click()


def first_ticket(page: Page) -> None:
    page.goto("/desk/?view=all")
    page.locator("a[href*='/desk/tickets/']").first.click()
    page.wait_for_url("**/desk/tickets/**")
    page.wait_for_selector("#composer")


def look(browser: Browser, site: str, size: str, way: str, password: str = "") -> bytes:
    """Go there and take the picture; `way` is an address, or what to do first."""
    context = at(browser, site, size)
    page = context.new_page()
    if password:
        sign_in(page, *password.split(":", 1))
    steps = {"ask": ask, "send": send, "first ticket": first_ticket}
    steps[way](page) if way in steps else page.goto(way)
    page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
    picture = page.screenshot()
    context.close()
    return picture


def sheet(browser: Browser, name: str, pictures: list[bytes]) -> None:
    page = browser.new_page(viewport={"width": 1180 + 375 + 96, "height": 824})
    page.set_content(SHEET.format("".join(PICTURE.format(base64.b64encode(p).decode()) for p in pictures)))
    page.screenshot(path=IMAGES / f"{name}.png")
    page.close()


def main(site: str, expert: str, editor: str) -> None:
    expert, editor = f"expert:{expert}", f"editor:{editor}"
    sheets = {
        "home": ("/tr/", "/tr/a/leg-012/", ""),
        "ask": ("ask", "send", ""),
        "desk": ("/desk/?view=all", "/desk/", expert),
        "ticket": ("first ticket", "first ticket", expert),
        "knowledge": ("/desk/knowledge/", "/desk/knowledge/articles/leg-012/", editor),
    }
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, (on_desktop, on_phone, who) in sheets.items():
            pictures = [look(browser, site, "desktop", on_desktop, who), look(browser, site, "phone", on_phone, who)]
            sheet(browser, name, pictures)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), *sys.argv[2:4])
