"""Object groups and access lists of the cores and branch routers: each VLAN may send its own addresses to where its work is."""
from plan import IP, net

SAAS = ["saas-1", "saas-2"]  # what fw-lbo lets staff use (α′)


def any_of(subnet):
    return f"{net(subnet).network_address} {net(subnet).hostmask}"


def group_line(prefix):
    return f"host {prefix}" if "/" not in prefix else f"{net(prefix).network_address} {net(prefix).netmask}"


def add_groups(device, vrf):
    """The groups that the lists of this VRF name."""
    groups = {
        "MN": {"MN-NETS": ["10.10.0.0/16", "10.11.0.0/16"]},
        "LG": {"LG-NETS": ["10.20.0.0/16", "10.21.0.0/16"], "LGWAN-ASP": [IP["asp-1"], IP["asp-2"]]},
        "IN": {"IN-NETS": ["10.30.0.0/16", "10.31.0.0/16"]},
    }[vrf]
    for name, members in groups.items():
        device.groups[name] = [group_line(m) for m in members]


def tcp(src, dst, port, reply=False):
    ends = f"host {src} eq {port} host {dst} established" if reply else f"host {src} host {dst} eq {port}"
    return f"permit tcp {ends}"


def mn(subnet, server=False):
    lines = ["extended", "remark own addresses only; outside the zone only the registered communications",
             f"permit ip {any_of(subnet)} object-group MN-NETS"]
    if server:
        lines += ["remark F1 F3 F7 LGWAN", tcp(IP["mn-atena"], IP["chukan"], 443), tcp(IP["mn-cert"], IP["cert-centre"], 443),
                  tcp(IP["mn-cert"], IP["cert-centre"], 443, reply=True), tcp(IP["wsus-mn"], IP["jlis-wsus"], 8530),
                  tcp(IP["av-mn"], IP["jlis-av"], 443), "remark F4 application intake", tcp(IP["mn-shinsei"], IP["renkei"], 443),
                  "remark F6 Government Cloud"]
        lines += [tcp(IP[h], IP["gc-system"], 443) for h in ("mn-juki", "mn-zei", "mn-fukushi")]
    return lines + ["deny ip any any log"]


def lg_staff(subnet, model="alpha"):
    screens = [] if model in ("beta", "beta-prime") else [f"permit tcp {any_of(subnet)} host {IP['vdi-gw']} eq 443"]
    breakout = [f"permit tcp {any_of(subnet)} host {IP[s]} eq 443" for s in SAAS] if model == "alpha-prime" else []
    return ["extended", "remark own addresses only", f"permit ip {any_of(subnet)} object-group LG-NETS", "remark F13 F10",
            f"permit tcp {any_of(subnet)} object-group LGWAN-ASP eq 443", *screens, *breakout, "deny ip any any log"]


def lg_server(subnet, model="alpha"):
    desktops = ["remark screens of LG for the Internet zone", tcp(IP["lg-desktop"], IP["vdi-lg"], 3389, reply=True)] if model in ("beta", "beta-prime") else []
    return ["extended", f"permit ip {any_of(subnet)} object-group LG-NETS", "remark F8 replies to the mail sanitiser",
            tcp(IP["lg-mail"], IP["mail-san"], 25, reply=True), *desktops, "remark F14 replies to the jump host; no path while the rule is off",
            tcp(IP["lg-zaimu"], IP["jump"], 22, reply=True), "deny ip any any log"]


def lg_san(subnet):
    return ["extended", f"permit ip {any_of(subnet)} object-group LG-NETS", "remark F9 replies, F11 approved files out",
            tcp(IP["cdr-lg"], IP["cdr-in"], 443, reply=True), tcp(IP["cdr-lg"], IP["cdr-out"], 443), "deny ip any any log"]


def internet_staff(subnet):
    return ["extended", "remark own addresses only", f"permit ip {any_of(subnet)} object-group IN-NETS", "deny ip any any log"]


def internet_server(subnet):
    return ["extended", f"permit ip {any_of(subnet)} object-group IN-NETS", "remark F12", tcp(IP["in-proxy"], IP["sc"], 443),
            tcp(IP["in-mail"], IP["sc"], 25), tcp(IP["in-mail"], IP["sc"], 25, reply=True), "deny ip any any log"]


def with_model(make, model):
    """The list as this model has it."""
    return (lambda subnet: make(subnet, model)) if make in (lg_staff, lg_server) else make


CORE = {210: ("LG-OFFICE-IN", lg_staff), 211: ("LG-SRV-IN", lg_server), 212: ("LG-SAN-IN", lg_san),
        310: ("IN-OFFICE-IN", internet_staff), 311: ("IN-SRV-IN", internet_server)}
MNCORE = {110: ("MN-OFFICE-IN", mn), 111: ("MN-SRV-IN", lambda s: mn(s, server=True))}

# Tag on the L2-VPN -> list for what comes from the branches.
WAN = {110: ("MN-WAN-IN", "10.11.0.0/16", mn), 210: ("LG-WAN-IN", "10.21.0.0/16", lg_staff), 310: ("IN-WAN-IN", "10.31.0.0/16", internet_staff)}


def branch_lan(vlan, subnet, model="alpha"):
    return lg_staff(subnet, model) if vlan == 210 else {110: mn, 310: internet_staff}[vlan](subnet)


def branch_wan(vlan, subnet, model="alpha"):
    """What comes from the main office into the branch."""
    own = any_of(subnet)
    back = {110: [], 310: [],
            210: [f"permit tcp object-group LGWAN-ASP eq 443 {own} established", f"permit tcp host {IP['vdi-gw']} eq 443 {own} established"]}[vlan]
    if vlan == 210 and model in ("beta", "beta-prime"):
        back.pop()
    if vlan == 210 and model == "alpha-prime":
        back += [f"permit tcp host {IP[s]} eq 443 {own} established" for s in SAAS]
    nets = {110: "MN-NETS", 210: "LG-NETS", 310: "IN-NETS"}[vlan]
    return ["extended", f"permit ip object-group {nets} {own}", *back, "deny ip any any log"]
