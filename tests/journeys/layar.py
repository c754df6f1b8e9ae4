"""A screen with one person before it: opens pages, and every page it opens must be sound."""

from __future__ import annotations

import re

from axe_playwright_python.sync_playwright import Axe

AXE = Axe()
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}
DESKTOP, PHONE = (1440, 900), (360, 740)
PASSWORD = "sandi-uji-perjalanan"


class Layar:
    """Context and page of one person; collects what the browser complains about."""

    def __init__(self, browser, server, size=DESKTOP, *, js=True, dilihat=None):
        self.server, self.js, self.size = server, js, size
        # Shapes of pages that axe has seen in this test: fourteen uploads show the same page.
        self.dilihat = {} if dilihat is None else dilihat
        self.context = browser.new_context(
            locale="id-ID",
            timezone_id="Asia/Jakarta",
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=js,
        )
        self.context.set_default_timeout(60_000)
        self.page = self.context.new_page()
        self.keluhan = []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.keluhan.append(f"error: {error}"))
        self.page.on("request", self._request)

    def _console(self, message):
        # A page that answers 404, 409 or 422 on purpose is noted by the browser as a failed load.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.keluhan.append(f"{message.type}: {message.text}")

    def _request(self, request):
        if not request.url.startswith((self.server.url, "data:")):
            self.keluhan.append(f"leaves the host: {request.url}")

    def masuk(self, user):
        """Through the login page, with the password."""
        user.set_password(PASSWORD)
        user.save()
        self.buka("/akun/login/")
        self.page.locator("[name=login]").fill(user.username)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.tekan("Masuk")
        assert "/akun/login/" not in self.page.url, self.isi()
        return self

    def buka(self, path):
        """Go to an address and look at the page."""
        self.page.goto(path if path.startswith("http") else self.server.url + path)
        return self.periksa()

    def tekan(self, nama, *, exact=True, di=None):
        """Press the first button of this name, and look at the page that follows."""
        scope = di if di is not None else self.page
        with self.page.expect_navigation():
            scope.get_by_role("button", name=nama, exact=exact).first.click()
        return self.periksa()

    def ikuti(self, nama, *, exact=False):
        """Follow the first link of this name, and look at the page."""
        with self.page.expect_navigation():
            self.page.locator("main, .lengket").get_by_role(
                "link", name=nama, exact=exact
            ).first.click()
        return self.periksa()

    def isi(self):
        """Words of the page."""
        return self.page.locator("body").inner_text()

    def baca(self, *words):
        """All these words stand on the page."""
        text = re.sub(r"\s+", " ", self.isi())
        for one in words:
            assert one in text, f"{one!r} is not on {self.page.url}:\n{text[:3000]}"
        return self

    def periksa(self):
        """Nothing to scroll sideways, no complaint of the browser, axe at zero."""
        if self.js:
            self.page.wait_for_load_state("load")
            wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert wide <= 0, f"{self.page.url} is {wide} px too wide"
            if self._baru():
                found = AXE.run(self.page, options=RULES)
                assert not found.violations_count, f"{self.page.url}\n{found.generate_report()}"
        assert not self.keluhan, f"{self.page.url}: {self.keluhan}"
        return self

    def _baru(self):
        """Each kind of page twice a test and size: before and after it has something to show."""
        shape = (re.sub(r"[0-9A-Z]{10}", "#", self.page.url), self.page.title(), self.size)
        self.dilihat[shape] = self.dilihat.get(shape, 0) + 1
        return self.dilihat[shape] <= 2

    def tutup(self):
        """Leave the room."""
        self.context.close()
