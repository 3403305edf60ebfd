"""Setting up the desk. Tickets and mails are only read here; the workflow writes them."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from knowledge.admin import ReadOnly

from . import workflow
from .models import (
    Absence,
    BusinessCalendar,
    DayOff,
    Expertise,
    Inbox,
    IncomingMail,
    OutgoingMail,
    SecondOpinionRule,
    ServiceLevel,
    Ticket,
)

# The admin's own sign-in page asks for no second factor.
admin.site.login = secure_admin_login(admin.site.login)
admin.site.site_header = admin.site.site_title = _("Information Center")


class MovesClocks:
    """Whatever is saved or removed here, the due times of open tickets follow in the same transaction."""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self._recalculate(request)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        self._recalculate(request)

    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset)
        self._recalculate(request)

    def _recalculate(self, request):
        moved = workflow.recalculate_clocks(by=request.user)
        if moved:
            text = ngettext("The due time of %d open ticket moved.", "The due times of %d open tickets moved.", moved)
            self.message_user(request, text % moved)


class DayOffInline(admin.TabularInline):
    model = DayOff
    extra = 1


@admin.register(BusinessCalendar)
class BusinessCalendarAdmin(MovesClocks, admin.ModelAdmin):
    list_display = ["name", "time_zone", "country", "opens", "closes"]
    inlines = [DayOffInline]


@admin.register(ServiceLevel)
class ServiceLevelAdmin(MovesClocks, admin.ModelAdmin):
    list_display = ["topic", "priority", "first_response_days", "resolution_days", "calendar"]
    list_display_links = ["topic", "priority"]
    list_select_related = ["topic", "calendar"]


@admin.register(SecondOpinionRule)
class SecondOpinionRuleAdmin(admin.ModelAdmin):
    list_display = ["topic"]
    list_select_related = ["topic"]


@admin.register(Expertise)
class ExpertiseAdmin(admin.ModelAdmin):
    list_display = [
        "user",
        "topic",
        "language",
        "level",
        "open_tickets_at_most",
        "new_tickets_a_week_at_most",
        "expires_on",
    ]
    list_filter = ["language", "topic"]
    list_select_related = ["user", "topic"]


@admin.register(Absence)
class AbsenceAdmin(admin.ModelAdmin):
    list_display = ["user", "begins_on", "ends_on", "deputy"]
    list_select_related = ["user", "deputy"]

    def save_model(self, request, obj, form, change):
        if {"user", "deputy"} & set(form.changed_data):
            obj.handed_over_at = None
        super().save_model(request, obj, form, change)
        workflow.begin_absences()


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


@admin.register(Inbox)
class InboxAdmin(admin.ModelAdmin):
    """One row, made by `setup`: it is changed, never added or removed."""

    list_display = ["__str__"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(IncomingMail)
class IncomingMailAdmin(ReadOnly):
    list_display = ["received_at", "state", "reason", "sender", "ticket", "decided_by", "copies", "bytes"]
    list_filter = ["state", "reason"]
    list_select_related = ["ticket", "decided_by"]
    exclude = ["raw"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[IncomingMail]:
        return super().get_queryset(request).with_size()

    @admin.display(description=_("bytes"))
    def bytes(self, mail: IncomingMail) -> str:
        if not mail.size:
            return "–"
        return format_html('<a href="{}">{}</a>', reverse("desk:incoming_mail", args=[mail.pk]), mail.size)
