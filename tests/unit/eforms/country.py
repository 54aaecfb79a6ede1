"""A small country for tests: three levels until 2025-06-30, two after."""

from datetime import date

from motcua.eforms.types import Unit

REFORM = date(2025, 7, 1)
_BEFORE = {
    "": [Unit("48", "Thành phố Đà Nẵng", "province"), Unit("49", "Tỉnh Quảng Nam", "province")],
    "49": [
        Unit("502", "Thành phố Tam Kỳ", "district"),
        Unit("503", "Thành phố Hội An", "district"),
    ],
    "502": [Unit("20335", "Phường An Mỹ", "commune"), Unit("20338", "Phường Tân Thạnh", "commune")],
    "503": [Unit("20398", "Phường Minh An", "commune")],
    "48": [Unit("490", "Quận Liên Chiểu", "district")],
    "490": [Unit("20194", "Phường Hòa Hiệp Bắc", "commune")],
}
_AFTER = {
    "": [Unit("48", "Thành phố Đà Nẵng", "province")],
    "48": [
        Unit("20194", "Phường Hải Vân", "commune"),
        Unit("20338", "Phường Tân Thạnh", "commune"),
    ],
}


class Country:
    """Two trees, by the day."""

    def __init__(self, today):
        self._today = today

    def today(self):
        return self._today

    def below(self, code, *, on):
        return (_BEFORE if on < REFORM else _AFTER).get(code, ())

    def unit(self, code, *, on):
        tree = _BEFORE if on < REFORM else _AFTER
        return next((unit for units in tree.values() for unit in units if unit.code == code), None)
