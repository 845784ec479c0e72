"""The board in a window of the browser, for the projector: on this computer only, for who knows the address.

Each window is a board of its own, in a process of its own. The page asks nothing of any other computer, and
what it may ask of this one is written in its headers.
"""

import secrets
import shlex
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from textual_serve.server import Server

HOST = "127.0.0.1"
PATIENCE = 2.0
"""Seconds that open windows have to close when the board is stopped."""


class BoardServer(Server):
    """Shows what a command draws to whoever asks by the right address."""

    def __init__(self, command: str, title: str) -> None:
        self.listening = socket.create_server((HOST, 0))
        port = self.listening.getsockname()[1]
        templates = Path(__file__).parent / "templates"
        super().__init__(command, host=HOST, port=port, title=title, templates_path=templates)
        self.token = secrets.token_urlsafe(24)

    @property
    def address(self) -> str:
        """Where the board is; nobody can guess it."""
        return f"{self.public_url}/{self.token}/"

    def serve(self, debug: bool = False) -> None:
        """Show the board until Ctrl-C."""
        web.run_app(
            self._make_app(),
            sock=self.listening,
            print=None,
            access_log=None,
            shutdown_timeout=PATIENCE,
        )

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing: the address has been shown."""

    async def _make_app(self) -> web.Application:
        board = await super()._make_app()
        whole = web.Application(middlewares=[self._only_here()])
        whole.add_subapp(f"/{self.token}", board)
        whole.on_response_prepare.append(self._seal)
        return whole

    def _only_here(self) -> Middleware:
        """Refuse what another page, or another name of this computer, asks in the user's browser."""

        @web.middleware
        async def only_here(request: web.Request, handler: Handler) -> web.StreamResponse:
            origin = request.headers.get("Origin", self.public_url)
            if request.host != f"{self.host}:{self.port}" or origin != self.public_url:
                raise web.HTTPForbidden(text="The board is shown at its own address only.")
            return await handler(request)

        return only_here

    async def _seal(self, request: web.Request, response: web.StreamResponse) -> None:
        """Let the page ask nothing of any other computer, and tell its address to none."""
        response.headers["Content-Security-Policy"] = (
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
            f"img-src 'self' data:; connect-src 'self' ws://{self.host}:{self.port}; "
            "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
        )
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "no-store"


def command_line(arguments: Sequence[str]) -> str:
    """The command of each window, as the shell of this system reads it."""
    command = [sys.executable, "-m", "cln", *arguments]
    return subprocess.list2cmdline(command) if sys.platform == "win32" else shlex.join(command)
