"""Keystone, with the administrator's credentials of OS_*."""

import json
import os
from urllib.request import Request, urlopen

_token = None


def _request(path, method="GET", body=None):
    request = Request(
        os.environ["OS_AUTH_URL"] + path, method=method, data=json.dumps(body).encode() if body else None,
        headers={"Content-Type": "application/json"} | ({"X-Auth-Token": _token} if _token else {}),
    )
    with urlopen(request, timeout=30) as answer:
        return answer.headers, json.loads(answer.read() or "{}")


def _log_in():
    global _token
    user = {
        "name": os.environ["OS_USERNAME"], "password": os.environ["OS_PASSWORD"],
        "domain": {"name": os.environ["OS_USER_DOMAIN_NAME"]},
    }
    project = {
        "name": os.environ["OS_PROJECT_NAME"], "domain": {"name": os.environ["OS_PROJECT_DOMAIN_NAME"]},
    }
    identity = {"methods": ["password"], "password": {"user": user}}
    headers, _ = _request(
        "/auth/tokens", "POST", {"auth": {"identity": identity, "scope": {"project": project}}},
    )
    _token = headers["X-Subject-Token"]


def _id(kind, name):
    found = _request(f"/{kind}?name={name}")[1][kind]
    return found[0]["id"] if found else None


def has_role(user, project, role):
    if not _token:
        _log_in()
    role = _id("roles", role)
    query = f"user.id={_id('users', user)}&scope.project.id={_id('projects', project)}&role.id={role}"
    return bool(role and _request(f"/role_assignments?{query}")[1]["role_assignments"])


def give_role(user, project, role):
    number = _id("roles", role) or _request("/roles", "POST", {"role": {"name": role}})[1]["role"]["id"]
    _request(f"/projects/{_id('projects', project)}/users/{_id('users', user)}/roles/{number}", "PUT")
