"""Lets `python -m cln` do what `cln` does."""

from cln.app import main

if __name__ == "__main__":
    raise SystemExit(main())
