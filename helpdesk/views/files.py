"""What came with the questions behind an FAQ entry; an editor publishes a file of it, one by one."""

from pathlib import PurePosixPath

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from helpdesk.file_forms import ArticleFileForm
from helpdesk.models import ArticleLink, Attachment, Ticket
from helpdesk.redaction import known_of
from knowledge import workflow as knowledge_workflow
from knowledge.models import Article, ArticleFile

publishes = permission_required("knowledge.publish_article", raise_exception=True)


@login_required
@publishes
def files(request: HttpRequest, key: str) -> HttpResponse:
    return _page(request, get_object_or_404(Article.objects.visible_to(request.user), key=key))


def _page(request: HttpRequest, article: Article, refused: ArticleFileForm | None = None) -> HttpResponse:
    offered = [
        (
            attachment,
            refused if refused and refused.attachment == attachment else ArticleFileForm(attachment=attachment),
        )
        for attachment in _attachments(request, article)
    ]
    published = article.files.filter(removed_at=None).select_related("added_by")
    context = {"article": article, "offered": offered, "published": published}
    return render(request, "helpdesk/article_files.html", context, status=422 if refused else 200)


def _attachments(request: HttpRequest, article: Article):
    links = ArticleLink.objects.filter(draft__article=article)
    tickets = Ticket.objects.visible_to(request.user).filter(article_links__in=links)
    return Attachment.objects.filter(message__ticket__in=tickets).select_related("message__ticket").order_by("pk")


@require_POST
@login_required
@publishes
def publish(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    article = get_object_or_404(Article.objects.visible_to(request.user), key=key)
    attachment = get_object_or_404(_attachments(request, article), pk=pk)
    form = ArticleFileForm(request.POST, attachment=attachment)
    if not form.is_valid():
        return _page(request, article, form)
    with attachment.file.open("rb") as stored:
        content = stored.read()
    try:
        knowledge_workflow.publish_file(
            article,
            by=request.user,
            content=content,
            ending=PurePosixPath(attachment.name).suffix.lower().lstrip("."),
            known=known_of(attachment.message.ticket),
            **form.titles(),
            may_stay=form.cleaned_data["may_stay"],
        )
    except knowledge_workflow.TransitionError as error:
        form.refuse(error)
        return _page(request, article, form)
    messages.success(request, _("Published beside the answer, under your title."))
    return redirect("desk:article_files", key=key)


@require_POST
@login_required
@publishes
def remove(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    file = get_object_or_404(ArticleFile, article__key=key, pk=pk)
    knowledge_workflow.remove_file(file, by=request.user)
    messages.success(request, _("Taken out. Readers no longer get it."))
    return redirect("desk:article_files", key=key)
