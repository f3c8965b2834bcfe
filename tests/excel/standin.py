"""A small program in the place of workbook-tool: it notes how it was called, and answers as it was told.

``standin.py FOLDER addin VERB …``: FOLDER/answers.json is a list, one answer a call, each the lines of the result
file, or null for a program that ends without one; {work} stands for the work folder. Calls are noted in
FOLDER/calls.json, the copy of the book is kept as FOLDER/seen.
"""

import json
import shutil
import sys
from pathlib import Path


def main() -> None:
    folder, *arguments = sys.argv[1:]
    notes = Path(folder, "calls.json")
    calls = json.loads(notes.read_text("utf-8")) if notes.exists() else []
    calls.append(arguments)
    notes.write_text(json.dumps(calls), "utf-8")
    if "--copy" in arguments:
        shutil.copy(arguments[arguments.index("--copy") + 1], Path(folder, "seen"))
    answers = json.loads(Path(folder, "answers.json").read_text("utf-8"))
    answer = answers[min(len(calls), len(answers)) - 1]
    if answer is not None:
        result = Path(arguments[arguments.index("--result") + 1])
        work = json.dumps(str(result.parent))[1:-1]
        part = result.with_suffix(".part")
        part.write_text("\r\n".join(answer).replace("{work}", work), "ascii")
        part.replace(result)


main()
