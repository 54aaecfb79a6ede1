"""axe-core looks at every page that is built as none was before.

It takes a second, and finds the same in what only says something else: the page of another dossier,
a list with more rows. So a page is known by its size on screen and by how it is built; all
processes of a run share what they know.
"""

import hashlib

from tests.journeys.spine import FOLDER

# Elements with their attributes, equal ones beside each other once; headings and landmarks as they
# follow each other. Of a text only that it is there, of a reference only whether it leads anywhere.
BUILT = r"""() => {
    const ABOUT = /^(class|role|type|lang|dir|scope|autocomplete|tabindex|http-equiv)$|^aria-/;
    const SAYS = /^aria-(label|roledescription|valuetext|valuenow)$/;
    const LEADS = /^(for|headers|list|aria-(labelledby|describedby|controls|owns|details|flowto))$/;
    const there = (id) => Boolean(document.getElementById(id));
    const attribute = (node, { name, value }) => {
        if (LEADS.test(name)) return name + value.trim().split(/\s+/).map(there);
        if (name === "href" && /^#./.test(value)) return name + there(value.slice(1));
        if (name === "fill" && node.localName !== "text") return name;
        if (name === "fill" || (ABOUT.test(name) && !SAYS.test(name))) return `${name}=${value}`;
        return name + Boolean(value.trim());
    };
    const scrolls = (node) =>
        (node.scrollWidth > node.clientWidth && getComputedStyle(node).overflowX) +
        (node.scrollHeight > node.clientHeight && getComputedStyle(node).overflowY);
    const built = (node) => {
        if (/^(script|style)$/.test(node.localName)) return "";
        const inside = [...node.childNodes].map((one) => {
            if (one.nodeType === Node.ELEMENT_NODE) return built(one);
            return one.nodeType === Node.TEXT_NODE && one.data.trim() ? "…" : "";
        });
        const own = [...node.attributes].map((one) => attribute(node, one)).sort();
        return `<${[node.localName, ...own, scrolls(node)]}>${[...new Set(inside)].join("")}</>`;
    };
    const HEADINGS = "h1, h2, h3, h4, h5, h6";
    const PARTS = "main, nav, header, footer, aside, [role]:not(tr *, li *, svg *)";
    const outline = [...document.querySelectorAll(`${HEADINGS}, ${PARTS}`)].map((one) =>
        one.matches(HEADINGS) ? one.localName : [one.localName, one.role, one.ariaLabel].join(" "),
    );
    const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
    const areOwn = new Set(ids).size === ids.length;
    return [built(document.documentElement), ...outline, areOwn].join("\n");
}"""


def is_new(page, size):
    """Say whether no page of this run that was as wide was built like this one."""
    known_by = hashlib.sha256(f"{size} {page.evaluate(BUILT)}".encode()).hexdigest()
    folder = FOLDER / "examined"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        (folder / known_by).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True
