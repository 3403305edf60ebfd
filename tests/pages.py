"""What a browser would see, follow and send from a page."""

from html.parser import HTMLParser

from django.http import HttpResponse
from django.test import Client

from helpdesk import access
from helpdesk.models import Ticket


def browser_of(ticket: Ticket) -> Client:
    """The browser of whoever asked, once they have opened their private link."""
    browser = Client()
    browser.get(f"/{ticket.language}/tickets/{access.token_for(ticket)}/")
    return browser


class Page(HTMLParser):
    """The words of a page, where its links lead, and its forms by address with the values that stand in them."""

    def __init__(self, response: HttpResponse):
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.forms: dict[str, dict[str, str]] = {}
        self._heard: list[str] = []
        self._fields: dict[str, str] = {}
        self._area: str | None = None
        self._select: str | None = None
        self.feed(response.content.decode())
        self.close()
        self.words = " ".join("".join(self._heard).split())

    def handle_starttag(self, tag, attributes):
        found = {name: value or "" for name, value in attributes}
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        elif tag == "form":
            self._fields = self.forms.setdefault(found.get("action", ""), {})
        elif tag == "input" and "name" in found:
            self._input(found)
        elif tag == "textarea":
            self._area = found.get("name", "")
            self._fields[self._area] = ""
        elif tag == "select":
            self._select = found.get("name", "")
        elif tag == "option" and self._select is not None:
            self._fields.setdefault(self._select, found.get("value", ""))
            if "selected" in found:
                self._fields[self._select] = found.get("value", "")

    def _input(self, found: dict[str, str]) -> None:
        kind = found.get("type", "text")
        if kind in ("checkbox", "radio") and "checked" in found:
            self._fields[found["name"]] = found.get("value", "on")
        elif kind not in ("checkbox", "radio", "file", "submit", "button"):
            self._fields[found["name"]] = found.get("value", "")

    def handle_endtag(self, tag):
        if tag == "textarea" and self._area is not None:
            # A browser leaves out the line break that follows the opening tag.
            self._fields[self._area] = self._fields[self._area].removeprefix("\r").removeprefix("\n")
            self._area = None
        elif tag == "select":
            self._select = None
        elif tag == "form":
            self._fields = {}

    def handle_data(self, data):
        if self._area is not None:
            self._fields[self._area] += data
        self._heard.append(data)
