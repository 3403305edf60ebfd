"""Writing drafts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from knowledge import diffs, workflow
from knowledge.forms import CitationFormSet, DraftForm, SeenRevisionForm
from knowledge.languages import Language
from knowledge.models import Draft

from .draft_page import context_of, draft_of
from .steps import do, writes


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
    shown = draft_of(request, pk)
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
    context = context_of(request, shown, form, citations) | {"meanwhile": meanwhile}
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


@require_POST
@login_required
@writes
def rebase(request: HttpRequest, pk: int) -> HttpResponse:
    shown, form = draft_of(request, pk), SeenRevisionForm(request.POST)
    if not form.is_valid():
        return redirect(shown)
    return do(request, shown, workflow.rebase, _("Your draft now builds on what readers see."), **form.cleaned_data)
