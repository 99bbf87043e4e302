/** What the host's side reports and refuses: settings, mail, ports, backups. */
export const host = {};
