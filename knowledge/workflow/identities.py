"""Deciding on what the identity check finds. As long as one find is open, the draft cannot be published."""

from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils.translation import gettext as _

from knowledge import identity, origins
from knowledge.models import Draft, IdentityDecision, Kind, Task

from .steps import TEXT_FIELDS, TransitionError, lock, require_writable

CHECKED = (*TEXT_FIELDS, "reason")
AROUND = 40

Outcome = IdentityDecision.Outcome
Text = tuple[models.Model, str]


@dataclass(frozen=True)
class Place:
    """Where a find stands: the field, and the words around it."""

    field: str
    label: str
    before: str
    text: str
    after: str


@dataclass
class Found:
    """The same words wherever they stand in a draft, and what was decided about them."""

    key: str
    kind: Kind
    text: str
    suggestion: str
    decision: IdentityDecision | None = None
    places: list[Place] = field(default_factory=list)


def check_identities(draft: Draft) -> list[Found]:
    """What in the draft, as it stands in memory, may lead back to somebody: open finds first, then those cleared."""
    cleared = {decision.fingerprint: decision for decision in _cleared(draft)}
    known = origins.known(draft)
    found: dict[str, Found] = {}
    for row, name in _texts(draft):
        for one in identity.find(getattr(row, name), language=draft.language, known=known):
            prints = identity.fingerprints(one.kind, one.text)
            decision = next((cleared[value] for value in prints if value in cleared), None)
            entry = found.setdefault(prints[0], Found(prints[0], one.kind, one.text, one.suggestion, decision))
            entry.places.append(_place(row, name, one))
    return sorted(found.values(), key=lambda entry: entry.decision is not None)


def open_finds(draft: Draft) -> list[Found]:
    return [found for found in check_identities(draft) if found.decision is None]


def require_neutral(draft: Draft) -> None:
    """Nothing readers will see may lead back to a person; the reason becomes part of the public history."""
    if found := open_finds(draft):
        words = ", ".join(f"“{one.text}” ({one.kind.label})" for one in found[:5])
        raise TransitionError(_("Decide first on what may lead back to somebody: %(found)s.") % {"found": words})
    if draft.tasks.open().filter(kind=Task.Kind.CONSENT).exists():
        raise TransitionError(_("Whoever it was drafted for took back their consent. Close that task first."))


@transaction.atomic
def accept(draft: Draft, key: str, *, by: User) -> None:
    """Put the suggested words in the place of a find, wherever it stands."""
    _decide(draft, [_found(draft, key)], Outcome.ACCEPTED, by=by)


@transaction.atomic
def accept_all(draft: Draft, *, by: User) -> None:
    """Put the suggested words in the place of every open find."""
    lock(draft)
    require_writable(draft)
    _decide(draft, [found for found in open_finds(draft) if found.suggestion], Outcome.ACCEPTED, by=by)


@transaction.atomic
def replace(draft: Draft, key: str, *, by: User, words: str) -> None:
    """Put one's own words in the place of a find; what they hold is checked like everything else."""
    _decide(draft, [_found(draft, key)], Outcome.REPLACED, by=by, words=words)
    draft.writers.add(by)


@transaction.atomic
def clear(draft: Draft, key: str, *, by: User, reason: str) -> None:
    """Record that a find is not personal, and why; from now on the check passes it over in this entry."""
    if reason not in IdentityDecision.Reason.values:
        raise TransitionError(_("Say why it is not personal."))
    found = _found(draft, key)
    if found.kind == Kind.PLACEHOLDER:
        raise TransitionError(_("A placeholder is no text for readers. Write something neutral in its place."))
    draft.identity_decisions.create(
        kind=found.kind, outcome=Outcome.NOT_PERSONAL, reason=reason, fingerprint=found.key, by=by
    )


@transaction.atomic
def neutralise(draft: Draft) -> None:
    """Take everything personal out of a draft nobody will finish, or whose origin is erased."""
    lock(draft)
    comments = [(said, name) for said in draft.comments.all() for name in ("passage", "body", "reply")]
    _rewrite(draft, {found.key: None for found in open_finds(draft)}, *comments)
    draft.version += 1
    draft.save()


def _decide(draft: Draft, finds: list[Found], outcome: Outcome, *, by: User, words: str | None = None) -> None:
    _rewrite(draft, {found.key: words for found in finds})
    draft.version += 1
    draft.changed_by = by
    draft.save()
    for found in finds:
        draft.identity_decisions.create(kind=found.kind, outcome=outcome, by=by)


def _found(draft: Draft, key: str) -> Found:
    lock(draft)
    require_writable(draft)
    found = next((found for found in open_finds(draft) if found.key == key), None)
    if found is None:
        raise TransitionError(_("These words are no longer in the text, or somebody has already decided on them."))
    return found


def _rewrite(draft: Draft, words: dict[str, str | None], *more: Text) -> None:
    """Put words, or what is suggested, in the place of the finds with these keys."""
    known = origins.known(draft)
    for row, name in (*_texts(draft), *more):
        text = getattr(row, name)
        for one in reversed(identity.find(text, language=draft.language, known=known)):
            if one.key in words:
                instead = words[one.key] if words[one.key] is not None else _suggestion(one, text)
                text = text[: one.start] + instead + text[one.end :]
        limit = row._meta.get_field(name).max_length
        setattr(row, name, text[:limit] if limit else text)
        if row is not draft:
            row.save()


def _suggestion(one: identity.Finding, text: str) -> str:
    """A suggestion begins with a capital where a sentence does."""
    before = text[: one.start].rstrip(' \n*_"“#>-')
    if before and before[-1] not in ".?!":
        return one.suggestion
    return one.suggestion[:1].replace("i", "İ").upper() + one.suggestion[1:]


def _cleared(draft: Draft) -> models.QuerySet[IdentityDecision]:
    of_entry = models.Q(draft=draft.pk)
    if draft.article_id:
        of_entry |= models.Q(draft__article=draft.article_id)
    return IdentityDecision.objects.filter(of_entry, outcome=Outcome.NOT_PERSONAL).select_related("by")


def _texts(draft: Draft) -> list[Text]:
    cited = draft.citations.all() if draft.pk else []
    return [(draft, name) for name in CHECKED] + [(citation, "place") for citation in cited]


def _place(row: models.Model, name: str, one: identity.Finding) -> Place:
    text, label = getattr(row, name), str(row._meta.get_field(name).verbose_name)
    before, after = text[max(0, one.start - AROUND) : one.start], text[one.end : one.end + AROUND]
    if one.start > AROUND:
        before = f"… {before.partition(' ')[2]}"
    if len(text) > one.end + AROUND:
        after = f"{after.rpartition(' ')[0]} …"
    return Place(name, label, before, one.text, after)
