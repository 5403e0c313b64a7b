"""Checks a sample of a published format: check_format.py verdicts|trace|trace-batch|comparison|svg SAMPLE_PROGRAM SCHEMA_FOLDER. Exit code 77: cannot be checked here."""
import copy
import json
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as ElementTree


def objects_in(value):
    if isinstance(value, dict):
        yield value
        for child in value.values():
            yield from objects_in(child)
    elif isinstance(value, list):
        for child in value:
            yield from objects_in(child)


def check_json(name, text, folder):
    try:
        import jsonschema
    except ImportError:
        print("python3-jsonschema is not installed: schema not checked")
        return 77
    schema = json.loads((folder / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    # A schema may take parts of another by its file name; nothing is fetched from anywhere.
    others = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.schema.json")}
    validator = jsonschema.Draft7Validator(schema, resolver=jsonschema.RefResolver.from_schema(schema, store=others))
    sample = json.loads(text.decode("utf-8", errors="strict"))
    for error in validator.iter_errors(sample):
        print(f"/{'/'.join(map(str, error.absolute_path))}: {error.message}")
        return 1
    count = len(list(objects_in(sample)))
    for index in range(count):
        broken = copy.deepcopy(sample)
        list(objects_in(broken))[index]["unheard-of"] = 1
        if validator.is_valid(broken):
            print(f"object {index} may have an unknown key")
            return 1
    print(f"{count} objects valid, each refused with an unknown key")
    return 0 if count >= 10 else 1


def check_svg(text):
    root = ElementTree.fromstring(text)  # raises on anything that is not well-formed
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    if len(ids) < 10 or len(ids) != len(set(ids)):
        print("ids missing or repeated")
        return 1
    for element in root.iter():
        if element.get("stroke") == "transparent" or element.get("fill") == "transparent":
            print("'transparent' is no SVG 1.1 colour")
            return 1
    print(f"{len(ids)} ids, all different")
    return 0


def main():
    name, program, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    text = subprocess.run([program, name], check=True, stdout=subprocess.PIPE).stdout
    return check_svg(text) if name == "svg" else check_json(name, text, folder)


sys.exit(main())
