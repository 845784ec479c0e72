"""Tests, benches and the scripts that keep the documentation current; never shipped in the wheel."""
