"""`serve`: this installation in a browser; a thread beside the pages works off the long jobs."""

from __future__ import annotations

import signal
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bihuan.cli.main import UnusableInput
from bihuan.installation.memory import keep_in_one_pool, loading
from bihuan.installation.spoken import say

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

HELP = "serve this installation, and work off its long jobs"
EXAMPLE = """python3 dev serve
BIHUAN_HOSTS=office.example python3 dev serve --host 0.0.0.0 --port 8000 --no-worker"""
THREADS = 8
PROXY_HEADERS = frozenset({"x-forwarded-for", "x-forwarded-proto"})
BODY_ROOM = 4 * 1024 * 1024  # what a request may hold beside its files
TOLD_UP_TO = 2  # times the limit: up to there a page says what to do; above it the server cuts off, in its own English


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=8000, help="port (default: 8000)")
    parser.add_argument("--threads", type=int, default=THREADS, help=f"requests at the same time (default: {THREADS})")
    parser.add_argument(
        "--no-worker", action="store_true", help="leave the long jobs to `worker`, where that runs as a service"
    )


def run(arguments: Namespace) -> int:
    """Serve until interrupted."""
    with loading():
        open_installation()
    serve(arguments.host, arguments.port, arguments.threads, worker=not arguments.no_worker)
    return 0


def open_installation() -> None:
    """Load the program with its pages, and look whether it fits the store."""
    from bihuan.cli.database import require_current

    require_current()
    from importlib import import_module

    from django.conf import settings

    from bihuan.ledger.sizes import learn_sizes

    learn_sizes()
    import_module(settings.ROOT_URLCONF)  # and with it every page


def serve(host: str, port: int, threads: int = THREADS, *, worker: bool = True) -> None:
    """Serve on an address until interrupted, with a worker beside; raise UnusableInput where it is taken."""
    from django.conf import settings

    keep_in_one_pool()
    Path(settings.STATIC_ROOT or ".").mkdir(parents=True, exist_ok=True)  # else WhiteNoise warns
    from bihuan.installation.wsgi import application

    try:
        server = listening(application, host, port, threads)
    except OSError as error:
        raise UnusableInput(
            f"{host}:{port} cannot be listened on ({error.strerror or error}); choose another --port, or end its user"
        ) from error
    if worker:
        work_beside()
    tell(host, port)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # running requests are finished
    try:
        server.run()
    except KeyboardInterrupt:
        print(say("stopped"), file=sys.stderr)


def listening(application: WSGIApplication, host: str, port: int, threads: int = THREADS) -> Any:
    """Return a server on an address; only the trusted proxy tells it from where, and how, a request came."""
    from django.conf import settings
    from waitress.server import create_server

    proxy = {"trusted_proxy": settings.TRUSTED_PROXY, "trusted_proxy_headers": PROXY_HEADERS}
    return create_server(
        application,
        host=host,
        port=port,
        threads=threads,
        ident="",
        max_request_body_size=TOLD_UP_TO * settings.UPLOAD_LIMIT + BODY_ROOM,
        clear_untrusted_proxy_headers=True,
        **(proxy if settings.TRUSTED_PROXY else {}),
    )


def work_beside() -> None:
    """Start the threads of the worker and of what each day brings; the next start takes up what they were at."""
    import threading

    from bihuan.cli.worker import attend_beside, work_in_a_thread

    attend_beside()
    threading.Thread(target=work_in_a_thread, name="worker", daemon=True).start()


def tell(host: str, port: int) -> None:
    """Print where the pages are, and what must not be entered."""
    from django.conf import settings

    shown = "127.0.0.1" if host in ("0.0.0.0", "::", "") else host
    print(say(f"Bihuan serves http://{shown}:{port}/   (stop: Ctrl-C)"), flush=True)
    print(say("Not for state secrets: nothing classified may be entered, stored or sent here."), flush=True)
    if shown not in settings.ALLOWED_HOSTS and "*" not in settings.ALLOWED_HOSTS:
        names = ", ".join(settings.ALLOWED_HOSTS)
        print(say(f"note: browsers reach it only by {names}; set BIHUAN_HOSTS to add names"))
