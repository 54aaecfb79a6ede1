"""Invented people. Their id numbers are shaped as real ones, yet nobody's: no province is 003.

Source: Thông tư 07/2016/TT-BCA, Điều 7: three digits for the province, one for sex and century of
birth, two for the year, six of chance; 003 was never given to a province. The tax code fails its
own check digit.
"""

from dataclasses import dataclass, field
from typing import Final

from motcua.kernel.messages import message


@dataclass(frozen=True, kw_only=True)
class DemoPerson:
    """Somebody who can sign in.

    Attributes:
        key: Short name in addresses, permanent.
        level: Of the account, 1 or 2.
        born: As the provider writes it; of old people only the year is known.
        note: What is special, to be translated, or nothing.
        business: Name, tax code and seat, of an account of a business.
    """

    key: str
    full_name: str
    personal_id: str
    born: str
    female: bool
    address: str
    phone: str = ""
    email: str = ""
    ethnicity: str = "Kinh"
    level: int = 2
    note: str = ""
    business: tuple[str, str, str] | None = field(default=None)

    @property
    def shown_name(self) -> str:
        """Return the name that the account is known by."""
        return self.business[0] if self.business else self.full_name

    @property
    def shown_id(self) -> str:
        """Return the number that the account is known by."""
        return self.business[1] if self.business else self.personal_id

    @property
    def acr(self) -> str:
        """Return the authentication context class of this person's sign-ins."""
        return f"LoA{self.level}"

    def claims(self) -> dict[str, str]:
        """Return what the provider states beyond the subject."""
        stated = {
            "LoaiTaiKhoan": "2" if self.business else "1",
            "HoVaTen": self.full_name,
            "SoDinhDanh": self.personal_id,
            "NgayThangNamSinh": self.born,
            "GioiTinh": "Nữ" if self.female else "Nam",
            "DanToc": self.ethnicity,
            "QuocTich": "Việt Nam",
            "ThuongTru": self.address,
            "NoiOHienNay": self.address,
            "SoDienThoai": self.phone,
            "ThuDienTu": self.email,
            "loAs": self.acr,
            "TrangThai": "1",
        }
        if self.business:
            name, tax_code, seat = self.business
            stated |= {
                "TenDoanhNghiep": name,
                "MaSoThue": tax_code,
                "MaSoDoanhNghiep": tax_code,
                "DiaChi": seat,
                "NguoiDaiDien": self.full_name,
            }
        return {name: value for name, value in stated.items() if value}


PEOPLE: Final = {
    person.key: person
    for person in (
        DemoPerson(
            key="an",
            full_name="Nguyễn Thị An",
            personal_id="003190000011",
            born="02/09/1990",
            female=True,
            address="Thôn 2, xã Bình Nguyên, huyện Thăng Bình, tỉnh Quảng Nam",
            phone="0999000011",
            email="an@vidu.example",
        ),
        DemoPerson(
            key="binh",
            full_name="Trần Văn Bình",
            personal_id="003085000022",
            born="17/03/1985",
            female=False,
            address="Khối phố 5, phường An Xuân, thành phố Tam Kỳ, tỉnh Quảng Nam",
            phone="0999000022",
            email="binh@vidu.example",
        ),
        DemoPerson(
            key="nhan",
            full_name="Alăng Thị Nhàn",
            personal_id="003194000033",
            born="21/12/1994",
            female=True,
            ethnicity="Cơ Tu",
            address="Thôn Pà Xua, xã Tà Bhing, huyện Nam Giang, tỉnh Quảng Nam",
            phone="0999000033",
            note=message("không có thư điện tử"),
        ),
        DemoPerson(
            key="mui",
            full_name="Lê Thị Mùi",
            personal_id="003148000044",
            born="1948",
            female=True,
            address="Thôn Đông Yên, xã Duy Trinh, huyện Duy Xuyên, tỉnh Quảng Nam",
            phone="0999000044",
            email="mui@vidu.example",
            note=message("chỉ biết năm sinh"),
        ),
        DemoPerson(
            key="khanh",
            full_name="Phan Hoàng Khánh",
            personal_id="003079000055",
            born="30/06/1979",
            female=False,
            address="Thôn Trung Đàn, xã Bình Trung, huyện Thăng Bình, tỉnh Quảng Nam",
            phone="0999000055",
            email="khanh@vidu.example",
        ),
        DemoPerson(
            key="yen",
            full_name="Đỗ Thị Kim Yến",
            personal_id="003301000066",
            born="08/03/2001",
            female=True,
            address="Khối Phước Hòa, phường Cẩm Phô, thành phố Hội An, tỉnh Quảng Nam",
            email="yen@vidu.example",
            note=message("không có số điện thoại"),
        ),
        DemoPerson(
            key="quan",
            full_name="Võ Minh Quân",
            personal_id="003203000077",
            born="15/05/2003",
            female=False,
            address="Thôn Long Bình, xã Tam Nghĩa, huyện Núi Thành, tỉnh Quảng Nam",
            phone="0999000077",
            email="quan@vidu.example",
        ),
        DemoPerson(
            key="chau",
            full_name="Công Tằng Tôn Nữ Hoàng Nguyệt Minh Châu",
            personal_id="003188000088",
            born="01/01/1988",
            female=True,
            address="Khối 3, phường Vĩnh Điện, thị xã Điện Bàn, tỉnh Quảng Nam",
            phone="0999000088",
            email="chau@vidu.example",
            note=message("họ tên rất dài"),
        ),
        DemoPerson(
            key="lan",
            full_name="Hồ Thị Lan",
            personal_id="003196000099",
            born="11/11/1996",
            female=True,
            address="Thôn 1, xã Trà Mai, huyện Nam Trà My, tỉnh Quảng Nam",
            phone="0999000099",
            email="lan@vidu.example",
            level=1,
            note=message("mới ở mức 1, chưa đủ để nộp hồ sơ"),
        ),
        DemoPerson(
            key="vi-du",
            full_name="Huỳnh Văn Tín",
            personal_id="003075000101",
            born="05/10/1975",
            female=False,
            address="Khối phố 2, phường Tân Thạnh, thành phố Tam Kỳ, tỉnh Quảng Nam",
            phone="0999000101",
            email="congty@vidu.example",
            business=(
                "Công ty TNHH Ví Dụ Tam Kỳ",
                "4009999990",
                "Lô 7, cụm công nghiệp Trường Xuân, thành phố Tam Kỳ, tỉnh Quảng Nam",
            ),
        ),
    )
}
"""By key, in the order they are offered."""
