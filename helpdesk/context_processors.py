from django.conf import settings
from django.http import HttpRequest

from knowledge.languages import Language

from . import keeping


def site(request: HttpRequest) -> dict[str, object]:
    """What every template may use; nothing here asks the database."""
    return {
        "DEBUG": settings.DEBUG,
        "BASE_URL": settings.BASE_URL,
        "LANGUAGE_NAMES": Language.choices,
        "promise_kept": keeping.last_known,
    }
