"""The editors' side: drafts, review, publication, archive."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from knowledge import diffs, rendering, search, workflow
from knowledge.forms import ArchiveForm, CitationFormSet, DraftForm, PublishForm, SendBackForm, ValidateForm
from knowledge.languages import Language
from knowledge.models import Article, ArticleText, Draft, Feedback, SearchOutbox

writes = permission_required("knowledge.write_draft", raise_exception=True)
publishes = permission_required("knowledge.publish_article", raise_exception=True)


@login_required
@writes
def overview(request: HttpRequest) -> HttpResponse:
    drafts = Draft.objects.visible_to(request.user).select_related("author", "topic", "article")
    context = {
        "waiting": drafts.waiting_for_review(),
        "mine": drafts.open().filter(author=request.user),
        "others": drafts.open().exclude(author=request.user).exclude(state=Draft.State.IN_REVIEW),
        "flags": Feedback.objects.filter(handled_at=None).exclude(flag="").select_related("article")[:20],
        "not_indexed": SearchOutbox.objects.waiting().count(),
    }
    return render(request, "knowledge/overview.html", context)


@login_required
@writes
@require_http_methods(["GET", "HEAD", "POST"])
def new_draft(request: HttpRequest) -> HttpResponse:
    draft = Draft(
        author=request.user,
        language=request.GET.get("language", Language.TURKISH),
        question=request.GET.get("question", ""),
    )
    form = DraftForm(request.POST or None, instance=draft)
    citations = CitationFormSet(request.POST or None, instance=draft, prefix="citations")
    if request.method == "POST" and form.is_valid() and citations.is_valid():
        changes = {name: form.cleaned_data[name] for name in form.cleaned_data if name != "version"}
        started = workflow.start_draft(by=request.user, **changes)
        workflow.save_draft(started, by=request.user, version=started.version, citations=citations.chosen())
        return redirect(started)
    return render(request, "knowledge/draft_form.html", {"form": form, "citations": citations, "draft": None})


@login_required
@writes
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """See a draft beside what readers see now; write on it while it is open."""
    shown = _draft(request, pk)
    form = DraftForm(request.POST or None, instance=shown)
    citations = CitationFormSet(request.POST or None, instance=shown, prefix="citations")
    status = 200
    if request.method == "POST":
        if form.is_valid() and citations.is_valid():
            try:
                _save(request, pk, form, citations)
            except workflow.TransitionError as error:
                form.add_error(None, str(error))
                status = 409
            else:
                return _after_saving(request, pk)
        else:
            status = 422
    return render(request, "knowledge/draft_form.html", _draft_context(request, shown, form, citations), status=status)


def _save(request: HttpRequest, pk: int, form: DraftForm, citations: CitationFormSet) -> None:
    changes = {name: form.cleaned_data[name] for name in form.cleaned_data if name != "version"}
    version = form.cleaned_data["version"]
    workflow.save_draft(
        Draft.objects.get(pk=pk), by=request.user, version=version, citations=citations.chosen(), **changes
    )


def _after_saving(request: HttpRequest, pk: int) -> HttpResponse:
    saved = Draft.objects.get(pk=pk)
    if "submit" not in request.POST:
        messages.success(request, _("Saved."))
        return redirect(saved)
    return _do(request, saved, workflow.submit, _("The draft is waiting for review."))


def _draft_context(request: HttpRequest, shown: Draft, form: DraftForm, citations: CitationFormSet) -> dict:
    texts = list(shown.article.texts.select_related("article__topic")) if shown.article_id else []
    current = next((text for text in texts if text.language == shown.language), None)
    source = next((text for text in texts if text.language == shown.article.source_language), None) if texts else None
    base = (
        current.history.filter(revision=shown.based_on).first()
        if current and shown.based_on != current.revision
        else None
    )
    words = " ".join([shown.question, shown.summary])
    return {
        "draft": shown,
        "form": form,
        "citations": citations,
        "current": current,
        "source": source if source and source.language != shown.language else None,
        "base": base,
        "changes": [
            (label, diffs.words(getattr(current, name), getattr(shown, name))) for name, label in diffs.shown_fields()
        ]
        if current
        else [],
        "similar": search.similar_to(words, language=shown.language, leave_out=shown.article) if shown.is_open else [],
        "preview": rendering.render(shown.answer) if len(shown.answer) <= rendering.MAX_CHARACTERS else "",
        "send_back_form": SendBackForm(),
        "publish_form": PublishForm(
            initial={"reason": shown.reason, "is_validated": bool(shown.article and shown.article.is_validated)}
        ),
        "can_publish": request.user.has_perm("knowledge.publish_article"),
    }


def _draft(request: HttpRequest, pk: int) -> Draft:
    drafts = Draft.objects.visible_to(request.user).select_related("article__topic", "topic", "author", "changed_by")
    return get_object_or_404(drafts, pk=pk)


def _do(request: HttpRequest, subject: Draft | Article, verb, done: str, **details: object) -> HttpResponse:
    try:
        verb(subject, by=request.user, **details)
    except workflow.TransitionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(subject) if isinstance(subject, Draft) else redirect("curation:article", key=subject.key)


@require_POST
@login_required
@writes
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    return _do(request, _draft(request, pk), workflow.submit, _("The draft is waiting for review."))


@require_POST
@login_required
@writes
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    return _do(request, _draft(request, pk), workflow.take_back, _("You can go on writing."))


@require_POST
@login_required
@writes
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    return _do(request, _draft(request, pk), workflow.discard, _("The draft was discarded."))


@require_POST
@login_required
@writes
def rebase(request: HttpRequest, pk: int) -> HttpResponse:
    return _do(request, _draft(request, pk), workflow.rebase, _("Your draft now builds on what readers see."))


@require_POST
@login_required
@publishes
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    form = SendBackForm(request.POST)
    comment = form.cleaned_data["comment"] if form.is_valid() else ""
    return _do(request, _draft(request, pk), workflow.send_back, _("Sent back to the author."), comment=comment)


@require_POST
@login_required
@publishes
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    form = PublishForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why: the reason stands in the public history."))
        return redirect("curation:draft", pk=pk)
    return _do(
        request, _draft(request, pk), workflow.publish, _("Published. Readers can find it now."), **form.cleaned_data
    )


@login_required
@writes
def article(request: HttpRequest, key: str) -> HttpResponse:
    """An article as those who keep it see it: both texts, drafts, feedback, what can be done."""
    shown = get_object_or_404(
        Article.objects.visible_to(request.user).select_related("topic", "owner", "replaced_by"), key=key
    )
    context = {
        "article": shown,
        "texts": shown.texts.select_related("article__topic", "author", "approver").order_by("language"),
        "drafts": shown.drafts.open().select_related("author"),
        "missing_languages": [
            (c, n) for c, n in Language.choices if c not in set(shown.texts.values_list("language", flat=True))
        ],
        "citations": shown.citations.select_related("source"),
        "feedback": shown.feedback.all()[:20],
        "archive_form": ArchiveForm(),
        "validate_form": ValidateForm(initial={"valid_as_of": shown.valid_as_of}),
        "can_publish": request.user.has_perm("knowledge.publish_article"),
    }
    return render(request, "knowledge/article_desk.html", context)


@login_required
@writes
def articles(request: HttpRequest) -> HttpResponse:
    """Find any article, published or not, by words or key."""
    query = request.GET.get("q", "").strip()[:200]
    language = Language.TURKISH
    texts = ArticleText.objects.visible_to(request.user).select_related("article__topic")
    hits = search.find(query, language=language, limit=30).hits if query else []
    by_key = texts.filter(article__key__iexact=query, language=language) if query else []
    unpublished = texts.exclude(article__in=Article.objects.published()).order_by("article__key")[:50]
    context = {"query": query, "texts": [*by_key, *(hit.text for hit in hits)], "unpublished": unpublished}
    return render(request, "knowledge/article_list.html", context)


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


@login_required
@writes
def revisions(request: HttpRequest, key: str, language: str) -> HttpResponse:
    texts = ArticleText.objects.visible_to(request.user).select_related("article__topic")
    text = get_object_or_404(texts, article__key=key, language=language)
    rows = text.history.select_related("author", "approver").order_by("-revision")
    return render(request, "knowledge/revisions_desk.html", {"text": text, "article": text.article, "revisions": rows})


@require_POST
@login_required
@publishes
def archive(request: HttpRequest, key: str) -> HttpResponse:
    old = get_object_or_404(Article.objects.visible_to(request.user), key=key)
    form = ArchiveForm(request.POST)
    replaced_by = Article.objects.published().filter(key=request.POST.get("replaced_by", "")).exclude(pk=old.pk).first()
    if not form.is_valid() or (form.cleaned_data["replaced_by"] and replaced_by is None):
        messages.error(request, _("Give a reason, and for a replacement the key of a published entry."))
        return redirect("curation:article", key=key)
    details = {"reason": form.cleaned_data["reason"], "replaced_by": replaced_by}
    return _do(request, old, workflow.archive, _("Archived. It is gone from search and lists."), **details)


@require_POST
@login_required
@publishes
def unarchive(request: HttpRequest, key: str) -> HttpResponse:
    old = get_object_or_404(Article.objects.visible_to(request.user), key=key)
    return _do(request, old, workflow.unarchive, _("The entry is back, as not yet checked."))


@require_POST
@login_required
@publishes
def validate(request: HttpRequest, key: str) -> HttpResponse:
    checked = get_object_or_404(Article.objects.visible_to(request.user), key=key)
    form = ValidateForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the day on which it was compared with its sources."))
        return redirect("curation:article", key=key)
    return _do(request, checked, workflow.validate, _("Marked as checked by an expert."), **form.cleaned_data)
