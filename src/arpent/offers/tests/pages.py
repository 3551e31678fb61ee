"""What the tests of pages share: JSON sent to an address, and a page with ordinary spaces."""


def plain(response):
    return response.content.decode().replace("\u202f", " ").replace("\xa0", " ")
