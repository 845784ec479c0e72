"""When a project needs help, computed from what is on record. Pure; knows no database.

What people think of a project (RAG, progress) is kept apart from this: neither overwrites the other.
"""
