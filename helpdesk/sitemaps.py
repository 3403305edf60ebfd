"""The sitemap of the whole site: the FAQ's, and the pages of the centre."""

from django.contrib.sitemaps import Sitemap

from knowledge.feeds import SITEMAPS as FAQ
from knowledge.pages import in_every_language


class CenterSitemap(Sitemap):
    """What the centre says about itself, and where to ask, in every language."""

    def items(self):
        names = ("ask", "help", "promise", "privacy", "accessibility")
        return [address for name in names for address in in_every_language(f"helpdesk:{name}").values()]

    def location(self, address):
        return address


SITEMAPS = FAQ | {"center": CenterSitemap}
