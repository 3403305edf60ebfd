"""From a row of the outbox to a mail: one recipient, text and HTML, in the recipient's language."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from helpdesk import access, keeping
from helpdesk.models import IncomingMail, MailWish, OutgoingMail, Ticket
from knowledge.models import Task

from . import addresses, recalls, sentences, unsubscribing

Kind = OutgoingMail.Kind

FOR_REQUESTER = (Kind.RECEIVED, Kind.ANSWERED, Kind.ASKED_BACK, Kind.MERGED, Kind.LINKS, Kind.UPDATED)
EARLIER_MAILS = 5
MOST_TASKS = 30


def compose(mail: OutgoingMail) -> EmailMultiAlternatives:
    ticket = mail.ticket
    to_requester = mail.kind in FOR_REQUESTER
    address = ticket.requester_email if to_requester else mail.recipient.email
    wish = None if to_requester else MailWish.objects.of(mail.recipient)
    stop = unsubscribing.address_for(mail, wish) if wish else ""
    stop = recalls.stop_address(ticket) if mail.recall_id else stop
    with override(wish.language if wish else ticket.language):
        context = {"mail": mail, "ticket": ticket, "message": mail.message, "host": settings.BASE_URL}
        context |= _for_the_desk(mail, stop) if wish else _for_the_requester(mail)
        name = "news" if mail.kind in sentences.SUBJECTS else mail.kind
        name = "withdrawn" if mail.recall_id and mail.recall.is_withdrawal else name
        subject = render_to_string(f"helpdesk/mail/{name}_subject.txt", context)
        text = render_to_string(f"helpdesk/mail/{name}.txt", context)
        html = render_to_string(f"helpdesk/mail/{name}.html", context)
    headers = _headers(mail, ticket) | (
        {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"} if stop else {}
    )
    message = EmailMultiAlternatives(
        " ".join(subject.split()), text, settings.DEFAULT_FROM_EMAIL, [address], headers=headers
    )
    message.attach_alternative(html, "text/html")
    return message


def _for_the_requester(mail: OutgoingMail) -> dict[str, object]:
    ticket = mail.ticket
    links = _all_links(ticket) if mail.kind == Kind.LINKS else []
    context = {"link": access.mailed_link_to(ticket.merged_into or ticket), "links": links}
    return context | recalls.context_of(mail) if mail.recall_id else context


def _for_the_desk(mail: OutgoingMail, stop: str) -> dict[str, object]:
    return {
        "link": _link(mail),
        "is_for_desk": True,
        "subject": sentences.subject_of(mail),
        "happened": sentences.happened(mail),
        "items": _gathered(mail),
        "tickets": _offered(mail),
        "week": keeping.of_week(mail.due) if mail.kind == Kind.WEEKLY else None,
        "to_do": _to_do(mail),
        "stop": stop,
        "wishes": settings.BASE_URL + reverse("desk:mail_wishes"),
    }


def _link(mail: OutgoingMail) -> str:
    about = mail.opinion or mail.ticket
    return settings.BASE_URL + (about.get_absolute_url() if about else reverse("curation:backlog"))


def _gathered(mail: OutgoingMail) -> list[tuple[Ticket, str, str]]:
    """Of each mail that goes out in this one: its ticket, what happened, and where to look."""
    if mail.kind != Kind.DIGEST:
        return []
    items = mail.items.select_related(
        *("ticket__topic", "message__author", "opinion__asked_by", "opinion__colleague", "absence__user")
    )
    return [(item.ticket, sentences.happened(item), _link(item)) for item in items.order_by("pk")]


def _to_do(mail: OutgoingMail) -> list[tuple[Task, str]]:
    if mail.kind != Kind.TASKS:
        return []
    tasks = Task.objects.told_to(mail.recipient).with_titles().ranked().select_related("change__source")
    return [(task, settings.BASE_URL + task.get_absolute_url()) for task in tasks[:MOST_TASKS]]


def _offered(mail: OutgoingMail) -> list[tuple[Ticket, str]]:
    if mail.absence is None:
        return []
    tickets = Ticket.objects.open().assigned_to(mail.absence.user).most_urgent_first()
    return [(ticket, settings.BASE_URL + ticket.get_absolute_url()) for ticket in tickets[:50]]


def _all_links(ticket: Ticket) -> list[tuple[Ticket, str]]:
    return [(own, access.link_to(own)) for own in Ticket.objects.of_requester(ticket.requester_email)]


def _headers(mail: OutgoingMail, ticket: Ticket | None) -> dict[str, str]:
    # RFC 3834: nobody's vacation notice shall answer us. All mails of a ticket hang on one invented root.
    automatic = {
        "Message-ID": mail.mail_id,
        "Auto-Submitted": "auto-replied" if mail.kind == OutgoingMail.Kind.RECEIVED else "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if mail.kind in (Kind.DIGEST, Kind.WEEKLY, Kind.TASKS):
        return automatic
    root = addresses.thread_root(ticket)
    automatic |= {"In-Reply-To": root, "References": root}
    return automatic | _for_a_reply(ticket, root) if mail.kind in FOR_REQUESTER else automatic


def _for_a_reply(ticket: Ticket, root: str) -> dict[str, str]:
    # What the requester wrote by mail and what we answer shall stand in one thread of their program.
    theirs = IncomingMail.objects.of_requester(ticket).values_list("message_id", flat=True)[:EARLIER_MAILS]
    thread = [root, *reversed(theirs)]
    return {"Reply-To": addresses.reply_address(ticket), "In-Reply-To": thread[-1], "References": " ".join(thread)}
