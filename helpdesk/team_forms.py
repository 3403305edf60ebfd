"""Forms of working together on a ticket, and of the mails one gets about it."""

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from knowledge.forms import LinesField

from .forms import LONGEST_MESSAGE
from .models import MailWish, SecondOpinion

LONGEST_VIEW = 5_000


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, user: User) -> str:
        name = user.get_full_name() or user.username
        return _("%(name)s (away)") % {"name": name} if user.is_away else name


class AskOpinionForm(forms.Form):
    colleague = PersonField(
        User.objects.none(),
        label=_("Colleague"),
        error_messages={"required": _("Choose a colleague."), "invalid_choice": _("Choose a colleague.")},
    )
    question = LinesField(
        label=_("What do you want to know?"),
        help_text=_("For example: is the deadline right?"),
        max_length=LONGEST_VIEW,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    body = LinesField(
        label=_("Answer as it stands"),
        max_length=LONGEST_MESSAGE,
        widget=forms.HiddenInput,
        error_messages={"required": _("Write the answer first; your colleague reads it as it stands.")},
    )

    def __init__(self, *args, colleagues, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["colleague"].queryset = colleagues


class GiveOpinionForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("Your verdict"),
        choices=SecondOpinion.Verdict,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one of the three.")},
    )
    view = LinesField(
        label=_("Your view"),
        help_text=_("Your colleagues read this; the requester never does."),
        max_length=LONGEST_VIEW,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean(self):
        data = super().clean()
        if data.get("verdict") == SecondOpinion.Verdict.CHANGE and not data.get("view", "").strip():
            self.add_error("view", _("Please write what to change."))
        return data


class MailWishForm(forms.ModelForm):
    class Meta:
        model = MailWish
        fields = [*MailWish.ABOUT, "language", "calendar", "weekly"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["calendar"].empty_label = _("The desk’s own")
        if self.instance.must_have("due_soon"):
            del self.fields["due_soon"]
        if not self.instance.user.has_perm("helpdesk.view_report"):
            del self.fields["weekly"]
