"""The document of the API says what its routes do, and no request that it allows breaks them."""

import json
import re
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pictures import encoded, noise
from schemathesis.checks import positive_data_acceptance
from schemathesis.config import SchemathesisConfig
from starlette.routing import Route

from studio.api import openapi, schemas
from studio.api.service import Service
from studio.recipe.recipe import Recipe

DOCUMENT = openapi.describe("/api")
PHOTO = encoded(noise(16, 24), "PNG")
FEW = settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)

schemathesis.openapi.format("binary", st.sampled_from([PHOTO, PHOTO[:60], b"no photo"]))
# its phase of coverage makes hundreds of requests of each entry of a recipe
config = SchemathesisConfig.from_dict({"phases": {"coverage": {"enabled": False}}})
schema = schemathesis.openapi.from_dict(DOCUMENT, config=config)


@pytest.mark.process
@pytest.mark.slow
@schema.parametrize()
@FEW
def test_each_answer_is_one_of_those_that_are_told(server, case):
    # a valid mask may still be of another photo, and a photo none at all
    case.call_and_validate(base_url=server.url, excluded_checks=[positive_data_acceptance])


def test_every_route_is_described_and_no_other():
    routes = Service("", lambda _: True).make_route().routes
    assert {
        (route.path.replace(":int", ""), method.lower())
        for route in routes
        if isinstance(route, Route)
        for method in (route.methods or set()) - {"HEAD"}
    } == {
        (path, method)
        for path, methods in DOCUMENT["paths"].items()
        for method in methods
        if method != "parameters"
    }


def test_a_recipe_that_the_studio_writes_fits_its_description():
    check = Draft202012Validator(
        {"$ref": f"#/components/schemas/{schemas.RECIPE}", "components": DOCUMENT["components"]}
    )
    text = (Path(__file__).parents[2] / "docs/recipe.md").read_text(encoding="utf-8")
    examples = re.findall(r"^```json\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert examples
    for written in (Recipe().to_json(), *examples):
        assert list(check.iter_errors(json.loads(written))) == []
    assert not check.is_valid({"version": 5, "vividness": 2})
    assert not check.is_valid({"version": 5, "vividnes": 0.2})
