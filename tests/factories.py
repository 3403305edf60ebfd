"""Builders that go through the workflow, so that no test owns an object the site could not have made."""

from django.contrib.auth.models import User
from django.utils import timezone

from helpdesk import workflow
from helpdesk.models import Expertise, Ticket
from knowledge import search
from knowledge import workflow as knowledge_workflow
from knowledge.models import ArticleText, Draft, Source, Topic

ANSWER = "Olağan genel kurul en geç üç yılda bir toplanır.\n\nTüzüğünüz daha kısa bir süre yazıyorsa **o geçerlidir**."


def knows(user: User, topic: Topic, language: str = "tr", most: int = 8) -> Expertise:
    return Expertise.objects.create(user=user, topic=topic, language=language, open_tickets_at_most=most)


def ask(topic: Topic | None = None, **details: object) -> Ticket:
    question = {
        "language": "tr",
        "subject": "Genel kurul ne zaman toplanır?",
        "body": "Ben Ayşe Yılmaz, Mavi Kuş Derneği adına soruyorum. Telefonum 0532 123 45 67.",
        "requester_email": "ayse@mavikus.example",
        "requester_name": "Ayşe Yılmaz",
        "organisation": "Mavi Kuş Derneği",
        "consents": ("process", "publish"),
    }
    return workflow.open_ticket(topic=topic, **(question | details))


def let_leave() -> int:
    """The seconds in which a reply can be taken back have passed, and the worker sends it."""
    return workflow.send_held(now=timezone.now() + workflow.UNDO_FOR)


def source(slug: str = "tmk-4721") -> Source:
    names = {"title_tr": "Türk Medeni Kanunu", "title_en": "Turkish Civil Code", "kind": "law"}
    return Source.objects.get_or_create(slug=slug, defaults=names)[0]


def draft(author: User, topic: Topic, **words: object) -> Draft:
    """A complete draft of a new entry, waiting for review."""
    text = {
        "question": "Genel kurul ne sıklıkla toplanır?",
        "summary": "Olağan genel kurul en geç üç yılda bir toplanır.",
        "answer": ANSWER,
        "topic": topic,
        "language": "tr",
    }
    started = knowledge_workflow.start_draft(by=author, **(text | words))
    knowledge_workflow.save_draft(started, by=author, version=started.version, citations=[(source(), "art. 74")])
    knowledge_workflow.submit(started, by=author)
    return started


def publish(author: User, editor: User, topic: Topic, **words: object) -> ArticleText:
    """A published, findable entry."""
    text = knowledge_workflow.publish(draft(author, topic, **words), by=editor, reason="İlk yayın")
    search.apply_outbox()
    return text


def revise(text: ArticleText, author: User, editor: User, **words: object) -> ArticleText:
    """The next revision of an entry, through a draft."""
    change = knowledge_workflow.start_draft(
        by=author, language=text.language, article=text.article, reason="Yasa değişti"
    )
    knowledge_workflow.save_draft(change, by=author, version=change.version, **words)
    knowledge_workflow.submit(change, by=author)
    revised = knowledge_workflow.publish(change, by=editor, reason="Yasa değişti")
    search.apply_outbox()
    return revised
