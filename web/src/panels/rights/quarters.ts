// Quarters of the calendar in Wuxi, written "2026Q4".
const SHANGHAI = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai", year: "numeric", month: "2-digit" });

export function quarterOf(at: Date): string {
  const [year = "", month = ""] = SHANGHAI.format(at).split("-");
  return `${year}Q${Math.ceil(Number(month) / 3)}`;
}

/** The quarter and those before it, newest first. */
export function quartersBack(from: string, n: number): string[] {
  let year = Number(from.slice(0, 4));
  let quarter = Number(from.slice(5));
  return Array.from({ length: n }, () => {
    const name = `${year}Q${quarter}`;
    quarter -= 1;
    if (quarter === 0) {
      quarter = 4;
      year -= 1;
    }
    return name;
  });
}
