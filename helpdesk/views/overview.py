"""The desk: what a manager looks at, as a page and as a table for a spreadsheet."""

import csv
from collections.abc import Iterator

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from helpdesk import overview as measuring
from helpdesk.models import Channel, Status
from knowledge.languages import Language

reports = permission_required("helpdesk.view_report", raise_exception=True)
# A spreadsheet takes what begins like this for a formula and would run it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@login_required
@reports
def overview(request: HttpRequest) -> HttpResponse:
    shown = _asked_for(request)
    context = {
        "overview": shown,
        "periods": measuring.PERIODS,
        "by_kind": [(name, rows, _sum(rows)) for name, rows in _by_kind(shown)],
        "waiting": shown.longest_waiting(),
    }
    return render(request, "helpdesk/overview.html", context)


@login_required
@reports
def numbers(request: HttpRequest) -> HttpResponse:
    shown = _asked_for(request)
    name = f"overview-{shown.days}-days-{shown.measured_at:%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8", headers=headers)
    csv.writer(response).writerows([_harmless(cell) for cell in row] for row in _rows(shown))
    return response


def _asked_for(request: HttpRequest) -> measuring.Overview:
    days = {str(days): days for days in measuring.PERIODS}
    return measuring.last_known(days.get(request.GET.get("days", ""), measuring.DEFAULT_PERIOD))


def _by_kind(shown: measuring.Overview) -> list[tuple[str, list[tuple[str, int]]]]:
    """How many are open per topic, status, language and channel, each under the name people know it by."""
    named = {
        _("Status"): [(str(Status(value).label), number) for value, number in shown.by_status],
        _("Language"): [(Language(value).label, number) for value, number in shown.by_language],
        _("Channel"): [(str(Channel(value).label), number) for value, number in shown.by_channel],
    }
    topics = [(str(topic) if topic else _("Not sure"), number) for topic, number in shown.by_topic]
    return [(_("Topic"), topics), *named.items()]


def _sum(rows: list[tuple[str, int]]) -> int:
    return sum(number for _name, number in rows)


def _rows(shown: measuring.Overview) -> Iterator[tuple]:
    yield _("What"), _("Of what"), _("Figure")
    for title, clock in ((_("First response"), shown.response), (_("Answer"), shown.resolution)):
        yield title, _("Fell due"), clock.record.promised
        yield title, _("In time"), clock.record.on_time
        yield title, _("Median, working hours"), _rounded(clock.median)
        yield title, _("95th percentile, working hours"), _rounded(clock.most)
    yield _("Questions asked"), "", shown.asked
    yield _("Questions answered"), "", shown.answered
    yield _("Taken up again after an answer"), "", shown.taken_up_again
    yield _("Ratings"), _("Number"), shown.ratings
    yield _("Ratings"), _("Mean, of 5"), _rounded(shown.mean_rating)
    for week, number in shown.weeks:
        yield _("Asked in the week of"), week.isoformat(), number
    for title, number in ((_("Open"), shown.open), (_("Overdue"), shown.overdue), (_("Not taken"), shown.unassigned)):
        yield title, "", number
    for title, rows in _by_kind(shown):
        yield from ((_("Open by %(kind)s") % {"kind": title}, name, number) for name, number in rows)
    for team in shown.teams:
        yield _("Open of those who answer"), str(team.topic), team.load
        yield _("Room of those who answer"), str(team.topic), team.cap


def _rounded(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
