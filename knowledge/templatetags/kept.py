from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.translation import get_language

from knowledge import page_cache

register = template.Library()


class Kept(template.Node):
    def __init__(self, nodelist: NodeList, names: list[FilterExpression]):
        self.nodelist = nodelist
        self.names = names
        self.html: dict[tuple, str] = {}

    def render(self, context):
        if not page_cache.KEPT_FOR:
            return self.nodelist.render(context)
        key = (get_language(), *(name.resolve(context) for name in self.names))
        if key not in self.html:
            self.html[key] = self.nodelist.render(context)
        return self.html[key]


@register.tag
def kept(parser: Parser, token: Token) -> Kept:
    """Render what stands between once in each language: {% kept what_it_depends_on %}…{% endkept %}.

    For what surrounds every page. It may use no data, nothing of who reads, and of the page only what the tag names.
    """
    names = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(nodelist, names)
