"""Branch routers as YAMAHA RTX: what `show config` prints of them. An RTX has one routing table, so what VRFs keep apart at a Cisco router
is kept apart by filters here: a list on every tagged interface, management included."""
import ipaddress

from plan import IP

PORTS = {"GigabitEthernet0/0/0": "lan2", "GigabitEthernet0/0/1": "lan1"}  # to the carrier; to the branch

# Of the sanitisers' subnet LGWAN terminals need the screen gateway alone; Internet-zone terminals need the others, by their own line.
ONE_TABLE = {"10.30.40.0/26": f"{IP['vdi-gw']}/32"}


def is_rtx(device, scale):
    """The first branch stays a Cisco router: a scenario leaks a route between its VRFs."""
    return device.name.startswith("br-") and not device.switch and device.name != "br-01"


def port(name):
    """br-02:GigabitEthernet0/0/1 is br-02:lan1."""
    device, interface = name.split(":")
    return f"{device}:{PORTS.get(interface, interface)}"


def prefix(address, mask):
    return str(ipaddress.ip_network(f"{address}/{mask}"))


def wildcard(address, hostmask):
    return str(ipaddress.ip_network(f"{address}/{hostmask}"))


class Words:
    """The ends of an access list's line, as an RTX writes them."""

    def __init__(self, text, groups):
        self.words, self.groups = text.split(), groups

    def take(self):
        return self.words.pop(0)

    def end(self):
        word = self.take()
        if word == "any":
            where = "*"
        elif word == "host":
            where = self.take()
        elif word == "object-group":
            where = ",".join(self.member(line) for line in self.groups[self.take()])
        else:
            where = wildcard(word, self.take())
        ports = "*"
        if self.words and self.words[0] == "eq":
            self.take()
            ports = self.take()
        return where, ports

    @staticmethod
    def member(line):
        first, second = line.split()
        return second if first == "host" else prefix(first, second)


def filter_line(line, groups):
    """permit tcp A eq 443 B established: pass A B established 443 *"""
    words = Words(line, groups)
    action = {"permit": "pass", "deny": "reject"}[words.take()]
    protocol = words.take()
    source, sport = words.end()
    destination, dport = words.end()
    if words.words == ["established"]:
        protocol = "established"
    protocol = "*" if protocol == "ip" else protocol
    ports = "" if sport == dport == "*" else f" {sport} {dport}"
    tail = f" {protocol}{ports}" if protocol != "*" else ""
    return f"{action} {source} {destination}{tail}"


def lists(device):
    """Filters by interface: those of the Cisco form, and for management what its VRF alone kept apart there."""
    result = {}
    for name, lines in device.interfaces.items():
        acl = next((line.split()[2] for line in lines if line.startswith("ip access-group")), None)
        if acl:
            result[name] = [filter_line(line, device.groups) for line in device.acls[acl][1:] if not line.startswith("remark")]
    lan = next(n for n in device.interfaces if n == "GigabitEthernet0/0/1.910")
    own = next(line.split()[2:4] for line in device.interfaces[lan] if line.startswith("ip address"))
    subnet = str(ipaddress.ip_interface("/".join(own)).network)
    result[lan] = [f"pass {subnet} 10.90.0.0/16", "reject * *"]
    result[lan.replace("0/0/1", "0/0/0")] = [f"pass 10.90.0.0/16 {subnet}", "reject * *"]
    return result


def text(device):
    out = [f"# RTX1220 Rev.15.04.05, {device.name}", "login password encrypted removed", "administrator password encrypted removed",
           "security class 1 on off", "timezone +09:00", "console character en.ascii", "ip routing on", "ipv6 routing off"]
    filters, number = lists(device), 0
    definitions, bindings = [], []
    for place, name in enumerate(sorted(filters)):
        rtx = interface(name)
        chosen = []
        for line in filters[name]:
            number += 1
            definitions.append(f"ip filter {1000 + number} {line}")
            chosen.append(str(1000 + number))
        bindings.append(f"ip {rtx} secure filter in {' '.join(chosen)}")
    for route in sorted(device.routes):
        words = route.split()
        words = words[4:] if words[2] == "vrf" else words[2:]
        out.append(f"ip route {ONE_TABLE.get(prefix(words[0], words[1]), prefix(words[0], words[1]))} gateway {words[2]}")
    for name, lines in sorted(device.interfaces.items()):
        if "." not in name:
            continue
        vlan = name.split(".")[1]
        label = next(line for line in lines if line.startswith("description")).removeprefix("description ").replace(" ", "-")
        address, mask = next(line.split()[2:4] for line in lines if line.startswith("ip address"))
        out += [f"vlan {interface(name)} 802.1q vid={vlan} name={label}",
                f"ip {interface(name)} address {ipaddress.ip_interface(f'{address}/{mask}').with_prefixlen}"]
    out += ["lan shutdown lan3", *bindings, *definitions, "telnetd service off", "httpd service off", "dns service off", "sshd service on",
            f"sshd host {IP['jump']}", f"syslog host {IP['syslog']}", f"snmp host {IP['nms']} removed", f"ntpdate {IP['nms']}"]
    return "\n".join(out) + "\n"


def interface(name):
    """GigabitEthernet0/0/1.210 is lan1/2: an RTX numbers its VLAN interfaces."""
    parent, vlan = name.split(".")
    return f"{PORTS[parent]}/{['110', '210', '310', '910'].index(vlan) + 1}"
