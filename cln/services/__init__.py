"""The use cases, one module per noun, the verbs of the programme as functions. They never print."""
