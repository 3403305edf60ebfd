"""Addresses under /desk/."""

from django.urls import path

from helpdesk.views import bulk, desk, devmail, guides, joining, queue, requesters

app_name = "desk"

TICKET = "tickets/<reference:reference>/"

urlpatterns = [
    path("", queue.queue, name="queue"),
    path("filters/", queue.filters, name="filters"),
    path("filters/save/", queue.save_filter, name="save_filter"),
    path("filters/remove/", queue.remove_filter, name="remove_filter"),
    path("bulk/", bulk.bulk, name="bulk"),
    path("preview/", desk.preview, name="preview"),
    path("help/", guides.overview, name="help"),
    path("help/<slug:role>/", guides.for_role, name="help_for"),
    path("styleguide/", guides.styleguide, name="styleguide"),
    path("mail/", devmail.mailbox, name="devmail"),
    path(TICKET, desk.ticket, name="ticket"),
    path(f"{TICKET}take/", desk.take, name="take"),
    path(f"{TICKET}assign/", desk.assign, name="assign"),
    path(f"{TICKET}answer/", desk.answer, name="answer"),
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
    path(f"{TICKET}link/<slug:key>/", desk.link, name="link"),
    path(f"{TICKET}attachments/<int:pk>/", desk.attachment, name="attachment"),
]
