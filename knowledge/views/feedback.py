"""What a reader thinks of an answer: asked on a page of its own, so that the answer can be cached for everyone."""

from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from knowledge import workflow
from knowledge.forms import FeedbackForm
from knowledge.languages import current_language
from knowledge.learning_forms import SearchedForm
from knowledge.models import ArticleText
from knowledge.throttle import throttled


@require_http_methods(["GET", "HEAD", "POST"])
@throttled("feedback", most=20, seconds=3600)
def feedback(request: HttpRequest, topic: str, slug: str) -> HttpResponse:
    texts = ArticleText.objects.published().select_related("article__topic")
    text = get_object_or_404(texts, language=current_language(), slug=slug)
    is_helpful = (request.POST if request.method == "POST" else request.GET).get("helpful") == "yes"
    begun = {"passage": request.GET.get("passage", "")[:500], "flag": request.GET.get("flag", "")}
    form = FeedbackForm(request.POST) if request.method == "POST" else FeedbackForm(initial=begun)
    if request.method == "POST" and form.is_valid():
        opinion = form.save(commit=False)
        opinion.article, opinion.language, opinion.revision = text.article, text.language, text.revision
        opinion.is_helpful = is_helpful
        workflow.receive_feedback(opinion)
        _learn(text, is_helpful, SearchedForm(request.POST))
        return render(request, "knowledge/feedback_thanks.html", {"text": text, "is_helpful": is_helpful})
    searched = SearchedForm(request.POST if request.method == "POST" else _searched_before(request, text))
    context = {"text": text, "form": form, "is_helpful": is_helpful, "searched": searched["q"].value()}
    return render(request, "knowledge/feedback.html", context, status=422 if form.is_bound else 200)


def _searched_before(request: HttpRequest, text: ArticleText) -> dict[str, str]:
    """The words of the search that led to the article.

    The links of a results page carry them in the article's address. The article itself does not look at them, so that
    its page is the same for everyone; the browser tells this page what address it comes from.
    """
    try:
        came_from = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return {}
    if came_from.netloc != request.get_host() or came_from.path != text.get_absolute_url():
        return {}
    return {"q": parse_qs(came_from.query).get("q", [""])[0]}


def _learn(text: ArticleText, is_helpful: bool, form: SearchedForm) -> None:
    if is_helpful and form.is_valid() and form.cleaned_data["q"]:
        workflow.propose_what_was_searched(text.article, language=text.language, query=form.cleaned_data["q"])
