"""A push service that takes everything and does nothing: nginx, HTTP/2 and 1.1, status 201."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import trustme
from msgspec import Struct
from tests.bench.machine import ANSWERING, free_port, need, running

_CONFIG = """
daemon off; master_process off;
pid {own}/nginx.pid; error_log {own}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off; keepalive_requests 100000000; keepalive_timeout 300s;
  client_body_temp_path {own}/body; proxy_temp_path {own}/proxy;
  fastcgi_temp_path {own}/fastcgi; uwsgi_temp_path {own}/uwsgi; scgi_temp_path {own}/scgi;
  server {{
    listen 127.0.0.1:{port}{tls}
    location / {{ return 201; }}
  }}
}}
"""
_TLS = """ ssl http2; http2_max_concurrent_streams 256;
    ssl_certificate {own}/chain.pem; ssl_certificate_key {own}/key.pem; ssl_session_cache off;"""


class Sink(Struct, frozen=True):
    """Where it listens, whom to trust, and the process whose work can be told."""

    origin: str
    ca_file: Path
    pid: int


@contextmanager
def sink(own: Path, *, tls: bool = True) -> Iterator[Sink]:
    """Take pushes until this ends; without `tls` from a process that trusts only true services.

    Raises:
        Missing: nginx is not there.
    """
    program = need("nginx", "apt-get install nginx-light")
    port = free_port()
    own.mkdir()
    ca = trustme.CA()
    ca.cert_pem.write_to_path(str(own / "ca.pem"))
    issued = ca.issue_cert("localhost")
    issued.private_key_pem.write_to_path(str(own / "key.pem"))
    for certificate in issued.cert_chain_pems:
        certificate.write_to_path(str(own / "chain.pem"), append=True)
    config = own / "nginx.conf"
    config.write_text(_CONFIG.format(own=own, port=port, tls=_TLS.format(own=own) if tls else ";"))
    command = [program, "-p", str(own), "-c", str(config), "-e", str(own / "error.log")]
    with running(command, port=port, log=own / "said.log", core=ANSWERING) as pid:
        yield Sink(f"http{'s' if tls else ''}://localhost:{port}", own / "ca.pem", pid)
