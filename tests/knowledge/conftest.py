"""A draft that waits for review, and an entry that readers see."""

import pytest

from knowledge.models import ArticleText, Draft
from tests import factories


@pytest.fixture
def draft(expert, topic) -> Draft:
    return factories.draft(expert, topic)


@pytest.fixture
def text(expert, editor, topic) -> ArticleText:
    return factories.publish(expert, editor, topic)
