"""Files beside an answer, each put there by an editor who has read it."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge import identity
from knowledge.cleaning import CannotBeCleaned, cleaned
from knowledge.models import Article, ArticleFile

from .articles import queue_indexing
from .steps import TransitionError


class StillPersonal(TransitionError):
    """Something in the file or its title looks personal; an editor may say that it may stay."""


@transaction.atomic
def publish_file(
    article: Article,
    *,
    by: User,
    content: bytes,
    ending: str,
    title_tr: str,
    title_en: str,
    known: Iterable[identity.Known] = (),
    may_stay: bool = False,
) -> ArticleFile:
    """Put a cleaned copy beside the answer. `known` is what is known of whoever sent it; titles must be free of it."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    if not article.is_published:
        raise TransitionError(_("Publish the entry first; a file stands beside an answer."))
    known = list(known)
    titles = [("tr", title_tr), ("en", title_en)]
    if found := [
        finding for language, title in titles for finding in identity.find(title, language=language, known=known)
    ]:
        raise TransitionError(_("The title names something personal: %(words)s.") % {"words": _words(found)})
    try:
        clean, words = cleaned(content, ending)
    except CannotBeCleaned as error:
        raise TransitionError(str(error)) from error
    found = identity.find(words, language=article.source_language, known=known)
    if found and not may_stay:
        raise StillPersonal(_("The file still holds what looks personal: %(words)s.") % {"words": _words(found)})
    file = ArticleFile(
        article=article, title_tr=title_tr, title_en=title_en, ending=ending, size=len(clean), added_by=by
    )
    file.file.save("", ContentFile(clean), save=False)
    file.save()
    queue_indexing(article)
    return file


@transaction.atomic
def remove_file(file: ArticleFile, *, by: User) -> None:
    """Take the file from readers at once; that it was there stays recorded, its bytes do not."""
    file.refresh_from_db(from_queryset=ArticleFile.objects.select_for_update())
    if file.removed_at:
        return
    file.removed_by, file.removed_at = by, timezone.now()
    file.save()
    storage, name = file.file.storage, file.file.name
    transaction.on_commit(lambda: storage.delete(name))
    queue_indexing(file.article)


def _words(found: Iterable[identity.Finding]) -> str:
    return ", ".join(dict.fromkeys(f"“{finding.text}”" for finding in found))
