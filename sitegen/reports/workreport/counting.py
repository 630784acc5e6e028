"""What a site's content says of a year: figures by the field of the report that states them."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sitegen.reports.case import SiteCase
from sitegen.rules.workreport.derived import derive

BOOK = Path(__file__).parent.parent / "book" / "work-report.yaml"
Figure = int | bool | str


@cache
def book() -> Mapping[str, Any]:
    """Which column types and forms count where."""
    import yaml

    data: Mapping[str, Any] = yaml.safe_load(BOOK.read_text("utf-8"))
    return data


def counted(case: SiteCase, year: int) -> dict[str, Figure]:
    """Dotted field of the report → figure.

    Only own published items count, and only what is still on the site. How many letters came in
    and how long they took is not known from those that are published.
    """
    prefix = f"{year}-"
    return {
        **_head(case),
        **derive(case.view, year),
        **_published(case, prefix),
        **_interpretations(case, prefix),
        **_services(case),
        **_interaction(case, prefix),
    }


def _head(case: SiteCase) -> dict[str, Figure]:
    config = case.config
    return {
        "organ": config.sponsor,
        "site_name": config.name,
        "address": f"{config.url}/",
        "sponsor": config.sponsor,
        "site_type": book()["site_types"][config.kind],
        "id_code": config.id_code,
        "icp": config.icp,
        "police": config.police,
        "phone": config.contact.phone,
    }


def _published(case: SiteCase, prefix: str) -> dict[str, Figure]:
    parts = {
        f"published.{name}": len(
            {stub.path for stub in case.own(*types) if stub.date.startswith(prefix)}
        )
        for name, types in book()["published"].items()
    }
    year = prefix[:4]
    firsts = [
        min((item.stub.date for item in column.items), default="")
        for column in case.columns("special")
    ]
    specials = [first for first in firsts if first and first[:4] <= year]
    opened = sum(first.startswith(prefix) for first in specials)
    responses = sum(stub.date.startswith(prefix) for stub in case.own("response"))
    return {
        **parts,
        "specials.maintained": len(specials),
        "specials.opened": opened,
        "interpretations.responses": responses,
    }


def _interpretations(case: SiteCase, prefix: str) -> dict[str, Figure]:
    forms = [
        record.get("form") or "text"
        for stub, record in case.view.records("interpretation")
        if stub.date.startswith(prefix)
    ]
    return {
        f"interpretations.{name}": sum(form in wanted for form in forms)
        for name, wanted in book()["forms"].items()
    }


def _services(case: SiteCase) -> dict[str, Figure]:
    guides = [record["service"] for _, record in case.view.records("service")]
    return {
        "services.directory": bool(guides),
        "services.items": len(guides),
        "services.online": sum(bool(guide.get("online")) for guide in guides),
    }


def _interaction(case: SiteCase, prefix: str) -> dict[str, Figure]:
    letters = [record["letter"] for _, record in case.view.records("letter")]
    surveys = [
        record["survey"]
        for _, record in case.view.records("survey")
        if record["survey"]["starts"].startswith(prefix)
    ]
    talks = [
        record["interview"]
        for _, record in case.view.records("interview")
        if record["interview"]["held"].startswith(prefix)
    ]
    results = [survey.get("result") or {} for survey in surveys]
    asked = sum(talk.get("netizen_questions") or 0 for talk in talks)
    answered = sum(talk.get("answers") or 0 for talk in talks)
    return {
        "interaction.letters_public": sum(
            (letter.get("replied") or "").startswith(prefix) for letter in letters
        ),
        "interaction.survey_opinions": sum(result.get("received") or 0 for result in results),
        "interaction.interview_questions": asked,
        "interaction.interview_answers": answered,
    }
