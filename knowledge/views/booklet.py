"""An answer, a topic, or the whole FAQ, as one page to print and as a PDF."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge import booklets, pages
from knowledge.languages import current_language
from knowledge.models import ArticleText, Topic


@pages.public
def whole(request: HttpRequest) -> HttpResponse:
    return _page(request, _whole(), pages.in_every_language("knowledge:booklet"))


def whole_pdf(request: HttpRequest) -> HttpResponse:
    return _pdf(request, _whole(), pages.in_every_language("knowledge:booklet"))


def _whole() -> booklets.Booklet:
    return booklets.whole(current_language(), list(Topic.objects.in_order()))


@pages.public
def of_topic(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(request, _of_topic(slug), pages.in_every_language("knowledge:topic_booklet", slug))


def topic_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    return _pdf(request, _of_topic(slug), pages.in_every_language("knowledge:topic_booklet", slug))


def _of_topic(slug: str) -> booklets.Booklet:
    topics = list(Topic.objects.in_order())
    shown = next((row for row in topics if row.slug == slug), None)
    if shown is None:
        raise Http404(_("There is no such topic."))
    return booklets.of_topic(current_language(), topics, shown)


def article_pdf(request: HttpRequest, topic: str, slug: str) -> HttpResponse:
    texts = ArticleText.objects.published().select_related("article__topic")
    text = get_object_or_404(texts, language=current_language(), slug=slug)
    return _pdf(request, booklets.of_article(text), {text.language: text.get_absolute_url()})


def _pdf(request: HttpRequest, booklet: booklets.Booklet, alternates: dict[str, str]) -> HttpResponse:
    """The file, if it is made; else the page to print, which says why."""
    try:
        file = booklet.file.open("rb")
    except FileNotFoundError:
        return _page(request, booklet, alternates, is_instead_of_pdf=True)
    return FileResponse(file, as_attachment=True, filename=f"{booklet.name}.pdf", content_type="application/pdf")


def _page(
    request: HttpRequest, booklet: booklets.Booklet, alternates: dict[str, str], *, is_instead_of_pdf: bool = False
) -> HttpResponse:
    context = {
        "booklet": booklet,
        "chapters": booklet.chapters,
        "printed_on": timezone.localdate(),
        "has_pdf": booklets.is_possible() and not is_instead_of_pdf,
        "is_instead_of_pdf": is_instead_of_pdf,
        "alternates": alternates,
    }
    return render(request, "knowledge/booklet.html", context)
