// The bar at the bottom of a phone: what floats above it (save buttons, messages) stands on its measured height.

const MOST_OF_SCREEN = 0.25;

/** Set `--bottom-bar` to the height of the bar, and move the bar to the end of the page when it would hide too much. */
export function followBottomBar(bar: HTMLElement): void {
  const measure = (): void => {
    const hidden = getComputedStyle(bar).display === "none",
      height = bar.offsetHeight;
    const tall = height > innerHeight * MOST_OF_SCREEN;
    bar.classList.toggle("in-flow", tall);
    document.documentElement.style.setProperty("--bottom-bar", `${hidden || tall ? 0 : height}px`);
  };
  new ResizeObserver(measure).observe(bar);
  addEventListener("resize", measure);
  measure();
}
