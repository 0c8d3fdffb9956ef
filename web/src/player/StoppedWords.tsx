import { Button } from "antd";
import { ArticleRef } from "../ui/ArticleRef";
import { useWords } from "../words";
import type { Guard } from "./guard";
import { TileWords } from "./LiveVideo";

/** In place of pictures whose mark was interfered with. */
export function StoppedWords({ guard }: { guard: Guard }) {
  const { t } = useWords();
  return (
    <div className="stopped" role="alert" data-tampered={guard.stopped ?? ""}>
      <TileWords
        title={t("mark.stopped")}
        text={
          <>
            {t("mark.stoppedHelp")} <ArticleRef article="W168/29/1" />
          </>
        }
      >
        <Button size="small" onClick={guard.again}>
          {t("tile.askAgain")}
        </Button>
      </TileWords>
    </div>
  );
}
