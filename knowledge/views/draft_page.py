"""What the page of a draft shows, whichever view leads to it."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from knowledge import diffs, passages, presence, rendering, search, workflow
from knowledge.checking_forms import StandardForm
from knowledge.forms import CitationFormSet, CommentForm, DraftForm, PublishForm, ScheduleForm, SendBackForm
from knowledge.models import ArticleText, Draft, IdentityDecision

# The draft has a reason of its own on the same page.
PUBLISH_IDS, SCHEDULE_IDS = "publish_%s", "schedule_%s"


def context_of(request: HttpRequest, shown: Draft, form: DraftForm, citations: CitationFormSet) -> dict:
    words = " ".join([shown.question, shown.summary])
    texts = _texts(shown)
    for name, pieces in _source_beside(shown, texts["source"]).items():
        form.fields[name].beside = pieces
    return finds_in(shown) | {
        "draft": shown,
        "standard_form": StandardForm(),
        "form": form,
        "citations": citations,
        **texts,
        **_people(request, shown),
        **_comments(shown),
        **_forms(shown),
        "similar": search.similar_to(words, language=shown.language, leave_out=shown.article) if shown.is_open else [],
        "preview": _preview(shown),
        # Whoever reviews reads; whoever writes has the fields first.
        "is_read": shown.state not in (Draft.State.WRITING, Draft.State.SENT_BACK),
        "next_steps": workflow.NEXT[shown.state],
    }


def _texts(shown: Draft) -> dict:
    """What readers see now, what it was when the draft was begun, and the text it translates."""
    texts = list(shown.article.texts.select_related("article__topic")) if shown.article_id else []
    current = next((text for text in texts if text.language == shown.language), None)
    source = next((text for text in texts if text.language == shown.article.source_language), None) if texts else None
    is_stale = shown.is_open and shown.based_on != (current.revision if current else 0)
    base = current.history.filter(revision=shown.based_on).first() if current and is_stale else None
    return {
        "current": current,
        "source": source if source and source.language != shown.language else None,
        "base": base,
        "three_way": diffs.three_way(base, current, shown) if base else [],
        "is_stale": is_stale,
    }


def _source_beside(shown: Draft, source: ArticleText | None) -> dict[str, list[diffs.Piece]]:
    """The source of a translation, field by field, with what changed in it since it was translated."""
    if source is None:
        return {}
    known = None
    if shown.translated_from not in (None, source.revision):
        known = source.history.filter(revision=shown.translated_from).first()
    fields = [name for name, _label in diffs.shown_fields()]
    return {name: diffs.words(getattr(known or source, name), getattr(source, name)) for name in fields}


def _people(request: HttpRequest, shown: Draft) -> dict:
    writers = list(shown.writers.order_by("first_name", "username"))
    return {
        "writers": writers,
        "present": presence.others(shown, request.user) if shown.is_open else [],
        "is_writer": request.user in writers,
        "can_publish": request.user.has_perm("knowledge.publish_article"),
        "can_publish_unchecked": request.user.has_perm("knowledge.publish_experience"),
    }


def _comments(shown: Draft) -> dict:
    comments = list(shown.comments.select_related("author", "resolved_by"))
    parts, unplaced = passages.with_comments(shown, comments)
    return {
        "comments": comments,
        "open_comments": [comment for comment in comments if comment.resolved_at is None],
        "passages": parts,
        "unplaced_comments": unplaced,
    }


def _forms(shown: Draft) -> dict:
    initial = {"reason": shown.reason, "is_validated": bool(shown.article and shown.article.is_validated)}
    return {
        "send_back_form": SendBackForm(),
        "comment_form": CommentForm(auto_id="comment_%s"),
        "publish_form": PublishForm(auto_id=PUBLISH_IDS, initial=initial),
        "schedule_form": ScheduleForm(auto_id=SCHEDULE_IDS, initial=initial),
    }


def finds_in(shown: Draft) -> dict[str, object]:
    """What the identity check says of the draft as it stands in memory."""
    found = workflow.check_identities(shown) if shown.is_open else []
    return {
        "draft": shown,
        "open_finds": [one for one in found if one.decision is None],
        "cleared_finds": [one for one in found if one.decision],
        "reasons": IdentityDecision.Reason.choices,
    }


def _preview(shown: Draft) -> str:
    try:
        return rendering.render(shown.answer)
    except rendering.TooMuchMarkdown:
        return ""


def draft_of(request: HttpRequest, pk: int) -> Draft:
    drafts = Draft.objects.visible_to(request.user).select_related("article__topic", "topic", "changed_by")
    return get_object_or_404(drafts, pk=pk)
