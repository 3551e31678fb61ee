// Sets light or dark before the page paints. The person's choice comes with the page; "auto" follows the system.
const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

function apply(): void {
  const wanted = root.dataset.theme ?? "auto";
  root.setAttribute("data-bs-theme", wanted === "auto" ? (dark.matches ? "dark" : "light") : wanted);
}

apply();
dark.addEventListener("change", apply);
