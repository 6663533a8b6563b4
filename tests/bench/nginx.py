"""nginx on a folder of packs: one process, its own folder for everything it writes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.machine import free_port, need, running

#: As fast as it goes: files kept open, no log, compressed beforehand, no header but its own.
_CONFIG = """
daemon off; master_process off;
pid {own}/nginx.pid; error_log {own}/error.log;
events {{ worker_connections 256; }}
http {{
  types {{ application/json json; }}
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000;
  client_body_temp_path {own}/body; proxy_temp_path {own}/proxy;
  fastcgi_temp_path {own}/fastcgi; uwsgi_temp_path {own}/uwsgi; scgi_temp_path {own}/scgi;
  open_file_cache max=1000;
  server {{ listen 127.0.0.1:{port}; root {packs}; gzip_static on; }}
}}
"""


@contextmanager
def nginx(packs: Path, own: Path) -> Iterator[int]:
    """Serve the folder; yields the port.

    Raises:
        Missing: nginx is not there.
    """
    program = need("nginx", "apt-get install nginx-light")
    port = free_port()
    own.mkdir()
    config = own / "nginx.conf"
    config.write_text(_CONFIG.format(own=own, port=port, packs=packs))
    command = [program, "-p", str(own), "-c", str(config), "-e", str(own / "error.log")]
    with running(command, port=port, log=own / "said.log"):
        yield port
