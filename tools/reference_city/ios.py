"""Writes Cisco IOS configs in the order in which the device prints them."""
from plan import RD, VLAN_NAMES, IP, host, mask, net

HEAD = """version 17.9
service timestamps debug datetime msec localtime show-timezone
service timestamps log datetime msec localtime show-timezone
service password-encryption
service sequence-numbers
!
hostname {name}
!
boot-start-marker
boot-end-marker
!
logging buffered 64000 informational
no logging console
enable secret 9 $9$removed
!
username netadmin privilege 15 secret 9 $9$removed
aaa new-model
aaa authentication login default local
aaa authorization exec default local
!
clock timezone JST 9 0
{routing}
no ip source-route
no ip domain lookup
ip domain name city.example
login on-failure log
login on-success log
"""

SWITCH = """vtp mode transparent
udld enable
spanning-tree mode rapid-pvst
spanning-tree portfast bpduguard default
spanning-tree extend system-id
errdisable recovery cause bpduguard
errdisable recovery interval 300
lldp run
"""

VTY = """line con 0
 exec-timeout 5 0
 logging synchronous
 stopbits 1
line vty 0 4
 access-class MGMT-SSH in vrf-also
 exec-timeout 10 0
 logging synchronous
 transport input ssh
line vty 5 15
 access-class MGMT-SSH in vrf-also
 exec-timeout 10 0
 logging synchronous
 transport input ssh
"""

NO_VTY = """line con 0
 exec-timeout 5 0
 logging synchronous
line vty 0 15
 transport input none
"""


class Ios:
    """One device. `interfaces` keeps each block's lines; ports of a switch that nobody took are written shut."""

    def __init__(self, name, site, ports=(), layer3=False, switch=True):
        self.name, self.site, self.layer3, self.switch = name, site, layer3, switch
        self.free = list(ports)
        self.interfaces, self.groups, self.acls, self.routes, self.vrfs = {}, {}, {}, [], []
        self.vlans = {999} if switch else set()
        self.mgmt = None  # (address, gateway, VRF)
        self.public = False

    def take(self, port=None):
        if port is None:
            port = self.free[0]
        self.free.remove(port)
        return port

    def access(self, vlan, text, port=None, extra=()):
        port = self.take(port)
        self.vlans.add(vlan)
        self.interfaces[port] = [f"description {text}", f"switchport access vlan {vlan}", "switchport mode access",
                                 "switchport nonegotiate", *extra, "spanning-tree portfast", "spanning-tree bpduguard enable"]
        return f"{self.name}:{port}"

    def trunk(self, vlans, text, port=None, channel=None):
        port = self.take(port) if not port or not port.startswith("Port-channel") else port
        self.vlans.update(vlans)
        self.interfaces[port] = [f"description {text}", "switchport trunk native vlan 999",
                                 f"switchport trunk allowed vlan {','.join(map(str, sorted(vlans)))}", "switchport mode trunk",
                                 "switchport nonegotiate"] + ([f"channel-group {channel} mode active"] if channel else [])
        return f"{self.name}:{port}"

    def bundle(self, number, vlans, text, ports):
        self.trunk(vlans, text, f"Port-channel{number}")
        return [self.trunk(vlans, text, port, number) for port in ports]

    def routed(self, port, text, lines):
        if port in self.free:
            self.free.remove(port)
        head = ["no switchport"] if self.switch and "." not in port and not port.startswith(("Vlan", "Loopback")) else []
        self.interfaces[port] = [f"description {text}", *head, *lines]
        return f"{self.name}:{port}"

    def svi(self, vlan, text, lines):
        self.vlans.add(vlan)
        self.interfaces[f"Vlan{vlan}"] = [f"description {text}", *lines]

    def route(self, prefix, via, vrf=None):
        where = f"vrf {vrf} " if vrf else ""
        self.routes.append(f"ip route {where}{net(prefix).network_address} {mask(prefix)} {via}")

    # -- text

    def close_ports(self):
        for port in self.free:
            if not self.switch:
                self.interfaces[port] = ["description unused", "no ip address", "shutdown"]
                continue
            # Where citizens could reach a port, it is limited to one station on top.
            public = ["switchport port-security maximum 1", "switchport port-security"] if self.public else []
            self.interfaces[port] = ["description unused", "switchport access vlan 999", "switchport mode access", "switchport nonegotiate",
                                     *public, "shutdown"]
        self.free = []

    def text(self):
        self.close_ports()
        out = [HEAD.format(name=self.name, routing="ip routing" if self.layer3 else "no ip routing"), SWITCH if self.switch else "lldp run\n"]
        body = []
        for name in sorted(self.vrfs):
            body += [f"vrf definition {name}", f" rd {RD[name]}", " !", " address-family ipv4", " exit-address-family", "!"]
        for name, lines in sorted(self.groups.items()):
            body += [f"object-group network {name}", *(f" {line}" for line in lines), "!"]
        for vlan in sorted(self.vlans):
            body += [f"vlan {vlan}", f" name {VLAN_NAMES[vlan]}", "!"]
        for name in sorted(self.interfaces, key=interface_order):
            body += [f"interface {name}", *(f" {line}" for line in self.interfaces[name]), "!"]
        if self.switch and "Vlan1" not in self.interfaces:
            body += ["interface Vlan1", " no ip address", " shutdown", "!"]
        return "".join(out) + "!\n" + "\n".join(body + self.tail()) + "\n"

    def tail(self):
        out = []
        if self.mgmt and not self.layer3:
            out.append(f"ip default-gateway {self.mgmt[1]}")
        out += ["ip forward-protocol nd", "no ip http server", "no ip http secure-server", "ip ssh version 2"]
        out += sorted(self.routes) + ["!"]
        acls = dict(self.acls)
        if self.mgmt:
            acls["MGMT-SSH"] = ["standard", "remark only the jump host", f"permit {IP['jump']}"]
            acls["MGMT-SNMP"] = ["standard", f"permit {IP['nms']}"]
        for name, lines in sorted(acls.items()):
            out += [f"ip access-list {lines[0]} {name}", *(f" {line}" for line in lines[1:])]
        out.append("!")
        if self.mgmt:
            vrf = f" vrf {self.mgmt[2]}" if self.mgmt[2] else ""
            out += [f"logging host {IP['syslog']}{vrf}", "snmp-server community removed RO MGMT-SNMP",
                    f"snmp-server location {self.site}", "snmp-server enable traps snmp linkdown linkup",
                    f"snmp-server host {IP['nms']}{vrf} version 2c removed", "!"]
        out += (VTY if self.mgmt else NO_VTY).rstrip("\n").split("\n")
        if self.mgmt:
            out += ["!", f"ntp server{' vrf ' + self.mgmt[2] if self.mgmt[2] else ''} {IP['nms']}"]
        return out + ["!", "end"]


def interface_order(name):
    kinds = ["Loopback", "Port-channel", "GigabitEthernet", "TenGigabitEthernet", "Vlan"]
    kind = next(k for k in kinds if name.startswith(k))
    return kinds.index(kind), [int(n) for n in name[len(kind):].replace(".", "/").split("/")]


def gi(first, last, slot="1/0"):
    return [f"GigabitEthernet{slot}/{n}" for n in range(first, last + 1)]


def te(first, last, slot="1/1"):
    return [f"TenGigabitEthernet{slot}/{n}" for n in range(first, last + 1)]


def pair_lines(subnet, vrf, member, group, protocol, acl=None, priority=None):
    """An interface of one half of a gateway pair: member 0 or 1; HSRP (`standby`) or VRRP."""
    lines = ([f"vrf forwarding {vrf}"] if vrf else []) + [f"ip address {host(subnet, 2 + member)} {mask(subnet)}"]
    if acl:
        lines.append(f"ip access-group {acl} in")
    lines += ["no ip redirects", "no ip proxy-arp"]
    if protocol == "standby":
        lines += ["standby version 2"]
    lines += [f"{protocol} {group} ip {host(subnet, 1)}"]
    if priority:
        lines += [f"{protocol} {group} priority {priority}", f"{protocol} {group} preempt"]
    return lines
