from .article import Article, ArticleText, Citation, RelatedArticle, Significance
from .change import SourceChange
from .draft import Draft, DraftCitation, DraftComment
from .feedback import Feedback
from .file import ArticleFile
from .identity import IdentityDecision, Kind
from .outbox import SearchOutbox
from .programme import Programme
from .redirect import Redirect
from .removal import Removal
from .search import LearnedPhrase, SearchEvent
from .seed_state import SeedState
from .source import Source
from .standard import StandardCheck
from .successor import Successor
from .synonym import Synonym
from .task import Task
from .topic import Governance, Topic

__all__ = [
    "Article",
    "ArticleFile",
    "ArticleText",
    "Citation",
    "Draft",
    "DraftCitation",
    "DraftComment",
    "Feedback",
    "IdentityDecision",
    "Kind",
    "LearnedPhrase",
    "Governance",
    "Programme",
    "Redirect",
    "RelatedArticle",
    "Removal",
    "SearchEvent",
    "SearchOutbox",
    "SeedState",
    "Significance",
    "Source",
    "SourceChange",
    "Successor",
    "StandardCheck",
    "Synonym",
    "Task",
    "Topic",
]
