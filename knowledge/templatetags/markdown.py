from django import template
from django.utils.html import linebreaks
from django.utils.safestring import SafeString

from knowledge import rendering
from knowledge.models import ArticleText

register = template.Library()


@register.filter
def markdown(text: str, host: str = "") -> SafeString:
    """Markdown as safe HTML; text that would cost too much to render is shown as it was typed. Mails name a `host`."""
    try:
        return rendering.render(text, host=host)
    except rendering.TooMuchMarkdown:
        return linebreaks(text, autoescape=True)


@register.filter
def opens_with_summary(text: ArticleText) -> bool:
    """Whether the answer's first paragraph is its summary, so that it need not be shown twice."""
    first = text.answer.lstrip().partition("\n\n")[0]
    return bool(text.summary) and first.split() == text.summary.split()
