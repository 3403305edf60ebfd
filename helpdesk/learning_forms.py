from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Point, Verdict


class ReviewForm(forms.Form):
    """What a second reader finds: a verdict on each of the nine points, and a remark for the team."""

    remark = forms.CharField(
        label=_("Remark for the team"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What others can learn from this answer. Name nobody."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        points = {
            point.value: forms.ChoiceField(
                label=point.label,
                choices=Verdict.choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Say something to this point.")},
            )
            for point in Point
        }
        self.fields = points | self.fields

    def cleaned(self) -> dict[str, object]:
        return {
            "verdicts": {point: self.cleaned_data[point] for point in Point.values},
            "remark": self.cleaned_data["remark"],
        }
