"""network.yaml: what the configs do not say."""
import declarations
import firewalls
import yamaha
from plan import IP, ZONES

SITES = {"main-office": ("本庁舎", "main office"), "data-centre": ("データセンター", "data centre"), "prefecture": ("県セキュリティクラウド", "prefectural security cloud")}


def site_label(site):
    if site in SITES:
        return SITES[site]
    kind, number = site.rsplit("-", 1)
    return (f"別館{number}", f"annex {number}") if kind == "annex" else (f"市民センター{number}", f"branch {number}")


def zones(city):
    out = ["zones:"]
    for name, role, ja, en, subnets, vlans in ZONES:
        out += [f"  - name: {name}", f"    role: {role}", f"    label: {{ja: {ja}, en: {en}}}", f"    subnets: [{', '.join(subnets)}]"]
        if vlans:
            out.append(f'    vlans: "{vlans}"')
        out += declarations.of_zone(name, city.model)
    return out


def devices(city, firewalls_are):
    out = ["devices:", "  # Described by their configs; the entries only place them."]
    out += [f"  - {{name: {d.name}, site: {d.site}}}" for d in city.devices.values()]
    for name in firewalls.firewalls_of(city):
        out += ["", *firewalls.text(name, city)] if firewalls_are == "yaml" else [f"  - {{name: {name}, site: main-office}}"]
    out += ["", "  - name: l2vpn  # the carrier's Ethernet between the main office and the branches", "    kind: switch", "    site: main-office",
            "    interfaces:"]
    out += [f"      - {{name: {n}, mode: trunk, native: 999, allowed: \"110,210,310,910\"}}" for n, _ in city.l2vpn]
    out += ["", "  - name: sc-sw  # the prefecture's side of the Internet exit", "    kind: switch", "    site: prefecture", "    interfaces:",
            "      - {name: p1, mode: access, vlan: 4000}", "      - {name: p2, mode: access, vlan: 4000}"]
    return out


def short(port):
    return port.replace("TenGigabitEthernet", "Te").replace("GigabitEthernet", "Gi")


def links(city, rtx):
    def end(name):
        return yamaha.port(name) if name.split(":")[0] in rtx else short(name)
    pairs = [*city.links, *((f"l2vpn:{name}", port) for name, port in city.l2vpn)]
    return ["links:"] + [f'  - ["{end(a)}", "{end(b)}"]' for a, b in pairs]


def hosts(city, with_config):
    out = ["hosts:"]
    for h in city.hosts:
        count = f"count: {h['count']}, " if h["count"] else ""
        config = f", config: {h['name']}" if h["name"] in with_config else ""
        out.append(f"  - {{name: {h['name']}, zone: {h['zone']}, kind: {h['kind']}, {count}port: \"{short(h['port'])}\", address: {h['address']}{config}{declarations.of_host(h['name'])}}}")
    return out


SERVICE = """      - from: internet-zone
        to: lgwan-zone
        intake: {{service: {intake}, opener: {opened_by}}}
        outlet: {{service: {outlet}, opener: {outlet_by}}}
        method: {method}
        opposite: {opposite}"""


def sanitiser(name, vlan, switch, service, with_config):
    return [f"  - name: {name}", "    zone: internet-zone", f'    port: "{short(switch.access(vlan, name))}"', f"    address: {IP[name]}",
            *([f"    config: {name}"] if name in with_config else []), "    services:", SERVICE.format(**service), "    fail: closed", "    bypass: false", "    redirections: off", "    ip-forwarding: false",
            *declarations.block(name)]


def sanitisers(city, with_config):
    a, b = city.srv
    mail = dict(intake="tcp/25", opened_by="peer", outlet="tcp/25", outlet_by="sanitiser", method="mail-text", opposite="ack-only")
    files = dict(intake="tcp/443", opened_by="peer", outlet="tcp/443", outlet_by="sanitiser", method="file-cdr", opposite="ack-only")
    desktops = dict(intake="tcp/443", opened_by="peer", outlet="tcp/3389", outlet_by="sanitiser", method="screen-transfer", opposite="sanitised")
    screen = dict(intake="tcp/3389", opened_by="sanitiser", outlet="tcp/443", outlet_by="peer", method="screen-transfer", opposite="sanitised")
    return ["sanitisers:", *sanitiser("mail-san", 312, a, mail, with_config), *sanitiser("cdr-in", 313, a, files, with_config),
            *(sanitiser("vdi-lg", 314, b, desktops, with_config) if city.beta else sanitiser("vdi-gw", 314, b, screen, with_config))]


CLOUD = f"""security-clouds:
  - name: security-cloud
    zone: internet
    site: prefecture
    forwards: false
    services: [tcp/443, tcp/25]
    attachments:
      - {{port: "sc-rt:Gi0/0/1", address: {IP['sc']}}}
      - {{port: "sc-sw:p1", address: 203.0.113.2}}
    attributes: {declarations.text(declarations.HOSTS['security-cloud'])}"""


def externals(city):
    rows = [("lgwan-line", "lgwan", "lgwan-ss:Gi0/0/1", ["198.51.100.2", "172.31.0.0/16"]),
            ("gc-line", "gov-cloud", "gc-rt:Gi0/0/1", ["198.51.100.6", "10.200.0.0/16"]),
            ("juki-line", "juki", "juki-rt:Gi0/0/1", ["198.51.100.10", "172.30.1.0/24"]),
            ("school-line", "schools", "school-rt:Gi0/0/1", ["198.51.100.14", "10.40.0.0/16", "10.50.0.0/16"]),
            ("vendor-line", "vendor", "maint-rt:Gi0/0/1", ["198.51.100.18", "192.0.2.0/24"]),
            ("kokuho-line", "kokuho", short(city.kokuho_port), ["10.10.41.1", "172.30.2.0/24"]),
            ("public-wifi-line", "public-wifi", short(city.pw_line), ["10.60.0.1"]),
            ("internet-line", "internet", "sc-sw:p2", []),
            *([("lbo-line", "internet", "lbo-rt:Gi0/0/1", ["198.51.100.22", IP["saas-1"], IP["saas-2"]])] if city.breakout else [])]
    out = ["externals:"]
    for name, zone, port, addresses in rows:
        address = f", address: [{', '.join(addresses)}]" if addresses else ", site: prefecture"
        out.append(f'  - {{name: {name}, zone: {zone}, port: "{port}"{address}{declarations.of_host(name)}}}')
    return out


def text(city, firewalls_are="yaml", rtx=frozenset(), with_config=()):
    guard = sanitisers(city, with_config)  # takes its ports before the configs are written
    sites = dict.fromkeys([d.site for d in city.devices.values()] + ["prefecture"])
    out = ["# Written by tools/reference_city/generate.py; a synthetic city, no real one's plan.", "version: 1", f"name: {city.name}", "sites:"]
    out += [f"  - {{name: {s}, label: {{ja: {site_label(s)[0]}, en: {site_label(s)[1]}}}}}" for s in sites]
    for block in (zones(city), devices(city, firewalls_are), links(city, rtx), hosts(city, with_config), guard, [CLOUD], externals(city)):
        out += ["", *block]
    return "\n".join(out) + "\n"
