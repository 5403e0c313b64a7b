#!/usr/bin/env python3
"""Lines and branches that the tests have taken, by folder: reads what gcov says of a build folder, prints the tables of docs/soundness.md and
writes the same for gcovr, which makes pages of it.

What counts as a branch is what somebody wrote. A call that may throw ends in two branches for the compiler, it returns or it throws: neither is
in the source, and both go, wherever the line was reached (gcovr's --exclude-throw-branches takes the second alone, and leaves both where the line
was never reached, as gcov's text does not tell them apart there). Branches of lines that have no word in them, as where objects end, go too.

Usage: table.py BUILD TARGET"""
import collections
import concurrent.futures
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FOLDERS = ["sim/base", "sim/model", "sim/load", "sim/forward", "sim/simulate", "sim/", "solver/prove"]
LEAST = 5


def without_throws(branches):
    """The halves of a pair stand side by side, in either order."""
    gone = set()
    for i, branch in enumerate(branches):
        if not branch["throw"]:
            continue
        gone.add(i)
        for other in (i - 1, i + 1):
            if 0 <= other < len(branches) and other not in gone and branches[other]["fallthrough"]:
                gone.add(other)
                break
    return [it for i, it in enumerate(branches) if i not in gone]


def lines_of(notes):
    """Of one object file: its own source, and the lines that have code. A line of several functions, as of a lambda, has the branches of all."""
    said = subprocess.run(["gcov", "--json-format", "--branch-probabilities", "--stdout", notes], check=True, capture_output=True, cwd=ROOT).stdout
    for file in json.loads(said)["files"]:
        path = pathlib.Path(file["file"])
        if path.name != notes.name.removesuffix(".gcno") or not path.is_relative_to(ROOT):
            continue
        words = path.read_text(encoding="utf-8").splitlines()
        lines = collections.defaultdict(lambda: {"count": 0, "branches": []})
        for line in file["lines"]:
            it = lines[line["line_number"]]
            it["count"] += line["count"]
            if re.search(r"\w", words[line["line_number"] - 1]):
                it["branches"] += without_throws(line["branches"])
        return str(path.relative_to(ROOT)), dict(sorted(lines.items()))
    return None


def gcovr_json(files):
    """Format 0.3, of Debian 12's gcovr 5.2."""
    return {"gcovr/format_version": "0.3",
            "files": [{"file": name, "functions": [], "lines": [{"line_number": number, "gcovr/noncode": False, "gcovr/excluded": False, **line}
                                              for number, line in lines.items()]} for name, lines in files.items()]}


def counts(lines):
    branches = [it for line in lines.values() for it in line["branches"]]
    return [sum(it["count"] > 0 for it in lines.values()), len(lines), sum(it["count"] > 0 for it in branches), len(branches)]


def share(part, whole):
    return f"{100 * part / whole:.1f} %" if whole else "-"


def row(name, numbers):
    lines, all_lines, branches, all_branches = numbers
    return f"| `{name}` | {lines} of {all_lines} | {share(lines, all_lines)} | {branches} of {all_branches} | {share(branches, all_branches)} |"


def main(build, target):
    notes = [it for folder in ("sim", "solver/prove") for it in sorted(pathlib.Path(build, folder).rglob("*.cpp.gcno"))]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        files = dict(it for it in pool.map(lines_of, notes) if it)
    pathlib.Path(target).write_text(json.dumps(gcovr_json(files)), encoding="utf-8")
    numbers = {name: counts(lines) for name, lines in files.items()}
    print("| folder | lines | | branches | |\n|---|---|---|---|---|")
    for folder in FOLDERS:
        inside = [it for name, it in numbers.items() if name.startswith(folder)]
        if not inside:
            sys.exit(f"table.py: nothing of {folder} in {build}")
        print(row(folder, [sum(column) for column in zip(*inside)]))
    print("\n| least of `solver/prove` | lines | | branches | |\n|---|---|---|---|---|")
    least = sorted((it for it in numbers.items() if it[0].startswith("solver/prove/")), key=lambda it: (it[1][2] / max(1, it[1][3]), it[0]))
    for name, it in least[:LEAST]:
        print(row(pathlib.Path(name).name, it))


if __name__ == "__main__":
    main(*sys.argv[1:])
