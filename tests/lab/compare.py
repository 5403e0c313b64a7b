"""What Sekimori says of each packet, beside what the kernel did with it."""
import ipaddress
import json
import pathlib
import subprocess
import tempfile

import spec as lab_spec


class NoAnswer(Exception):
    """The program refused the snapshot."""


def write_snapshot(folder, spec, snapshot):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "network.yaml").write_text(lab_spec.network_yaml(spec) + "\n", encoding="utf-8")
    for device, files in snapshot.items():
        (folder / "configs" / device).mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / "configs" / device / name).write_text(text, encoding="utf-8")


def predict(program, folder, packets):
    """The answers of `trace --batch`, by the packets' numbers."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as queries:
        for packet in packets:
            query = {key: packet[key] for key in ("id", "from", "src", "proto", "sport", "dport")}
            queries.write(json.dumps({**query, "to": packet["dst"], "reply": True}) + "\n")
        queries.flush()
        done = subprocess.run([program, "trace", str(folder), "--batch", queries.name, "-q"], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise NoAnswer(done.stderr.strip() or f"exit code {done.returncode}")
    return {answer["id"]: answer for answer in map(json.loads, done.stdout.splitlines())}


def assumed_effects(program, folder):
    """The effects of the assumptions that the program makes about the snapshot."""
    done = subprocess.run([program, "show", str(folder), "assumptions", "--format", "json", "-q"], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise NoAnswer(done.stderr.strip() or f"exit code {done.returncode}")
    return {it["effect"] for it in json.loads(done.stdout)["assumptions"]}


def header(packet):
    return (packet["src"], packet["sport"] or 0, packet["dst"], packet["dport"] or 0)


def deliveries(result, spec):
    """(host, src, sport, dst, dport) of every delivery to a declared host."""
    return {(trace["delivered_to"], *header(trace["delivered"])) for trace in result["traces"] if trace["delivered_to"] in spec["hosts"]}


def answered_by(reply, receivers):
    """Only what those send who really received the packet: the program also foretells what others would answer, the router itself for one."""
    return {"traces": [trace for trace in reply["traces"] if any(header(trace["packet"]) == (it[3], it[4], it[1], it[2]) for it in receivers)]}


def own(spec, found):
    """Those to an address that the host has. Sekimori lets a host of IPv6 have any address of its subnet, and all hosts hear a directed
    broadcast; these do not."""
    return {it for it in found if any(ipaddress.ip_address(it[3]) in block for block in lab_spec.host_blocks(spec, it[0]))}


class Comparison:
    """Of one packet. `kind` is 'agrees', or what is wrong: 'missed' (the kernel delivers what we say it does not), 'wider' (the other way
    round), and the same of its reply."""

    def __init__(self, packet, answer, seen, spec):
        self.packet = packet
        self.possible = deliveries(answer["initiation"], spec)
        self.expected = own(spec, self.possible)
        self.actual = {tuple(it) for it in seen["delivered"]}
        self.expected_replies = deliveries(answered_by(answer["reply"], self.actual), spec) if answer["reply"] else set()
        # What the router itself answers is its own affair (INPUT), which a trace does not follow.
        self.actual_replies = {tuple(it) for it in seen["replies"]} if self.actual else set()
        self.kind = self.judge(seen)

    def judge(self, seen):
        if not self.actual <= self.possible:
            return "missed"
        if self.expected and not self.actual:
            return "wider"
        if not self.actual or any(it[0] == self.packet["from"] for it in self.actual):
            return "agrees"  # who receives his own packet answers within himself
        back = (self.packet["from"], self.packet["dst"], self.packet["dport"], self.packet["src"], self.packet["sport"])
        came, foretold = self.actual_replies, self.expected_replies
        if not came <= foretold:
            return "missed reply"
        if back in foretold and not came:
            return "wider reply"
        if self.packet["proto"] == "tcp" and back in came and not seen["data"]:
            return "wider later packets"
        return "agrees"

    def describe(self):
        p = self.packet
        return (f"{p['from']}: {p['proto']} {p['src']}:{p['sport']} -> {p['dst']}:{p['dport']}: foretold {sorted(self.expected)}, replies {sorted(self.expected_replies)}; "
                f"seen {sorted(self.actual)}, replies {sorted(self.actual_replies)}")


def compare(spec, packets, answers, seen):
    """The comparisons of all packets that left their sender."""
    seen_by_id = {it["id"]: it for it in seen}
    return [Comparison(p, answers[p["id"]], seen_by_id[p["id"]], spec) for p in packets if seen_by_id[p["id"]]["sent"]]
