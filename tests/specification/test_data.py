"""Facts are what the specification says, where it says it, and nothing more."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import msgspec
import pytest
import yaml
from openapi_spec_validator import validate

from specexport.api import specifications
from specexport.core.diagnostics import Diagnostic, EnvironmentProblem
from specexport.specification.data import quantities, schemas, sql
from specexport.specification.data.model import Column, Duration, Quantity, Threshold

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).parents[2]
EXAMPLES = sorted(REPOSITORY.glob("examples/*/*.md"))
SCHEMA = REPOSITORY / "docs" / "facts.schema.json"

each = pytest.mark.parametrize("spec", EXAMPLES, ids=lambda path: path.stem)


def facts(spec: Path | bytes) -> Any:
    return json.loads(specifications.data(spec))


def without_lines(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            name: without_lines(member)
            for name, member in value.items()
            if name != "line" or not isinstance(member, int)
        }
    return [without_lines(member) for member in value] if isinstance(value, list) else value


def shortened(found: Any, expected: Any) -> Any:
    """Return `found` with texts cut where those of `expected` end in an ellipsis."""
    match found, expected:
        case dict(), dict():
            return {name: shortened(member, expected.get(name)) for name, member in found.items()}
        case list(), list():
            pad = [None] * max(0, len(found) - len(expected))
            return [shortened(*pair) for pair in zip(found, expected + pad, strict=False)]
        case str(), str() if expected.endswith("…") and found.startswith(expected[:-1]):
            return expected
    return found


@each
def test_the_facts_of_an_example_are_those_written_by_hand(spec: Path) -> None:
    expected = yaml.safe_load(
        (Path(__file__).parent / "expected" / f"{spec.stem}.yaml").read_text(encoding="utf-8")
    )
    found = without_lines(facts(spec))
    assert found.pop("version") == 1
    assert shortened(found, expected) == expected


def placed(value: Any) -> Iterator[tuple[int, str]]:
    """Yield every fact's line with the words that it begins with."""
    if isinstance(value, dict):
        words = next(
            (value[name] for name in ("name", "label", "path", "threat", "risk", "text") if value.get(name)),
            "",
        )
        if value.get("line") and words:
            yield value["line"], str(words)
        for member in value.values():
            yield from placed(member)
    elif isinstance(value, list):
        for member in value:
            yield from placed(member)


@each
def test_every_fact_stands_on_its_line(spec: Path) -> None:
    lines = spec.read_text(encoding="utf-8").splitlines()
    found = list(placed(facts(spec)))
    assert len(found) > 80
    for line, words in found:
        plain = re.sub(r"[`*\\]", "", lines[line - 1])
        first = words.splitlines()[0][:30]
        assert first.split()[0] in plain, (line, words)


@each
def test_facts_are_what_their_schema_says(spec: Path) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(facts(spec))


def test_the_published_schema_is_the_programs() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == specifications.schema(), (
        "write it with: specexport data --schema"
    )


def test_the_schema_does_not_depend_on_the_release_that_makes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other releases of Python and msgspec keep the indent of docstrings, and put null first."""

    def otherwise(value: Any) -> Any:
        match value:
            case dict():
                return {name: otherwise(member) for name, member in value.items()} | described(value)
        return value

    def described(value: dict[str, Any]) -> dict[str, Any]:
        match value:
            case {"description": str(text)}:
                return {"description": text.replace(" ", "\n    ")}
            case {"anyOf": list(types)}:
                return {"anyOf": types[::-1]}
        return {}

    schema = msgspec.json.schema
    monkeypatch.setattr(msgspec.json, "schema", lambda type_: otherwise(schema(type_)))
    assert specifications.schema() == SCHEMA.read_text(encoding="utf-8")


@each
def test_openapi_is_valid(spec: Path) -> None:
    validate(json.loads(specifications.data(spec, "openapi")))
    validate(yaml.safe_load(specifications.data(spec, "openapi", yaml=True)))


def test_openapi_has_the_endpoints_and_the_examples() -> None:
    ledger = json.loads(specifications.data(EXAMPLES[1], "openapi"))
    assert len([verb for path in ledger["paths"].values() for verb in path]) == 8
    post = ledger["paths"]["/api/v1/transfers"]["post"]
    body = post["requestBody"]["content"]["application/json"]
    assert body["example"]["kind"] == "purchase"
    assert body["schema"]["properties"]["lines"]["items"]["properties"]["amount"] == {"type": "integer"}
    answer = post["responses"]["201"]
    assert answer["description"] == "transfer"
    assert answer["content"]["application/json"]["schema"]["properties"]["entries"]["type"] == "array"
    read = ledger["paths"]["/api/v1/accounts/{code}/balance"]["get"]
    assert [parameter["name"] for parameter in read["parameters"]] == ["code"]
    assert "requestBody" not in read
    line = EXAMPLES[1].read_text(encoding="utf-8").splitlines()[post["x-source-line"] - 1]
    assert "| POST | `/api/v1/transfers` |" in line


def test_openapi_reports_what_it_cannot_describe() -> None:
    told: list[Diagnostic] = []
    gauges = json.loads(specifications.data(EXAMPLES[0], "openapi", report=told.append))
    assert [one.code for one in told] == ["SX066"] * 4
    assert gauges["paths"]["/api/v1/campaigns/{id}/advance"]["post"]["responses"] == {
        "200": {"description": "Status 200"},
        "409": {"description": "if rules forbid"},
    }
    assert gauges["components"]["schemas"]["Example1"]["properties"]["failure_rate"] == {"type": "number"}


API = """# API Specification: A

## Endpoints

| Method | Path | Response |
|---|---|---|
| GET, HEAD | /users/:id?all=1 | `200` |
| PUT | /users/<id> | |
| PUT | /users/{id} | |

### PUT /users/7

```json
// Request
{"a": 1}
// Response
{"b": [1, 2.5, "c", null], "d": [{"e": 1}, {"f": true}], "g": [], "h": [[1], ["i"]]}
```

```http
HTTP/1.1 404 Not Found
Content-Type: application/json

{"error": "gone"}
```

```json
{"broken":
```
"""


def test_openapi_reads_the_ways_that_people_write() -> None:
    told: list[Diagnostic] = []
    made = json.loads(specifications.data(API.encode(), "openapi", report=told.append))
    validate(made)
    assert list(made["paths"]) == ["/users/{id}"]
    assert list(made["paths"]["/users/{id}"]) == ["get", "head", "put"]
    put = made["paths"]["/users/{id}"]["put"]
    assert put["requestBody"]["content"]["application/json"]["example"] == {"a": 1}
    assert put["responses"]["404"]["content"]["application/json"]["example"] == {"error": "gone"}
    assert "SX065" in [one.code for one in told]
    assert "SX066" in [one.code for one in told]


def test_schemas_say_what_one_example_shows() -> None:
    assert schemas.schema([1, 2.5, "c", None]) == {
        "type": "array",
        "items": {"anyOf": [{"type": "number"}, {"type": "string"}, {"type": "null"}]},
    }
    assert schemas.schema([{"e": 1}, {"f": True, "e": 0.5}])["items"]["properties"] == {
        "e": {"type": "number"},
        "f": {"type": "boolean"},
    }
    assert schemas.schema([[1], ["i"], []])["items"] == {
        "type": "array",
        "items": {"anyOf": [{"type": "integer"}, {"type": "string"}]},
    }


def test_a_blank_form_says_nothing(shared: Path) -> None:
    seed = facts(shared / "seed" / "technical-spec-template.md")
    assert set(seed) <= {"version", "document", "template", "examples"}


def test_an_empty_document_says_nothing() -> None:
    assert facts(b"# T\n\nWords.\n") == {"version": 1, "document": {"title": "T", "line": 1}}


def test_what_cannot_be_read_is_kept_as_text_and_told() -> None:
    told: list[Diagnostic] = []
    text = b"# T\n\n## S\n\n| Metric | Threshold |\n|---|---|\n| A | quite high |\n\n"
    text += b"| Phase | Duration |\n|---|---|\n| B | a while |\n"
    found = json.loads(specifications.data(text, report=told.append))
    assert found["metrics"] == [{"line": 7, "name": "A", "threshold": {"text": "quite high"}}]
    assert found["phases"] == [{"line": 11, "name": "B", "duration": {"text": "a while"}}]
    assert [(one.code, one.pos.line if one.pos else 0) for one in told] == [("SX065", 7), ("SX065", 11)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> 500ms", Threshold("> 500ms", ">", Quantity(500, "ms"))),
        (
            "≥1,000 req/s for 5 min",
            Threshold("≥1,000 req/s for 5 min", ">=", Quantity(1000, "req/s"), Quantity(5, "min")),
        ),
        ("<= 3", Threshold("<= 3", "<=", Quantity(3))),
        ("soon", Threshold("soon")),
        ("500 ms", Threshold("500 ms")),
    ],
)
def test_thresholds(text: str, expected: Threshold) -> None:
    assert quantities.threshold(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 weeks", Duration("2 weeks", 2, "weeks")),
        ("1.5 person-days", Duration("1.5 person-days", 1.5, "person-days")),
        ("1 day", Duration("1 day", 1, "days")),
        ("Q3", Duration("Q3")),
    ],
)
def test_durations(text: str, expected: Duration) -> None:
    assert quantities.duration(text) == expected


def test_quantities_are_not_made_of_names() -> None:
    text = "wave 4, TLS 1.3, RFC 9457, 10:30, v2, 0x1F, p99 and 3 nodes"
    assert quantities.quantities(text) == (Quantity(3, "nodes"),)


def test_sql_of_other_dialects() -> None:
    text = """
    CREATE TABLE IF NOT EXISTS `shop`.`order line` (
      `id` INT(11) UNSIGNED NOT NULL AUTO_INCREMENT, -- the key, of course
      note VARCHAR(20) DEFAULT 'a, b (c)',
      [who] int REFERENCES dbo.people(id) ON DELETE CASCADE,
      price DECIMAL(10, 2) NOT NULL,
      PRIMARY KEY (`id`), KEY idx_who (who), CONSTRAINT c CHECK (price > 0)
    ) ENGINE=InnoDB;
    create table b (a text"""
    one, two = sql.models(text, 10)
    assert (one.name, one.line, one.primary_key) == ("shop.order line", 11, ("id",))
    assert one.columns == (
        Column(name="id", type="INT(11) UNSIGNED", nullable=False, line=12),
        Column(name="note", type="VARCHAR(20)", default="'a, b (c)'", line=13),
        Column(name="who", type="int", references="dbo.people", line=14),
        Column(name="price", type="DECIMAL(10, 2)", nullable=False, line=15),
    )
    assert (two.name, two.columns) == ("b", ())


def test_any_table_becomes_csv() -> None:
    text = specifications.data(EXAMPLES[1], "csv", table="Key Metrics")
    assert text.splitlines()[0] == "Metric,Alert Threshold,Dashboard"
    assert '"< 99.95 % over 30 days, burn rate > 14 in 1 hour"' in text
    assert (
        specifications.data(EXAMPLES[1], "csv", table="1").splitlines()[0]
        == "Component,Responsibility,Technology"
    )
    for wanted in ("", "99", "No such"):
        with pytest.raises(EnvironmentProblem) as caught:
            specifications.data(EXAMPLES[1], "csv", table=wanted)
        assert caught.value.diagnostic.code == "SX067"


@each
def test_yaml_says_the_same_as_json(spec: Path) -> None:
    assert yaml.safe_load(specifications.data(spec, "yaml")) == facts(spec)
