"""Finding by words: what a question asks for, and how well a procedure answers it.

Pure functions; words are folded (no case, no diacritics, đ as d). Rare words weigh more than common
ones, words side by side more than apart. A word that no procedure has is taken for a slip of the
finger, or for two words without their space.
"""

import itertools
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from motcua.kernel import text

ALIKE = 0.65
"""How alike two spellings must be, 1 being the same: one slip in three letters is."""

_MOST_SPELLINGS = 4
_LONGEST_SYNONYM = 6
_SOUNDS = (("tr", "ch"), ("gi", "d"), ("s", "x"), ("r", "d"), ("k", "c"), ("l", "n"))
_VOWEL_Y = re.compile(r"(?<![au])y")
_SOUNDS_ALIKE = 0.9
"""What a word that sounds as typed is worth."""
_UNFINISHED = 0.8
"""What a word that only begins as typed is worth."""
_NEIGHBOURS = 0.4
"""How much of a score comes from words standing side by side, as in the phrase."""
_WHOLE = 0.3
"""How much comes from all phrases of a procedure together, the rest from its best phrase."""
_STANDS_FOR = 0.6
"""What a synonym that names a procedure adds to its score."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a synonym stands for: words, procedures or both."""

    words: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """What is known of words.

    Attributes:
        counts: In how many procedures each folded word stands.
        total: How many procedures there are.
        synonyms: By folded phrase.
        fillers: Folded phrases that ask for nothing: “tôi muốn”, “ở đâu”.
    """

    counts: Mapping[str, int]
    total: int
    synonyms: Mapping[str, Meaning] = field(default_factory=dict)
    fillers: frozenset[str] = frozenset()

    def weight(self, word: str) -> float:
        """Return how much a word tells; one that nobody uses tells little."""
        count = self.counts.get(word)
        return math.log(1 + self.total / count) if count else 1.0

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Return all words that a slip may have been meant for."""
        known = {word for phrase in self.synonyms for word in phrase.split()}
        return tuple(known | self.counts.keys())

    @cached_property
    def words_by_sound(self) -> Mapping[str, tuple[str, ...]]:
        """Return the words of each sound."""
        alike: dict[str, list[str]] = {}
        for word in self.words:
            alike.setdefault(_sound(word), []).append(word)
        return {sound: tuple(words) for sound, words in alike.items()}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question: what it may stand for, each worth 1 or less, and what it tells."""

    spellings: Mapping[str, float]
    weight: float

    def worth_in(self, words: Mapping[str, object] | frozenset[str]) -> float:
        """Return the worth of the best spelling that is among some words, or 0."""
        return max((self.spellings[one] for one in self.spellings if one in words), default=0.0)


Reading = tuple[Word, ...]


@dataclass(frozen=True)
class Question:
    """What was typed, in one or two readings, and the procedures that a synonym names."""

    readings: tuple[Reading, ...]
    codes: frozenset[str]

    @cached_property
    def words(self) -> Mapping[str, float]:
        """Return every word to look for, with the most that it is worth."""
        worth: dict[str, float] = {}
        for word in itertools.chain.from_iterable(self.readings):
            for spelling, likeness in word.spellings.items():
                worth[spelling] = max(worth.get(spelling, 0.0), word.weight * likeness)
        return worth


def read(typed: str, lexicon: Lexicon, *, is_unfinished: bool = False) -> Question:
    """Return what a question asks for.

    Args:
        typed: As it came.
        lexicon: What is known of words.
        is_unfinished: Whether the last word may go on: it is being typed.
    """
    words = [part for word in text.fold(typed).split() for part in _parted(word, lexicon)]
    translated, codes = _translated(words, lexicon)
    ways = [words] if translated == words else [words, translated]
    readings = (
        tuple(
            _word(word, lexicon, is_unfinished=is_unfinished and place == len(kept))
            for place, word in enumerate(kept, start=1)
        )
        for kept in (_without_fillers(way, lexicon) for way in ways)
    )
    return Question(tuple(reading for reading in readings if reading), frozenset(codes))


def score(question: Question, code: str, phrases: Sequence[str]) -> float:
    """Return how well a procedure answers: 0 not at all, about 1 word for word, more if named."""
    asked_for = question.words
    split = [phrase.split() for phrase in phrases]
    everything = frozenset(word for words in split for word in words)
    split = [words for words in split if not asked_for.keys().isdisjoint(words)]
    best = 0.0
    for reading in question.readings:
        asked = sum(word.weight for word in reading)
        whole = sum(word.weight * word.worth_in(everything) for word in reading) / asked
        if whole:
            phrase = max(_likeness(reading, asked, words) for words in split)
            best = max(best, (1 - _WHOLE) * phrase + _WHOLE * whole)
    return best + (_STANDS_FOR if code in question.codes else 0.0)


def _likeness(reading: Reading, asked: float, words: Sequence[str]) -> float:
    """Return how much of a phrase is asked for, and of the question is in the phrase."""
    there = frozenset(words)
    worths = [word.worth_in(there) for word in reading]
    matched = sum(word.weight * worth for word, worth in zip(reading, worths, strict=True))
    if not matched:
        return 0.0
    hits = sum(worth > 0 for worth in worths)
    # How long the phrase is counts by its words: those that nobody asked for tell little.
    alike = (matched / asked) * math.sqrt(hits / len(there))
    return (1 - _NEIGHBOURS) * alike + _NEIGHBOURS * math.sqrt(alike) * _side_by_side(
        reading, words
    )


def _side_by_side(reading: Reading, words: Sequence[str]) -> float:
    """Return the share of neighbours in a question that are neighbours in a phrase."""
    if len(reading) == 1:
        return 1.0
    neighbours = set(pairwise(words))
    met = sum(
        any((one, other) in neighbours for one in first.spellings for other in second.spellings)
        for first, second in pairwise(reading)
    )
    return met / (len(reading) - 1)


def _parted(word: str, lexicon: Lexicon) -> list[str]:
    """Return two known words that were typed without their space, or the word itself."""
    known = lexicon.counts
    if word in known or word in lexicon.synonyms or word.isdigit():
        return [word]
    parts = [
        (word[:at], word[at:])
        for at in range(2, len(word) - 1)
        if word[:at] in known and word[at:] in known
    ]
    if not parts:
        return [word]
    return list(max(parts, key=lambda pair: min(map(len, pair))))


def _translated(words: list[str], lexicon: Lexicon) -> tuple[list[str], set[str]]:
    """Return the words with every synonym replaced, longest first, and the codes they name."""
    replaced: list[str] = []
    codes: set[str] = set()
    for size, meaning in _synonyms(words, lexicon):
        if meaning is None:
            replaced.extend(words[size])
            continue
        replaced.extend(meaning.words or words[size])
        codes.update(meaning.codes)
    return replaced, codes


def _synonyms(words: list[str], lexicon: Lexicon) -> Iterator[tuple[slice, Meaning | None]]:
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST_SYNONYM, len(words) - at), 0, -1):
            meaning = lexicon.synonyms.get(" ".join(words[at : at + size]))
            if meaning is not None:
                break
        yield slice(at, at + size), meaning
        at += size


def _without_fillers(words: list[str], lexicon: Lexicon) -> list[str]:
    kept, at = [], 0
    while at < len(words):
        for size in range(min(_LONGEST_SYNONYM, len(words) - at), 0, -1):
            if " ".join(words[at : at + size]) in lexicon.fillers:
                break
        else:
            kept.append(words[at])
            size = 1
        at += size
    return kept or words


def _word(word: str, lexicon: Lexicon, *, is_unfinished: bool) -> Word:
    spellings = {word: 1.0}
    if is_unfinished:
        begun = [known for known in lexicon.counts if known.startswith(word) and known != word]
        begun.sort(key=lambda known: -lexicon.counts[known])
        spellings |= dict.fromkeys(begun[:_MOST_SPELLINGS], _UNFINISHED)
    if word not in lexicon.counts and not word.isdigit() and len(spellings) == 1:
        near = process.extract(
            word,
            lexicon.words,
            scorer=OSA.normalized_similarity,
            score_cutoff=ALIKE,
            limit=_MOST_SPELLINGS,
        )
        spellings |= {known: likeness**2 for known, likeness, _ in near}
        spellings |= dict.fromkeys(lexicon.words_by_sound.get(_sound(word), ()), _SOUNDS_ALIKE)
    known = [spelling for spelling in spellings if spelling in lexicon.counts]
    return Word(spellings, max(map(lexicon.weight, known), default=1.0))


def _sound(word: str) -> str:
    """Return what a folded word sounds like to many: s as x, tr as ch, gi and r as d, y as i."""
    for written, said in _SOUNDS:
        if word.startswith(written):
            word = said + word.removeprefix(written)
            break
    return _VOWEL_Y.sub("i", word)
