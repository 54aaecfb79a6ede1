"""The API of the national site keeps what its description says, whatever it is sent."""

from tests.described import keeps_its_word


def test_the_api_keeps_its_word(token, appendix_2019):
    keeps_its_word(token()[0])
