"""Pages of the agency site and three more, to see who is signed in; used as its addresses."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpResponse
from django.urls import path

from motcua.conf.urls import agency
from motcua.kernel import access

START = "/cong-dan/dang-nhap/"
BACK = "/cong-dan/ve/"
OUT = "/cong-dan/dang-xuat/"
MINE = "/cua-toi/"


@access.citizen
def mine(request):
    return HttpResponse(f"của {request.citizen.full_name}, mức {int(request.citizen.assurance)}")


@access.public
def anybody(request):
    return HttpResponse("của mọi người")


@access.public
def greeting(request):
    return HttpResponse(request.citizen.full_name if request.citizen else "chào bạn")


urlpatterns = [
    *i18n_patterns(
        path("cua-toi/", mine),
        path("chao/", greeting),
        path("cua-moi-nguoi/", anybody),
        prefix_default_language=False,
    ),
    *agency.urlpatterns,
]


def is_refused(answer, status, says):
    page = answer.content.decode()
    assert answer.status_code == status, page
    assert says in page
    assert "Đăng nhập lại" in page


def is_signed_in(browser):
    return browser.get(MINE).status_code == 200
