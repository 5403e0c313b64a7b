"""From a written network to a plan for kernel.py and a network.yaml for Sekimori.

A network is a map:

  name, about      what it is and what it shows
  covers           constructs that it exercises, for the summary
  segments         name: list of prefixes, one for each family
  routers          name: {at: [segment…], routes: [...], iptables, ip6tables, nft, ipset: text, sysctl: {...}, commands: [...],
                          before-up: [...], unaddressed: [segment…]}
  hosts            name: {at: segment, via: router, routes: [...], iptables, ip6tables, nft, ipset: text of rules of its own}
  cables           name: {ends: [node, node]}: a segment without addresses, for what the commands make of it
  packets          {proto: [...], sources: [...], destinations: [...], ports: [...], sports: [...]}: besides the boundaries in the rules
  wider            why Sekimori may let more pass than the kernel, when that is documented
  open             what Sekimori says it does not model, with an assumption in the snapshot: then either may let more pass
  needs            what the kernel has to offer (probe.py)

The interface of a node has its segment's name; the one of a host, too. Router i of a segment has its i-th address, host i the block of 32
addresses (IPv6: 256) that starts at 32·i (256·i): it answers for all of them. Three or more nodes on a segment are joined by a Linux
bridge, which is a device of the snapshot like any router.
"""
import ipaddress
import json
import shlex

HOST_FILES = ("ip-addr.json", "sysctl", "ipset-save", "iptables-save", "ip6tables-save", "nft.json")
BLOCK = {4: 32, 6: 256}
QUIET = {
    "net.ipv6.conf.all.accept_dad": 0, "net.ipv6.conf.default.accept_dad": 0, "net.ipv6.conf.default.router_solicitations": 0,
    "net.ipv6.conf.default.accept_ra": 0, "net.ipv4.conf.all.rp_filter": 0, "net.ipv4.conf.default.rp_filter": 0,
}
FORWARD = {"net.ipv4.ip_forward": 1, "net.ipv6.conf.all.forwarding": 1, "net.ipv4.conf.all.send_redirects": 0, "net.ipv4.conf.default.send_redirects": 0}


def prefixes(spec, segment):
    return [ipaddress.ip_network(text) for text in spec["segments"].get(segment) or []]


def routers_on(spec, segment):
    return [name for name, router in spec["routers"].items() if segment in router["at"]]


def hosts_on(spec, segment):
    return [name for name, host in spec["hosts"].items() if host["at"] == segment]


def router_addresses(spec, router, segment):
    if segment in spec["routers"][router].get("unaddressed", []):
        return []
    index = routers_on(spec, segment).index(router) + 1
    return [(net[index], net.prefixlen) for net in prefixes(spec, segment)]


def host_blocks(spec, host):
    segment = spec["hosts"][host]["at"]
    index = hosts_on(spec, segment).index(host) + 1
    blocks = []
    for net in prefixes(spec, segment):
        size = BLOCK[net.version]
        blocks.append(ipaddress.ip_network((int(net[size * index]), net.max_prefixlen - size.bit_length() + 1)))
    return blocks


def host_address(spec, host, version):
    """Its first own one."""
    return next((block[1] for block in host_blocks(spec, host) if block.version == version), None)


def switch_of(segment):
    return f"sw-{segment}"


def switched(spec):
    """The segments that need a bridge."""
    return [segment for segment in spec["segments"] if len(routers_on(spec, segment)) + len(hosts_on(spec, segment)) > 2]


def cables(spec):
    """(node, interface, node, interface)"""
    found = []
    for segment in spec["segments"]:
        nodes = routers_on(spec, segment) + hosts_on(spec, segment)
        if segment in switched(spec):
            found += [(switch_of(segment), node, node, segment) for node in nodes]
        elif len(nodes) == 2:
            found.append((nodes[0], segment, nodes[1], segment))
        elif nodes:
            raise ValueError(f"{spec['name']}: segment {segment} has one node")
    for name, cable in (spec.get("cables") or {}).items():
        left, right = cable["ends"]
        found.append((left, name, right, name))
    return found


def sysctl_command(values):
    return [["sysctl", "-q", "-w", *[f"{key}={value}" for key, value in values.items()]], ""]


def ip_batch(lines):
    return [["ip", "-batch", "-"], "\n".join(lines) + "\n"]


def switch_node(spec, segment):
    ports = routers_on(spec, segment) + hosts_on(spec, segment)
    lines = ["link set lo up", "link add br0 type bridge mcast_snooping 0", "link set br0 up"]
    for port in ports:
        lines += [f"link set dev {port} master br0", f"link set dev {port} up"]
    return {"name": switch_of(segment), "kind": "switch", "before": [sysctl_command({**QUIET, "net.ipv6.conf.default.disable_ipv6": 1})],
            "setup": [ip_batch(lines)], "show": shown(spec, {})}


def rule_commands(node):
    tools = node.get("tools", "legacy")
    loaders = {"ipset": ["ipset", "restore"], "iptables": [f"iptables-{tools}-restore"], "ip6tables": [f"ip6tables-{tools}-restore"], "nft": ["nft", "-f", "-"]}
    return [[argv, node[key]] for key, argv in loaders.items() if key in node]


def is_filtered(host):
    """It has rules of its own, which stand before it."""
    return any(key in host for key in ("iptables", "ip6tables", "nft"))


def router_node(spec, name):
    router = spec["routers"][name]
    ports = list(router["at"]) + [cable for cable, it in (spec.get("cables") or {}).items() if name in it["ends"]]
    lines = ["link set lo up"] + [f"link set dev {port} up" for port in ports]
    for segment in router["at"]:
        lines += [f"addr add {address}/{length} dev {segment}{' nodad' if address.version == 6 else ''}" for address, length in router_addresses(spec, name, segment)]
    setup = [ip_batch(lines)]
    setup += [[shlex.split(command), ""] for command in router.get("commands", [])]
    if router.get("routes"):
        setup.append(ip_batch([f"route add {route}" for route in router["routes"]]))
    setup += rule_commands(router)
    if "sysctl" in router:
        setup.append(sysctl_command(router["sysctl"]))
    return {"name": name, "kind": "router", "before": [sysctl_command({**QUIET, **FORWARD})], "setup": setup, "show": shown(spec, router)}


def shown(spec, router):
    """The outputs that make up the snapshot, as docs/vendors/linux.md lists them."""
    files = [["ip-addr.json", ["ip", "-d", "-j", "addr"]], ["ip-route.json", ["ip", "-j", "route", "show", "table", "all"]],
             ["ip-route6.json", ["ip", "-j", "-6", "route", "show", "table", "all"]], ["ip-rule.json", ["ip", "-j", "rule"]],
             ["ip-rule6.json", ["ip", "-j", "-6", "rule"]], ["ss", ["ss", "-lntu"]], ["sysctl", ["sysctl", "-a", "-r", "^net\\.(ipv[46]|bridge)\\."]]]
    tools = router.get("tools", "legacy")
    if "ipset" in router:
        files.append(["ipset-save", ["ipset", "save"]])
    if "iptables" in router:
        files.append(["iptables-save", [f"iptables-{tools}-save"]])
    if "ip6tables" in router:
        files.append(["ip6tables-save", [f"ip6tables-{tools}-save"]])
    if "nft" in router:
        files.append(["nft.json", ["nft", "-j", "list", "ruleset"]])
    if spec.get("vlans"):
        files.append(["bridge-vlan.json", ["bridge", "-j", "vlan"]])
    return files


def host_node(spec, name, used):
    """`used`: the addresses that some packet may be about. A kernel answers for a block of IPv4 by a local route, of IPv6 only one by one."""
    host = spec["hosts"][name]
    segment = host["at"]
    lines = ["link set lo up", f"link set dev {segment} up"]
    after = []
    on_segment = routers_on(spec, segment)
    gateway = host.get("via", on_segment[0] if on_segment else None)
    for net, block in zip(prefixes(spec, segment), host_blocks(spec, name)):
        nodad = " nodad" if net.version == 6 else ""
        lines.append(f"addr add {block[1]}/{net.prefixlen} dev {segment}{nodad}")
        if net.version == 4:
            lines.append(f"route add local {block} dev lo")
        else:
            lines += [f"addr add {address}/128 dev {segment} nodad" for address in sorted(used) if address in block and address != block[1]]
        if gateway:
            address = next((a for a, _ in router_addresses(spec, gateway, segment) if a.version == net.version), None)
            address = address or ipaddress.ip_address(host["gateway"][0 if net.version == 4 else 1])
            after.append(f"route add {'0.0.0.0/0' if net.version == 4 else '::/0'} via {address}")
    after += [f"route add {route}" for route in host.get("routes", [])]
    setup = [ip_batch(lines + after)] + rule_commands(host)
    show = [it for it in shown(spec, host) if it[0] in HOST_FILES] if is_filtered(host) else []
    return {"name": name, "kind": "host", "before": [sysctl_command(QUIET)], "setup": setup, "show": show}


def plan(spec, packets, edges):
    used = {ipaddress.ip_address(packet[end]) for packet in packets for end in ("src", "dst")} | set(edges)
    used = {address for address in used if address.version == 6}
    nodes = [switch_node(spec, segment) for segment in switched(spec)]
    nodes += [router_node(spec, name) for name in spec["routers"]]
    nodes += [host_node(spec, name, used) for name in spec["hosts"]]
    ports = sorted({packet["dport"] for packet in packets if packet["proto"] in ("tcp", "udp")} | set(spec.get("listen", [])))
    filtered = [name for name, host in spec["hosts"].items() if is_filtered(host)]
    return {"name": spec["name"], "nodes": nodes, "filtered": filtered, "cables": cables(spec), "packets": packets, "ports": ports}


def network_yaml(spec):
    """JSON is YAML."""
    hosts = []
    port_of = {(node, interface): f"{other}:{other_if}" for a, a_if, b, b_if in cables(spec) for node, interface, other, other_if in ((a, a_if, b, b_if), (b, b_if, a, a_if))}
    for name, host in spec["hosts"].items():
        entry = {"name": name, "zone": "lab", "port": port_of[name, host["at"]], "address": [str(block) for block in host_blocks(spec, name)]}
        hosts.append({**entry, **({"config": name} if is_filtered(host) else {})})
    links = [[f"{a}:{a_if}", f"{b}:{b_if}"] for a, a_if, b, b_if in cables(spec) if a not in spec["hosts"] and b not in spec["hosts"]]
    return json.dumps({"version": 1, "name": spec["name"], "zones": [{"name": "lab", "role": "other"}], "links": links, "hosts": hosts}, indent=1)
