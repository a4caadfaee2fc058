"""What is slow to import is imported where it is drawn."""

import subprocess
import sys


def test_neither_the_package_nor_its_commands_load_what_draws() -> None:
    slow = "{'altair', 'vl_convert', 'marimo', 'pandas'}"
    code = f"import sys, detente, detente.cli, detente.relations.records; print(sorted({slow} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
