// Pins on a document's page: shown at their positions; a click places the pin of the next proposal.
/** Place a document's pins, and let a click on the page propose the position of a new one. */
export function mount(sheet: HTMLElement): void {
  for (const pin of sheet.querySelectorAll<HTMLElement>(".pin")) put(pin, Number(pin.dataset.x), Number(pin.dataset.y));
  const form = document.querySelector<HTMLFormElement>("#propose");
  const picture = sheet.querySelector("img");
  if (!form || !picture) return;
  const field = (name: string): HTMLInputElement | null => form.querySelector(`[name=${name}]`);
  const fresh = document.createElement("span");
  fresh.className = "pin pin-new";
  fresh.setAttribute("aria-hidden", "true");
  picture.addEventListener("click", (event) => {
    const box = picture.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width;
    const y = (event.clientY - box.top) / box.height;
    const [across, down] = [field("x"), field("y")];
    if (!across || !down) return;
    across.value = x.toFixed(4);
    down.value = y.toFixed(4);
    sheet.append(fresh);
    put(fresh, x, y);
    form.querySelector("textarea")?.focus();
  });
}

function put(pin: HTMLElement, x: number, y: number): void {
  pin.style.left = `${x * 100}%`;
  pin.style.top = `${y * 100}%`;
}
