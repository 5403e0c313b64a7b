#!/usr/bin/env python3
"""What `verify -o` writes and `check` says is valid against the published schemas. Two runs differ in the manifest's time fields alone, and
under SOURCE_DATE_EPOCH in nothing, whichever thread takes which task.

Usage: evidence_test.py SOURCE PROGRAM. Exit code 77: a Python module is missing, nothing was tested.
"""
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile

try:
    import jsonschema
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)


def same_bytes(root, program):
    def files(folder):
        return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}

    def run(out, epoch, jobs):
        env = {**os.environ, "SOURCE_DATE_EPOCH": epoch}
        if not epoch:
            del env["SOURCE_DATE_EPOCH"]
        command = [program, "verify", root / "topologies/campus-ios/variants/source-route", "-o", out, "--soft-fail", "--date", "2026-12-01"]
        subprocess.run(command + (["--jobs", jobs] if jobs else []), check=True, capture_output=True, env=env)
        return files(out)

    findings = []
    with tempfile.TemporaryDirectory() as scratch:
        out = pathlib.Path(scratch) / "ev"
        first, second = run(out, "1790000000", ""), run(out, "1790000000", "")
        findings += [f"under SOURCE_DATE_EPOCH {path} differs" for path in sorted(first.keys() | second.keys()) if first.get(path) != second.get(path)]
        third = run(out, "", "3")
        for path in sorted(first.keys() | third.keys()):
            if path != "manifest.json" and first.get(path) != third.get(path):
                findings.append(f"with three threads {path} differs")
        one, other = json.loads(first["manifest.json"]), json.loads(third["manifest.json"])
        for manifest in (one, other):
            for key in (*manifest["time_fields"], "command"):
                del manifest[key]
        if one != other:
            findings.append("manifests differ in more than their time fields and the command")
    return findings


def interrupted(root, program):
    """A signal in the midst of a proof: what there is is filed, says that it is partial, and holds."""
    with tempfile.TemporaryDirectory() as scratch:
        out = pathlib.Path(scratch) / "ev"
        run = subprocess.Popen([program, "verify", root / "topologies/reference-alpha", "-o", out], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            run.wait(3)
            return []  # a machine that is too fast to be interrupted
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGINT)
        if run.wait() != 130:
            return [f"interrupted, but the exit code is {run.returncode}"]
        if not json.loads((out / "manifest.json").read_text(encoding="utf-8"))["partial"]:
            return ["interrupted, but the manifest does not say so"]
        checked = subprocess.run([program, "check", out], check=False, capture_output=True)
        return [] if checked.returncode == 3 else [f"partial evidence: check gives {checked.returncode}: {checked.stdout.decode()[:1000]}"]


def main(root, program):
    def validator(name):
        return jsonschema.Draft7Validator(json.loads((root / "docs/schema" / name).read_text(encoding="utf-8")))

    kinds = {"manifest.json": validator("manifest.schema.json"), "verdicts.json": validator("verdicts.schema.json"),
             "certificates/*.json": validator("certificate.schema.json"), "witnesses/*.json": validator("witness.schema.json")}
    check_schema = validator("check.schema.json")
    findings, counts = [], dict.fromkeys(kinds, 0)
    for snapshot in ("two-switch-leak", "sanitiser-bypass/variants/direct-rule", "session-reply/variants/widened-rule", "undeclared-subnet"):
        with tempfile.TemporaryDirectory() as scratch:
            out = pathlib.Path(scratch) / "ev"
            subprocess.run([program, "verify", root / "topologies" / snapshot, "-o", out, "--soft-fail"], check=True, capture_output=True)
            for pattern, schema in kinds.items():
                for path in sorted(out.glob(pattern)):
                    counts[pattern] += 1
                    document = json.loads(path.read_text(encoding="utf-8"))
                    for error in schema.iter_errors(document):
                        findings.append(f"{snapshot}: {path.name}: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")
            checked = subprocess.run([program, "check", out, "--format", "json"], check=False, capture_output=True)
            if checked.returncode != 0:
                findings.append(f"{snapshot}: check says {checked.stdout.decode()[:2000]}")
            findings += [f"{snapshot}: check: {error.message[:200]}" for error in check_schema.iter_errors(json.loads(checked.stdout))]
    findings += same_bytes(root, program) + interrupted(root, program)
    findings += [f"no {pattern}: the test would pass vacuously" for pattern, count in counts.items() if count == 0]
    print("\n".join(findings[:40]) if findings else f"valid: {counts}")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]), sys.argv[2]))
