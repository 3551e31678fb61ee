declare module "*/bootstrap-parts.js";
declare module "idiomorph/htmx" {
  export const Idiomorph: { defaults: Record<string, unknown> };
}
