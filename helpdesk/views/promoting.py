"""From an answered ticket to a draft of an FAQ entry: what it is made of, and what the FAQ says already."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from helpdesk import promotion, workflow
from helpdesk.forms import PromotionForm
from helpdesk.models import Attachment, Ticket
from knowledge import search
from knowledge.models import Article, Draft

from .desk import ticket_of

writes = permission_required("knowledge.write_draft", raise_exception=True)


@login_required
@writes
def before_promoting(request: HttpRequest, reference: str) -> HttpResponse:
    """Similar entries first, beside what was answered: perhaps one of them only needs improving."""
    shown = ticket_of(request, reference)
    said = list(shown.messages.for_requester().select_related("author"))
    words = promotion.words_for_draft(shown, *promotion.chosen_by_default(said))
    asked = f"{words['question']} {words['summary']}"
    similar = search.similar_to(asked, language=shown.language) if shown.may_be_published else []
    context = {
        "ticket": shown,
        "said": promotion.with_usual_choice(said),
        "draft": promotion.open_draft(shown),
        "similar": promotion.beside(similar, said),
        "files": Attachment.objects.filter(message__ticket=shown),
    }
    return render(request, "helpdesk/promote.html", context)


@require_POST
@login_required
@writes
def promote(request: HttpRequest, reference: str) -> HttpResponse:
    shown = ticket_of(request, reference)
    return _begin(request, shown, workflow.draft_article, **_chosen(request, shown))


@require_POST
@login_required
@writes
def improve(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    article = get_object_or_404(Article.objects.visible_to(request.user), key=key)
    shown = ticket_of(request, reference)
    chosen = _chosen(request, shown).get("answers")
    return _begin(request, shown, workflow.improve_article, article, answers=chosen)


def _chosen(request: HttpRequest, shown: Ticket) -> dict[str, list]:
    """The messages that were ticked; nothing where the form was not filled in."""
    form = PromotionForm(request.POST, said=shown.messages.for_requester())
    return {name: list(form.cleaned_data[name]) for name in ("questions", "answers")} if form.is_valid() else {}


def _begin(request: HttpRequest, shown: Ticket, verb, *details: object, **chosen: object) -> HttpResponse:
    try:
        started: Draft = verb(shown, *details, by=request.user, **chosen)
    except workflow.TransitionError as error:
        messages.error(request, str(error))
        return redirect(shown)
    return redirect(started)
