"""Addresses under /desk/."""

from django.urls import path

from helpdesk.views import desk, devmail, guides, incoming, joining, queue, recording, requesters

app_name = "desk"

TICKET = "tickets/<reference:reference>/"

urlpatterns = [
    path("", queue.queue, name="queue"),
    path("preview/", desk.preview, name="preview"),
    path("help/", guides.overview, name="help"),
    path("help/<slug:role>/", guides.for_role, name="help_for"),
    path("styleguide/", guides.styleguide, name="styleguide"),
    path("record/", recording.form, name="record"),
    path("record/alike/", recording.alike, name="alike"),
    path("record/<reference:reference>/", recording.recorded, name="recorded"),
    path("record/<reference:reference>/link/", recording.renew_link, name="renew_link"),
    path("incoming/", incoming.quarantined, name="incoming"),
    path("incoming/<int:pk>/", incoming.mail, name="incoming_mail"),
    path("incoming/<int:pk>/bytes/", incoming.give_bytes, name="incoming_bytes"),
    path("incoming/<int:pk>/release/", incoming.release, name="release_mail"),
    path("incoming/<int:pk>/drop/", incoming.drop, name="drop_mail"),
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
    path(f"{TICKET}called/", recording.called, name="called"),
    path(f"{TICKET}requester/", requesters.requester, name="requester"),
    path(f"{TICKET}organisation/", requesters.organisation, name="organisation"),
    path(f"{TICKET}promote/", desk.before_promoting, name="before_promoting"),
    path(f"{TICKET}promote/draft/", desk.promote, name="promote"),
    path(f"{TICKET}improve/<slug:key>/", desk.improve, name="improve"),
    path(f"{TICKET}link/<slug:key>/", desk.link, name="link"),
    path(f"{TICKET}attachments/<int:pk>/", desk.attachment, name="attachment"),
]
