"""The FAQ as plain files: read and checked, loaded or proposed, and written back byte for byte."""

from .exporting import export
from .loading import Loaded, load, mirror
from .opening import opened
from .proposing import Proposed, propose
from .reading import SeedError

__all__ = ["Loaded", "Proposed", "SeedError", "export", "load", "mirror", "opened", "propose"]
