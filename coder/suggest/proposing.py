"""From likelihoods to suggestions: the words, the weight, another case that is named, and the reason in plain words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from coder.language.common_words import common_words
from coder.language.negation import negators
from coder.model.codebook import Codebook, CodeKind
from coder.model.coding import Coding, Suggestion, suggestion_id
from coder.suggest.about import CaseNames, named_cases
from coder.suggest.cues import Cued
from coder.suggest.segments import Segment, SegmentedInterview
from coder.suggest.vectors import counted

_NAMED = "suggest.v1"  # never to change: ids stay the same whichever sources have something to say
_NEAREST = 3  # coded passages that are named
_ALIKE = 0.15  # the least cosine of a passage that is named
_LIGHT = 0.005  # words of less weight are no reason
_WORDS = 3  # words that are named as the reason


@dataclass(frozen=True)
class Evidence:
    """What speaks for codes on the segments of an interview: the cues, the cosines with coded passages (segments x
    passages), how much words (by stem) weigh for codes (by place), and the stems of each code's own words."""

    cues: Sequence[Mapping[str, Cued]]
    cosines: NDArray[np.float32]
    weight: Callable[[str, int], float]
    own: Sequence[frozenset[str]]


@dataclass(frozen=True)
class Proposer:
    """What is needed beside the scores: kinds of codes, names of cases, the codings of each coded passage, the codes
    that anything was learned of, and of level codes the usual level."""

    codes: tuple[str, ...]
    kinds: tuple[CodeKind, ...]
    cases: CaseNames
    passages: tuple[tuple[Coding, ...], ...]
    coded: frozenset[str]
    levels: Mapping[str, int]

    @classmethod
    def of(
        cls,
        codebook: Codebook,
        codes: Sequence[str],
        passages: Sequence[tuple[Coding, ...]],
        learned: Iterable[tuple[Coding, ...]],
    ) -> Proposer:
        """For the codes of a codebook, the passages that may be named, and all that was ``learned`` from."""
        kinds = tuple(codebook.code(code).kind for code in codes)
        weights: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for coding in (coding for codings in learned for coding in codings):
            weights[coding.code].append((coding.weight, 1.0))
        of_levels = [code for code, kind in zip(codes, kinds, strict=True) if kind is CodeKind.LEVEL]
        usual = {code: level for code in of_levels if (level := _median(weights[code])) is not None}
        return cls(tuple(codes), kinds, named_cases(codebook), tuple(passages), frozenset(weights), usual)

    def proposals(
        self,
        interview: SegmentedInterview,
        revision: int,
        likely: NDArray[np.float32],
        at_least: float,
        evidence: Evidence,
        origins: Mapping[str, str],
        calibrated: bool,
    ) -> list[Suggestion]:
        """Suggestions for what is at least so likely, in the order of the text, likelier ones first."""
        found = []
        for row, segment in enumerate(interview.segments):
            columns = np.flatnonzero(likely[row] >= at_least)
            for column in sorted(columns, key=lambda place: (-likely[row, place], place)):
                one = self._one(interview, segment, int(column), row, evidence, origins, revision)
                confidence = round(float(likely[row, column]), 4)
                found.append(replace(one, confidence=confidence, calibrated=calibrated))
        return found

    def _one(
        self,
        interview: SegmentedInterview,
        segment: Segment,
        column: int,
        row: int,
        evidence: Evidence,
        origins: Mapping[str, str],
        revision: int,
    ) -> Suggestion:
        """A suggestion of a code on a segment, but for how sure it is."""
        code = self.codes[column]
        cued = evidence.cues[row].get(code) if evidence.cues else None
        nearest = self._nearest(code, evidence.cosines[row])
        learned = _weighty(segment.text, interview.language, column, evidence.weight)
        own = _shared(segment.text, interview.language, evidence.own[column]) if evidence.own else []
        reasons = [cued.reason] if cued is not None else []
        if learned:
            reasons.append("words: " + ", ".join(learned))
        if own and not learned:
            reasons.append("words of the code: " + ", ".join(own))
        if nearest:
            reasons.append("like passages coded so" if len(nearest) > 1 else "like a passage coded so")
        weight = self._weight(column, cued, nearest, segment.text, interview.language)
        if weight is not None and not nearest and self.kinds[column] is CodeKind.LEVEL:
            reasons.append("the usual level")
        if not reasons:  # of what stands around a code nothing is known before somebody codes it
            known = code in self.coded
            reasons.append("how it is said and what stands around it" if known else "like the words of the code")
        said = {"cues": cued is not None, "similar": bool(nearest or own), "model": True}
        contributed = [origin for name, origin in origins.items() if said[name]]
        return Suggestion(
            id=suggestion_id(interview.document, segment.span, code, _NAMED),
            document=interview.document,
            span=segment.span,
            code=code,
            weight=weight,
            confidence=0.0,
            reason="; ".join(reasons),
            origin="+".join(contributed or origins.values()),
            revision=revision,
            nearest=tuple(dict.fromkeys(coding.id for coding, _ in nearest)),
            about=self.cases.other_case(segment.text, interview.language, interview.case),
        )

    def _nearest(self, code: str, cosines: NDArray[np.float32]) -> list[tuple[Coding, float]]:
        """The codings with a code on the passages most like a segment, and how alike these are."""
        found: list[tuple[Coding, float]] = []
        for place in np.argsort(-cosines, kind="stable"):
            if cosines[place] < _ALIKE or len(found) >= _NEAREST:
                break
            found += [(coding, float(cosines[place])) for coding in self.passages[place] if coding.code == code][:1]
        return found

    def _weight(
        self, column: int, cued: Cued | None, nearest: Sequence[tuple[Coding, float]], text: str, language: str
    ) -> int | None:
        """The level that the nearest codings have, else the usual one of the code; of other codes the strength that
        they have on the side on which the words are.

        Against a code are words that deny a cue. Where there is none, a negator says little and passages like it no
        more, for these are as like that say the opposite; together they were right three times of four in the sample
        study, held out.
        """
        weights = [(coding.weight, alike) for coding, alike in nearest]
        if self.kinds[column] is CodeKind.LEVEL:
            return _median(weights) if weights else self.levels.get(self.codes[column])
        against = [(weight, alike) for weight, alike in weights if weight < 0]
        if cued is not None:
            negative = cued.denied
        else:
            mostly = 2 * sum(alike for _, alike in against) > sum(alike for _, alike in weights)
            negative = mostly and negators(text, language) > 0
        if negative:
            return _median(against) or -1
        return _median([(weight, alike) for weight, alike in weights if weight > 0]) or 1


def _median(weighted: Sequence[tuple[int, float]]) -> int | None:
    """The weighted median; of two the lower one, None of nothing."""
    half = sum(weight for _, weight in weighted) / 2
    reached = 0.0
    for value, weight in sorted(weighted):
        reached += weight
        if reached >= half:
            return value
    return None


def _weighty(text: str, language: str, column: int, weight: Callable[[str, int], float]) -> list[str]:
    """The words of a text, as they stand there, that weigh most for a code."""
    found: dict[str, float] = {}
    common = common_words(language)
    for word, stem in counted(language, text):
        weighs = weight(stem, column)
        if weighs > _LIGHT and word.lower() not in common:
            found.setdefault(word, weighs)
    return sorted(found, key=lambda word: (-found[word], word))[:_WORDS]


def _shared(text: str, language: str, stems: frozenset[str]) -> list[str]:
    """The longest words of a text that are words of the code too."""
    common = common_words(language)
    found = {word for word, stem in counted(language, text) if stem in stems and word.lower() not in common}
    return sorted(found, key=lambda word: (-len(word), word))[:_WORDS]
