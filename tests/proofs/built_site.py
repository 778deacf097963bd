"""The site builds from the checkout alone, needs nothing from outside, and has no dead link.

``python tests/proofs/built_site.py`` builds it by the one command, warnings as errors, and reads
every page and style sheet that came out: three minutes on two quiet cores, since notebooks are
executed. With ``--sample SEED`` notebooks are not executed and pictures not drawn. ``--built DIR``
reads a site that is there already.
"""

import argparse
import os
import re
import shlex
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

ROOT = Path(__file__).parents[2]
LOADED = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "embed": "src",
    "object": "data",
    "link": "href",
}
"""What a browser loads by itself, by tag."""

OUTSIDE = re.compile(r"^(?:[a-z]+:)?//", re.IGNORECASE)
IN_STYLE = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])((?:https?:)?//[^"')]+)""")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


class Page(HTMLParser):
    """What a page loads, where it points to and which places it has."""

    def __init__(self, text):
        super().__init__()
        self.loaded, self.links, self.places = [], [], set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        of = dict(attrs)
        self.places |= {of[name] for name in ("id", "name") if of.get(name)}
        if (link := of.get(LOADED.get(tag, ""))) and of.get("rel") != "canonical":
            self.loaded.append(link)
        if tag == "a" and of.get("href"):
            self.links.append(of["href"])


def build(folder, draft):
    """Build the site into a folder, warnings as errors."""
    command = shlex.split("sphinx-build -j 2 -W --keep-going -q -b html -c docs .")
    subprocess.run(
        [str(Path(sys.executable).with_name(command[0])), *command[1:], str(folder)],
        cwd=ROOT,
        env={**os.environ, "MULTIPOLAR_DRAFT": "1" if draft else ""},
        check=True,
    )


def from_outside(site, pages):
    """Return what a browser would load from elsewhere."""
    found = [f"{file}: {link}" for file, page in pages.items() for link in page.loaded if out(link)]
    for file in site.rglob("*.css"):
        style = COMMENT.sub("", file.read_text(encoding="utf-8"))
        found += [f"{file}: {link}" for link in IN_STYLE.findall(style)]
    return found


def out(link):
    return bool(OUTSIDE.match(link))


def dead(pages):
    """Return the links between pages that lead nowhere."""
    found = []
    for file, page in pages.items():
        for link in {*page.links, *page.loaded}:
            if out(link) or re.match(r"^(mailto|data|javascript):", link):
                continue
            path, _, place = link.partition("#")
            there = (file.parent / unquote(path.partition("?")[0])).resolve() if path else file
            if not there.exists():
                found.append(f"{file}: {link}")
            elif place and there in pages and unquote(place) not in pages[there].places:
                found.append(f"{file}: no place {link}")
    return found


def check(site):
    """Return what is wrong with a built site."""
    site = site.resolve()
    pages = {
        file: Page(file.read_text(encoding="utf-8"))
        for file in site.rglob("*.html")
        if "_static" not in file.parts
    }
    print(f"{len(pages)} pages")
    return [*from_outside(site, pages), *dead(pages)]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, metavar="SEED")
    parser.add_argument("--built", type=Path, metavar="DIR")
    options = parser.parse_args()
    if options.built is not None:
        wrong = check(options.built)
    else:
        with TemporaryDirectory() as folder:
            build(Path(folder), draft=options.sample is not None)
            wrong = check(Path(folder))
    print("\n".join(wrong) or "nothing is loaded from outside, and no link is dead")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
