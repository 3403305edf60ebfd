"""What editors decide about a find of the identity check, and tick of the content standard."""

from collections.abc import Callable

from django import forms
from django.utils.translation import gettext_lazy as _

from . import workflow
from .models import IdentityDecision, StandardCheck


class StandardForm(forms.ModelForm):
    """The content standard, ticked where a text is approved."""

    class Meta:
        model = StandardCheck
        fields = StandardCheck.POINTS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="standard_%s", **kwargs)


class IdentityForm(forms.Form):
    """One of many on the page: the pressed button names the verb and the find, whose fields carry its key."""

    identity = forms.RegexField(r"\A(?:accept_all|(?:accept|replace|clear):[0-9a-f]{64})\Z")
    words = forms.CharField(label=_("Your own words"), max_length=300, required=False)
    reason = forms.ChoiceField(label=_("Why is it not personal?"), choices=IdentityDecision.Reason, required=False)

    def add_prefix(self, field_name):
        _verb, _colon, key = (self.data.get("identity") or "").partition(":")
        return field_name if field_name == "identity" or not key else f"{field_name}-{key}"

    def clean(self):
        verb, _colon, _key = self.cleaned_data.get("identity", "").partition(":")
        if verb == "replace" and not self.cleaned_data.get("words"):
            self.add_error("words", _("Write what shall stand in its place."))
        if verb == "clear" and not self.cleaned_data.get("reason"):
            self.add_error("reason", _("Say why it is not personal."))

    def decision(self) -> tuple[Callable[..., None], dict[str, str]]:
        """The verb of the workflow, and what it needs to know."""
        verb, _colon, key = self.cleaned_data["identity"].partition(":")
        details = {
            "accept_all": {},
            "accept": {"key": key},
            "replace": {"key": key, "words": self.cleaned_data["words"]},
            "clear": {"key": key, "reason": self.cleaned_data["reason"]},
        }
        return getattr(workflow, verb), details[verb]
