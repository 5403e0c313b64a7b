"""Boundary routers, and the firewalls with their cables. What lies behind belongs to somebody else."""
from acls import SAAS
from firewalls import firewalls_of
from ios import gi
from plan import IP, SAN, host, mask

# name: (port to the firewall or VLAN, its subnet, port outside, its subnet, what lies behind, its prefixes, inbound list)
LGWAN_IN = ["extended", "remark F13", f"permit tcp host {IP['asp-1']} eq 443 object-group LG-PCS established",
            f"permit tcp host {IP['asp-2']} eq 443 object-group LG-PCS established",
            "remark F5", f"permit tcp host {IP['pittari']} eq 443 host {IP['renkei']} established",
            f"permit tcp host {IP['eltax']} eq 443 host {IP['renkei']} established",
            "remark F1 F3 F7", f"permit tcp host {IP['chukan']} eq 443 host {IP['mn-atena']} established",
            f"permit tcp host {IP['cert-centre']} eq 443 host {IP['mn-cert']} established",
            f"permit tcp host {IP['cert-centre']} host {IP['mn-cert']} eq 443",
            f"permit tcp host {IP['jlis-wsus']} eq 8530 host {IP['wsus-mn']} established",
            f"permit tcp host {IP['jlis-av']} eq 443 host {IP['av-mn']} established",
            "remark R3 R4 LGWAN mail", f"permit tcp host {IP['lgwan-relay']} host {IP['lgwan-mail']} eq 25",
            f"permit tcp host {IP['lgwan-relay']} eq 25 host {IP['lgwan-mail']} established", "deny ip any any log"]
CLOUD_IN = ["extended", "remark F12", f"permit tcp host {IP['sc']} eq 443 host {IP['in-proxy']} established",
            f"permit tcp host {IP['sc']} eq 25 host {IP['in-mail']} established",
            f"permit tcp host {IP['sc']} host {IP['in-mail']} eq 25", "deny ip any any log"]
GC_IN = ["extended", "remark F6", *(f"permit tcp host {IP['gc-system']} eq 443 host {IP[h]} established"
                                    for h in ("mn-juki", "mn-zei", "mn-fukushi")), "deny ip any any log"]
JUKI_IN = ["extended", "remark F2", f"permit tcp host {IP['juki-net']} eq 443 host {IP['cs']} established", "deny ip any any log"]
CLOSED = ["extended", "remark nothing is agreed yet", "deny ip any any log"]

ROUTERS = [
    ("lgwan-ss", "10.20.61.0/30", "198.51.100.0/30", "LGWAN", ["172.31.0.0/16"], ("FROM-LGWAN", LGWAN_IN),
     ["10.20.0.0/16", "10.21.0.0/16", "10.10.32.0/24"]),
    ("sc-rt", "10.30.61.0/30", "10.210.0.0/30", "prefectural security cloud", [], ("FROM-CLOUD", CLOUD_IN), ["10.30.0.0/16"]),
    ("gc-rt", "10.10.61.0/30", "198.51.100.4/30", "closed line to the Government Cloud", ["10.200.0.0/16"], ("FROM-GC", GC_IN), ["10.10.32.0/24"]),
    ("juki-rt", "10.10.61.4/30", "198.51.100.8/30", "Juki-Net", ["172.30.1.0/24"], ("FROM-JUKI", JUKI_IN), ["10.10.40.0/26"]),
    ("school-rt", "10.30.61.4/30", "198.51.100.12/30", "schools", ["10.40.0.0/16", "10.50.0.0/16"], ("FROM-SCHOOLS", CLOSED), ["10.30.40.0/26"]),
]

# α′: without its list, a packet from outside that claims the jump host's address would reach fw-lbo's own console.
BREAKOUT = ("lbo-rt", "10.20.61.4/30", "198.51.100.20/30", "listed services", [f"{IP[s]}/32" for s in SAAS],
            ("FROM-SERVICES", ["extended", "remark LBO", *(f"permit tcp host {IP[s]} eq 443 object-group LG-PCS established" for s in SAAS), "deny ip any any log"]),
            ["10.20.0.0/16", "10.21.0.0/16"])


def build(city):
    for name, inner, outer, label, behind, (acl, lines), back in [*ROUTERS, *([BREAKOUT] if city.breakout else [])]:
        rt = city.add(name, "main-office", gi(0, 2, "0/0"), layer3=True, switch=False)
        ports = gi(0, 1, "0/0")
        rt.routed(ports[0], "firewall", [f"ip address {host(inner, 2)} {mask(inner)}", "no ip redirects", "no ip proxy-arp", "negotiation auto"])
        rt.routed(ports[1], label, [f"ip address {host(outer, 1)} {mask(outer)}", f"ip access-group {acl} in", "no ip redirects",
                                    "no ip unreachables", "no ip proxy-arp", "negotiation auto"])
        rt.acls[acl] = lines
        for prefix in back:
            rt.route(prefix, host(inner, 1))
        for prefix in behind:
            rt.route(prefix, host(outer, 2))
    for name in ("lgwan-ss", *(["lbo-rt"] if city.breakout else [])):
        city.devices[name].groups["LG-PCS"] = [f"range {first} {last}" for first, last in city.lg_pcs()]
    maintenance(city)
    public_wifi(city)
    firewalls(city)


def maintenance(city):
    """F14: the lists refuse everything until a maintenance window is approved."""
    rt = city.add("maint-rt", "main-office", gi(0, 2, "0/0"), layer3=True, switch=False)
    ports = gi(0, 1, "0/0")
    rt.routed(ports[0], "MGMT", ["ip address 10.90.0.25 255.255.255.0", "ip access-group TO-VENDOR in", "no ip redirects", "no ip proxy-arp"])
    rt.routed(ports[1], "maintenance line", ["ip address 198.51.100.17 255.255.255.252", "ip access-group FROM-VENDOR in", "no ip redirects",
                                             "no ip unreachables", "no ip proxy-arp"])
    rt.acls["FROM-VENDOR"] = ["extended", "remark F14 is off: one rule per approved window", "deny ip any any log"]
    rt.acls["TO-VENDOR"] = ["extended", "remark F14 is off", "deny ip any any log"]
    rt.route("192.0.2.0/24", "198.51.100.18")
    city.cable(f"maint-rt:{ports[0]}", city.srv[0].access(910, "maint-rt"))
    for core in city.core:
        core.route("192.0.2.0/24", "10.90.0.25", "MGMT")


def public_wifi(city):
    """Own line, own switch, no cable to the city LAN."""
    sw = city.add("pw-sw-1", "main-office", gi(1, 8))
    city.pw_line = sw.access(610, "public Wi-Fi line of its own")
    city.host("ap-public-1", "public-wifi", sw.access(610, "ap-public-1"), "10.60.0.10", "access-point")


def firewalls(city):
    mncore, core, srv = city.mncore[0], city.core[0], city.srv
    city.cable("fw-mn:mn", mncore.access(120, "fw-mn mn"))
    city.cable("fw-mn:lg", core.access(220, "fw-mn lg"))
    city.cable("fw-mn:gc", "gc-rt:GigabitEthernet0/0/0")
    city.cable("fw-lg:lg", core.access(221, "fw-lg lg"))
    city.cable("fw-lg:dmz", srv[0].access(213, "fw-lg dmz"))
    city.cable("fw-lg:wan", "lgwan-ss:GigabitEthernet0/0/0")
    city.cable("fw-in:in", core.access(320, "fw-in in"))
    city.cable("fw-in:lg", core.access(222, "fw-in lg"))
    city.cable("fw-in:san", srv[1].trunk(list(SAN), "fw-in san"))
    city.cable("fw-in:out", "sc-rt:GigabitEthernet0/0/0")
    city.cable("fw-in:school", "school-rt:GigabitEthernet0/0/0")
    city.cable("fw-cs:mn", mncore.access(121, "fw-cs mn"))
    city.cable("fw-cs:cs", city.mnsrv.access(112, "fw-cs cs"))
    city.cable("fw-cs:juki", "juki-rt:GigabitEthernet0/0/0")
    if city.breakout:
        city.cable("fw-lbo:lg", core.access(223, "fw-lbo lg"))
        city.cable("fw-lbo:out", "lbo-rt:GigabitEthernet0/0/0")
    for name in firewalls_of(city):
        city.cable(f"{name}:mgmt", srv[0].access(910, f"{name} mgmt"))
