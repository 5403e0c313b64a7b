"""Init of the virtual machine: runs the plans of /plans.json and writes each result as one line to the second serial line. Standard library
only. Nothing here outlives it: the machine goes off at the end."""
import base64
import json
import os
import subprocess
import sys
import termios
import time
import traceback
import zlib

sys.path.insert(0, "/lab")

import kernel
import probe


def mount_all():
    for kind, where in (("proc", "/proc"), ("sysfs", "/sys"), ("devtmpfs", "/dev"), ("tmpfs", "/run"), ("tmpfs", "/tmp")):
        os.makedirs(where, exist_ok=True)
        subprocess.run(["/bin/busybox", "mount", "-t", kind, kind, where], check=False)


def open_line():
    """The second serial line as bytes are, without the terminal's translations."""
    line = os.open("/dev/ttyS1", os.O_RDWR | os.O_NOCTTY)
    settings = termios.tcgetattr(line)
    settings[0] = settings[1] = settings[3] = 0
    settings[2] = termios.CS8 | termios.CREAD | termios.CLOCAL
    settings[4] = settings[5] = termios.B115200
    termios.tcsetattr(line, termios.TCSANOW, settings)
    return line


def write(line, message):
    data = base64.b64encode(zlib.compress(json.dumps(message).encode(), 9)) + b"\n"
    while data:
        data = data[os.write(line, data):]


def main():
    mount_all()
    line = open_line()
    try:
        with open("/plans.json", encoding="utf-8") as file:
            order = json.load(file)
        offered = probe.offers()
        write(line, {"kernel": os.uname().release, "offers": offered})
        for plan in order["plans"]:
            lacking = [name for name in plan["needs"] if offered.get(name) is not None]
            started = time.monotonic()
            result = {"name": plan["name"], "lacking": lacking} if lacking else kernel.run_plan(plan, order["linger"])
            write(line, {**result, "seconds": time.monotonic() - started})
        write(line, {"end": True})
    except BaseException:  # whatever it is, the host has to hear of it
        write(line, {"failed": traceback.format_exc()})
    termios.tcdrain(line)
    subprocess.run(["/bin/busybox", "poweroff", "-f"], check=False)


if __name__ == "__main__":
    main()
