"""web.py: a web server on loopback that misbehaves by path, and what a certificate authority would serve"""
import base64
import http.server
import pathlib
import ssl
import subprocess
import threading
import time
import urllib.parse
import zlib

RUBBISH_BYTES = 20 << 20
HEAVY_BYTES = 9 << 20


class Authority:
    """A root, a certificate, a revocation list and an OCSP request, made by openssl in a folder."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        (self.folder / "index").write_text("")
        (self.folder / "serial").write_text("01\n")
        (self.folder / "crlnumber").write_text("01\n")
        (self.folder / "conf").write_text(
            "[ca]\ndefault_ca=x\n[x]\nnew_certs_dir=.\ndatabase=index\nserial=serial\ncrlnumber=crlnumber\n"
            "default_md=sha256\ndefault_days=30\ndefault_crl_days=3\npolicy=p\nunique_subject=no\n[p]\ncommonName=supplied\n")
        self._openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Root")
        self._openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "a.key", "-out", "a.csr", "-subj", "/CN=A")
        self._openssl("ca", "-config", "conf", "-batch", "-cert", "ca.pem", "-keyfile", "ca.key", "-in", "a.csr", "-out", "a.pem", "-notext")
        self._openssl("ca", "-config", "conf", "-gencrl", "-cert", "ca.pem", "-keyfile", "ca.key", "-out", "crl.pem")
        self._openssl("crl", "-in", "crl.pem", "-outform", "DER", "-out", "crl.der")
        self._openssl("x509", "-in", "ca.pem", "-outform", "DER", "-out", "ca.der")
        self._openssl("ocsp", "-issuer", "ca.pem", "-cert", "a.pem", "-no_nonce", "-reqout", "req.der")
        self._openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "web.key", "-out", "web.pem", "-subj", "/CN=Web",
                      "-addext", "subjectAltName=IP:127.0.0.1")
        self.crl = self.read("crl.der")
        self.issuer = self.read("ca.der")
        self.request = base64.b64encode(self.read("req.der")).decode()

    def read(self, name):
        return (self.folder / name).read_bytes()

    def _openssl(self, *arguments):
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)

    def answer(self, request):
        """The response to an OCSPRequest."""
        (self.folder / "asked.der").write_bytes(request)
        self._openssl("ocsp", "-index", "index", "-rsigner", "ca.pem", "-rkey", "ca.key", "-CA", "ca.pem", "-reqin", "asked.der",
                      "-respout", "said.der", "-ndays", "2")
        return self.read("said.der")


class Web:
    """`seen` holds (method, path, headers, body) of every request."""

    def __init__(self, authority, tls=False, proxy_replies=None):
        self.authority = authority
        self.tls = tls
        self.proxy_replies = proxy_replies or {}
        self.seen = []
        self.active = 0
        self.most_active = 0
        self.lock = threading.Lock()

    def __enter__(self):
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_any(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                outer.seen.append((self.command, self.path, dict(self.headers), body))
                with outer.lock:
                    outer.active += 1
                    outer.most_active = max(outer.active, outer.most_active)
                try:
                    outer.reply(self, body)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True
                finally:
                    with outer.lock:
                        outer.active -= 1

            do_GET = do_POST = do_CONNECT = handle_any

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None
        if self.tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self.authority.folder / "web.pem", self.authority.folder / "web.key")
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        self.port = self.server.server_address[1]
        self.url = f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def say(self, handler, body, status=200, headers=(), length=None):
        handler.send_response(status)
        for name, value in headers:
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        handler.end_headers()
        handler.wfile.write(body)

    def reply(self, handler, body):
        path = handler.path.removeprefix(self.url)
        if path in self.proxy_replies:
            self.say(handler, b"", 302, [("Location", self.proxy_replies[path])])
            return
        name = path.strip("/").split("/")[0].split("?")[0]
        method = getattr(self, "at_" + name.replace("-", "_").replace(".", "_"), None)
        if method is not None:
            method(handler, path, body)
        elif name.isdigit():
            self.say(handler, b"no", int(name))
        else:
            self.say(handler, self.authority.crl)

    # --- what is well ---

    def at_issuer(self, handler, path, body):
        self.say(handler, self.authority.issuer)

    def at_ocsp(self, handler, path, body):
        if handler.command == "GET":
            body = base64.b64decode(urllib.parse.unquote(path.split("/", 2)[2]))
        self.say(handler, self.authority.answer(body))

    def at_chunked(self, handler, path, body):
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        for byte in range(0, len(self.authority.crl), 100):
            piece = self.authority.crl[byte:byte + 100]
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        handler.wfile.write(b"0\r\n\r\n")

    # --- what is not ---

    def at_html(self, handler, path, body):
        self.say(handler, b"<html>log in here</html>", headers=[("Content-Type", "application/pkix-crl")])

    def at_empty(self, handler, path, body):
        self.say(handler, b"")

    def at_longer(self, handler, path, body):
        self.say(handler, self.authority.crl + b"x")

    def at_cut(self, handler, path, body):
        self.say(handler, self.authority.crl[:-10], length=len(self.authority.crl))
        handler.close_connection = True

    def at_cut_chunk(self, handler, path, body):
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        handler.wfile.write(b"%x\r\n%s\r\n" % (len(self.authority.crl), self.authority.crl))
        handler.close_connection = True

    def at_cut_unsaid(self, handler, path, body):
        handler.send_response(200)
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.wfile.write(self.authority.crl[:-10])
        handler.close_connection = True

    def at_large(self, handler, path, body):
        self.say(handler, bytes(RUBBISH_BYTES))

    def at_heavy(self, handler, path, body):
        handler.send_response(200)
        handler.send_header("Content-Length", str(HEAVY_BYTES))
        handler.end_headers()
        handler.wfile.write(bytes(HEAVY_BYTES - 1))
        time.sleep(1)
        handler.wfile.write(b"x")

    def at_endless(self, handler, path, body):
        handler.send_response(200)
        handler.send_header("Connection", "close")
        handler.end_headers()
        for _ in range(RUBBISH_BYTES >> 16):
            handler.wfile.write(bytes(1 << 16))
        handler.close_connection = True

    def at_bomb(self, handler, path, body):
        self.say(handler, zlib.compress(bytes(RUBBISH_BYTES), 9), headers=[("Content-Encoding", "deflate")])

    def at_headers(self, handler, path, body):
        """A header of so many bytes, from the status to the empty line."""
        head = f"HTTP/1.0 200 OK\r\nContent-Length: {len(self.authority.crl)}\r\n".encode()
        left = int(path.rsplit("/", 1)[1]) - len(head) - 2
        lines = [b"X: " + b"x" * 995 + b"\r\n"] * (left // 1000 - 1)
        lines.append(b"X: " + b"x" * (left - 1000 * len(lines) - 5) + b"\r\n")
        handler.wfile.write(head + b"".join(lines) + b"\r\n" + self.authority.crl)
        handler.close_connection = True

    def at_held(self, handler, path, body):
        """Waits until so many wait here."""
        end = time.monotonic() + 8
        while self.most_active < int(path.split("?")[0].rsplit("/", 1)[1]) and time.monotonic() < end:
            time.sleep(0.02)
        self.say(handler, self.authority.crl)

    def at_slow(self, handler, path, body):
        time.sleep(1)
        self.say(handler, self.authority.crl)

    def at_never(self, handler, path, body):
        time.sleep(13)
        handler.close_connection = True

    def at_hops(self, handler, path, body):
        left = int(path.rsplit("/", 1)[1])
        target = f"/hops/{left - 1}" if left > 1 else "/crl"
        self.say(handler, b"", 301, [("Location", target), ("Set-Cookie", "id=reader; Path=/")])

    def at_loop(self, handler, path, body):
        self.say(handler, b"", 302, [("Location", path)])

    def at_to(self, handler, path, body):
        self.say(handler, b"", 302, [("Location", urllib.parse.unquote(path.split("?", 1)[1]))])

    def at_post307(self, handler, path, body):
        self.say(handler, b"", 307, [("Location", "/ocsp/")])

    def at_post302(self, handler, path, body):
        self.say(handler, b"", 302, [("Location", "/ocsp/")])

    def at_again(self, handler, path, body):
        self.say(handler, b"", 401, [("WWW-Authenticate", "Basic realm=x")])
