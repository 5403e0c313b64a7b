"""What the city declares of its hosts (申告値): attributes that no config shows, with who said so and when. Which a pack asks for: docs/policy.md."""

BY = {"declared-by": "情報政策課 端末台帳", "declared-on": "2026-10-01"}
PREFECTURE = {"declared-by": "県セキュリティクラウド サービス仕様書", "declared-on": "2026-10-01"}
FUNCTIONS = "web-monitoring, mail-relay, proxy, external-dns, firewall, ids-ips, anti-malware, url-filter, spam-filter, sandbox, waf, cdn, log-analysis, soc"

ZONES = {
    # P-MN4, P-MN5, P-MN6
    "mynumber": {"removable-media": "blocked", "take-out-log": "yes", "auth-factors": "knowledge, possession", "wireless": "no", **BY},
    "lgwan-zone": {**BY},
    "internet-zone": {"edr": "yes", "edr-monitored": "yes", **BY},  # P-IN3
    "lgwan": {**BY}, "gov-cloud": {**BY}, "juki": {**BY}, "vendor": {**BY}, "kokuho": {**BY},
}
HOSTS = {
    "renkei": {"role": "renkei", "av-scan": "yes", **BY},  # P-MN8
    "mail-san": {"data": "mail", "updated": "yes", **BY}, "vdi-lg": {"data": "screen", "updated": "yes", "auth-factors": "knowledge, possession", **BY}, "cdr-in": {"data": "file", "updated": "yes", **BY}, "vdi-gw": {"data": "screen", "updated": "yes", **BY},
    "security-cloud": {"functions": FUNCTIONS, **PREFECTURE},  # P-IN2
    # P-MN3: peers of the My Number zone are on closed networks; P-GC1: what the Government Cloud may reach the Internet for
    "lgwan-line": {"internet-connected": "no", **BY}, "juki-line": {"internet-connected": "no", **BY},
    "gc-line": {"internet-connected": "no", "internet-purposes": "patch, licence, console", **BY},
    # P-LG4
    "lbo-line": {"breakout": "yes", "fqdn": "outlook.office.com, teams.microsoft.com", "tenant-control": "yes", "edr": "yes", "cdr-on-download": "yes", **BY},
    # P-X9
    "vendor-line": {"mfa": "yes", "recording": "yes", "default": "disabled", "contract": "R8-保守-012", **BY},
}


def text(attributes):
    """As a map of YAML: words that YAML takes for something else are quoted."""
    return "{" + ", ".join(f'{key}: "{value}"' for key, value in attributes.items()) + "}"


def of_zone(name, model):
    """β′: every server of the Internet zone has access control of its own for each asset (P-IN3)."""
    own = {"asset-acl": "yes"} if (name, model) == ("internet-zone", "beta-prime") else {}
    return [f"    attributes: {text({**own, **ZONES[name]})}"] if ZONES.get(name) else []


def of_host(name, before=", "):
    return f"{before}attributes: {text(HOSTS[name])}" if HOSTS.get(name) else ""


def block(name):
    """For an entry that is written line by line."""
    return [f"    attributes: {text(HOSTS[name])}"] if HOSTS.get(name) else []
