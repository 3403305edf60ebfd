"""The desk: the queue, its saved views and its search."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from helpdesk.forms import QueueFilterForm
from helpdesk.models import Ticket
from knowledge import search
from knowledge.languages import current_language

from .desk import answers

PAGE_SIZE = 25


def views_for(request: HttpRequest) -> dict[str, tuple[str, QuerySet[Ticket]]]:
    """The saved views of the queue: name, label and what is in them."""
    tickets = Ticket.objects.visible_to(request.user)
    mine = tickets.assigned_to(request.user)
    return {
        "mine": (_("Mine"), mine.unanswered()),
        "unassigned": (_("Not taken"), tickets.unassigned()),
        "waiting": (_("Waiting for the requester"), mine.waiting()),
        "unanswered": (_("All open"), tickets.unanswered()),
        "all": (_("All"), tickets.in_flow()),
    }


class CappedPaginator(Paginator):
    """Nobody pages through more than this, so nobody waits for more to be counted."""

    most = 1_000

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[: self.most].count()

    @property
    def is_capped(self) -> bool:
        return self.count == self.most


@login_required
@answers
def queue(request: HttpRequest) -> HttpResponse:
    views = views_for(request)
    chosen = request.GET.get("view") if request.GET.get("view") in views else "mine"
    label, tickets = views[chosen]
    filters = QueueFilterForm(request.GET)
    is_filtered = filters.is_valid() and any(filters.cleaned_data.values())
    if is_filtered:
        tickets = _filtered(tickets, **filters.cleaned_data)
    rows = tickets.select_related("topic", "assignee").defer("rating_comment")
    page = CappedPaginator(rows.most_urgent_first(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "views": [(name, text) for name, (text, _rows) in views.items()],
        "chosen": chosen,
        "label": label,
        "filters": filters,
        "is_filtered": is_filtered,
    }
    return render(request, "helpdesk/queue.html", context)


def _filtered(tickets: QuerySet[Ticket], q: str, topic) -> QuerySet[Ticket]:
    if topic:
        tickets = tickets.filter(topic=topic)
    if q:
        by_reference = Ticket.objects.with_reference(q)
        words = search.folded_words(q, current_language())
        tickets = tickets.filter(pk__in=by_reference.values("pk")) | tickets.with_words(words)
    return tickets
