"""Results -> what people see: rich tables on a terminal, plain text in a pipe, or JSON.

One module per noun makes a `View` of a result; `output` prints it and alone knows rich.
"""
