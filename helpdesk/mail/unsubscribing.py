"""Ending one kind of mail from the mail itself: a signed address that needs no sign-in (RFC 8058)."""

from django.conf import settings
from django.contrib.auth.models import User
from django.core import signing
from django.urls import reverse

from helpdesk.models import MailWish, OutgoingMail, Pace

Kind = OutgoingMail.Kind

SALT = "helpdesk.mail.unsubscribing"
ABOUT = {
    Kind.ASSIGNED: "assigned",
    Kind.OFFERED: "assigned",
    Kind.REPLIED: "replied",
    Kind.MENTIONED: "mentioned",
    Kind.FOLLOWED: "followed",
    Kind.OPINION_ASKED: "opinion",
    Kind.OPINION_GIVEN: "opinion",
    Kind.DUE_SOON: "due_soon",
    Kind.TRIAGE: "unassigned",
    Kind.DIGEST: "digest",
    Kind.WEEKLY: "weekly",
}


def address_for(mail: OutgoingMail, wish: MailWish) -> str:
    """Where its recipient ends mails of this kind; empty where nobody may."""
    about = ABOUT.get(mail.kind, "")
    if not about or wish.must_have(about):
        return ""
    code = signing.dumps([mail.recipient_id, about], salt=SALT)
    return settings.BASE_URL + reverse("desk:stop_mail", args=[code])


def read(code: str) -> tuple[MailWish, str]:
    """Whose wish an address is about, and which kind. Raises BadSignature, or User.DoesNotExist."""
    pk, about = signing.loads(code, salt=SALT)
    return MailWish.objects.of(User.objects.get(pk=pk)), about


def stop(wish: MailWish, about: str) -> None:
    """No more mails of this kind; of those that come together, of every kind that does."""
    kinds = [kind for kind in wish.ABOUT if getattr(wish, kind) in (Pace.HOURLY, Pace.DAILY)]
    if about == "weekly":
        wish.weekly = False
    else:
        for kind in kinds if about == "digest" else [about]:
            setattr(wish, kind, Pace.NONE)
    wish.save()
