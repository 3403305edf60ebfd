"""An editor publishes while somebody writes; two editors publish: other processes, one draft."""

import pytest

from knowledge.models import ArticleText, Draft
from tests import factories
from tests.helpdesk.test_race import race

pytestmark = pytest.mark.django_db(transaction=True)

PERSON = """
from django.contrib.auth.models import User
from knowledge import workflow
from knowledge.models import Draft
draft, person = Draft.objects.get(pk={draft}), User.objects.get(pk={person})
meet("{name}", {everyone})
try:
    {step}
    print("done")
except workflow.TransitionError as error:
    print("refused")
"""
PUBLISH = 'workflow.publish(draft, by=person, reason="Okudum", version=draft.version)'
SAVE = 'workflow.save_draft(draft, by=person, version=draft.version, answer="Son anda yazıldı.")'


def at_once(tmp_path, draft: Draft, steps: dict) -> list[str]:
    names = [str(number) for number in range(len(steps))]
    codes = [
        PERSON.format(name=name, everyone=names, draft=draft.pk, person=person.pk, step=step)
        for name, (person, step) in zip(names, steps.items(), strict=True)
    ]
    return race(tmp_path, codes)


def test_two_editors_publish_one_revision(tmp_path, topic, expert, editor, person):
    draft = factories.draft(expert, topic)

    printed = at_once(tmp_path, draft, {editor: PUBLISH, person("ada", "editor"): PUBLISH})

    assert sorted(printed) == ["done", "refused"]
    assert ArticleText.objects.get().history.count() == 1


def test_what_is_written_while_an_editor_publishes_is_either_refused_or_not_yet_published(
    tmp_path, topic, expert, editor
):
    draft = factories.draft(expert, topic)

    printed = at_once(tmp_path, draft, {editor: PUBLISH, expert: SAVE})

    draft.refresh_from_db()
    assert sorted(printed) == ["done", "refused"]
    if printed[0] == "done":
        assert ArticleText.objects.get().answer == factories.ANSWER
    else:
        assert (draft.answer, ArticleText.objects.count()) == ("Son anda yazıldı.", 0)
