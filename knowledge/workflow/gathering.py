"""What the worker puts on the backlog: searches in vain, and flags whose task is missing."""

from django.db.models import Q

from knowledge import demand
from knowledge.gaps import gaps
from knowledge.models import Article, Feedback, SearchEvent, Task
from knowledge.search import phrases

from .tasks import Kind, Outcome, open_task

ENOUGH = 3


def gather() -> int:
    """Keep the backlog and its order up to date. Returns how many items are new."""
    before = Task.objects.open().count()
    flagged = Feedback.objects.flagged().order_by().values("article")
    for article in Article.objects.filter(pk__in=flagged).exclude(tasks__in=Task.objects.open().filter(kind=Kind.FLAG)):
        open_task(Kind.FLAG, article=article)
    _weigh()
    nothing, abandoned = gaps()
    in_vain = {id(gap): gap for gap in [*nothing, *abandoned] if gap.nothing + gap.abandoned >= ENOUGH}
    propose_gaps(Kind.SEARCHED, [(gap.language, gap.query, gap.nothing + gap.abandoned) for gap in in_vain.values()])
    return max(0, Task.objects.open().count() - before)


def propose_gaps(kind: Kind, found: list[tuple[str, str, int]]) -> None:
    """Put what people asked in vain on the backlog, once, in whichever words; what was closed stays closed."""
    known: dict[tuple[str, frozenset[str]], Task] = {}
    for task in Task.objects.filter(kind=kind).order_by("pk"):
        known[task.language, phrases.sense(task.words, task.language)] = task
    for language, words, times in found:
        task = known.get((language, phrases.sense(words, language)))
        if task is None or (not task.is_open and _is_back(task)):
            open_task(kind, language=language, words=words[:300], weight=times)
        elif task.is_open and task.weight != times:
            task.weight = times
            task.save(update_fields=["weight"])


def _is_back(task: Task) -> bool:
    """What an entry was written for, and is searched for in vain again."""
    if task.outcome == Outcome.NOT_NEEDED or task.kind != Kind.SEARCHED:
        return False
    in_vain = SearchEvent.objects.filter(Q(total=0) | Q(opened=None), language=task.language, query=task.words)
    return in_vain.filter(created_at__gt=task.closed_at).count() >= ENOUGH


def _weigh() -> None:
    read = demand.of_articles()
    changed = []
    for task in Task.objects.open().exclude(article=None):
        if task.weight != read[task.article_id]:
            task.weight = read[task.article_id]
            changed.append(task)
    Task.objects.bulk_update(changed, ["weight"], batch_size=200)
