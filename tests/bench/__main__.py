"""Lists the benches, or runs one: `python -m tests.bench [NAME [OPTIONS]]`."""

import ast
import runpy
import sys
from pathlib import Path

benches = {}
for file in sorted(Path(__file__).parent.glob("[!_]*.py")):
    module = ast.parse(file.read_text(encoding="utf-8"))
    if any(isinstance(part, ast.FunctionDef) and part.name == "main" for part in module.body):
        benches[file.stem] = (ast.get_docstring(module) or "").partition("\n")[0]

if sys.argv[1:] and sys.argv[1] in benches:
    del sys.argv[0]
    runpy.run_module(f"tests.bench.{sys.argv[0]}", run_name="__main__")
else:
    for name, about in benches.items():
        print(f"python -m tests.bench {name:10} {about}")
    sys.exit(2 if sys.argv[1:] else 0)
