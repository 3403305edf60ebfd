"""What an entry rests on today, and what of it changed since it was last compared."""

from django.db.models import FilteredRelation, Q

from .models import Article, Citation, Programme, SourceChange, Task


def around(article: Article) -> tuple[list[Citation], list[SourceChange], list[Programme]]:
    """The sources of an entry, the changes it is being checked for, and the programmes that help; in one query."""
    open_flags = Q(tasks__kind=Task.Kind.LAW, tasks__closed_at=None)
    rows = (
        Article.objects.filter(pk=article.pk)
        .only("key")
        .annotate(
            cited=FilteredRelation("citations"),
            flag=FilteredRelation("tasks", condition=open_flags),
            programme=FilteredRelation("programmes"),
        )
        .select_related("cited__source", "flag__change__source", "programme")
        .order_by()
    )
    citations, changes, programmes = {}, {}, {}
    for row in rows:
        # Django leaves an attribute out where nothing was joined.
        if citation := getattr(row, "cited", None):
            citations.setdefault(citation.pk, citation)
        if flag := getattr(row, "flag", None):
            changes.setdefault(flag.change_id, flag.change)
        if programme := getattr(row, "programme", None):
            programmes.setdefault(programme.pk, programme)
    # Put in order here: for a handful of rows that costs less than telling the database how.
    return (
        sorted(citations.values(), key=lambda citation: (citation.order, citation.pk)),
        sorted(changes.values(), key=lambda change: (change.applies_from, change.pk)),
        sorted(programmes.values(), key=lambda programme: (programme.order, programme.slug)),
    )
