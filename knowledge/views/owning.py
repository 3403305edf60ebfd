"""Who looks after an entry, when it is reviewed, and joining two: beside its texts, on a page of its own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.db.models import Count, OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from knowledge import workflow
from knowledge.keepers import keepers
from knowledge.keeping_forms import MergeForm, OwnerForm, ReviewDayForm, SuccessorForm
from knowledge.models import Article, Draft, Successor, Task

from .backlog import tasks
from .steps import publishes, writes


@login_required
@writes
def keeping(request: HttpRequest, key: str) -> HttpResponse:
    return _page(request, _article(request, key))


def _article(request: HttpRequest, key: str) -> Article:
    rows = Article.objects.visible_to(request.user).select_related("owner", "topic", "replaced_by")
    return get_object_or_404(rows, key=key)


def _page(request: HttpRequest, shown: Article, status: int = 200, **forms: object) -> HttpResponse:
    context = {
        "article": shown,
        "tasks": tasks(request).open().filter(article=shown).ranked(),
        "merged": shown.replaces.all(),
        "changes": shown.history.select_related("history_user", "owner")[:30],
        "can_publish": request.user.has_perm("knowledge.publish_article"),
        "owner_form": OwnerForm(initial={"owner": shown.owner}),
        "review_form": ReviewDayForm(initial={"review_due": shown.review_due}),
        "merge_form": MergeForm(),
    }
    return render(request, "knowledge/keeping.html", context | forms, status=status)


def _with(request: HttpRequest, key: str, name: str, form, verb, done: str) -> HttpResponse:
    shown = _article(request, key)
    if form.is_valid():
        try:
            verb(shown, by=request.user, **form.cleaned_data)
        except workflow.TransitionError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, done)
            return redirect("curation:keeping", key=key)
    return _page(request, _article(request, key), status=422, **{name: form})


@require_POST
@login_required
@publishes
def own(request: HttpRequest, key: str) -> HttpResponse:
    return _with(request, key, "owner_form", OwnerForm(request.POST), workflow.set_owner, _("Passed on."))


@require_POST
@login_required
@publishes
def review_day(request: HttpRequest, key: str) -> HttpResponse:
    return _with(request, key, "review_form", ReviewDayForm(request.POST), workflow.set_review, _("Saved."))


@require_POST
@login_required
@publishes
def merge(request: HttpRequest, key: str) -> HttpResponse:
    done = _("Merged. Its addresses lead to the other entry from now on.")
    return _with(request, key, "merge_form", MergeForm(request.POST), workflow.merge_articles, done)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@publishes
def owners(request: HttpRequest) -> HttpResponse:
    """Who looks after how much, and who takes over when they leave."""
    form = SuccessorForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        person, to = form.cleaned_data["person"], form.cleaned_data["to"]
        if "now" in request.POST:
            moved = workflow.hand_over(person, to=to, by=request.user)
            messages.success(request, _("Passed on: %(number)d.") % {"number": moved})
        else:
            workflow.choose_successor(person, to=to)
            messages.success(request, _("Saved."))
        return redirect("curation:owners")
    context = {
        "people": _with_numbers(),
        "keepers": list(keepers()),
        "unowned": Article.objects.filter(owner=None).exclude(confidence=Article.Confidence.ARCHIVED).count(),
        "form": form,
    }
    return render(request, "knowledge/owners.html", context, status=422 if form.is_bound else 200)


def _with_numbers() -> list[User]:
    def number(rows, name: str) -> Subquery:
        return Subquery(
            rows.filter(**{name: OuterRef("pk")}).order_by().values(name).annotate(n=Count("pk")).values("n")
        )

    chosen = Successor.objects.filter(person=OuterRef("pk")).values("to")[:1]
    people = User.objects.annotate(
        entries=number(Article.objects.all(), "owner"),
        tasks=number(Task.objects.open(), "owner"),
        open_drafts=number(Draft.objects.open(), "author"),
        successor=Subquery(chosen),
    )
    return people.filter(Q(entries__gt=0) | Q(tasks__gt=0) | Q(open_drafts__gt=0)).order_by("first_name", "username")
