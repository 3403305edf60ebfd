"""Help for every role, and what the site states about itself."""

import datetime

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from helpdesk import design, guides
from helpdesk.forms import MessageForm, QuestionForm, RatingForm
from knowledge import diffs, pages

from .desk import answers


@pages.public
def for_requesters(request: HttpRequest) -> HttpResponse:
    return _public(request, "requester", "helpdesk:help")


@pages.public
def accessibility(request: HttpRequest) -> HttpResponse:
    return _public(request, "accessibility", "helpdesk:accessibility")


def _public(request: HttpRequest, name: str, address: str) -> HttpResponse:
    context = {"guide": guides.guide(name), "alternates": pages.in_every_language(address)}
    return render(request, "helpdesk/guide.html", context)


@login_required
@answers
def overview(request: HttpRequest) -> HttpResponse:
    """All guides; those of the reader's own roles first."""
    own = set(request.user.groups.values_list("name", flat=True))
    names = sorted(guides.DESK_ROLES, key=lambda name: name not in own)
    context = {"guides": [guides.guide(name) for name in names], "own": own}
    return render(request, "helpdesk/guides_desk.html", context)


@login_required
@answers
def for_role(request: HttpRequest, role: str) -> HttpResponse:
    if role not in guides.DESK_ROLES:
        raise Http404
    return render(request, "helpdesk/guide_desk.html", {"guide": guides.guide(role)})


@login_required
@answers
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component in every state; made of the site's own parts, so that it shows what is."""
    context = {
        "colours": [token for token in design.tokens() if token.is_colour],
        "measures": [token for token in design.tokens() if not token.is_colour],
        "empty_form": QuestionForm(),
        "wrong_form": QuestionForm({"body": "x"}),
        "choices": RatingForm(),
        "files": MessageForm(),
        "pieces": diffs.words(_("The board meets twice a year."), _("The board meets four times a year.")),
        "marked": [(_("general assembly"), True), (_(" every three years"), False)],
        "moment": timezone.now() - datetime.timedelta(hours=3),
        "page": Paginator(range(3), 1).get_page(2),
    }
    return render(request, "helpdesk/styleguide.html", context)
