"""What the running kernel offers, tried out in a namespace of its own."""
from agent import Node

TRIES = {
    "veth": ["ip link add v0 type veth peer name v1"],
    "bridge": ["ip link add b0 type bridge"],
    "bridge with VLANs": ["ip link add b1 type bridge vlan_filtering 1"],
    "802.1Q": ["ip link add link v0 name v0.10 type vlan id 10"],
    "macvlan": ["ip link add m0 link v0 type macvlan mode bridge"],
    "vxlan": ["ip link add x0 type vxlan id 5 remote 192.0.2.1 dstport 4789 dev v0"],
    "vrf": ["ip link add f0 type vrf table 10"],
    "bond": ["ip link add o0 type bond"],
    "gre": ["ip link add g0 type gre remote 192.0.2.1 local 192.0.2.2"],
    "ipip": ["ip link add i0 type ipip remote 192.0.2.1 local 192.0.2.2"],
    "ip rule": ["ip rule add from 192.0.2.0/24 lookup 100"],
    "ipv6": ["sysctl -qw net.ipv6.conf.all.forwarding=1"],
    "iptables": ["iptables-legacy -A FORWARD -m conntrack --ctstate ESTABLISHED -j ACCEPT"],
    "iptables nat": ["iptables-legacy -t nat -A POSTROUTING -o v0 -j MASQUERADE"],
    "ip6tables": ["ip6tables-legacy -A FORWARD -m conntrack --ctstate ESTABLISHED -j ACCEPT"],
    "iptables-nft": ["iptables-nft -A FORWARD -m conntrack --ctstate ESTABLISHED -j ACCEPT"],
    "ipset": ["ipset create s hash:net"],
    "nft": ["nft add table inet t", "nft add chain inet t c { type filter hook forward priority 0 ; policy drop ; }", "nft add rule inet t c ct state established accept"],
    "nft nat": ["nft add table ip n", "nft add chain ip n p { type nat hook prerouting priority -100 ; }", "nft add rule ip n p tcp dport 80 dnat to 192.0.2.1:8080"],
}


def offers():
    """Name of a facility: None when it is there, else why not. Raises OSError where not even a namespace can be had."""
    node = Node("probe")
    try:
        return {name: first_error(node.run([[command.split(), ""] for command in commands])) for name, commands in TRIES.items()}
    finally:
        node.end()


def first_error(results):
    return next((it["err"].strip().splitlines()[-1] if it["err"].strip() else f"exit code {it['code']}" for it in results if it["code"] != 0), None)
