import { cleanLine } from "@classchat/core";
import type { NodemailerError } from "nodemailer";
import { MailFailure, type MailFailureReason } from "../chat/ports.ts";

/** What went wrong with a mail, in the chat's words. */
export function asMailFailure(error: unknown): MailFailure {
  if (error instanceof MailFailure) return error;
  const { response, message } = error as NodemailerError;
  const answer = cleanLine(response ?? message).slice(0, longestAnswer);
  return new MailFailure(reasonOf(error as NodemailerError), answer, { cause: error });
}

function reasonOf({ code, originalCode = "", response, responseCode }: NodemailerError) {
  if (isAboutCertificate.test(originalCode)) return "certificate";
  // RFC 4954 §6: authentication is required, or its credentials are invalid.
  if (responseCode === 530 || responseCode === 535) return "sign-in";
  // TLS was begun with something that does not speak it.
  if (originalCode.startsWith("ERR_SSL")) return "no-encryption";
  if (code === "ECONNECTION" && response) return "rejected";
  return reasons[code ?? ""] ?? "rejected";
}

// The codes of OpenSSL and Node: DEPTH_ZERO_SELF_SIGNED_CERT, UNABLE_TO_VERIFY_LEAF_SIGNATURE, ….
const isAboutCertificate = /CERT|LEAF_SIGNATURE/u;

const reasons: Record<string, MailFailureReason> = {
  ECONNECTION: "unreachable",
  ESOCKET: "unreachable",
  EDNS: "unreachable",
  ETIMEDOUT: "silent",
  ETLS: "no-encryption",
  EAUTH: "sign-in",
};

const longestAnswer = 300;
