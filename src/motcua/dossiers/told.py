"""What becomes of a draft that a register told something. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from motcua.dossiers.types import Filled


def merged(filled: Filled, told: Mapping[str, Any], *, source: str) -> Filled:
    """Return what a draft holds after it was told something: the empty is given, all else stays.

    Args:
        filled: As it was.
        told: Answers by key, right ones.
        source: Where they come from.
    """
    is_open = told.keys() - filled.answers.keys() - filled.typed.keys()
    now = filled.with_answers(
        {**filled.answers, **{key: told[key] for key in is_open}}, filled.typed
    )
    otherwise = {
        key: {"answer": answer, "source": source}
        for key, answer in told.items()
        if key in now.typed or _said(now.answers[key]) != _said(answer)
    }
    sources = {**now.sources, **dict.fromkeys(is_open, source)}
    return replace(now, sources=sources, told={**now.told, **otherwise})


def settled(
    filled: Filled, *, taken: Collection[str], seen: Collection[str], fixed: Collection[str]
) -> Filled:
    """Return what a draft holds after its owner chose between her answers and the register's.

    Args:
        filled: As it was.
        taken: Questions in which she takes the register's word.
        seen: All that she was shown; nothing else is settled.
        fixed: Questions in which the form takes the register's word.
    """
    chosen = filled.told.keys() & set(seen)
    won = {key: filled.told[key] for key in chosen & {*taken, *fixed}}
    answers = {**filled.answers, **{key: said["answer"] for key, said in won.items()}}
    typed = {key: words for key, words in filled.typed.items() if key not in won}
    now = filled.with_answers(answers, typed)
    sources = {**now.sources, **{key: said["source"] for key, said in won.items()}}
    told = {key: said for key, said in now.told.items() if key not in chosen}
    return replace(now, sources=sources, told=told)


def _said(answer: Any) -> Any:
    """Return what is compared of an answer: of an address not the day on which it was given."""
    if not isinstance(answer, dict):
        return answer
    return {part: value for part, value in answer.items() if part != "on"}
