"""What was declared is printed whole: sections, groups, rows, and what was left empty."""

from motcua.eforms import definitions, printing

FORM = definitions.parse(
    {
        "name": "to-khai",
        "title": "Tờ khai",
        "components": [
            {
                "type": "panel",
                "key": "trang_1",
                "title": "Người khai",
                "components": [
                    {"type": "textfield", "key": "ho_ten", "label": "Họ tên"},
                    {"type": "hidden", "key": "nguon", "label": "Nguồn"},
                    {
                        "type": "fieldset",
                        "key": "nha",
                        "legend": "Nhà ở",
                        "components": [
                            {"type": "textfield", "key": "so_nha", "label": "Số nhà"},
                            {
                                "type": "textfield",
                                "key": "ngo",
                                "label": "Ngõ",
                                "conditional": {"show": True, "when": "so_nha", "eq": "1"},
                            },
                        ],
                    },
                    {
                        "type": "datagrid",
                        "key": "con",
                        "label": "Các con",
                        "components": [
                            {"type": "textfield", "key": "ten", "label": "Tên"},
                            {"type": "number", "key": "nam", "label": "Năm sinh"},
                        ],
                    },
                ],
            },
            {
                "type": "panel",
                "key": "trang_2",
                "title": "Chỉ khi có con",
                "conditional": {"show": True, "when": "ho_ten", "eq": "An"},
                "components": [
                    {"type": "file", "key": "giay", "label": "Giấy", "filePattern": ".pdf",
                     "fileMaxSize": "1MB"},
                    {"type": "declaration", "key": "cam_doan", "label": "Tôi cam đoan."},
                ],
            },
        ],
    }
)  # fmt: skip


def printed(files=None, **answers):
    return printing.printed(FORM, answers, files=files or {})


def labels(lines):
    return [line.label for line in lines]


def test_every_visible_question_is_there_answered_or_not():
    (section,) = printed(ho_ten="Bình").sections

    assert section.title == "Người khai"
    assert labels(section.lines) == ["Họ tên", "Nhà ở", "Các con"]
    name, house, children = section.lines
    assert name.text == "Bình"
    assert [(line.label, line.text) for line in house.lines] == [("Số nhà", "")]
    assert (children.columns, children.rows) == (("Tên", "Năm sinh"), ())


def test_rows_are_a_table_with_a_place_for_what_is_missing():
    (section,) = printed(con=[{"ten": "Chi", "nam": 2010}, {"ten": "Dũng"}]).sections

    assert section.lines[-1].rows == (("Chi", "2.010"), ("Dũng", ""))


def test_a_file_is_printed_by_its_name():
    section = printed({"giay": "khai-sinh.pdf"}, ho_ten="An", giay="id-1").sections[1]

    assert [(line.label, line.text) for line in section.lines] == [("Giấy", "khai-sinh.pdf")]


def test_only_what_was_declared_stands_above_the_signature():
    assert printed(ho_ten="An", cam_doan=True).declarations == ("Tôi cam đoan.",)
    assert printed(ho_ten="An").declarations == ()
    assert printed(ho_ten="Bình", cam_doan=True).declarations == ()
