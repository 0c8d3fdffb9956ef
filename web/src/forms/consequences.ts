// What follows from each act of the works area, told before it is done.
import type { Consequences } from "../ui/ConfirmAct";

export const CONSEQUENCES: Readonly<Record<string, Consequences>> = {
  // Begun on a system.
  "acceptance.open": { words: ["cons.acceptance.state", "cons.acceptance.days"], article: "W168/15" },
  "filing.submit": { words: ["begin.filingNote"], article: "R799/14" },
  "removal.notify": { words: ["begin.removalNote", "cons.removal.state", "cons.removal.paper"], article: "W168/17" },
  "removal.disclose": { words: ["begin.discloseNote", "cons.taken", "cons.footage"], article: "W168/17", grave: true },
  "change.request": { words: ["cons.change.approval", "cons.change.point"], article: "W168/30/7" },
  "outage.open": { words: ["cons.outage.state", "cons.outage.begins"], article: "W168/30/6" },
  "camera.lost": { words: ["cons.lost", "cons.lost.replace", "cons.footage"], article: "W168/31/1", grave: true },
  "system.give-up": { words: ["cons.giveUp", "cons.taken", "cons.footage"], article: "W168/17", grave: true },
  // Done to a record.
  measure: { words: ["cons.measure"], article: "W168/15/1" },
  conclude: { words: ["cons.conclude.passed", "cons.conclude.failed", "cons.conclude.fixed"], article: "W168/15", grave: true },
  return: { words: ["cons.return"], article: "R799/14" },
  receive: { words: ["cons.receive"], article: "R799/14" },
  acknowledge: { words: ["cons.acknowledge"], article: "W168/17" },
  execute: { words: ["cons.taken", "cons.footage", "cons.execute.proof"], article: "W168/17", grave: true },
  verify: { words: ["cons.verify.system", "cons.verify.filing"], article: "W168/17", grave: true },
  withdraw: { words: ["cons.withdraw"], article: "W168/17" },
  decide: { words: ["cons.decide"], article: "W168/30/7" },
  executeChange: { words: ["cons.executeChange"], article: "W168/30/7" },
  verifyChange: { words: ["cons.verifyChange", "cons.verify.filing"], article: "W168/30/7", grave: true },
  restore: { words: ["cons.restore"], article: "W168/30/6" },
};

/** What follows from a step in the life of a system; steps not named change its state and nothing else. */
export const STEP_CONSEQUENCES: Readonly<Record<string, readonly Consequences["words"][number][]>> = {
  complete: ["cons.step.complete"],
  "begin-trial": ["cons.step.trial"],
  "put-into-service": ["cons.step.service", "cons.step.duties"],
  "found-in-use": ["cons.step.found"],
  resume: ["cons.step.service"],
  suspend: ["cons.outage.state"],
  rectify: ["cons.step.rectify"],
  abandon: ["cons.step.abandon"],
  archive: ["cons.step.archive"],
};
