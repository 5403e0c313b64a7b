"""A virtual machine that runs plans on Debian's cloud kernel: an initramfs with the lab, the tools it calls and what those need, and
nothing else. No network card, no disk; software emulation, so it needs no rights. Everything is written below build/lab/vm."""
import base64
import json
import os
import pathlib
import shutil
import subprocess
import sys
import zlib

HERE = pathlib.Path(__file__).resolve().parent
PACKAGE = "linux-image-cloud-amd64"
PYTHON = "/usr/bin/python3"  # the distribution's own: its libraries are the ones that ldd finds
TOOLS = ["ip", "bridge", "ss", "sysctl", "ipset", "nft", "iptables-legacy", "iptables-legacy-save", "iptables-legacy-restore", "ip6tables-legacy",
         "ip6tables-legacy-save", "ip6tables-legacy-restore", "iptables-nft"]
MODULES = ["kernel/net", "kernel/lib", "kernel/drivers/net/veth.ko", "kernel/drivers/net/vrf.ko", "kernel/drivers/net/vxlan", "kernel/drivers/net/bonding",
           "kernel/drivers/net/macvlan.ko", "kernel/drivers/net/dummy.ko", "kernel/crypto"]


class Unavailable(Exception):
    """No such machine can be had here; the message says why."""


def output_of(argv, **options):
    try:
        return subprocess.run(argv, capture_output=True, text=True, check=True, **options).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise Unavailable(f"{argv[0]}: {getattr(error, 'stderr', '') or error}".strip()) from error


def kernel_files(folder):
    """vmlinuz and the folder of the modules, unpacked from Debian's package; nothing is installed."""
    root = folder / "kernel"
    found = sorted(root.glob("boot/vmlinuz-*"))
    if not found:
        depends = output_of(["apt-cache", "depends", "--important", PACKAGE])
        names = [line.split()[-1] for line in depends.splitlines() if "Depends:" in line and "linux-image-" in line]
        if not names:
            raise Unavailable(f"apt knows no package {PACKAGE}")
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir(parents=True)
        output_of(["apt-get", "download", names[0]], cwd=root)
        for package in root.glob("*.deb"):
            output_of(["dpkg", "-x", str(package), str(root)])
            package.unlink()
        found = sorted(root.glob("boot/vmlinuz-*"))
    release = found[0].name.removeprefix("vmlinuz-")
    modules = next((p for p in (root / "lib/modules" / release, root / "usr/lib/modules" / release) if p.is_dir()), None)
    if modules is None:
        raise Unavailable(f"no modules for {release} in the package")
    return found[0], modules


def copy(path, tree):
    """A file at the place it has here; a link as the file it leads to."""
    target = tree / str(path).lstrip("/")
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(os.path.realpath(path), target)


def copy_program(path, tree):
    copy(path, tree)
    listed = subprocess.run(["ldd", os.path.realpath(path)], capture_output=True, text=True, check=False).stdout
    for word in listed.split():
        if word.startswith("/"):
            copy(word, tree)


def python_files():
    """What `import guest` loads, by the interpreter itself."""
    ask = ("import sys; sys.path.insert(0, sys.argv[1]); import guest, encodings.idna, encodings.ascii, encodings.latin_1, encodings.cp437;"
           "print('\\n'.join(sorted({m.__file__ for m in list(sys.modules.values()) if getattr(m, '__file__', None)})))")
    return [pathlib.Path(line) for line in output_of([PYTHON, "-S", "-E", "-B", "-c", ask, str(HERE)]).splitlines()]


def make_tree(tree, modules):
    shutil.rmtree(tree, ignore_errors=True)
    for folder in ("proc", "sys", "dev", "run", "tmp", "etc", "lab", "bin", "sbin"):
        (tree / folder).mkdir(parents=True)
    copy_program(PYTHON, tree)
    for file in python_files():
        if file.parent == HERE:
            shutil.copy2(file, tree / "lab" / file.name)
        elif file.suffix == ".so":
            copy_program(file, tree)
        elif file.is_file():
            copy(file, tree)
    search = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
    for tool in TOOLS:
        path = shutil.which(tool, path=search)
        if path is None:
            raise Unavailable(f"no {tool}")
        copy_program(path, tree)
    for extension in pathlib.Path("/usr/lib/x86_64-linux-gnu/xtables").glob("*.so"):
        copy_program(extension, tree)
    busybox = shutil.which("busybox", path=search)
    if busybox is None:
        raise Unavailable("no busybox")
    shutil.copy2(busybox, tree / "bin/busybox")
    for link in ("bin/sh", "sbin/modprobe"):
        (tree / link).symlink_to("/bin/busybox")
    target = tree / "lib/modules" / modules.name
    for part in MODULES:
        for file in sorted(modules.glob(part + "*") if part.endswith(".ko") else (modules / part).rglob("*.ko*")):
            place = target / file.relative_to(modules)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(file, place)
    for file in modules.glob("modules.*"):
        shutil.copy2(file, target / file.name)
    output_of([shutil.which("depmod", path=search) or "depmod", "-b", str(tree), modules.name])
    init = tree / "init"
    init.write_text(f"#!/bin/sh\nexport PATH=/usr/sbin:/usr/bin:/sbin:/bin\nexec {PYTHON} -S -E -B /lab/guest.py\n", encoding="utf-8")
    init.chmod(0o755)


def pack(tree, initramfs):
    names = subprocess.run(["find", ".", "-print0"], cwd=tree, capture_output=True, check=True).stdout
    archive = subprocess.run(["cpio", "--null", "-o", "-H", "newc", "--quiet", "-R", "0:0"], cwd=tree, input=names, capture_output=True, check=False)
    if archive.returncode != 0:
        raise Unavailable(f"cpio: {archive.stderr.decode(errors='replace')}")
    initramfs.write_bytes(archive.stdout)


def results_in(file):
    messages = []
    for line in file.read_bytes().splitlines():
        try:
            messages.append(json.loads(zlib.decompress(base64.b64decode(line, validate=True))))
        except (ValueError, zlib.error):
            continue
    return messages


def run(plans, linger, seconds, folder=pathlib.Path("build/lab/vm")):
    """The messages of the machine, in order. Raises Unavailable."""
    qemu = shutil.which("qemu-system-x86_64")
    if qemu is None:
        raise Unavailable("no qemu-system-x86_64 (Debian: qemu-system-x86)")
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    vmlinuz, modules = kernel_files(folder)
    tree, initramfs, line = folder / "tree", folder / "initramfs", folder / "results"
    make_tree(tree, modules)
    (tree / "plans.json").write_text(json.dumps({"plans": plans, "linger": linger}), encoding="utf-8")
    pack(tree, initramfs)
    line.unlink(missing_ok=True)
    argv = [qemu, "-accel", "tcg", "-cpu", "max", "-m", "1024", "-nographic", "-no-reboot", "-nic", "none", "-kernel", str(vmlinuz), "-initrd", str(initramfs),
            "-append", "console=ttyS0 quiet panic=-1 mitigations=off", "-serial", "stdio", "-serial", f"file:{line}", "-monitor", "none"]
    with open(folder / "console.log", "wb") as console:
        try:
            subprocess.run(argv, stdin=subprocess.DEVNULL, stdout=console, stderr=subprocess.STDOUT, timeout=seconds, check=False)
        except subprocess.TimeoutExpired:
            print(f"lab: the virtual machine did not end within {seconds} s (console: {folder / 'console.log'})", file=sys.stderr)
    return results_in(line) if line.exists() else []
