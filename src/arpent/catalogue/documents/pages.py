"""Render pages of documents in a subprocess limited in memory and time, since uploaded files may be malicious.

Run as ``python -m arpent.catalogue.documents.pages count FILE`` or ``draw FILE PAGE PNG``.
"""

import subprocess
import sys
from pathlib import Path

from arpent.kernel.ids import new_id
from arpent.kernel.process_limits import limit_process

MEMORY = 1_200 * 1024 * 1024
SECONDS = 20
MAX_PAGES = 400
WIDTH = 1400  # pixels of a drawn page
MAX_PIXELS = 40_000_000
DRAWN = "drawn"
PICTURES = (b"\x89PNG", b"\xff\xd8\xff")


def count_pages(path: Path) -> int:
    """Return the number of pages, at most 400: 1 for a picture, 0 for an unsupported, locked or broken file."""
    with path.open("rb") as f:
        head = f.read(8)
    if not head.startswith((b"%PDF", *PICTURES)):
        return 0
    done = _run("count", str(path))
    return min(int(done), MAX_PAGES) if done.isdigit() else 0


def draw_page(path: Path, page: int) -> Path | None:
    """Return the path of a page (from 1) as a PNG picture; None when it cannot be rendered.

    It is rendered once, at most 1,400 pixels wide, and stored beside the file.
    """
    target = path.with_name(f"{path.stem}-{page}.png")
    if not target.exists():
        # Concurrent renderings write separate files; the last one replaces the others.
        fresh = target.with_name(f"{target.stem}-{new_id().hex}.part")
        if _run("draw", str(path), str(page), str(fresh)) != DRAWN:
            fresh.unlink(missing_ok=True)
            return None
        fresh.replace(target)
    return target


def _run(*arguments: str) -> str:
    command = [sys.executable, "-m", "arpent.catalogue.documents.pages", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def main(act: str, source: str, page: str = "1", target: str = "") -> int:
    """Count or draw pages in the current process; return the exit status. Exceptions of the libraries end it."""
    limit_process(memory=MEMORY, seconds=SECONDS)
    with open(source, "rb") as f:
        is_pdf = f.read(4) == b"%PDF"
    if is_pdf:
        import pypdfium2

        book = pypdfium2.PdfDocument(source)
        if act == "count":
            print(len(book))
            return 0
        leaf = book[int(page) - 1]
        scale = min(
            WIDTH / max(1.0, leaf.get_width()), (MAX_PIXELS / max(1.0, leaf.get_width() * leaf.get_height())) ** 0.5
        )
        picture = leaf.render(scale=scale).to_pil()
    else:
        from PIL import Image, ImageOps

        Image.MAX_IMAGE_PIXELS = MAX_PIXELS
        picture = Image.open(source)
        picture.load()
        if act == "count":
            print(1)
            return 0
        picture = ImageOps.exif_transpose(picture).convert("RGB")
        picture.thumbnail((WIDTH, WIDTH * 3))
    picture.save(target, format="PNG")
    print(DRAWN)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
