"""Addresses made from questions."""

from django.utils.text import slugify

from .models import Article, ArticleText, Redirect

TO_ASCII = str.maketrans("ıİğĞşŞçÇöÖüÜâÂîÎûÛ", "iIgGsScCoOuUaAiIuU")
LONGEST = 80


def slug_for(question: str) -> str:
    """The question as an address, cut at a word: "Dernek nasıl kurulur?" becomes "dernek-nasil-kurulur"."""
    slug = slugify(question.translate(TO_ASCII))
    if len(slug) > LONGEST:
        slug = slug[:LONGEST].rpartition("-")[0] or slug[:LONGEST]
    return slug or "soru"


def free_slug(question: str, language: str, article: Article) -> str:
    """The first form of the question's address that no other article has or ever had."""
    base, number = slug_for(question), 1
    slug = base
    while _is_taken(slug, language, article):
        number += 1
        slug = f"{base}-{number}"
    return slug


def _is_taken(slug: str, language: str, article: Article) -> bool:
    same = {"language": language, "slug": slug}
    texts = ArticleText.objects.filter(**same).exclude(article=article)
    return texts.exists() or Redirect.objects.filter(**same).exclude(article=article).exists()
