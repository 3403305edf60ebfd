"""Setting up the desk. Tickets and mails are only read here; the workflow writes them."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from knowledge.admin import ReadOnly

from .models import Absence, BusinessCalendar, DayOff, Expertise, IncomingMail, OutgoingMail, ServiceLevel, Ticket

# The admin's own sign-in page asks for no second factor.
admin.site.login = secure_admin_login(admin.site.login)


class DayOffInline(admin.TabularInline):
    model = DayOff
    extra = 1


@admin.register(BusinessCalendar)
class BusinessCalendarAdmin(admin.ModelAdmin):
    list_display = ["name", "time_zone", "country", "opens", "closes"]
    inlines = [DayOffInline]


@admin.register(ServiceLevel)
class ServiceLevelAdmin(admin.ModelAdmin):
    list_display = ["topic", "priority", "first_response_days", "resolution_days", "calendar"]
    list_display_links = ["topic", "priority"]
    list_select_related = ["topic", "calendar"]


@admin.register(Expertise)
class ExpertiseAdmin(admin.ModelAdmin):
    list_display = ["user", "topic", "language", "open_tickets_at_most", "expires_on"]
    list_filter = ["language", "topic"]
    list_select_related = ["user", "topic"]


@admin.register(Absence)
class AbsenceAdmin(admin.ModelAdmin):
    list_display = ["user", "begins_on", "ends_on", "deputy"]
    list_select_related = ["user", "deputy"]


@admin.register(Ticket)
class TicketAdmin(ReadOnly):
    list_display = ["reference", "subject", "topic", "status", "assignee", "resolution_due"]
    list_filter = ["status", "language", "topic"]
    list_select_related = ["topic", "assignee"]
    search_fields = ["subject", "organisation"]


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ReadOnly):
    list_display = ["kind", "ticket", "attempts", "error", "not_before", "sent_at", "given_up_at", "bounced_at"]
    list_filter = ["kind"]
    list_select_related = ["ticket"]


@admin.register(IncomingMail)
class IncomingMailAdmin(ReadOnly):
    list_display = ["received_at", "state", "reason", "sender", "ticket", "copies", "download"]
    list_filter = ["state", "reason"]
    list_select_related = ["ticket"]
    exclude = ["raw"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[IncomingMail]:
        return super().get_queryset(request).with_size()

    def get_urls(self):
        view = self.admin_site.admin_view(self.give_bytes)
        return [path("<int:pk>/bytes/", view, name="helpdesk_incomingmail_bytes"), *super().get_urls()]

    @admin.display(description=_("bytes"))
    def download(self, mail: IncomingMail) -> str:
        if not mail.size:
            return "–"
        address = reverse("admin:helpdesk_incomingmail_bytes", args=[mail.pk])
        return format_html('<a href="{}" download>{}</a>', address, mail.size)

    def give_bytes(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What was quarantined, as it came: always a download, never shown by the browser."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        mail = get_object_or_404(IncomingMail.objects.exclude(raw=None), pk=pk)
        headers = {"Content-Disposition": f'attachment; filename="mail-{pk}.eml"'}
        return HttpResponse(bytes(mail.raw), content_type="application/octet-stream", headers=headers)
