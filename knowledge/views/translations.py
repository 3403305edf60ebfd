"""What is to be translated: entries without a text in a language, and texts whose source has gone on."""

from django.contrib.auth.decorators import login_required
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from knowledge import demand
from knowledge.languages import Language
from knowledge.models import Article, ArticleText, Draft

from .steps import writes

MOST = 100


@login_required
@writes
def translations(request: HttpRequest) -> HttpResponse:
    read = demand.of_articles()
    drafts = Draft.objects.visible_to(request.user).open().exclude(article=None)
    being_written = {(draft.article_id, draft.language): draft for draft in drafts}
    texts = ArticleText.objects.visible_to(request.user).exclude(article__confidence=Article.Confidence.ARCHIVED)
    behind = list(texts.with_source_changes().exclude(source_changed_at=None).select_related("article"))
    missing = [article for language in Language for article in _missing(request, language)]
    for row in behind:
        row.times_read, row.draft = read[row.article_id], being_written.get((row.article_id, row.language))
    for row in missing:
        row.times_read, row.draft = read[row.pk], being_written.get((row.pk, row.missing))
    behind.sort(key=lambda text: (text.source_rewritten_at is None, -text.times_read, text.article.key))
    missing.sort(key=lambda article: (-article.times_read, article.key))
    context = {"behind": behind[:MOST], "missing": missing[:MOST], "behind_count": len(behind)}
    return render(request, "knowledge/translations.html", context | {"missing_count": len(missing)})


def _missing(request: HttpRequest, language: Language) -> list[Article]:
    source = ArticleText.objects.filter(article=OuterRef("pk"), language=OuterRef("source_language"))
    articles = Article.objects.visible_to(request.user).exclude(confidence=Article.Confidence.ARCHIVED)
    articles = articles.exclude(source_language=language).exclude(texts__language=language)
    rows = list(articles.annotate(question=Subquery(source.values("question")[:1])).exclude(question=None))
    for article in rows:
        article.missing, article.missing_name = language.value, language.label
    return rows
