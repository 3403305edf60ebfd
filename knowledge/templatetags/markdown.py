from django import template
from django.utils.html import linebreaks
from django.utils.safestring import SafeString

from knowledge import rendering
from knowledge.diffs import shown_fields
from knowledge.models import ArticleText

register = template.Library()

SECTIONS_WORTH_A_LIST = 3


@register.filter
def markdown(text: str, host: str = "") -> SafeString:
    """Markdown as safe HTML; text that would cost too much to render is shown as it was typed. Mails name a `host`."""
    try:
        return rendering.render(text, host=host)
    except rendering.TooMuchMarkdown:
        return linebreaks(text, autoescape=True)


@register.filter
def in_sections(text: str) -> dict[str, object]:
    """The same in two parts, `opening` and `rest`, and the `sections` of a text long enough to need contents."""
    try:
        opening, rest, sections = rendering.with_sections(text)
    except rendering.TooMuchMarkdown:
        return {"opening": "", "rest": linebreaks(text, autoescape=True), "sections": []}
    if len(sections) < SECTIONS_WORTH_A_LIST:
        sections = []
    return {"opening": opening, "rest": rest, "sections": sections}


@register.filter
def opens_with_summary(text: ArticleText) -> bool:
    """Whether the answer's first paragraph is its summary, so that it need not be shown twice."""
    first = text.answer.lstrip().partition("\n\n")[0]
    return bool(text.summary) and first.split() == text.summary.split()


@register.simple_tag
def changed_page(old: object, new: object) -> list[tuple[str, SafeString]]:
    """What differs between two texts, drafts or revisions as readers see them, part by part."""
    by_name = {"answer": rendering.compare}
    return [
        (label, by_name.get(name, rendering.compare_plain)(getattr(old, name), getattr(new, name)))
        for name, label in shown_fields()
    ]
