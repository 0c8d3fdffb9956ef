// The forms of the works area as data: what each act asks for (forms 6.1, 6.2,
// 6.3, 6.13, 6.14).
import type { Filling, Spec } from "./SpecFields";

const is =
  (name: string, ...values: readonly unknown[]) =>
  (form: Filling): boolean =>
    values.includes(form[name]);
const not =
  (name: string) =>
  (form: Filling): boolean =>
    form[name] !== true;

const panel: Spec = {
  name: "panel",
  word: "wf.panel",
  kind: "rows",
  rows: [
    { name: "name", word: "wf.person", kind: "text" },
    { name: "unit", word: "wf.unit", kind: "text" },
    { name: "title", word: "wf.title", kind: "text" },
    { name: "specialty", word: "wf.specialty", kind: "text" },
    { name: "signed", word: "wf.signed", kind: "switch" },
  ],
};

export const acceptanceForm: readonly Spec[] = [
  { name: "project", word: "wf.project", kind: "text", required: true },
  { name: "contract", word: "wf.contract", kind: "text" },
  { name: "builder", word: "wf.builder", kind: "text" },
  { name: "designBasis", word: "wf.designBasis", kind: "area" },
  { name: "standards", word: "wf.standards", kind: "tags", help: "wf.standardsHelp" },
  { name: "startedOn", word: "wf.startedOn", kind: "date" },
  { name: "finishedOn", word: "wf.finishedOn", kind: "date" },
  { name: "gb55029", word: "wf.gb55029", kind: "switch" },
  { name: "trialFrom", word: "wf.trialFrom", kind: "date" },
  { name: "trialTo", word: "wf.trialTo", kind: "date" },
  { name: "trialRecord", word: "wf.trialRecord", kind: "area" },
  { name: "inspectionNo", word: "wf.inspectionNo", kind: "text" },
  { name: "inspectionBody", word: "wf.inspectionBody", kind: "text" },
  { name: "storageDays", word: "wf.storageDays", kind: "number" },
  { name: "clockTest", word: "wf.clockTest", kind: "text" },
  { name: "interfaceTest", word: "wf.interfaceTest", kind: "text" },
  panel,
  {
    name: "items",
    word: "wf.items",
    kind: "rows",
    rows: [
      { name: "part", word: "wf.part", kind: "select", options: ["construction", "technical", "documents", "sign", "privacy"], prefix: "part." },
      { name: "requirement", word: "wf.requirement", kind: "text" },
      { name: "method", word: "wf.method", kind: "text" },
      { name: "result", word: "wf.result", kind: "text" },
      { name: "passed", word: "wf.passed", kind: "switch" },
    ],
  },
  {
    name: "samples",
    word: "wf.samples",
    kind: "rows",
    help: "wf.samplesHelp",
    rows: [
      { name: "cameraId", word: "wf.camera", kind: "camera", required: true },
      { name: "day", word: "wf.day", kind: "picture" },
      { name: "night", word: "wf.night", kind: "picture" },
    ],
  },
  {
    name: "rectify",
    word: "wf.rectify",
    kind: "rows",
    rows: [
      { name: "what", word: "wf.what", kind: "text" },
      { name: "due", word: "works.due", kind: "date" },
      { name: "done", word: "wf.done", kind: "date" },
      { name: "how", word: "wf.how", kind: "text" },
    ],
  },
  { name: "opinion", word: "wf.opinion", kind: "area" },
  { name: "files", word: "att.title", kind: "files" },
];

export const filingForm: readonly Spec[] = [
  { name: "kind", word: "field.kind", kind: "select", options: ["new", "legacy-w168", "legacy-r799", "change", "cancel"], prefix: "wk.", required: true },
  { name: ["unit", "name"], word: "wf.unitName", kind: "text", required: true },
  { name: ["unit", "type"], word: "wf.unitType", kind: "text" },
  { name: ["unit", "creditCode"], word: "wf.creditCode", kind: "text" },
  { name: ["unit", "head"], word: "wf.head", kind: "text" },
  { name: ["unit", "inCharge"], word: "wf.inCharge", kind: "text" },
  { name: ["unit", "handler"], word: "wf.handler", kind: "text", required: true },
  { name: ["unit", "handlerId"], word: "wf.handlerId", kind: "text" },
  { name: ["unit", "phone"], word: "wf.phone", kind: "text", required: true },
  { name: ["unit", "address"], word: "field.address", kind: "text" },
  { name: "usedSince", word: "wf.usedSince", kind: "date" },
  { name: "builder", word: "wf.builder", kind: "text" },
  { name: "designer", word: "wf.designer", kind: "text" },
  { name: "installer", word: "wf.installer", kind: "text" },
  { name: "maintainer", word: "wf.maintainer", kind: "text" },
  { name: ["scale", "cameras"], word: "wf.cameras", kind: "number", required: true },
  { name: ["scale", "types"], word: "wf.types", kind: "text" },
  { name: ["scale", "storageDays"], word: "wf.storageDays", kind: "number", required: true },
  { name: ["scale", "network"], word: "wf.network", kind: "select", options: ["private", "government", "internet"], prefix: "net." },
  { name: ["scale", "mlps"], word: "wf.mlps", kind: "text" },
  { name: "reason", word: "wf.changeReason", kind: "area" },
  { name: "files", word: "att.title", kind: "files" },
  { name: "declared", word: "wf.declared", kind: "switch", required: true },
];

export const removalForm: readonly Spec[] = [
  { name: "kind", word: "field.kind", kind: "select", options: ["removal", "relocation"], prefix: "wk.", required: true },
  { name: "whole", word: "wf.whole", kind: "switch", when: is("kind", "removal") },
  { name: "cameraIds", word: "wf.which", kind: "cameras", required: true, when: (f) => f["kind"] === "removal" && f["whole"] !== true },
  {
    name: "moves",
    word: "wf.moves",
    kind: "rows",
    help: "wf.movesHelp",
    required: true,
    when: is("kind", "relocation"),
    rows: [
      { name: "cameraId", word: "wf.camera", kind: "camera", required: true },
      { name: "placeId", word: "wf.newPlace", kind: "place" },
      { name: "roomUse", word: "reg.roomUse", kind: "room", required: true },
      { name: "position", word: "wf.position", kind: "text" },
    ],
  },
  { name: "reason", word: "wf.reason", kind: "select", options: ["city-building", "change-of-use", "other"], prefix: "wr.", required: true },
  { name: "why", word: "works.why", kind: "area", required: true },
  { name: "basis", word: "wf.basis", kind: "text" },
  { name: "plannedOn", word: "wf.plannedOn", kind: "date", required: true },
  { name: "cover", word: "wf.cover", kind: "area" },
  { name: "holdLast", word: "wf.holdLast", kind: "text" },
  { name: "media", word: "wf.media", kind: "text" },
  { name: "executor", word: "wf.executor", kind: "text" },
  { name: "contact", word: "wf.contact", kind: "text" },
  { name: "files", word: "att.title", kind: "files" },
];

export const executionForm: readonly Spec[] = [
  { name: "on", word: "wf.executedOn", kind: "date", required: true },
  { name: "by", word: "wf.executor", kind: "text" },
  {
    name: "devices",
    word: "wf.devices",
    kind: "rows",
    required: true,
    rows: [
      { name: "cameraId", word: "wf.camera", kind: "camera" },
      { name: "serial", word: "wf.serial", kind: "text" },
    ],
  },
  { name: "before", word: "wf.photoBefore", kind: "files", required: true },
  { name: "after", word: "wf.photoAfter", kind: "files", required: true },
];

export const disclosureForm: readonly Spec[] = [
  { name: "danger", word: "wf.danger", kind: "area", required: true },
  { name: "whole", word: "wf.whole", kind: "switch" },
  { name: "cameraIds", word: "wf.which", kind: "cameras", required: true, when: not("whole") },
  ...executionForm.map((f) => ({ ...f, name: ["executed", String(f.name)] })),
  { name: "cover", word: "wf.cover", kind: "area" },
];

/** The kinds of change that somebody has to approve, and that move or turn one camera. */
const REPOSED = ["position", "function", "direction"] as const;

export const changeForm: readonly Spec[] = [
  { name: "kind", word: "field.kind", kind: "select", options: ["repair", "replacement", ...REPOSED, "rebuilding"], prefix: "wk.", required: true, help: "wf.changeHelp" },
  { name: "cameraId", word: "wf.camera", kind: "camera", required: true, when: (f) => f["kind"] !== "rebuilding" },
  { name: "why", word: "works.why", kind: "area", required: true },
  { name: ["before", "position"], word: "wf.positionBefore", kind: "text", when: is("kind", "position") },
  { name: ["after", "position"], word: "wf.positionAfter", kind: "text", required: true, when: is("kind", "position") },
  { name: ["after", "placeId"], word: "wf.newPlace", kind: "place", when: is("kind", "position") },
  { name: ["before", "function"], word: "wf.functionBefore", kind: "text", when: is("kind", "function") },
  { name: ["after", "function"], word: "wf.functionAfter", kind: "text", required: true, when: is("kind", "function") },
  { name: ["before", "direction"], word: "wf.directionBefore", kind: "text", when: is("kind", "direction") },
  { name: ["after", "direction"], word: "wf.directionAfter", kind: "text", required: true, when: is("kind", "direction") },
  { name: ["before", "imageId"], word: "wf.imageBefore", kind: "picture", when: is("kind", ...REPOSED) },
  { name: ["after", "imageId"], word: "wf.imageAfter", kind: "picture", when: is("kind", ...REPOSED) },
  { name: ["before", "serial"], word: "wf.serialBefore", kind: "text", when: is("kind", "replacement") },
  { name: ["after", "serial"], word: "wf.serialAfter", kind: "text", required: true, when: is("kind", "replacement") },
  { name: ["after", "roomUse"], word: "reg.roomUse", kind: "room", when: is("kind", ...REPOSED) },
  { name: "stillCovered", word: "wf.stillCovered", kind: "switch", help: "wf.stillCoveredHelp", when: is("kind", "position") },
  { name: "privacy", word: "wf.privacy", kind: "text", required: true, help: "wf.privacyHelp", when: is("kind", ...REPOSED) },
  { name: "files", word: "att.title", kind: "files" },
];

const planned = is("planned", true);

export const outageForm: readonly Spec[] = [
  { name: "planned", word: "wf.planned", kind: "switch", help: "wf.plannedHelp" },
  { name: "whole", word: "wf.whole", kind: "switch" },
  { name: "cameraIds", word: "wf.which", kind: "cameras", required: true, when: not("whole") },
  { name: "reason", word: "wf.outageReason", kind: "area", required: true },
  { name: "from", word: "wf.from", kind: "datetime", required: true },
  { name: "to", word: "wf.to", kind: "datetime", required: true, when: planned },
  { name: "to", word: "wf.to", kind: "datetime", when: not("planned") },
  { name: "approved", word: "wf.approved", kind: "text", required: true, when: planned },
  { name: "measures", word: "wf.measures", kind: "area" },
  { name: "reportedTo", word: "wf.reportedTo", kind: "text" },
  { name: "files", word: "att.title", kind: "files" },
];

export const lostForm: readonly Spec[] = [
  { name: "cameraId", word: "wf.camera", kind: "camera", required: true },
  { name: "how", word: "wf.lostHow", kind: "select", options: ["stolen", "destroyed"], prefix: "wl.", required: true },
  { name: "on", word: "wf.lostOn", kind: "date", required: true },
  { name: "incident", word: "wf.incident", kind: "text", required: true },
  { name: "note", word: "field.note", kind: "area" },
];
