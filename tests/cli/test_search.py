import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from speechparse.cli import app

SPEECHES = {
    "2018年江西省养老工作会议.txt": "在江西省养老工作会议上的讲话\n\n（2018年3月2日）\n\n一、发展养老服务\n要做两件事：一是建设养老设施，方便群众就近享受服务；二是培训养老护理人员。\n",
    "2021年报告.txt": "政府工作報告\n\n（2021年1月20日）\n\n要發展養老服務，建设养老设施，方便群众就近享受服务，办好农村食堂。\n",
    "农村.txt": "关于农村工作的意见\n\n抓好农村人居环境，治理污水垃圾。\n",
}


def run(*arguments: object, data: bytes | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(one) for one in arguments], input=data)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("speeches")
    for name, text in SPEECHES.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def index(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("index") / "speeches.db"
    code, out, err = run("index", archive, "-o", path, "--no-entities", "--workers", 1)
    assert (code, out) == (0, "")
    assert err == f"3 documents added, 0 were there, 0 taken out, 0 failed; 3 in {path}\n"
    return path


def test_search_shows_hits_with_their_place_and_marks(index: Path) -> None:
    code, out, err = run("search", index, "养老服务 year:2018")
    assert (code, err) == (0, "")
    first, second, *_ = out.splitlines()
    assert first.startswith("1. 2018 在江西省养老工作会议上的讲话  [")
    assert second == "   一、发展【养老服务】"
    assert out.endswith("1 record\n")


def test_search_as_json_with_pages_and_facets(index: Path) -> None:
    code, out, _ = run("search", index, "养老", "--json", "-n", 2, "--page", 2, "--facets", "year, kind")
    results = json.loads(out)
    assert code == 0
    assert (results["total"], results["offset"], len(results["hits"])) == (5, 2, 2)
    assert results["facets"]["year"] == {"2018": 4, "2021": 1}
    hit = results["hits"][0]
    (start, end), *_ = hit["marks"]
    assert hit["record"]["text"][start:end] in ("养老", "養老")


def test_search_by_document(index: Path) -> None:
    code, out, _ = run("search", index, "养老", "--group-by", "document")
    assert code == 0
    assert out.endswith("2 documents\n")
    assert "], 4 hits\n" in out


def test_facets_are_shown_with_names(index: Path) -> None:
    _, out, _ = run("search", index, "养老", "--facets", "origin,year")
    assert "origin: 江西 4\n" in out
    assert "year: 2018 4  2021 1\n" in out


def test_a_query_that_begins_with_a_minus_sign(index: Path) -> None:
    code, out, _ = run("search", index, "--", "-养老 -农村 kind:title")
    assert (code, out.splitlines()[-1]) == (0, "1 record")


def test_a_wrong_query_is_pointed_at(index: Path) -> None:
    code, out, err = run("search", index, "养老 kind:小说")
    assert (code, out) == (2, "")
    assert err.splitlines()[0].startswith("speechparse: no kind is called '小说'")
    assert err.splitlines()[1:] == ["养老 kind:小说", "          ^^^^"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("search", "none.db", "养老"), "none.db: there is no such index"),
        (("search", "INDEX", "养老", "--facets", "colour"), "cannot be counted by 'colour'"),
        (("trends", "INDEX", "养老", "--by", "month"), "trends go by year or province"),
        (("similar", "INDEX", "短"), "too short"),
        (("index", "nowhere", "-o", "x.db"), "nowhere: no such file or folder"),
    ],
)
def test_what_goes_wrong_is_told_in_one_line(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(*(str(index) if one == "INDEX" else one for one in arguments))
    assert (code, out) == (1, "")
    assert message in err
    assert err.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_control_characters_of_a_text_do_not_reach_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("要抓\x1b[2J养老\x07工作。\n", "utf-8")
    run("index", tmp_path / "a.txt", "-o", tmp_path / "i.db", "--no-entities", "--workers", 1)
    _, out, _ = run("search", tmp_path / "i.db", "养老")
    assert "【养老】" in out
    assert not {"\x1b", "\x07"} & set(out)


def test_an_index_is_brought_up_to_date(archive: Path, tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    for name, text in SPEECHES.items():
        (files / name).write_text(text, "utf-8")
    path = tmp_path / "i.db"
    options = ("-o", path, "--no-entities", "--workers", 1)
    run("index", files, *options)
    (files / "农村.txt").write_text("关于城市工作的意见\n\n抓好城市。\n", "utf-8")
    (files / "2021年报告.txt").unlink()
    (files / "新.txt").write_text("新的讲话。\n", "utf-8")
    (files / "bad.docx").write_bytes(b"PK\x03\x04 no document")
    code, _, err = run("index", files, *options, "--prune")
    assert code == 1
    assert "bad.docx" in err
    assert err.endswith(f"2 documents added, 1 were there, 1 taken out, 1 failed; 3 in {path}\n")
    assert run("search", path, "农村")[1] == "0 records\n"
    assert "1 record" in run("search", path, "城市 kind:paragraph")[1]


def test_the_output_of_batch_can_be_indexed(archive: Path, tmp_path: Path) -> None:
    code, _, _ = run(
        "batch", archive, "-o", tmp_path / "lines", "--to", "jsonl", "--no-entities", "--workers", 1
    )
    assert code == 0
    for _ in range(2):
        code, _, err = run("index", tmp_path / "lines", "-o", tmp_path / "i.db")
        assert code == 0
    assert err.startswith("0 documents added, 3 were there")
    assert run("search", tmp_path / "i.db", "养老服务")[1].endswith("2 records\n")
    (tmp_path / "odd.jsonl").write_text('{"a": 1}\nnothing\n', "utf-8")
    code, _, err = run("index", tmp_path / "odd.jsonl", "-o", tmp_path / "i.db")
    assert code == 1
    assert "odd.jsonl, line 2: no document of speechparse" in err


def test_records_can_be_indexed(archive: Path, tmp_path: Path) -> None:
    out = "".join(
        run("parse", archive / name, "--to", "records.jsonl", "--no-entities")[1] for name in SPEECHES
    )
    (tmp_path / "records.jsonl").write_text(out + "{}\n", "utf-8")
    code, _, err = run("index", tmp_path / "records.jsonl", "-o", tmp_path / "i.db")
    assert code == 1
    assert "records.jsonl, line 12: no record of speechparse" in err
    assert err.endswith(f"3 documents added, 0 were there, 0 taken out, 1 failed; 3 in {tmp_path / 'i.db'}\n")
    assert run("search", tmp_path / "i.db", "养老服务")[1].endswith("2 records\n")


def test_similar(index: Path) -> None:
    text = "建设养老设施，方便群众就近享受服务"
    code, out, err = run("similar", index, text)
    assert (code, err) == (0, "")
    assert out.startswith("1.00  ")
    assert out.endswith("2 documents\n")
    found = json.loads(run("similar", index, "-", "--json", data=text.encode())[1])
    assert [one["score"] for one in found] == [1.0, 1.0]


def test_trends(index: Path, tmp_path: Path) -> None:
    code, out, _ = run("trends", index, "养老")
    assert code == 0
    assert [line.split()[:2] for line in out.splitlines()[1:]] == [["2018", "4"], ["2021", "2"]]
    _, out, _ = run("trends", index, "养老", "--by", "province", "--to", "csv")
    assert out.splitlines()[1].startswith("360000,江西,4,4,")
    run("trends", index, "养老", "--to", "svg", "-o", tmp_path / "t.svg")
    assert (tmp_path / "t.svg").read_text("utf-8").startswith("<svg")
    assert json.loads(run("trends", index, "养老", "--to", "json")[1])["rows"][0]["group"] == "2018"


def test_records_as_json_lines(archive: Path) -> None:
    code, out, _ = run("parse", archive / "农村.txt", "--to", "records.jsonl")
    records = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [record["kind"] for record in records] == ["title", "paragraph"]
    assert records[1]["text"] == "抓好农村人居环境，治理污水垃圾。"


def test_records_of_an_archive_with_lengths(archive: Path) -> None:
    options = ("--no-entities", "--workers", 1, "--granularity", "document", "--longest", 40, "--overlap", 20)
    code, out, err = run("records", archive, *options)
    records = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert [record["source"] for record in records] == sorted(record["source"] for record in records)
    assert max(len(record["text"]) for record in records) <= 40
    assert {record["kind"] for record in records} == {"document"}
    assert run("records", archive, "--overlap", 3000)[0] == 1
    assert "overlap" in run("records", archive, "--overlap", 3000)[2]
