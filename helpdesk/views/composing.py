"""The desk's composer: kept while one writes, looked at before it leaves, taken back in time."""

import re

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from helpdesk import mentions, workflow
from helpdesk.forms import DraftForm, ReplyForm
from helpdesk.models import ReplyDraft, Ticket
from knowledge import presence, rendering, search
from knowledge.languages import Language, current_language
from knowledge.models import Article, ArticleText

from .desk import WRITING, answers, do, is_for_a_part, ticket_of, ticket_page


@require_POST
@login_required
@answers
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    """One composer, three ways to send: resolve, ask back, or keep as a note; and a preview without script."""
    shown = ticket_of(request, reference)
    form = ReplyForm(request.POST, request.FILES)
    if "preview" in request.POST:
        presence.report(shown, request.user, is_writing=True)
        return ticket_page(request, shown, form)
    if not form.is_valid():
        return ticket_page(request, shown, form, status=422)
    if warning := _somebody_writes(request, shown):
        form.add_error(None, ValidationError(warning, code=WRITING))
        return _refused(request, shown, form)
    try:
        rendering.check_cost(form.cleaned_data["body"])
        done = _send(request, shown, **form.cleaned_data)
    except (workflow.TransitionError, rendering.TooMuchMarkdown, ValidationError) as error:
        form.add_error(None, str(error) if not isinstance(error, ValidationError) else error)
        return _refused(request, ticket_of(request, reference), form)
    messages.success(request, done)
    return redirect(shown)


def _refused(request: HttpRequest, shown: Ticket, form: ReplyForm) -> HttpResponse:
    """The page again, with why; what was written is kept as a draft, however soon after the last key it was sent."""
    if not _is_note(request):
        _keep(shown, request.user, **{name: form.cleaned_data[name] for name in ("body", "templates")})
    return ticket_page(request, shown, form, status=409)


def _somebody_writes(request: HttpRequest, shown: Ticket) -> str:
    """Told once: whoever sends again means it."""
    names = presence.writing_besides(shown, request.user)
    if not names or _is_note(request) or "anyway" in request.POST:
        return ""
    return _("%(name)s is writing here as well. Read what is new, or send again if yours shall go all the same.") % {
        "name": names
    }


def _send(request: HttpRequest, shown: Ticket, body: str, files: list, seen: int | None, templates: set[str]) -> str:
    presence.leave(shown, request.user)
    if _is_note(request):
        workflow.keep_note(shown, by=request.user, body=body, files=files)
        _tell_unknown(request, body)
        return _("The note is on the ticket; the requester does not see it.")
    step = ReplyDraft.Step.ASK_BACK if "ask_back" in request.POST else ReplyDraft.Step.RESOLVE
    workflow.hold(shown, by=request.user, step=step, body=body, files=files, templates=templates, seen=seen)
    return _("Sent. It leaves in 20 seconds; until then you can take it back.")


def _is_note(request: HttpRequest) -> bool:
    """Who chose to write a note sends nothing, whichever button a key pressed."""
    return "note" in request.POST or request.POST.get("writes") == "note"


def _tell_unknown(request: HttpRequest, body: str) -> None:
    """Whoever mentions nobody we know is told; the note stays as it was written."""
    _found, unknown = mentions.find(body)
    if unknown:
        text = ngettext(
            "Nobody at the desk is called %(names)s; the note stays as you wrote it.",
            "Nobody at the desk is called any of these: %(names)s; the note stays as you wrote it.",
            len(unknown),
        )
        messages.warning(request, text % {"names": ", ".join(f"@{name}" for name in unknown)})


@require_POST
@login_required
@answers
def undo(request: HttpRequest, reference: str) -> HttpResponse:
    return do(request, reference, workflow.undo, _("Taken back. Nothing was sent; your text is a draft again."))


@require_POST
@login_required
@answers
def save_draft(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep the text, the files, or both: as one types, or by a button."""
    shown = ticket_of(request, reference)
    form = DraftForm(request.POST, request.FILES)
    if form.is_valid():
        files = form.cleaned_data.pop("files")
        errors = _keep(shown, request.user, files, **(form.cleaned_data if "body" in request.POST else {}))
    else:
        errors = [message for found in form.errors.values() for message in found]
    return _kept(request, shown, errors)


def _kept(request: HttpRequest, shown: Ticket, errors: list[str]) -> HttpResponse:
    if is_for_a_part(request):
        draft = shown.reply_drafts.prefetch_related("files").filter(author=request.user).first()
        # Whoever wrote in another tab goes on being told so: what stands there is not overwritten by trying again.
        version = request.POST.get("version", "0") if errors else draft and draft.version
        context = {"ticket": shown, "draft": draft, "version": version, "draft_errors": errors}
        return render(
            request, "helpdesk/_draft.html", context | {"reply_form": ReplyForm()}, status=422 if errors else 200
        )
    for error in errors:
        messages.error(request, error)
    return redirect(shown)


def _keep(shown: Ticket, user: User, files: list | None = None, **written: object) -> list[str]:
    """Returns what stood in the way, in words for people."""
    try:
        if written:
            workflow.save_draft(shown, by=user, **written)
        if files:
            workflow.add_files(shown, by=user, files=files)
    except workflow.TransitionError as error:
        return [str(error)]
    except ValidationError as error:
        return error.messages
    return []


@require_POST
@login_required
@answers
def remove_file(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    shown, form = ticket_of(request, reference), DraftForm(request.POST)
    written = form.cleaned_data if form.is_valid() and "body" in request.POST else {}
    written.pop("files", None)
    errors = _keep(shown, request.user, **written)
    try:
        workflow.remove_file(shown, by=request.user, number=pk)
    except workflow.TransitionError as error:
        errors.append(str(error))
    return _kept(request, shown, errors)


@require_POST
@login_required
@answers
def discard_draft(request: HttpRequest, reference: str) -> HttpResponse:
    return do(request, reference, workflow.discard_draft, _("The draft was discarded."))


@require_POST
@login_required
@answers
def preview(request: HttpRequest) -> HttpResponse:
    """Exactly what will be sent, with links to our entries in the requester's language."""
    language = request.GET.get("language")
    context = {
        "body": request.POST.get("body", "")[: rendering.MAX_CHARACTERS],
        "language": language if language in Language.values else current_language(),
    }
    return render(request, "helpdesk/_preview.html", context)


@login_required
@answers
def insertable(request: HttpRequest, reference: str) -> HttpResponse:
    """What can be put into a reply: reply templates in the requester's language first, then entries of the FAQ."""
    shown = ticket_of(request, reference)
    query = request.GET.get("find", "").strip()[: search.LONGEST_QUERY]
    context = {
        "ticket": shown,
        "query": query,
        "templates": _templates(shown.language, query),
        "hits": search.find(query, language=shown.language, limit=8).hits if query else [],
    }
    is_part = is_for_a_part(request)
    return render(request, "helpdesk/_insertable.html" if is_part else "helpdesk/insertable.html", context)


def _templates(language: str, query: str) -> list[ArticleText]:
    words = search.folded_words(query, language)
    texts = ArticleText.objects.reply_templates().filter(language=language).select_related("article")
    return [text for text in texts if _has_all(text, words, language)]


def _has_all(text: ArticleText, words: list[str], language: str) -> bool:
    own = search.folded_words(f"{text.question} {text.summary} {text.keywords}", language)
    return all(any(mine.startswith(word) for mine in own) for word in words)


@require_POST
@login_required
@answers
def link(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Put an entry's link, or a reply template's text, at the end of the draft. It counts as reuse once it is sent."""
    article = get_object_or_404(Article.objects.visible_to(request.user), key=key)
    shown = ticket_of(request, reference)
    form = DraftForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("This could not be put into your text."))
        return redirect(shown)
    written = form.cleaned_data
    is_template = article.audience == Article.Audience.INTERNAL
    words = _words_of(article, shown.language) if is_template else _markdown_link(article, shown.language)
    typed = written["body"] if "body" in request.POST else _typed_before(shown, request.user)
    templates = written["templates"] | ({article.key} if is_template else set())
    body = f"{typed}\n\n{words}".strip()
    for error in _keep(shown, request.user, body=body, version=written["version"], templates=templates):
        messages.error(request, error)
    return redirect(shown)


def _typed_before(shown: Ticket, user: User) -> str:
    draft = shown.reply_drafts.filter(author=user).first()
    return draft.body if draft else ""


def _words_of(article: Article, language: str) -> str:
    texts = {text.language: text.answer for text in article.texts.all()}
    return texts.get(language) or next(iter(texts.values()), "")


def _markdown_link(article: Article, language: str) -> str:
    texts = {text.language: text.question for text in article.texts.all()}
    words = re.sub(r"([\[\]\\])", r"\\\1", texts.get(language) or next(iter(texts.values()), article.key))
    return f"[{words}]({settings.BASE_URL}{article.get_absolute_url()})"
