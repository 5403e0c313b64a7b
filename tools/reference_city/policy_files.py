"""policy.yaml and ledger.csv."""
from firewalls import firewalls_of
from plan import IP

def policy(city):
    """The city runs under the pack's matrix and narrows nothing: what each pair of zones may do is the pack's word."""
    return "\n".join(["# What each pair of zones may do stands in the pack (topologies/packs/); the city has no cells of its own.", "version: 1",
                      f"pack: {city.model}", 'edition: "R6.10"', *(["options: [local-breakout]"] if city.breakout else [])]) + "\n"


def names(city, prefix):
    return [h["name"] for h in city.hosts if h["name"].startswith(prefix)]


def selves(city):
    return [f"self:{d.name}" for d in city.devices.values() if d.mgmt] + consoles(city)


def addresses(city, ends):
    """The management addresses of these devices."""
    own = {f"self:{d.name}": d.mgmt[0] for d in city.devices.values() if d.mgmt}
    own |= {"self:fw-lbo": "10.90.0.24", "self:fw-mn": "10.90.0.20", "self:fw-lg": "10.90.0.21", "self:fw-in": "10.90.0.22", "self:fw-cs": "10.90.0.23"}
    return ";".join(own[e] for e in ends)


def consoles(city):
    return [f"self:{n}" for n in firewalls_of(city)]



HEAD = "id,from,to,service,from-address,to-address,required,purpose,owner,approver,expiry"


def screens(city):
    if city.beta:
        return [("F10", names(city, "in-pc-"), ["vdi-lg"], "tcp/443"), ("F10-desktop", ["vdi-lg"], ["lg-desktop"], "tcp/3389")]
    return [("F10", names(city, "lg-pc-"), ["vdi-gw"], "tcp/443"), ("F10-pool", ["vdi-gw"], ["vdi-pool"], "tcp/3389"),
            ("F10-web", ["vdi-pool"], ["in-proxy"], "tcp/443")]


def flows(city):
    """Flows that need no approval in the ledger (sanitisers, security cloud, inside a zone) but have to work (2(14))."""
    offices = [*names(city, "in-pc-"), "in-files"]
    rows = [
        ("F2-juki", ["mn-juki"], ["cs"], "tcp/443"), ("F2-koseki", names(city, "mn-pc-"), ["koseki"], "tcp/443"),
        ("F8-intake", ["in-mail"], ["mail-san"], "tcp/25"), ("F8", ["mail-san"], ["lg-mail"], "tcp/25"),
        ("F9-intake", offices, ["cdr-in"], "tcp/443"), ("F9", ["cdr-in"], ["cdr-lg"], "tcp/443"),
        *screens(city), ("F11-send", names(city, "lg-pc-"), ["cdr-lg"], "tcp/443"),
        ("F11-collect", offices, ["cdr-out"], "tcp/443"),
        ("F12-pc", names(city, "in-pc-"), ["in-proxy"], "tcp/443"), ("F12-web", ["in-proxy"], ["security-cloud"], "tcp/443"),
        ("F12-mail-out", ["in-mail"], ["security-cloud"], "tcp/25"), ("F12-mail-in", ["security-cloud"], ["in-mail"], "tcp/25"),
        ("R3-inside", ["lgwan-mail"], ["lg-mail"], "tcp/25"), ("R4-inside", ["lg-mail"], ["lgwan-mail"], "tcp/25"),
        ("F16-mn-log", ["mn-atena", "mn-juki", "mn-zei"], ["mn-log"], "udp/514"), ("F16-mn-ntp", names(city, "mn-pc-"), ["mn-ad"], "udp/123"),
        ("F16-lg-log", ["lg-mail", "lg-zaimu", "cdr-lg"], ["lg-log"], "udp/514"), ("F16-lg-ntp", names(city, "lg-pc-"), ["lg-ad"], "udp/123"),
        ("F16-in-log", ["in-proxy", "in-mail"], ["in-log"], "udp/514"), ("F16-in-ntp", names(city, "in-pc-"), ["in-ad"], "udp/123"),
        ("F16-device-log", selves(city), ["syslog"], "udp/514"), ("F16-device-ntp", selves(city), ["nms"], "udp/123")]
    own = addresses(city, selves(city))  # a device speaks from its management address
    return "\n".join([HEAD, *(f"{n},{';'.join(a)},{';'.join(b)},{service},{own if 'device' in n else ''},,yes,,,," for n, a, b, service in rows)]) + "\n"


def ledger(city):
    pcs = ";".join(names(city, "lg-pc-"))
    line = "lgwan-line"
    rows = [
        ("F1", "mn-atena", line, "tcp/443", "", IP["chukan"], "中間サーバーとの情報連携 / intermediate server", "市民課"),
        ("F2", "cs", "juki-line", "tcp/443", "", IP["juki-net"], "住基ネット / Juki-Net", "市民課"),
        ("F3-out", "mn-cert", line, "tcp/443", "", IP["cert-centre"], "証明書交付センター / certificate centre", "市民課"),
        ("F3-in", line, "mn-cert", "tcp/443", IP["cert-centre"], "", "コンビニ交付の要求 / certificate requests", "市民課"),
        ("F4", "mn-shinsei", "renkei", "tcp/443", "", "", "申請データの取込 / application intake", "市民課"),
        ("F5-pittari", "renkei", line, "tcp/443", "", IP["pittari"], "ぴったりサービス / application portal", "市民課"),
        ("F5-eltax", "renkei", line, "tcp/443", "", IP["eltax"], "eLTAX / local tax portal", "課税課"),
        ("F6-jumin", "mn-juki", "gc-line", "tcp/443", "", IP["gc-system"], "標準準拠システム 住民記録 / residents", "市民課"),
        ("F6-zei", "mn-zei", "gc-line", "tcp/443", "", IP["gc-system"], "標準準拠システム 税 / tax", "課税課"),
        ("F6-fukushi", "mn-fukushi", "gc-line", "tcp/443", "", IP["gc-system"], "標準準拠システム 福祉 / welfare", "福祉課"),
        ("F7-wsus", "wsus-mn", line, "tcp/8530", "", IP["jlis-wsus"], "更新プログラム / updates", "情報政策課"),
        ("F7-av", "av-mn", line, "tcp/443", "", IP["jlis-av"], "定義ファイル / definitions", "情報政策課"),
        ("F11", "cdr-lg", "cdr-out", "tcp/443", "", "", "上長承認付きファイル持出し / approved files out", "総務課"),
        ("F13-bunsho", pcs, line, "tcp/443", "", IP["asp-1"], "LGWAN-ASP 文書管理 / document management", "総務課"),
        ("F13-shokuin", pcs, line, "tcp/443", "", IP["asp-2"], "LGWAN-ASP 職員研修 / staff training", "職員課"),
        ("R3", line, "lgwan-mail", "tcp/25", IP["lgwan-relay"], "", "LGWANメール受信 / LGWAN mail in", "総務課"),
        ("R4", "lgwan-mail", line, "tcp/25", "", IP["lgwan-relay"], "LGWANメール送信 / LGWAN mail out", "総務課"),
        # A device answers at any of its addresses, so the approval names the device; what has to work is its management address.
        ("F15-ssh", "jump", ";".join(selves(city)), "tcp/22", "", addresses(city, selves(city)), "機器の保守 / device management", "情報政策課"),
        ("F15-https", "jump", ";".join(consoles(city)), "tcp/443", "", addresses(city, consoles(city)), "境界FWの管理画面 / firewall consoles", "情報政策課"),
        ("F15-ssh-any", "jump", ";".join(selves(city)), "tcp/22", "", "", "機器の保守（全アドレス） / device management at any address", "情報政策課"),
        ("F15-https-any", "jump", ";".join(consoles(city)), "tcp/443", "", "", "境界FWの管理画面（全アドレス） / firewall consoles at any address", "情報政策課"),
    ]
    if city.breakout:
        rows.append(("LBO", pcs, "lbo-line", "tcp/443", "", f"{IP['saas-1']};{IP['saas-2']}", "メール・会議サービス / listed services", "情報政策課"))
    out = [HEAD]
    for name, src, dst, service, src_at, dst_at, purpose, owner in rows:
        out.append(f"{name},{src},{dst},{service},{src_at},{dst_at},{'' if name.endswith('-any') else 'yes'},{purpose},{owner},CISO,2027-03-31")
    return "\n".join(out) + "\n"
