import { createPublicKey, type KeyObject, randomBytes, sign } from "node:crypto";

// TLS wants a certificate around the key, and Node makes none. This writes the one that a host needs: signed
// by its own key, with the fields of RFC 5280 §4.1 in the distinguished encoding of X.690 §8 and §10.

/** Long enough to outlive every laptop in the room; before 2050 dates have their short form (RFC 5280 §4.1.2.5). */
const validity = { from: "200101000000Z", to: "491231235959Z" };

const oids = {
  // RFC 5480 §2.1.1 and RFC 5758 §3.2: ecdsa-with-SHA256.
  ecdsaWithSha256: "1.2.840.10045.4.3.2",
  // RFC 5280, Appendix A.1 and §4.2.1.
  commonName: "2.5.4.3",
  subjectAltName: "2.5.29.17",
  keyUsage: "2.5.29.15",
  basicConstraints: "2.5.29.19",
  extendedKeyUsage: "2.5.29.37",
  serverAuth: "1.3.6.1.5.5.7.3.1",
};

// X.690 §8.1.2 with the universal tags of X.680 §8.6.
const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  sequence: 0x30,
  set: 0x31,
  /** RFC 5280 §4.1: version is [0], extensions are [3]. */
  version: 0xa0,
  extensions: 0xa3,
  /** RFC 5280 §4.2.1.6: dNSName is [2]. */
  dnsName: 0x82,
};

/** A self-signed certificate for an EC P-256 key, in PEM. */
export function selfSignedCertificate(privateKey: KeyObject, name: string): string {
  const signed = toBeSigned(privateKey, name);
  const signature = sign("sha256", signed, privateKey);
  return toPem(sequence(signed, signatureAlgorithm(), bitString(signature)));
}

/** RFC 5280 §4.1.2: everything that the signature covers. */
function toBeSigned(privateKey: KeyObject, name: string): Buffer {
  const publicKey = createPublicKey(privateKey).export({ type: "spki", format: "der" });
  const issuerAndSubject = distinguishedName(name);
  return sequence(
    element(tags.version, integer(Buffer.from([2]))),
    integer(serialNumber()),
    signatureAlgorithm(),
    issuerAndSubject,
    sequence(utcTime(validity.from), utcTime(validity.to)),
    issuerAndSubject,
    publicKey,
    element(tags.extensions, extensions(name)),
  );
}

/** RFC 5280 §4.1.2.2: positive and at most 20 bytes. */
function serialNumber(): Buffer {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  return serial;
}

function signatureAlgorithm(): Buffer {
  return sequence(oid(oids.ecdsaWithSha256));
}

function distinguishedName(name: string): Buffer {
  const commonName = sequence(oid(oids.commonName), element(tags.utf8String, Buffer.from(name)));
  return sequence(element(tags.set, commonName));
}

function extensions(name: string): Buffer {
  const notAnAuthority = sequence();
  const digitalSignature = element(tags.bitString, Buffer.from([7, 0x80]));
  return sequence(
    extension(oids.basicConstraints, "critical", notAnAuthority),
    extension(oids.keyUsage, "critical", digitalSignature),
    extension(oids.extendedKeyUsage, "optional", sequence(oid(oids.serverAuth))),
    extension(oids.subjectAltName, "optional", sequence(element(tags.dnsName, Buffer.from(name)))),
  );
}

function extension(id: string, weight: "critical" | "optional", value: Buffer): Buffer {
  const critical = weight === "critical" ? [element(tags.boolean, Buffer.from([0xff]))] : [];
  return sequence(oid(id), ...critical, element(tags.octetString, value));
}

function sequence(...parts: Buffer[]): Buffer {
  return element(tags.sequence, ...parts);
}

function bitString(bytes: Buffer): Buffer {
  const unusedBits = Buffer.from([0]);
  return element(tags.bitString, unusedBits, bytes);
}

/** X.690 §8.3: two's complement; our numbers are positive and begin with a bit that says so. */
function integer(bytes: Buffer): Buffer {
  return element(tags.integer, bytes);
}

function utcTime(time: string): Buffer {
  return element(tags.utcTime, Buffer.from(time));
}

/** X.690 §8.19: the first two numbers share a byte, each further one is in groups of seven bits. */
function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return element(tags.oid, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(number: number): number[] {
  const bytes = [number & 0x7f];
  for (let left = number >>> 7; left > 0; left >>>= 7) bytes.unshift((left & 0x7f) | 0x80);
  return bytes;
}

function element(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), length(content.length), content]);
}

/** X.690 §8.1.3: short form below 128, else the number of bytes that follow. */
function length(bytes: number): Buffer {
  if (bytes < 0x80) return Buffer.from([bytes]);
  if (bytes < 0x100) return Buffer.from([0x81, bytes]);
  return Buffer.from([0x82, bytes >> 8, bytes & 0xff]);
}

function toPem(der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/gu) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}
