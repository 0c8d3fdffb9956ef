"use strict";
const $ = (id) => document.getElementById(id);
const verdicts = {
  complete: ["完整且未被改动", "COMPLETE AND UNALTERED"],
  gaps: ["未被改动，有已声明的缺失", "UNALTERED WITH DECLARED GAPS"],
  unproven: ["无法证明", "CANNOT BE PROVEN"],
  altered: ["已被改动", "ALTERED"],
  unreadable: ["不是证据包", "NO EVIDENCE BUNDLE"],
};
let chosen = null;
let policy;

// make builds an element; text is never taken for markup.
function make(tag, options = {}, ...children) {
  const e = document.createElement(tag);
  for (const [k, v] of Object.entries(options)) e.setAttribute(k, v);
  e.append(...children.filter((c) => c !== undefined && c !== ""));
  return e;
}

const both = (zh, en) => make("span", {}, make("span", { lang: "zh" }, zh), " ", make("span", { lang: "en" }, en));

function table(rows) {
  return make("table", {}, ...rows.filter(([, , value]) => value !== undefined && value !== "").map(([zh, en, value]) => make("tr", {}, make("th", { scope: "row" }, both(zh, en)), make("td", {}, value))));
}

async function code() {
  const raw = Uint8Array.from(atob($("code").textContent.trim()), (c) => c.charCodeAt(0));
  return new Response(new Blob([raw]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

async function run() {
  if (!chosen) return;
  $("result").replaceChildren();
  $("go").disabled = true;
  $("progress").hidden = false;
  $("progress").value = 0;
  const began = performance.now();
  const worker = new Worker(URL.createObjectURL(new Blob([$("exec").textContent, "\n", $("worker").textContent], { type: "text/javascript" })));
  const end = () => {
    worker.terminate();
    $("go").disabled = false;
    $("progress").hidden = true;
    $("state").textContent = `${((performance.now() - began) / 1000).toFixed(1)} s`;
  };
  worker.onerror = (e) => {
    end();
    failed(e.message);
  };
  worker.onmessage = ({ data }) => {
    if (data.total !== undefined) {
      $("progress").max = data.total;
      $("progress").value = data.done;
      $("state").textContent = `${(data.done / 1e6).toFixed(1)} / ${(data.total / 1e6).toFixed(1)} MB`;
      return;
    }
    end();
    if (data.failed !== undefined) failed(data.failed);
    else show(JSON.parse(data.result));
  };
  const c = await code();
  worker.postMessage({ file: chosen, policy, code: c }, [c]);
}

function verdict(v) {
  const [zh, en] = verdicts[v];
  return make("p", { class: `verdict ${v}`, "data-verdict": v, role: "status" }, make("strong", {}, zh), make("br"), en);
}

function failed(text) {
  $("result").replaceChildren(verdict("unreadable"), make("p", {}, text));
}

function where(f) {
  const p = f.place;
  const parts = [p.file, p.offset === undefined ? "" : `byte ${p.offset}`, p.length ? `length ${p.length}` : "", p.line ? `line ${p.line}` : "", p.minute, p.chunk ? `chunk ${p.chunk} ${p.kind ?? ""}`.trim() : "", p.log, p.leaf === undefined ? "" : `leaf ${p.leaf}`, p.key, f.from ? `${f.from} – ${f.to}` : "", f.cause, f.detail ? `(${f.detail})` : ""];
  return parts.filter(Boolean).join(", ");
}

function findings(list) {
  const by = new Map();
  for (const f of list) by.set(f.code, [...(by.get(f.code) ?? []), f]);
  return [...by.values()].map((of) =>
    make("section", { class: `finding ${of[0].verdict}` }, make("h3", {}, both(of[0].zh, of[0].en), " ", make("code", {}, of[0].code)), make("ul", {}, ...of.map((f) => make("li", {}, where(f))))),
  );
}

function stream(s) {
  return make(
    "section",
    {},
    make("h3", {}, s.cameraName || s.stream),
    verdict(s.verdict),
    table([
      ["摄像机", "camera", s.camera],
      ["时段", "span", `${s.from} – ${s.to}`],
      ["块", "chunks", `${s.chunks} (${s.told})`],
      ["帧", "frames", String(s.frames)],
      ["时钟", "clock", s.clock ? `${s.clock} ±${s.clockError} µs` : ""],
      ["摄像机自身的签名", "signature by the camera", s.signed ? `${s.signed.join(", ")}：有，此处不核验 present, not checked here` : "无 none"],
      ...(s.gaps ?? []).map((g) => ["缺失", "gap", `${g.from} – ${g.to}  ${g.cause}`]),
    ]),
  );
}

function show(r) {
  const a = r.about;
  const held = (k) => (k.held ? `吻合 holds ${k.cosigned ?? ""}` : "缺 wanting");
  $("result").replaceChildren(
    ...(r.practice ? [make("p", { class: "practice" }, both("演练：不是真实案件", "PRACTICE: no real case"))] : []),
    verdict(r.verdict),
    ...(r.policy === "inside" ? [make("p", { class: "warn" }, both("密钥取自证据包本身，没有与外部比对：请核对下列密钥编号，或另选密钥文件。", "The keys are those of the bundle itself and were not compared: compare the ids below, or choose a file of keys."))] : []),
    table([
      ["文件", "file", chosen.name],
      ["案件", "case", a.case],
      ["申请", "request", a.request],
      ["接收", "recipient", a.recipient],
      ["制作单位", "made by", a.unit],
      ["制作时间", "made at", a.created],
    ]),
    make("h2", {}, both("录像", "Footage")),
    ...r.streams.map(stream),
    make("h2", {}, both("发现", "Findings")),
    ...findings(r.findings),
    make("h2", {}, both("密钥与封签", "Keys and seal")),
    table([...r.keys.map((k) => [k.kind, `${k.name}+${k.id}`, held(k)]), ["封签", "seal", r.seal.present ? (r.seal.holds ? `${r.seal.subject} SHA-256 ${r.seal.fingerprint}` : "不符 does not fit") : "无 none"], ["时间戳", "time stamp", r.seal.stamped ? `${r.seal.stamped} ${r.seal.stampedBy}` : ""]]),
    make("h2", {}, both("经过", "Custody")),
    table(r.acts.map((x) => [x.at, `${x.act} ${x.article ?? ""}`, x.personal ?? ""])),
    make("p", {}, both("本核验不能证明：摄像机看到的是否真实、平台时钟是否准确、画面中的人是谁。", "Not proven by this: that the camera saw the truth, that the clock was right, who is in the picture.")),
  );
}

function choose(file) {
  chosen = file;
  $("name").textContent = file ? `${file.name} (${(file.size / 1e6).toFixed(1)} MB)` : "";
  $("large").hidden = !file || file.size < 2e9;
  $("go").disabled = !file;
}

$("bundle").addEventListener("change", (e) => choose(e.target.files[0] ?? null));
$("keys").addEventListener("change", async (e) => {
  policy = e.target.files[0] ? await e.target.files[0].text() : undefined;
});
$("go").addEventListener("click", run);
$("print").addEventListener("click", () => window.print());
document.addEventListener("dragover", (e) => e.preventDefault());
document.addEventListener("drop", (e) => {
  e.preventDefault();
  if (e.dataTransfer.files.length > 0) choose(e.dataTransfer.files[0]);
});
