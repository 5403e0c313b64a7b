"""The boundary firewalls as FortiGates: what `show` prints of them."""
import ipaddress

from firewalls import DENY, firewalls_of, groups_of
from plan import IP

LINE = "    "


def block(path, lines):
    return [f"config {path}", *(LINE + line for line in lines), "end"]


def entry(name, settings):
    return [f'edit "{name}"' if not str(name).isdigit() else f"edit {name}", *(LINE + s for s in settings), "next"]


def netmask(address):
    interface = ipaddress.ip_interface(address)
    return f"{interface.ip} {interface.netmask}"


def interface(name, address):
    settings = ['set vdom "root"']
    if address:
        settings.append(f"set ip {netmask(address)}")
    if name == "mgmt":
        settings.append("set allowaccess ping https ssh snmp")
    if "." in name:
        parent, tag = name.split(".")
        return entry(name, [*settings, f'set interface "{parent}"', f"set vlanid {tag}"])
    return entry(name, [*settings, "set type physical"])


def members(end):
    """The ends of a rule: one address, a list of them, the name of a group, or everything."""
    return [part.strip() for part in end.strip("[]").split(",")] if end else []


def object_of(text):
    if "-" in text:
        first, last = text.split("-")
        return [f"set type iprange", f"set start-ip {first}", f"set end-ip {last}"]
    network = ipaddress.ip_network(text)
    return [f"set subnet {network.network_address} {network.netmask}"]


def service_name(text):
    protocol, port = text.split("/")
    return f"{protocol.upper()}-{port}"


def quoted(names):
    return " ".join(f'"{n}"' for n in names)


def policy(number, r, groups):
    def names(end):
        return [part if part in groups else f"net-{part}" for part in members(end)] or ["all"]
    return entry(number, [
        f'set name "{r.name}"', f'set srcintf "{r.way_in or "any"}"', f'set dstintf "{r.way_out or "any"}"',
        *(["set action accept"] if r.action == "permit" else []), f"set srcaddr {quoted(names(r.src))}", f"set dstaddr {quoted(names(r.dst))}",
        'set schedule "always"', f'set service "{service_name(r.service) if r.service else "ALL"}"', "set logtraffic all"])


def text(name, city):
    fw = firewalls_of(city)[name]
    rules = [*fw["rules"], DENY]
    groups = groups_of(name, city)
    parts = {part for r in rules for end in (r.src, r.dst) for part in members(end) if part not in groups}
    parts |= {part for each in groups.values() for part in each}
    services = sorted({r.service for r in rules if r.service})
    out = ["#config-version=FGT100F-7.0.15-FW-build0632-240401:opmode=0:vdom=0:user=admin"]
    out += block("system global", ["set allow-traffic-redirect disable", f'set hostname "{name}"', "set ipv6-allow-traffic-redirect disable", "set timezone 60"])
    out += block("system interface", [line for n, a in fw["interfaces"] for line in interface(n, a)])
    out += block("system admin", entry("admin", ['set accprofile "super_admin"', 'set vdom "root"', f"set trusthost1 {IP['jump']} 255.255.255.255"]))
    out += block("firewall address", [line for p in sorted(parts) for line in entry(f"net-{p}", object_of(p))])
    out += block("firewall addrgrp", [line for g, each in groups.items() for line in entry(g, [f"set member {quoted(f'net-{p}' for p in each)}"])])
    out += block("firewall service custom", [line for s in services for line in entry(service_name(s), [f"set {s.split('/')[0]}-portrange {s.split('/')[1]}"])])
    out += block("firewall policy", [line for i, r in enumerate(rules, 1) for line in policy(i, r, groups)])
    routes = []
    for i, (to, via) in enumerate(fw["routes"], 1):
        network = ipaddress.ip_network(to)
        out_by = next(n for n, a in fw["interfaces"] if a and ipaddress.ip_address(via) in ipaddress.ip_interface(a).network)
        routes += entry(i, [f"set dst {network.network_address} {network.netmask}", f"set gateway {via}", f'set device "{out_by}"'])
    out += block("router static", routes)
    return "\n".join(out) + "\n"
