#!/usr/bin/env python3
"""What `verify -o` writes is valid against the published schemas: the manifest, every certificate, every witness, the verdicts.

Usage: evidence_test.py SOURCE PROGRAM. Exit code 77: a Python module is missing, nothing was tested.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

try:
    import jsonschema
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)


def main(root, program):
    def validator(name):
        return jsonschema.Draft7Validator(json.loads((root / "docs/schema" / name).read_text(encoding="utf-8")))

    kinds = {"manifest.json": validator("manifest.schema.json"), "verdicts.json": validator("verdicts.schema.json"),
             "certificates/*.json": validator("certificate.schema.json"), "witnesses/*.json": validator("witness.schema.json")}
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
    findings += [f"no {pattern}: the test would pass vacuously" for pattern, count in counts.items() if count == 0]
    print("\n".join(findings[:40]) if findings else f"valid: {counts}")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]), sys.argv[2]))
