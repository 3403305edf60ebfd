"""The access policy, written down once: every address, who reaches it, and whether a cache may keep it.

An address that is not in this table fails the build.
"""

import datetime
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver

from helpdesk import access, workflow
from helpdesk.mail import confirming, recalls, unsubscribing
from helpdesk.mail.incoming import ingest
from helpdesk.models import AnswerReview, ArticleLink, Attachment, Inbox, MailWish, OutgoingMail
from knowledge import open_data
from knowledge import workflow as knowledge_workflow
from knowledge.models import Draft, LearnedPhrase, Synonym
from tests import factories

pytestmark = pytest.mark.django_db

ACTORS = ["anonymous", "requester", "stranger", "expert", "editor", "manager", "administrator"]
EVERYONE, NOBODY, HOLDER = set(ACTORS), set(), {"requester"}
EXPERTS, EDITORS, MANAGERS = {"expert", "editor", "manager", "administrator"}, {"editor"}, {"manager", "administrator"}
ADMINISTRATORS = {"administrator"}
PUBLISHERS = {"expert", "editor"}

DRAFT, ENTRY, TICKET = (
    "desk/knowledge/drafts/<int:pk>/",
    "desk/knowledge/articles/<slug:key>/",
    "desk/tickets/<ticket>/",
)
# Among colleagues, too, a second reading is seen by its reader alone.
REVIEW = "desk/reviews/<int:pk>/"
TASK = "desk/knowledge/backlog/<int:pk>/"
TEXT, OWN = "<lang>/faq/<slug:topic>/<slug:slug>/", "<lang>/tickets/<ticket>/"

# The address, how it is asked, who reaches it, and whether any cache may keep the answer.
POLICY = {
    "": ("get", EVERYONE, "private"),
    "healthz": ("get", EVERYONE, "private"),
    "readyz": ("get", EVERYONE, "private"),
    "robots.txt": ("get", EVERYONE, "private"),
    "language/": ("post", EVERYONE, "private"),
    "a/<slug:key>/": ("get", EVERYONE, "public"),
    "api/v1/search": ("get", EVERYONE, "public"),
    "api/v1/suggest": ("get", EVERYONE, "public"),
    "api/v1/articles": ("get", EVERYONE, "public"),
    "api/v1/articles/<slug:key>": ("get", EVERYONE, "public"),
    "api/v1/topics": ("get", EVERYONE, "public"),
    "api/v1/changes": ("get", EVERYONE, "public"),
    "api/v1/openapi.json": ("get", EVERYONE, "public"),
    "api/v1/<path:anything>": ("get", NOBODY, "public"),
    "feeds/<slug:language>.atom": ("get", EVERYONE, "public"),
    "feeds/<slug:language>/<slug:topic>.atom": ("get", EVERYONE, "public"),
    "embed/<slug:language>/": ("get", EVERYONE, "public"),
    "data/faq.json": ("get", EVERYONE, "public"),
    "data/faq.zip": ("get", EVERYONE, "public"),
    "<lang>/open-data/": ("get", EVERYONE, "public"),
    "sitemap.xml": ("get", EVERYONE, "public"),
    "documents/<int:pk>/": ("get", EVERYONE, "public"),
    "opensearch.xml": ("get", EVERYONE, "public"),
    "<lang>/": ("get", EVERYONE, "public"),
    "<lang>/search/": ("get", EVERYONE, "public"),
    "<lang>/search/suggestions/": ("get", EVERYONE, "public"),
    "<lang>/search/log/": ("post", EVERYONE, "private"),
    "<lang>/embed/": ("get", EVERYONE, "public"),
    "<lang>/programmes/": ("get", EVERYONE, "public"),
    "<lang>/sources/": ("get", EVERYONE, "public"),
    "<lang>/sources/<slug:source>/": ("get", EVERYONE, "public"),
    "<lang>/a/<slug:key>/": ("get", EVERYONE, "public"),
    "<lang>/faq/": ("get", EVERYONE, "public"),
    "<lang>/faq/<slug:slug>/": ("get", EVERYONE, "public"),
    "<lang>/faq/booklet/": ("get", EVERYONE, "public"),
    "<lang>/faq/<slug:slug>/booklet/": ("get", EVERYONE, "public"),
    "<lang>/faq/pdf/": ("get", EVERYONE, "private"),
    "<lang>/faq/<slug:slug>/pdf/": ("get", EVERYONE, "private"),
    TEXT: ("get", EVERYONE, "public"),
    f"{TEXT}pdf/": ("get", EVERYONE, "private"),
    f"{TEXT}feedback/": ("post", EVERYONE, "private"),
    f"{TEXT}history/": ("get", EVERYONE, "public"),
    f"{TEXT}history/compare/": ("get", EVERYONE, "private"),
    f"{TEXT}history/<int:number>/": ("get", EVERYONE, "public"),
    f"{TEXT}history/<int:number>..<int:later>/": ("get", EVERYONE, "public"),
    "<lang>/updates/<str:signed>/": ("get", EVERYONE, "private"),
    "<lang>/ask/": ("get", EVERYONE, "private"),
    "<lang>/ask/send/": ("post", EVERYONE, "private"),
    "<lang>/about/promise/": ("get", EVERYONE, "public"),
    "<lang>/about/accessibility/": ("get", EVERYONE, "public"),
    "<lang>/help/": ("get", EVERYONE, "public"),
    "<lang>/feeds/": ("get", EVERYONE, "public"),
    "<lang>/privacy/": ("get", EVERYONE, "public"),
    "<lang>/tickets/<str:token>/": ("get", EVERYONE, "private"),
    "<lang>/mail/<mail token>/": ("get", EVERYONE, "private"),
    "<lang>/tickets/": ("get", EVERYONE, "private"),
    OWN: ("get", HOLDER, "private"),
    f"{OWN}thanks/": ("get", HOLDER, "private"),
    f"{OWN}reply/": ("post", HOLDER, "private"),
    f"{OWN}confirm/": ("post", HOLDER, "private"),
    f"{OWN}rate/": ("post", HOLDER, "private"),
    f"{OWN}attachments/<int:pk>/": ("get", HOLDER, "private"),
    f"{OWN}data/": ("get", HOLDER, "private"),
    f"{OWN}data/download/": ("get", HOLDER, "private"),
    f"{OWN}data/correct/": ("post", HOLDER, "private"),
    f"{OWN}data/withdraw/<slug:purpose>/": ("post", HOLDER, "private"),
    f"{OWN}data/erase/": ("post", HOLDER, "private"),
    "desk/": ("get", EXPERTS, "private"),
    "desk/recall/<int:pk>/": ("get", EXPERTS, "private"),
    "desk/bulk/": ("get", EXPERTS, "private"),
    "desk/overview/": ("get", MANAGERS, "private"),
    "desk/overview/numbers.csv": ("get", MANAGERS, "private"),
    "desk/filters/": ("get", EXPERTS, "private"),
    "desk/filters/save/": ("post", EXPERTS, "private"),
    "desk/filters/remove/": ("post", EXPERTS, "private"),
    "desk/preview/": ("post", EXPERTS, "private"),
    "desk/help/": ("get", EXPERTS, "private"),
    "desk/help/<slug:role>/": ("get", EXPERTS, "private"),
    "desk/styleguide/": ("get", EXPERTS, "private"),
    "desk/practice/": ("get", EXPERTS, "private"),
    "desk/reviews/": ("get", EXPERTS, "private"),
    "desk/reviews/next/": ("post", EXPERTS, "private"),
    REVIEW: ("get", {"editor"}, "private"),
    "desk/record/": ("get", EXPERTS, "private"),
    "desk/record/alike/": ("get", EXPERTS, "private"),
    "desk/record/<ticket>/": ("get", EXPERTS, "private"),
    "desk/record/<ticket>/link/": ("post", EXPERTS, "private"),
    "desk/incoming/": ("get", ADMINISTRATORS, "private"),
    "desk/incoming/<int:pk>/": ("get", ADMINISTRATORS, "private"),
    "desk/incoming/<int:pk>/bytes/": ("get", ADMINISTRATORS, "private"),
    "desk/incoming/<int:pk>/release/": ("post", ADMINISTRATORS, "private"),
    "desk/incoming/<int:pk>/drop/": ("post", ADMINISTRATORS, "private"),
    "desk/mail/": ("get", NOBODY, "private"),
    "desk/notifications/": ("get", EXPERTS, "private"),
    "desk/notifications/stop/<str:code>/": ("get", EVERYONE, "private"),
    "desk/opinions/": ("get", EXPERTS, "private"),
    "desk/opinions/<int:pk>/": ("get", EXPERTS, "private"),
    "desk/opinions/<int:pk>/give/": ("post", {"editor"}, "private"),
    "desk/opinions/<int:pk>/withdraw/": ("post", {"expert"}, "private"),
    "desk/people/": ("get", EXPERTS, "private"),
    TICKET: ("get", EXPERTS, "private"),
    f"{TICKET}similar/": ("get", EXPERTS, "private"),
    f"{TICKET}take/": ("post", EXPERTS, "private"),
    f"{TICKET}assign/": ("post", MANAGERS, "private"),
    f"{TICKET}answer/": ("post", EXPERTS, "private"),
    f"{TICKET}reply/save/": ("post", EXPERTS, "private"),
    f"{TICKET}reply/discard/": ("post", EXPERTS, "private"),
    f"{TICKET}reply/undo/": ("post", EXPERTS, "private"),
    f"{TICKET}reply/files/<int:pk>/remove/": ("post", EXPERTS, "private"),
    f"{TICKET}insert/": ("get", EXPERTS, "private"),
    f"{TICKET}related/": ("get", EXPERTS, "private"),
    f"{TICKET}topic/": ("post", EXPERTS, "private"),
    f"{TICKET}pass-on/": ("post", EXPERTS, "private"),
    f"{TICKET}spam/": ("post", EXPERTS, "private"),
    f"{TICKET}unspam/": ("post", EXPERTS, "private"),
    f"{TICKET}nothing-to-learn/": ("post", EXPERTS, "private"),
    f"{TICKET}merge/": ("post", EXPERTS, "private"),
    f"{TICKET}unmerge/": ("post", EXPERTS, "private"),
    f"{TICKET}relate/": ("post", EXPERTS, "private"),
    f"{TICKET}unrelate/": ("post", EXPERTS, "private"),
    f"{TICKET}split/<int:pk>/": ("post", EXPERTS, "private"),
    f"{TICKET}team/": ("get", EXPERTS, "private"),
    f"{TICKET}follow/": ("post", EXPERTS, "private"),
    f"{TICKET}unfollow/": ("post", EXPERTS, "private"),
    f"{TICKET}presence/": ("post", EXPERTS, "private"),
    f"{TICKET}opinions/ask/": ("post", EXPERTS, "private"),
    f"{TICKET}called/": ("post", EXPERTS, "private"),
    f"{TICKET}requester/": ("get", EXPERTS, "private"),
    f"{TICKET}organisation/": ("get", EXPERTS, "private"),
    f"{TICKET}promote/": ("get", EXPERTS, "private"),
    f"{TICKET}promote/draft/": ("post", EXPERTS, "private"),
    f"{TICKET}improve/<slug:key>/": ("post", EXPERTS, "private"),
    f"{TICKET}link/<slug:key>/": ("post", EXPERTS, "private"),
    f"{TICKET}attachments/<int:pk>/": ("get", EXPERTS, "private"),
    "desk/knowledge/": ("get", EXPERTS, "private"),
    "desk/knowledge/drafts/new/": ("get", EXPERTS, "private"),
    DRAFT: ("get", EXPERTS, "private"),
    f"{DRAFT}submit/": ("post", EXPERTS, "private"),
    "desk/knowledge/drafts/new/identities/": ("post", EXPERTS, "private"),
    f"{DRAFT}identities/": ("post", EXPERTS, "private"),
    f"{DRAFT}take-back/": ("post", EXPERTS, "private"),
    f"{DRAFT}send-back/": ("post", EDITORS, "private"),
    f"{DRAFT}rebase/": ("post", EXPERTS, "private"),
    f"{DRAFT}discard/": ("post", EXPERTS, "private"),
    f"{DRAFT}publish/": ("post", EDITORS, "private"),
    f"{DRAFT}publish-unchecked/": ("post", PUBLISHERS, "private"),
    "desk/knowledge/drafts/autosave/": ("post", EXPERTS, "private"),
    f"{DRAFT}presence/": ("post", EXPERTS, "private"),
    f"{DRAFT}follow-source/": ("post", EXPERTS, "private"),
    "desk/articles/<slug:key>/files/": ("get", EDITORS, "private"),
    "desk/articles/<slug:key>/attachments/<int:pk>/publish/": ("post", EDITORS, "private"),
    "desk/articles/<slug:key>/documents/<int:pk>/remove/": ("post", EDITORS, "private"),
    "desk/articles/<slug:key>/<slug:language>/tickets/": ("get", EXPERTS, "private"),
    "desk/knowledge/removals/": ("get", EDITORS, "private"),
    "desk/knowledge/translations/": ("get", EXPERTS, "private"),
    f"{DRAFT}schedule/": ("post", EDITORS, "private"),
    f"{DRAFT}unschedule/": ("post", EDITORS, "private"),
    f"{DRAFT}comment/": ("post", EXPERTS, "private"),
    "desk/knowledge/comments/<int:pk>/resolve/": ("post", EXPERTS, "private"),
    "desk/knowledge/articles/": ("get", EXPERTS, "private"),
    ENTRY: ("get", EXPERTS, "private"),
    f"{ENTRY}archive/": ("post", EDITORS, "private"),
    f"{ENTRY}unarchive/": ("post", EDITORS, "private"),
    f"{ENTRY}validate/": ("post", EDITORS, "private"),
    f"{ENTRY}<slug:language>/change/": ("post", EXPERTS, "private"),
    f"{ENTRY}<slug:language>/revisions/": ("get", EXPERTS, "private"),
    f"{ENTRY}<slug:language>/revisions/<int:number>/restore/": ("post", EXPERTS, "private"),
    "desk/knowledge/owners/": ("get", EDITORS, "private"),
    f"{ENTRY}keeping/": ("get", EXPERTS, "private"),
    f"{ENTRY}owner/": ("post", EDITORS, "private"),
    f"{ENTRY}review-day/": ("post", EDITORS, "private"),
    f"{ENTRY}merge/": ("post", EDITORS, "private"),
    "desk/knowledge/backlog/": ("get", EXPERTS, "private"),
    TASK: ("get", EXPERTS, "private"),
    f"{TASK}take/": ("post", EXPERTS, "private"),
    f"{TASK}assign/": ("post", EDITORS, "private"),
    f"{TASK}draft/": ("post", EXPERTS, "private"),
    f"{TASK}confirm/": ("post", EXPERTS, "private"),
    f"{TASK}close/": ("post", EXPERTS, "private"),
    "desk/knowledge/sources/": ("get", EXPERTS, "private"),
    "desk/knowledge/sources/<slug:source>/": ("get", EXPERTS, "private"),
    "desk/knowledge/sources/<slug:source>/change/": ("post", EDITORS, "private"),
    "desk/knowledge/changes/<int:pk>/withdraw/": ("post", EDITORS, "private"),
    "desk/knowledge/standard/": ("get", EXPERTS, "private"),
    "desk/knowledge/gaps/": ("get", EXPERTS, "private"),
    "desk/knowledge/phrases/": ("get", EXPERTS, "private"),
    "desk/knowledge/phrases/<int:pk>/approve/": ("post", EDITORS, "private"),
    "desk/knowledge/phrases/<int:pk>/refuse/": ("post", EDITORS, "private"),
    "desk/knowledge/synonyms/": ("get", EDITORS, "private"),
    "desk/knowledge/synonyms/add/": ("post", EDITORS, "private"),
    "desk/knowledge/synonyms/<int:pk>/": ("get", EDITORS, "private"),
    "desk/knowledge/synonyms/<int:pk>/remove/": ("post", EDITORS, "private"),
}


def routes(resolver: URLResolver, before: str = ""):
    """Every address of the site, except those of the admin and of allauth, which have policies of their own."""
    for pattern in resolver.url_patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, address)
        elif not address.startswith("admin/") and not pattern.callback.__module__.startswith("allauth"):
            yield address


def as_written(address: str) -> str:
    address = address.removeprefix("tr/") if (is_public := address.startswith("tr/")) else address
    address = address.replace("<reference:reference>", "<ticket>").replace("mail/<str:token>", "mail/<mail token>")
    return f"{'<lang>/' * is_public}{address}"


@pytest.fixture
def world(expert, editor, topic) -> dict[str, str]:
    """One of everything, by the name it has in an address."""
    text = knowledge_workflow.publish(factories.draft(expert, topic), by=editor, reason="İlk yayın")
    ticket = factories.ask(topic, files=[SimpleUploadedFile("tüzük.txt", b"x")])
    question = workflow.receive_reply(ticket, body="Bir de şu var.")
    opinion = workflow.ask_opinion(ticket, by=expert, colleague=editor, answer="Üç yılda bir.")
    opinion_asked = OutgoingMail.objects.get(opinion=opinion)
    answer = workflow.resolve(ticket, by=expert, answer="Üç yılda bir.")
    draft = factories.draft(expert, topic, question="Taslak sorusu?")
    from_ticket = Draft.objects.get(article=text.article)
    ArticleLink.objects.create(ticket=ticket, draft=from_ticket, kind=ArticleLink.Kind.DRAFTED_FROM, by=expert)
    titles = {"title_tr": "Örnek tüzük", "title_en": "Sample statute"}
    document = knowledge_workflow.publish_file(text.article, by=editor, content=b"Madde 1", ending="txt", **titles)
    open_data.make()
    Inbox.objects.update(strangers="confirm")
    held = ingest(b"From: can@example.net\nTo: bilgi@example.org\nSubject: Soru\n\nDernek kurulur mu?\n")
    phrase = LearnedPhrase.objects.create(article=text.article, language="tr", phrase="kongre kaç senede bir")
    today = datetime.date.today()
    words = {"what_tr": "Süre kısaldı.", "what_en": "The time limit is shorter."}
    change = knowledge_workflow.record_change(
        factories.source(), by=editor, place="art. 74", applies_from=today, **words
    )
    return {
        "<lang>": "tr",
        "<slug:source>": change.source.slug,
        "backlog": str(change.tasks.get().pk),
        "changes": str(change.pk),
        "<slug:topic>": topic.slug,
        "<slug:slug>": text.slug,
        "<slug:key>": text.article.key,
        "<slug:language>": "tr",
        "<int:number>": "1",
        "<int:later>": "1",
        "<path:anything>": "no-such-thing",
        "<ticket>": ticket.reference,
        "<str:token>": access.token_for(ticket),
        "drafts": str(draft.pk),
        "comments": str(knowledge_workflow.comment(draft, by=editor, body="Kaynak?").pk),
        "attachments": str(Attachment.objects.get().pk),
        "phrases": str(phrase.pk),
        "synonyms": str(Synonym.objects.create(language="tr", terms="kongre, genel kurul").pk),
        "opinions": str(opinion.pk),
        "<str:code>": unsubscribing.address_for(opinion_asked, MailWish.objects.of(editor)).split("/")[-2],
        "<str:signed>": recalls.stop_address(ticket).split("/")[-2],
        "recall": str(draft.pk),
        "split": str(question.pk),
        "incoming": str(held.pk),
        "<mail token>": confirming.token_for(held),
        "documents": str(document.pk),
        "files": "1",
        "reviews": str(AnswerReview.objects.create(answer=answer, month="2026-01-01", reader=editor).pk),
        "<slug:purpose>": "publish",
        "<slug:role>": "expert",
    }


@pytest.fixture
def browsers(world, person, signed_in, stranger, expert, editor, manager) -> dict[str, Client]:
    requester = Client()
    requester.get(f"/tr/tickets/{world['<str:token>']}/")
    people = {"stranger": stranger, "expert": expert, "editor": editor, "manager": manager}
    people["administrator"] = person("umut", "administrator")
    return {"anonymous": Client(), "requester": requester} | {name: signed_in(user) for name, user in people.items()}


def in_this(world: dict[str, str], pattern: str) -> str:
    for name in re.findall(r"(\w+)/<int:pk>", pattern):
        pattern = pattern.replace("<int:pk>", world[name])
    pattern = pattern.replace("faq/<slug:slug>/", f"faq/{world['<slug:topic>']}/")
    for name, value in world.items():
        pattern = pattern.replace(name, value) if name.startswith("<") else pattern
    return f"/{pattern}"


def ask(browser: Client, method: str, address: str):
    """Ask, and take back whatever it changed."""
    with transaction.atomic():
        response = getattr(browser, method)(address, headers={"sec-fetch-site": "same-origin"})
        transaction.set_rollback(True)
    if response.streaming:
        assert b"".join(response.streaming_content)
    return response


def reached(response) -> str:
    if response.status_code == 302 and response.url.startswith("/accounts/login/"):
        return "sign in"
    return {403: "forbidden", 404: "missing"}.get(response.status_code, "reached")


def refused(actor: str, pattern: str, who: set[str]) -> str:
    """What somebody sees who may not: on the desk a door, everywhere else nothing."""
    if not pattern.startswith("desk/") or not who or (pattern == REVIEW and actor in EXPERTS):
        return "missing"
    return "sign in" if actor in ("anonymous", "requester") else "forbidden"


def test_every_address_is_in_the_policy_and_nothing_else_is():
    assert sorted({as_written(address) for address in routes(get_resolver())}) == sorted(POLICY)


def test_every_address_is_reached_by_those_the_policy_names_and_kept_as_it_says(browsers, world):
    found, kept = {}, {}
    for pattern, (method, _who, _caching) in POLICY.items():
        responses = {actor: ask(browser, method, in_this(world, pattern)) for actor, browser in browsers.items()}
        found[pattern] = {actor: reached(response) for actor, response in responses.items()}
        kept[pattern] = {" ".join(sorted(response["Cache-Control"].split(", "))) for response in responses.values()}

    assert found == {
        pattern: {actor: "reached" if actor in who else refused(actor, pattern, who) for actor in ACTORS}
        for pattern, (_method, who, _caching) in POLICY.items()
    }
    assert kept == {
        pattern: {"max-age=5 public" if caching == "public" else "no-store private"}
        for pattern, (_method, _who, caching) in POLICY.items()
    }


def test_an_address_for_sending_does_nothing_when_it_is_looked_at(browsers, world):
    sending = [pattern for pattern, (method, *_rest) in POLICY.items() if method == "post"]

    found = {
        pattern: {ask(browser, "get", in_this(world, pattern)).status_code for browser in browsers.values()}
        for pattern in sending
    }

    # The page that asks for feedback is the one that takes it.
    assert found == {pattern: {405} for pattern in sending} | {f"{TEXT}feedback/": {200}}
