"""The backlog: everything to be done about entries and about what is missing, the most needed first."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from knowledge import workflow
from knowledge.keeping_forms import AssignForm, CloseForm, ConfirmForm
from knowledge.models import Governance, Task

from .steps import do, publishes, writes

PAGE_SIZE = 50


def tasks(request: HttpRequest) -> QuerySet[Task]:
    rows = Task.objects.visible_to(request.user).with_titles()
    return rows.select_related("article", "change__source", "draft", "owner", "became", "closed_by")


@login_required
@writes
def backlog(request: HttpRequest) -> HttpResponse:
    whose = request.GET.get("whose", "")
    kind = request.GET.get("kind", "")
    rows = tasks(request).open().ranked()
    narrowed = {"mine": {"owner": request.user}, "pool": {"owner": None}}.get(whose, {})
    if kind in Task.Kind.values:
        narrowed = narrowed | {"kind": kind}
    context = {
        "page": Paginator(rows.filter(**narrowed), PAGE_SIZE).get_page(request.GET.get("page")),
        "whose": whose,
        "kind": kind,
        "kinds": Task.Kind.choices,
        "people": [("", _("Everybody’s")), ("mine", _("Mine")), ("pool", _("Nobody’s yet"))],
    }
    return render(request, "knowledge/backlog.html", context)


@login_required
@writes
def task(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, get_object_or_404(tasks(request), pk=pk))


def _page(request: HttpRequest, shown: Task, status: int = 200, **forms: object) -> HttpResponse:
    can_publish = request.user.has_perm("knowledge.publish_article")
    is_strict = shown.article is not None and shown.article.governance == Governance.COMPLIANCE
    flags = shown.article.feedback.flagged() if shown.kind == Task.Kind.FLAG else []
    context = {
        "task": shown,
        "feedback": flags,
        "can_publish": can_publish,
        "can_confirm": shown.can_be_confirmed and (can_publish or not is_strict),
        "confirm_form": ConfirmForm(),
        "close_form": CloseForm(initial={"became": shown.article.key if shown.article else ""}),
        "assign_form": AssignForm(initial={"owner": shown.owner}),
    }
    return render(request, "knowledge/task.html", context | forms, status=status)


@require_POST
@login_required
@writes
def take(request: HttpRequest, pk: int) -> HttpResponse:
    return do(request, get_object_or_404(tasks(request), pk=pk), workflow.take_task, _("It is yours now."))


@require_POST
@login_required
@publishes
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    return _with(request, pk, "assign_form", AssignForm(request.POST), workflow.assign_task, _("Passed on."))


@require_POST
@login_required
@writes
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    may = {"is_validated": request.user.has_perm("knowledge.publish_article")}
    done = _("Kept: the answer is still right.")
    return _with(request, pk, "confirm_form", ConfirmForm(request.POST), workflow.confirm, done, **may)


@require_POST
@login_required
@writes
def close(request: HttpRequest, pk: int) -> HttpResponse:
    return _with(request, pk, "close_form", CloseForm(request.POST), workflow.close_task, _("Off the backlog."))


def _with(request: HttpRequest, pk: int, name: str, form, verb, done: str, **more: object) -> HttpResponse:
    """Do it with what the form says; what is not understood is shown again with what was typed."""
    shown = get_object_or_404(tasks(request), pk=pk)
    if form.is_valid():
        try:
            verb(shown, by=request.user, **form.cleaned_data, **more)
        except workflow.TransitionError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, done)
            return redirect("curation:backlog")
    return _page(request, get_object_or_404(tasks(request), pk=pk), status=422, **{name: form})


@require_POST
@login_required
@writes
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(tasks(request), pk=pk)
    try:
        return redirect(workflow.begin_draft(shown, by=request.user))
    except workflow.TransitionError as error:
        messages.error(request, str(error))
        return redirect(shown)
