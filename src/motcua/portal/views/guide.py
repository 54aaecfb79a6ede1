"""“Which procedure do I need?”: a few questions, each step with an address of its own."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from motcua.catalogue import queries
from motcua.kernel import access


@access.public
@require_safe
def life_events(request: HttpRequest) -> HttpResponse:
    """List the life events that we can ask about."""
    return render(request, "portal/life_events.html", {"events": queries.life_events().values()})


@access.public
@require_safe
def ask(request: HttpRequest, event: str) -> HttpResponse:
    """Ask the next question, or say what the answers in the address lead to."""
    asked = queries.life_events().get(event)
    if asked is None:
        raise Http404
    answers = asked.understood(request.GET.dict())
    question = asked.next_question(answers)
    outcomes = () if question else asked.reached(answers)
    names = queries.names_of({outcome.procedure for outcome in outcomes})
    given = []
    before: dict[str, str] = {}
    for one in asked.questions:
        if one.key in answers:
            again = f"{reverse('portal:guide', args=[event])}?{urlencode(before)}"
            given.append((one.text, one.text_of(answers[one.key]), again))
            before[one.key] = answers[one.key]
    context = {
        "event": asked,
        "answers": answers,
        "given": given,
        "question": question,
        "must_choose": "tiep" in request.GET and question is not None,
        "outcomes": [(one, names[one.procedure]) for one in outcomes if one.procedure in names],
    }
    return render(request, "portal/guide.html", context)
