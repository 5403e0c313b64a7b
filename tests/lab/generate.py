"""Random networks: one to four routers in a row, each with a segment or two of hosts, and random chains, sets and translations on them. The
same seed gives the same network."""
import random

import spec as lab_spec

FILTER_HEAD = ["*filter", ":INPUT ACCEPT [0:0]"]
NAT_HEAD = ["*nat", ":PREROUTING ACCEPT [0:0]", ":INPUT ACCEPT [0:0]", ":OUTPUT ACCEPT [0:0]", ":POSTROUTING ACCEPT [0:0]"]
PORTS = (22, 53, 80, 123, 443, 1000, 8080)
MOST_ROUTERS, MOST_CHAINS, MOST_RULES = 4, 3, 6


class Rules:
    """Random pieces of rules about the networks of one spec."""

    def __init__(self, dice, spec, router, version):
        self.dice, self.spec, self.router, self.version = dice, spec, router, version
        self.interfaces = spec["routers"][router]["at"]
        self.blocks = [block for host in spec["hosts"] for block in lab_spec.host_blocks(spec, host) if block.version == version]

    def chance(self, share):
        return self.dice.random() < share

    def prefix(self):
        """An address, a part of some host's block, or a whole segment."""
        block = self.dice.choice(self.blocks)
        if self.chance(0.2):
            return block.supernet(new_prefix=24 if self.version == 4 else 64)
        parts = list(block.subnets(new_prefix=min(block.max_prefixlen, block.prefixlen + self.dice.randint(0, 5))))
        return self.dice.choice(parts)

    def address(self):
        block = self.dice.choice(self.blocks)
        return block[self.dice.randrange(1, block.num_addresses - 1)]

    def range(self):
        block = self.dice.choice(self.blocks)
        first, last = sorted(self.dice.sample(range(1, block.num_addresses - 1), 2))
        return block[first], block[last]

    def port(self):
        return self.dice.choice(PORTS)

    def ports(self):
        first = self.port()
        return f"{first}:{first + self.dice.randint(1, 9)}" if self.chance(0.4) else f"{first}"

    def no(self, share=0.12):
        return "! " if self.chance(share) else ""

    # --- iptables

    def match(self):
        words = []
        if self.chance(0.35):
            words.append(f"{self.no()}-i {self.dice.choice(self.interfaces)}")
        if self.chance(0.2):
            words.append(f"{self.no()}-o {self.dice.choice(self.interfaces)}")
        if self.chance(0.45):
            words.append(f"{self.no()}-s {self.prefix()}")
        if self.chance(0.45):
            words.append(f"{self.no()}-d {self.prefix()}")
        if self.chance(0.15):
            first, last = self.range()
            words.append(f"-m iprange {self.no()}--{self.dice.choice(['src', 'dst'])}-range {first}-{last}")
        words.append(self.service())
        return " ".join(word for word in words if word)

    def service(self):
        kind = self.dice.random()
        if kind < 0.15:
            return f"-p icmp {self.no()}--icmp-type 8" if self.version == 4 else "-p ipv6-icmp --icmpv6-type 128"
        if kind < 0.35:
            return f"-p {self.dice.choice(['tcp', 'udp'])} -m multiport {self.no()}--{self.dice.choice(['dports', 'dports', 'ports'])} {self.ports()},{self.ports()}"
        if kind < 0.65:
            return f"-p {self.dice.choice(['tcp', 'udp'])} {self.no()}--dport {self.ports()}"
        if kind < 0.7:
            return f"-p udp {self.no()}--sport {self.ports()}"
        if kind < 0.85:
            return f"{self.no()}-p {self.dice.choice(['tcp', 'udp'])}"
        return ""

    def iptables_filter(self):
        chains = [f"c{i}" for i in range(self.dice.randint(0, MOST_CHAINS))]
        lines = FILTER_HEAD + [f":FORWARD {self.dice.choice(['DROP', 'DROP', 'ACCEPT'])} [0:0]", ":OUTPUT ACCEPT [0:0]"] + [f":{name} - [0:0]" for name in chains]
        if self.chance(0.7):
            lines.append("-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT")
        for i, chain in enumerate(["FORWARD", *chains]):
            further = chains[i:]  # only downwards: iptables refuses loops
            for _ in range(self.dice.randint(1, MOST_RULES)):
                lines.append(f"-A {chain} {self.match()} {self.target(chain, further)}".replace("  ", " "))
        return "\n".join([*lines, "COMMIT"]) + "\n"

    def target(self, chain, further):
        kind = self.dice.random()
        if further and kind < 0.3:
            return f"-{self.dice.choice('jjg')} {self.dice.choice(further)}"
        if chain != "FORWARD" and kind < 0.4:
            return "-j RETURN"
        if kind < 0.8:
            return "-j ACCEPT"
        return "-j REJECT" if kind > 0.95 else "-j DROP"

    def iptables_nat(self):
        def target(address):
            return f"[{address}]" if self.version == 6 else f"{address}"

        lines = list(NAT_HEAD)
        own = [(segment, address) for segment in self.interfaces for address, _ in lab_spec.router_addresses(self.spec, self.router, segment) if address.version == self.version]
        segment, address = self.dice.choice(own)
        for _ in range(self.dice.randint(0, 3)):
            protocol, port = self.dice.choice(["tcp", "udp"]), self.port()
            to = f"{target(self.address())}:{self.port()}" if self.chance(0.5) else f"{self.address()}"
            lines.append(f"-A PREROUTING -d {address if self.chance(0.7) else self.prefix()} -p {protocol} -m {protocol} --dport {port} -j DNAT --to-destination {to}")
        if self.chance(0.3):
            lines.append(f"-A POSTROUTING -o {segment} -d {self.prefix()} -j {self.dice.choice(['ACCEPT', 'RETURN'])}")
        if self.chance(0.7):
            which = f"-s {self.prefix()} " if self.chance(0.6) else ""
            how = "MASQUERADE" if self.chance(0.6) else f"SNAT --to-source {address}"
            lines.append(f"-A POSTROUTING {which}-o {segment} -j {how}")
        return "\n".join([*lines, "COMMIT"]) + "\n"

    # --- nftables

    def nft_match(self):
        family = "ip" if self.version == 4 else "ip6"
        words = []
        if self.chance(0.3):
            words.append(f'iifname {self.no().replace("! ", "!= ")}"{self.dice.choice(self.interfaces)}"')
        if self.chance(0.2):
            words.append(f'oifname "{self.dice.choice(self.interfaces)}"')
        for side in ("saddr", "daddr"):
            if not self.chance(0.4):
                continue
            kind = self.dice.random()
            negation = "!= " if self.chance(0.12) else ""
            if kind < 0.5:
                words.append(f"{family} {side} {negation}{self.prefix()}")
            elif kind < 0.75:
                first, last = self.range()
                words.append(f"{family} {side} {negation}{first}-{last}")
            else:
                words.append(f"{family} {side} {negation}{{ {', '.join(sorted({str(self.address()) for _ in range(3)}))} }}")
        kind = self.dice.random()
        port = self.ports().replace(":", "-")
        if kind < 0.45:
            words.append(f"{self.dice.choice(['tcp', 'udp'])} dport {'!= ' if self.chance(0.12) else ''}{port}")
        elif kind < 0.6:
            words.append(f"{self.dice.choice(['tcp', 'udp'])} dport {{ {', '.join(map(str, sorted(self.dice.sample(PORTS, 3))))} }}")
        elif kind < 0.7:
            words.append(f"meta l4proto {self.dice.choice(['tcp', 'udp', 'icmp' if self.version == 4 else 'ipv6-icmp'])}")
        elif kind < 0.78:
            words.append("icmp type echo-request" if self.version == 4 else "icmpv6 type echo-request")
        return " ".join(words)

    def nft_table(self):
        chains = [f"c{i}" for i in range(self.dice.randint(0, MOST_CHAINS))]
        body = []
        for i, chain in enumerate(["forward", *chains]):
            rules = []
            if chain == "forward":
                rules.append(f"type filter hook forward priority {self.dice.choice([-5, 0, 5])}; policy {self.dice.choice(['drop', 'drop', 'accept'])};")
                if self.chance(0.7):
                    rules.append("ct state established,related accept" if self.chance(0.6) else "ct state vmap { established : accept, related : accept, invalid : drop }")
            for _ in range(self.dice.randint(1, MOST_RULES)):
                rules.append(self.nft_rule(chain, chains[i:]))
            body.append(f"  chain {chain} {{\n" + "".join(f"    {rule}\n" for rule in rules) + "  }\n")
        # A chain is written before those that lead to it.
        return f"table {'ip' if self.version == 4 else 'ip6'} fw {{\n" + "".join(reversed(body)) + "}\n"

    def nft_nat(self):
        """Of IPv4 or IPv6, by rule: destinations, and sources of what leaves by one interface."""
        family = "ip" if self.version == 4 else "ip6"
        own = [(segment, address) for segment in self.interfaces for address, _ in lab_spec.router_addresses(self.spec, self.router, segment) if address.version == self.version]
        segment, address = self.dice.choice(own)
        before, after = [], []
        for _ in range(self.dice.randint(0, 3)):
            to = self.address()
            port = f":{self.port()}" if self.chance(0.5) else ""
            before.append(f"{family} daddr {address if self.chance(0.7) else self.prefix()} {self.dice.choice(['tcp', 'udp'])} dport {self.port()} "
                          f"dnat to {to if self.version == 4 or not port else f'[{to}]'}{port}")
        if self.chance(0.3):
            after.append(f'oifname "{segment}" {family} daddr {self.prefix()} {self.dice.choice(["accept", "return"])}')
        if self.chance(0.7):
            which = f"{family} saddr {self.prefix()} " if self.chance(0.6) else ""
            after.append(f'{which}oifname "{segment}" {"masquerade" if self.chance(0.6) else f"snat to {address}"}')
        chains = (("pre", "prerouting", "dstnat", before), ("post", "postrouting", "srcnat", after))
        body = "".join(f"  chain {name} {{\n    type nat hook {hook} priority {priority}; policy accept;\n" + "".join(f"    {rule}\n" for rule in rules) + "  }\n"
                       for name, hook, priority, rules in chains)
        return f"table {family} nat {{\n{body}}}\n"

    def nft_rule(self, chain, further):
        if further and self.chance(0.12):
            verdicts = ["accept", "drop", f"jump {self.dice.choice(further)}"]
            some = self.dice.sample(PORTS, 3)
            return f"{self.dice.choice(['tcp', 'udp'])} dport vmap {{ {', '.join(f'{port} : {verdict}' for port, verdict in zip(some, verdicts))} }}"
        kind = self.dice.random()
        if further and kind < 0.3:
            verdict = f"{self.dice.choice(['jump', 'jump', 'goto'])} {self.dice.choice(further)}"
        elif chain != "forward" and kind < 0.4:
            verdict = "return"
        else:
            verdict = "accept" if kind < 0.8 else self.dice.choice(["drop", "drop", "reject"])
        return f"{self.nft_match()} {verdict}".strip()


def skeleton(dice, seed):
    """Routers in a row, their segments and hosts, every route."""
    both = dice.random() < 0.4
    spec = {"name": f"random-{seed}", "segments": {}, "routers": {}, "hosts": {}, "covers": ["random networks"], "packets": {}}
    count = dice.randint(1, MOST_ROUTERS)
    lans = []  # (segment, index of its router)
    for i in range(count):
        router = spec["routers"][f"r{i}"] = {"at": [], "routes": []}
        for _ in range(1 if count > 2 else dice.randint(1, 2) + (count == 1)):
            number = len(lans) + 1
            segment = f"lan{number}"
            spec["segments"][segment] = [f"10.0.{number}.0/24"] + ([f"fd00:{number}::/64"] if both else [])
            router["at"].append(segment)
            lans.append((segment, i))
            for _ in range(dice.choice([1, 1, 2])):
                spec["hosts"][f"h{len(spec['hosts']) + 1}"] = {"at": segment}
    for i in range(count - 1):
        segment = f"t{i}"
        spec["segments"][segment] = [f"10.9.{i}.0/24"] + ([f"fd00:9{i}::/64"] if both else [])
        spec["routers"][f"r{i}"]["at"].append(segment)
        spec["routers"][f"r{i + 1}"]["at"].append(segment)
    for i in range(count):
        # A reply to a router's own address needs a route to the segment between two routers, of which the nearer one is on the way.
        further = [(f"t{k}", k if k > i else k + 1) for k in range(count - 1) if i not in (k, k + 1)]
        for segment, owner in lans + further:
            if owner == i:
                continue
            towards = i + 1 if owner > i else i - 1
            via = lab_spec.router_addresses(spec, f"r{towards}", f"t{min(i, towards)}")
            spec["routers"][f"r{i}"]["routes"] += [f"{net} via {address}" for net, (address, _) in zip(spec["segments"][segment], via)]
    return spec, both


def network(seed, lacking=()):
    """`lacking`: what the kernel does not have (probe.py)."""
    dice = random.Random(f"network {seed}")
    spec, both = skeleton(dice, seed)
    for name, router in spec["routers"].items():
        kind = dice.random()
        four, six = Rules(dice, spec, name, 4), Rules(dice, spec, name, 6) if both else None
        if kind < 0.15:
            continue  # a plain router
        if kind < 0.6 or "nft" in lacking:
            router["iptables"] = four.iptables_filter() + (four.iptables_nat() if dice.random() < 0.5 else "")
            if six:
                router["ip6tables"] = six.iptables_filter()
        else:
            router["nft"] = four.nft_table() + (four.nft_nat() if dice.random() < 0.4 else "")
            if six:
                router["nft"] += six.nft_table() + (six.nft_nat() if dice.random() < 0.3 else "")
        spec["packets"].setdefault("destinations", [])
        spec["packets"]["destinations"] += [str(a) for segment in router["at"] for a, _ in lab_spec.router_addresses(spec, name, segment) if a.version == 4]
    return spec
