"""Real Lucene with the analyzer of the index template, asked by the very queries that a cluster gets.

Needs Debian's liblucene8-java and the package JPype1.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from speechparse.search.elastic_mapping import template

_JARS = Path("/usr/share/java")


class Lucene:
    """An index in memory; `find` gives the ids of entries that a query's JSON finds."""

    def __init__(self, entries: Iterable[dict[str, Any]]) -> None:
        jpype = pytest.importorskip("jpype")
        jars = [jar for part in ("core", "analyzers-common") for jar in _JARS.glob(f"lucene-{part}-8*.jar")]
        if len(jars) < 2:
            pytest.skip("Lucene (liblucene8-java) is not installed")
        if not jpype.isJVMStarted():
            jpype.startJVM(classpath=[str(jar) for jar in jars], convertStrings=True)
        self._lucene = jpype.JPackage("org").apache.lucene
        self._java = jpype.JPackage("java")
        self._analyzer = self._made_analyzer()
        self._searcher = self._filled(entries)

    def _made_analyzer(self) -> Any:
        """The analyzer of the template, built from the settings that a cluster gets."""
        settings = template("any")["template"]["settings"]["analysis"]
        analyzer = settings["analyzer"]["speechparse"]
        names = {"cjk_width": "cjkWidth", "lowercase": "lowercase", "cjk_bigram": "cjkBigram"}
        builder = self._lucene.analysis.custom.CustomAnalyzer.builder().withTokenizer(
            analyzer["tokenizer"], self._java.util.HashMap()
        )
        for name in analyzer["filter"]:
            options = dict(settings["filter"].get(name, {}))
            arguments = self._java.util.HashMap()
            for option, value in options.items():
                if option != "type":
                    arguments.put({"output_unigrams": "outputUnigrams"}[option], str(value).lower())
            builder.addTokenFilter(names[options.get("type", name)], arguments)
        return builder.build()

    def _filled(self, entries: Iterable[dict[str, Any]]) -> Any:
        document, index = self._lucene.document, self._lucene.index
        folder = self._lucene.store.ByteBuffersDirectory()
        writer = index.IndexWriter(folder, index.IndexWriterConfig(self._analyzer))
        no, yes = document.Field.Store.NO, document.Field.Store.YES
        for entry in entries:
            made = document.Document()
            made.add(document.StringField("entry", entry["entry"], no))
            made.add(document.StringField("id", entry["id"], yes))
            if "year" in entry:
                made.add(document.IntPoint("year", [entry["year"]]))
            for field, value in entry["search"].items():
                for text in [value] if isinstance(value, str) else value:
                    made.add(document.TextField(f"search.{field}", text, no))
            for field, values in entry["keys"].items():
                for value in values:
                    made.add(document.StringField(f"keys.{field}", value, no))
            writer.addDocument(made)
        writer.close()
        return self._lucene.search.IndexSearcher(index.DirectoryReader.open(folder))

    def find(self, query: dict[str, Any]) -> set[str]:
        found = self._searcher.search(self._query(query), 1000)
        return {str(self._searcher.doc(hit.doc).get("id")) for hit in found.scoreDocs}

    def analyzed(self, text: str) -> list[tuple[int, str]]:
        """The tokens of a text with their positions, counted from 0."""
        tokens = self._lucene.analysis.tokenattributes
        stream = self._analyzer.tokenStream("search.text", text)
        term = stream.addAttribute(tokens.CharTermAttribute.class_)
        step = stream.addAttribute(tokens.PositionIncrementAttribute.class_)
        stream.reset()
        found, position = [], -1
        while stream.incrementToken():
            position += int(step.getPositionIncrement())
            found.append((position, str(term.toString())))
        stream.end()
        stream.close()
        return found

    def _query(self, query: dict[str, Any]) -> Any:
        ((kind, body),) = query.items()
        return getattr(self, f"_{kind}")(body)

    def _term(self, body: dict[str, Any]) -> Any:
        ((field, value),) = body.items()
        return self._lucene.search.TermQuery(self._lucene.index.Term(field, value))

    def _terms(self, body: dict[str, Any]) -> Any:
        ((field, values),) = body.items()
        return self._bool({"should": [{"term": {field: value}} for value in values]})

    def _match_phrase(self, body: dict[str, Any]) -> Any:
        ((field, options),) = body.items()
        assert options["analyzer"] == "whitespace"
        builder = getattr(self._lucene.search, "PhraseQuery$Builder")()
        for token in options["query"].split(" "):
            builder.add(self._lucene.index.Term(field, token))
        return builder.build()

    def _range(self, body: dict[str, Any]) -> Any:
        bounds = body["year"]
        return self._lucene.document.IntPoint.newRangeQuery(
            "year", bounds.get("gte", 0), bounds.get("lte", 9999)
        )

    def _constant_score(self, body: dict[str, Any]) -> Any:
        return self._lucene.search.ConstantScoreQuery(self._query(body["filter"]))

    def _bool(self, body: dict[str, Any]) -> Any:
        occur = self._lucene.search.BooleanClause.Occur
        occurs = {
            "must": occur.MUST,
            "filter": occur.FILTER,
            "should": occur.SHOULD,
            "must_not": occur.MUST_NOT,
        }
        builder = getattr(self._lucene.search, "BooleanQuery$Builder")()
        for name, parts in body.items():
            for part in parts if name != "minimum_should_match" else ():
                builder.add(self._query(part), occurs[name])
        if set(body) == {"must_not"}:
            builder.add(self._lucene.search.MatchAllDocsQuery(), occur.FILTER)
        return builder.build()
