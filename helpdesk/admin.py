"""Setting up the desk. Tickets and mails are only read here; the workflow writes them."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin

from knowledge.admin import ReadOnly

from .models import Absence, BusinessCalendar, DayOff, Expertise, OutgoingMail, ServiceLevel, Ticket

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
    list_display = ["kind", "ticket", "attempts", "error", "not_before", "sent_at", "given_up_at"]
    list_filter = ["kind"]
    list_select_related = ["ticket"]
