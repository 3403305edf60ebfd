"""What a mail to the desk says happened: alone in its subject and first line, or as one line among others."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk.models import Message, OutgoingMail
from helpdesk.routing import name_of

Kind = OutgoingMail.Kind

SUBJECTS = {
    Kind.ASSIGNED: gettext_lazy("For you: %(reference)s %(subject)s"),
    Kind.TRIAGE: gettext_lazy("Nobody’s yet: %(reference)s %(subject)s"),
    Kind.REPLIED: gettext_lazy("The requester wrote again: %(reference)s %(subject)s"),
    Kind.MENTIONED: gettext_lazy("You are mentioned: %(reference)s %(subject)s"),
    Kind.FOLLOWED: gettext_lazy("News: %(reference)s %(subject)s"),
    Kind.OPINION_ASKED: gettext_lazy("What do you think? %(reference)s %(subject)s"),
    Kind.OPINION_GIVEN: gettext_lazy("A second opinion: %(reference)s %(subject)s"),
}
HAPPENED = {
    Kind.ASSIGNED: gettext_lazy("A ticket was given to you."),
    Kind.TRIAGE: gettext_lazy("A ticket waits for somebody to give it to an expert."),
    Kind.REPLIED: gettext_lazy("The requester of one of your tickets wrote again."),
    Kind.MENTIONED: gettext_lazy("%(name)s mentions you in a note."),
    Kind.OPINION_ASKED: gettext_lazy("%(name)s asks for your opinion on an answer before it is sent."),
    Kind.DUE_SOON: gettext_lazy("An answer is due soon."),
    Kind.OVERDUE: gettext_lazy("An answer is overdue."),
    Kind.OFFERED: gettext_lazy("A colleague is away; their tickets wait for somebody who takes them."),
}
ON_A_FOLLOWED_TICKET = {
    Message.Kind.NOTE: gettext_lazy("%(name)s wrote a note."),
    Message.Kind.ANSWER: gettext_lazy("%(name)s wrote to the requester."),
    Message.Kind.REQUESTER_REPLY: gettext_lazy("The requester wrote again."),
}


def subject_of(mail: OutgoingMail) -> str:
    if mail.kind not in SUBJECTS:
        return ""
    return str(SUBJECTS[mail.kind]) % {"reference": mail.ticket.reference, "subject": mail.ticket.subject}


def happened(mail: OutgoingMail) -> str:
    if mail.kind == Kind.OPINION_GIVEN:
        names = {"name": name_of(mail.opinion.colleague), "verdict": mail.opinion.get_verdict_display()}
        return _("%(name)s gave you a second opinion: %(verdict)s.") % names
    sentence = ON_A_FOLLOWED_TICKET[mail.message.kind] if mail.kind == Kind.FOLLOWED else HAPPENED.get(mail.kind, "")
    actor = (mail.opinion and mail.opinion.asked_by) or (mail.message and mail.message.author)
    return str(sentence) % {"name": name_of(actor) if actor else ""}
