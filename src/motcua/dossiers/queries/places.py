"""Where the sealed values of case files lie: each is bound to its table, column and row."""

from uuid import UUID


def place_of_draft(draft_id: UUID) -> str:
    """Return the place that the answers of a draft are sealed to."""
    return f"dossiers_draft.answers:{draft_id}"


def place_of_dossier(dossier_id: UUID) -> str:
    """Return the place that the answers of a dossier are sealed to."""
    return f"dossiers_dossier.answers:{dossier_id}"


def place_of_result(dossier_id: UUID) -> str:
    """Return the place that what an officer entered for the result is sealed to."""
    return f"dossiers_dossier.result:{dossier_id}"


def place_of_result_draft(draft_id: UUID) -> str:
    """Return the place that a version of what a result is to say is sealed to."""
    return f"dossiers_resultdraft.said:{draft_id}"


def place_of_post_address(dossier_id: UUID) -> str:
    """Return the place that the address is sealed to where the post brings a result."""
    return f"dossiers_dossier.post_address:{dossier_id}"


def place_of_authority(dossier_id: UUID) -> str:
    """Return the place that is sealed who took a result with the applicant's authority."""
    return f"dossiers_delivery.by_authority:{dossier_id}"


def place_of_rating(dossier_id: UUID) -> str:
    """Return the place that the comment of a rating is sealed to."""
    return f"dossiers_rating.comment:{dossier_id}"


def subject_of_obligation(pause_id: UUID) -> str:
    """Return the name under which payments know a due to the State: that of its pause."""
    return f"obligation:{pause_id}"


def place_of_supplement(supplement_id: UUID) -> str:
    """Return the place that an applicant's words about a request are sealed to."""
    return f"dossiers_supplement.answer:{supplement_id}"


def place_of_line(import_id: UUID, position: int) -> str:
    """Return the place that a line of a file of dossiers is sealed to."""
    return f"dossiers_importline.content:{import_id}:{position}"


def place_of_remark(remark_id: UUID) -> str:
    """Return the place that the words of a remark are sealed to."""
    return f"dossiers_remark.text:{remark_id}"


def place_of_proposal(proposal_id: UUID) -> str:
    """Return the place that the words of a proposal are sealed to."""
    return f"dossiers_proposal.words:{proposal_id}"


def place_of_proposed(proposal_id: UUID) -> str:
    """Return the place that the draft of a proposal is sealed to."""
    return f"dossiers_proposal.draft:{proposal_id}"
