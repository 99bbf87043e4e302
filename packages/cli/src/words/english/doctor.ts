import { letMdnsIn, letPortIn } from "../firewall.ts";
import { amount } from "./amount.ts";

type Place = { room: string; place: string };

type Server = { server: string; answer: string };

const nameAndPlace = ({ room, place }: Place) =>
  place.includes(room) ? place : `${room} (${place})`;

/** `3 hours`, for something that need not be exact. */
function roughly(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  if (minutes < 120) return amount(minutes, "minute");
  return minutes < 2_880
    ? amount(Math.round(minutes / 60), "hour")
    : amount(Math.round(minutes / 1_440), "day");
}

const megabytes = (bytes: number) => `${Math.floor(bytes / 1e6)} MB`;

const update = "update the older classchat of the two, for both must speak the same version";

/** What was found, each with its cause and its remedy; what is right needs none. */
const findings = {
  "network-ok": ({ places }: { places: readonly string[] }) => ({
    cause: `this computer is on a network, as ${places.join(", ")}`,
    remedy: "",
  }),
  "interface-missing": ({ name, present }: { name: string; present: readonly string[] }) => ({
    cause: `there is no network interface ${name} now, and no other may be used (there are ${present.join(", ") || "none"})`,
    remedy: "correct or unset CLASSCHAT_INTERFACE",
  }),
  "no-network": () => ({
    cause: "this computer is on no network, so it reaches no room but its own",
    remedy: "connect it to the Wi-Fi or the cable of the classroom",
  }),
  "self-assigned": ({ address }: { address: string }) => ({
    cause: `the network gave this computer no address (it has only ${address}, which it gave itself)`,
    remedy: "leave the network and join it again, or ask who looks after it about DHCP",
  }),

  vpn: ({ name }: { name: string }) => ({
    cause: `a VPN (${name}) takes what is meant for the classroom's network`,
    remedy: "switch the VPN off, or allow the local network in its settings",
  }),

  "multicast-ok": () => ({ cause: "multicast works: announcements are heard", remedy: "" }),
  "multicast-silent": ({ failure }: { failure: string | undefined }) => ({
    cause: `this computer does not hear its own multicast${failure === undefined ? "" : ` (${failure})`}: its firewall, or another program, keeps UDP 5353 from classchat`,
    remedy: "let UDP 5353 in, or join by address",
  }),
  "multicast-blocked": (about: Place) => ({
    cause: `${nameAndPlace(about)} answers, but is not announced here: the network blocks multicast`,
    remedy: `join by address, once: classchat join ${about.place}`,
  }),
  "announcement-missing": (about: Place) => ({
    cause: `${nameAndPlace(about)} answers, but is not announced here, though others are: the host's firewall drops mDNS`,
    remedy: "let UDP 5353 in on the host, by the command for its system, or join by address",
  }),
  "nobody-heard": () => ({
    cause:
      "no room answers and nobody else is heard: no host runs here, or the network blocks multicast or keeps its computers apart",
    remedy:
      "ask the mentor for the address of the host and run classchat doctor ADDRESS, which tells these apart",
  }),

  "room-ok": (about: Place) => ({ cause: `${nameAndPlace(about)} answers`, remedy: "" }),
  "own-room-ok": (about: Place & { port: number }) => ({
    cause: `${about.room} runs on this computer, at port ${about.port}`,
    remedy: "if others cannot join, its firewall has to let the port in",
  }),
  "no-room": () => ({
    cause: "no room answers, though others on this network are heard",
    remedy:
      "ask the mentor whether the host runs, and on this network; if so, run classchat doctor ADDRESS",
  }),
  "not-found": ({ room, found }: { room: string; found: readonly string[] }) => ({
    cause: `no room ${room} is known or found here (found: ${found.join(", ") || "none"})`,
    remedy: "check the name, or ask the mentor for the address and run classchat doctor ADDRESS",
  }),
  "nothing-listens": (about: Place) => ({
    cause: `nothing listens at ${nameAndPlace(about)}: the host does not run, or has another port`,
    remedy: "ask the mentor to start it, or for the port on the mentor's screen",
  }),
  "own-room-closed": (about: Place) => ({
    cause: `${nameAndPlace(about)} is not open: no host listens there on this computer`,
    remedy: "start it with classchat host",
  }),
  firewall: (about: Place & { port: number }) => ({
    cause: `there is a computer at ${nameAndPlace(about)}, but a firewall, most likely the host's, drops what comes`,
    remedy: `let TCP port ${about.port} in on the host, by the command for its system`,
  }),
  "own-firewall": (about: Place) => ({
    cause: `this computer does not let classchat call ${nameAndPlace(about)}: its own firewall forbids it`,
    remedy: "allow outgoing connections of node in its settings",
  }),
  isolation: (about: Place) => ({
    cause: `${nameAndPlace(about)} cannot be reached, though the network works: it keeps its computers apart (client isolation)`,
    remedy:
      "have it switched off in the access point, or use another network: a phone's hotspot or a cable",
  }),
  "host-absent": (about: Place) => ({
    cause: `no computer answers at ${nameAndPlace(about)}: it is switched off or asleep, or has another address now`,
    remedy: "look at the address on the mentor's screen, and wake the computer up",
  }),
  "other-network": (about: Place & { networks: readonly string[] }) => ({
    cause: `${nameAndPlace(about)} is not on the network of this computer (${about.networks.join(", ")}) and does not answer from there`,
    remedy: "join the network that the mentor's computer is on",
  }),
  "host-silent": (about: Place) => ({
    cause: `${nameAndPlace(about)} takes the connection, but says nothing: the host hangs, or the network is very slow`,
    remedy: "try again; if it stays so, ask the mentor to close the host and start it again",
  }),
  "not-a-room": (about: Place) => ({
    cause: `something else than this room answers at ${about.place}`,
    remedy: "look at the address and the port on the mentor's screen",
  }),

  "version-older": (about: Place & { version: string }) => ({
    cause: `the host of ${nameAndPlace(about)} has an older version of classchat (${about.version})`,
    remedy: "update classchat on the host",
  }),
  "version-newer": (about: Place & { version: string }) => ({
    cause: `the host of ${nameAndPlace(about)} has a newer version of classchat (${about.version})`,
    remedy: "update classchat on this computer",
  }),
  "version-other": (about: Place) => ({
    cause: `the host of ${nameAndPlace(about)} has another version of classchat`,
    remedy: update,
  }),

  "key-changed": (about: Place) => ({
    cause: `${nameAndPlace(about)} shows another key than the one known for it: it is another computer, or the host lost its key`,
    // The name is what the other computer calls itself: nobody shall copy it into a shell.
    remedy: "ask the mentor; only if the key was really lost, run: classchat forget ROOM",
  }),

  "clock-off": (about: Place & { aheadMs: number }) => ({
    cause: `the clock of this computer is ${roughly(about.aheadMs)} ${about.aheadMs > 0 ? "behind" : "ahead of"} that of ${nameAndPlace(about)}, so messages show wrong times`,
    remedy: "set the clock of whichever is wrong, best automatically",
  }),

  "disk-ok": ({ folder }: { folder: string }) => ({
    cause: `${folder} can be written to`,
    remedy: "",
  }),
  "disk-full": ({ folder }: { folder: string }) => ({
    cause: `the disk of ${folder} is full`,
    remedy: "delete what is not needed, or give another directory with --data",
  }),
  "disk-low": ({ folder, freeBytes }: { folder: string; freeBytes: number }) => ({
    cause: `the disk of ${folder} is nearly full (${megabytes(freeBytes)} free), so the host takes no files`,
    remedy: "delete what is not needed, or give another directory with --data",
  }),
  "disk-unwritable": ({ folder, failure }: { folder: string; failure: string }) => ({
    cause: `${folder} cannot be written to (${failure})`,
    remedy: "make it writable for you, or give another directory with --data",
  }),

  "mail-ok": ({ server }: { server: string }) => ({
    cause: `the mail server at ${server} lets us in`,
    remedy: "",
  }),
  "mail-settings": ({ reason }: { reason: string }) => ({
    cause: `the settings for mail in config.json do not do: ${reason}`,
    remedy: "correct them and try with classchat host --test-mail",
  }),
  "mail-unreachable": ({ server, answer }: Server) => ({
    cause: `no mail server can be reached at ${server} (${answer})`,
    remedy: "check smtp in config.json, and the network",
  }),
  "mail-silent": ({ server }: Server) => ({
    cause: `the mail server at ${server} does not answer in time`,
    remedy: "check its port (587 for smtp:, 465 for smtps:) and the firewall",
  }),
  "mail-no-encryption": ({ server }: Server) => ({
    cause: `the mail server at ${server} offers no encryption, or somebody on the way took the offer out`,
    remedy: "try smtps:, or smtp+insecure: if you really mean to go without",
  }),
  "mail-certificate": ({ server, answer }: Server) => ({
    cause: `the certificate of the mail server at ${server} cannot be trusted (${answer})`,
    remedy: "check the name in smtp; the school's own certificate goes into smtp-ca",
  }),
  "mail-sign-in": ({ server, answer }: Server) => ({
    cause: `the mail server at ${server} refuses the user name or the password (${answer})`,
    remedy: "check them; Gmail and Microsoft want an app password",
  }),
  "mail-rejected": ({ server, answer }: Server) => ({
    cause: `the mail server at ${server} does not take mail (${answer})`,
    remedy: "check mail-from in config.json",
  }),
};

/** What classchat doctor says. */
export const doctor = {
  findings,
  status: { ok: "ok", warning: "warning", problem: "problem" },
  /** A finding as a line. */
  line: (cause: string, remedy: string) =>
    remedy === "" ? `${cause}.` : `${cause}. To do: ${remedy}.`,
  systems: {
    windows: "Windows, as administrator",
    macos: "macOS",
    ufw: "Linux with ufw",
    firewalld: "Linux with firewalld",
  },
  firewall: { letPortIn, letMdnsIn },
  nothingWrong: "nothing wrong was found",
  looking: "looking, for a few seconds …",
};
