"""A replayed year: the figures of the knowledge practice equal a naive recount of what was done."""

import datetime
import random
import statistics
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from helpdesk import practice, workflow
from helpdesk.models import AnswerReview, Message, Point
from knowledge import workflow as knowledge_workflow
from knowledge.models import SearchEvent
from tests import factories

pytestmark = pytest.mark.django_db

ISTANBUL = ZoneInfo("Europe/Istanbul")
TODAY = datetime.date(2026, 6, 30)
OUTCOMES = ("link", "draft", "improve", "nothing", "undecided", "spam", "open")


class Year:
    """Plays a desk day by day through the workflow, and writes down what happened in plain lists."""

    def __init__(self, topic, expert, editor, seed: int):
        self.topic, self.expert, self.editor = topic, expert, editor
        self.chance = random.Random(seed)
        self.log: list[dict[str, object]] = []
        self.articles: list[tuple[object, datetime.datetime]] = []
        self.published: list[tuple[datetime.datetime, float]] = []
        self.searches: list[tuple[datetime.datetime, bool]] = []

    def play(self, begin: datetime.date, days: int) -> None:
        for number in range(days):
            morning = datetime.datetime.combine(begin + datetime.timedelta(days=number), datetime.time(9), ISTANBUL)
            if number % 3 == 0:
                self.one_ticket(morning)
            with time_machine.travel(morning, tick=False):
                opened = self.articles and self.chance.random() < 0.6
                article = self.chance.choice(self.articles)[0].article if opened else None
                SearchEvent.objects.create(query="aidat", language="tr", total=3, opened=article)
                self.searches.append((morning, bool(article)))

    def one_ticket(self, asked: datetime.datetime) -> None:
        outcome = self.chance.choice(OUTCOMES if self.articles else ("draft",))
        language = self.chance.choice(["tr", "tr", "en"])
        resolved = asked + datetime.timedelta(hours=self.chance.randint(1, 200))
        with time_machine.travel(asked, tick=False):
            ticket = factories.ask(self.topic, language=language)
            if outcome == "spam":
                return workflow.mark_spam(ticket, by=self.expert)
        if outcome == "open":
            return None
        with time_machine.travel(resolved, tick=False):
            workflow.resolve(ticket, by=self.expert, answer="Üç yılda bir.")
            row = {"asked": asked, "resolved": resolved, "outcome": outcome, "language": language, "article": None}
            self.log.append(row)
            if outcome == "link":
                text, since = self.chance.choice(self.articles)
                workflow.link_article(ticket, text.article, by=self.expert)
                row["article"] = (text.language, since)
            elif outcome == "nothing":
                workflow.nothing_to_learn(ticket, by=self.expert)
        if outcome in ("draft", "improve"):
            self.write(ticket, outcome, resolved)
        return None

    def write(self, ticket, outcome: str, resolved: datetime.datetime) -> None:
        later = resolved + datetime.timedelta(hours=self.chance.randint(1, 700))
        with time_machine.travel(resolved, tick=False):
            if outcome == "draft":
                draft = workflow.draft_article(ticket, by=self.expert)
            else:
                text = self.chance.choice([text for text, _since in self.articles])
                ticket.language = text.language
                draft = workflow.improve_article(ticket, text.article, by=self.expert)
            words = {"question": f"Soru {draft.pk}?", "summary": "Kısa.", "answer": f"Yanıt {draft.pk}."}
            cited = [(factories.source(), "art. 74")]
            knowledge_workflow.save_draft(draft, by=self.expert, version=draft.version, citations=cited, **words)
        with time_machine.travel(later, tick=False):
            text = knowledge_workflow.publish(draft, by=self.editor, reason="Yeni")
        self.published.append((later, (later - resolved).total_seconds() / 86_400))
        if outcome == "draft":
            self.articles.append((text, later))

    def recount(self, month: datetime.date) -> dict[str, object]:
        """The same figures by going through the lists."""

        def inside(moment) -> bool:
            return moment.astimezone(ISTANBUL).date().replace(day=1) == month

        rows = [row for row in self.log if inside(row["resolved"])]
        by_outcome = {outcome: sum(row["outcome"] == outcome for row in rows) for outcome in OUTCOMES}
        found = [
            row["article"][0] == row["language"] and row["article"][1] <= row["asked"]
            for row in rows
            if row["outcome"] == "link"
        ]
        days = [length for moment, length in self.published if inside(moment)]
        searches = [was_opened for moment, was_opened in self.searches if inside(moment)]
        return {
            "resolved": len(rows),
            "linked": sum(by_outcome[name] for name in ("link", "draft", "improve")),
            "nothing_to_learn": by_outcome["nothing"],
            "reused": by_outcome["link"],
            "created": by_outcome["draft"],
            "improved": by_outcome["improve"],
            "known_but_not_found": sum(found),
            "known_inside": len(found) - sum(found),
            "median_days_to_publication": round(statistics.median(days), 1) if days else None,
            "searches": len(searches),
            "searches_answered": sum(searches),
        }


def test_a_replayed_year_gives_the_figures_of_a_naive_recount(topic, expert, editor):
    year = Year(topic, expert, editor, seed=2026)

    year.play(datetime.date(2025, 7, 1), 365)
    months = practice.by_month(11, today=TODAY)

    expected = {month.begin: year.recount(month.begin) for month in months}
    names = next(iter(expected.values())).keys()
    assert {month.begin: {name: getattr(month, name) for name in names} for month in months} == expected
    whole = practice.total(months)
    assert whole.resolved == sum(row["resolved"] for row in expected.values()) > 60
    assert whole.known_but_not_found > 0
    assert whole.known_inside > 0
    assert whole.link_rate == whole.linked * 100 // whole.resolved
    assert whole.new == whole.resolved - whole.reused


def test_the_page_counts_in_a_fixed_number_of_queries(
    topic, expert, editor, signed_in, django_assert_num_queries, client
):
    browser: Client = signed_in(expert)
    browser.get("/desk/practice/")

    for number in (1, 3):
        for _ticket in range(number):
            ticket = factories.ask(topic)
            workflow.resolve(ticket, by=expert, answer="Üç yılda bir.")
        with django_assert_num_queries(10):
            page = browser.get("/desk/practice/")

    assert "Yeniden kullanım ve üretim" in page.content.decode()


def test_points_are_shown_for_the_team_and_only_once_enough_answers_were_read(topic, expert, editor, manager):
    for number in range(practice.FEWEST_REVIEWS):
        ticket = factories.ask(topic)
        answer = workflow.resolve(ticket, by=expert, answer="Üç yılda bir.")
        review = AnswerReview.objects.create(answer=answer, month=datetime.date(2026, 5, 1), reader=editor)
        before = practice.total(practice.by_month(2, today=TODAY)).review_points
        verdicts = dict.fromkeys(Point.values, "yes") | {"plain": "no" if number < 2 else "yes"}
        workflow.finish_review(review, by=editor, verdicts=verdicts)

    points = dict(practice.total(practice.by_month(2, today=TODAY)).review_points)

    assert before == []
    assert points[Point.PLAIN.label] == 60
    assert points[Point.CORRECT.label] == 100


def test_an_expert_says_that_there_is_nothing_to_learn(topic, expert, signed_in):
    ticket = factories.ask(topic)
    browser = signed_in(expert)
    early = browser.post(f"{ticket.get_absolute_url()}nothing-to-learn/", follow=True).content.decode()
    workflow.resolve(ticket, by=expert, answer="Üç yılda bir.")

    for _twice in range(2):
        page = browser.post(f"{ticket.get_absolute_url()}nothing-to-learn/", follow=True).content.decode()

    assert "Önce kaydı çözün" in early
    assert "Bundan öğrenilecek bir şey yok" in page
    events = ticket.messages.filter(kind=Message.Kind.EVENT, body__contains="öğrenilecek")
    assert events.count() == 1
    assert not ticket.messages.for_requester().filter(body__contains="öğrenilecek").exists()
