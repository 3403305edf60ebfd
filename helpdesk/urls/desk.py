"""Addresses under /desk/."""

from django.urls import path

from helpdesk.views import composing, desk, devmail, guides, joining, queue, requesters

app_name = "desk"

TICKET = "tickets/<reference:reference>/"

urlpatterns = [
    path("", queue.queue, name="queue"),
    path("preview/", composing.preview, name="preview"),
    path("help/", guides.overview, name="help"),
    path("help/<slug:role>/", guides.for_role, name="help_for"),
    path("styleguide/", guides.styleguide, name="styleguide"),
    path("mail/", devmail.mailbox, name="devmail"),
    path(TICKET, desk.ticket, name="ticket"),
    path(f"{TICKET}take/", desk.take, name="take"),
    path(f"{TICKET}assign/", desk.assign, name="assign"),
    path(f"{TICKET}answer/", composing.answer, name="answer"),
    path(f"{TICKET}reply/save/", composing.save_draft, name="save_draft"),
    path(f"{TICKET}reply/discard/", composing.discard_draft, name="discard_draft"),
    path(f"{TICKET}reply/undo/", composing.undo, name="undo"),
    path(f"{TICKET}reply/files/<int:pk>/remove/", composing.remove_file, name="remove_file"),
    path(f"{TICKET}insert/", composing.insertable, name="insertable"),
    path(f"{TICKET}related/", desk.related, name="related"),
    path(f"{TICKET}topic/", desk.topic, name="topic"),
    path(f"{TICKET}spam/", desk.spam, name="spam"),
    path(f"{TICKET}unspam/", desk.unspam, name="unspam"),
    path(f"{TICKET}merge/", joining.merge, name="merge"),
    path(f"{TICKET}unmerge/", joining.unmerge, name="unmerge"),
    path(f"{TICKET}relate/", joining.relate, name="relate"),
    path(f"{TICKET}unrelate/", joining.unrelate, name="unrelate"),
    path(f"{TICKET}split/<int:pk>/", joining.split, name="split"),
    path(f"{TICKET}requester/", requesters.requester, name="requester"),
    path(f"{TICKET}organisation/", requesters.organisation, name="organisation"),
    path(f"{TICKET}promote/", desk.before_promoting, name="before_promoting"),
    path(f"{TICKET}promote/draft/", desk.promote, name="promote"),
    path(f"{TICKET}improve/<slug:key>/", desk.improve, name="improve"),
    path(f"{TICKET}link/<slug:key>/", composing.link, name="link"),
    path(f"{TICKET}attachments/<int:pk>/", desk.attachment, name="attachment"),
]
