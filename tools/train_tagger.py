"""Train the weights of the name tagger: python tools/train_tagger.py [--measure] DATA_FOLDER [ko zh en]

DATA_FOLDER holds JSON lines (``id text ents``; ents = [start, end, PER|LOC|ORG], code points) of freely licensed
sets: klue_train, zhgsd_train, zhsimp_train, crosspol_train, crosspol_dev, wnut_train, enewt_dev. Weights go to
pipeline/weights/names, figures on the test files are printed. Countries that the tables know count as places: KLUE
labels them organisations where a government acts. A few minutes a language on one core; never run in CI.
``--measure`` prints the figures of the stored weights alone.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path

import pycrfsuite

from pipeline.extract.entities_scene import Mark, Scene
from pipeline.extract.tagger import FOLDER, stretches
from pipeline.extract.tagger_features import Unit, features, units
from pipeline.languages.tokens import tokenize
from pipeline.model import Block, Document, Reading, Sentence, Span, Timeline
from pipeline.resources import Resources
from pipeline.settings import Settings

TRAIN = {
    "ko": ("klue_train",),
    "zh": ("zhgsd_train", "zhsimp_train"),
    "en": ("crosspol_train", "crosspol_dev", "wnut_train", "enewt_dev:1800"),
}
TEST = {
    "ko": ("klue_dev", "klue_test"),
    "zh": ("zhsimp_dev", "zhsimp_test", "zhgsd_test", "zhpud_test"),
    "en": ("wnut_dev", "enewt_test", "crosspol_test"),
}
PARAMETERS = {
    "ko": {"c1": 0.1, "c2": 0.02, "max_iterations": 80, "feature.minfreq": 2},
    "zh": {"c1": 0.3, "c2": 0.02, "max_iterations": 80, "feature.minfreq": 3},
    "en": {"c1": 0.1, "c2": 0.02, "max_iterations": 80, "feature.minfreq": 2},
}
TAG = {"ko": "ko", "zh": "zh-Hans", "en": "en"}


def rows(folder: Path, name: str) -> list[dict]:
    """The rows of one set; ``name:N`` takes the first N."""
    name, _, limit = name.partition(":")
    packed = folder / f"{name}.jsonl.gz"
    text = gzip.decompress(packed.read_bytes()) if packed.exists() else (folder / f"{name}.jsonl").read_bytes()
    found = [json.loads(line) for line in text.decode("utf-8").splitlines() if line.strip()]
    return found[: int(limit)] if limit else found


def scene_of(text: str, code: str, resources: Resources) -> Scene:
    """A text as a document of one sentence."""
    whole = Span(0, len(text))
    reading = Reading(
        document=Document(id="sentence", text=text, sha256=""),
        folded=text,
        blocks=(Block(span=whole, kind="paragraph"),),
        sentences=(Sentence(span=whole, block=0, language=TAG[code]),),
    )
    return Scene(tokenize(reading, resources), Timeline(mentions=(), sentences=()), resources.lexicon)


def entities(row: dict, resources: Resources) -> list[tuple[int, int, str]]:
    """The labelled names; countries of the tables are places."""
    found = []
    for start, end, kind in (entity[:3] for entity in row["ents"]):
        names = resources.lexicon.lookup(row["text"][start:end])
        country = any((entry := resources.lexicon.entry(name.id)) and entry.kind == "country" for name in names)
        found.append((start, end, "LOC" if country else kind))
    return found


def labels(row: list[Unit], found: list[tuple[int, int, str]]) -> list[str]:
    """B-/I-/O labels of the units."""
    made = ["O"] * len(row)
    for start, end, kind in found:
        inside = [at for at, unit in enumerate(row) if unit.start < end and start < unit.end]
        for at in inside:
            made[at] = ("B-" if at == inside[0] else "I-") + kind
    return made


def example(row: dict, code: str, resources: Resources) -> tuple[list[Unit], list[list[str]]]:
    """Units and features of one labelled sentence."""
    scene = scene_of(row["text"], code, resources)
    known: list[Mark] = resources.names.known(scene)
    found = units(scene, scene.reading.sentences[0], code)
    return found, features(found, known, code)


def train(folder: Path, code: str, resources: Resources) -> None:
    """Train one language."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for name in TRAIN[code]:
        for row in rows(folder, name):
            found, made = example(row, code, resources)
            if found:
                trainer.append(made, labels(found, entities(row, resources)))
    trainer.set_params(PARAMETERS[code] | {"feature.possible_transitions": True})
    FOLDER.mkdir(parents=True, exist_ok=True)
    trainer.train(str(FOLDER / f"{code}.crf"))


def report(folder: Path, name: str, code: str, resources: Resources) -> None:
    """Exact span and kind: precision, recall, F1 against the labels as published."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(FOLDER / f"{code}.crf"))
    right = told = wanted = 0
    for row in rows(folder, name):
        gold = {tuple(entity[:3]) for entity in row["ents"]}
        found, made = example(row, code, resources)
        given = tagger.tag(made) if made else []
        spans = {(found[a].start, found[b].end, kind) for a, b, kind in stretches(given)}
        right, told, wanted = right + len(gold & spans), told + len(spans), wanted + len(gold)
    precision, recall = right / told, right / wanted
    print(f"{code} {name}: P {precision:.3f} R {recall:.3f} F1 {2 * right / (told + wanted):.3f}", flush=True)


def main() -> None:
    """Train, unless only figures are wanted; print the figures of the test files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", action="store_true")
    parser.add_argument("data", type=Path)
    parser.add_argument("languages", nargs="*", default=list(TRAIN))
    asked, resources = parser.parse_args(), Resources(Settings())
    for language in asked.languages:
        if not asked.measure:
            train(asked.data, language, resources)
        for name in TEST[language]:
            report(asked.data, name, language, resources)


if __name__ == "__main__":
    main()
