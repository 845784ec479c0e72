"""The database: engine, schema, and the one unit of work.

Every write of the whole tool goes through `change`; a flush outside one is refused.
"""

from cln.store.change import Change, change
from cln.store.engine import reading

__all__ = ["Change", "change", "reading"]
