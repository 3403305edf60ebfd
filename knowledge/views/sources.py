"""What rests on a source, publicly; and recording that it changed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Case, IntegerField, Prefetch, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from knowledge import pages, workflow
from knowledge.keeping_forms import ChangeForm
from knowledge.languages import current_language
from knowledge.models import Article, ArticleText, Citation, Source, SourceChange
from knowledge.models.article import PUBLIC_CONFIDENCE

from .steps import publishes, writes

PUBLISHED = {
    "citations__article__audience": Article.Audience.PUBLIC,
    "citations__article__confidence__in": PUBLIC_CONFIDENCE,
}


@pages.public
def sources(request: HttpRequest) -> HttpResponse:
    rows = sorted(Source.objects.with_entries(**PUBLISHED).filter(entries__gt=0), key=lambda s: (-s.entries, s.title))
    context = {"source_list": rows, "alternates": pages.in_every_language("knowledge:sources")}
    return render(request, "knowledge/sources.html", context)


@pages.public
def source(request: HttpRequest, source: str) -> HttpResponse:
    shown = get_object_or_404(Source, slug=source)
    context = {
        "source": shown,
        "texts": _texts_on(shown),
        "changes": shown.changes.standing(),
        "alternates": pages.in_every_language("knowledge:source", source),
    }
    return render(request, "knowledge/source.html", context)


def _texts_on(source: Source) -> list[ArticleText]:
    """The published entries that cite it, each with the `places`, in the reader's language where there is one."""
    own_last = Case(When(language=current_language(), then=Value(1)), default=Value(0), output_field=IntegerField())
    citing = Article.objects.published().filter(citations__source=source)
    here = Prefetch("article__citations", Citation.objects.filter(source=source), to_attr="places")
    texts = ArticleText.objects.filter(article__in=citing).select_related("article__topic").prefetch_related(here)
    return list({text.article_id: text for text in texts.order_by("article__key", own_last)}.values())


@login_required
@writes
def desk_sources(request: HttpRequest) -> HttpResponse:
    rows = Source.objects.with_entries()
    context = {"source_list": sorted(rows, key=lambda source: (-source.entries, source.title))}
    return render(request, "knowledge/desk_sources.html", context)


@login_required
@writes
def desk_source(request: HttpRequest, source: str) -> HttpResponse:
    """What depends on a source and what was recorded of it; editors record that it changed."""
    shown = get_object_or_404(Source, slug=source)
    return _desk_page(request, shown, ChangeForm())


def _desk_page(request: HttpRequest, shown: Source, form: ChangeForm, status: int = 200) -> HttpResponse:
    context = {
        "source": shown,
        "form": form,
        "changes": shown.changes.with_progress().select_related("recorded_by"),
        "citations": shown.citations.with_question().select_related("article"),
        "can_publish": request.user.has_perm("knowledge.publish_article"),
    }
    return render(request, "knowledge/desk_source.html", context, status=status)


@require_POST
@login_required
@publishes
def record_change(request: HttpRequest, source: str) -> HttpResponse:
    shown = get_object_or_404(Source, slug=source)
    form = ChangeForm(request.POST)
    if not form.is_valid():
        return _desk_page(request, shown, form, status=422)
    change = workflow.record_change(shown, by=request.user, **form.cleaned_data)
    done = _("Recorded. Entries that cite it and are being checked now: %(number)d.")
    messages.success(request, done % {"number": change.tasks.count()})
    return redirect("curation:source", source=source)


@require_POST
@login_required
@publishes
def withdraw_change(request: HttpRequest, pk: int) -> HttpResponse:
    change = get_object_or_404(SourceChange.objects.select_related("source"), pk=pk)
    try:
        workflow.withdraw_change(change, by=request.user)
    except workflow.TransitionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Taken back. Readers are not told of it any more."))
    return redirect("curation:source", source=change.source.slug)
