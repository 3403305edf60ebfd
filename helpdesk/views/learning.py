"""What the team learns from its tickets: the figures, and the second reading of a tenth of the answers."""

import re

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from helpdesk import practice, workflow
from helpdesk.learning_forms import ReviewForm
from helpdesk.models import AnswerReview, Message
from helpdesk.redaction import redact

from .desk import answers, do

MONTHS = 11


@login_required
@answers
def figures(request: HttpRequest) -> HttpResponse:
    months = practice.by_month(MONTHS)
    context = {"months": months, "quarter": practice.total(months[:3]), "fewest_reviews": practice.FEWEST_REVIEWS}
    return render(request, "helpdesk/practice.html", context)


@require_POST
@login_required
@answers
def nothing_to_learn(request: HttpRequest, reference: str) -> HttpResponse:
    return do(request, reference, workflow.nothing_to_learn, _("Noted. Not every answer has to become an FAQ entry."))


@login_required
@answers
def reviews(request: HttpRequest) -> HttpResponse:
    own = AnswerReview.objects.visible_to(request.user)
    context = {
        "waiting": AnswerReview.objects.waiting_for(request.user).count(),
        "begun": own.unfinished().first(),
        "done": own.done().count(),
    }
    return render(request, "helpdesk/reviews.html", context)


@require_POST
@login_required
@answers
def next_review(request: HttpRequest) -> HttpResponse:
    review = workflow.take_next_review(by=request.user)
    return redirect(review or "desk:reviews")


@login_required
@answers
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The question and its answer, without who asked and who wrote; and the nine points."""
    own = AnswerReview.objects.visible_to(request.user).unfinished()
    shown = get_object_or_404(own.select_related("answer__ticket__topic", "answer__author"), pk=pk)
    form = ReviewForm(request.POST or None)
    if form.is_valid():
        try:
            workflow.finish_review(shown, by=request.user, **form.cleaned())
        except workflow.TransitionError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Thank you. What you found counts for the team, under nobody's name."))
            return redirect("desk:reviews")
    ticket = shown.answer.ticket
    question = ticket.messages.filter(kind=Message.Kind.QUESTION).first()
    context = {
        "ticket": ticket,
        "form": form,
        "question": redact(question.body, ticket) if question else "",
        "subject": redact(ticket.subject, ticket),
        "answer": _without_name(redact(shown.answer.body, ticket), shown.answer.author),
    }
    return render(request, "helpdesk/review.html", context, status=422 if form.errors else 200)


def _without_name(text: str, author: User | None) -> str:
    """The answer without the names it is signed with."""
    for name in (author.get_full_name(), author.first_name, author.last_name, author.username) if author else ():
        if name:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "…", text, flags=re.IGNORECASE)
    return text
