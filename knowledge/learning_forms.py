"""What is typed about the words that search knows."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from . import search
from .languages import Language
from .models import Synonym
from .search import phrases, synonyms

LONGEST_TERM = 60
MOST_TERMS = synonyms.MAX_OTHERS + 1


class SearchedForm(forms.Form):
    """What somebody typed into the search, and the entry they opened from its results. Nothing in it can be wrong."""

    q = forms.CharField(required=False)
    opened = forms.CharField(required=False)

    def clean_q(self):
        return self.cleaned_data["q"][: search.LONGEST_QUERY]

    def clean_opened(self):
        return self.cleaned_data["opened"][:60]


class SynonymForm(forms.Form):
    """Words that mean one thing, separated by commas or lines."""

    language = forms.ChoiceField(label=_("Language"), choices=Language)
    terms = forms.CharField(
        label=_("Words that mean the same"),
        help_text=_("Separated by commas, at most nine: genel kurul, kongre"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 500}),
    )
    was = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, group: Synonym | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.group = group
        if group:
            self.fields["language"].disabled = True
            self.initial |= {"language": group.language, "terms": group.terms, "was": group.terms}

    def has_seen(self, group: Synonym) -> None:
        """The page now shows what the group says; the next save may replace that."""
        self.data = self.data.copy()
        self.data["was"] = group.terms

    def clean_terms(self):
        terms = [" ".join(term.split()) for term in re.split(r"[,\r\n]", self.cleaned_data["terms"])]
        terms = list(filter(None, terms))
        self._check(terms)
        return ", ".join(terms)

    def _check(self, terms: list[str]) -> None:
        language = self.cleaned_data.get("language", Language.TURKISH)
        for term in terms:
            if len(term) > LONGEST_TERM:
                raise forms.ValidationError(_("“%(term)s” is too long to be one term.") % {"term": term})
            if "#" in term or not phrases.folded(term, language):
                raise forms.ValidationError(_("“%(term)s” is not a word.") % {"term": term})
        if len({phrases.folded(term, language) for term in terms}) < len(terms):
            raise forms.ValidationError(_("One of the terms is there twice."))
        if not 2 <= len(terms) <= MOST_TERMS:
            raise forms.ValidationError(_("Write at least two terms and at most nine."))

    def clean(self):
        data = super().clean()
        if "terms" in data and "language" in data and self._is_there_already(data["language"], data["terms"]):
            self.add_error("terms", _("These terms are already a group."))
        return data

    def _is_there_already(self, language: str, terms: str) -> bool:
        others = Synonym.objects.in_use().filter(language=language).exclude(pk=self.group and self.group.pk)
        return _as_set(terms, language) in {_as_set(other.terms, language) for other in others}


def _as_set(terms: str, language: str) -> frozenset[str]:
    return frozenset(phrases.folded(term, language) for term in terms.split(","))
