from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.workflow import StillPersonal, TransitionError

from .models import Attachment


class ArticleFileForm(forms.Form):
    """One attachment and what an editor says before readers get a copy of it."""

    title_tr = forms.CharField(label=_("Title in Turkish"), max_length=120)
    title_en = forms.CharField(label=_("Title in English"), max_length=120)
    is_read = forms.BooleanField(
        label=_("I have opened it, and it shows nothing that leads to a person or an organisation."),
        error_messages={"required": _("Open the file and read it first.")},
    )
    may_stay = forms.BooleanField(
        label=_("I have looked at these words: they are nobody's, and may stay."),
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, *args, attachment: Attachment, **kwargs):
        super().__init__(*args, prefix=f"file-{attachment.pk}", **kwargs)
        self.attachment = attachment

    def titles(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("title_tr", "title_en")}

    def refuse(self, error: TransitionError) -> None:
        """Say why; where only an editor can judge, offer to say that it may stay."""
        self.add_error(None, str(error))
        if isinstance(error, StillPersonal):
            self.fields["may_stay"].widget = forms.CheckboxInput()
