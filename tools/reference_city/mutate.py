#!/usr/bin/env python3
"""Shows that the reference city is not proved by accident: weakens one control at a time and prints which cells turn.

Exit code 1 when a boundary firewall, a sanitiser or a VLAN boundary can go without a named cell turning. Each run of `sekimori verify`
decides all cells; with --out the changed cities are only written, with a list of the named cells for city_test, which decides just those."""
import argparse
import concurrent.futures
import json
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import firewalls  # noqa: E402
import generate  # noqa: E402
from plan import ZONES  # noqa: E402

UNCHANGED = "nothing changed"
SANITISERS = ("mail-san", "cdr-in", "vdi-gw")
# The cells that each control keeps: named from the policy, before any run.
KEPT = {"fw-mn": ["lgwan-zone>mynumber", "lgwan>mynumber"], "fw-lg": ["lgwan>lgwan-zone"],
        "fw-in": ["internet-zone>lgwan-zone", "internet>internet-zone"], "fw-cs": ["juki>mynumber"]}
SANITISED = ["internet-zone>lgwan-zone", "lgwan-zone>internet-zone"]


def zone_of_vlan(vlan):
    for name, _, _, _, _, ranges in ZONES:
        for part in (ranges or "").split(","):
            first, _, last = part.partition("-")
            if first and int(first) <= vlan <= int(last or first):
                return name
    return None


def role(device):
    """edge-1f-02 -> edge: devices of a kind carry the same configuration."""
    return "-".join(p for p in device.split("-") if not re.search(r"\d", p) and len(p) > 1)


def block(text, head):
    """Start and end of an interface of an IOS config."""
    start = text.index(f"interface {head}\n")
    return start, text.index("\n!", start)


def rewrite(files, device, port, change):
    name = f"configs/{device}.cfg"
    start, end = block(files[name], port)
    lines = change(files[name][start:end].split("\n"))
    files[name] = files[name][:start] + "\n".join(lines) + files[name][end:]


def access_to_trunk(lines):
    """All VLANs, its own one still untagged."""
    out = []
    for line in lines:
        line = line.replace("switchport access vlan", "switchport trunk native vlan").replace("switchport mode access", "switchport mode trunk")
        out.append(line)
    return out


def no_allowed_list(lines):
    return [line for line in lines if "allowed vlan" not in line]


def permit_any(files, name):
    text = files["network.yaml"]
    start = text.index("      rules:\n", text.index(f"  - name: {name}  #"))
    end = text.index("    management:", start)
    files["network.yaml"] = text[:start] + '      rules:\n        - {name: "permit any", action: permit}\n' + text[end:]


def fail_open(files, name):
    text = files["network.yaml"]
    at = text.index("    fail: closed", text.index(f"  - name: {name}\n    zone"))
    files["network.yaml"] = text[:at] + "    fail: open" + text[at + len("    fail: closed"):]


def zones_on(device):
    return {zone_of_vlan(v) for v in device.vlans} - {None, "management"}


def between(device, vlan):
    """Cells both ways between the zone of a VLAN and the others that the switch carries."""
    own = zone_of_vlan(vlan)
    return [cell for other in sorted(zones_on(device) - {own}) for cell in (f"{own}>{other}", f"{other}>{own}")]


def access_ports(city):
    """One port per kind of switch and VLAN: where a host or a line hangs on a switch that carries several zones."""
    seen = {}
    ports = [(h["port"], h["name"]) for h in city.hosts] + [(city.kokuho_port, "NHI federation line")]
    for place, who in ports:
        name, port = place.split(":")
        device = city.devices[name]
        lines = " ".join(device.interfaces[port])
        vlan = int(re.search(r"access vlan (\d+)", lines).group(1))
        if len(zones_on(device)) > 1:  # VLANs alone separate the zones on it
            seen.setdefault((role(name), vlan, who if vlan == 113 else ""), (name, port, who))
    return {f"{n} {p} ({who}, VLAN {vlan}): trunk with all VLANs": (n, p, vlan) for (_, vlan, _), (n, p, who) in seen.items()}


def trunks(city):
    seen = {}
    for a, b in city.links:
        ends = [tuple(e.split(":")) for e in (a, b)]
        is_trunk = all(n in city.devices and any("allowed vlan" in line for line in city.devices[n].interfaces.get(p, ())) for n, p in ends)
        if is_trunk:
            seen.setdefault(tuple(role(n) for n, _ in ends), ends)
    return {f"trunk {ends[0][0]} to {ends[1][0]}: no allowed list": ends for ends in seen.values()}


def mutations(city, files, with_trunks):
    """Name -> (cells of which one must turn, files). A trunk without its allowed list need not turn any: its VLANs end at the next switch."""
    every = sorted({*SANITISED, *(c for cells in KEPT.values() for c in cells)})
    out = {UNCHANGED: (every, dict(files))}

    def add(name, cells, change, *args):
        changed = dict(files)
        change(changed, *args)
        out[name] = (cells, changed)

    for name in firewalls.firewalls_of(city):
        add(f"{name}: permit any", KEPT[name], permit_any, name)
    for name in SANITISERS:
        add(f"{name}: fails open", SANITISED, fail_open, name)
    for name, (device, port, vlan) in access_ports(city).items():
        add(name, between(city.devices[device], vlan), rewrite, device, port, access_to_trunk)
    for name, ends in trunks(city).items() if with_trunks else ():
        add(name, [], lambda f, e=ends: [rewrite(f, n, p, no_allowed_list) for n, p in e])
    return out


def write_all(wanted, out):
    """One folder each, and list.txt: change|folder|cells."""
    lines = []
    for number, (name, (cells, files)) in enumerate(wanted.items()):
        generate.write(files, out / str(number))
        lines.append(f"{name}|{number}|{','.join(cells)}")
    (out / "list.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def run(tool, files):
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        generate.write(files, folder)
        done = subprocess.run(["nice", tool, "verify", str(folder), "--format", "json"], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1, 3):
        raise RuntimeError(done.stderr)
    report = json.loads(done.stdout)
    return {f"{c['from']}>{c['to']}": c["verdict"] for c in report["verdicts"]}, {p["id"]: p["verdict"] for p in report.get("predicates", [])}


def describe(turned, shown=6):
    if not turned:
        return "none"
    words = [c.replace(">", " → ") + ("" if v == "violated" else f" ({v})") for c, v in turned.items()]
    return f"{len(words)}: " + ", ".join(words[:shown]) + (", …" if len(words) > shown else "")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tool", default="build/release/cli/sekimori")
    parser.add_argument("--scale", choices=generate.SCALES, default="tiny")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", default="", help="mutations whose name contains this")
    parser.add_argument("--list", action="store_true", help="print the names only")
    parser.add_argument("--trunks", action="store_true", help="also trunks without an allowed list, which need not turn a cell")
    parser.add_argument("--out", type=pathlib.Path, help="write the changed cities into this folder instead of verifying them")
    args = parser.parse_args()
    city, files = generate.files_of(args.scale, **generate.PLAIN)
    wanted = {n: m for n, m in mutations(city, files, args.trunks).items() if args.only in n}
    if args.list:
        print("\n".join(wanted))
        return 0
    if args.out:
        write_all(wanted, args.out)
        return 0
    print("| change | cells that turn (violated unless said otherwise) | predicates that turn |\n|---|---|---|", flush=True)
    wrong = 0
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        for name, (verdicts, predicates) in zip(wanted, pool.map(lambda m: run(args.tool, m[1]), wanted.values())):
            turned = {c: v for c, v in verdicts.items() if v != "proved"}
            kept = wanted[name][0]
            wrong += bool(turned) if name == UNCHANGED else bool(kept) and not any(c in turned for c in kept)
            bad = {p: v for p, v in predicates.items() if v in ("violated", "inconclusive", "vacuous")}
            # A control that keeps a cell keeps a clause, too: a cell that turns and no predicate would be a gap in the predicates.
            wrong += bool(kept) and name != UNCHANGED and bool(predicates) and not bad
            print(f"| {name} | {describe(turned)} | {describe(bad, 12)} |", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
