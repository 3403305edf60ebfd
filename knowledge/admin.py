"""Setting up what the FAQ is about. Entries and their texts are only read here; the workflow writes them."""

from django.contrib import admin

from .models import Article, ArticleText, Programme, Source, Topic


class ReadOnly(admin.ModelAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    list_display = ["name_tr", "name_en", "parent", "order", "governance", "review_every"]
    list_select_related = ["parent"]
    ordering = ["order", "slug"]
    search_fields = ["slug", "name_tr", "name_en"]


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    list_display = ["title_tr", "kind", "number", "changed_on"]
    list_filter = ["kind"]
    search_fields = ["slug", "number", "title_tr", "title_en"]


@admin.register(Programme)
class ProgrammeAdmin(admin.ModelAdmin):
    list_display = ["name_tr", "opens_on", "closes_on", "order"]
    search_fields = ["slug", "name_tr", "name_en"]


@admin.register(Article)
class ArticleAdmin(ReadOnly):
    list_display = ["key", "topic", "confidence", "audience", "valid_as_of", "review_due"]
    list_filter = ["confidence", "audience", "topic"]
    list_select_related = ["topic"]
    search_fields = ["key"]


@admin.register(ArticleText)
class ArticleTextAdmin(ReadOnly):
    list_display = ["question", "article", "language", "revision", "published_at"]
    list_filter = ["language"]
    list_select_related = ["article"]
    search_fields = ["question", "article__key"]
