"""A topic to choose from all of them."""

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language

from knowledge import kept
from knowledge.models import Topic


class PlainSelect(forms.Select):
    """A list to choose from, put together without a template for each of its many options."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = self.format_value(value)
        rows = ((key, " selected" if str(key) in chosen else "", label) for key, label in self.choices)
        options = format_html_join("\n", '<option value="{}"{}>{}</option>', rows)
        return format_html(
            '<select name="{}"{}>{}</select>', name, flatatt(self.build_attrs(self.attrs, attrs)), options
        )


class TopicChoices(forms.models.ModelChoiceIterator):
    """They seldom change and stand on every ticket: kept as long as public pages are."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        yield from kept.part(("topics to choose from", get_language()), self._topics)

    def _topics(self) -> list[tuple[int, str]]:
        return [(topic.pk, self.field.label_from_instance(topic)) for topic in Topic.objects.in_order()]


class TopicField(forms.ModelChoiceField):
    """Topics in their order, each followed by its own."""

    widget = PlainSelect
    iterator = TopicChoices

    def label_from_instance(self, topic):
        return f"– {topic}" if topic.parent_id else str(topic)
