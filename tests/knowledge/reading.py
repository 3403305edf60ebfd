"""What a page holds, read as a browser would, so that no test depends on the words of the screen."""

from html.parser import HTMLParser

from django.http import HttpResponse

EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
Attributes = dict[str, str]


class Page(HTMLParser):
    """Every tag with its attributes, the text of the page and of each kind of tag, and what its text areas hold."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, Attributes]] = []
        self.text = ""
        self.areas: dict[str, str] = {}
        self._area: str | None = None
        self._inside: list[tuple[str, list[str]]] = []
        self._texts: list[tuple[str, str]] = []
        self.feed(html)
        self.close()
        # A browser leaves out the line break that follows the opening tag.
        self.areas = {name: text.removeprefix("\r").removeprefix("\n") for name, text in self.areas.items()}

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, {name: value or "" for name, value in attributes}))
        if tag == "textarea":
            self._area = self.tags[-1][1].get("name", "")
            self.areas[self._area] = ""
        if tag not in EMPTY:
            self._inside.append((tag, []))

    def handle_endtag(self, tag):
        self._area = None if tag == "textarea" else self._area
        while tag in [name for name, _words in self._inside]:
            name, words = self._inside.pop()
            self._texts.append((name, " ".join("".join(words).split())))
            if name == tag:
                return

    def handle_data(self, data):
        if self._area is not None:
            self.areas[self._area] += data
        self.text += data
        for _name, words in self._inside:
            words.append(data)

    def all(self, tag: str, **having: str) -> list[Attributes]:
        return [found for name, found in self.tags if name == tag and having.items() <= found.items()]

    def texts(self, tag: str) -> list[str]:
        return [text for name, text in self._texts if name == tag]

    @property
    def links(self) -> list[str]:
        return [found["href"] for found in self.all("a") if "href" in found]

    @property
    def forms(self) -> list[str]:
        """Where the forms of the page lead; a form without an address leads back to its page."""
        return [found.get("action", "") for found in self.all("form")]

    @property
    def running(self) -> list[Attributes]:
        """The scripts a browser would run from the page itself; data in a script tag does not run."""
        return [
            found for found in self.all("script") if "src" not in found and found.get("type") != "application/ld+json"
        ]

    def value(self, name: str) -> str | None:
        """The value an input of this name was given."""
        return next((found.get("value", "") for found in self.all("input", name=name)), None)


def read(response: HttpResponse) -> Page:
    return Page(response.content.decode())
