"""What is typed about changes of sources and about the backlog."""

from django import forms
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import places
from .keepers import keepers, name_of
from .models import Article, SourceChange, Task


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ChangeForm(forms.ModelForm):
    """What changed in a source. A place is kept in one short form, whatever it was typed in."""

    class Meta:
        model = SourceChange
        fields = ["place", "applies_from", "what_tr", "what_en"]
        widgets = {
            "applies_from": day_input(),
            "what_tr": forms.Textarea(attrs={"rows": 2, "maxlength": 600}),
            "what_en": forms.Textarea(attrs={"rows": 2, "maxlength": 600}),
        }
        labels = {"place": _("Which place changes?"), "applies_from": _("From when?")}
        help_texts = {
            "place": _("Such as “m. 19/3, 21-24, geçici m. 2”. Empty: the source as a whole."),
            "applies_from": _("A day to come is fine: readers are told that it will change then."),
            "what_tr": _("One or two sentences. Readers of the Turkish pages see them."),
            "what_en": _("The same for readers of the English pages."),
        }

    def clean_place(self):
        typed = self.cleaned_data["place"].strip()
        place = places.in_short(typed)
        if typed and place is None:
            raise forms.ValidationError(_("We do not understand this place. Write it like “m. 19/3, 21-24, ek m. 2”."))
        return place or ""


class ConfirmForm(forms.Form):
    valid_as_of = forms.DateField(
        label=_("Compared with its sources on"), initial=timezone.localdate, widget=day_input()
    )

    def clean_valid_as_of(self):
        day = self.cleaned_data["valid_as_of"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day


class KeeperField(forms.ModelChoiceField):
    def __init__(self, **details: object):
        super().__init__(queryset=keepers(), empty_label=_("The editors’ pool"), required=False, **details)

    def label_from_instance(self, user):
        return name_of(user)


class AssignForm(forms.Form):
    owner = KeeperField(label=_("Who does it?"))


class CloseForm(forms.Form):
    """What an item of the backlog became, without anything having been written from it."""

    outcome = forms.ChoiceField(
        label=_("What became of it?"),
        choices=[(o.value, o.label) for o in Task.Outcome if o != Task.Outcome.STILL_RIGHT],
    )
    became = forms.SlugField(label=_("Key of the entry"), required=False)
    because = forms.CharField(label=_("Why"), max_length=300, required=False)

    def clean_became(self):
        key = self.cleaned_data["became"]
        article = Article.objects.filter(key=key).first() if key else None
        if key and article is None:
            raise forms.ValidationError(_("There is no entry with this key."))
        return article


class OwnerForm(forms.Form):
    owner = KeeperField(label=_("Who looks after it?"))


class ReviewDayForm(forms.Form):
    review_due = forms.DateField(
        label=_("Compare it with its sources again by"),
        help_text=_("Empty: as the topic says."),
        required=False,
        widget=day_input(),
    )


class MergeForm(forms.Form):
    into = forms.SlugField(label=_("Key of the entry that stays"))
    reason = forms.CharField(label=_("Why are they one?"), max_length=300)

    def clean_into(self):
        article = Article.objects.published().filter(key=self.cleaned_data["into"]).first()
        if article is None:
            raise forms.ValidationError(_("There is no published entry with this key."))
        return article


class SuccessorForm(forms.Form):
    person = forms.ModelChoiceField(queryset=User.objects.all(), widget=forms.HiddenInput)
    to = KeeperField(label=_("Who takes over"))
