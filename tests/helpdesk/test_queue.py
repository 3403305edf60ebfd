"""The queue: what waits for whom, the most urgent first."""

import datetime
import re
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from helpdesk import workflow
from helpdesk.models import SavedFilter, Ticket
from helpdesk.queue import VIEWS
from knowledge.models import Topic
from tests.factories import ask, knows
from tests.pages import Page

pytestmark = pytest.mark.django_db

QUEUE = "/desk/"
DAY = datetime.timedelta(days=1)


def listed(browser: Client, **filters: object) -> list[Ticket]:
    """The tickets a page of the queue shows, in order."""
    links = Page(browser.get(QUEUE, filters)).links
    by_address = {ticket.get_absolute_url(): ticket for ticket in Ticket.objects.all()}
    return [by_address[link] for link in links if link in by_address]


def test_each_view_shows_what_its_name_says(desk_of_expert, expert, second_expert):
    nobodys, mine, waiting, answered, anothers, spam = (ask(subject=f"Soru {n}") for n in range(6))
    workflow.take(mine, by=expert)
    workflow.ask_back(waiting, by=expert, question="Hangi il?")
    workflow.resolve(answered, by=expert, answer="Evet.")
    workflow.take(anothers, by=second_expert)
    workflow.mark_spam(spam, by=expert)

    assert listed(desk_of_expert) == listed(desk_of_expert, view="mine") == [mine]
    assert listed(desk_of_expert, view="unassigned") == [nobodys]
    assert listed(desk_of_expert, view="waiting") == [waiting]
    assert listed(desk_of_expert, view="unanswered") == [nobodys, mine, anothers]
    assert listed(desk_of_expert, view="today") == []
    workflow.save_draft(anothers, by=expert, body="Yarım kalan yanıt")
    workflow.save_draft(mine, by=second_expert, body="Başkasının taslağı")
    assert listed(desk_of_expert, view="drafts") == [anothers]
    assert listed(desk_of_expert, view="all") == [nobodys, mine, waiting, answered, anothers]


def test_what_is_due_first_comes_first(desk_of_expert):
    early, late, middle = ask(), ask(), ask()
    for ticket, days in ((early, -9), (late, 9), (middle, 0)):
        ticket.resolution_due += datetime.timedelta(days=days)
        ticket.save()

    assert listed(desk_of_expert, view="all") == [early, middle, late]


def test_a_view_that_does_not_exist_shows_mine(desk_of_expert, expert):
    ask()
    mine = ask()
    workflow.take(mine, by=expert)

    for view in ("", "yours", "all' OR 1=1", "\0"):
        assert listed(desk_of_expert, view=view) == [mine]


def test_the_queue_is_narrowed_by_words_reference_organisation_and_topic(desk_of_expert, topic):
    other = Topic.objects.create(slug="volunteers", name_tr="Gönüllüler", name_en="Volunteers", order=2)
    dues = ask(topic, subject="Aidat makbuzu nasıl kesilir?", organisation="Ege Doğa Derneği")
    board = ask(other, subject="Yönetim kurulu kaç kişidir?", organisation="Mavi Kuş Derneği")

    assert listed(desk_of_expert, view="all", q="makbuz") == [dues]
    assert listed(desk_of_expert, view="all", q=board.reference) == [board]
    assert listed(desk_of_expert, view="all", q="ege doğa".title()) == [dues]
    assert listed(desk_of_expert, view="all", topic=other.pk) == [board]
    assert listed(desk_of_expert, view="all", topic=other.pk, q="makbuz") == []
    assert listed(desk_of_expert, view="mine", q="makbuz") == []


def test_filters_stay_on_the_page_and_only_listed_fields_filter(desk_of_expert, topic):
    first, second = ask(topic, requester_email="gizli@example.org"), ask(topic, subject="100% mü?")

    page = Page(desk_of_expert.get(QUEUE, {"view": "all", "q": "100%", "topic": topic.pk}))

    form = next(fields for fields in page.forms.values() if "q" in fields)
    assert form == {"view": "all", "q": "100%", "topic": str(topic.pk)}
    assert listed(desk_of_expert, view="all", q="100%") == [second]
    assert listed(desk_of_expert, view="all", q="gizli@example.org") == []
    for unlisted in ("requester_email", "link_nonce__startswith", "subject"):
        assert listed(desk_of_expert, view="all", **{unlisted: "x"}) == [first, second]


@pytest.mark.parametrize("bad", [{"topic": "abc"}, {"topic": "99999999999999999999"}, {"q": "x" * 101}, {"q": "\0"}])
def test_a_filter_that_makes_no_sense_breaks_nothing(desk_of_expert, bad):
    ticket = ask()

    assert listed(desk_of_expert, view="all", **bad) == [ticket]


def test_the_queue_comes_in_pages_of_25_that_keep_view_and_filters(desk_of_expert):
    tickets = [ask(subject=f"Kurul {number:02}") for number in range(26)]

    first = Page(desk_of_expert.get(QUEUE, {"view": "all", "q": "Kurul"}))
    following = next(link for link in first.links if "page=2" in link)
    second = Page(desk_of_expert.get(QUEUE + following))

    assert [t.subject for t in tickets if t.get_absolute_url() in first.links] == [t.subject for t in tickets[:25]]
    assert [t.subject for t in tickets if t.get_absolute_url() in second.links] == [tickets[25].subject]
    for page in ("99", "0", "-1", "abc", "²"):
        assert listed(desk_of_expert, view="all", page=page) in (tickets[:25], tickets[25:])


@pytest.mark.parametrize("view", VIEWS)
def test_an_empty_view_says_where_to_go_instead(desk_of_expert, view):
    for filters in ({}, {"q": "zürafa"}):
        page = desk_of_expert.get(QUEUE, {"view": view} | filters).content.decode()
        addresses = re.findall(r'href="([^"]+)"', page[page.index('<div class="empty">') : page.index("</main>")])
        assert len(addresses) == 1
        assert addresses[0] != f"?view={view}" or (view, filters) == ("all", {"q": "zürafa"})
        where = unescape(addresses[0])
        assert desk_of_expert.get(QUEUE + where if "?" in where else where).status_code == 200


def test_the_numbers_of_the_views_stop_at_ninety_nine(desk_of_expert, expert):
    for number in range(3):
        workflow.take(ask(subject=f"Soru {number}"), by=expert)
    Ticket.objects.bulk_create(
        Ticket(language="tr", subject="Soru", requester_email="a@example.org") for _number in range(100)
    )

    words = Page(desk_of_expert.get(QUEUE)).words

    assert "Bende olanlar 3 " in words
    assert "Tümü 99+ " in words


def test_not_taken_in_ones_topics_keeps_to_topic_parent_language_and_expiry(desk_of_expert, expert, topic):
    other = Topic.objects.create(slug="volunteers", name_tr="Gönüllüler", name_en="Volunteers", order=2)
    child = Topic.objects.create(slug="boards", name_tr="Kurullar", name_en="Boards", parent=topic)
    own, below, anothers, english = ask(topic), ask(child), ask(other), ask(topic, language="en")
    knows(expert, topic)

    assert listed(desk_of_expert, view="topics") == [own, below]
    assert listed(desk_of_expert, view="unassigned") == [own, below, anothers, english]
    expert.expertise.update(expires_on=timezone.localdate() - DAY)
    assert listed(desk_of_expert, view="topics") == []


def test_due_today_holds_what_is_late_and_what_still_waits_for_a_first_response(desk_of_expert, expert):
    late, first, tomorrow, answered = (ask(subject=f"Soru {n}") for n in range(4))
    tonight = timezone.localtime().replace(hour=23, minute=59)
    set_due(late, resolution_due=tonight - 3 * DAY)
    set_due(first, first_response_due=tonight)
    set_due(tomorrow, first_response_due=tonight, first_response_at=tonight, resolution_due=tonight + DAY)
    set_due(answered, resolution_due=tonight)
    workflow.resolve(answered, by=expert, answer="Evet.")

    assert listed(desk_of_expert, view="today") == [late, first]


def set_due(ticket: Ticket, **moments: datetime.datetime) -> None:
    for name, moment in moments.items():
        setattr(ticket, name, moment)
    ticket.save()


def test_every_filter_narrows_and_two_narrow_more(desk_of_expert, expert, second_expert, topic):
    urgent, other = ask(topic, subject="Acil soru"), ask(language="en", channel="email", organisation="Ege Doğa Vakfı")
    set_due(urgent, resolution_due=timezone.now() - DAY, created_at=timezone.now() - 40 * DAY)
    Ticket.objects.filter(pk=urgent.pk).update(priority="urgent")
    workflow.take(urgent, by=second_expert)
    workflow.resolve(other, by=expert, answer="Evet.")
    long_ago = (timezone.localdate() - 30 * DAY).isoformat()

    for asked in (
        *({"status": "open"}, {"topic": topic.pk}, {"assignee": second_expert.pk}, {"language": "tr"}),
        *({"priority": "urgent"}, {"channel": "web"}, {"due": "overdue"}, {"due": "week"}, {"until": long_ago}),
    ):
        assert listed(desk_of_expert, view="all", **asked) == [urgent], asked
    assert listed(desk_of_expert, view="all", organisation="EGE DOĞA") == [other]
    assert listed(desk_of_expert, view="all", since=long_ago) == [other]
    assert listed(desk_of_expert, view="all", status="open", language="en") == []


def test_what_was_written_on_a_ticket_is_found_notes_too(desk_of_expert, expert):
    ticket, _other = ask(body="Kermes için izin gerekir mi?"), ask(subject="Kermes değil")
    workflow.receive_reply(ticket, body="Belediyeye de sorduk.")
    workflow.add_note(ticket, by=expert, body="Zabıta yönetmeliğine bakılacak.")

    for words in ("KERMES izin", "belediye", "zabıta", "zabita kermes", ticket.reference):
        assert listed(desk_of_expert, view="all", q=words) == [ticket]
    assert listed(desk_of_expert, view="all", q="atandı") == []


def test_filters_come_before_the_newest_matches_are_cut_off(desk_of_expert, expert, monkeypatch):
    monkeypatch.setattr("helpdesk.models.finding.MOST_MATCHES", 2)
    old, *_newer = (ask(subject=f"Kurul {number}") for number in range(4))
    workflow.resolve(old, by=expert, answer="Evet.")

    assert listed(desk_of_expert, view="all", q="kurul", status="resolved") == [old]
    assert len(listed(desk_of_expert, view="all", q="kurul")) == 2


def test_the_filters_are_a_page_without_script_and_a_part_of_it_with(desk_of_expert, topic):
    asked = {"view": "unassigned", "topic": topic.pk, "q": "kurul"}

    whole, part = (
        desk_of_expert.get("/desk/filters/", asked, headers=headers) for headers in ({}, {"HX-Request": "true"})
    )

    assert "<html" in whole.content.decode()
    assert "<html" not in part.content.decode()
    for response in (whole, part):
        form = Page(response).forms[QUEUE]
        assert (form["view"], form["topic"], form["q"]) == ("unassigned", str(topic.pk), "kurul")


def test_each_filter_that_is_set_can_be_taken_away_alone(desk_of_expert, topic):
    page = Page(desk_of_expert.get(QUEUE, {"view": "all", "topic": topic.pk, "language": "tr"}))

    assert f"Konu: {topic}" in page.words
    assert "?view=all&language=tr" in page.links
    assert f"?view=all&topic={topic.pk}" in page.links


def test_a_filter_kept_under_a_name_is_ones_own_and_can_be_replaced_and_removed(
    desk_of_expert, expert, second_expert, signed_in
):
    kept = {"query": "view=all&language=tr&bad=1", "name": "Türkçe sorular"}

    response = desk_of_expert.post("/desk/filters/save/", kept)
    desk_of_expert.post("/desk/filters/save/", kept | {"query": "view=mine&language=en"})

    assert response.url == "/desk/?view=all&language=tr"
    assert SavedFilter.objects.get().query == "view=mine&language=en"
    assert "?view=mine&language=en" in Page(desk_of_expert.get(QUEUE)).links
    assert "?view=mine&language=en" not in Page(signed_in(second_expert).get(QUEUE)).links
    signed_in(second_expert).post("/desk/filters/remove/", {"name": "Türkçe sorular"})
    assert SavedFilter.objects.exists()
    desk_of_expert.post("/desk/filters/remove/", {"name": "Türkçe sorular"})
    assert not SavedFilter.objects.exists()


def test_a_filter_without_a_name_is_not_kept(desk_of_expert):
    page = desk_of_expert.post("/desk/filters/save/", {"query": "view=all&language=tr", "name": " "}, follow=True)

    assert "Süzgece bir ad verin." in Page(page).words
    assert not SavedFilter.objects.exists()


def test_what_people_typed_is_only_text_in_the_queue(desk_of_expert):
    ask(subject="<script>alert(1)</script>", organisation="<img src=x>")

    response = desk_of_expert.get(QUEUE, {"view": "all", "q": "<script>"})

    assert "<script>alert(1)</script>" in Page(response).words
    assert "<script>alert" not in response.content.decode()
    assert "<img" not in response.content.decode()
