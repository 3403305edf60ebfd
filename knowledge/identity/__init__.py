"""The identity check: what in a text could lead back to a person, and what to write instead."""

from .checking import Finding, find, fingerprints
from .folding import plain
from .words import Known

__all__ = ["Finding", "Known", "find", "fingerprints", "plain"]
