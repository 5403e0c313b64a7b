#!/usr/bin/env python3
"""Parse throughput and peak memory by vendor: one large config of each is written, loaded with `sekimori show … vlans`, and compared with a small
one, so that start-up does not count. Prints MB/s of CPU time (loading uses one thread; other programs on the machine do not count) and the peak;
the text is synthetic, rule after rule, as real exports repeat themselves. Then the same for rules of real files (--real, where that folder is):
they are repeated in one device until the text has 20 MB."""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile


def addresses(i):
    return f"10.{i // 65536 % 256}.{i // 256 % 256}.{i % 256}"


def ios(n):
    rules = "".join(f" permit tcp host {addresses(i)} host {addresses(i * 7)} eq {1 + i % 60000}\n" for i in range(n))
    return "cfg", ("hostname r1\nip routing\ninterface GigabitEthernet0/1\n ip address 10.0.0.1 255.255.255.0\n ip access-group A in\n!\n"
                   "ip access-list extended A\n" + rules + " deny ip any any\n!\nend\n")


def fortios(n):
    addr = "".join(f'edit "h{i}"\nset subnet {addresses(i)} 255.255.255.255\nnext\n' for i in range(n // 10))
    policy = "".join(f'edit {i + 1}\nset srcintf "port1"\nset dstintf "port2"\nset srcaddr "h{i % (n // 10)}"\nset dstaddr "h{i * 7 % (n // 10)}"\nset action accept\n'
                     f'set schedule "always"\nset service "HTTPS"\nnext\n' for i in range(n))
    ports = "".join(f'edit "port{p}"\nset ip 10.0.{p}.1 255.255.255.0\nnext\n' for p in (1, 2))
    return "conf", (f"#config-version=FGT60F-7.2.0\nconfig system interface\n{ports}end\nconfig firewall address\n{addr}end\nconfig firewall policy\n{policy}end\n")


def yamaha(n):
    rules = "".join(f"ip filter {i + 1} pass {addresses(i)} {addresses(i * 7)} tcp * {1 + i % 60000}\n" for i in range(n))
    return "txt", "# RTX1220 Rev.15.04.05\nip lan1 address 10.0.0.1/24\nip lan2 address 10.0.1.1/24\n" + rules + "ip lan1 secure filter in 1 2 3\n"


def nec(n):
    rules = "".join(f"ip access-list A permit tcp src {addresses(i)}/32 sport any dest {addresses(i * 7)}/32 dport eq {1 + i % 60000}\n" for i in range(n))
    return "cfg", "hostname r1\nip ufs-cache enable\nproxy-dns ip enable\n" + rules + "interface GigaEthernet0.0\n  ip address 10.0.0.1/24\n  ip filter A 1 in\n"


def junos(n):
    rules = "".join(f"term t{i} {{\n from {{\n  source-address {{ {addresses(i)}/32; }}\n  destination-address {{ {addresses(i * 7)}/32; }}\n  protocol tcp;\n"
                    f"  destination-port {1 + i % 60000};\n }}\n then accept;\n}}\n" for i in range(n))
    return "conf", ("system {\n host-name r1;\n}\ninterfaces {\n ge-0/0/1 {\n unit 0 {\n family inet {\n address 10.0.0.1/24;\n filter { input A; }\n}\n}\n}\n}\n"
                    "firewall {\nfamily inet {\nfilter A {\n" + rules + "}\n}\n}\n")


def panos(n):
    rules = "".join(f"<entry name=\"r{i}\"><from><member>a</member></from><to><member>b</member></to>\n<source><member>{addresses(i)}</member></source>\n<destination><member>"
                    f"{addresses(i * 7)}</member></destination>\n<service><member>service-https</member></service><application><member>any</member></application>\n"
                    f"<action>allow</action></entry>\n" for i in range(n))
    ports = "".join(f"<entry name=\"ethernet1/{i}\"><layer3><ip><entry name=\"10.0.{i}.1/24\"/></ip></layer3></entry>" for i in (1, 2))
    zones = "".join(f"<entry name=\"{z}\"><network><layer3><member>ethernet1/{i}</member></layer3></network></entry>" for z, i in (("a", 1), ("b", 2)))
    return "xml", ("<config version=\"10.1.0\"><devices><entry name=\"localhost.localdomain\"><network><interface><ethernet>" + ports + "</ethernet></interface></network>\n"
                   "<vsys><entry name=\"vsys1\"><zone>" + zones + "</zone><rulebase><security><rules>\n" + rules + "</rules></security></rulebase></entry></vsys></entry></devices></config>\n")


def linux(n):
    rules = "".join(f"-A FORWARD -s {addresses(i)}/32 -d {addresses(i * 7)}/32 -i eth0 -p tcp -m tcp --dport {1 + i % 60000} -j ACCEPT\n" for i in range(n))
    return "rules", "*filter\n:FORWARD DROP [0:0]\n" + rules + "COMMIT\n"


REAL_SIZE = 20_000_000


def real_ios(data):
    """The extended lists of the Stanford routers; each copy is a list of its own."""
    lists = {}
    for path in sorted((data / "stanford-backbone/configs").glob("*_config.txt")):
        block = None
        for line in path.read_text(errors="replace").splitlines():
            numbered = re.match(r"access-list (1\d\d|2\d\d\d) ((permit|deny|remark) .*)", line)
            named = re.match(r"ip access-list extended (\S+)", line)
            if numbered:
                lists.setdefault((path.stem, numbered[1]), []).append(" " + numbered[2])
            elif named:
                block = lists.setdefault((path.stem, named[1]), [])
            elif block is not None and line.startswith(" "):
                block.append(line)
            else:
                block = None
    if not lists:
        raise FileNotFoundError(data)
    head = "hostname r1\ninterface GigabitEthernet0/1\n ip address 10.0.0.1 255.255.255.0\n!\n"
    return "cfg", head, lambda copy: "".join(
        f"ip access-list extended {router}-{name}-{copy}\n" + "\n".join(lines) + "\n!\n" for (router, name), lines in lists.items())


def real_fortios(data):
    """A whole export, and then its policies again and again, with numbers of their own."""
    text = (data / "lab-validation/fortios_fw_policy_basic/configs/fw/show.txt").read_text(errors="replace")
    block = re.search(r"^config firewall policy\n(.*?)^end\n", text, re.M | re.S)[1]
    numbers = len(re.findall(r"^    edit \d+$", block, re.M))
    return "conf", text, lambda copy: "config firewall policy\n" + re.sub(
        r"^    edit (\d+)$", lambda match: f"    edit {int(match[1]) + (copy + 1) * (numbers + 1)}", block, flags=re.M) + "end\n"


def real_linux(data):
    """The largest dump; each copy has chains of its own, which nothing calls: what is measured is reading, not flattening."""
    files = (data / "net-network-iptables").rglob("iptables-save*")
    text = max((path.read_text(errors="replace") for path in files if path.is_file()), key=len)
    table = re.search(r"^\*filter\n(.*?)^COMMIT$", text, re.M | re.S)[1]
    chains = set(re.findall(r"^:(\S+)", table, re.M))

    def again(copy):
        own = re.sub(r"^:(\S+) \S+", rf":\1-{copy} -", table, flags=re.M)
        return re.sub(r"(^-A |-j |-g )(\S+)", lambda match: match[0] + (f"-{copy}" if match[2] in chains else ""), own, flags=re.M)

    return "rules", "*filter\n" + table, lambda copy: again(copy)


def repeated(head, again, end):
    parts, size = [head], len(head)
    while size < REAL_SIZE:
        parts.append(again(len(parts)))
        size += len(parts[-1])
    return "".join(parts) + end


def rules_in(text):
    return len(re.findall(r"^(?: *\d* *(?:permit|deny) |    edit \d+$|-A )", text, re.M))


def load(program, folder):
    child = subprocess.Popen([program, "show", folder, "vlans"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{program} show {folder} failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default="build/release/cli/sekimori")
    parser.add_argument("--rules", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--real", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parents[2].parent / "shared/data")
    arguments = parser.parse_args()

    def measured(ending, text):
        with tempfile.TemporaryDirectory() as scratch:
            folder = pathlib.Path(scratch)
            (folder / "configs").mkdir()
            (folder / "configs" / f"r1.{ending}").write_text(text)
            runs = [load(arguments.program, folder) for _ in range(arguments.runs)]
            return min(run[0] for run in runs), max(run[1] for run in runs)

    def show(name, rules, text, small, large):
        megabytes, net = len(text.encode()) / 1e6, max(large[0] - small[0], 1e-9)
        print(f"| {name} | {rules:,} | {megabytes:.1f} MB | {net:.2f} s | {megabytes / net:.0f} MB/s | {large[1]:.0f} MB |", flush=True)

    print("| vendor | rules | text | load | throughput | peak memory |\n|---|---|---|---|---|---|")
    for name, make in (("Cisco IOS", ios), ("FortiOS", fortios), ("YAMAHA RTX", yamaha), ("NEC IX", nec), ("Junos", junos), ("PAN-OS XML", panos), ("Linux iptables", linux)):
        ending, text = make(arguments.rules)
        show(name, arguments.rules, text, measured(*make(10)), measured(ending, text))
    for name, read, end in (("Cisco IOS, real lists", real_ios, "end\n"), ("FortiOS, real policies", real_fortios, ""),
                            ("Linux iptables, real chains", real_linux, "COMMIT\n")):
        try:
            ending, head, again = read(arguments.real)
        except (OSError, ValueError):
            print(f"{name}: skipped, its files are not in {arguments.real}", file=sys.stderr)
            continue
        text = repeated(head, again, end)
        show(name, rules_in(text), text, measured(ending, head + end), measured(ending, text))


if __name__ == "__main__":
    main()
