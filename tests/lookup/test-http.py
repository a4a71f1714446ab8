"""test-http.py: OCSP, CRL and issuers from web servers, good ones and bad ones"""
import datetime
import pathlib
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "whole"))
from nameserver import NameServer
from process import Process, limit, records, short
from tap import Tap
from web import Authority, Web
from zone import Zone, Zones, free_port

PROGRAM = sys.argv[1]
tap = Tap()
FOUND = ("found", "unknown", None)


def failed(detail):
    return ("failed", "unknown", detail)


def check(says, got, want):
    tap.result(got == want, says, [] if got == want else [f"got  {got}", f"want {want}"])


def read_moment(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def seconds_left(answer):
    return read_moment(answer["expires"]) - read_moment(answer["fetched"])


class Given:
    """What all tests use: DNS, an authority, its web server."""

    def __init__(self, dns, authority, web):
        self.authority = authority
        self.web = web
        self.options = [f"--resolver={dns.address}", f"--root-key={dns.root_key}"]


ROWS = [
    # says, kind, path, answer
    ("a revocation list", "crl", "/crl", FOUND),
    ("in chunks", "crl", "/chunked", FOUND),
    ("an issuer", "issuer", "/issuer", FOUND),
    ("with a fragment, which is not sent", "crl", "/crl#x", FOUND),
    ("not there", "crl", "/404", ("empty", "unknown", "HTTP 404")),
    ("not there any more", "issuer", "/410", ("empty", "unknown", "HTTP 410")),
    ("a server in trouble", "crl", "/503", failed("HTTP 503")),
    ("a server that wants to know who asks", "crl", "/again", failed("HTTP 401")),
    ("a server that forbids", "crl", "/403", failed("HTTP 403")),
    ("a hotel's page", "crl", "/html", failed("no revocation list")),
    ("a hotel's page for an issuer", "issuer", "/html", failed("no certificate")),
    ("nothing", "crl", "/empty", failed("no revocation list")),
    ("no issuer", "issuer", "/empty", failed("no certificate")),
    ("something behind it", "crl", "/longer", failed("no revocation list")),
    ("cut off", "crl", "/cut", failed("cut off")),
    ("cut off in chunks", "crl", "/cut-chunk", None),
    ("cut off without a length", "crl", "/cut-unsaid", failed("no revocation list")),
    ("20 MB", "crl", "/large", failed("too large")),
    ("20 MB without a length", "crl", "/endless", failed("too large")),
    ("compressed rubbish stays compressed", "crl", "/bomb", failed("no revocation list")),
    ("100 KB of header", "crl", "/headers/100000", failed("too large")),
    ("the largest header", "crl", f"/headers/{limit('CF_LIMIT_HTTP_HEADER_BYTES')}", FOUND),
    ("a header of a byte more", "crl", f"/headers/{limit('CF_LIMIT_HTTP_HEADER_BYTES') + 1}", failed("too large")),
    ("three redirects", "crl", f"/hops/{limit('CF_LIMIT_HTTP_REDIRECTS')}", FOUND),
    ("four redirects", "crl", f"/hops/{limit('CF_LIMIT_HTTP_REDIRECTS') + 1}", failed("too many redirects")),
    ("a redirect to itself", "crl", "/loop", failed("too many redirects")),
    ("a redirect to a file", "crl", "/to?file:///etc/passwd", failed("refused: neither http nor https")),
    ("a redirect to FTP", "crl", "/to?ftp://127.0.0.1/x", failed("refused: neither http nor https")),
    ("a redirect with a password", "crl", "/to?http://a:b@127.0.0.1/", failed("refused: not a plain URL")),
    ("a redirect to multicast", "crl", "/to?http://224.0.0.1/", failed("refused: a multicast address")),
    ("a redirect to nowhere", "crl", "/to?http://", None),
]


def test_rows(given):
    with Process(PROGRAM, *given.options, "--allow-private") as process:
        numbers = [process.ask(kind, given.web.url + path) for _, kind, path, _ in ROWS]
        for number, (says, kind, path, want) in zip(numbers, ROWS):
            answer = process.wait(number)
            got = short(answer)
            check(says, got if want else got[:2], want or ("failed", "unknown"))
            if want == FOUND:
                body = given.authority.issuer if kind == "issuer" else given.authority.crl
                check(says + ": as it came", records(answer) == [body], True)
        check("a list lasts until its next update",
              3 * 86400 - 60 < seconds_left(process.get("crl", given.web.url + "/crl")) <= 3 * 86400, True)
        check("what is not there is asked for again soon", seconds_left(process.get("crl", given.web.url + "/404")), limit("CF_LIMIT_KEEP_EMPTY_SECONDS"))
    headers = [row[2] for row in given.web.seen]
    check("no cookie, no name, no credentials", sorted({name for row in headers for name in row}), ["Accept", "Host"])
    check("the fragment is not sent", any("#" in row[1] for row in given.web.seen), False)


def test_ocsp(given):
    request = given.authority.request
    with Process(PROGRAM, *given.options, "--allow-private") as process:
        for says, path, method in [("short: GET", "/ocsp", "GET"), ("with a slash: GET", "/ocsp/", "GET"),
                                   ("long: POST", "/ocsp/" + "x" * 200, "POST"), ("a query: POST", "/ocsp?x", "POST"),
                                   ("redirected POST", "/post307/" + "x" * 200, "POST")]:
            before = len(given.web.seen)
            answer = process.get("ocsp", f"{given.web.url}{path} {request}")
            check(f"OCSP {says}", short(answer), FOUND)
            check(f"OCSP {says}: the method", {row[0] for row in given.web.seen[before:]}, {method})
            check(f"OCSP {says}: lasts two days", 2 * 86400 - 60 < seconds_left(answer) <= 2 * 86400, True)
            if method == "POST":
                check(f"OCSP {says}: the type", given.web.seen[-1][2].get("Content-Type"), "application/ocsp-request")
                check(f"OCSP {says}: the body", given.web.seen[-1][3], given.authority.read("req.der"))
        check("a GET is under 255 bytes", max(len(given.web.url + row[1]) for row in given.web.seen if row[1].startswith("/ocsp/M")) < 255, True)
        check("no redirect from POST to GET", short(process.get("ocsp", f"{given.web.url}/post302/{'x' * 200} {request}")), failed("HTTP 302"))
        check("a list is no OCSP response", short(process.get("ocsp", f"{given.web.url}/crl?x {request}")), failed("no OCSP response"))
        for says, key in [("without a request", given.web.url + "/ocsp"), ("not base64", given.web.url + "/ocsp !!!"),
                          ("half of base64", given.web.url + "/ocsp " + request[:-1]), ("two requests", f"{given.web.url}/ocsp {request} {request}")]:
            check(f"OCSP {says}", short(process.get("ocsp", key)), failed("refused: not a question of this kind"))


def wait_for_port(port):
    """Until somebody listens there; a connection would be the one that openssl's responder waits for."""
    end = time.monotonic() + 5
    while time.monotonic() < end:
        lines = [line.split() for name in ("tcp", "tcp6") for line in pathlib.Path("/proc/net", name).read_text().splitlines()[1:]]
        if any(line[1].endswith(f":{port:04X}") and line[3] == "0A" for line in lines):
            return
        time.sleep(0.02)


def test_responder(given):
    """The real thing: openssl's responder at the other end."""
    port = free_port()
    folder = given.authority.folder
    server = subprocess.Popen(["openssl", "ocsp", "-index", "index", "-port", str(port), "-rsigner", "ca.pem", "-rkey", "ca.key", "-CA", "ca.pem",
                               "-ndays", "2"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with Process(PROGRAM, *given.options, "--allow-private") as process:
            wait_for_port(port)
            answer = process.get("ocsp", f"http://127.0.0.1:{port}/ {given.authority.request}")
            check("openssl answers", short(answer), FOUND)
            (folder / "got.der").write_bytes(records(answer)[0] if answer["records"] else b"")
            said = subprocess.run(["openssl", "ocsp", "-respin", "got.der", "-issuer", "ca.pem", "-cert", "a.pem", "-CAfile", "ca.pem", "-no_nonce"],
                                  cwd=folder, capture_output=True, text=True)
            check("openssl believes it", "a.pem: good" in said.stdout, True)
    finally:
        server.kill()
        server.wait()


def test_names(given):
    """Names are resolved by our own DNS, and what they resolve to is judged."""
    port = given.web.port
    rules = {"inner.plain.example": ["127.0.0.1"], "six.plain.example": ["::1"], "mapped.plain.example": ["::ffff:127.0.0.1"],
             "lan.plain.example": ["10.1.2.3", "fd00::1"], "cast.plain.example": ["224.0.0.1"],
             "mixed.plain.example": ["224.0.0.1", "127.0.0.1", "ff02::1"], "half.plain.example": ["127.0.0.1", "silent"]}
    with NameServer(given.options[0].split("=")[1], rules=rules) as between:
        options = [f"--resolver={between.address}", given.options[1]]
        with Process(PROGRAM, *options) as process:
            before = len(given.web.seen)
            for host, want in [("inner.plain.example", "refused: this machine"), ("six.plain.example", "refused: this machine"),
                               ("mapped.plain.example", "refused: an IPv4 address in disguise"), ("lan.plain.example", "refused: a private address"),
                               ("cast.plain.example", "refused: a multicast address"), ("localhost", "refused: this machine"),
                               ("127.0.0.1", "refused: this machine"), ("2130706433", "refused: not a host name"), ("0x7f.1", "refused: not a host name"),
                               ("[::1]", "refused: this machine"), ("[::ffff:127.0.0.1]", "refused: an IPv4 address in disguise"),
                               ("0.0.0.0", "refused: an address of this network"), ("169.254.169.254", "refused: a link-local address"),
                               ("nothing.plain.example", "no such host"), ("bad.missing.example", "bogus")]:
                check(f"by name: {host}", short(process.get("crl", f"http://{host}/crl")), failed(want))
            check("another port", short(process.get("crl", f"http://inner.plain.example:{port}/crl")), failed("refused: a port other than 80 and 443"))
            check("nobody was connected to", len(given.web.seen), before)
        with Process(PROGRAM, *options, "--allow-private") as process:
            check("allowed by name", short(process.get("crl", f"http://inner.plain.example:{port}/crl")), FOUND)
            check("the name is in Host", given.web.seen[-1][2]["Host"], f"inner.plain.example:{port}")
            check("allowed: the good one of several", short(process.get("crl", f"http://mixed.plain.example:{port}/crl")), FOUND)
            begin = time.monotonic()
            check("IPv6 is not waited for", short(process.get("crl", f"http://half.plain.example:{port}/crl")), FOUND)
            check("not longer than a second", time.monotonic() - begin < 2, True)
            check("allowed: never multicast", short(process.get("crl", f"http://cast.plain.example:{port}/crl")), failed("refused: a multicast address"))


def test_proxy(given):
    """Only the administrator's proxy is used, and it cannot lead us inside either."""
    where = {"http://ca.example/lan": "http://10.0.0.1/crl", "http://ca.example/me": "http://127.0.0.1/crl", "http://ca.example/name": "http://localhost/crl",
             "http://ca.example/down": "http://printer/crl", "http://ca.example/port": "http://ca.example:8080/crl"}
    with Web(given.authority, proxy_replies=where) as proxy:
        with Process(PROGRAM, *given.options, f"--proxy={proxy.url}") as process:
            check("through the proxy", short(process.get("crl", "http://ca.example/crl")), FOUND)
            check("the proxy saw the whole URL", proxy.seen[-1][1], "http://ca.example/crl")
            for path, want in [("lan", "refused: a private address"), ("me", "refused: this machine"), ("name", "refused: a name of the inner network"),
                               ("down", "refused: a name of the inner network"), ("port", "refused: a port other than 80 and 443")]:
                check(f"redirected to {where['http://ca.example/' + path]}", short(process.get("crl", f"http://ca.example/{path}")), failed(want))
        with Process(PROGRAM, *given.options, "--proxy=ftp://127.0.0.1") as process:
            check("a proxy that is none", short(process.get("crl", "http://ca.example/crl")), failed("the proxy is no URL that can be used"))
        with tempfile.TemporaryDirectory() as home:
            pathlib.Path(home, ".netrc").write_text("default login reader password secret\n")
            env = {"HOME": home, "http_proxy": proxy.url, "HTTP_PROXY": proxy.url, "ALL_PROXY": proxy.url, "NETRC": home + "/.netrc"}
            before = len(proxy.seen)
            with Process(PROGRAM, *given.options, "--allow-private", env=env) as process:
                check("the environment's proxy is not asked", (short(process.get("crl", given.web.url + "/crl")), len(proxy.seen)), (FOUND, before))
                check("no password from ~/.netrc", "Authorization" in given.web.seen[-1][2], False)


def test_https(given):
    rules = {"inner.plain.example": ["127.0.0.1"]}
    with Web(given.authority, tls=True) as web, NameServer(given.options[0].split("=")[1], rules=rules) as between:
        options = [f"--resolver={between.address}", given.options[1], "--allow-private"]
        with Process(PROGRAM, *options) as process:
            answer = process.get("crl", web.url + "/crl")
            check("https: an unknown certificate", (answer["status"], "certificate" in answer["detail"], web.seen), ("failed", True, []))
        with Process(PROGRAM, *options, env={"SSL_CERT_FILE": str(given.authority.folder / "web.pem")}) as process:
            check("https: a known certificate", short(process.get("crl", web.url + "/crl")), FOUND)
            answer = process.get("crl", f"https://inner.plain.example:{web.port}/crl")
            check("https: of another name", (answer["status"], len(web.seen)), ("failed", 1))
            check("https: from http", short(process.get("crl", f"{given.web.url}/to?{web.url}/crl")), FOUND)
            check("https: never back to http", short(process.get("crl", f"{web.url}/to?{given.web.url}/crl")), failed("refused: a redirect from https to http"))


def test_parallel(given):
    with Web(given.authority) as other, Process(PROGRAM, *given.options, "--allow-private") as process:
        begin = time.monotonic()
        slow = [process.ask("crl", f"{other.url}/slow?{i}") for i in range(8)]
        check("eight that take a second", {short(process.wait(number)) for number in slow}, {FOUND})
        check("four at a time", (other.most_active, 1.9 < time.monotonic() - begin < 5), (limit("CF_LIMIT_HTTP_PER_HOST"), True))


def test_connections(given):
    """One host more than there is room for: all wait until as many are there as may be, and never are there more."""
    most, each = limit("CF_LIMIT_HTTP_CONNECTIONS"), limit("CF_LIMIT_HTTP_PER_HOST")
    hosts = [f"h{i}.plain.example" for i in range(most // each + 1)]
    with Web(given.authority) as other, NameServer(given.options[0].split("=")[1], rules={host: ["127.0.0.1"] for host in hosts}) as between, \
            Process(PROGRAM, f"--resolver={between.address}", given.options[1], "--allow-private") as process:
        numbers = [process.ask("crl", f"http://{host}:{other.port}/held/{most}?{i}") for host in hosts for i in range(each)]
        check("a crowd of hosts", {short(process.wait(number)) for number in numbers}, {FOUND})
        check("as many at a time as there is room for", other.most_active, most)


class Never:
    """Eight fetches of what never comes; they wait while the other tests run."""

    def __init__(self, given):
        self.process = Process(PROGRAM, *given.options, "--allow-private")
        self.begin = time.time()
        self.numbers = [self.process.ask("crl", f"{given.web.url}/never?{i}") for i in range(8)]

    def check(self):
        answers = [self.process.wait(number) for number in self.numbers]
        check("a server that never answers", {short(answer) for answer in answers}, {failed("timeout")})
        taken = [read_moment(answer["fetched"]) - self.begin for answer in answers]
        check("after ten seconds", 8.9 < min(taken) <= max(taken) < 12.5, True)
        check("their process ends well", self.process.end(), 0)


def test_heavy(given):
    """Twelve times nine megabytes, while CF_LIMIT_LOOKUP_BYTES are what is held at a time."""
    rules = {f"h{i}.plain.example": ["127.0.0.1"] for i in range(3)}
    with NameServer(given.options[0].split("=")[1], rules=rules) as between, \
            Process(PROGRAM, f"--resolver={between.address}", given.options[1], "--allow-private") as process:
        numbers = [process.ask("crl", f"http://h{i % 3}.plain.example:{given.web.port}/heavy/{i}") for i in range(12)]
        said = [short(process.wait(number)) for number in numbers]
        # How many depends on how they share the machine with others.
        check("some are too much", 0 < said.count(failed("too much at once")) < 12, True)
        check("the others come", set(said), {failed("too much at once"), failed("no revocation list")})
        check("then there is room again", short(process.get("crl", given.web.url + "/crl")), FOUND)


def test_modes(given):
    for mode, dns, http in [("dns-only", ("no-name", "insecure", None), failed("not allowed by [network] mode=dns-only")),
                            ("none", failed("not allowed by [network] mode=none"), failed("not allowed by [network] mode=none"))]:
        before = len(given.web.seen)
        with Process(PROGRAM, *given.options, "--allow-private", f"--mode={mode}") as process:
            check(f"{mode}: DNS", short(process.get("dns", "TXT x.plain.example")), dns)
            for kind in ["crl", "issuer", "ocsp"]:
                check(f"{mode}: {kind}", short(process.get(kind, f"{given.web.url}/crl")), http)
        check(f"{mode}: no connection", len(given.web.seen), before)


with Zones([Zone("."), Zone("example."), Zone("plain.example.", signed=False, trusted=False),
            Zone("missing.example.", "bad A 127.0.0.1", signed=False)]) as zones, \
        tempfile.TemporaryDirectory() as folder, Web(Authority(folder)) as silent:
    authority = silent.authority
    never = Never(Given(zones, authority, silent))
    for test in [test_rows, test_ocsp, test_responder, test_names, test_proxy, test_https, test_parallel, test_connections, test_heavy, test_modes]:
        start = time.monotonic()
        with Web(authority) as web:
            test(Given(zones, authority, web))
        tap.note(f"{test.__name__}: {time.monotonic() - start:.1f} s")
    never.check()
sys.exit(tap.finish())
