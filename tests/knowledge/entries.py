"""FAQ entries from files, such as internal, unfinished and related ones, and entries in both languages."""

from pathlib import Path

import yaml
from django.contrib.auth.models import User

from knowledge import search, seed, workflow
from knowledge.models import Article, ArticleText


def write(folder: Path, key: str, *, topic: str = "associations", **data: object) -> None:
    """The files of an entry. `tr` and `en` are its questions; without one there is no such text."""
    questions = {language: data.pop(language) for language in ("tr", "en") if language in data}
    answer = data.pop("answer", "Gizli kalması gereken yanıt.")
    (folder / topic).mkdir(parents=True, exist_ok=True)
    for number, (language, question) in enumerate(questions.items()):
        own = {"key": key} | data if number == 0 else {}
        words = {"question": question, "summary": f"Özet {key} {language}"}
        front = yaml.safe_dump(own | words, allow_unicode=True, sort_keys=False)
        (folder / topic / f"{key}.{language}.md").write_text(f"---\n{front}---\n\n{answer}\n", "utf-8")


def load(folder: Path, key: str, **data: object) -> Article:
    """An entry as its files describe it, in the database and in the index."""
    write(folder, key, **data)
    seed.load(folder)
    search.apply_outbox()
    return Article.objects.get(key=key)


def translate(text: ArticleText, author: User, editor: User, **words: object) -> ArticleText:
    """The same entry in English, through a draft."""
    change = workflow.start_draft(by=author, language="en", article=text.article)
    english = {"question": "How often does the general assembly meet?", "summary": "At least every three years."}
    workflow.save_draft(
        change, by=author, version=change.version, **(english | {"answer": "Every **three** years."} | words)
    )
    workflow.submit(change, by=author)
    translation = workflow.publish(change, by=editor, reason="Translated")
    search.apply_outbox()
    return translation
