"""Letters are read by a program of its own, which may be missing, slow or broken."""

import pytest
from PIL import Image, ImageDraw, ImageFont

from motcua.documents.adapters import recognition
from motcua.documents.adapters.recognition import RecognitionFailedError, recognise
from tests.engines import engine

PAGE = Image.new("RGB", (60, 80), "white")


@pytest.fixture(autouse=True)
def nothing_installed(settings, monkeypatch, tmp_path):
    settings.MOTCUA_RECOGNISER = ""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    recognition._name_of.cache_clear()
    yield
    recognition._name_of.cache_clear()


@pytest.fixture
def installed(tmp_path):
    """Put an engine on the path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    return lambda **how: engine(folder, **how)


def test_without_a_program_there_is_no_engine():
    assert recognition.engine() == ""
    with pytest.raises(RecognitionFailedError):
        recognise([PAGE])


def test_a_program_on_the_path_is_found(installed):
    installed()
    assert recognition.engine() == "tesseract 5.3.0"


def test_a_program_that_the_setting_names_goes_before_the_path(settings, tmp_path):
    settings.MOTCUA_RECOGNISER = str(engine(tmp_path))
    assert recognition.engine() == "tesseract 5.3.0"


@pytest.mark.parametrize("how", [{"language": "eng"}, {"before": "sys.exit(1)"}])
def test_one_that_knows_no_vietnamese_or_does_not_start_is_none(installed, how):
    installed(**how)
    assert recognition.engine() == ""


def test_words_become_lines_and_pages_stay_apart(installed):
    installed()
    found = recognise([PAGE, PAGE])
    assert found.text == "Nguyễn Thị\nAn\n\nNguyễn Thị\nAn"
    assert (found.words, found.confidence) == (6, 89)
    assert found.pdf.startswith(b"%PDF-")


def test_a_blank_page_has_no_words(installed):
    installed(words=())
    found = recognise([PAGE])
    assert (found.text, found.words, found.confidence) == ("", 0, 0)


@pytest.mark.parametrize("before", ["sys.exit(3)", "sys.exit(0)", "time.sleep(60)"])
def test_an_engine_that_breaks_or_hangs_or_writes_nothing_has_failed(
    installed, monkeypatch, before
):
    monkeypatch.setattr(recognition, "SECONDS_PER_PAGE", 0.5)
    installed(before=before)
    with pytest.raises(RecognitionFailedError):
        recognise([PAGE])


def test_a_table_that_is_none_is_a_failure():
    with pytest.raises(RecognitionFailedError):
        recognition._understood(b"%PDF-", "level\ttext\n5\tAn")


def test_the_real_engine_reads_vietnamese(monkeypatch):
    monkeypatch.undo()
    recognition._name_of.cache_clear()
    if not recognition.engine():
        pytest.skip("Tesseract with Vietnamese is not installed on this machine")
    page = Image.new("RGB", (1240, 400), "white")
    font = ImageFont.load_default(size=48)
    ImageDraw.Draw(page).text((80, 120), "CONG HOA XA HOI", font=font, fill="black")
    assert "CONG" in recognise([page]).text
