"""Addresses without a language: the API, feeds, short addresses."""

from django.urls import path

from knowledge import feeds, pages
from knowledge.views import api, embed, faq, open_data, search

urlpatterns = [
    path("a/<slug:key>/", faq.article_by_key, name="article_by_key"),
    path("api/v1/search", api.search_articles, name="api_search"),
    path("api/v1/suggest", api.suggest, name="api_suggest"),
    path("api/v1/articles", api.articles, name="api_articles"),
    path("api/v1/articles/<slug:key>", api.article, name="api_article"),
    path("api/v1/changes", api.changes, name="api_changes"),
    path("api/v1/topics", api.topics, name="api_topics"),
    path("api/v1/openapi.json", api.openapi, name="openapi"),
    path("api/v1/<path:anything>", api.nothing),
    path("feeds/<slug:language>.atom", pages.public(feeds.Revisions()), name="feed"),
    path("feeds/<slug:language>/<slug:topic>.atom", pages.public(feeds.TopicRevisions()), name="topic_feed"),
    path("embed/<slug:language>/", embed.search_box, name="embed"),
    path("data/faq.json", open_data.download, {"name": "faq.json"}, name="faq_json"),
    path("data/faq.zip", open_data.download, {"name": "faq.zip"}, name="faq_zip"),
    path("documents/<int:pk>/", faq.file, name="article_file"),
    path("opensearch.xml", search.opensearch, name="opensearch"),
]
