"""The content standard: what an editor ticks when approving a text."""

from knowledge.models import Draft, StandardCheck


def note_standard(draft: Draft, *, met: dict[str, bool]) -> None:
    """Keep what was ticked, for the index of the topic."""
    StandardCheck.objects.create(draft=draft, topic=draft.topic, **met)
