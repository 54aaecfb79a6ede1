import xml.etree.ElementTree as ET

import pytest

from motcua.ui import maps

SVG = "{http://www.w3.org/2000/svg}"
LEGEND = ["Dưới 5%", "5% đến dưới 30%", "Từ 30%"]


def drawn(shapes, values=None, legend=LEGEND, lang="vi"):
    text = maps.vietnam_map(values or {}, legend=legend, lang=lang, title="Bản đồ", shapes=shapes)
    return ET.fromstring(text)  # noqa: S314 -- our own picture


def texts(svg):
    return [node.text for node in svg.iter(f"{SVG}text")]


def test_all_63_provinces_and_both_archipelagos_are_there(shapes):
    svg = drawn(shapes)

    codes = [node.get("data-code") for node in svg.iter() if node.get("data-code")]
    islands = [node.get("data-islands") for node in svg.iter() if node.get("data-islands")]
    assert len(codes) == len(set(codes)) == 63
    assert islands == ["hoangsa", "truongsa"]


def test_every_shape_of_the_source_is_a_province_or_an_archipelago(shapes):
    archipelagos = {islands.shape for islands in maps.ARCHIPELAGOS}

    assert set(maps.PROVINCES) | archipelagos == set(shapes)
    assert len(set(maps.PROVINCES.values())) == 63


@pytest.mark.parametrize(
    ("shape", "code"),
    [("hanoi", "01"), ("baria", "77"), ("hcm", "79"), ("tthue", "46"), ("camau", "96")],
)
def test_shapes_carry_the_codes_of_the_statistics_office(shape, code):
    assert maps.PROVINCES[shape] == code


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_both_archipelagos_are_named_with_their_province_in_every_language(shapes, lang):
    labels = texts(drawn(shapes, lang=lang))

    expected = ["Hoàng Sa", "(TP. Đà Nẵng)", "Trường Sa", "(tỉnh Khánh Hòa)"]
    assert [label for label in labels if label in expected] == expected


def test_archipelagos_have_the_colour_of_their_province(shapes):
    values = {
        "48": maps.MapValue(class_index=2, title="Đà Nẵng"),
        "56": maps.MapValue(class_index=0, title="Khánh Hòa"),
    }

    groups = {
        node.get("data-islands"): node.find(f"{SVG}path").get("fill")
        for node in drawn(shapes, values).iter(f"{SVG}g")
        if node.get("data-islands")
    }

    assert groups == {"hoangsa": maps.CLASS_COLOURS[-1], "truongsa": maps.CLASS_COLOURS[0]}


def test_a_province_with_a_page_is_a_link_that_says_its_figure(shapes):
    values = {"01": maps.MapValue(class_index=1, title="Hà Nội: 12,34%", href="/co-quan/01/")}

    (link,) = drawn(shapes, values).iter(f"{SVG}a")

    assert link.get("href") == "/co-quan/01/"
    assert link.get("target") == "_top"
    assert link.get("aria-label") == link.find(f"{SVG}title").text == "Hà Nội: 12,34%"


def test_a_province_without_a_figure_is_hatched_and_the_legend_says_so(shapes):
    full = {code: maps.MapValue(class_index=0, title=code) for code in maps.PROVINCES.values()}
    gap = full | {"02": maps.MapValue(class_index=None, title="Hà Giang")}

    assert "Chưa có số liệu" not in texts(drawn(shapes, full))
    assert "Chưa có số liệu" in texts(drawn(shapes, gap))
    (hatched,) = [
        node.get("data-code")
        for node in drawn(shapes, gap).iter()
        if node.get("data-code") and node.find(f"{SVG}path").get("fill").startswith("url(")
    ]
    assert hatched == "02"


def test_the_map_needs_no_style_that_the_policy_forbids(shapes):
    assert not [node for node in drawn(shapes).iter() if node.get("style") is not None]


def test_a_name_cannot_break_out_of_the_picture(shapes):
    values = {"01": maps.MapValue(class_index=0, title='"><script>', href="/")}

    svg = drawn(shapes, values)

    assert not list(svg.iter(f"{SVG}script"))
    assert next(svg.iter(f"{SVG}a")).get("aria-label") == '"><script>'


@pytest.mark.parametrize("classes", [1, 6])
def test_more_classes_than_can_be_told_apart_are_refused(shapes, classes):
    with pytest.raises(ValueError, match="2 to 5"):
        drawn(shapes, legend=["x"] * classes)
