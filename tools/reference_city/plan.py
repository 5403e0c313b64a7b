"""Address plan of the synthetic city: zones, VLANs, subnets, well-known hosts. Nothing here is a real city's plan."""
import ipaddress

# name, role, Japanese, English, subnets, VLANs
ZONES = [
    ("mynumber", "my-number", "マイナンバー利用事務系", "My Number zone", ["10.10.0.0/16", "10.11.0.0/16"], "110-112,120-121"),
    ("lgwan-zone", "lgwan-zone", "LGWAN接続系", "LGWAN-connected zone", ["10.20.0.0/16", "10.21.0.0/16"], "210-213,220-223"),
    ("internet-zone", "internet-zone", "インターネット接続系", "Internet-connected zone", ["10.30.0.0/16", "10.31.0.0/16"], "310-315,320"),
    ("lgwan", "lgwan", "LGWAN（外部）", "LGWAN", ["172.31.0.0/16"], None),
    ("internet", "internet", "インターネット", "Internet", ["10.210.0.0/16", "203.0.113.0/24"], "4000"),
    ("gov-cloud", "government-cloud", "ガバメントクラウド", "Government Cloud", ["10.200.0.0/16"], None),
    ("kokuho", "nhi-federation", "国保連合会回線", "NHI federation line", ["10.10.41.0/28", "172.30.2.0/24"], "113"),
    ("juki", "juki-net", "住基ネット", "Juki-Net", ["172.30.1.0/24"], None),
    ("schools", "school", "学校（校務・学習）", "schools", ["10.40.0.0/16", "10.50.0.0/16"], None),
    ("public-wifi", "public-wifi", "公衆無線LAN", "public Wi-Fi", ["10.60.0.0/16"], "610"),
    ("management", "management", "管理系", "management network", ["10.90.0.0/16"], "910"),
    ("vendor", "vendor", "保守事業者", "maintenance vendors", ["192.0.2.0/24"], None),
]

VLAN_NAMES = {
    110: "MN-OFFICE", 111: "MN-SRV", 112: "MN-EXT", 113: "MN-KOKUHO", 120: "FW-MN-INSIDE", 121: "FW-CS-INSIDE",
    210: "LG-OFFICE", 211: "LG-SRV", 212: "LG-SAN", 213: "LGWAN-DMZ", 220: "FW-MN-OUTSIDE", 221: "FW-LG-INSIDE", 222: "FW-IN-LG", 223: "FW-LBO-LG",
    310: "IN-OFFICE", 311: "IN-SRV", 312: "IN-SAN-MAIL", 313: "IN-SAN-CDR", 314: "IN-SAN-VDI", 315: "IN-SAN-POOL", 320: "FW-IN-INSIDE", 610: "PUB-WIFI", 910: "MGMT", 999: "UNUSED-NATIVE",
}

# VLAN -> (subnet, VRF); the first usable address is the gateway (HSRP or VRRP), the next two are the pair.
SVI = {
    110: ("10.10.0.0/20", "MN"), 111: ("10.10.32.0/24", "MN"), 120: ("10.10.60.0/29", "MN"), 121: ("10.10.60.8/29", "MN"),
    210: ("10.20.0.0/20", "LG"), 211: ("10.20.32.0/24", "LG"), 212: ("10.20.40.0/26", "LG"),
    220: ("10.20.60.0/29", "LG"), 221: ("10.20.60.8/29", "LG"), 222: ("10.20.60.16/29", "LG"), 223: ("10.20.60.24/29", "LG"),
    310: ("10.30.0.0/21", "IN"), 311: ("10.30.32.0/24", "IN"), 320: ("10.30.60.0/29", "IN"),
    910: ("10.90.0.0/24", "MGMT"),
}
# Each sanitiser has a segment of its own behind fw-in, so that nobody reaches it but by its intake (X5). VLAN -> fw-in's address.
SAN = {312: "10.30.40.1/30", 313: "10.30.40.5/30", 314: "10.30.40.9/30", 315: "10.30.40.33/27"}
# Tag on the L2-VPN -> (subnet between the main office and the branch routers, VRF).
WAN = {110: ("10.10.48.0/24", "MN"), 210: ("10.20.56.0/24", "LG"), 310: ("10.30.56.0/24", "IN"), 910: ("10.90.16.0/24", "MGMT")}
RD = {"MN": "65000:110", "LG": "65000:210", "IN": "65000:310", "MGMT": "65000:910"}

# Hosts that rules name.
IP = {
    "mn-atena": "10.10.32.20", "mn-juki": "10.10.32.21", "mn-cert": "10.10.32.22", "mn-shinsei": "10.10.32.30", "mn-zei": "10.10.32.31",
    "mn-fukushi": "10.10.32.32", "mn-ad": "10.10.32.10", "wsus-mn": "10.10.32.40", "av-mn": "10.10.32.41", "mn-print": "10.10.32.50",
    "mn-nas": "10.10.32.51", "mn-log": "10.10.32.60", "cs": "10.10.40.10", "koseki": "10.10.40.20",
    "lg-ad": "10.20.32.10", "lg-zaimu": "10.20.32.50", "lg-jinji": "10.20.32.51", "lg-bunsho": "10.20.32.52", "lg-gw": "10.20.32.53",
    "lg-mail": "10.20.32.25", "lg-nas": "10.20.32.20", "wsus-lg": "10.20.32.40", "av-lg": "10.20.32.41", "lg-backup": "10.20.32.70",
    "lg-print": "10.20.32.54", "lg-log": "10.20.32.60", "cdr-lg": "10.20.40.10", "renkei": "10.20.48.10", "lgwan-mail": "10.20.48.25",
    "in-ad": "10.30.32.11", "in-proxy": "10.30.32.10", "in-files": "10.30.32.20", "in-mail": "10.30.32.25", "in-cms": "10.30.32.30",
    "in-log": "10.30.32.60", "wsus-in": "10.30.32.40",
    "mail-san": "10.30.40.2", "cdr-in": "10.30.40.6", "vdi-gw": "10.30.40.10", "vdi-lg": "10.30.40.10", "vdi-pool": "10.30.40.40", "cdr-out": "10.30.40.41",
    "jump": "10.90.0.10", "nms": "10.90.0.11", "syslog": "10.90.0.12",
    # peers behind the externals
    "chukan": "172.31.20.5", "cert-centre": "172.31.20.10", "jlis-wsus": "172.31.30.20", "jlis-av": "172.31.30.21",
    "asp-1": "172.31.10.10", "asp-2": "172.31.10.11", "pittari": "172.31.30.10", "eltax": "172.31.30.11", "lgwan-relay": "172.31.40.25",
    "saas-1": "203.0.113.80", "saas-2": "203.0.113.81", "lg-desktop": "10.20.32.80", "in-edr": "10.30.32.80", "in-siem": "10.30.32.81", "in-assets": "10.30.32.82",
    "in-jinji": "10.30.32.51", "in-bunsho": "10.30.32.52", "in-gw": "10.30.32.53",
    "gc-system": "10.200.10.10", "juki-net": "172.30.1.10", "sc": "10.210.0.2", "vendor-desk": "192.0.2.10",
}


# Servers that only some models have, and those that some have not; a server that is in neither is there in every model.
ONLY_IN = {"lg-desktop": ("beta", "beta-prime"), "in-edr": ("beta", "beta-prime"), "in-siem": ("beta-prime",), "in-assets": ("beta-prime",),
           "in-jinji": ("beta-prime",), "in-bunsho": ("beta-prime",), "in-gw": ("beta-prime",)}
NOT_IN = {"lg-jinji": ("beta-prime",), "lg-bunsho": ("beta-prime",), "lg-gw": ("beta-prime",), "vdi-gw": ("beta", "beta-prime"), "vdi-pool": ("beta", "beta-prime")}


# What a server is, where that matters: these pass on what they store (P-X4).
KINDS = {"mn-ad": "ad", "lg-ad": "ad", "in-ad": "ad", "mn-nas": "nas", "lg-nas": "nas", "in-files": "file-server", "wsus-mn": "wsus", "wsus-lg": "wsus",
         "wsus-in": "wsus", "av-mn": "av", "av-lg": "av", "lg-backup": "backup", "mn-print": "print-server", "lg-print": "print-server",
         "mn-log": "log-server", "lg-log": "log-server", "in-log": "log-server", "in-proxy": "proxy", "nms": "nms", "syslog": "syslog"}


def has_server(model, name):
    return model in ONLY_IN.get(name, (model,)) and model not in NOT_IN.get(name, ())


def net(text):
    return ipaddress.ip_network(text)


def host(subnet, n):
    """The n-th address of a subnet."""
    return str(net(subnet)[n])


def mask(subnet):
    return str(net(subnet).netmask)


def wild(subnet):
    return str(net(subnet).hostmask)


class Pool:
    """Hands out consecutive ranges of a subnet."""

    def __init__(self, subnet, first):
        self.subnet, self.next = net(subnet), first

    def take(self, count):
        a, b = self.subnet[self.next], self.subnet[self.next + count - 1]
        self.next += count
        if self.next >= self.subnet.num_addresses:
            raise ValueError(f"{self.subnet} is full")
        return str(a) if count == 1 else f"{a}-{b}"
