"""What the first view of a public page costs a phone, from the site as it runs in production, in a real Chromium.

    python -m benchmarks.first_view

Prints, for each page and without anything kept: bytes over the wire with headers and fonts (at most 100,000), requests,
stylesheets (one), what the first painting waits for, images that do not say their size, how much moves (below 0.1), the
largest painting in milliseconds on this machine, and whether the page says the same with scripts blocked.
"""

import os
import secrets
import shutil
import sys
import tempfile

from playwright.sync_api import Browser, sync_playwright

from benchmarks.serving import ROOT, Server
from tests.browser.first_view import first_view

PHONE = {"width": 375, "height": 740}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DATA_DIR": folder, "DEBUG": "", "SECRET_KEY": secrets.token_urlsafe(48)}
        os.environ["DJANGO_SETTINGS_MODULE"] = "helpdesk.config.settings"
        addresses = prepare()
        print(f"{'page':<10}{'bytes':>9}{'requests':>10}{'css':>5}{'images':>8}{'moves':>8}{'ms':>7}  waits for")
        with Server("helpdesk.config.wsgi", ROOT) as site, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            for name, address in addresses.items():
                show(browser, name, f"http://127.0.0.1:{site.port}{address}")
            browser.close()


def prepare() -> dict[str, str]:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("setup", stdout=sys.stderr)
    from knowledge.models import ArticleText

    text = max(ArticleText.objects.filter(language="tr").select_related("article__topic"), key=lambda t: len(t.answer))
    pages = {"home": "/tr/", "topic": text.article.topic.get_absolute_url(), "article": text.get_absolute_url()}
    return pages | {"ask": "/tr/ask/", "search": "/tr/search/?q=dernek"}


def show(browser: Browser, name: str, address: str) -> None:
    texts = []
    for script in (True, False):
        context = browser.new_context(viewport=PHONE, locale="tr", java_script_enabled=script)
        page = context.new_page()
        if script:
            view = first_view(page, address)
        else:
            page.goto(address)
        texts.append(len(page.locator("main").inner_text()))
        context.close()
    waits = ", ".join(file.rpartition("/")[2] for file in view.blocking)
    figures = f"{view.bytes:>9,}{view.requests:>10}{view.stylesheets:>5}{view.unsized_images:>8}"
    print(f"{name:<10}{figures}{view.layout_shift:>8.3f}{view.largest_paint:>7.0f}  {waits}", end="")
    print(f"; {texts[1] / texts[0]:.0%} of its text without scripts", flush=True)


if __name__ == "__main__":
    main()
