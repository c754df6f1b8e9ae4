"""Role × route × method × relation, generated from the URL resolver and docs/akses.yaml.

A route without an entry fails. Allowed means that the door opens (any answer but login, 403, 404);
refused is 404 for a record and 403 for a kind of page; the anonymous visitor is sent to the login.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.world import ROLES, World

MATRIX = yaml.safe_load((Path(__file__).parent.parent / "docs" / "akses.yaml").read_text())
LIBRARY_PREFIXES = ("account_", "mfa_", "usersessions_", "socialaccount_")
RELATIONS = ("sendiri", "opd", "instansi", "lain")


def walk(resolver, namespace=""):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from walk(entry, inner)
        elif isinstance(entry, URLPattern) and entry.name:
            yield f"{namespace}{entry.name}", list(entry.pattern.converters)


@cache
def routes():
    found = {}
    for name, parameters in walk(get_resolver()):
        if not name.startswith(LIBRARY_PREFIXES):
            found.setdefault(name, parameters)
    return found


@pytest.mark.django_db  # the test database is only made where a test asks for it
def test_every_route_has_an_entry_and_every_entry_a_route():
    assert set(MATRIX["rute"]) == set(routes())


def cases():
    for name, rule in MATRIX["rute"].items():
        if rule.get("publik"):
            continue
        for method in ("GET", "POST"):
            if method not in rule:
                continue
            for relation in RELATIONS if rule.get("objek") else ("-",):
                yield pytest.param(name, method, relation, id=f"{name}-{method}-{relation}")


def test_every_rule_speaks_of_known_roles_and_never_of_another_instansi():
    for name, rule in MATRIX["rute"].items():
        for method in ("GET", "POST"):
            listed = rule.get(method, [])
            by_relation = listed if isinstance(listed, dict) else {"-": listed}
            for relation, roles in by_relation.items():
                assert set(roles) <= set(MATRIX["peran"]), (name, method, relation)
                assert relation != "lain" or not roles, (name, method)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One world for all cases; it is built in one transaction that is rolled back at the end."""
    from django.db import transaction

    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        try:
            yield World()
        finally:
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)


def answer(client, url, method):
    from django.db import transaction

    point = transaction.savepoint()
    try:
        response = (
            client.get(url) if method == "GET" else client.post(url, {"kunci_kirim": "x" * 24})
        )
    finally:
        transaction.savepoint_rollback(point)
    login = response.status_code == 302 and "/akun/login" in response.url
    return "login" if login else response.status_code


@pytest.mark.parametrize(("name", "method", "relation"), cases())
def test_the_door_of(name, method, relation, world, django_db_blocker):
    rule = MATRIX["rute"][name]
    listed = rule[method]
    record = rule.get("objek")
    parameters = routes()[name]
    # A route without a record may still name a kind of file.
    kwargs = (
        world.kwargs(name, record, relation, parameters)
        if record
        else dict.fromkeys(parameters, "skp")
    )
    url = reverse(name, kwargs=kwargs)
    allowed = set(listed.get(relation, []) if record else listed)
    with django_db_blocker.unblock():
        found = {}
        for role in ROLES:
            if relation == "sendiri" and role not in {"anonim", "asn"}:
                continue
            client = world.client(role)
            found[role] = answer(client, url, method)
    wrong = {}
    for role, status in found.items():
        if role == "anonim":
            fits = status == (403 if url.startswith("/api/") else "login")
        elif role in allowed:
            fits = status not in {"login", 403, 404, 405, 500}
        else:
            fits = status in ({403, 404} if record else {403})
        if not fits:
            wrong[role] = status
    assert not wrong, f"{method} {url} ({relation}); allowed: {sorted(allowed)}"
