// Plain JavaScript on purpose: Tabler's own TypeScript sources do not pass a strict check.
import "@tabler/core/js/src/bootstrap/collapse";
import "@tabler/core/js/src/bootstrap/dropdown";
