"""Writing, reviewing and publishing drafts."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from knowledge import diffs, rendering, search, workflow
from knowledge.forms import CitationFormSet, DraftForm, PublishForm, SendBackForm
from knowledge.languages import Language
from knowledge.models import Draft

from .steps import do, publishes, writes

# The draft has a reason of its own on the same page.
PUBLISH_IDS = "publish_%s"


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
        return _after_saving(request, started.pk)
    context = {"form": form, "citations": citations, "draft": None}
    return render(request, "knowledge/draft_form.html", context, status=422 if form.is_bound else 200)


@login_required
@writes
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """See a draft beside what readers see now; write on it while it is open."""
    shown = _draft(request, pk)
    form = DraftForm(request.POST or None, instance=shown)
    citations = CitationFormSet(request.POST or None, instance=shown, prefix="citations")
    status, meanwhile = 200, []
    if request.method == "POST":
        if form.is_valid() and citations.is_valid():
            try:
                _save(request, pk, form, citations)
            except workflow.TransitionError as error:
                form.add_error(None, str(error))
                status, meanwhile = 409, _saved_meanwhile(pk, form)
            else:
                return _after_saving(request, pk)
        else:
            status = 422
    context = _draft_context(request, shown, form, citations) | {"meanwhile": meanwhile}
    return render(request, "knowledge/draft_form.html", context, status=status)


def _saved_meanwhile(pk: int, form: DraftForm) -> list[tuple[str, list[diffs.Piece]]]:
    """What the writer has to compare; having seen it, they may save over it."""
    saved = Draft.objects.get(pk=pk)
    if saved.version == form.cleaned_data["version"]:
        return []
    form.data = form.data.copy()
    form.data["version"] = saved.version
    return diffs.between(saved, form.instance)


def _save(request: HttpRequest, pk: int, form: DraftForm, citations: CitationFormSet) -> None:
    changes = {name: form.cleaned_data[name] for name in form.cleaned_data if name != "version"}
    changes |= {"version": form.cleaned_data["version"], "citations": citations.chosen()}
    workflow.save_draft(Draft.objects.get(pk=pk), by=request.user, **changes)


def _after_saving(request: HttpRequest, pk: int) -> HttpResponse:
    saved = Draft.objects.get(pk=pk)
    if "submit" not in request.POST:
        messages.success(request, _("Saved."))
        return redirect(saved)
    return do(request, saved, workflow.submit, _("The draft is waiting for review."))


def _draft_context(request: HttpRequest, shown: Draft, form: DraftForm, citations: CitationFormSet) -> dict:
    texts = list(shown.article.texts.select_related("article__topic")) if shown.article_id else []
    current = next((text for text in texts if text.language == shown.language), None)
    source = next((text for text in texts if text.language == shown.article.source_language), None) if texts else None
    is_stale = shown.is_open and shown.based_on != (current.revision if current else 0)
    base = current.history.filter(revision=shown.based_on).first() if current and is_stale else None
    words = " ".join([shown.question, shown.summary])
    return {
        "draft": shown,
        "form": form,
        "citations": citations,
        "current": current,
        "source": source if source and source.language != shown.language else None,
        "base": base,
        "three_way": diffs.three_way(base, current, shown) if base else [],
        "is_stale": is_stale,
        "changes": diffs.between(current, shown) if current else [],
        "similar": search.similar_to(words, language=shown.language, leave_out=shown.article) if shown.is_open else [],
        "preview": _preview(shown),
        "send_back_form": SendBackForm(),
        "publish_form": PublishForm(
            auto_id=PUBLISH_IDS,
            initial={"reason": shown.reason, "is_validated": bool(shown.article and shown.article.is_validated)},
        ),
        "can_publish": request.user.has_perm("knowledge.publish_article"),
        "needs_second_person": _governance(shown) == "compliance" and shown.author_id == request.user.pk,
        "next_steps": workflow.NEXT[shown.state],
    }


def _preview(shown: Draft) -> str:
    try:
        return rendering.render(shown.answer)
    except rendering.TooMuchMarkdown:
        return ""


def _governance(shown: Draft) -> str:
    home = shown.article or shown.topic
    return home.governance if home else ""


def _draft(request: HttpRequest, pk: int) -> Draft:
    drafts = Draft.objects.visible_to(request.user).select_related("article__topic", "topic", "author", "changed_by")
    return get_object_or_404(drafts, pk=pk)


@require_POST
@login_required
@writes
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    return do(request, _draft(request, pk), workflow.submit, _("The draft is waiting for review."))


@require_POST
@login_required
@writes
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    return do(request, _draft(request, pk), workflow.take_back, _("You can go on writing."))


@require_POST
@login_required
@writes
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    return do(request, _draft(request, pk), workflow.discard, _("The draft was discarded."))


@require_POST
@login_required
@writes
def rebase(request: HttpRequest, pk: int) -> HttpResponse:
    return do(request, _draft(request, pk), workflow.rebase, _("Your draft now builds on what readers see."))


@require_POST
@login_required
@publishes
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    form = SendBackForm(request.POST)
    return _judge(request, pk, form, workflow.send_back, _("Sent back to the author."), "send_back_form")


@require_POST
@login_required
@publishes
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    form = PublishForm(request.POST, auto_id=PUBLISH_IDS)
    return _judge(request, pk, form, workflow.publish, _("Published. Readers can find it now."), "publish_form")


def _judge(request: HttpRequest, pk: int, form: forms.Form, verb, done: str, name: str) -> HttpResponse:
    """Do what the editor decided; where it cannot be done, show the draft with what they typed."""
    shown, status = _draft(request, pk), 422
    if form.is_valid():
        try:
            verb(shown, by=request.user, **form.cleaned_data)
        except workflow.TransitionError as error:
            form.add_error(None, str(error))
            shown, status = _draft(request, pk), 409
        else:
            messages.success(request, done)
            return redirect(shown)
    fields = DraftForm(instance=shown), CitationFormSet(instance=shown, prefix="citations")
    context = _draft_context(request, shown, *fields) | {name: form}
    return render(request, "knowledge/draft_form.html", context, status=status)
