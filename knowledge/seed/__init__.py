"""The FAQ as plain files: read and checked, loaded, and written back byte for byte."""

from .exporting import export
from .loading import Loaded, load
from .reading import SeedError

__all__ = ["Loaded", "SeedError", "export", "load"]
