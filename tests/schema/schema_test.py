#!/usr/bin/env python3
"""Every network.yaml, policy.yaml, policy pack and scenario of the tree is valid against the published schema, and what the schema is there to refuse is refused.

Plain scalars are read as the loader reads them (YAML 1.2: true, false and decimal numbers; every other word is text), not by YAML 1.1's
table, in which `off` is a flag. Exit code 77: a Python module is missing, nothing was tested.
"""
import json
import pathlib
import re
import sys

try:
    import jsonschema
    import yaml
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)


def value(node):
    if isinstance(node, yaml.MappingNode):
        # A key whose list or map is left empty stands for no key.
        return {k.value: value(v) for k, v in node.value if value(v) is not None}
    if isinstance(node, yaml.SequenceNode):
        return [value(v) for v in node.value]
    if node.style is not None:
        return node.value
    if node.value in ("", "~", "null"):
        return None
    if node.value in ("true", "false"):
        return node.value == "true"
    return int(node.value) if re.fullmatch(r"-?(0|[1-9][0-9]*)", node.value) else node.value


def load(text):
    return value(yaml.compose(text, Loader=yaml.SafeLoader))


def errors(validator, document):
    return [f"{'/'.join(map(str, e.absolute_path))}: {e.message}" for e in validator.iter_errors(document)]


def validator_of(root, name):
    schema = json.loads((root / "docs/schema" / name).read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    # scenario.schema.json takes the entries of network.yaml and the letters of a cell from their schemas; nothing is fetched from anywhere.
    others = {other: json.loads((root / "docs/schema" / other).read_text(encoding="utf-8")) for other in ("network.schema.json", "policy.schema.json")}
    resolver = jsonschema.RefResolver.from_schema(schema, store=others)
    return jsonschema.Draft7Validator(schema, resolver=resolver)


REFUSED = {
    "version: 2": "another version",
    "{}": "no version",
    "{version: 1, zone: []}": "an unknown key",
    "{version: 1, devices: [{name: a, kind: swich}]}": "an unknown kind",
    "{version: 1, devices: [{name: a, interfaces: [{name: p, vlan: 5000}]}]}": "a VLAN out of range",
    "{version: 1, hosts: [{name: a}]}": "a host without a zone",
    "{version: 1, links: [[a:b]]}": "a link with one end",
    "{version: 1, zones: [{name: My}]}": "a zone name with a capital",
    "{version: 1, devices: [{name: r, routes: [{to: 10.0.0.0/8}]}]}": "a route to nowhere",
    "{version: 1, devices: [{name: r, nat: [{static: {local: a, global: b}, source: {pool: c}}]}]}": "two translations in one",
    "{version: 1, devices: [{name: r, ip-routing: yes}]}": "a flag that is a word",
}


REFUSED_SCENARIOS = {
    "{version: 1}": "no edits",
    "{version: 1, edits: []}": "an empty list of edits",
    "{version: 1, edits: [{add_cable: {between: [a:b]}}]}": "a cable with one end",
    "{version: 1, edits: [{add_rul: {device: fw}}]}": "an unknown edit",
    "{version: 1, edits: [{enable: {device: fw}, disable: {device: fw}}]}": "two edits in one",
    "{version: 1, edits: [{add_rule: {device: fw, action: permit}}]}": "a rule without a position",
}


REFUSED_POLICIES = {
    "{version: 1, edition: x}": "neither a pack nor a model",
    "{version: 1, model: alpha, edition: x, options: [local-breakout]}": "options of no pack",
    "{version: 1, pack: alpha, edition: x, options: [wireless]}": "an option that there is not",
}


REFUSED_PACKS = {
    "{version: 1, name: a, model: gamma, edition: x}": "a model that there is not",
    "{version: 1, name: a, model: alpha, edition: x, cells: [{from: my-number, to: office, admits: [T]}]}": "a role that there is not",
    "{version: 1, name: a, model: alpha, edition: x, cells: [{from: my-number, to: lgwan, admits: [X]}]}": "a letter that there is not",
    "{version: 1, name: a, model: alpha, edition: x, options: {local-breakout: maybe}}": "an allowance that there is not",
    "{version: 1, name: a, model: alpha, edition: x, attributes: [{policy: P-MN4, zone: my-number, name: b}]}": "an attribute without values",
    "{version: 1, name: a, model: alpha}": "no edition",
}


def main(root):
    network = validator_of(root, "network.schema.json")
    policy = validator_of(root, "policy.schema.json") if (root / "docs/schema/policy.schema.json").exists() else None
    findings, count = [], 0
    files = [root / "tests/schema/every_key.network.yaml"]
    for folder in ("topologies",):
        files += [p for p in sorted((root / folder).rglob("*.yaml")) if p.name in ("network.yaml", "policy.yaml")]
    for path in files:
        if "invalid" in path.relative_to(root).parts:
            continue  # those are there to be refused by the loader
        validator = policy if path.name == "policy.yaml" else network
        if validator is None:
            continue
        count += 1
        findings += [f"{path.relative_to(root)}: {e}" for e in errors(validator, load(path.read_text(encoding="utf-8")))]
    scenario = validator_of(root, "scenario.schema.json")
    scenarios = [p for p in sorted((root / "topologies").glob("*/scenarios/*.yaml")) if p.name != "expected.yaml"]
    for path in scenarios:
        findings += [f"{path.relative_to(root)}: {e}" for e in errors(scenario, load(path.read_text(encoding="utf-8")))]
    if len(scenarios) < 20:
        findings.append("scenarios are missing: the test would pass vacuously")
    findings += [f"the schema accepts {what}: {text}" for text, what in REFUSED_SCENARIOS.items() if not errors(scenario, load(text))]
    count += len(scenarios)
    pack = validator_of(root, "pack.schema.json")
    packs = sorted((root / "topologies/packs").glob("*.yaml"))
    for path in packs:
        findings += [f"{path.relative_to(root)}: {e}" for e in errors(pack, load(path.read_text(encoding="utf-8")))]
    if not packs:
        findings.append("packs are missing: the test would pass vacuously")
    for validator, texts in ((policy, REFUSED_POLICIES), (pack, REFUSED_PACKS)):
        findings += [f"the schema accepts {what}: {text}" for text, what in texts.items() if not errors(validator, load(text))]
    count += len(packs)
    for text, what in REFUSED.items():
        if not errors(network, load(text)):
            findings.append(f"the schema accepts {what}: {text}")
    if count < 2:
        findings.append("no network.yaml found: the test would pass vacuously")
    print("\n".join(findings) if findings else f"{count} files are valid, {len(REFUSED)} mistakes are refused")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
