"""The four boundary firewalls, and how network.yaml describes them. As FortiGate configs: fortios.py."""
from typing import NamedTuple, Optional

from plan import IP, SAN

MN, LG, IN = ["10.10.0.0/16", "10.11.0.0/16"], ["10.20.0.0/16", "10.21.0.0/16"], ["10.30.0.0/16", "10.31.0.0/16"]


class Rule(NamedTuple):
    name: str
    way_in: Optional[str]
    way_out: Optional[str]
    src: Optional[str]
    dst: Optional[str]
    service: Optional[str]
    action: str = "permit"


def rule(name, way, src, dst, service, action="permit"):
    a, b = way.split(">")
    return Rule(name, a or None, b or None, src, dst, service, action)


def yaml(r):
    ends = [f"{key}: {value}" for key, value in (("from", r.src), ("to", r.dst), ("service", r.service)) if value]
    place = [f"{key}: {value}" for key, value in (("in", r.way_in), ("out", r.way_out)) if value]
    return "{" + ", ".join([f'name: "{r.name}"', *place, f"action: {r.action}", *ends]) + "}"


DENY = rule("deny-all", ">", None, None, None, "deny")

FIREWALLS = {
    "fw-mn": {
        "label": "boundary firewall of the My Number zone",
        "interfaces": [("mn", "10.10.60.4/29"), ("lg", "10.20.60.4/29"), ("gc", "10.10.61.1/30"), ("mgmt", "10.90.0.20/24")],
        "routes": [(p, "10.10.60.1") for p in MN] + [("10.20.48.0/26", "10.20.60.1"), ("172.31.0.0/16", "10.20.60.1"),
                                                     ("10.200.0.0/16", "10.10.61.2"), ("10.90.0.0/16", "10.90.0.1")],
        "rules": [
            rule("F1 chukan", "mn>lg", IP["mn-atena"], IP["chukan"], "tcp/443"),
            rule("F3 certificate centre", "mn>lg", IP["mn-cert"], IP["cert-centre"], "tcp/443"),
            rule("F3 certificate requests", "lg>mn", IP["cert-centre"], IP["mn-cert"], "tcp/443"),
            rule("F4 application intake", "mn>lg", IP["mn-shinsei"], IP["renkei"], "tcp/443"),
            rule("F6 jumin", "mn>gc", IP["mn-juki"], IP["gc-system"], "tcp/443"),
            rule("F6 zei", "mn>gc", IP["mn-zei"], IP["gc-system"], "tcp/443"),
            rule("F6 fukushi", "mn>gc", IP["mn-fukushi"], IP["gc-system"], "tcp/443"),
            rule("F7 updates", "mn>lg", IP["wsus-mn"], IP["jlis-wsus"], "tcp/8530"),
            rule("F7 definitions", "mn>lg", IP["av-mn"], IP["jlis-av"], "tcp/443"),
        ],
    },
    "fw-lg": {
        "label": "between the LGWAN-connected zone and LGWAN",
        "interfaces": [("lg", "10.20.60.12/29"), ("dmz", "10.20.48.1/26"), ("wan", "10.20.61.1/30"), ("mgmt", "10.90.0.21/24")],
        "routes": [(p, "10.20.60.9") for p in LG] + [("10.10.32.0/24", "10.20.60.9"), ("172.31.0.0/16", "10.20.61.2"), ("10.90.0.0/16", "10.90.0.1")],
        "rules": [
            rule("F13 LGWAN-ASP", "lg>wan", "LG-PCS", f"[{IP['asp-1']}, {IP['asp-2']}]", "tcp/443"),
            rule("F5 pittari", "dmz>wan", IP["renkei"], IP["pittari"], "tcp/443"),
            rule("F5 eltax", "dmz>wan", IP["renkei"], IP["eltax"], "tcp/443"),
            rule("F1 chukan transit", "lg>wan", IP["mn-atena"], IP["chukan"], "tcp/443"),
            rule("F3 certificate centre transit", "lg>wan", IP["mn-cert"], IP["cert-centre"], "tcp/443"),
            rule("F3 certificate requests transit", "wan>lg", IP["cert-centre"], IP["mn-cert"], "tcp/443"),
            rule("F7 updates transit", "lg>wan", IP["wsus-mn"], IP["jlis-wsus"], "tcp/8530"),
            rule("F7 definitions transit", "lg>wan", IP["av-mn"], IP["jlis-av"], "tcp/443"),
            rule("F4 application intake", "lg>dmz", IP["mn-shinsei"], IP["renkei"], "tcp/443"),
            rule("R3 LGWAN mail in", "wan>dmz", IP["lgwan-relay"], IP["lgwan-mail"], "tcp/25"),
            rule("R4 LGWAN mail out", "dmz>wan", IP["lgwan-mail"], IP["lgwan-relay"], "tcp/25"),
            rule("own mail to LGWAN mail", "lg>dmz", IP["lg-mail"], IP["lgwan-mail"], "tcp/25"),
            rule("LGWAN mail to own mail", "dmz>lg", IP["lgwan-mail"], IP["lg-mail"], "tcp/25"),
            rule("renkei administration", "lg>dmz", IP["lg-ad"], IP["renkei"], "tcp/445"),
        ],
    },
    "fw-in": {
        "label": "between the Internet-connected zone, the sanitisers, the LGWAN-connected zone and the way out",
        "interfaces": [("in", "10.30.60.4/29"), ("lg", "10.20.60.20/29"), ("san", None), *((f"san.{vlan}", a) for vlan, a in SAN.items()), ("out", "10.30.61.1/30"),
                       ("school", "10.30.61.5/30"), ("mgmt", "10.90.0.22/24")],
        "routes": [(p, "10.30.60.1") for p in IN] + [(p, "10.20.60.17") for p in LG] +
                  [("10.210.0.0/16", "10.30.61.2"), ("10.40.0.0/16", "10.30.61.6"), ("10.50.0.0/16", "10.30.61.6"), ("10.90.0.0/16", "10.90.0.1")],
        "rules": [
            rule("F12 web proxy", "in>out", IP["in-proxy"], IP["sc"], "tcp/443"),
            rule("F12 mail out", "in>out", IP["in-mail"], IP["sc"], "tcp/25"),
            rule("F12 mail in", "out>in", IP["sc"], IP["in-mail"], "tcp/25"),
            rule("F8 mail to the sanitiser", "in>san.312", IP["in-mail"], IP["mail-san"], "tcp/25"),
            rule("F8 clean mail", "san.312>lg", IP["mail-san"], IP["lg-mail"], "tcp/25"),
            rule("F9 files to the sanitiser", "in>san.313", "IN-OFFICES", IP["cdr-in"], "tcp/443"),
            rule("F9 clean files", "san.313>lg", IP["cdr-in"], IP["cdr-lg"], "tcp/443"),
            rule("F10 screens", "lg>san.314", "LG-PCS", IP["vdi-gw"], "tcp/443"),
            rule("F10 desktops", "san.314>san.315", IP["vdi-gw"], IP["vdi-pool"], "tcp/3389"),
            rule("F10 browsers to the proxy", "san.315>in", IP["vdi-pool"], IP["in-proxy"], "tcp/443"),
            rule("F11 approved files out", "lg>san.315", IP["cdr-lg"], IP["cdr-out"], "tcp/443"),
            rule("F11 files for the Internet zone", "in>san.315", "IN-OFFICES", IP["cdr-out"], "tcp/443"),
        ],
    },
    "fw-cs": {
        "label": "firewall of the Juki-Net communication server",
        "interfaces": [("mn", "10.10.60.12/29"), ("cs", "10.10.40.1/26"), ("juki", "10.10.61.5/30"), ("mgmt", "10.90.0.23/24")],
        "routes": [("10.10.0.0/16", "10.10.60.9"), ("10.11.0.0/16", "10.10.60.9"), ("172.30.1.0/24", "10.10.61.6"), ("10.90.0.0/16", "10.90.0.1")],
        "rules": [
            rule("F2 existing juki system", "mn>cs", IP["mn-juki"], IP["cs"], "tcp/443"),
            rule("F2 communication server to Juki-Net", "cs>juki", IP["cs"], IP["juki-net"], "tcp/443"),
            rule("koseki", "mn>cs", "[10.10.0.0/20, 10.11.0.0/16]", IP["koseki"], "tcp/443"),
        ],
    },
}


# α′: staff of the LGWAN zone use listed services of the Internet, past the security cloud.
BREAKOUT = {
    "label": "local breakout to listed services",
    "interfaces": [("lg", "10.20.60.28/29"), ("out", "10.20.61.5/30"), ("mgmt", "10.90.0.24/24")],
    "routes": [(p, "10.20.60.25") for p in LG] + [(f"{IP[s]}/32", "10.20.61.6") for s in ("saas-1", "saas-2")] + [("10.90.0.0/16", "10.90.0.1")],
    "rules": [rule("LBO listed services", "lg>out", "LG-PCS", f"[{IP['saas-1']}, {IP['saas-2']}]", "tcp/443")],
}
# β: staff sit in the Internet zone and look at desktops of the LGWAN zone; α's screens go the other way.
BETA_SCREENS = [
    rule("screens of LG", "in>san.314", "IN-OFFICES", IP["vdi-lg"], "tcp/443"),
    rule("desktops of LG", "san.314>lg", IP["vdi-lg"], IP["lg-desktop"], "tcp/3389"),
]


def firewalls_of(city):
    """The boundary firewalls of the city's model, by name."""
    out = dict(FIREWALLS)
    if city.beta:
        kept = [r for r in FIREWALLS["fw-in"]["rules"] if not r.name.startswith("F10")]
        out["fw-in"] = {**FIREWALLS["fw-in"], "rules": kept + BETA_SCREENS}
    if city.breakout:
        out["fw-lbo"] = BREAKOUT
    return out


def interface(name, address):
    if address is None:
        return f"{{name: {name}, mode: routed}}"
    if "." in name:
        parent, tag = name.split(".")
        return f"{{name: {name}, parent: {parent}, tag: {tag}, address: {address}}}"
    return f"{{name: {name}, mode: routed, address: {address}}}"


def groups(city):
    """IN-OFFICES leaves the sanitisers' own segments out: a session rule that named them as clients would admit answers to them (X5)."""
    return {"LG-PCS": [f"{a}-{b}" for a, b in city.lg_pcs()], "IN-OFFICES": ["10.30.0.0/21", "10.30.32.0/24", "10.31.0.0/16"]}


def groups_of(name, city):
    ends = {end for r in firewalls_of(city)[name]["rules"] for end in (r.src, r.dst)}
    return {g: members for g, members in groups(city).items() if g in ends}


def text(name, city):
    fw = firewalls_of(city)[name]
    out = [f"  - name: {name}  # {fw['label']}", "    kind: firewall", "    site: main-office", "    interfaces:"]
    out += [f"      - {interface(n, a)}" for n, a in fw["interfaces"]]
    used = groups_of(name, city)
    if used:
        out += ["    groups:", *(f"      {g}: [{', '.join(members)}]" for g, members in used.items())]
    out += ["    routes:", *(f"      - {{to: {to}, via: {via}}}" for to, via in fw["routes"])]
    out += ["    firewall:", "      stateful: true", "      default: deny", "      rules:"]
    out += [f"        - {yaml(r)}" for r in [*fw["rules"], DENY]]
    out += ["    management:", f"      - {{name: ssh, from: {IP['jump']}}}", f"      - {{name: https, from: {IP['jump']}}}",
            f"      - {{name: snmp-ro, from: {IP['nms']}}}"]
    return out
