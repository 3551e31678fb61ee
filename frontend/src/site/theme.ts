// Sets the light or dark theme before the first paint: the user's choice, or the system's for "auto".
const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

function apply(): void {
  const wanted = root.dataset.theme ?? "auto";
  root.setAttribute("data-bs-theme", wanted === "auto" ? (dark.matches ? "dark" : "light") : wanted);
}

apply();
dark.addEventListener("change", apply);
