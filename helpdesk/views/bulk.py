"""The desk: one step for several tickets, after a page that says what will happen."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from helpdesk import workflow
from helpdesk.models import Ticket
from helpdesk.queue_forms import SeveralForm

from .desk import answers

TITLES = {
    "take": gettext_lazy("Take these tickets"),
    "assign": gettext_lazy("Give these tickets to somebody"),
    "topic": gettext_lazy("Change the topic of these tickets"),
    "close": gettext_lazy("Close these tickets"),
    "spam": gettext_lazy("Mark these tickets as spam"),
}
DONE = {
    "take": gettext_lazy("%(number)d taken"),
    "assign": gettext_lazy("%(number)d given"),
    "topic": gettext_lazy("%(number)d moved to the topic"),
    "close": gettext_lazy("%(number)d closed"),
    "spam": gettext_lazy("%(number)d marked as spam"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@answers
def bulk(request: HttpRequest) -> HttpResponse:
    """What will happen to the chosen tickets; sent from there, it happens."""
    is_sure = request.method == "POST"
    asked = request.POST if is_sure else request.GET
    form = SeveralForm(asked, user=request.user, is_sure=is_sure)
    if not form.has_tickets:
        messages.error(request, _("Choose one ticket or more, and what to do with them."))
        return redirect(_back(asked))
    if not is_sure or not form.is_valid():
        return _confirmation(request, form, status=422 if is_sure else 200)
    step, seen = form.cleaned_data["step"], form.cleaned_data["seen"]
    outcome = workflow.do_to_each(_tickets(request, form), step, seen=seen, by=request.user, **form.details())
    messages.add_message(request, messages.WARNING if outcome.refused else messages.SUCCESS, _told(step, outcome))
    return redirect(_back(asked))


def _tickets(request: HttpRequest, form: SeveralForm) -> QuerySet[Ticket]:
    tickets = Ticket.objects.visible_to(request.user).filter(pk__in=form.cleaned_data["seen"])
    return tickets.with_absence_of_assignee().select_related("assignee").most_urgent_first()


def _confirmation(request: HttpRequest, form: SeveralForm, status: int) -> HttpResponse:
    step = form.cleaned_data["step"]
    tickets = [(ticket, workflow.obstacle(step, ticket, by=request.user)) for ticket in _tickets(request, form)]
    context = {
        "form": form,
        "step": step,
        "title": TITLES[step],
        "going": [ticket for ticket, why in tickets if not why],
        "staying": [(ticket, why) for ticket, why in tickets if why],
        "back": _back(form.data),
    }
    return render(request, "helpdesk/bulk.html", context, status=status)


def _told(step: str, outcome: workflow.Outcome) -> str:
    done = DONE[step] % {"number": len(outcome.done)}
    if not outcome.refused:
        return f"{done}."
    references = ", ".join(ticket.reference for ticket in outcome.refused)
    moved = _("%(number)d had moved on: %(references)s") % {"number": len(outcome.refused), "references": references}
    return f"{done}, {moved}."


def _back(asked: QueryDict) -> str:
    return f"{reverse('desk:queue')}?{QueryDict(asked.get('back', '')[:500]).urlencode()}"
