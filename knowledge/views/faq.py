"""The public FAQ: home, topics, articles, their history."""

from django.db.models import Case, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from knowledge import booklets, calls, kept, most_asked, pages, rendering, standing, structured_data
from knowledge.languages import current_language
from knowledge.models import Article, ArticleFile, ArticleText, Feedback, Programme, Redirect, RelatedArticle, Topic

MOST_ASKED = 6
RECENT = 5
REASONS = [reason for reason in Feedback.Flag.choices if reason[0]]


@pages.public_whatever_is_asked
def home(request: HttpRequest) -> HttpResponse:
    language = current_language()
    texts = ArticleText.objects.published().filter(language=language).for_lists()
    context = {
        "topic_list": topics_with_counts(),
        "most_asked": most_asked.first(texts, language, MOST_ASKED),
        "recent": list(texts.with_reason().order_by("-published_at", "-pk")[:RECENT]),
        "open_calls": calls.last_known(),
        "alternates": pages.in_every_language("knowledge:home"),
    }
    return render(request, "knowledge/home.html", context)


def topics_with_counts() -> list[Topic]:
    """Top-level topics in order, each with `subtopics` and `article_count`; one query for an edition."""
    return kept.part("topics with counts", _count_topics)


def _count_topics() -> list[Topic]:
    published = Q(articles__audience=Article.Audience.PUBLIC, articles__confidence__in=["not_validated", "validated"])
    topics = list(Topic.objects.in_order().annotate(article_count=Count("articles", filter=published)))
    for topic in topics:
        topic.subtopics = [other for other in topics if other.parent_id == topic.pk]
    for topic in topics:
        topic.article_count += sum(child.article_count for child in topic.subtopics)
    return [topic for topic in topics if topic.parent_id is None]


@pages.public_whatever_is_asked
def browse(request: HttpRequest) -> HttpResponse:
    context = {"topic_list": topics_with_counts(), "alternates": pages.in_every_language("knowledge:faq")}
    return render(request, "knowledge/faq.html", context)


@pages.public_whatever_is_asked
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    topics = {row.slug: row for top in topics_with_counts() for row in (top, *top.subtopics)}
    if slug not in topics:
        raise Http404(_("There is no such topic."))
    shown = topics[slug]
    subtopics = [row for row in topics.values() if row.parent_id == shown.pk]
    texts = _in_reader_language(ArticleText.objects.published().filter(article__topic__in=[shown, *subtopics]))
    context = {
        "topic": shown,
        "parent": next((row for row in topics.values() if row.pk == shown.parent_id), None),
        "sections": _sections(shown, subtopics, texts),
        "alternates": pages.in_every_language("knowledge:topic", slug),
    }
    return render(request, "knowledge/topic.html", context)


def _in_reader_language(texts: QuerySet[ArticleText]) -> list[ArticleText]:
    # Where there is no text in the reader's language, the one there is.
    own_first = Case(When(language=current_language(), then=Value(0)), default=Value(1), output_field=IntegerField())
    chosen: dict[int, ArticleText] = {}
    for text in texts.for_lists().annotate(foreign=own_first).order_by("foreign", "article__key"):
        chosen.setdefault(text.article_id, text)
    return sorted(chosen.values(), key=lambda text: text.article.key)


def _sections(shown: Topic, subtopics: list[Topic], texts: list[ArticleText]) -> list[tuple[Topic, list[ArticleText]]]:
    sections = [(row, [text for text in texts if text.article.topic_id == row.pk]) for row in [shown, *subtopics]]
    return [(row, inside) for row, inside in sections if inside]


@pages.public_whatever_is_asked
def article(request: HttpRequest, topic: str, slug: str) -> HttpResponse:
    text = _text_at(slug)
    if text is None:
        return _moved(slug)
    if text.article.is_archived:
        return _archived(request, text)
    if topic != text.article.topic.slug:
        return HttpResponsePermanentRedirect(text.get_absolute_url())
    others = _texts_beside(text)
    citations, changes, programmes = standing.around(text.article)
    context = {
        "text": text,
        "article": text.article,
        "citations": citations,
        "changes": changes,
        "programmes": programmes,
        "has_pdf": booklets.is_possible(),
        "reasons": REASONS,
        "related": [other for other in others if other.article_id != text.article_id],
        "alternates": _alternates(text, others),
        "structured_data": rendering.data_block(structured_data.of_article(text)),
    }
    return render(request, "knowledge/article.html", context)


def _text_at(slug: str) -> ArticleText | None:
    texts = (
        ArticleText.objects.with_source_changes()
        .with_files()
        .select_related("article__topic__parent", "article__replaced_by")
    )
    # There is one or none: `first` would have it sorted.
    text = next(iter(texts.filter(language=current_language(), slug=slug)), None)
    return text if text and (text.article.is_published or _is_publicly_archived(text.article)) else None


def _is_publicly_archived(article: Article) -> bool:
    return article.is_archived and article.audience == Article.Audience.PUBLIC


def _texts_beside(text: ArticleText) -> list[ArticleText]:
    """The same article in other languages, then the related ones in this language, nearest first."""
    same = Q(article=text.article_id) & ~Q(pk=text.pk)
    links = RelatedArticle.objects.filter(article=text.article_id)
    related = Q(article__in=links.values("to"), language=text.language)
    nearness = Subquery(links.filter(to=OuterRef("article")).values("order")[:1])
    rows = ArticleText.objects.published().filter(same | related).for_lists().annotate(nearness=nearness)
    return sorted(rows, key=lambda row: row.nearness or 0)


def _alternates(text: ArticleText, others: list[ArticleText]) -> dict[str, str]:
    same = [text, *(other for other in others if other.article_id == text.article_id)]
    return {other.language: other.get_absolute_url() for other in same}


def _moved(slug: str) -> HttpResponse:
    moved = Redirect.objects.filter(language=current_language(), slug=slug).select_related("article").first()
    if moved is None or not (moved.article.is_published or _is_publicly_archived(moved.article)):
        raise Http404(_("There is no such FAQ entry."))
    return redirect(moved.article, permanent=True)


def _archived(request: HttpRequest, text: ArticleText) -> HttpResponse:
    if Redirect.objects.filter(language=text.language, slug=text.slug).exclude(article=text.article_id).exists():
        # It was merged: its address is now another entry's.
        return _moved(text.slug)
    replacement = _standing_for(text.article)
    context = {"replacement": replacement and text_for_reader(replacement), "topic": text.article.topic}
    return render(request, "knowledge/archived.html", context, status=410)


def _standing_for(article: Article) -> Article | None:
    """What replaces it, or what replaces that in turn."""
    seen = {article.pk}
    while (article := article.replaced_by) and article.pk not in seen:
        if article.is_published:
            return article
        seen.add(article.pk)
    return None


def text_for_reader(article: Article) -> ArticleText | None:
    """The article's text in the reader's language, else in its own."""
    texts = {text.language: text for text in article.texts.select_related("article__topic")}
    return texts.get(current_language()) or texts.get(article.source_language) or next(iter(texts.values()), None)


@pages.public
def article_by_key(request: HttpRequest, key: str) -> HttpResponse:
    """The permanent short address; leads to the reader's language."""
    article = get_object_or_404(Article.objects.select_related("topic"), key=key)
    text = text_for_reader(article)
    if text is None or not (article.is_published or _is_publicly_archived(article)):
        raise Http404(_("There is no such FAQ entry."))
    response = redirect(text)
    response["Vary"] = "Accept-Language, Cookie"
    return response


@pages.public
def file(request: HttpRequest, pk: int) -> FileResponse:
    """Always a download, never shown by the browser."""
    found = get_object_or_404(ArticleFile.objects.published(), pk=pk)
    try:
        content = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404(_("This file is no longer here.")) from error
    return FileResponse(content, as_attachment=True, filename=found.name, content_type="application/octet-stream")


@pages.public
def history(request: HttpRequest, topic: str, slug: str) -> HttpResponse:
    text = _with_history_at(slug)
    context = {
        "text": text,
        "article": text.article,
        "revisions": list(text.history.order_by("-revision")),
        "removals": text.removals.all(),
        "merged": ArticleText.objects.merged_into(text.article, text.language).select_related("article__topic"),
    }
    return render(request, "knowledge/history.html", context)


@pages.public
def revision(request: HttpRequest, topic: str, slug: str, number: int) -> HttpResponse:
    text = _with_history_at(slug)
    old = get_object_or_404(text.history, revision=number)
    context = {"text": text, "article": text.article, "old": old, "removals": text.removals.all()}
    return render(request, "knowledge/revision.html", context)


@pages.public
def compare(request: HttpRequest, topic: str, slug: str, number: int, later: int) -> HttpResponse:
    text = _with_history_at(slug)
    old, new = (get_object_or_404(text.history, revision=n) for n in (number, later))
    context = {
        "text": text,
        "article": text.article,
        "old": old,
        "new": new,
        "removals": text.removals.all(),
    }
    return render(request, "knowledge/compare.html", context)


def compare_chosen(request: HttpRequest, topic: str, slug: str) -> HttpResponse:
    """The form on the history page: two numbers become the address of their comparison."""
    text = _with_history_at(slug)
    numbers = sorted(
        int(n)
        for n in (request.GET.get("a", ""), request.GET.get("b", ""))
        if n.isascii() and n.isdigit() and len(n) < 9
    )
    if len(numbers) != 2:
        return redirect(text.address("history"))
    return redirect(text.address("compare", *numbers))


def _with_history_at(slug: str) -> ArticleText:
    """What is published, or was until it was merged into what is."""
    texts = ArticleText.objects.select_related("article__topic").filter(language=current_language(), slug=slug)
    texts = texts.published() | texts.merged()
    return get_object_or_404(texts)


@pages.public
def programmes(request: HttpRequest) -> HttpResponse:
    rows = sorted(Programme.objects.all(), key=lambda programme: programme.is_over)
    context = {"programme_list": rows, "alternates": pages.in_every_language("knowledge:programmes")}
    return render(request, "knowledge/programmes.html", context)


@pages.public
def feeds(request: HttpRequest) -> HttpResponse:
    """What a feed is, and where ours are: the feeds themselves are for programs."""
    context = {"topic_list": Topic.objects.in_order(), "alternates": pages.in_every_language("knowledge:feeds")}
    return render(request, "knowledge/feeds.html", context)
