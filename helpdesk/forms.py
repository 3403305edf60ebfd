import re
import uuid

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from knowledge.forms import LinesField
from knowledge.languages import Language, current_language
from knowledge.models import Topic

from . import attachments
from .models import Consent, Message, Ticket
from .requester_forms import OrganisationForm
from .topic_field import TopicField

LONGEST_MESSAGE = 20_000


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files in one field; a clean value is a list."""

    def __init__(self, **kwargs):
        super().__init__(
            widget=FilesInput(
                attrs={
                    "accept": attachments.ACCEPT,
                    "data-most-files": attachments.MOST_FILES,
                    "data-most-bytes": attachments.MOST_BYTES,
                    "data-refused": _("Please choose again: too many files, or one that is too large."),
                }
            ),
            required=False,
            help_text=_("At most 5 files of 10 MB: PDF, office documents, pictures or text."),
            **kwargs,
        )

    def clean(self, data, initial=None):
        files = [super(FilesField, self).clean(file, initial) for file in data or []]
        attachments.check(files)
        return files


class SignInForm(LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name or email")
        self.fields["password"].label = _("Password")


class QuestionForm(forms.Form):
    """The first step of asking: what the question is."""

    subject = forms.CharField(
        label=_("Your question in one line"),
        max_length=200,
        error_messages={"required": _("Please write your question in one line.")},
    )
    body = LinesField(
        label=_("Tell us more"),
        help_text=_("What happened, what have you tried, is there a deadline? Leave out names and numbers of people."),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": _("Please add a few words; two sentences are enough.")},
    )
    topic = TopicField(Topic.objects.none(), label=_("Topic"), required=False, empty_label=_("I am not sure"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = Topic.objects.in_order()


class AskForm(OrganisationForm, QuestionForm):
    """The second step: who asks, and what they agree to."""

    requester_email = forms.EmailField(
        label=_("Your email"),
        help_text=_("The answer goes there."),
        error_messages={
            "required": _("Please write the address the answer shall go to."),
            "invalid": _("Please write the whole address, such as ayse@example.org."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the answer"), choices=Language, required=False, initial=current_language
    )
    requester_name = forms.CharField(
        label=_("Your name"), max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    files = FilesField(label=_("Attachments"))
    process = forms.BooleanField(
        label=_("I have read the privacy notice."),
        error_messages={
            "required": _("Please read the privacy notice and tick the box; without it we may not keep your question.")
        },
    )
    publish = forms.BooleanField(
        label=_("The answer may be published in the FAQ without anything that leads back to us."), required=False
    )
    updates = forms.BooleanField(label=_("Write to me if the answer I was given changes later."), required=False)
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    website = forms.CharField(required=False, label=_("Leave this field empty"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("subject", "body", "topic"):
            self.fields[name].widget = forms.HiddenInput()

    def consents(self) -> tuple[str, ...]:
        return tuple(purpose for purpose in Consent.Purpose.values if self.cleaned_data[purpose])

    def question(self) -> dict[str, object]:
        """The arguments of workflow.open_ticket that come from the form."""
        names = ("subject", "body", "topic", "requester_email", *Ticket.DETAILS, "files", "form_key")
        language = self.cleaned_data["language"] or current_language()
        return {name: self.cleaned_data[name] for name in names} | {"language": language, "consents": self.consents()}

    @property
    def chosen_topic(self) -> Topic | None:
        chosen = str(self["topic"].value() or "")
        return next((topic for topic in self.fields["topic"].queryset if str(topic.pk) == chosen), None)

    @property
    def was_filled_by_a_robot(self) -> bool:
        return bool(self.cleaned_data.get("website"))


class MessageForm(forms.Form):
    """What a requester adds to their ticket."""

    body = LinesField(
        label=_("Your message"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Please write your message.")},
    )
    files = FilesField(label=_("Attachments"))


class RatingForm(forms.Form):
    rating = forms.TypedChoiceField(
        label=_("How helpful was the answer?"),
        choices=[(5, _("Very")), (4, _("Quite")), (3, _("Somewhat")), (2, _("Hardly")), (1, _("Not at all"))],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one of the five.")},
    )
    comment = forms.CharField(
        label=_("A word on it, if you like"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class EraseForm(forms.Form):
    is_sure = forms.BooleanField(
        label=_("Yes, erase my question with everything in it."),
        error_messages={"required": _("Please tick the box if you want us to erase it. Nothing has been erased.")},
    )


class OwnTicketsForm(forms.Form):
    address = forms.EmailField(
        label=_("Your email"),
        error_messages={
            "required": _("Please write the address you asked from."),
            "invalid": _("Please write the whole address, such as ayse@example.org."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class KeysField(forms.CharField):
    """Keys of entries, separated by spaces."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs):
        super().__init__(max_length=1000, **kwargs)

    def clean(self, value):
        return set(re.findall(r"[A-Za-z0-9_-]+", super().clean(value)))


class ReplyForm(forms.Form):
    """What an expert writes: an answer, a question back, or a note."""

    body = LinesField(
        label=_("Your text"), max_length=LONGEST_MESSAGE, widget=forms.Textarea(attrs={"rows": 12, "data-markdown": ""})
    )
    files = FilesField(label=_("Attachments"))
    seen = forms.IntegerField(required=False, min_value=0, max_value=2**63 - 1)
    templates = KeysField(required=False)


class DraftForm(forms.Form):
    """What has been written so far, kept while it is written; nothing of it need be ready to be sent."""

    body = LinesField(max_length=LONGEST_MESSAGE, required=False)
    version = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    templates = KeysField(required=False)
    files = FilesField()


class TopicForm(forms.ModelForm):
    class Meta:
        model = Ticket
        fields = ["topic"]
        field_classes = {"topic": TopicField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = Topic.objects.in_order()
        self.fields["topic"].empty_label = _("Not sure")


class OtherTicketForm(forms.Form):
    other = forms.CharField(
        label=_("Number of the other ticket"),
        max_length=20,
        widget=forms.TextInput(attrs={"placeholder": "2026-00042"}),
        error_messages={"required": _("Write the number of the other ticket.")},
    )

    def __init__(self, *args, tickets=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.tickets = tickets

    def clean_other(self):
        found = self.tickets.with_reference(self.cleaned_data["other"].strip()).first()
        if found is None:
            raise forms.ValidationError(_("There is no ticket with this number."))
        return found


class SplitForm(forms.Form):
    subject = forms.CharField(
        label=_("The question in one line"),
        max_length=200,
        error_messages={"required": _("Please write the question in one line.")},
    )


class AssignForm(forms.Form):
    assignee = forms.ModelChoiceField(User.objects.none(), label=_("Give to"))

    def __init__(self, *args, experts=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = User.objects.none() if experts is None else experts


class PromotionForm(forms.Form):
    """Which messages feed the question and the answer of an FAQ entry. Nothing is chosen unless the form says so."""

    chosen = forms.BooleanField()
    questions = forms.ModelMultipleChoiceField(Message.objects.none(), required=False)
    answers = forms.ModelMultipleChoiceField(Message.objects.none(), required=False)

    def __init__(self, *args, said, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["questions"].queryset = self.fields["answers"].queryset = said
