"""Putting down a question asked by phone or at a meeting."""

import datetime
import uuid

from django import forms
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.forms import LinesField
from knowledge.languages import Language
from knowledge.models import ArticleText, Topic

from .forms import LONGEST_MESSAGE
from .models import Channel, Consent, Ticket
from .requester_forms import OrganisationForm
from .topic_field import TopicField

LONGEST_AGO = datetime.timedelta(days=60)
CLOCKS_DIFFER = datetime.timedelta(minutes=10)
SAME_DAY = datetime.timedelta(hours=12)


class RecordForm(OrganisationForm):
    """The question first; nearly everything else can be left out or stays as it was last time."""

    subject = forms.CharField(
        label=_("What is the question?"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2, "autofocus": ""}),
        error_messages={"required": _("Please write the question in one line.")},
    )
    body = LinesField(
        label=_("More about it"),
        max_length=LONGEST_MESSAGE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    answered_with = forms.CharField(required=False, widget=forms.HiddenInput)
    like = forms.CharField(required=False, widget=forms.HiddenInput)
    requester_name = forms.CharField(label=_("Name"), max_length=120, required=False)
    requester_phone = forms.CharField(
        label=_("Phone"), max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    requester_email = forms.EmailField(
        label=_("Email"), required=False, help_text=_("If they want the answer by email.")
    )
    process = forms.BooleanField(
        label=_("They know what happens to their data (privacy notice)."),
        error_messages={"required": _("Please tell them, and tick the box; without it we may not keep the question.")},
    )
    publish = forms.BooleanField(label=_("The answer may be published without names."), required=False)
    updates = forms.BooleanField(label=_("Write to them if the answer changes later."), required=False)
    obtained = forms.ChoiceField(
        label=_("How did they agree?"),
        choices=[choice for choice in Consent.Obtained.choices if choice[0] != Consent.Obtained.FORM],
        initial=Consent.Obtained.SPOKEN,
        widget=forms.RadioSelect,
    )
    channel = forms.ChoiceField(
        label=_("How was it asked?"),
        choices=[(channel.value, channel.label) for channel in (Channel.MEETING, Channel.PHONE)],
        initial=Channel.MEETING,
        widget=forms.RadioSelect,
    )
    channel_note = forms.CharField(
        label=_("Where"),
        max_length=200,
        required=False,
        help_text=_("City and occasion, such as “Bursa, city meeting”."),
    )
    asked_at = forms.DateTimeField(
        label=_("When"),
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        help_text=_("The clock starts then."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices, widget=forms.RadioSelect)
    topic = TopicField(Topic.objects.none(), label=_("Topic"), required=False, empty_label=_("Not sure"))
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["topic"].queryset = Topic.objects.in_order()
        self.fields["organisation"].label = _("Organisation")
        self.fields["organisation"].widget.attrs["autocomplete"] = "off"

    @classmethod
    def like_the_last(cls, user: User, language: str, subject: str = "") -> "RecordForm":
        """Begun where and how this person put down the last one, if that was today."""
        now = timezone.now()
        last = Ticket.objects.filter(recorded_by=user, created_at__gt=now - SAME_DAY).order_by("pk").last()
        place = {"channel": last.channel, "channel_note": last.channel_note} if last else {}
        start = {"asked_at": timezone.localtime(now), "language": last.language if last else language}
        return cls(user=user, initial={"subject": subject, **start, **place})

    def clean_subject(self):
        return " ".join(self.cleaned_data["subject"].split())

    def clean_asked_at(self):
        asked_at, now = self.cleaned_data["asked_at"], timezone.now()
        if asked_at > now + CLOCKS_DIFFER:
            raise forms.ValidationError(_("This is in the future."))
        if asked_at < now - LONGEST_AGO:
            raise forms.ValidationError(_("This is longer ago than we can promise an answer for."))
        return min(asked_at, now)

    def clean_answered_with(self):
        key = self.cleaned_data["answered_with"]
        if not key:
            return None
        texts = list(ArticleText.objects.published().filter(article__key=key).select_related("article__topic"))
        if not texts:
            raise forms.ValidationError(_("This entry is no longer published."))
        return min(texts, key=lambda text: text.language != self.data.get("language"))

    def clean_like(self):
        reference = self.cleaned_data["like"]
        if not reference:
            return None
        return Ticket.objects.visible_to(self.user).with_reference(reference).first()

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("channel") == Channel.MEETING and not cleaned.get("channel_note"):
            self.add_error("channel_note", _("Please write where the meeting is."))
        return cleaned

    def question(self) -> dict[str, object]:
        """The arguments of workflow.record_question."""
        found = dict(self.cleaned_data)
        wanted = [purpose for purpose in Consent.Purpose.values if found.pop(purpose)]
        if not found["requester_email"]:
            wanted = [purpose for purpose in wanted if purpose != Consent.Purpose.UPDATES]
        found["body"] = found["body"] or found["subject"]
        return found | {"consents": tuple(wanted)}
