"""Jinja2 environment of all pages.

Our own templates are strict: a misspelt name is an error, never an empty place on a page. The
macros of GOV.UK Frontend rely on the opposite (an option not given is empty), so they live in a
lenient environment of their own, from which ours may import.
"""

import datetime as dt
from collections.abc import MutableMapping
from typing import Any, Protocol

import jinja2
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from markupsafe import Markup, escape

from motcua.kernel import money
from motcua.kernel.errors import Translate
from motcua.ui import csp, formats

MACROS = "govuk_frontend_jinja"


class LenientMacros(jinja2.BaseLoader):
    """Loads the macros of GOV.UK Frontend into an environment where a missing option is empty."""

    def __init__(self) -> None:
        self._environment = jinja2.Environment(
            autoescape=True,
            undefined=jinja2.ChainableUndefined,
            loader=jinja2.PrefixLoader({MACROS: jinja2.PackageLoader(MACROS)}),
        )

    def load(
        self,
        environment: jinja2.Environment,  # noqa: ARG002 -- the signature is Jinja's
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002, ARG002 -- as above
    ) -> jinja2.Template:
        """Return a template of the package, bound to the lenient environment.

        Raises:
            jinja2.TemplateNotFound: No template of that name in the package.
        """
        return self._environment.get_template(name)


def environment(**options: Any) -> jinja2.Environment:
    """Return the environment for Django's Jinja2 backend.

    Args:
        options: As Django passes them; `loader` finds the `jinja2` folder of every application.
    """
    loaders = [loader for loader in (options.get("loader"), LenientMacros()) if loader]
    env = jinja2.Environment(
        autoescape=True,
        auto_reload=options.get("auto_reload", False),
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        loader=jinja2.ChoiceLoader(loaders),
    )
    # Added by the extension, therefore unknown to the type checker. Not in the extension's "new
    # style", which formats every text: "30% số dịch vụ" would come out as "30{}ố dịch vụ".
    env.install_gettext_callables(  # type: ignore[attr-defined]
        _translated, translation.ngettext, newstyle=False
    )
    env.globals.update(
        static=static,
        url=_url,
        inline_script=Markup(csp.INLINE_SCRIPT),  # noqa: S704 -- our constant; the policy has its hash
    )
    env.filters.update(
        count=formats.count,
        percent=formats.percent,
        date=formats.date,
        moment=formats.moment,
        legal=formats.legal,
        iso=dt.datetime.fromisoformat,
        dong=money.dong,
        finding=_finding,
    )
    return env


class Said(Protocol):
    """Something that was found out and can be said in a language."""

    def text(self, translate: Translate, lang: str) -> str:
        """Return the sentence."""
        ...


def _finding(found: Said) -> str:
    return found.text(translation.gettext, formats.language())


def _url(name: str, *args: object, **kwargs: object) -> str:
    return reverse(name, args=args or None, kwargs=kwargs or None)


def _translated(text: str, **values: object) -> str:
    """Return the text in the language of the page, `%(name)s` replaced where values are given."""
    translated = translation.gettext(text)
    return escape(translated) % values if values else translated
