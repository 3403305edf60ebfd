"""The sampled review: each month a tenth of the answers is read a second time, blind to who wrote them."""

import datetime
import random

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from helpdesk.models import AnswerReview, Message, Point, Status, Ticket, Verdict

from .steps import TransitionError

ONE_OF = 10


@transaction.atomic
def draw_sample(*, today: datetime.date | None = None) -> int:
    """Draw from last month's answers, once. Returns how many were drawn."""
    this_month = (today or timezone.localdate()).replace(day=1)
    month = (this_month - datetime.timedelta(days=1)).replace(day=1)
    if AnswerReview.objects.filter(month=month).exists():
        return 0
    pks = list(_answers_given(month, this_month).values_list("last_answer", flat=True))
    drawn = random.SystemRandom().sample(pks, -(-len(pks) // ONE_OF))
    AnswerReview.objects.bulk_create(
        (AnswerReview(answer_id=pk, month=month) for pk in sorted(drawn)), ignore_conflicts=True
    )
    return len(drawn)


def _answers_given(begin: datetime.date, end: datetime.date) -> QuerySet[Ticket]:
    """Tickets resolved from the one day up to the other, each with its `last_answer`."""
    zone = timezone.get_current_timezone()
    period = [datetime.datetime.combine(day, datetime.time(), zone) for day in (begin, end)]
    answers = Message.objects.filter(ticket=OuterRef("pk"), kind=Message.Kind.ANSWER).order_by("-created_at", "-pk")
    resolved = Ticket.objects.filter(status__in=[Status.RESOLVED, Status.CLOSED])
    resolved = resolved.filter(resolved_at__gte=period[0], resolved_at__lt=period[1])
    return resolved.annotate(last_answer=Subquery(answers.values("pk")[:1])).exclude(last_answer=None)


@transaction.atomic
def take_next_review(*, by: User) -> AnswerReview | None:
    """The one already begun, or the oldest that waits for a second reader. Two who ask at once get two."""
    if begun := AnswerReview.objects.unfinished().filter(reader=by).first():
        return begun
    for review in AnswerReview.objects.waiting_for(by)[:ONE_OF]:
        if AnswerReview.objects.filter(pk=review.pk, reader=None).update(reader=by):
            review.reader = by
            return review
    return None


@transaction.atomic
def finish_review(review: AnswerReview, *, by: User, verdicts: dict[str, str], remark: str = "") -> None:
    review.refresh_from_db(from_queryset=AnswerReview.objects.select_for_update())
    if review.done_at or review.reader_id != by.pk:
        raise TransitionError(_("This answer has been read already."))
    if set(verdicts) != set(Point.values) or not set(verdicts.values()) <= set(Verdict.values):
        raise TransitionError(_("Say something to each of the nine points."))
    review.verdicts, review.remark, review.done_at = verdicts, remark, timezone.now()
    review.save()
