#!/usr/bin/env python3
"""Runs the scenarios of a city with `sekimori whatif` and compares what turns with scenarios/expected.yaml, which was written before.

Prints one row per scenario; exit code 1 when a cell turned that is not expected, or one did not that is, or a path leaves the lawful way
elsewhere, or a predicate did not turn as expected, or a required flow is lost or gained that is not listed. With --covered: exit code 1 when no
scenario is expected to turn a predicate that the program judges. Exit code 77: python3-yaml is missing, nothing was compared.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

try:
    import yaml
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)


PLAIN = ["--firewalls", "yaml", "--routers", "ios", "--hosts", "yaml", "--ledger", "csv"]


def turned(alternative, verdict):
    return {cell["id"].split(":", 1)[1].split("@")[0]: cell for cell in alternative["turned"] if cell["after"] == verdict}


def departure_for(expected, cell):
    """What `departure` says of one cell: for all of them, of the very cell, or by its source or target zone."""
    wanted = expected.get("departure")
    if wanted is None or isinstance(wanted, str):
        return wanted
    source, target = cell.split("->")
    return next((wanted[key] for key in (cell, f"from {source}", f"to {target}") if key in wanted), None)


def places(cell):
    lines = [c["line"] for c in cell["verdict"]["culprits"] if "scenarios/" in c["file"]]
    return lines + ([cell["departure"]["source"]["line"]] if cell["departure"] else [])


def differences(expected, alternative):
    found = []
    for verdict in ("violated", "inconclusive", "vacuous"):
        want, got = set(expected.get(verdict) or []), set(turned(alternative, verdict))
        found += [f"{cell} did not turn to {verdict}" for cell in sorted(want - got)]
        found += [f"{cell} turned to {verdict}" for cell in sorted(got - want)]
    for name, cell in turned(alternative, "violated").items():
        wanted = departure_for(expected, name)
        device = (cell["departure"] or {}).get("device")
        if wanted is not None and device != wanted:
            found.append(f"{name} leaves the lawful path at {device}, not at {wanted}")
        if "line" in expected and expected["line"] not in places(cell):
            found.append(f"{name}: line {expected['line']} is not among {places(cell)}")
    found += predicate_differences(expected, alternative)
    flows = alternative["required_flows"]
    for key, state in (("flows-lost", False), ("flows-gained", True)):
        got = {flow["row"] for flow in flows if flow["after"] and flow["after"]["delivered"] is state}
        if got != set(expected.get(key) or []):
            found.append(f"{key}: {sorted(got)}")
    return found


def predicates(alternative):
    return {p["id"]: p["after"] for p in alternative["predicates"] if p["after"]}


def predicate_differences(expected, alternative):
    """Those of the catalogue's row must turn as it says; what else turns is a consequence, unless nothing may turn."""
    got = predicates(alternative)
    wanted = expected.get("predicates") or {}
    found = [f"{name} did not turn to {verdict} ({got.get(name, 'it stayed')})" for name, verdict in wanted.items() if got.get(name) != verdict]
    choice = expected.get("any-of") or []
    if choice and not any(got.get(name) == "violated" for name in choice):
        found.append(f"none of {', '.join(choice)} turned to violated")
    if expected.get("control"):
        found += [f"{name} turned to {verdict}, and nothing may" for name, verdict in got.items()]
    return found


def expected_words(row):
    words = [name if verdict == "violated" else f"{name} {verdict}" for name, verdict in (row.get("predicates") or {}).items()]
    return " ".join([*words, "/".join(row.get("any-of") or [])]).strip() or ("none" if row.get("control") else "-")


def row_number(row, alternative):
    return (alternative["scenario"]["catalogue"] if alternative else row.get("catalogue")) or "-"


def uncovered(program, rows):
    """Predicates that the program judges and no scenario is expected to turn."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, pathlib.Path(__file__).with_name("generate.py"), "--scale", "tiny", *PLAIN, "--out", folder], check=True,
                       stdout=subprocess.DEVNULL)
        run = subprocess.run([program, "verify", folder, "--format", "json", "--quiet"], capture_output=True, text=True, check=False)
    judged = {p["id"] for p in json.loads(run.stdout).get("predicates", [])}
    turned_by = {name for row in rows for name in [*(row.get("predicates") or {}), *(row.get("any-of") or [])]}
    return sorted(judged - turned_by), len(judged)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="build/release/cli/sekimori")
    parser.add_argument("--city", default="topologies/reference-alpha")
    parser.add_argument("--scenarios", default="topologies/reference-alpha/scenarios")
    parser.add_argument("--scale", help="write a city of this size into a folder of its own and run them on it: tiny, small")
    parser.add_argument("--plain", action="store_true", help="with --scale: the city in its plain form, not in that of vendors")
    parser.add_argument("--covered", action="store_true", help="run nothing; is some scenario expected to turn each predicate?")
    parser.add_argument("names", nargs="*", help="scenarios to run (default: all)")
    arguments = parser.parse_args()
    folder = pathlib.Path(arguments.scenarios)
    rows = yaml.safe_load((folder / "expected.yaml").read_text(encoding="utf-8"))
    expected = {row["scenario"]: row for row in rows if "scenario" in row}
    if arguments.covered:
        left, judged = uncovered(arguments.program, rows)
        print(f"{judged} predicates; no scenario turns: {', '.join(left) or 'none of them is left'}")
        return 1 if left or not judged else 0
    files = sorted(path for path in folder.glob("*.yaml") if path.name != "expected.yaml")
    missing = {path.stem for path in files} ^ set(expected)
    if arguments.names:
        files = [path for path in files if path.stem in arguments.names]
    with tempfile.TemporaryDirectory() as folder_of_city:
        if arguments.scale:
            generator = pathlib.Path(__file__).with_name("generate.py")
            subprocess.run([sys.executable, generator, "--scale", arguments.scale, *(PLAIN if arguments.plain else []), "--out", folder_of_city], check=True,
                           stdout=subprocess.DEVNULL)
            arguments.city = folder_of_city
        return compare(arguments, files, expected, missing, [row for row in rows if "scenario" not in row])


def compare(arguments, files, expected, missing, without_edit):
    run = subprocess.run([arguments.program, "whatif", arguments.city, *map(str, files), "--format", "json", "--quiet"],
                         capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1, 3):
        sys.exit(run.stderr)
    print("| row | scenario | expected predicates | predicates that turned | cells that turned | leaves the lawful path at | required flows | as expected |"
          "\n|---|---|---|---|---|---|---|---|")
    failed = [f"{name}: in only one of the folder and expected.yaml" for name in sorted(missing)]
    for path, alternative in zip(files, json.loads(run.stdout)["alternatives"]):
        row = expected.get(path.stem, {})
        found = differences(row, alternative)
        failed += [f"{path.stem}: {each}" for each in found]
        cells = turned(alternative, "violated")
        devices = sorted({c["departure"]["device"] for c in cells.values() if c["departure"]})
        lost = [("+" if f["after"] and f["after"]["delivered"] else "-") + f["row"] for f in alternative["required_flows"]]
        got = " ".join(name if verdict == "violated" else f"{name} {verdict}" for name, verdict in predicates(alternative).items())
        print(f"| {row_number(row, alternative)} | {path.stem} | {expected_words(row)} | {got or 'none'} | {', '.join(sorted(cells)).replace('->', ' → ') or 'none'} "
              f"| {', '.join(devices)} | {' '.join(lost)} | {'no' if found else 'yes'} |")
    for row in without_edit:
        print(f"| {row_number(row, None)} | - | {row.get('human') or row.get('elsewhere')} | | | | | |")
    print("\n".join(failed), file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
