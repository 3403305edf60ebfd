"""What requesters tell of their organisation: the same fields wherever they are asked for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from . import places
from .models import Activity, LegalForm, Ticket

NOTHING = ("", _("Choose, if you like"))


class OrganisationForm(forms.Form):
    """All of it is optional; it helps to answer for the case at hand."""

    organisation = forms.CharField(
        label=_("Your organisation"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    legal_form = forms.ChoiceField(label=_("Legal form"), choices=[NOTHING, *LegalForm.choices], required=False)
    activity = forms.ChoiceField(label=_("Field of activity"), choices=[NOTHING, *Activity.choices], required=False)
    province = forms.ChoiceField(label=_("Province"), choices=places.provinces, required=False)
    country = forms.ChoiceField(
        label=_("Country"), help_text=_("If it is not Türkiye."), choices=places.countries, required=False
    )


class OwnDataForm(OrganisationForm, forms.ModelForm):
    """How the requester and their organisation are called, and what it is."""

    class Meta:
        model = Ticket
        fields = Ticket.DETAILS
        labels = {"requester_name": _("Your name")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # What was written before provinces were a list is not lost by looking at it.
        before = self.initial.get("province")
        if before and before not in dict(self.fields["province"].choices):
            self.fields["province"].choices = [*self.fields["province"].choices, (before, before)]

    def details(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class RequesterForm(OwnDataForm):
    """The same on the desk, and the phone to call back."""

    class Meta(OwnDataForm.Meta):
        fields = ("requester_phone", *Ticket.DETAILS)
        labels = {"requester_name": _("Name"), "requester_phone": _("Phone")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].label = _("Organisation")
        self.order_fields(["requester_name", "requester_phone"])
