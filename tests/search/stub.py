"""A stand-in for a cluster on the loopback interface: it writes down what it is sent and keeps entries and aliases."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple, Self


class Request(NamedTuple):
    method: str
    path: str
    body: str
    ids: list[str]


class Stub:
    """Answers as a cluster does, as far as writing goes."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.aliases: dict[str, list[str]] = {}
        self.indices: set[str] = set()
        self.entries: dict[str, Any] = {}
        self.busy = 0
        self.refused = 0
        stub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                status, reply = stub.reply(self.command, self.path.partition("?")[0], body)
                data = json.dumps(reply).encode()
                self.send_response(status)
                self.send_header("X-Elastic-Product", "Elasticsearch")
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(data)

            do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = answer  # noqa: N815

            def log_message(self, *arguments: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def reply(self, method: str, path: str, body: str) -> tuple[int, Any]:
        ids: list[str] = []
        parts = path.strip("/").split("/")
        if path == "/_bulk":
            answer = self._bulk(body, ids)
        elif path == "/_aliases":
            answer = self._swap(json.loads(body)["actions"])
        elif parts[0] == "_alias":
            found = self.aliases.get(parts[1], [])
            answer = (200 if found else 404, {index: {"aliases": {parts[1]: {}}} for index in found})
        elif method == "HEAD":
            answer = (200 if parts[0] in self.indices else 404, {})
        else:
            if method == "PUT" and len(parts) == 1:
                self.indices.add(parts[0])
            answer = (200, {"acknowledged": True, "deleted": 0})
        self.requests.append(Request(method, path, body, ids))
        return answer

    def _bulk(self, body: str, ids: list[str]) -> tuple[int, Any]:
        lines = [json.loads(line) for line in body.splitlines()]
        items = []
        for action, source in zip(lines[::2], lines[1::2], strict=True):
            (meta,) = action.values()
            if self.busy:
                self.busy -= 1
                self.refused += 1
                items.append(
                    {
                        "index": {
                            "_id": meta["_id"],
                            "status": 429,
                            "error": {"type": "es_rejected_execution_exception"},
                        }
                    }
                )
                continue
            self.entries[meta["_id"]] = source
            ids.append(meta["_id"])
            items.append({"index": {"_id": meta["_id"], "status": 201}})
        return 200, {"errors": any(item["index"]["status"] > 299 for item in items), "items": items}

    def _swap(self, actions: list[dict[str, Any]]) -> tuple[int, Any]:
        for action in actions:
            ((kind, body),) = action.items()
            if kind == "add":
                self.aliases.setdefault(body["alias"], []).append(body["index"])
            else:
                self.aliases = {
                    name: [one for one in held if one != body["index"]] for name, held in self.aliases.items()
                }
                self.indices.discard(body["index"])
        return 200, {"acknowledged": True}
