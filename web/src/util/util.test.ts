import { describe, expect, it } from "vitest";
import { bitrate, bytes } from "./bytes";
import { paths } from "./paths";
import { clock, DAY, dateTime, day, floorTo, HOUR, localInput, monthStart, parseLocal, span } from "./time";

describe("time", () => {
  const at = Date.parse("2026-11-22T16:30:05.040Z");
  it("is told in the law's zone", () => {
    expect(dateTime(at)).toBe("2026-11-23 00:30:05");
    expect(clock(at, true)).toBe("00:30:05.040");
    expect(day(at)).toBe("2026-11-23");
    expect(dateTime(undefined)).toBe("—");
    expect(dateTime("0001-01-01T00:00:00Z")).toBe("—");
  });
  it("is read in the law's zone", () => {
    expect(parseLocal("2026-11-23 00:30:05")).toBe(Math.floor(at / 1000) * 1000);
    expect(parseLocal(localInput(at))).toBe(Math.floor(at / 1000) * 1000);
    expect(parseLocal("tomorrow")).toBeNaN();
  });
  it("has round local steps", () => {
    expect(dateTime(floorTo(at, DAY))).toBe("2026-11-23 00:00:00");
    expect(dateTime(floorTo(at, 6 * HOUR))).toBe("2026-11-23 00:00:00");
    expect(dateTime(monthStart(at, 2))).toBe("2027-01-01 00:00:00");
  });
  it("has lengths", () => {
    expect(span(185_000)).toBe("3:05");
    expect(span(3_729_000)).toBe("1:02:09");
  });
});

describe("paths of duties", () => {
  it("stay as notices hold them", () => {
    expect([paths.todo("others"), paths.owed("system", "s", "sign"), paths.indicator("K3"), paths.notices()]).toEqual([
      "/todo?side=others",
      "/duties/system/s?duty=sign",
      "/indicators/K3",
      "/notices",
    ]);
  });
});

describe("paths of the desk", () => {
  it("do not move", () => {
    expect([paths.accessRegister(), paths.accessRegister({ camera: "c" }), paths.accessFigures("2026Q3"), paths.personal("to-mask")]).toEqual([
      "/access-register",
      "/access-register?camera=c",
      "/access-figures?quarter=2026Q3",
      "/personal?state=to-mask",
    ]);
  });
});

describe("paths of citizens who look", () => {
  it("stay as papers and notices hold them", () => {
    expect([paths.missing(), paths.missingNew(), paths.related(), paths.relatedNew(), paths.citizen("a"), paths.citizenView("a"), paths.workstations()]).toEqual([
      "/missing",
      "/missing/new",
      "/related",
      "/related/new",
      "/citizens/a",
      "/citizens/a/view",
      "/workstations",
    ]);
  });
});

describe("paths of official access", () => {
  it("stay as papers and notices hold them", () => {
    expect([paths.official(), paths.officialCounter(), paths.officialOne("a"), paths.officialView("a"), paths.officialConfirm(), paths.suspicions(), paths.forwards(), paths.forward("a"), paths.exports(), paths.exportOf("a"), paths.holds(), paths.hold("a"), paths.retention(), paths.retention("short"), paths.keeping(), paths.retentionOf("a")]).toEqual([
      "/official",
      "/counter",
      "/official/a",
      "/official/a/view",
      "/confirmations",
      "/suspicions",
      "/forwards",
      "/forwards/a",
      "/exports",
      "/exports/a",
      "/holds",
      "/holds/a",
      "/retention",
      "/retention?outcome=short",
      "/retention/keeping",
      "/retention/a",
    ]);
  });
});

describe("amounts", () => {
  it("carry units", () => {
    expect(bytes(0)).toBe("0 B");
    expect(bytes(1536)).toBe("1.5 KiB");
    expect(bytes(10 * 2 ** 30)).toBe("10 GiB");
    expect(bitrate(4_100_000)).toBe("4.1 Mbit/s");
    expect(bitrate(400_000)).toBe("400 kbit/s");
  });
});

describe("paths", () => {
  it("stay as bookmarks and papers hold them", () => {
    expect({
      login: paths.login("/wall?grid=4"),
      wall: paths.wall(),
      playback: paths.playback({ cameras: ["a", "b"], at: "2026-11-23T01:00:00.000Z", speed: 2 }),
      camera: paths.camera("a", "2026-11-23T01:00:00.000Z"),
      archive: [paths.archive(), paths.archiveOf("a"), paths.archiveImport("i"), paths.archiveChecks("pairs"), paths.map()],
      doctor: paths.doctor("a"),
      device: paths.device("d"),
      life: paths.life("s"),
      works: paths.works("removals", "s"),
      system: paths.system("s", "life"),
      place: paths.place("p"),
      organisation: paths.organisation("o"),
      people: paths.people(),
      audit: paths.audit({ camera: "a", act: "sound.switch" }),
      oversight: paths.oversight("samples"),
      plan: paths.plan("p"),
      responsibility: paths.newResponsibility("q"),
      binder: paths.binder("s"),
      check: paths.check("9MFV-03V7-QEJY"),
      template: paths.template("kinds.yaml"),
      law: paths.law({ pack: "w168", on: "2026-11-26", q: "a b" }),
      article: paths.article("W168/24/1/2", "2026-11-26"),
    }).toMatchInlineSnapshot(`
      {
        "archive": [
          "/archive",
          "/cameras/a/archive",
          "/archive/import?id=i",
          "/archive/checks?tab=pairs",
          "/map",
        ],
        "article": "/law/W168/24/1/2?on=2026-11-26",
        "audit": "/audit?camera=a&act=sound.switch",
        "binder": "/systems/s/binder",
        "camera": "/cameras/a?at=2026-11-23T01%3A00%3A00.000Z",
        "check": "/check/9MFV-03V7-QEJY",
        "device": "/devices/d",
        "doctor": "/doctor?camera=a",
        "law": "/law?pack=w168&on=2026-11-26&q=a+b",
        "life": "/systems/s/life",
        "login": "/login?back=%2Fwall%3Fgrid%3D4",
        "organisation": "/organisations/o",
        "oversight": "/oversight?tab=samples",
        "people": "/people",
        "place": "/places/p",
        "plan": "/plans/p",
        "playback": "/playback?cameras=a%2Cb&at=2026-11-23T01%3A00%3A00.000Z&speed=2",
        "responsibility": "/responsibilities/new?place=q",
        "system": "/systems/s?tab=life",
        "template": "/document-templates/kinds.yaml",
        "wall": "/wall",
        "works": "/works/removals?system=s",
      }
    `);
  });
});
