from django.db.models import QuerySet
from haystack import indexes

from knowledge.languages import Language
from knowledge.models import Article, ArticleText
from knowledge.search.document import FIELDS, fields_of, indexable, learned_phrases, stamp


class ArticleIndex(indexes.SearchIndex, indexes.Indexable):
    """An article as other engines hold it: one field for each of its own in each language."""

    text = indexes.CharField(document=True)
    stamp = indexes.IntegerField()
    topic = indexes.IntegerField(model_attr="topic_id")
    question_tr = indexes.CharField()
    question_en = indexes.CharField()
    asked_as_tr = indexes.CharField()
    asked_as_en = indexes.CharField()
    keywords_tr = indexes.CharField()
    keywords_en = indexes.CharField()
    summary_tr = indexes.CharField()
    summary_en = indexes.CharField()
    answer_tr = indexes.CharField()
    answer_en = indexes.CharField()

    def get_model(self) -> type[Article]:
        return Article

    def index_queryset(self, using: str | None = None) -> QuerySet[Article]:
        return indexable()

    def prepare(self, article: Article) -> dict:
        prepared = super().prepare(article)
        texts = {text.language: text for text in article.texts.all()}
        for language in Language.values:
            learned = learned_phrases(article, language)
            prepared |= {f"{field}_{language}": _words(texts.get(language), learned, field) for field in FIELDS}
        prepared["stamp"] = stamp(article)
        return prepared | {"text": " ".join(text.question for text in texts.values())}


def _words(text: ArticleText | None, learned: list[str], field: str) -> str:
    return fields_of(text, learned)[field] if text else ""
