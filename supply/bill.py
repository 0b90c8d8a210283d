"""A software bill of materials: what is installed here, each with its licence and the hashes of the lock, as CycloneDX.

``python -m supply.bill`` prints it (https://cyclonedx.org/docs/1.6/json/). The same installation gives the same bytes.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

from supply.lock import Pin, pins

__all__ = ["bill", "licence", "told"]

ROOT = Path(__file__).resolve().parent.parent
_SPDX = {
    "apache software license": "Apache-2.0",
    "bsd license": "BSD-3-Clause",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "python software foundation license": "PSF-2.0",
    "isc license (iscl)": "ISC",
}
_LONGEST = 60


def told(notice: str) -> dict[str, str]:
    """The licences that NOTICE.md tells, by package: for those that say nothing themselves."""
    return {Pin(name, "").key[0]: words for name, words in re.findall(r"^\| (\S+) \| (.+) \|$", notice, re.MULTILINE)}


def licence(package: Distribution) -> str:
    """The licence that a package says it is under: its SPDX expression, else its classifiers, else its own words."""
    about = package.metadata
    if "License-Expression" in about:
        return str(about["License-Expression"])
    named = [str(line).rpartition(" :: ")[2] for line in about.get_all("Classifier") or [] if "License ::" in str(line)]
    found = [_SPDX.get(name.lower(), name) for name in named if name != "OSI Approved"]
    if found:
        return " OR ".join(sorted(set(found)))
    words = str(about["License"]).strip().splitlines() if "License" in about else []
    return words[0][:_LONGEST].strip() if words else ""


TOLD = told((ROOT / "NOTICE.md").read_text(encoding="utf-8"))


def bill(installed: Iterable[Distribution], lock: Iterable[Pin], project: dict[str, Any]) -> dict[str, Any]:
    """The bill as an object: the project, and each other package once, sorted by name."""
    known = {pin.key: pin for pin in lock}
    found = {Pin(package.name, package.version).key: package for package in installed}
    components = [
        _component(package, known.get(key)) for key, package in sorted(found.items()) if key[0] != project["name"]
    ]
    own = {"type": "application", "name": project["name"], "version": project["version"], "bom-ref": project["name"]}
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": own | {"licenses": [{"expression": project["license"]}]}},
        "components": components,
        "dependencies": _dependencies(project, found),
    }


def _purl(package: Distribution) -> str:
    name, _ = Pin(package.name, package.version).key
    return f"pkg:pypi/{name}@{package.version.replace('+', '%2B')}"


def _component(package: Distribution, pin: Pin | None) -> dict[str, Any]:
    said = licence(package) or TOLD.get(Pin(package.name, "").key[0], "")
    # An expression is made of identifiers; whatever else a package says is a name.
    simple = re.fullmatch(r"[A-Za-z0-9.+-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+-]+|[() ])*", said)
    entry: dict[str, Any] = {
        "type": "library",
        "bom-ref": _purl(package),
        "name": package.name,
        "version": package.version,
        "purl": _purl(package),
    }
    if said:
        entry["licenses"] = [{"expression": said}] if simple else [{"license": {"name": said}}]
    if pin:
        entry["properties"] = [{"name": "odplan:file", "value": digest} for digest in sorted(pin.hashes)]
    return entry


def _dependencies(project: dict[str, Any], found: dict[tuple[str, str], Distribution]) -> list[dict[str, Any]]:
    references = {name: _purl(package) for (name, _), package in found.items()}
    wanted = (Pin(re.split(r"[^\w.-]", line)[0], "").key[0] for line in project["dependencies"])
    return [{"ref": project["name"], "dependsOn": sorted(references[name] for name in wanted if name in references)}]


def main() -> None:
    """Prints the bill of this environment."""
    lock = pins((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    sys.stdout.write(json.dumps(bill(distributions(), lock, project), ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
