"""Where the editors' pages are."""

from django.urls import reverse

from knowledge.models import Article, Draft


def address(verb: str, subject: Draft | Article | int | str) -> str:
    return reverse(f"curation:{verb}", args=[getattr(subject, "key", None) or getattr(subject, "pk", subject)])
