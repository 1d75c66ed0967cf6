"""Fetches the newest pip wheel this Python can run into the folder given, by the index pip itself would use.

Python's own modules do it, so that proxies and certificates work as they do for pip.
"""

import configparser
import hashlib
import html
import os
import re
import ssl
import sys
import urllib.parse
import urllib.request


def index_url():
    """PIP_INDEX_URL, else pip's configuration files, else PyPI."""
    if os.environ.get("PIP_INDEX_URL"):
        return os.environ["PIP_INDEX_URL"]
    home = os.path.expanduser("~")
    config = configparser.RawConfigParser()
    config.read(
        [
            "/etc/pip.conf",
            os.path.join(home, ".pip", "pip.conf"),
            os.path.join(os.environ.get("XDG_CONFIG_HOME", os.path.join(home, ".config")), "pip", "pip.conf"),
            os.path.join(os.environ.get("APPDATA", home), "pip", "pip.ini"),
            os.environ.get("PIP_CONFIG_FILE", ""),
        ]
    )
    return config.get("global", "index-url", fallback="https://pypi.org/simple")


def accepts_this_python(requires):
    """Whether a rule such as '>=3.9, !=3.10.*' lets this Python in; only its lower bounds matter for pip."""
    for bound in re.findall(r">=\s*(\d+)\.(\d+)", requires):
        if sys.version_info[:2] < tuple(map(int, bound)):
            return False
    return True


def main(folder):
    page_url = index_url().rstrip("/") + "/pip/"
    cert = os.environ.get("PIP_CERT")
    context = ssl.create_default_context(cafile=cert) if cert else ssl.create_default_context()

    def read(url):
        request = urllib.request.Request(url, headers={"Accept": "text/html", "User-Agent": "streambook"})
        with urllib.request.urlopen(request, context=context, timeout=60) as answer:
            return answer.read()

    wheels = []
    for attributes, name in re.findall(r"<a\s([^>]*)>\s*(pip-[^<]+)</a>", read(page_url).decode("utf-8")):
        version = re.fullmatch(r"pip-(\d+(?:\.\d+)*)-py(?:2\.py)?3-none-any\.whl", name.strip())
        requires = re.search(r'data-requires-python="([^"]*)"', attributes)
        if version and accepts_this_python(html.unescape(requires.group(1)) if requires else ""):
            href = html.unescape(re.search(r'href="([^"]*)"', attributes).group(1))
            wheels.append((tuple(map(int, version.group(1).split("."))), name.strip(), href))
    if not wheels:
        sys.exit("No matching distribution found for pip at " + urllib.parse.urlsplit(page_url).netloc)
    _, name, href = max(wheels)
    url, _, fragment = urllib.parse.urljoin(page_url, href).partition("#")
    data = read(url)
    if fragment.startswith("sha256=") and hashlib.sha256(data).hexdigest() != fragment[7:]:
        sys.exit("The hashes do not match: " + name)
    with open(os.path.join(folder, name), "wb") as file:
        file.write(data)


main(sys.argv[1])
