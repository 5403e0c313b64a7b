"""The city: switches and routers, who is cabled to whom, hosts. `Scale` says how many of what."""
from dataclasses import dataclass

import acls
from ios import Ios, gi, pair_lines, te
from plan import IP, SAN, SVI, VLAN_NAMES, KINDS, WAN, Pool, has_server, host, mask, net


@dataclass
class Scale:
    dists: int
    edges: int            # per dist
    branches: int
    branch_switches: int
    annexes: int
    annex_edges: int
    racks: int


SCALES = {"tiny": Scale(1, 2, 1, 1, 1, 1, 2), "small": Scale(2, 2, 2, 1, 1, 1, 2), "full": Scale(6, 11, 11, 3, 3, 4, 6)}


class City:
    def __init__(self, scale, model="alpha"):
        self.scale, self.model = scale, model
        self.beta = model in ("beta", "beta-prime")       # the main terminals are in the Internet zone
        self.breakout = model == "alpha-prime"
        self.devices, self.links, self.hosts, self.pc_ranges = {}, [], [], {}
        self.mgmt_next = 30
        # PCs in one block, so that a rule can name them; printers and access points from the far end of the subnet.
        self.pools = {110: Pool("10.10.0.0/20", 256), 210: Pool("10.20.0.0/20", 256), 310: Pool("10.30.0.0/21", 256)}
        self.others = {110: Pool("10.10.0.0/20", 3072), 210: Pool("10.20.0.0/20", 3072)}
        self.build()

    # -- small helpers

    def add(self, name, site, ports=(), layer3=False, switch=True):
        self.devices[name] = Ios(name, site, ports, layer3, switch)
        return self.devices[name]

    def manage(self, device, subnet="10.90.0.0/24", address=None):
        """A switch's own address in the management VLAN."""
        if address is None:
            address, self.mgmt_next = host(subnet, self.mgmt_next), self.mgmt_next + 1
        device.mgmt = (address, host(subnet, 1), None)
        device.svi(910, "MGMT", [f"ip address {address} {mask(subnet)}", "no ip redirects"])

    def cable(self, a, b):
        self.links.append((a, b))

    def join(self, a, b, vlans, port_a=None, port_b=None):
        """A trunk between two switches."""
        self.cable(a.trunk(vlans, b.name, port_a), b.trunk(vlans, a.name, port_b))

    def host(self, name, zone, port, address, kind="server", count=None):
        self.hosts.append({"name": name, "zone": zone, "kind": kind, "count": count, "port": port, "address": address})

    def server(self, name, zone, switch, vlan):
        self.host(name, zone, switch.access(vlan, name), IP[name], KINDS.get(name, "server"))

    def group(self, name, zone, switch, vlan, count, kind="terminal", pool=None):
        extra = ["storm-control broadcast level 5.00"]
        pool = pool or (self.pools if kind == "terminal" else self.others)[vlan]
        self.host(name, zone, switch.access(vlan, f"{name} ({count})", extra=extra), pool.take(count), kind,
                  count if count > 1 else None)

    # -- parts

    def build(self):
        self.cores()
        self.server_rooms()
        self.data_centre()
        self.floors()
        self.annexes()
        self.branches()
        self.outside()

    def core_pair(self, names, first_vrf, table, routed):
        pair = [self.add(name, "main-office", gi(1, 24) + te(1, 8), layer3=True) for name in names]
        for member, device in enumerate(pair):
            device.mgmt = (host("10.90.0.0/24", 2 + member + (0 if first_vrf == "LG" else 2)), host("10.90.0.0/24", 1), "MGMT")
            protocol = "standby" if first_vrf == "LG" else "vrrp"
            for vlan in routed:
                subnet, vrf = SVI[vlan]
                device.vrfs.append(vrf)
                name, make = table.get(vlan, (None, None))
                if name:
                    device.acls[name] = acls.with_model(make, self.model)(subnet)
                device.svi(vlan, VLAN_NAMES[vlan], pair_lines(subnet, vrf, member, vlan, protocol, name, 110 if member == 0 else None))
            device.vrfs.append("MGMT")
            for vrf in sorted(set(device.vrfs) - {"MGMT"}):
                acls.add_groups(device, vrf)
            device.vrfs = sorted(set(device.vrfs))
        return pair

    def cores(self):
        self.core = self.core_pair(["core-a", "core-b"], "LG", acls.CORE, [210, 211, 212, 220, 221, 222, *([223] if self.breakout else []), 310, 311, 320])
        self.mncore = self.core_pair(["mncore-a", "mncore-b"], "MN", acls.MNCORE, [110, 111, 120, 121])
        for pair, vlans in ((self.core, [210, 211, 212, 220, 221, 222, *([223] if self.breakout else []), 310, 311, 320, 910]), (self.mncore, [110, 111, 120, 121, 910])):
            ends = [d.bundle(1, vlans, o.name, te(7, 8)) for d, o in (pair, pair[::-1])]
            for a, b in zip(*ends):
                self.cable(a, b)
        for member in (0, 1):
            core, mncore = self.core[member], self.mncore[member]
            core.svi(910, "MGMT", pair_lines("10.90.0.0/24", "MGMT", member, 910, "standby", None, 110 if member == 0 else None))
            mncore.svi(910, "MGMT", ["vrf forwarding MGMT", f"ip address {mncore.mgmt[0]} 255.255.255.0", "no ip redirects", "no ip proxy-arp"])
            mncore.route("10.90.0.0/16", "10.90.0.1", "MGMT")
            self.cable(core.access(910, f"{mncore.name} MGMT", "GigabitEthernet1/0/24"),
                       mncore.access(910, f"{core.name} MGMT", "GigabitEthernet1/0/24"))
        self.core_routes()

    def core_routes(self):
        mn_hosts = ("mn-atena", "mn-cert", "wsus-mn", "av-mn", "mn-shinsei")
        for d in self.core:
            for name in mn_hosts:
                d.route(f"{IP[name]}/32", "10.20.60.4", "LG")
            for prefix in ("10.20.48.0/26", "172.31.0.0/16", f"{IP['jump']}/32"):
                d.route(prefix, "10.20.60.12", "LG")
            d.route("10.30.40.0/26", "10.20.60.20", "LG")
            for name in ("saas-1", "saas-2") if self.breakout else ():
                d.route(f"{IP[name]}/32", "10.20.60.28", "LG")
            d.route("0.0.0.0/0", "10.30.60.4", "IN")
            d.route(f"{IP['lg-zaimu']}/32", "10.90.0.21", "MGMT")
        for d in self.mncore:
            for name in ("chukan", "cert-centre", "jlis-wsus", "jlis-av", "renkei", "gc-system"):
                d.route(f"{IP[name]}/32", "10.10.60.4", "MN")
            d.route("10.10.40.0/26", "10.10.60.12", "MN")

    def server_rooms(self):
        vlans = [211, 212, 213, 311, *SAN, 910]
        self.srv = [self.add(f"srv-sw-{n}", "main-office", gi(1, 24) + te(1, 4)) for n in (1, 2)]
        self.mnsrv = self.add("mnsrv-sw-1", "main-office", gi(1, 24) + te(1, 4))
        for n, sw in enumerate(self.srv):
            self.manage(sw)
            self.join(self.core[n], sw, [211, 212, 311, 910], te(1, 8)[0], te(1, 4)[0])
        self.join(self.srv[0], self.srv[1], vlans, te(1, 4)[2], te(1, 4)[2])
        self.manage(self.mnsrv)
        self.join(self.mncore[0], self.mnsrv, [111, 910], te(1, 8)[0], te(1, 4)[0])
        self.join(self.mncore[1], self.mnsrv, [111, 910], te(1, 8)[0], te(1, 4)[1])
        for name, switch, vlan, zone in [
                ("cdr-lg", self.srv[0], 212, "lgwan-zone"), ("lg-print", self.srv[0], 211, "lgwan-zone"),
                ("renkei", self.srv[0], 213, "lgwan-zone"), ("lgwan-mail", self.srv[1], 213, "lgwan-zone"),
                ("vdi-pool", self.srv[1], 315, "internet-zone"), ("cdr-out", self.srv[1], 315, "internet-zone"),
                ("in-proxy", self.srv[0], 311, "internet-zone"), ("in-mail", self.srv[1], 311, "internet-zone"),
                ("jump", self.srv[1], 910, "management"), ("nms", self.srv[1], 910, "management"), ("syslog", self.srv[0], 910, "management"),
                ("cs", self.mnsrv, 112, "mynumber"), ("koseki", self.mnsrv, 112, "mynumber"), ("mn-print", self.mnsrv, 111, "mynumber")]:
            if not has_server(self.model, name):
                continue
            self.server(name, zone, switch, vlan)

    def data_centre(self):
        vlans = [111, 211, 311, 910]
        self.dcx = [self.add(f"dcx-{x}", "main-office", gi(1, 8) + te(1, 4)) for x in "ab"]
        self.dc = [self.add(f"dc-sw-{n}", "data-centre", gi(1, 24) + te(1, 4)) for n in (1, 2)]
        for n in (0, 1):
            self.manage(self.dcx[n])
            self.manage(self.dc[n])
            self.join(self.core[n], self.dcx[n], [211, 311, 910], te(1, 8)[1], te(1, 4)[0])
            self.join(self.mncore[n], self.dcx[n], [111], te(1, 8)[1], te(1, 4)[1])
            self.join(self.dcx[n], self.dc[n], vlans, te(1, 4)[3], te(1, 4)[3])
        self.join(self.dc[0], self.dc[1], vlans, te(1, 4)[0], te(1, 4)[0])
        racks = []
        for n in range(1, self.scale.racks + 1):
            rack = self.add(f"dc-rack-{n:02}", "data-centre", gi(1, 24) + te(1, 2))
            self.manage(rack)
            zone_vlan = (111, 211, 311)[(n - 1) % 3] if self.scale.racks >= 3 else None
            carried = [zone_vlan, 910] if zone_vlan else vlans
            self.join(self.dc[0], rack, carried, None, te(1, 2)[0])
            self.join(self.dc[1], rack, carried, None, te(1, 2)[1])
            racks.append((rack, zone_vlan))
        self.place_servers(racks)

    def place_servers(self, racks):
        here = {h["name"] for h in self.hosts}
        turn = 0
        for vlan, prefix, zone in ((111, ("mn-", "wsus-mn", "av-mn"), "mynumber"), (211, ("lg-", "wsus-lg", "av-lg"), "lgwan-zone"),
                                   (311, ("in-", "wsus-in"), "internet-zone")):
            usable = [r for r, v in racks if v in (vlan, None)]
            for name in [n for n in IP if n.startswith(prefix) and n not in here and has_server(self.model, n)]:
                self.server(name, zone, usable[turn % len(usable)], vlan)
                turn += 1

    def floors(self):
        s = self.scale
        for d in range(1, s.dists + 1):
            dist = self.add(f"dist-{d}", "main-office", gi(1, 24) + te(1, 4))
            self.manage(dist)
            for n in (0, 1):
                self.join(self.core[n], dist, [210, 310, 910], gi(1, 24)[d - 1], te(1, 4)[n])
                self.join(self.mncore[n], dist, [110], gi(1, 24)[d - 1], te(1, 4)[2 + n])
            for e in range(1, s.edges + 1):
                self.edge(dist, f"{d}f-{e:02}", d, e)

    def edge(self, dist, place, d, e):
        counter = d <= 2 or e % 3 == 0  # citizens' counters and tax, welfare, insurance sections
        sns = e % 8 == 2                # public relations and others that need the Internet zone
        if self.beta:
            sns = True
        vlans = [210, 910] + ([110] if counter else []) + ([310] if sns else [])
        sw = self.add(f"edge-{place}", dist.site, gi(1, 24))
        self.manage(sw)
        sw.public = d == 1 and e <= 2
        self.join(dist, sw, vlans, None, gi(1, 24)[-1])
        self.group(f"lg-pc-{place}", "lgwan-zone", sw, 210, 2 if self.beta else 8)
        if counter:
            self.group(f"mn-pc-{place}", "mynumber", sw, 110, 8)
        if sns:
            self.group(f"in-pc-{place}", "internet-zone", sw, 310, 12 if self.beta else 6)
        if e % 2 == 1:
            self.group(f"mfp-{place}", "lgwan-zone", sw, 210, 1, kind="mfp")
        if counter and e % 3 == 0:
            self.group(f"mfp-mn-{place}", "mynumber", sw, 110, 1, kind="mfp")
        if e % 4 == 1:
            self.group(f"ap-{place}", "lgwan-zone", sw, 210, 1, kind="access-point")
        if (d, e) == (1, 2):
            self.kokuho(sw)

    def kokuho(self, sw):
        """Own line, VLAN 113 on this switch alone, not routed (P-NB1)."""
        self.host("kokuho-pc", "kokuho", sw.access(113, "kokuho-pc"), host("10.10.41.0/28", 4), "terminal")
        self.kokuho_port = sw.access(113, "NHI federation line")

    def annexes(self):
        for a in range(1, self.scale.annexes + 1):
            agg = self.add(f"annex-{a}-sw", f"annex-{a}", gi(1, 24) + te(1, 2))
            self.manage(agg)
            dist = self.devices[f"dist-{(a - 1) % self.scale.dists + 1}"]
            self.join(dist, agg, [110, 210, 910], None, te(1, 2)[0])
            for e in range(1, self.scale.annex_edges + 1):
                place = f"an{a}-{e:02}"
                sw = self.add(f"edge-{place}", agg.site, gi(1, 24))
                self.manage(sw)
                self.join(agg, sw, [210, 910] + ([110] if e == 1 else []), None, gi(1, 24)[-1])
                self.group(f"lg-pc-{place}", "lgwan-zone", sw, 210, 8)
                if e == 1:
                    self.group(f"mn-pc-{place}", "mynumber", sw, 110, 6)

    def branches(self):
        self.wan = self.add("wan-sw", "main-office", gi(1, 8) + te(1, 4))
        for n in (0, 1):
            self.wan_port(self.core[n], n, [210, 310, 910], te(1, 4)[n])
            self.wan_port(self.mncore[n], n, [110], te(1, 4)[2 + n])
        self.manage(self.wan, WAN[910][0], host(WAN[910][0], 10))
        self.l2vpn = [("hq", self.wan.trunk([110, 210, 310, 910], "l2vpn carrier, main office"))]
        for b in range(1, self.scale.branches + 1):
            self.branch(b)

    def wan_port(self, device, member, vlans, wan_port):
        parent = te(1, 8)[2]
        device.routed(parent, "wan-sw, branches by tag", ["no ip address"])
        protocol = "standby" if device in self.core else "vrrp"
        for vlan in vlans:
            subnet, vrf = WAN[vlan]
            name, source, make = acls.WAN.get(vlan, (None, None, None))
            if name:
                device.acls[name] = acls.with_model(make, self.model)(source)
            lines = pair_lines(subnet, vrf, member, vlan, protocol, name)
            device.routed(f"{parent}.{vlan}", f"branches, {VLAN_NAMES[vlan]}", [f"encapsulation dot1Q {vlan}", *lines])
        self.cable(f"{device.name}:{parent}", self.wan.trunk(vlans, device.name, wan_port))

    def branch(self, b):
        name, site = f"br-{b:02}", f"branch-{b:02}"
        rt = self.add(name, site, gi(0, 2, "0/0"), layer3=True, switch=False)
        wan, lan = gi(0, 1, "0/0")
        rt.routed(wan, "l2vpn, main office", ["no ip address", "negotiation auto"])
        rt.routed(lan, f"{name}-sw1", ["no ip address", "negotiation auto"])
        nets = {110: f"10.11.{b}.0/24", 210: f"10.21.{b}.0/24", 310: f"10.31.{b}.0/24", 910: f"10.90.{32 + b}.0/28"}
        for vlan, subnet in nets.items():
            wan_net, vrf = WAN[vlan]
            rt.vrfs.append(vrf)
            zone = VLAN_NAMES[vlan].split("-")[0]
            lists = [[], []]
            if vlan != 910:
                acls.add_groups(rt, vrf)
                rt.acls[f"BR-{zone}-IN"], rt.acls[f"WAN-{zone}-IN"] = acls.branch_lan(vlan, subnet, self.model), acls.branch_wan(vlan, subnet, self.model)
                lists = [[f"ip access-group WAN-{zone}-IN in"], [f"ip access-group BR-{zone}-IN in"]]
            for port, address, acl in ((wan, f"{host(wan_net, 20 + b)} {mask(wan_net)}", lists[0]),
                                       (lan, f"{host(subnet, 1)} {mask(subnet)}", lists[1])):
                rt.routed(f"{port}.{vlan}", f"{VLAN_NAMES[vlan]} {'WAN' if port == wan else 'LAN'}",
                          [f"encapsulation dot1Q {vlan}", f"vrf forwarding {vrf}", f"ip address {address}", *acl, "no ip redirects", "no ip proxy-arp"])
            for up in {110: ["10.10.0.0/16", "10.11.0.0/16"], 210: ["10.20.0.0/16", "10.21.0.0/16", "172.31.10.0/24", "10.30.40.0/26",
                                                                          *([f"{IP[s]}/32" for s in acls.SAAS] if self.breakout else [])],
                       310: ["10.30.0.0/16", "10.31.0.0/16"], 910: ["10.90.0.0/16"]}[vlan]:
                rt.route(up, host(wan_net, 1), vrf)
            for core in (self.mncore if vlan == 110 else self.core):
                core.route(subnet, host(wan_net, 20 + b), vrf)
        rt.mgmt = (host(WAN[910][0], 20 + b), host(WAN[910][0], 1), "MGMT")
        self.l2vpn.append((name, f"{name}:{wan}"))
        self.branch_lan(b, rt, lan, nets)

    def branch_lan(self, b, rt, lan, nets):
        previous = None
        pools = {v: Pool(nets[v], 100) for v in (110, 210, 310)}
        for n in range(1, self.scale.branch_switches + 1):
            sw = self.add(f"{rt.name}-sw{n}", rt.site, gi(1, 24))
            self.manage(sw, nets[910], host(nets[910], 1 + n))
            vlans = [210, 910] + ([110, 310] if n == 1 else [110] if n == 2 else [])
            if previous is None:
                self.cable(f"{rt.name}:{lan}", sw.trunk(vlans, rt.name, gi(1, 24)[-1]))
            else:
                self.join(previous, sw, vlans, None, gi(1, 24)[-1])
            previous = previous or sw
            suffix = f"b{b:02}-{n}"
            self.group(f"lg-pc-{suffix}", "lgwan-zone", sw, 210, 4, pool=pools[210])
            self.pc_ranges[b] = (host(nets[210], 100), host(nets[210], pools[210].next - 1))
            if 110 in vlans:
                self.group(f"mn-pc-{suffix}", "mynumber", sw, 110, 3, pool=pools[110])
            if 310 in vlans:
                self.group(f"in-pc-{suffix}", "internet-zone", sw, 310, 2, pool=pools[310])
                self.group(f"mfp-{suffix}", "lgwan-zone", sw, 210, 1, kind="mfp", pool=Pool(nets[210], 200))

    def lg_pcs(self):
        """First and last address of each block of LGWAN-connected PCs."""
        pool = self.pools[210]
        return [(str(pool.subnet[256]), str(pool.subnet[pool.next - 1])), *self.pc_ranges.values()]

    def outside(self):
        import outside
        outside.build(self)
