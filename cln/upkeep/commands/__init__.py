"""The commands of this room: parse, call, show."""
