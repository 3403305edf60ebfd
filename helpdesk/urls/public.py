"""Addresses under the reader's language."""

from django.urls import path

from helpdesk.views import ask, guides, own_data, recall, requester

app_name = "helpdesk"

REFERENCE = "tickets/<reference:reference>/"

urlpatterns = [
    path("ask/", ask.ask, name="ask"),
    path("ask/send/", ask.send, name="send"),
    path("about/promise/", ask.promise, name="promise"),
    path("about/accessibility/", guides.accessibility, name="accessibility"),
    path("help/", guides.for_requesters, name="help"),
    path("privacy/", ask.privacy, name="privacy"),
    path(REFERENCE, requester.ticket, name="ticket"),
    path(f"{REFERENCE}thanks/", ask.asked, name="asked"),
    path(f"{REFERENCE}reply/", requester.reply, name="reply"),
    path(f"{REFERENCE}confirm/", requester.confirm, name="confirm"),
    path(f"{REFERENCE}rate/", requester.rate, name="rate"),
    path(f"{REFERENCE}attachments/<int:pk>/", requester.attachment, name="attachment"),
    path(f"{REFERENCE}data/", own_data.show, name="own_data"),
    path(f"{REFERENCE}data/download/", own_data.download, name="download_data"),
    path(f"{REFERENCE}data/correct/", own_data.correct, name="correct_data"),
    path(f"{REFERENCE}data/withdraw/<slug:purpose>/", own_data.withdraw, name="withdraw_consent"),
    path(f"{REFERENCE}data/erase/", own_data.erase, name="erase_data"),
    path("updates/<str:signed>/", recall.stop, name="stop_updates"),
    path("mail/<str:token>/", requester.confirm_mail, name="confirm_mail"),
    path("tickets/", own_data.own_tickets, name="own_tickets"),
    path("tickets/<str:token>/", requester.open_ticket, name="open_ticket"),
]
