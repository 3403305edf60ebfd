"""Which mails somebody at the desk gets, and the way out that every such mail carries."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from helpdesk.mail import unsubscribing
from helpdesk.models import MailWish
from helpdesk.team_forms import MailWishForm

from .desk import answers


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@answers
def wishes(request: HttpRequest) -> HttpResponse:
    wish = MailWish.objects.of(request.user)
    form = MailWishForm(request.POST if request.method == "POST" else None, instance=wish)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("desk:mail_wishes")
    return render(request, "helpdesk/mail_wishes.html", {"form": form}, status=422 if form.is_bound else 200)


def in_language_of_recipient(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    def opened(request: HttpRequest, code: str) -> HttpResponse:
        try:
            wish, about = unsubscribing.read(code)
        except (BadSignature, User.DoesNotExist):
            return render(request, "helpdesk/stop_mail.html", {"state": "unknown"}, status=404)
        with override(wish.language):
            return view(request, wish, about)

    return opened


# The mail program posts here by itself: without a session, and without our form's token.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@in_language_of_recipient
def stop(request: HttpRequest, wish: MailWish, about: str) -> HttpResponse:
    """Opening the address changes nothing; one press ends this kind of mail, signed in or not."""
    kept = wish.must_have(about)
    if request.method == "POST" and not kept:
        unsubscribing.stop(wish, about)
    state = "kept" if kept else "stopped" if request.method == "POST" else "asked"
    what = _("mails that gather several pieces of news") if about == "digest" else _label(about)
    return render(request, "helpdesk/stop_mail.html", {"state": state, "what": what})


def _label(about: str) -> str:
    return str(MailWish._meta.get_field(about).verbose_name)
