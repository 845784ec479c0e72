"""The one import: files of every kind, recognised, put into order, and taken in together or not at all."""
