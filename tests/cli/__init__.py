"""Tests of whole command lines: stdout, stderr, exit code, database afterwards."""
