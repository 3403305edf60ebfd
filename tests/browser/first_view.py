"""What a page costs whoever opens it for the first time: bytes, what they wait for, and what moves while they read."""

from dataclasses import dataclass

from playwright.sync_api import Page

# Buffered entries are told to an observer in a task of their own.
SEEN = """() => new Promise(resolve => {
  const seen = {shift: 0, largest: 0};
  const watch = (type, note) =>
    new PerformanceObserver(list => list.getEntries().forEach(note)).observe({type, buffered: true});
  watch("layout-shift", entry => { seen.shift += entry.hadRecentInput ? 0 : entry.value; });
  watch("largest-contentful-paint", entry => { seen.largest = entry.startTime; });
  const files = performance.getEntriesByType("resource");
  seen.blocking = files.filter(file => file.renderBlockingStatus === "blocking").map(file => file.name);
  seen.stylesheets = document.querySelectorAll("link[rel=stylesheet], style").length;
  seen.images = document.querySelectorAll("img:not([width][height])").length;
  setTimeout(() => resolve(seen), 100);
})"""


@dataclass(frozen=True)
class FirstView:
    """Bytes with headers, fonts and all; what the first painting waits for; images that do not say their size."""

    bytes: int
    requests: int
    stylesheets: int
    blocking: list[str]
    unsized_images: int
    layout_shift: float
    largest_paint: float


def first_view(page: Page, address: str) -> FirstView:
    """Open an address in a page of a browser that has kept nothing yet."""
    sizes: list[int] = []
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(address, wait_until="networkidle")
    seen = page.evaluate(SEEN)
    return FirstView(
        bytes=int(sum(sizes)),
        requests=len(sizes),
        stylesheets=seen["stylesheets"],
        blocking=[name for name in seen["blocking"] if name],
        unsized_images=seen["images"],
        layout_shift=seen["shift"],
        largest_paint=seen["largest"],
    )
