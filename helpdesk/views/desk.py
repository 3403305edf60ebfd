"""The desk: one ticket with everything needed to answer it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.auth.models import User
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from helpdesk import people, workflow
from helpdesk.forms import AssignForm, OtherTicketForm, ReplyForm, SplitForm, TopicForm
from helpdesk.models import ArticleLink, Attachment, Message, OutgoingMail, ReplyDraft, Ticket
from knowledge import presence, search
from knowledge.models import Topic

from .requester import download

WRITING = "somebody_writes"

answers = permission_required("helpdesk.answer_ticket", raise_exception=True)
assigns = permission_required("helpdesk.assign_ticket", raise_exception=True)


@login_required
@answers
def ticket(request: HttpRequest, reference: str) -> HttpResponse:
    shown = ticket_of(request, reference)
    text = _text_of_opinion(request, shown)
    return ticket_page(request, shown, ReplyForm(initial={"body": text}) if text else None)


def _text_of_opinion(request: HttpRequest, shown: Ticket) -> str:
    """The answer a colleague was asked about, to go on with."""
    number = request.GET.get("opinion", "")
    found = shown.opinions.filter(pk=number).first() if number.isascii() and number.isdigit() else None
    return found.answer if found else ""


def is_for_a_part(request: HttpRequest) -> bool:
    """Whether a script asks for a part of a page rather than for the next page."""
    return bool(request.htmx) and not request.htmx.boosted


def ticket_of(request: HttpRequest, reference: str) -> Ticket:
    tickets = Ticket.objects.visible_to(request.user).select_related("topic", "assignee")
    returned = OutgoingMail.objects.returned().filter(ticket=OuterRef("pk"))
    tickets = tickets.with_absence_of_assignee().with_consent_to_publish().annotate(has_returned_mail=Exists(returned))
    linked = Exists(ArticleLink.objects.filter(ticket=OuterRef("pk")).order_by())
    return get_object_or_404(tickets.annotate(has_links=linked).with_reference(reference))


def ticket_page(request: HttpRequest, shown: Ticket, form: ReplyForm | None = None, status: int = 200) -> HttpResponse:
    conversation = list(
        shown.messages.select_related("author").prefetch_related(Prefetch("attachments", to_attr="files"))
    )
    mine, held = _drafts(shown, request.user)
    form = form or ReplyForm(initial=_initial(mine))
    context = {
        "ticket": shown,
        "ticket_messages": conversation,
        "draft": mine,
        "version": mine and mine.version,
        "held": held,
        "is_leaving": any(reply.author_id == request.user.pk for reply in held),
        "newest": max((message.pk for message in conversation if message.kind in Message.PUBLIC_KINDS), default=0),
        "links": _links(shown) if shown.has_links else (),
        "split_form": SplitForm(),
        "next_steps": workflow.NEXT[shown.status],
        "reply_form": form,
        "present": presence.others(shown, request.user),
        "is_warned": form.has_error(NON_FIELD_ERRORS, code=WRITING),
        "previewed": request.POST.get("body", "") if "preview" in request.POST else "",
        "topic_form": TopicForm(instance=shown),
        "assign_form": AssignForm(experts=people.experts())
        if request.user.has_perm("helpdesk.assign_ticket")
        else None,
    }
    return render(request, "helpdesk/desk_ticket.html", context, status=status)


def _drafts(shown: Ticket, user: User) -> tuple[ReplyDraft | None, list[ReplyDraft]]:
    """What this person is writing here, and what is about to leave, whoever wrote it."""
    drafts = shown.reply_drafts.concerning(user).select_related("author").prefetch_related("files")
    mine = [draft for draft in drafts if draft.author_id == user.pk and draft.leaves_at is None]
    return (mine[0] if mine else None), [draft for draft in drafts if draft.leaves_at]


def _initial(draft: ReplyDraft | None) -> dict[str, str]:
    return {"body": draft.body, "templates": " ".join(draft.templates)} if draft else {}


@login_required
@answers
def similar(request: HttpRequest, reference: str) -> HttpResponse:
    """Entries on what the ticket asks, or on what an expert looks for; a part of its page, loaded after it."""
    shown = ticket_of(request, reference)
    query = request.GET.get("q", "").strip()[: search.LONGEST_QUERY]
    hits = _similar(shown, query)
    context = {
        "ticket": shown,
        "query": query,
        "similar": hits,
        "suggested_topics": _topics_of(hits) if shown.is_open and shown.topic is None else [],
    }
    return render(request, "helpdesk/_similar.html" if is_for_a_part(request) else "helpdesk/similar.html", context)


def _similar(shown: Ticket, query: str) -> list[search.Hit]:
    if query:
        return search.find(query, language=shown.language, limit=8).hits
    question = shown.messages.filter(kind=Message.Kind.QUESTION).values_list("body", flat=True).first()
    return search.similar_to(f"{shown.subject} {shown.subject} {question or ''}", language=shown.language)


def _topics_of(hits: list[search.Hit]) -> list[Topic]:
    """The topics of the nearest entries, nearest first."""
    return list(dict.fromkeys(hit.text.article.topic for hit in hits))[:3]


def _links(shown: Ticket) -> QuerySet[ArticleLink]:
    return shown.article_links.with_question().select_related("article", "draft__article", "by")


def do(request: HttpRequest, reference: str, verb, done: str, **details: object) -> HttpResponse:
    shown = ticket_of(request, reference)
    try:
        verb(shown, by=request.user, **details)
    except workflow.TransitionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(shown)


@require_POST
@login_required
@answers
def take(request: HttpRequest, reference: str) -> HttpResponse:
    if names := presence.writing_besides(ticket_of(request, reference), request.user):
        messages.warning(request, _("%(name)s is writing here just now; have a word first.") % {"name": names})
    return do(request, reference, workflow.take, _("It is yours."))


@require_POST
@login_required
@assigns
def assign(request: HttpRequest, reference: str) -> HttpResponse:
    form = AssignForm(request.POST, experts=people.experts())
    if not form.is_valid():
        messages.error(request, _("Choose somebody who answers tickets."))
        return redirect("desk:ticket", reference=reference)
    return do(request, reference, workflow.assign, _("Given."), to=form.cleaned_data["assignee"])


@require_POST
@login_required
@answers
def topic(request: HttpRequest, reference: str) -> HttpResponse:
    form = TopicForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a topic from the list."))
        return redirect("desk:ticket", reference=reference)
    verb = workflow.correct_topic if "keep" in request.POST else workflow.change_topic
    return do(request, reference, verb, _("The topic was changed."), topic=form.cleaned_data["topic"])


@require_POST
@login_required
@answers
def pass_on(request: HttpRequest, reference: str) -> HttpResponse:
    return do(request, reference, workflow.pass_on, _("Passed on. The ticket says to whom and why."))


@require_POST
@login_required
@answers
def spam(request: HttpRequest, reference: str) -> HttpResponse:
    return do(request, reference, workflow.mark_spam, _("Marked as spam. You can undo this here."))


@require_POST
@login_required
@answers
def unspam(request: HttpRequest, reference: str) -> HttpResponse:
    return do(request, reference, workflow.unmark_spam, _("The ticket is back."))


@login_required
@answers
def related(request: HttpRequest, reference: str) -> HttpResponse:
    """Tickets that belong to this one, and the way to say so; the ticket fetches it when it is shown."""
    shown = ticket_of(request, reference)
    context = {"ticket": shown, "related": Ticket.objects.belonging_to(shown), "other_form": OtherTicketForm()}
    context["next_steps"] = workflow.NEXT[shown.status]
    is_part = is_for_a_part(request)
    return render(request, "helpdesk/_related.html" if is_part else "helpdesk/related.html", context)


@login_required
@answers
def attachment(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    return download(get_object_or_404(Attachment.objects.filter(message__ticket=ticket_of(request, reference)), pk=pk))
