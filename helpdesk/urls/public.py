"""Addresses under the reader's language."""

from django.urls import path

from helpdesk.views import ask, requester

app_name = "helpdesk"

REFERENCE = "tickets/<reference:reference>/"

urlpatterns = [
    path("ask/", ask.ask, name="ask"),
    path("ask/send/", ask.send, name="send"),
    path("about/promise/", ask.promise, name="promise"),
    path("privacy/", ask.privacy, name="privacy"),
    path(REFERENCE, requester.ticket, name="ticket"),
    path(f"{REFERENCE}thanks/", ask.asked, name="asked"),
    path(f"{REFERENCE}reply/", requester.reply, name="reply"),
    path(f"{REFERENCE}confirm/", requester.confirm, name="confirm"),
    path(f"{REFERENCE}rate/", requester.rate, name="rate"),
    path(f"{REFERENCE}attachments/<int:pk>/", requester.attachment, name="attachment"),
    path("tickets/<str:token>/", requester.open_ticket, name="open_ticket"),
]
