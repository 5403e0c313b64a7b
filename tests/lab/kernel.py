"""Builds a planned network from namespaces on the running kernel, takes its snapshot, and sends its packets. A plan and a result are JSON;
spec.py makes the one and compare.py reads the other. Standard library only: the same file runs in the virtual machine."""
import time

from agent import Node, hear, tell

REFUSED = "Operation not permitted"


class Failed(Exception):
    """The kernel or a tool refused a step of the plan."""


def run_all(node, commands):
    for (argv, _), result in zip(commands, node.run(commands)):
        if result["code"] != 0:
            raise Failed(f"{node.name}: {' '.join(argv)}: {result['err'].strip() or result['out'].strip()}")


def build(plan, nodes):
    for node in plan["nodes"]:
        nodes[node["name"]] = Node(node["name"])
        run_all(nodes[node["name"]], node["before"])
    for left, left_if, right, right_if in plan["cables"]:
        run_all(nodes[left], [(["ip", "link", "add", "name", left_if, "type", "veth", "peer", "name", right_if, "netns", str(nodes[right].pid)], "")])
    for node in plan["nodes"]:
        run_all(nodes[node["name"]], node["setup"])


def snapshot(plan, nodes):
    texts = {}
    for node in plan["nodes"]:
        if not node["show"]:
            continue
        texts[node["name"]] = {}
        results = nodes[node["name"]].run([(argv, "") for _, argv in node["show"]])
        for (file, argv), result in zip(node["show"], results):
            if result["code"] != 0:
                raise Failed(f"{node['name']}: {' '.join(argv)}: {result['err'].strip()}")
            if result["out"].strip():
                texts[node["name"]][file] = result["out"]
    return texts


def probe(plan, nodes, linger):
    """The log of each host, after all packets were sent and `linger` seconds have passed."""
    hosts = [node["name"] for node in plan["nodes"] if node["kind"] == "host"]
    for name in hosts:
        mine = [packet for packet in plan["packets"] if packet["from"] == name]
        tell(nodes[name].control, {"packets": mine, "ports": plan["ports"]})
    for name in hosts:
        if hear(nodes[name].control) is None:
            raise Failed(f"{name}: cannot listen")
    for name in hosts:
        tell(nodes[name].control, {"go": True})
    for name in hosts:
        if hear(nodes[name].control) is None:
            raise Failed(f"{name}: ended while sending")
    time.sleep(linger)
    logs = {}
    for name in hosts:
        tell(nodes[name].control, {"stop": True})
        logs[name] = hear(nodes[name].control)
        if logs[name] is None:
            raise Failed(f"{name}: ended while listening")
    return logs


def observed(plan, logs):
    """For each packet: as whom it reached which host, how its replies came back, whether later packets of its session passed."""
    packets = {packet["id"]: packet for packet in plan["packets"]}
    sequence = {}  # of a SYN, to the packet's number
    filtered = set(plan["filtered"])
    found = {number: {"id": number, "sent": False, "delivered": [], "replies": [], "data": False} for number in packets}
    by_header = {(p["from"], p["proto"], p["src"], p["sport"], p["dst"], p["dport"]): p["id"] for p in plan["packets"]}
    for host, log in logs.items():
        for way, kind, layer4, key, *header in log["frames"]:
            if way != "out" or kind != "query":
                continue
            number = by_header.get((host, "tcp", *header)) if layer4 == 6 else key
            if number in found:
                found[number]["sent"] = True
                if layer4 == 6:
                    sequence[key] = number
    for host, log in logs.items():
        for way, kind, layer4, key, *header in log["frames"]:
            number = sequence.get(key) if layer4 == 6 else key
            if number not in found or (host in filtered and kind == "query") or (way == "out" and (host not in filtered or kind != "reply")):
                continue
            # What comes in is seen before the host's own rules; that it got past them, its answer shows.
            answers = way == "out"
            into = found[number]["delivered" if kind == "query" or answers else "replies"]
            entry = [host, *header[2:], *header[:2]] if answers else [host, *header]
            if entry not in into:
                into.append(entry)
        for number in log["data"]:
            found[number]["data"] = True
        for number, error in log["unsent"]:
            found[number]["error"] = error
        if host in filtered:  # what its own rules do not let out was sent all the same
            for packet in plan["packets"]:
                if packet["from"] == host and found[packet["id"]].get("error", REFUSED).endswith(REFUSED):
                    found[packet["id"]]["sent"] = True
    return list(found.values())


def run_plan(plan, linger=0.4):
    nodes = {}
    try:
        build(plan, nodes)
        result = {"name": plan["name"], "snapshot": snapshot(plan, nodes)}
        result["observed"] = observed(plan, probe(plan, nodes, linger)) if plan["packets"] else []
        return result
    except (Failed, OSError) as error:
        return {"name": plan["name"], "failed": str(error)}
    finally:
        for node in nodes.values():
            node.end()
