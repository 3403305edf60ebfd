"""Addresses under /desk/knowledge/."""

from django.urls import path

from knowledge.views import curation

app_name = "curation"

urlpatterns = [
    path("", curation.overview, name="overview"),
    path("drafts/new/", curation.new_draft, name="new_draft"),
    path("drafts/<int:pk>/", curation.draft, name="draft"),
    path("drafts/<int:pk>/submit/", curation.submit, name="submit"),
    path("drafts/<int:pk>/take-back/", curation.take_back, name="take_back"),
    path("drafts/<int:pk>/send-back/", curation.send_back, name="send_back"),
    path("drafts/<int:pk>/rebase/", curation.rebase, name="rebase"),
    path("drafts/<int:pk>/discard/", curation.discard, name="discard"),
    path("drafts/<int:pk>/publish/", curation.publish, name="publish"),
    path("articles/", curation.articles, name="articles"),
    path("articles/<slug:key>/", curation.article, name="article"),
    path("articles/<slug:key>/archive/", curation.archive, name="archive"),
    path("articles/<slug:key>/unarchive/", curation.unarchive, name="unarchive"),
    path("articles/<slug:key>/validate/", curation.validate, name="validate"),
    path("articles/<slug:key>/<slug:language>/change/", curation.start_change, name="start_change"),
    path("articles/<slug:key>/<slug:language>/revisions/", curation.revisions, name="revisions"),
    path("articles/<slug:key>/<slug:language>/revisions/<int:number>/restore/", curation.restore, name="restore"),
]
