"""What search engines read of a page, in the words of schema.org."""

from django.conf import settings

from .models import ArticleText
from .rendering import render


def of_article(text: ArticleText) -> dict[str, object]:
    """A page with one question and the answer its editors stand by."""
    answer = {"@type": "Answer", "text": render(text.answer, host=settings.BASE_URL)}
    return {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "url": settings.BASE_URL + text.get_absolute_url(),
        "inLanguage": text.language,
        "name": text.question,
        "description": text.summary,
        "dateModified": text.published_at.isoformat(),
        "mainEntity": [{"@type": "Question", "name": text.question, "acceptedAnswer": answer}],
    }
