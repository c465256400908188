import json

import msgspec
import pytest

from speechparse.formats import render
from speechparse.model import Document


def test_metadata_stands_before_the_markdown(speech: Document) -> None:
    page = render(speech, "md+meta")
    head, _, body = page.removeprefix("---\n").partition("\n---\n\n")
    assert body == render(speech, "md")
    assert head.splitlines()[:4] == [
        f'id: "{speech.id}"',
        'title: "全县茶业工作会议讲话"',
        'subtitle: "——在县茶业大会上"',
        'date: "2021-03-05"',
    ]
    assert f'sha256: "{speech.source.sha256}"' in head


def test_entities_come_on_demand(speech: Document) -> None:
    assert "| ORG | 县茶办 |" in render(speech, "md+meta", entities=True)


@pytest.mark.parametrize("title", ['"引号"和\\', "两\n行", "a: b # c", "线\u2028\x85\x00段", "---"])
def test_any_title_is_one_scalar(speech: Document, title: str) -> None:
    document = msgspec.structs.replace(speech, meta=msgspec.structs.replace(speech.meta, title=title))
    line = next(line for line in render(document, "md+meta").splitlines() if line.startswith("title: "))
    assert json.loads(line.removeprefix("title: ")) == title
