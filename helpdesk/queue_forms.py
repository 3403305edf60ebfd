"""How the queue is narrowed, and what is done with several tickets at once."""

import datetime
from typing import Any, Self
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.models import User
from django.db.models import Model
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from knowledge.languages import Language
from knowledge.models import Topic

from . import people, workflow
from .models import Channel, Priority, SavedFilter, Status
from .routing import name_of
from .topic_field import TopicField

DUE = [("", _("Any time")), ("overdue", _("Overdue")), ("today", _("Today")), ("week", _("Within a week"))]


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return name_of(obj)


def day_field(label: str) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))


def choice_field(label: str, choices: type) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", _("All")), *choices.choices])


class QueueFilterForm(forms.Form):
    """Everything may be left out."""

    q = forms.CharField(label=_("Words or a number"), max_length=100, required=False)
    status = choice_field(_("Status"), Status)
    topic = TopicField(Topic.objects.none(), label=_("Topic"), required=False, empty_label=_("All topics"))
    assignee = PersonField(User.objects.none(), label=_("Assignee"), required=False, empty_label=_("Everybody"))
    language = choice_field(_("Language"), Language)
    priority = choice_field(_("Priority"), Priority)
    channel = choice_field(_("Channel"), Channel)
    due = forms.ChoiceField(label=_("Answer due"), required=False, choices=DUE)
    organisation = forms.CharField(label=_("Organisation"), max_length=100, required=False)
    since = day_field(_("Asked since"))
    until = day_field(_("Asked until"))

    def __init__(self, asked: QueryDict):
        super().__init__(asked)
        self.fields["topic"].queryset = Topic.objects.in_order()
        self.fields["assignee"].queryset = people.experts()

    @classmethod
    def asked_for(cls, asked: QueryDict) -> Self | None:
        """The form, if any filter is set: most pages of the queue have none."""
        return cls(asked) if any(asked.get(name) for name in cls.base_fields) else None

    def wanted(self) -> dict[str, Any]:
        """The filters that are set, as clean values; none at all where one of them makes no sense."""
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}

    def chips(self, view: str) -> list[tuple[str, str, str]]:
        """Each filter that is set: its name, its value, and the query without it."""
        kept = self.kept(view)
        shown = ((name, self.fields[name].label, self._shown(name, value)) for name, value in self.wanted().items())
        return [(label, text, urlencode([pair for pair in kept if pair[0] != name])) for name, label, text in shown]

    def kept(self, view: str) -> list[tuple[str, str]]:
        """The view and the filters that are set, as they stand in an address."""
        return [("view", view), *((name, str(self.data[name])) for name in self.wanted())]

    def _shown(self, name: str, value: Any) -> str:
        if isinstance(value, User):
            return name_of(value)
        if isinstance(value, datetime.date):
            return date_format(value, "DATE_FORMAT")
        choices = {} if isinstance(value, Model) else dict(getattr(self.fields[name], "choices", ()))
        return str(choices.get(value, value))


class SaveFilterForm(forms.ModelForm):
    """A name for what the queue shows now."""

    class Meta:
        model = SavedFilter
        fields = ["name"]
        error_messages = {"name": {"required": _("Give the filter a name.")}}


class SeenField(forms.Field):
    """Tickets by number, each with the state somebody saw it in."""

    def to_python(self, value: list[str]) -> dict[int, str]:
        pairs = (each.partition(":") for each in value[: SeveralForm.MOST])
        return {int(pk): state for pk, _colon, state in pairs if pk.isascii() and pk.isdigit() and len(pk) < 12}


class SeveralForm(forms.Form):
    """What to do with the tickets that were ticked."""

    MOST = 100
    STEPS = [(step, step) for step in workflow.VERBS]

    step = forms.ChoiceField(choices=STEPS)
    seen = SeenField(widget=forms.MultipleHiddenInput)
    assignee = PersonField(
        User.objects.none(),
        label=_("Give to"),
        error_messages={"required": _("Choose somebody who answers tickets.")},
    )
    topic = TopicField(Topic.objects.none(), label=_("Topic"), required=False, empty_label=_("Not sure"))

    def __init__(self, asked: QueryDict, *, user: User, is_sure: bool):
        super().__init__(asked)
        step = asked.get("step")
        if not user.has_perm("helpdesk.assign_ticket"):
            self.fields["step"].choices = [pair for pair in self.STEPS if pair[0] != "assign"]
        if step == "assign":
            self.fields["assignee"].queryset = people.experts()
            self.fields["assignee"].required = is_sure
        else:
            del self.fields["assignee"]
        if step == "topic":
            self.fields["topic"].queryset = Topic.objects.in_order()
        else:
            del self.fields["topic"]

    @property
    def has_tickets(self) -> bool:
        return self.is_bound and not {"step", "seen"} & set(self.errors)

    def details(self) -> dict[str, Any]:
        """The arguments of the step's verb that come from the form."""
        names = {"assignee": "to", "topic": "topic"}
        return {names[name]: value for name, value in self.cleaned_data.items() if name in names}
