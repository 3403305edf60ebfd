"""The desk: the queue, its saved views, its filters and its search."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from helpdesk.models import SavedFilter
from helpdesk.queue import VIEWS, Queue
from helpdesk.queue_forms import QueueFilterForm, SaveFilterForm

from .desk import answers, is_for_a_part


@login_required
@answers
def queue(request: HttpRequest) -> HttpResponse:
    filters = QueueFilterForm.asked_for(request.GET)
    wanted = filters.wanted() if filters else {}
    shown = Queue(request.user, request.GET.get("view", ""), wanted)
    kept = filters.kept(shown.view) if filters else [("view", shown.view)]
    context = {
        "queue": shown,
        "page": shown.page(request.GET.get("page")),
        "kept": kept,
        "query": urlencode(kept),
        "words": wanted.get("q", ""),
        "chips": filters.chips(shown.view) if filters else [],
        "saved_filters": SavedFilter.objects.of(request.user),
        "may_assign": request.user.has_perm("helpdesk.assign_ticket"),
    }
    return render(request, "helpdesk/queue.html", context)


@login_required
@answers
def filters(request: HttpRequest) -> HttpResponse:
    """Every filter there is; a part of the queue where there is script, a page of its own where there is none."""
    form = QueueFilterForm(request.GET)
    view = request.GET.get("view") if request.GET.get("view") in VIEWS else "all"
    is_part = is_for_a_part(request)
    context = {"filters": form, "views": VIEWS.items(), "chosen": view, "is_part": is_part}
    return render(request, "helpdesk/_filters.html" if is_part else "helpdesk/filters.html", context)


@require_POST
@login_required
@answers
def save_filter(request: HttpRequest) -> HttpResponse:
    """Keep a filter under a name; the same name again replaces it."""
    asked = QueryDict(request.POST.get("query", "")[:500])
    kept = urlencode(QueueFilterForm(asked).kept(asked.get("view") if asked.get("view") in VIEWS else "all"))
    form = SaveFilterForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["name"]))
    else:
        name = form.cleaned_data["name"]
        SavedFilter.objects.update_or_create(user=request.user, name=name, defaults={"query": kept})
        messages.success(request, _("Kept. It stands beside the views; only you see it."))
    return redirect(f"{reverse('desk:queue')}?{kept}")


@require_POST
@login_required
@answers
def remove_filter(request: HttpRequest) -> HttpResponse:
    """Remove one of one's own filters, by its name."""
    form = SaveFilterForm(request.POST)
    if form.is_valid() and SavedFilter.objects.of(request.user).filter(name=form.cleaned_data["name"]).delete()[0]:
        messages.success(request, _("The filter was removed."))
    return redirect("desk:queue")
