from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import rendering
from .models import Draft, DraftCitation, DraftComment, Feedback, Source, Topic


class LinesField(forms.CharField):
    """Text of several lines. Browsers end a line with CR LF; we keep LF, so that what is not changed stays the same."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class FeedbackForm(forms.ModelForm):
    class Meta:
        model = Feedback
        fields = ["flag", "passage", "comment"]
        widgets = {
            "flag": forms.RadioSelect,
            "passage": forms.Textarea(attrs={"rows": 2, "maxlength": 500}),
            "comment": forms.Textarea(attrs={"rows": 3, "maxlength": 1000}),
        }
        labels = {
            "flag": _("What is the matter?"),
            "passage": _("The passage it is about"),
            "comment": _("In your own words (no names, please)"),
        }


class WhichDraftForm(forms.Form):
    """A new draft has no number until it is first kept."""

    draft = forms.IntegerField(required=False, min_value=1, max_value=2**62)


class DraftForm(forms.ModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Draft
        fields = [
            "question",
            "summary",
            "answer",
            "topic",
            "language",
            "keywords",
            "asked_as",
            "valid_as_of",
            "significance",
            "reason",
        ]
        widgets = {
            "question": forms.TextInput(attrs={"maxlength": 300}),
            "summary": forms.Textarea(attrs={"rows": 3}),
            "answer": forms.Textarea(attrs={"rows": 18, "data-markdown": ""}),
            "keywords": forms.Textarea(attrs={"rows": 3}),
            "asked_as": forms.Textarea(attrs={"rows": 4}),
            "valid_as_of": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        field_classes = dict.fromkeys(("summary", "answer", "keywords", "asked_as"), LinesField)
        help_texts = {
            "question": _("As a volunteer would ask it, under 120 characters."),
            "summary": _("One or two sentences that stand alone. Readers see it first."),
            "answer": _("Markdown. Link another entry by its key: [text](leg-012)."),
            "valid_as_of": _("The day the answer was compared with its sources."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = Topic.objects.in_order()
        if self.instance.article_id:
            self.fields["language"].disabled = True
        if not self.instance.pk:
            self.fields["version"].required = False
            self.fields["valid_as_of"].initial = timezone.localdate
        else:
            self.fields["version"].initial = self.instance.version

    def clean(self):
        for name in self.Meta.field_classes:
            try:
                rendering.check_cost(self.cleaned_data.get(name, ""))
            except rendering.TooMuchMarkdown as error:
                self.add_error(name, str(error))
        return super().clean()


class DraftCitationForm(forms.ModelForm):
    class Meta:
        model = DraftCitation
        fields = ["source", "place"]
        help_texts = {"place": _("Such as “art. 19”; empty for a short page.")}

    def __init__(self, *args, sources: list[tuple[int, str]] | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if sources is not None:
            self.fields["source"].choices = [("", "—"), *sources]


class BaseCitationFormSet(forms.BaseFormSet):
    """Rows without identity: a save replaces them all, so that a page opened before another save stays valid."""

    def __init__(self, *args, instance: Draft, **kwargs):
        sources = sorted(((source.pk, str(source)) for source in Source.objects.all()), key=lambda pair: pair[1])
        rows = instance.citations.values("source", "place") if instance.pk and not (args and args[0]) else []
        super().__init__(*args, initial=list(rows), form_kwargs={"sources": sources}, **kwargs)

    def chosen(self) -> list[tuple[Source, str]]:
        """The sources and places of a valid formset, in order, without removed rows."""
        kept = [form for form in self.forms if form.cleaned_data.get("source") and form not in self.deleted_forms]
        return [(form.cleaned_data["source"], form.cleaned_data["place"]) for form in kept]


CitationFormSet = forms.formset_factory(
    DraftCitationForm, formset=BaseCitationFormSet, extra=2, can_delete=True, can_delete_extra=False, max_num=30
)


class SendBackForm(forms.Form):
    comment = forms.CharField(
        label=_("What should the author change?"),
        help_text=_("May stay empty where comments on passages say it."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class CommentForm(forms.ModelForm):
    class Meta:
        model = DraftComment
        fields = ["passage", "body"]
        widgets = {
            "passage": forms.Textarea(attrs={"rows": 2, "maxlength": 1000}),
            "body": forms.Textarea(attrs={"rows": 3, "maxlength": 4000}),
        }
        labels = {"passage": _("The words it is about"), "body": _("Your comment")}
        help_texts = {"passage": _("Copied from the draft. Empty: about the whole draft.")}


class ResolveForm(forms.ModelForm):
    class Meta:
        model = DraftComment
        fields = ["reply"]


class PublishUncheckedForm(forms.Form):
    """`version` is what was on the page: nothing is published that nobody has read."""

    reason = forms.CharField(label=_("Why this change? (shown in the public history)"), max_length=300)
    version = forms.IntegerField(label=_("Version"), widget=forms.HiddenInput)


class PublishForm(PublishUncheckedForm):
    is_validated = forms.BooleanField(label=_("An expert has compared this answer with its sources"), required=False)


class ScheduleForm(PublishForm):
    publish_at = forms.DateTimeField(
        label=_("When shall readers see it?"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    field_order = ["publish_at"]


class SeenRevisionForm(forms.Form):
    revision = forms.IntegerField(min_value=0)


class SeenVersionForm(forms.Form):
    version = forms.IntegerField(required=False)


class ArchiveForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is this entry archived?"),
        max_length=300,
        help_text=_("Whoever was given this answer and agreed to be told reads it in a mail. Name nobody."),
    )
    replaced_by = forms.SlugField(label=_("Key of the entry that replaces it (if any)"), required=False)


class ValidateForm(forms.Form):
    valid_as_of = forms.DateField(
        label=_("Compared with its sources on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class FindWordsForm(forms.Form):
    words = forms.CharField(
        label=_("The words"),
        help_text=_("As they stand in the text, without a suffix: a name, a telephone number, an organisation."),
        min_length=3,
        max_length=200,
    )


class RemoveWordsForm(FindWordsForm):
    replacement = forms.CharField(
        label=_("What shall stand in their place"), help_text=_("Neutral, such as “an association”."), max_length=100
    )
    reason = forms.CharField(
        label=_("Why they are removed"), help_text=_("Readers see it beside each revision."), max_length=300
    )
