"""Names that a definition may hold: those that we read, and those of the builder that say nothing.

A name in no list is refused unless it is switched off or empty, so that nothing an author set is
left out without a word.
"""

from typing import Final

COMMON_PLACES: Final = frozenset({"type", "key", "label", "conditional", "conditionText"})
"""Of every component inside a page."""

COMMON: Final = COMMON_PLACES | {
    "description",
    "validate",
    "prefill",
    "disabled",
    "personal",
    "autocomplete",
    "defaultValue",
    "calculateValue",
}
"""Of every field."""

OF_FORMS: Final = frozenset(
    [
        "_id", "_vid", "_fvid", "path", "type", "tags", "owner", "created", "modified", "project",
        "machineName", "access", "submissionAccess", "settings", "properties", "deleted", "esign",
        "revisions", "pdfComponents", "config", "originalFormId", "language", "fieldMatchAccess",
    ]
)  # fmt: skip
"""Of the form: where and by whom Form.io kept it."""

OF_PANELS: Final = frozenset(
    [
        "id", "input", "tableView", "label", "theme", "breadcrumb", "breadcrumbClickable", "addons",
        "buttonSettings", "allowPrevious", "scrollToTop", "navigateOnEnter", "saveOnEnter",
        "collapsible", "collapsed", "clearOnHide", "persistent", "validateOn", "overlay", "widget",
        "validate", "properties", "labelPosition", "lazyLoad",
    ]
)  # fmt: skip
"""Of a page: how Form.io's own renderer draws and saves it."""

OF_COMPONENTS: Final = frozenset(
    [
        # How Form.io stores: we keep all visible answers, encrypted where they are personal.
        "id", "input", "tableView", "persistent", "clearOnHide", "dbIndex", "encrypted", "storage",
        "protected", "dir", "fileNameTemplate", "url", "options", "uploadOnly", "privateDownload",
        # How its renderer looks.
        "labelPosition", "optionsLabelPosition", "inline", "fieldSet", "hideLabel", "overlay",
        "tabindex", "autofocus", "widget", "template", "customClass", "theme", "tree", "fixedSize",
        "autoExpand", "spellcheck", "showCharCount", "showWordCount", "searchEnabled", "limit",
        "searchField", "searchThreshold", "fuseOptions", "selectThreshold", "idPath", "inputType",
        "inputFormat", "inputmode", "name", "hideInputLabels", "inputsLabelPosition", "dayFirst",
        "useLocaleSettings", "allowInput", "displayInTimezone", "timezone", "datepickerMode",
        "timePicker", "webcam", "webcamSize", "image", "imageSize", "collapsible", "collapsed",
        # When its script looks at answers; ours are looked at when a page is sent.
        "validateOn", "errorLabel", "minFilter", "searchDebounce", "minSearch", "lazyLoad",
        "dataType", "tags", "addons", "properties", "dataGridLabel", "allowMultipleMasks",
        "applyMaskOn", "autocorrect", "redrawOn", "truncateMultipleSpaces", "uniqueOptions",
        "disableLimit", "useExactSearch", "noRefreshOnScroll", "version", "calculateServer",
        # Of rows: how its renderer opens, moves and draws them.
        "reorder", "initEmpty", "openWhenEmpty", "modal", "inlineEdit", "rowDrafts", "templates",
        "addAnotherPosition", "layoutFixed", "enableRowGroups", "rowClass", "removeRow", "saveRow",
        "displayAsTable", "defaultOpen",
    ]
)  # fmt: skip

OF_COLUMNS: Final = frozenset(
    ["width", "offset", "push", "pull", "size", "currentWidth", "autoAdjust", "rows", "header"]
)
"""How wide a column is; on a phone all stand below each other anyway."""

OF_LIMITS: Final = frozenset(
    ["customPrivate", "strictDateValidation", "onlyAvailableItems", "integer"]
)
"""Of `validate`: always so here, or only for the script of Form.io."""

AUTOCOMPLETE: Final = frozenset(
    [
        "on", "off", "name", "honorific-prefix", "given-name", "additional-name", "family-name",
        "nickname", "organization-title", "organization", "street-address", "address-line1",
        "address-line2", "address-line3", "address-level4", "address-level3", "address-level2",
        "address-level1", "country", "country-name", "postal-code", "bday", "sex", "url", "tel",
        "tel-national", "email",
    ]
)  # fmt: skip
"""Tokens of HTML that our fields may carry. Source: HTML Living Standard, “Autofill”."""
