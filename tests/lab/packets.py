"""Which packets to send: the headers at the boundaries of what a network's rules say, and what is next to them."""
import ipaddress
import itertools
import random
import re

from spec import host_address, host_blocks

TEXTS = ("iptables", "ip6tables", "nft", "ipset")
ADDRESS = re.compile(r"(?<![\w.:])((?:\d{1,3}\.){3}\d{1,3}|(?:[0-9a-f]{1,4})?(?::[0-9a-f]{0,4}){2,7})(/\d{1,3})?(?![\w.])")
PORT = re.compile(r"(?:dpts?|--dports?|--to-ports?|dport|--destination-ports?)\s+(?:!=\s*)?\{?\s*([0-9][0-9:,\s-]*)|-\s*--to-destination\s+\S+:(\d+)|"
                  r"\bto\s+[0-9a-f.:\[\]]+:(\d+)|,(?:tcp|udp):(\d+(?:-\d+)?)|\s\.\s+(\d+)")
SPORT = re.compile(r"(?:--sports?|sport|--source-ports?)\s+(?:!=\s*)?\{?\s*([0-9][0-9:,\s-]*)")
SOURCE = re.compile(r"(?:-s|--src-range|saddr)\s+(?:!=\s+)?(\{[^}]*\}|\S+)")
DESTINATION = re.compile(r"(?:-d|--dst-range|daddr)\s+(?:!=\s+)?(\{[^}]*\}|\S+)")
PLAIN_PORTS = (22, 80, 443, 8080)
FIRST_SPORT = 20000


def rule_texts(spec):
    for node in [*spec["routers"].values(), *spec["hosts"].values()]:
        yield from (node[key] for key in TEXTS if key in node)


def texts(spec):
    yield from rule_texts(spec)
    for router in spec["routers"].values():
        yield from router.get("commands", [])
        yield from router.get("routes", [])


def neighbours(first, last):
    return {first - 1, first, last, last + 1}


def edges_in(text):
    """At the edges of every prefix, range and address of a text."""
    found = set()
    for match in ADDRESS.finditer(text):
        try:
            net = ipaddress.ip_network(match.group(0), strict=False)
        except ValueError:
            continue
        for number in neighbours(int(net[0]), int(net[-1])):
            if 0 < number < 1 << net.max_prefixlen:
                found.add((net.version, number))
    return {ipaddress.IPv4Address(n) if version == 4 else ipaddress.IPv6Address(n) for version, n in found}


def addresses(spec):
    return set().union(*(edges_in(text) for text in texts(spec)))


def numbers_in(pattern, text):
    found = set()
    for match in pattern.finditer(text):
        for word in re.findall(r"\d+(?:[:-]\d+)?", next(g for g in match.groups() if g)):
            ends = [int(n) for n in re.split("[:-]", word)]
            if ends[-1] < 65535:
                found |= neighbours(ends[0], ends[-1])
    return {n for n in found if 0 < n < 65536}


def numbers(pattern, spec):
    return set().union(*(numbers_in(pattern, text) for text in texts(spec)))


def rules(spec):
    """What each line asks for: edges of its sources, of its destinations, of its ports, and its protocols."""
    found = []
    for line in "\n".join(rule_texts(spec)).splitlines():
        sources, destinations = ({a for token in pattern.findall(line) for a in edges_in(token) if usable(a)} for pattern in (SOURCE, DESTINATION))
        protocols = [word for word in ("tcp", "udp", "icmp") if re.search(rf"\b{word}", line)]
        ports = numbers_in(PORT, line)
        if sources or destinations or ports:
            found.append((sorted(sources, key=int), sorted(destinations, key=int), sorted(ports), protocols))
    return found


def owner(spec, address):
    for host in spec["hosts"]:
        if any(address in block for block in host_blocks(spec, host)):
            return host
    return None


def usable(address):
    return not (address.is_multicast or address.is_unspecified or address.is_loopback or address.is_link_local)


def choose(spec, most, seed):
    """At most `most` packets: some that rules ask for, then every destination, port and source with some companion, then
    combinations at random."""
    dice = random.Random(f"{spec['name']} {seed}")
    extra = spec.get("packets") or {}
    edge = {a for a in addresses(spec) if usable(a)} | {ipaddress.ip_address(a) for a in extra.get("destinations", []) + extra.get("sources", [])}
    protocols = extra.get("proto", ["tcp", "udp", "icmp"])
    ports = sorted(numbers(PORT, spec) | set(PLAIN_PORTS) | set(extra.get("ports", [])))
    sports = sorted(numbers(SPORT, spec) | set(extra.get("sports", [])))
    by_family = []
    for version in (4, 6):
        own = {host_address(spec, host, version) for host in spec["hosts"]} - {None}
        inside = sorted({a for a in edge if a.version == version and owner(spec, a)} | own)
        outside = sorted(a for a in edge if a.version == version and not owner(spec, a))
        if not own:
            continue
        # Addresses that no host has are worth some packets: translation may give them a meaning.
        by_family.append((version, inside, inside * (3 * len(outside)) + outside * len(inside) if outside else inside))
    if not by_family:
        return []
    packets, seen = [], set()
    counters = itertools.count(FIRST_SPORT)

    def add(version, src, dst, protocol, dport, sport=None):
        sender = owner(spec, src)
        if sender is None or owner(spec, dst) == sender or len(packets) >= most:
            return
        if protocol == "icmp":
            key, sport, dport = (protocol, src, dst), 0, 0
            protocol = "icmp" if version == 4 else "icmp6"
        else:
            key = (protocol, src, dst, dport, sport)
        if key in seen:
            return
        seen.add(key)
        sport = next(counters) if sport is None else sport
        packets.append({"id": len(packets) + 1, "from": sender, "proto": protocol, "src": str(src), "dst": str(dst), "sport": sport, "dport": dport})

    def some(version, sources, destinations, **fixed):
        add(version, fixed.get("src") or dice.choice(sources), fixed.get("dst") or dice.choice(destinations), fixed.get("proto") or dice.choice(protocols),
            fixed.get("dport") or dice.choice(ports), fixed.get("sport"))

    asked = rules(spec)

    def as_asked():
        wanted_sources, wanted_destinations, wanted_ports, wanted_protocols = dice.choice(asked)
        version, sources, _ = dice.choice(by_family)
        some(version, [a for a in wanted_sources if a in sources] or sources, [a for a in wanted_destinations if a.version == version] or sources,
             proto=dice.choice(wanted_protocols or protocols), dport=dice.choice(wanted_ports or ports))

    for _ in range(most // 3 if asked else 0):
        as_asked()
    for version, sources, destinations in by_family:
        for dst in sorted(set(destinations)):
            for protocol in protocols:
                some(version, sources, destinations, dst=dst, proto=protocol)
        for src in sources:
            for protocol in protocols:
                some(version, sources, destinations, src=src, proto=protocol)
        for protocol in protocols:
            if protocol == "icmp":
                continue
            for dport in ports:
                some(version, sources, destinations, dport=dport, proto=protocol)
            for sport in sports:
                some(version, sources, destinations, sport=sport, proto=protocol)
    for _ in range(most if asked else 0):
        as_asked()
    for _ in range(most * 4):
        version, sources, destinations = dice.choice(by_family)
        some(version, sources, destinations, **({"sport": dice.choice(sports)} if sports and dice.random() < 0.2 else {}))
    # A port that listens cannot also send.
    listening = {p["dport"] for p in packets} | set(spec.get("listen", []))
    return [p for p in packets if p["proto"] != "tcp" or p["sport"] not in listening]
