"""The queries of this room: selects only."""
