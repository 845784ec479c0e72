"""What can be exported: a table each, `all` of them together, for everybody or pseudonymised.

`tables` knows every table by its name, `choosing` keeps some of the rows, `pseudonyms` hides people and
places, `writing` puts tables into files.
"""
