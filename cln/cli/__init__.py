"""The commands, one module per noun: a command parses, calls one use case, renders."""
