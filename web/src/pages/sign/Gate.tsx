// The frame of the pages in front of the shell.
import type { ReactNode } from "react";
import { useSetupQuery } from "../../api/session";
import { PracticeBanner } from "../../ui/PracticeBanner";
import { LanguageSwitch, ThemeSwitch } from "../../ui/Switches";
import { useWords } from "../../words";

export function Gate({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useWords();
  const setup = useSetupQuery();
  return (
    <div className="gate">
      <div>
        <PracticeBanner practice={setup.data?.practice} />
      </div>
      <div className="tools">
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
      <main className="card">
        <h1>
          <img src="/icon.svg" alt="" />
          {t("app.name")}
        </h1>
        <p className="faint">{t("app.tagline")}</p>
        <h2>{title}</h2>
        {children}
        <p className="foot">
          {t("login.lawful")}
          {setup.data ? <span className="faint"> · {setup.data.version}</span> : null}
        </p>
      </main>
    </div>
  );
}
