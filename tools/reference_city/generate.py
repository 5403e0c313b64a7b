#!/usr/bin/env python3
"""Writes the synthetic reference city (topologies/reference-alpha). Same input, same bytes."""
import argparse
import filecmp
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import fortios  # noqa: E402
import ledger_sheets  # noqa: E402
import linux  # noqa: E402
import network_file  # noqa: E402
import policy_files  # noqa: E402
from city import SCALES, City  # noqa: E402
from firewalls import firewalls_of  # noqa: E402
import yamaha  # noqa: E402

GENERATED = ("network.yaml", "policy.yaml", "ledger.csv", "ledger.xlsx", "expected/flows.csv", "configs")


PLAIN = {"firewalls": "yaml", "routers": "ios", "hosts": "yaml", "ledger": "csv"}
# At which scale the city of each model is kept in topologies/.
FROZEN = {"alpha": "full", "alpha-prime": "small", "beta": "small", "beta-prime": "small"}
SUBNETS = {"jump": "10.90.0.0/24", "cdr-in": "10.30.40.4/30"}


def files_of(scale, firewalls="fortios", routers="yamaha", hosts="linux", ledger="xlsx", model="alpha"):
    """As real devices say it, unless told otherwise."""
    city = City(SCALES[scale], model)
    city.name = f"reference-{model}" if scale == FROZEN[model] else f"reference-{model}-{scale}"
    rtx = {d.name for d in city.devices.values() if routers == "yamaha" and yamaha.is_rtx(d, scale)}
    files = {"network.yaml": network_file.text(city, firewalls, rtx, linux.HOSTS if hosts == "linux" else ()), "policy.yaml": policy_files.policy(city),
             "expected/flows.csv": policy_files.flows(city)}
    rows = policy_files.ledger(city)
    if ledger == "cp932":
        files["policy.yaml"] += "# Of a merged range the spreadsheet's CSV has its first cell only.\nledger: {blanks: above}\n"
        files["ledger.csv"] = ledger_sheets.cp932(rows)
    elif ledger == "xlsx":
        files["ledger.xlsx"] = ledger_sheets.xlsx(rows)
    else:
        files["ledger.csv"] = rows
    for device in city.devices.values():
        if device.name in rtx:
            files[f"configs/{device.name}.txt"] = yamaha.text(device)
        else:
            files[f"configs/{device.name}.cfg"] = device.text()
    if hosts == "linux":
        for name in linux.HOSTS:
            files.update(linux.files(name, SUBNETS[name]))
    if firewalls == "fortios":
        files.update({f"configs/{name}.conf": fortios.text(name, city) for name in firewalls_of(city)})
    return city, files


def write(files, out):
    configs = out / "configs"
    configs.mkdir(parents=True, exist_ok=True)
    (out / "expected").mkdir(exist_ok=True)
    for old in [*(p for p in configs.rglob("*") if p.is_file()), out / "ledger.csv", out / "ledger.xlsx"]:
        old.unlink(missing_ok=True)
    for old in configs.glob("*/"):
        old.rmdir()
    for name, text in files.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))


def generated_in(folder):
    return sorted(str(p.relative_to(folder)) for top in GENERATED for p in [folder / top, *(folder / top).rglob("*")] if p.is_file())


def check(files, frozen):
    """Exit code 1, with the names of the files that differ, unless the frozen files are what this script writes."""
    with tempfile.TemporaryDirectory() as scratch:
        fresh = pathlib.Path(scratch)
        write(files, fresh)
        known, new = generated_in(frozen), generated_in(fresh)
        wrong = sorted(set(known) ^ set(new)) + [n for n in new if n in known and not filecmp.cmp(fresh / n, frozen / n, shallow=False)]
    for name in wrong:
        print(f"{frozen / name}: differs from what the generator writes", file=sys.stderr)
    return 1 if wrong else 0


def summary(city):
    terminals = sum(h["count"] or 1 for h in city.hosts if h["kind"] == "terminal")
    switches = sum(1 for d in city.devices.values() if d.switch)
    return f"{len(city.devices) + 4} devices, {switches} switches, {len(city.hosts)} host groups, {terminals} terminals"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", choices=FROZEN, default="alpha", help="the others are kept in their plain form")
    parser.add_argument("--scale", choices=SCALES, help="default: that of the kept one")
    root = pathlib.Path(__file__).resolve().parents[2]
    parser.add_argument("--out", type=pathlib.Path, help="default: the kept one")
    parser.add_argument("--firewalls", choices=("yaml", "fortios"), default="fortios", help="the form of the boundary firewalls")
    parser.add_argument("--routers", choices=("ios", "yamaha"), default="yamaha", help="the form of the branch routers but the first")
    parser.add_argument("--hosts", choices=("yaml", "linux"), default="linux", help="whether the jump host and the CDR gateway have configs")
    parser.add_argument("--ledger", choices=("csv", "cp932", "xlsx"), default="xlsx", help="the form of the ledger")
    parser.add_argument("--check", action="store_true", help="compare with the files in OUT instead of writing them")
    args = parser.parse_args()
    scale, out = args.scale or FROZEN[args.model], args.out or root / f"topologies/reference-{args.model}"
    forms = {"firewalls": args.firewalls, "routers": args.routers, "hosts": args.hosts, "ledger": args.ledger}
    city, files = files_of(scale, **(forms if args.model == "alpha" else PLAIN), model=args.model)
    if args.check:
        return check(files, out)
    write(files, out)
    print(summary(city))
    return 0


if __name__ == "__main__":
    sys.exit(main())
