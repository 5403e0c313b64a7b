"""One node of the lab: a process in a network namespace of its own, which ends with it. It runs commands there, sends the packets it is
told to, answers those that others send, and writes down every packet of the lab that its interfaces carry. Standard library only: it also
runs as part of the init of a virtual machine."""
import array
import ctypes
import errno
import ipaddress
import json
import os
import resource
import selectors
import signal
import socket
import struct
import subprocess
import traceback

CLONE_NEWNET = 0x40000000
PR_SET_PDEATHSIG = 1
ETH_P_ALL, ETH_P_IP, ETH_P_IPV6 = 3, 0x0800, 0x86DD
PACKET_HOST, PACKET_OUTGOING = 0, 4
SO_RCVBUFFORCE = 33
IP_PKTINFO = 8
QUERY, REPLY = b"SKMQ", b"SKMR"
BURST = 8  # packets sent between two looks at what came in
TCP, UDP, ICMP, ICMP6 = 6, 17, 1, 58


def libc_call(name, *arguments):
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


def die_with_parent():
    """However the parent ends."""
    libc_call("prctl", PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def run(argv, text=""):
    """Runs a command in this node. Returns exit code, output and errors."""
    try:
        done = subprocess.run(argv, input=text, capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return {"code": 127, "out": "", "err": str(error)}
    return {"code": done.returncode, "out": done.stdout, "err": done.stderr}


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(array.array("H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return socket.htons(~total & 0xFFFF)


def echo(family, number):
    """An echo request that carries the packet's number, in its identifier and behind it."""
    kind = 8 if family == socket.AF_INET else 128
    payload = QUERY + struct.pack("!I", number)
    head = struct.pack("!BBHHH", kind, 0, 0, number & 0xFFFF, number >> 16)
    if family == socket.AF_INET:  # the kernel computes it for ICMPv6
        head = struct.pack("!BBHHH", kind, 0, checksum(head + payload), number & 0xFFFF, number >> 16)
    return head + payload


def address_text(data):
    return str(ipaddress.ip_address(data))


def parse_frame(data, protocol):
    """(kind, layer-4 protocol, key, src, sport, dst, dport) of a packet of the lab, or None. The key of TCP is the sequence number of the
    SYN, that of the others the packet's number."""
    if protocol == ETH_P_IP and len(data) >= 20:
        size, layer4 = (data[0] & 15) * 4, data[9]
        src, dst, body = data[12:16], data[16:20], data[size:]
    elif protocol == ETH_P_IPV6 and len(data) >= 40:
        layer4, src, dst, body = data[6], data[8:24], data[24:40], data[40:]
    else:
        return None
    if layer4 == TCP and len(body) >= 20:
        sport, dport, sequence, acknowledged = struct.unpack("!HHII", body[:12])
        flags = body[13] & 0x17
        if flags == 0x02:
            return "query", layer4, sequence, address_text(src), sport, address_text(dst), dport
        if flags == 0x12:
            return "reply", layer4, (acknowledged - 1) & 0xFFFFFFFF, address_text(src), sport, address_text(dst), dport
        return None
    if layer4 == UDP and len(body) >= 16:
        sport, dport = struct.unpack("!HH", body[:4])
        mark, rest = body[8:12], body[12:16]
        if mark not in (QUERY, REPLY):
            return None
        kind = "query" if mark == QUERY else "reply"
        return kind, layer4, struct.unpack("!I", rest)[0], address_text(src), sport, address_text(dst), dport
    if layer4 in (ICMP, ICMP6) and len(body) >= 16 and body[8:12] == QUERY:
        number = struct.unpack("!I", body[12:16])[0]
        if body[0] in (8, 128):
            return "query", layer4, number, address_text(src), 0, address_text(dst), 0
        if body[0] in (0, 129):
            return "reply", layer4, number, address_text(src), 0, address_text(dst), 0
    return None


class Prober:
    """Sends, answers and listens until it is told to stop."""

    def __init__(self, control, order):
        self.control = control
        self.packets = list(reversed(order["packets"]))
        self.ports = order["ports"]
        self.frames, self.data, self.unsent = [], [], []
        self.kept = []
        self.selector = selectors.DefaultSelector()
        self.ended = False

    def watch(self, sock, events, act):
        sock.setblocking(False)
        self.selector.register(sock, events, act)

    def listen(self):
        sniffer = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(ETH_P_ALL))
        sniffer.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, 32 << 20)
        self.watch(sniffer, selectors.EVENT_READ, self.on_frame)
        for family in (socket.AF_INET, socket.AF_INET6):
            for port in self.ports:
                try:
                    self.listen_on(family, port)
                except OSError as error:
                    if error.errno not in (errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL):
                        raise

    def listen_on(self, family, port):
        tcp = socket.socket(family, socket.SOCK_STREAM)
        udp = socket.socket(family, socket.SOCK_DGRAM)
        for sock in (tcp, udp):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            sock.bind(("" if family == socket.AF_INET else "::", port))
        if family == socket.AF_INET:
            udp.setsockopt(socket.IPPROTO_IP, IP_PKTINFO, 1)
        else:
            udp.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_RECVPKTINFO, 1)
        tcp.listen(1024)
        self.watch(tcp, selectors.EVENT_READ, self.on_connection)
        self.watch(udp, selectors.EVENT_READ, self.on_datagram)

    def on_frame(self, sock, _):
        while True:
            try:
                data, (interface, protocol, kind, _, _) = sock.recvfrom(2048)
            except BlockingIOError:
                return
            if interface == "lo" or kind not in (PACKET_HOST, PACKET_OUTGOING):
                continue
            found = parse_frame(data, protocol)
            if found:
                self.frames.append(("out" if kind == PACKET_OUTGOING else "in", *found))

    def on_connection(self, sock, _):
        try:
            peer, _ = sock.accept()
        except OSError:
            return
        self.watch(peer, selectors.EVENT_READ, self.on_request)

    def on_request(self, sock, _):
        """What arrives goes back: later packets of the session, in both directions."""
        try:
            data = sock.recv(64)
            if data:
                sock.send(data)
                return
        except OSError:
            pass
        self.selector.unregister(sock)
        sock.close()

    def on_datagram(self, sock, _):
        try:
            data, ancillary, _, peer = sock.recvmsg(64, 256)
        except OSError:
            return
        if data[:4] != QUERY:
            return
        for level, kind, value in ancillary:
            if level == socket.IPPROTO_IP and kind == IP_PKTINFO:
                own = struct.pack("I4s4s", 0, value[8:12], b"\0" * 4)  # from the address that was asked
            elif level == socket.IPPROTO_IPV6 and kind == socket.IPV6_PKTINFO:
                own = value[:16] + struct.pack("I", 0)
            else:
                continue
            try:
                sock.sendmsg([REPLY + data[4:]], [(level, kind, own)], 0, peer)
            except OSError:
                pass  # no route back: the asker sees no answer

    def send_one(self, packet):
        family = socket.AF_INET6 if ":" in packet["dst"] else socket.AF_INET
        number, protocol = packet["id"], packet["proto"]
        if protocol in ("icmp", "icmp6"):
            sock = socket.socket(family, socket.SOCK_RAW, ICMP if family == socket.AF_INET else ICMP6)
            sock.bind((packet["src"], 0))
            sock.sendto(echo(family, number), (packet["dst"], 0))
            sock.close()
            return
        sock = socket.socket(family, socket.SOCK_STREAM if protocol == "tcp" else socket.SOCK_DGRAM)
        sock.setblocking(False)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.kept.append(sock)
        sock.bind((packet["src"], packet["sport"]))
        if protocol == "udp":
            sock.sendto(QUERY + struct.pack("!I", number), (packet["dst"], packet["dport"]))
            return
        result = sock.connect_ex((packet["dst"], packet["dport"]))
        if result not in (0, errno.EINPROGRESS):
            raise OSError(result, os.strerror(result))
        self.watch(sock, selectors.EVENT_READ | selectors.EVENT_WRITE, lambda s, e: self.on_client(s, e, number))

    def on_client(self, sock, events, number):
        try:
            if events & selectors.EVENT_READ:
                if sock.recv(64):
                    self.data.append(number)
                self.selector.unregister(sock)
            else:
                sock.send(struct.pack("!I", number))
                self.selector.modify(sock, selectors.EVENT_READ, lambda s, e: self.on_client(s, e, number))
        except OSError:
            self.selector.unregister(sock)  # refused

    def send_some(self):
        for _ in range(min(BURST, len(self.packets))):
            packet = self.packets.pop()
            try:
                self.send_one(packet)
            except OSError as error:
                self.unsent.append([packet["id"], str(error)])

    def on_control(self, *_):
        self.ended = True  # whatever it says

    def run(self):
        self.listen()
        tell(self.control, {"ready": True})
        if hear(self.control) is None:
            return
        self.selector.register(self.control, selectors.EVENT_READ, self.on_control)
        told = False
        while not self.ended:
            self.send_some()
            if not self.packets and not told:
                told = True
                tell(self.control, {"sent": True})
            for key, events in self.selector.select(0 if self.packets else 0.2):
                key.data(key.fileobj, events)
        hear(self.control)
        self.finish()

    def finish(self):
        for key in list(self.selector.get_map().values()):
            if key.fileobj is not self.control:
                self.selector.unregister(key.fileobj)
                key.fileobj.close()
        for sock in self.kept:
            sock.close()
        tell(self.control, {"frames": self.frames, "data": self.data, "unsent": self.unsent})


def tell(sock, message):
    data = json.dumps(message).encode()
    sock.setblocking(True)
    sock.sendall(struct.pack("!I", len(data)) + data)


def exactly(sock, size):
    parts = []
    while size:
        part = sock.recv(min(size, 1 << 20))
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def hear(sock):
    """The next message, or None when the other end is gone."""
    sock.setblocking(True)
    head = exactly(sock, 4)
    if head is None:
        return None
    body = exactly(sock, struct.unpack("!I", head)[0])
    return None if body is None else json.loads(body)


def serve(control):
    while (order := hear(control)) is not None:
        if "run" in order:
            tell(control, [run(argv, text) for argv, text in order["run"]])
        else:
            Prober(control, order).run()


class Node:
    """The parent's side."""

    def __init__(self, name):
        self.name = name
        self.control, theirs = socket.socketpair()
        self.pid = os.fork()
        if self.pid == 0:
            live(self.control, theirs)
        theirs.close()
        greeting = hear(self.control) or {"failed": "its process ended"}
        if "failed" in greeting:
            self.end()
            raise OSError(f"{name}: {greeting['failed']}")

    def run(self, commands):
        """`commands`: pairs of argv and standard input."""
        tell(self.control, {"run": commands})
        return hear(self.control)

    def end(self):
        self.control.close()
        try:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass


def live(parents, control):
    """The child's life. Its namespace goes with it; it goes when the parent does."""
    code = 1
    try:
        parents.close()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        die_with_parent()
        try:
            libc_call("unshare", CLONE_NEWNET)
        except OSError as error:
            tell(control, {"failed": error.strerror})
            return
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        tell(control, {"up": True})
        serve(control)
        code = 0
    except BaseException:  # the parent sees the closed socket
        traceback.print_exc()
    finally:
        os._exit(code)
