"""How the site is built: ``sphinx-build -j 2 -W --keep-going -b html -c docs . build/site``.

No network is needed. The sources are the pages of the checkout where they stand, so that every link
between two of them works on the site and in the repository alike. Two processes read them, and
execute notebooks side by side. With ``MULTIPOLAR_DRAFT=1`` in the environment no notebook is
executed and no picture drawn: for reading over words.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "site"))

import multipolar

project = "multipolar"
author = "The multipolar developers"
copyright = "The multipolar developers. Licence: Apache-2.0"
version = release = multipolar.__version__
language = "en"

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_click",
    "model_pages",
    "pictures",
]
root_doc = "docs/index"
include_patterns = [
    "docs/**.md",
    "model/*.md",
    "notebooks/*.ipynb",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
]
exclude_patterns = [
    *(".*", "build", "dist", "results", "tests", "scenarios", "model/multipolar"),
    "docs/site",
]
suppress_warnings = ["myst.xref_missing_file"]
"""Links to files that are no page, such as a licence: a test looks whether they are there."""

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
myst_fence_as_directive = ["mermaid"]
nb_custom_formats = {".ipynb": ["few_runs.read", {}, False]}
nb_execution_mode = "off" if os.environ.get("MULTIPOLAR_DRAFT") else "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 3600  # of one cell; a busy machine must not fail it
nb_merge_streams = True
nb_ipywidgets_js = {}

autodoc_typehints = "none"
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True  # as written: the whole definition of the model is one
napoleon_google_docstring = False

html_theme = "pydata_sphinx_theme"
html_title = f"multipolar {release}"
html_static_path = ["site/static"]
html_css_files = ["site.css"]
html_extra_path = ["site/root"]
html_copy_source = False
html_show_sphinx = False
html_theme_options = {
    "navbar_end": ["theme-switcher"],
    "footer_start": ["copyright"],
    "footer_end": [],
    "show_prev_next": True,
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}


def setup(app):
    """Let processes share what takes longest: each reads pages in their order."""
    app.connect("env-before-read-docs", lambda _app, env, names: spread(env, names))


def spread(env, names):
    """Give each of two processes as long to do, in place.

    Each begins with some nineteen names. The first draws all pictures, which share their runs, and
    executes four notebooks; the second executes the others. The pages that are left take seconds.
    """
    files = {name: env.doc2path(name) for name in names}
    drawn = [name for name, file in files.items() if "{picture}" in file.read_text("utf-8")]
    notebooks = [name for name, file in files.items() if file.suffix == ".ipynb"]
    pages = [name for name in names if name not in {*drawn, *notebooks}]
    names[:] = [*drawn, *notebooks[:4], *pages[:4], *notebooks[4:], *pages[4:]]
