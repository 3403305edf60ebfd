"""Writing drafts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from knowledge import diffs, workflow
from knowledge import presence as now_open
from knowledge.forms import CitationFormSet, DraftForm, SeenRevisionForm, SeenVersionForm, WhichDraftForm
from knowledge.languages import Language
from knowledge.models import Draft

from . import identities
from .draft_page import context_of, draft_of
from .steps import do, writes


@login_required
@writes
@require_http_methods(["GET", "HEAD", "POST"])
def new_draft(request: HttpRequest) -> HttpResponse:
    which = WhichDraftForm(request.POST)
    if which.is_valid() and which.cleaned_data["draft"]:
        # It was kept while it was typed, and is new no longer.
        return draft(request, which.cleaned_data["draft"])
    fresh = Draft(
        author=request.user,
        language=request.GET.get("language", Language.TURKISH),
        question=request.GET.get("question", ""),
    )
    form, citations = _fields(request, fresh)
    if request.method == "POST" and form.is_valid() and citations.is_valid():
        return _after_saving(request, _save(request, fresh, form, citations))
    context = {"form": form, "citations": citations, "draft": None}
    return render(request, "knowledge/draft_form.html", context, status=422 if form.is_bound else 200)


@login_required
@writes
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """See a draft beside what readers see now; write on it while it is open."""
    shown = draft_of(request, pk)
    form, citations = _fields(request, shown)
    status, meanwhile = 200, []
    if request.method == "POST":
        if form.is_valid() and citations.is_valid():
            try:
                saved = _save(request, shown, form, citations)
            except workflow.TransitionError as error:
                form.add_error(None, str(error))
                status, meanwhile = 409, _saved_meanwhile(pk, form)
            else:
                return _after_saving(request, saved)
        else:
            status = 422
    context = context_of(request, shown, form, citations) | {"meanwhile": meanwhile}
    return render(request, "knowledge/draft_form.html", context, status=status)


@require_POST
@login_required
@writes
def autosave(request: HttpRequest) -> HttpResponse:
    """Keep what is being typed. The answer is the line that says so, and the version to go on from."""
    which = WhichDraftForm(request.POST)
    pk = which.cleaned_data["draft"] if which.is_valid() else None
    shown = draft_of(request, pk) if pk else Draft(author=request.user, language=Language.TURKISH)
    form, citations = _fields(request, shown)
    context, status = {"form": form, "draft": shown}, 422
    if form.is_valid() and citations.is_valid():
        try:
            saved = _save(request, shown, form, citations)
        except workflow.TransitionError as error:
            context["refused"], status = str(error), 409
        else:
            context, status = {"form": DraftForm(instance=saved), "draft": saved, "is_kept": True}, 200
    response = render(request, "knowledge/_draft_kept.html", context, status=status)
    if status == 200 and pk is None:
        response["HX-Replace-Url"] = saved.get_absolute_url()
    return response


@require_POST
@login_required
@writes
def presence(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that this draft is open here, and be told who else has it open."""
    shown, seen = draft_of(request, pk), SeenVersionForm(request.POST)
    now_open.report(shown, request.user)
    is_old = seen.is_valid() and seen.cleaned_data["version"] not in (None, shown.version)
    context = {"draft": shown, "present": now_open.others(shown, request.user), "is_old": is_old}
    return render(request, "knowledge/_draft_presence.html", context)


def _fields(request: HttpRequest, shown: Draft) -> tuple[DraftForm, CitationFormSet]:
    data = request.POST or None
    return DraftForm(data, instance=shown), CitationFormSet(data, instance=shown, prefix="citations")


def _saved_meanwhile(pk: int, form: DraftForm) -> list[tuple[str, list[diffs.Piece]]]:
    """What the writer has to compare; having seen it, they may save over it."""
    saved = Draft.objects.get(pk=pk)
    if saved.version == form.cleaned_data["version"]:
        return []
    form.data = form.data.copy()
    form.data["version"] = saved.version
    return diffs.between(saved, form.instance)


def _save(request: HttpRequest, shown: Draft, form: DraftForm, citations: CitationFormSet) -> Draft:
    """Keep the fields of a valid form, in a draft that is begun with them where there is none yet."""
    words = {name: value for name, value in form.cleaned_data.items() if name != "version"}
    if shown.pk:
        kept, version = Draft.objects.get(pk=shown.pk), form.cleaned_data["version"]
    else:
        kept = workflow.start_draft(by=request.user, **words)
        version = kept.version
    workflow.save_draft(kept, by=request.user, version=version, citations=citations.chosen(), **words)
    now_open.report(kept, request.user, is_writing=True)
    return kept


def _after_saving(request: HttpRequest, saved: Draft) -> HttpResponse:
    if "identity" in request.POST:
        return identities.decide(request, saved)
    if "submit" not in request.POST:
        messages.success(request, _("Saved."))
        return redirect(saved)
    return do(request, saved, workflow.submit, _("The draft is waiting for review."))


@require_POST
@login_required
@writes
def follow_source(request: HttpRequest, pk: int) -> HttpResponse:
    shown, form = draft_of(request, pk), SeenRevisionForm(request.POST)
    if not form.is_valid():
        return redirect(shown)
    done = _("Noted: the translation follows its source.")
    return do(request, shown, workflow.follow_source, done, **form.cleaned_data)


@require_POST
@login_required
@writes
def rebase(request: HttpRequest, pk: int) -> HttpResponse:
    shown, form = draft_of(request, pk), SeenRevisionForm(request.POST)
    if not form.is_valid():
        return redirect(shown)
    return do(request, shown, workflow.rebase, _("Your draft now builds on what readers see."), **form.cleaned_data)
