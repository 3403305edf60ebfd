"""What an entry rests on today, and what of it changed since it was last compared."""

from django.db.models import FilteredRelation, Q

from .models import Article, Citation, SourceChange, Task


def cited(article: Article) -> tuple[list[Citation], list[SourceChange]]:
    """The sources of an entry and the changes it is being checked for, in one query."""
    open_flags = Q(article__tasks__kind=Task.Kind.LAW, article__tasks__closed_at=None)
    rows = (
        Citation.objects.filter(article=article)
        .annotate(flag=FilteredRelation("article__tasks", condition=open_flags))
        .select_related("source", "flag__change__source")
        .order_by("order", "pk", "flag__change__applies_from", "flag")
    )
    citations, changes = {}, {}
    for row in rows:
        citations.setdefault(row.pk, row)
        # Django leaves the attribute out where nothing was joined.
        if flag := getattr(row, "flag", None):
            changes.setdefault(flag.change_id, flag.change)
    return list(citations.values()), list(changes.values())
