"""What a mail says of an answer that changed, and the way out that each of them carries (RFC 8058)."""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import override

from helpdesk.models import OutgoingMail, Ticket
from knowledge.models import ArticleText

SALT = "helpdesk.mail.recalls"


def context_of(mail: OutgoingMail) -> dict[str, object]:
    """The revision it tells of as it was published, and where to read and compare it."""
    text = mail.recall.text
    if mail.recall.is_withdrawal:
        return _withdrawn(mail, text)
    row = text.history.filter(revision=mail.recall.revision).latest()
    return {
        "row": row,
        "reason": row.history_change_reason,
        "article": settings.BASE_URL + text.get_absolute_url(),
        "compare": settings.BASE_URL + text.address("compare", row.revision - 1, row.revision),
    } | _always(mail)


def _withdrawn(mail: OutgoingMail, text: ArticleText) -> dict[str, object]:
    replacement = text.article.replaced_by
    instead = None
    if replacement and replacement.is_published:
        texts = replacement.texts.order_by("language")
        instead = texts.filter(language=text.language).first() or texts.first()
    return {
        "question": text.question,
        "reason": text.article.archived_because,
        "instead": instead,
        "address": settings.BASE_URL + replacement.get_absolute_url() if instead else "",
    } | _always(mail)


def _always(mail: OutgoingMail) -> dict[str, object]:
    return {
        "asked_on": mail.ticket.created_at,
        "ask": settings.BASE_URL + reverse("helpdesk:ask"),
        "stop": stop_address(mail.ticket),
    }


def is_still_wanted(mail: OutgoingMail) -> bool:
    """The consent stands, and readers still see the entry, or still do not see what was withdrawn."""
    agreed = mail.ticket.consents.filter(purpose="updates", withdrawn_at=None).exists()
    texts = ArticleText.objects.filter(pk=mail.recall.text_id)
    return agreed and (texts.withdrawn() if mail.recall.is_withdrawal else texts.published()).exists()


def stop_address(ticket: Ticket) -> str:
    code = signing.dumps([ticket.pk, ticket.link_nonce], salt=SALT)
    with override(ticket.language):
        return settings.BASE_URL + reverse("helpdesk:stop_updates", args=[code])


def ticket_of(code: str) -> Ticket | None:
    try:
        pk, nonce = signing.loads(code, salt=SALT)
    except signing.BadSignature:
        return None
    return Ticket.objects.filter(pk=pk, link_nonce=nonce).first()
