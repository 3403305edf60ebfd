"""The content standard: what an editor ticks when approving a text."""

from django.utils import timezone

from knowledge.models import Draft, StandardCheck


def note_standard(draft: Draft, met: dict[str, bool] | None) -> None:
    """Keep what was ticked with the step it was ticked for; it counts from the day readers see the text.

    What was ticked when the text was approved for a day stands when that day comes.
    """
    now = {"topic": draft.topic, "at": timezone.now()}
    if met is None:
        StandardCheck.objects.filter(draft=draft).update(**now)
    else:
        StandardCheck.objects.update_or_create(draft=draft, defaults=now | met)
