"""What a form is made of, once read: pages, components, conditions, and what people answered.

Everything here is frozen: a published version never changes, so one parsed form serves all threads.
"""

from motcua.eforms.types.address import AddressField, Unit, Units
from motcua.eforms.types.answers import MEDIA_TYPES, TODAY, Answer, Answers, Raw, Row
from motcua.eforms.types.components import (
    Component,
    Condition,
    Content,
    Equals,
    Field,
    Fieldset,
    Logic,
    walk,
)
from motcua.eforms.types.fields import (
    Choice,
    ChoiceField,
    ChoicesField,
    DateField,
    EmailField,
    FileField,
    HiddenField,
    NumberField,
    PersonalIdField,
    PhoneField,
    TaxCodeField,
    TextField,
    TickField,
    TimeField,
)
from motcua.eforms.types.forms import Checked, Form, GivenFile, Page, Problem, SummaryLine
from motcua.eforms.types.rows import DrawnRow, RowsField

__all__ = [
    "MEDIA_TYPES",
    "TODAY",
    "AddressField",
    "Answer",
    "Answers",
    "Checked",
    "Choice",
    "ChoiceField",
    "ChoicesField",
    "Component",
    "Condition",
    "Content",
    "DateField",
    "DrawnRow",
    "EmailField",
    "Equals",
    "Field",
    "Fieldset",
    "FileField",
    "Form",
    "GivenFile",
    "HiddenField",
    "Logic",
    "NumberField",
    "Page",
    "PersonalIdField",
    "PhoneField",
    "Problem",
    "Raw",
    "Row",
    "RowsField",
    "SummaryLine",
    "TaxCodeField",
    "TextField",
    "TickField",
    "TimeField",
    "Unit",
    "Units",
    "walk",
]
