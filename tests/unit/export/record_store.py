"""A learning record store in eighty lines, as strict as the xAPI text is (1.0.3)."""

import base64
import json
import re
import threading
import uuid
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

USER, PASSWORD = "fern", "quite:secret"
IRI = re.compile(r"[a-z][a-z0-9+.-]*:\S+")
ALLOWED = {"id", "version", "actor", "verb", "object", "result", "context", "timestamp"}
LANGUAGE = re.compile(r"[a-z]{2}(-[A-Z]{2})?")


def check(statement):
    """AssertionError if *statement* is not one by the letter of xAPI 1.0.3."""
    assert set(statement) <= ALLOWED
    assert {"actor", "verb", "object"} <= set(statement)
    assert str(uuid.UUID(statement["id"])) == statement["id"]
    assert statement["version"] == "1.0.3"
    assert datetime.fromisoformat(statement["timestamp"]).tzinfo is not None
    actor = statement["actor"]
    assert set(actor) == {"objectType", "account"}  # Exactly one identifier, and no address.
    assert set(actor["account"]) == {"homePage", "name"}
    assert IRI.fullmatch(actor["account"]["homePage"])
    assert actor["account"]["name"]
    iris = [statement["verb"]["id"], statement["object"]["id"]]
    definition = statement["object"]["definition"]
    iris += [definition["type"], *statement["context"]["extensions"]]
    maps = [statement["verb"]["display"], definition["name"]]
    result = statement.get("result", {})
    assert set(result) <= {"score", "success", "completion", "response", "duration", "extensions"}
    iris += list(result.get("extensions", {}))
    assert all(IRI.fullmatch(iri) for iri in iris)
    assert all(LANGUAGE.fullmatch(key) and value for names in maps for key, value in names.items())
    if score := result.get("score"):
        assert -1 <= score["scaled"] <= 1
        assert score["min"] <= score["raw"] <= score["max"]
    assert str(uuid.UUID(statement["context"]["registration"]))
    _no_null(statement, inside=False)


def _no_null(value, *, inside):
    """Null is for extensions alone (xAPI, 2.2)."""
    if isinstance(value, dict):
        for key, part in value.items():
            _no_null(part, inside=inside or key == "extensions")
    elif isinstance(value, list):
        for part in value:
            _no_null(part, inside=inside)
    else:
        assert value is not None or inside


class RecordStore:
    """Keeps what it is sent; fails when it is told to."""

    def __init__(self):
        self.kept = {}
        self.requests = 0
        self.fails: list[int] = []
        """What to answer next, before anything is looked at."""
        self.forgets = 0
        """How many requests to keep and then not answer: the line is cut."""
        self.refuses = ""
        """A word whose statements are not taken."""
        store = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                store.answer(self)

            def log_message(self, *_given):
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/xapi"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, request):
        self.requests += 1
        data = request.rfile.read(int(request.headers["Content-Length"]))
        status = self.fails.pop(0) if self.fails else self.status(request, data)
        if self.forgets and status == 200:
            self.forgets -= 1
            request.close_connection = True
            return
        request.send_response(status)
        if status == 302:
            request.send_header("Location", self.url + "/elsewhere")
        request.send_header("Content-Length", "0")
        request.end_headers()

    def status(self, request, data):
        pair = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if request.headers["Authorization"] != f"Basic {pair}":
            return 401
        if request.path != "/xapi/statements":
            return 404
        assert request.headers["X-Experience-API-Version"] == "1.0.3"
        assert request.headers["Content-Type"] == "application/json"
        made = json.loads(data)
        for statement in made:
            check(statement)
        if any(self.refuses and self.refuses in json.dumps(one) for one in made):
            return 400
        if any(self.kept.get(one["id"], one) != one for one in made):
            return 409
        self.kept |= {one["id"]: one for one in made}
        return 200

    def close(self):
        self.server.shutdown()
        self.server.server_close()
