"""What the editors' views share: who may, and doing one step with its outcome told."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from knowledge import workflow
from knowledge.models import Article, Draft, DraftComment, Task

writes = permission_required("knowledge.write_draft", raise_exception=True)
publishes = permission_required("knowledge.publish_article", raise_exception=True)
publishes_experience = permission_required("knowledge.publish_experience", raise_exception=True)


def do(
    request: HttpRequest, subject: Draft | DraftComment | Article | Task, verb, done: str, **details: object
) -> HttpResponse:
    try:
        verb(subject, by=request.user, **details)
    except workflow.TransitionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("curation:article", key=subject.key) if isinstance(subject, Article) else redirect(subject)
