"""Lists the benches: `python -m tests.bench`."""

import ast
from pathlib import Path

for file in sorted(Path(__file__).parent.glob("[!_]*.py")):
    about = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    print(f"python -m tests.bench.{file.stem:12} {about.splitlines()[0] if about else ''}")
