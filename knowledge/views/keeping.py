"""Keeping what is published: the editors' overview, one entry with its revisions, archiving."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from knowledge import search, workflow
from knowledge.forms import ArchiveForm, ValidateForm
from knowledge.languages import Language
from knowledge.models import Article, ArticleText, Draft, LearnedPhrase, SearchOutbox, Task

from .steps import do, publishes, writes


@login_required
@writes
def overview(request: HttpRequest) -> HttpResponse:
    drafts = list(Draft.objects.visible_to(request.user).open().select_related("author", "topic", "article"))
    being_written = [draft for draft in drafts if draft.state in (Draft.State.WRITING, Draft.State.SENT_BACK)]
    context = {
        "waiting": [draft for draft in drafts if draft.state == Draft.State.IN_REVIEW],
        "scheduled": [draft for draft in drafts if draft.state == Draft.State.SCHEDULED],
        "mine": [draft for draft in being_written if draft.author_id == request.user.pk],
        "others": [draft for draft in being_written if draft.author_id != request.user.pk],
        "flags": Task.objects.visible_to(request.user).open().filter(kind=Task.Kind.FLAG).count(),
        "phrases_to_decide": LearnedPhrase.objects.proposed().count(),
        "can_publish": request.user.has_perm("knowledge.publish_article"),
        "not_indexed": SearchOutbox.objects.waiting().count(),
    }
    return render(request, "knowledge/overview.html", context)


@login_required
@writes
def articles(request: HttpRequest) -> HttpResponse:
    """Find any article, published or not, by words or key."""
    query = request.GET.get("q", "").replace("\0", " ").strip()[:200]
    language = Language.TURKISH
    texts = ArticleText.objects.visible_to(request.user).select_related("article__topic")
    hits = search.find(query, language=language, limit=30).hits if query else []
    by_key = texts.filter(article__key__iexact=query, language=language) if query else []
    unpublished = texts.exclude(article__in=Article.objects.published()).order_by("article__key")[:50]
    context = {"query": query, "texts": list(by_key) or [hit.text for hit in hits], "unpublished": unpublished}
    return render(request, "knowledge/article_list.html", context)


@login_required
@writes
def article(request: HttpRequest, key: str) -> HttpResponse:
    """An article as those who keep it see it: both texts, drafts, feedback, what can be done."""
    shown = get_object_or_404(
        Article.objects.visible_to(request.user).select_related("topic", "owner", "replaced_by"), key=key
    )
    context = {
        "article": shown,
        "texts": shown.texts.with_source_changes()
        .select_related("article__topic", "author", "approver")
        .order_by("language"),
        "drafts": shown.drafts.open().select_related("author"),
        "missing_languages": [
            (c, n) for c, n in Language.choices if c not in set(shown.texts.values_list("language", flat=True))
        ],
        "citations": shown.citations.select_related("source"),
        "feedback": shown.feedback.all()[:20],
        "phrases": shown.learned_phrases.not_refused().with_questions()[:50],
        "archive_form": ArchiveForm(),
        "validate_form": ValidateForm(initial={"valid_as_of": shown.valid_as_of}),
        "can_publish": request.user.has_perm("knowledge.publish_article"),
    }
    return render(request, "knowledge/article_desk.html", context)


@login_required
@writes
def revisions(request: HttpRequest, key: str, language: str) -> HttpResponse:
    texts = ArticleText.objects.visible_to(request.user).select_related("article__topic")
    text = get_object_or_404(texts, article__key=key, language=language)
    rows = text.history.select_related("author", "approver").order_by("-revision")
    return render(request, "knowledge/revisions_desk.html", {"text": text, "article": text.article, "revisions": rows})


@require_POST
@login_required
@writes
def start_change(request: HttpRequest, key: str, language: str) -> HttpResponse:
    changed = get_object_or_404(Article.objects.visible_to(request.user), key=key)
    if language not in Language.values:
        language = changed.source_language
    return redirect(workflow.start_draft(by=request.user, language=language, article=changed))


@require_POST
@login_required
@writes
def restore(request: HttpRequest, key: str, language: str, number: int) -> HttpResponse:
    text = get_object_or_404(ArticleText.objects.visible_to(request.user), article__key=key, language=language)
    get_object_or_404(text.history, revision=number)
    try:
        return redirect(workflow.restore(text, number, by=request.user))
    except workflow.TransitionError as error:
        messages.error(request, str(error))
        return redirect("curation:article", key=key)


@require_POST
@login_required
@publishes
def archive(request: HttpRequest, key: str) -> HttpResponse:
    old = get_object_or_404(Article.objects.visible_to(request.user), key=key)
    form = ArchiveForm(request.POST)
    key_of_new = form.cleaned_data["replaced_by"] if form.is_valid() else ""
    replaced_by = Article.objects.published().filter(key=key_of_new).exclude(pk=old.pk).first()
    if not form.is_valid() or (key_of_new and replaced_by is None):
        messages.error(request, _("Give a reason, and for a replacement the key of a published entry."))
        return redirect("curation:article", key=key)
    details = {"reason": form.cleaned_data["reason"], "replaced_by": replaced_by}
    return do(request, old, workflow.archive, _("Archived. It is gone from search and lists."), **details)


@require_POST
@login_required
@publishes
def unarchive(request: HttpRequest, key: str) -> HttpResponse:
    old = get_object_or_404(Article.objects.visible_to(request.user), key=key)
    return do(request, old, workflow.unarchive, _("The entry is back, as not yet checked."))


@require_POST
@login_required
@publishes
def validate(request: HttpRequest, key: str) -> HttpResponse:
    checked = get_object_or_404(Article.objects.visible_to(request.user), key=key)
    form = ValidateForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the day on which it was compared with its sources."))
        return redirect("curation:article", key=key)
    return do(request, checked, workflow.validate, _("Marked as checked by an expert."), **form.cleaned_data)
