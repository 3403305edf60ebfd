from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, register_converter

from helpdesk.converters import Reference
from helpdesk.sitemaps import SITEMAPS
from helpdesk.views import errors, health, home
from knowledge import pages

register_converter(Reference, "reference")

urlpatterns = [
    path("", home.choose_language, name="root"),
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("robots.txt", health.robots),
    path("sitemap.xml", pages.public(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("language/", home.set_language, name="set_language"),
    path("accounts/", include("helpdesk.urls.accounts")),
    path("desk/knowledge/", include("knowledge.urls.curation")),
    path("desk/", include("helpdesk.urls.desk")),
    path("admin/", admin.site.urls),
    path("", include("knowledge.urls.machines")),
    *i18n_patterns(path("", include("helpdesk.urls.public")), path("", include("knowledge.urls.public"))),
]

handler400 = errors.bad_request
