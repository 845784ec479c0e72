"""Tests on real databases: SQLite and PostgreSQL."""
