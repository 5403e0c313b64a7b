#!/usr/bin/env python3
"""Verifies the small city in its plain form and in vendor form (FortiGates, YAMAHA branch routers, Linux hosts, the ledger as a workbook and as CP932 CSV)
and compares the verdict of every cell. Exit code 1 when one differs, or no line of a vendor config carries a proof."""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

PLAIN = ["--firewalls", "yaml", "--routers", "ios", "--hosts", "yaml", "--ledger", "csv"]
FORMS = {"plain": PLAIN, "vendor, workbook": ["--firewalls", "fortios", "--routers", "yamaha", "--hosts", "linux", "--ledger", "xlsx"],
         "vendor, CP932": ["--firewalls", "fortios", "--routers", "yamaha", "--hosts", "linux", "--ledger", "cp932"]}


def verify(program, scale, options):
    generator = pathlib.Path(__file__).with_name("generate.py")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, generator, "--scale", scale, *options, "--out", folder], check=True, stdout=subprocess.DEVNULL)
        run = subprocess.run([program, "verify", folder, "--format", "json", "--quiet"], capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1, 3):
        sys.exit(run.stderr)
    return json.loads(run.stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default="build/release/cli/sekimori")
    parser.add_argument("--scale", default="small")
    arguments = parser.parse_args()
    base, failed = None, 0
    for name, options in FORMS.items():
        report = verify(arguments.program, arguments.scale, options)
        cells = {cell["id"]: cell["verdict"] for cell in report["verdicts"]}
        base = base or cells
        wrong = sorted(key for key in base.keys() | cells.keys() if base.get(key) != cells.get(key))
        print(f"{name}: {len(cells)} cells, {sum(v == 'proved' for v in map(str, cells.values()))} proved, {len(wrong)} differ from the plain form")
        for key in wrong:
            print(f"  {key}: {base.get(key)}, here {cells.get(key)}")
        failed += len(wrong) + (not cells)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
