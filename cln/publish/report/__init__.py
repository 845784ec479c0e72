"""The report: one page that can be mailed, printed and read aloud. No scripts, nothing fetched.

`charts` draws pictures, `page` puts them between words. What the figures are, services say.
"""
