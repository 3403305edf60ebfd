"""Which tickets the revisions of an FAQ entry came from; only for those who answer them."""

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from helpdesk.models import ArticleLink, Ticket
from knowledge.models import ArticleText, Draft


@login_required
@permission_required("helpdesk.answer_ticket", raise_exception=True)
def tickets(request: HttpRequest, key: str, language: str) -> HttpResponse:
    texts = ArticleText.objects.visible_to(request.user).select_related("article__topic")
    text = get_object_or_404(texts, article__key=key, language=language)
    links = ArticleLink.objects.filter(ticket__in=Ticket.objects.visible_to(request.user))
    links = links.filter(draft__article=text.article, draft__language=language, draft__state=Draft.State.PUBLISHED)
    links = links.select_related("ticket", "draft").order_by("-draft__based_on")
    return render(request, "helpdesk/revision_tickets.html", {"text": text, "article": text.article, "links": links})
