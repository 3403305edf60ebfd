"""What a reader thinks of an answer: asked on a page of its own, so that the answer can be cached for everyone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from knowledge.forms import FeedbackForm
from knowledge.languages import current_language
from knowledge.models import ArticleText
from knowledge.throttle import throttled


@require_http_methods(["GET", "HEAD", "POST"])
@throttled("feedback", most=20, seconds=3600)
def feedback(request: HttpRequest, topic: str, slug: str) -> HttpResponse:
    texts = ArticleText.objects.published().select_related("article__topic")
    text = get_object_or_404(texts, language=current_language(), slug=slug)
    is_helpful = (request.POST if request.method == "POST" else request.GET).get("helpful") == "yes"
    quoted = {"passage": request.GET.get("passage", "")[:500]}
    form = FeedbackForm(request.POST) if request.method == "POST" else FeedbackForm(initial=quoted)
    if request.method == "POST" and form.is_valid():
        opinion = form.save(commit=False)
        opinion.article, opinion.language, opinion.revision = text.article, text.language, text.revision
        opinion.is_helpful = is_helpful
        opinion.save()
        return render(request, "knowledge/feedback_thanks.html", {"text": text, "is_helpful": is_helpful})
    return render(request, "knowledge/feedback.html", {"text": text, "form": form, "is_helpful": is_helpful})
