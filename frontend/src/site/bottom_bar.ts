// The bottom bar of a phone: floating elements (save buttons, messages) are placed above its measured height.

const MAX_SHARE_OF_SCREEN = 0.25;

/** Set `--bottom-bar` to the bar's height; a bar that would hide too much moves to the end of the page. */
export function followBottomBar(bar: HTMLElement): void {
  const measure = (): void => {
    const hidden = getComputedStyle(bar).display === "none",
      height = bar.offsetHeight;
    const tall = height > innerHeight * MAX_SHARE_OF_SCREEN;
    bar.classList.toggle("in-flow", tall);
    document.documentElement.style.setProperty("--bottom-bar", `${hidden || tall ? 0 : height}px`);
  };
  new ResizeObserver(measure).observe(bar);
  addEventListener("resize", measure);
  measure();
}
