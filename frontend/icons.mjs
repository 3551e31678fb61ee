/** The Tabler icons that templates may name. */
export const ICONS = [
  "home", "map-2", "calendar-week", "building-factory-2", "history", "settings", "search", "plus", "upload", "download",
  "trash", "copy", "pencil", "phone", "mail", "map-pin", "lock", "lock-open", "arrow-back-up", "check", "x", "route",
  "clock", "users", "user", "target", "target-arrow", "alert-triangle", "menu-2", "info-circle", "chevron-right", "chevron-left", "chevron-down",
  "sun", "filter", "star", "lasso", "current-location", "stack-2", "refresh", "printer", "calendar-plus",
  "calendar-event", "car", "coin-euro", "logout", "device-mobile", "notes", "chevron-up", "camera", "microphone", "navigation", "send", "writing-sign", "wifi-off", "player-stop", "id", "key",
  "file-import", "flag", "hand-stop", "building", "note", "arrows-move", "list", "eye", "adjustments", "shield-check", "shield-lock", "shield-off", "devices", "layout-kanban", "chart-bar", "hourglass", "file-text", "bulb", "briefcase",
]; // prettier-ignore
