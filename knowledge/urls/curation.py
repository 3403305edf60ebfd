"""Addresses under /desk/knowledge/."""

from django.urls import path

from knowledge.views import backlog, drafts, keeping, learning, reviewing, sources, synonyms

app_name = "curation"

urlpatterns = [
    path("", keeping.overview, name="overview"),
    path("drafts/new/", drafts.new_draft, name="new_draft"),
    path("drafts/autosave/", drafts.autosave, name="autosave"),
    path("drafts/<int:pk>/", drafts.draft, name="draft"),
    path("drafts/<int:pk>/presence/", drafts.presence, name="presence"),
    path("drafts/<int:pk>/submit/", reviewing.submit, name="submit"),
    path("drafts/<int:pk>/take-back/", reviewing.take_back, name="take_back"),
    path("drafts/<int:pk>/send-back/", reviewing.send_back, name="send_back"),
    path("drafts/<int:pk>/rebase/", drafts.rebase, name="rebase"),
    path("drafts/<int:pk>/discard/", reviewing.discard, name="discard"),
    path("drafts/<int:pk>/publish/", reviewing.publish, name="publish"),
    path("drafts/<int:pk>/publish-unchecked/", reviewing.publish_unchecked, name="publish_unchecked"),
    path("drafts/<int:pk>/schedule/", reviewing.schedule, name="schedule"),
    path("drafts/<int:pk>/unschedule/", reviewing.unschedule, name="unschedule"),
    path("drafts/<int:pk>/comment/", reviewing.comment, name="comment"),
    path("comments/<int:pk>/resolve/", reviewing.resolve_comment, name="resolve_comment"),
    path("articles/", keeping.articles, name="articles"),
    path("articles/<slug:key>/", keeping.article, name="article"),
    path("articles/<slug:key>/archive/", keeping.archive, name="archive"),
    path("articles/<slug:key>/unarchive/", keeping.unarchive, name="unarchive"),
    path("articles/<slug:key>/validate/", keeping.validate, name="validate"),
    path("articles/<slug:key>/<slug:language>/change/", keeping.start_change, name="start_change"),
    path("articles/<slug:key>/<slug:language>/revisions/", keeping.revisions, name="revisions"),
    path("articles/<slug:key>/<slug:language>/revisions/<int:number>/restore/", keeping.restore, name="restore"),
    path("backlog/", backlog.backlog, name="backlog"),
    path("backlog/<int:pk>/", backlog.task, name="task"),
    path("backlog/<int:pk>/take/", backlog.take, name="take_task"),
    path("backlog/<int:pk>/assign/", backlog.assign, name="assign_task"),
    path("backlog/<int:pk>/draft/", backlog.draft, name="task_draft"),
    path("backlog/<int:pk>/confirm/", backlog.confirm, name="confirm_task"),
    path("backlog/<int:pk>/close/", backlog.close, name="close_task"),
    path("sources/", sources.desk_sources, name="sources"),
    path("sources/<slug:source>/", sources.desk_source, name="source"),
    path("sources/<slug:source>/change/", sources.record_change, name="record_change"),
    path("changes/<int:pk>/withdraw/", sources.withdraw_change, name="withdraw_change"),
    path("phrases/", learning.phrases, name="phrases"),
    path("phrases/<int:pk>/approve/", learning.approve, name="approve_phrase"),
    path("phrases/<int:pk>/refuse/", learning.refuse, name="refuse_phrase"),
    path("gaps/", learning.missing, name="gaps"),
    path("synonyms/", synonyms.synonyms, name="synonyms"),
    path("synonyms/add/", synonyms.add, name="add_synonyms"),
    path("synonyms/<int:pk>/", synonyms.change, name="change_synonyms"),
    path("synonyms/<int:pk>/remove/", synonyms.remove, name="remove_synonyms"),
]
