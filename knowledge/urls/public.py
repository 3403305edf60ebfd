"""Addresses under the reader's language."""

from django.urls import path

from knowledge.views import booklet, embed, faq, feedback, open_data, search, searchlog, sources

app_name = "knowledge"

urlpatterns = [
    path("", faq.home, name="home"),
    path("search/", search.results, name="search"),
    path("search/suggestions/", search.suggestions, name="suggestions"),
    path("search/log/", searchlog.log, name="search_log"),
    path("programmes/", faq.programmes, name="programmes"),
    path("sources/", sources.sources, name="sources"),
    path("sources/<slug:source>/", sources.source, name="source"),
    path("a/<slug:key>/", faq.article_by_key, name="entry"),
    path("faq/", faq.browse, name="faq"),
    path("faq/booklet/", booklet.whole, name="booklet"),
    path("faq/pdf/", booklet.whole_pdf, name="booklet_pdf"),
    path("faq/<slug:slug>/pdf/", booklet.topic_pdf, name="topic_pdf"),
    path("faq/<slug:slug>/booklet/", booklet.of_topic, name="topic_booklet"),
    path("open-data/", open_data.about, name="open_data"),
    path("feeds/", faq.feeds, name="feeds"),
    path("embed/", embed.how_to, name="embed_how_to"),
    path("faq/<slug:slug>/", faq.topic, name="topic"),
    path("faq/<slug:topic>/<slug:slug>/", faq.article, name="article"),
    path("faq/<slug:topic>/<slug:slug>/pdf/", booklet.article_pdf, name="article_pdf"),
    path("faq/<slug:topic>/<slug:slug>/feedback/", feedback.feedback, name="feedback"),
    path("faq/<slug:topic>/<slug:slug>/history/", faq.history, name="history"),
    path("faq/<slug:topic>/<slug:slug>/history/compare/", faq.compare_chosen, name="compare_chosen"),
    path("faq/<slug:topic>/<slug:slug>/history/<int:number>/", faq.revision, name="revision"),
    path("faq/<slug:topic>/<slug:slug>/history/<int:number>..<int:later>/", faq.compare, name="compare"),
]
