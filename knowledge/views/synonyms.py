"""Synonyms as editors keep them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from knowledge import workflow
from knowledge.languages import Language, current_language
from knowledge.learning_forms import SynonymForm
from knowledge.models import Synonym

from .steps import publishes


@login_required
@publishes
@require_http_methods(["GET", "HEAD"])
def synonyms(request: HttpRequest) -> HttpResponse:
    language = request.GET.get("language", "")
    language = language if language in Language.values else current_language()
    return _page(request, language, SynonymForm(initial={"language": language}))


def _page(request: HttpRequest, language: str, form: SynonymForm, status: int = 200) -> HttpResponse:
    groups = Synonym.objects.in_use().filter(language=language).order_by("terms")
    context = {"groups": groups, "language": language, "languages": Language.choices, "form": form}
    return render(request, "knowledge/synonyms.html", context, status=status)


@require_POST
@login_required
@publishes
def add(request: HttpRequest) -> HttpResponse:
    form = SynonymForm(request.POST)
    if not form.is_valid():
        language = form.data.get("language")
        return _page(request, language if language in Language.values else current_language(), form, status=422)
    words = {name: form.cleaned_data[name] for name in ("language", "terms")}
    workflow.add_synonyms(**words)
    messages.success(request, _("Added. Search uses it from now on."))
    return _to_list(words["language"])


@login_required
@publishes
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    group, status = Synonym.objects.in_use().filter(pk=pk).first(), 200
    if group is None:
        return _gone(request)
    form = SynonymForm(request.POST or None, group=group)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                workflow.change_synonyms(group, terms=form.cleaned_data["terms"], was=form.cleaned_data["was"])
            except workflow.TransitionError as error:
                form.add_error(None, str(error))
                form.has_seen(group)
                status = 409
            else:
                messages.success(request, _("Changed. Search uses it from now on."))
                return _to_list(group.language)
    return render(request, "knowledge/synonym_form.html", {"form": form, "group": group}, status=status)


def _gone(request: HttpRequest) -> HttpResponse:
    """Somebody took the group away; what was typed is kept, as a group that can be added."""
    if request.method != "POST":
        raise Http404
    form = SynonymForm(request.POST)
    if form.is_valid():
        form.add_error(None, _("Somebody else removed this group or wrote it anew. You can add yours below."))
    language = form.data.get("language")
    return _page(request, language if language in Language.values else current_language(), form, status=409)


@require_POST
@login_required
@publishes
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    group = get_object_or_404(Synonym, pk=pk)
    language = group.language
    try:
        workflow.remove_synonyms(group, was=request.POST.get("was", ""))
    except workflow.TransitionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Removed: %(terms)s") % {"terms": request.POST["was"]})
    return _to_list(language)


def _to_list(language: str) -> HttpResponse:
    return redirect(reverse("curation:synonyms", query={"language": language}))
