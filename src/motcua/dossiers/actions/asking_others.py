"""Questions to other agencies, put beside the tasks that carry their clocks."""

from collections.abc import Iterable

from motcua.dossiers.models import Attachment, Consultation, WorkItem
from motcua.kernel.actors import Actor


def put(
    item: WorkItem,
    *,
    question: str,
    papers: Iterable[Attachment],
    with_answers: bool,
    by: Actor,
) -> Consultation:
    """Put a question to the agency of a task that was just opened.

    Args:
        item: Of another agency than the one that handles the dossier.
        question: In words.
        papers: Which files it may see; they stay where they lie.
        with_answers: Whether it may see what was declared.
        by: Who asks.
    """
    asked = Consultation.objects.create(
        item=item,
        dossier_id=item.dossier_id,
        question=question,
        with_answers=with_answers,
        begun_at=item.opened_at,
        begun_by=str(by),
    )
    asked.papers.set(papers)
    return asked
