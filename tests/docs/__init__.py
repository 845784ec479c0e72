"""Keeps what is generated current: `python -m tests.docs --check`, `python -m tests.docs --write`."""
