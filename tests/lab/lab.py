#!/usr/bin/env python3
"""The kernel lab: networks on a real Linux kernel, and what Sekimori foretells of their packets. docs/lab.md tells how it works.

Exit code 0: every packet did what was foretold. 1: some did not, or too few were compared. 77: the lab cannot run here, and why is said.
"""
import argparse
import collections
import concurrent.futures
import json
import pathlib
import shutil
import sys
import time

try:
    import yaml
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)

import agent
import compare
import generate
import kernel
import packets as boundary
import probe
import spec as lab_spec
import vm

HERE = pathlib.Path(__file__).resolve().parent
SKIPPED = 77
SPOILED = "router-filter"
LEAST = {"a": 1000, "b": 100}
VM_SLOWER = 5  # a kernel in software emulation answers so much later
VM_SECONDS = 120  # to boot, and then for each network at most
PATIENCE = 5  # times as long, when a network is tried again
AGREED = ("agrees", "wider, documented", "missed, documented")


def written_networks(stage):
    folder = HERE / ("networks" if stage == "a" else "networks-b")
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yaml"))]


def one_network(spec, program, most, seed, linger):
    """Builds it, sends, foretells, compares. Everything that the summary needs, without exceptions: this runs in a worker."""
    chosen = boundary.choose(spec, most, seed)
    started = time.monotonic()

    def tried(patience):
        result = kernel.run_plan(lab_spec.plan(spec, chosen, boundary.addresses(spec)), linger * patience)
        return {"spec": spec, "packets": chosen, "result": result, **foretold(spec, program, chosen, result)}

    outcome = tried(1)
    # A busy machine is late or loses packets, but delivers none that its rules drop: only what did not arrive is asked once more.
    wrong = {Summary.excused(spec, it) for it in outcome.get("comparisons", [])} - set(AGREED)
    if wrong and all(kind.startswith("wider") for kind in wrong):
        outcome = {**tried(PATIENCE), "again": True}
    return {**outcome, "seconds": time.monotonic() - started}


def foretold(spec, program, chosen, result):
    if "failed" in result:
        return {"failed": result["failed"]}
    folder = pathlib.Path("build/lab/snapshots") / spec["name"]
    shutil.rmtree(folder, ignore_errors=True)
    compare.write_snapshot(folder, spec, result["snapshot"])
    try:
        answers = compare.predict(program, folder, chosen)
        effects = compare.assumed_effects(program, folder)
        if "open" in spec and not effects & {"may-open", "may-both"}:
            return {"failed": "said to be open, but no assumption says that more may pass", "folder": folder}
    except compare.NoAnswer as error:
        return {"failed": f"sekimori: {error}", "folder": folder}
    return {"comparisons": compare.compare(spec, chosen, answers, result["observed"]), "folder": folder}


def spoiled(snapshot):
    """The snapshot without the first rule that accepts anything."""
    def cut(text):
        lines = text.splitlines(keepends=True)
        first = next(i for i, line in enumerate(lines) if line.endswith("-j ACCEPT\n"))
        return "".join(lines[:first] + lines[first + 1:])

    return {device: {name: cut(text) if name == "iptables-save" else text for name, text in files.items()} for device, files in snapshot.items()}


def sees_a_wrong_snapshot(arguments):
    """Whether the comparison can fail at all: of a network whose snapshot lacks a rule, some packet has to disagree."""
    spec = next(it for it in written_networks("a") if it["name"] == SPOILED)
    chosen = boundary.choose(spec, arguments.packets, arguments.seed)
    result = kernel.run_plan(lab_spec.plan(spec, chosen, boundary.addresses(spec)), arguments.linger)
    if "failed" in result:
        print(f"lab: {SPOILED}: {result['failed']}")
        return False
    spec = {**spec, "name": f"{SPOILED}-spoiled"}
    outcome = foretold(spec, arguments.program, chosen, {**result, "snapshot": spoiled(result["snapshot"])})
    missed = sum(it.kind == "missed" for it in outcome.get("comparisons", []))
    print(f"lab: with one rule taken out of the snapshot of {SPOILED}, {missed} packets disagree{'' if missed else ': the lab sees nothing'}")
    return missed > 0


class Summary:
    def __init__(self, failures):
        self.kinds = collections.Counter()
        self.covered = collections.Counter()
        self.delivered = self.replied = self.translated = 0
        self.failures = failures
        self.failed = []
        shutil.rmtree(failures, ignore_errors=True)

    def add(self, outcome):
        spec = outcome["spec"]
        name = spec["name"]
        if "failed" in outcome:
            self.failed.append(f"{name}: {outcome['failed']}")
            print(f"  {name:26} FAILED: {outcome['failed']}")
            return
        comparisons = outcome["comparisons"]
        kinds = collections.Counter(self.excused(spec, it) for it in comparisons)
        self.kinds += kinds
        self.delivered += sum(bool(it.actual) for it in comparisons)
        self.replied += sum(bool(it.actual_replies) for it in comparisons)
        self.translated += sum(any(d[1:] != (it.packet["src"], it.packet["sport"], it.packet["dst"], it.packet["dport"]) for d in it.actual) for it in comparisons)
        for construct in spec.get("covers", []):
            self.covered[construct] += len(comparisons)
        wrong = [it for it in comparisons if self.excused(spec, it) not in AGREED]
        unsent = len(outcome["packets"]) - len(comparisons)
        words = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
        print(f"  {name:26} {len(comparisons):4} packets, {sum(bool(it.actual) for it in comparisons):4} delivered: {words}{f'; {unsent} not sent' if unsent else ''} ({outcome['seconds']:.1f} s){' at the second try' if 'again' in outcome else ''}")
        if wrong:
            self.keep(outcome, wrong)

    @staticmethod
    def excused(spec, comparison):
        kind = comparison.kind
        if kind.startswith("wider") and ("wider" in spec or "open" in spec) or kind.startswith("missed") and "open" in spec:
            return f"{kind.split()[0]}, documented"
        return kind

    def keep(self, outcome, wrong):
        folder = self.failures / outcome["spec"]["name"]
        shutil.copytree(outcome["folder"], folder, dirs_exist_ok=True)
        (folder / "spec.json").write_text(json.dumps(outcome["spec"], indent=1), encoding="utf-8")
        (folder / "packets.txt").write_text("".join(f"{it.kind}: {it.describe()}\n" for it in wrong), encoding="utf-8")
        for it in wrong[:3]:
            print(f"    {it.kind}: {it.describe()}")

    def packets(self):
        return sum(self.kinds.values())

    def disagreements(self):
        return sum(count for kind, count in self.kinds.items() if kind not in AGREED)

    def print(self):
        print("covered: " + ", ".join(f"{name} ({count})" for name, count in sorted(self.covered.items())))
        print(f"lab: {self.packets()} packets compared, {self.delivered} delivered, {self.translated} of them translated, {self.replied} answered; "
              f"{self.kinds['wider, documented']} wider and {self.kinds['missed, documented']} narrower as documented; {self.disagreements()} disagreements; {len(self.failed)} networks failed")
        if self.disagreements():
            print(f"lab: snapshots and packets of the disagreements are in {self.failures}")


def needed(spec):
    return set(spec.get("needs", []))


def print_offers(kernel_name, found):
    print(f"{kernel_name} offers: " + ", ".join(name for name, why in found.items() if why is None))
    for name, why in found.items():
        if why is not None:
            print(f"  not {name}: {why}")


def kernel_offers():
    try:
        found = probe.offers()
    except OSError as error:
        print(f"lab: skipped: no network namespaces here ({error}); run it as root")
        sys.exit(SKIPPED)
    print_offers("this kernel", found)
    if found["veth"] is not None or found["iptables"] is not None and found["nft"] is not None:
        print("lab: skipped: neither iptables nor nftables can be used here")
        sys.exit(SKIPPED)
    return found


def specs_to_run(arguments, offered):
    """The written networks, then random ones for as long as the caller takes them."""
    lacking = {name for name, why in offered.items() if why is not None}
    for spec in written_networks("a"):
        if arguments.only and spec["name"] not in arguments.only:
            continue
        missing = needed(spec) & lacking
        if missing:
            print(f"  {spec['name']:26} left out: this kernel has no {', '.join(sorted(missing))}")
            continue
        yield spec
    number = 0
    while not arguments.only and (arguments.minutes or number < arguments.networks):
        yield generate.network(arguments.seed + number, lacking)
        number += 1


def run_stage_a(arguments):
    offered = kernel_offers()
    summary = Summary(pathlib.Path("build/lab/failures"))
    deadline = time.monotonic() + arguments.minutes * 60
    folder = pathlib.Path("build/lab")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "program").unlink(missing_ok=True)
    program = shutil.copy(arguments.program, folder / "program")  # a build that goes on meanwhile takes nothing away
    specs = specs_to_run(arguments, offered)
    with concurrent.futures.ProcessPoolExecutor(max_workers=arguments.jobs, initializer=agent.die_with_parent) as pool:
        running = set()
        while True:
            while len(running) < arguments.jobs + 1 and not (arguments.minutes and time.monotonic() > deadline):
                spec = next(specs, None)
                if spec is None:
                    break
                running.add(pool.submit(one_network, spec, program, arguments.packets, arguments.seed, arguments.linger))
            if not running:
                break
            done, running = concurrent.futures.wait(running, return_when=concurrent.futures.FIRST_COMPLETED)
            for future in done:
                summary.add(future.result())
    summary.print()
    return summary


def run_stage_b(arguments):
    """The same in a virtual machine: built and sent there, foretold and compared here."""
    specs = [spec for spec in written_networks("b") if not arguments.only or spec["name"] in arguments.only]
    chosen = {spec["name"]: boundary.choose(spec, arguments.packets, arguments.seed) for spec in specs}
    plans = [{**lab_spec.plan(spec, chosen[spec["name"]], boundary.addresses(spec)), "needs": spec.get("needs", [])} for spec in specs]
    try:
        messages = vm.run(plans, arguments.linger * VM_SLOWER, VM_SECONDS + VM_SECONDS * len(plans))
    except vm.Unavailable as error:
        print(f"lab: skipped: no virtual machine here: {error}")
        sys.exit(SKIPPED)
    summary = Summary(pathlib.Path("build/lab/failures-b"))
    by_name = {message["name"]: message for message in messages if "name" in message}
    for message in messages:
        if "offers" in message:
            print_offers(f"the kernel of the virtual machine ({message['kernel']})", message["offers"])
        if "failed" in message and "name" not in message:
            summary.failed.append(message["failed"])
            print(message["failed"])
    for spec in specs:
        result = by_name.get(spec["name"], {"failed": "no result came from the virtual machine"})
        if result.get("lacking"):
            print(f"  {spec['name']:26} left out: this kernel has no {', '.join(result['lacking'])}")
            continue
        packets = chosen[spec["name"]]
        summary.add({"spec": spec, "packets": packets, "seconds": result.get("seconds", 0), **foretold(spec, arguments.program, packets, result)})
    summary.print()
    return summary


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="build/release/cli/sekimori")
    parser.add_argument("--stage", choices=["a", "b"], default="a")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--packets", type=int, default=200, help="at most so many for each network")
    parser.add_argument("--networks", type=int, default=20, help="random networks besides the written ones")
    parser.add_argument("--minutes", type=float, default=0, help="random networks until then")
    parser.add_argument("--least", type=int, help="fail when fewer packets were compared (default: 1000; stage b: 100)")
    parser.add_argument("--only", action="append", help="only this written network; may be repeated")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--linger", type=float, default=0.4, help="seconds to wait for the last packets")
    arguments = parser.parse_args()
    if not pathlib.Path(arguments.program).exists():
        parser.error(f"there is no {arguments.program}")
    if arguments.least is None:
        arguments.least = LEAST[arguments.stage] if not arguments.only else 1
    summary = (run_stage_a if arguments.stage == "a" else run_stage_b)(arguments)
    if summary.packets() < arguments.least:
        print(f"lab: only {summary.packets()} packets were compared; at least {arguments.least} have to be")
        return 1
    if arguments.stage == "a" and not sees_a_wrong_snapshot(arguments):
        return 1
    return 1 if summary.disagreements() or summary.failed else 0


if __name__ == "__main__":
    sys.exit(main())
