// 地图: the cameras whose position one may read, and a selection by drawing.
import { Alert, Button, Drawer, Tag } from "antd";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { archive, useMapPart, useOutlines, type Box, type Card } from "../../api/archive";
import { CityMap, colourOf, PLACE } from "../../ui/CityMap";
import { usePlaces } from "../../api/queries";
import { Page } from "../../ui/Page";
import { Failed } from "../../ui/States";
import { useChange } from "../../ui/useChange";
import { paths } from "../../util/paths";
import { useWords } from "../../words";

const LEGEND = ["recording", "live", "offline", "other"] as const;

export function Component() {
  const { t } = useWords();
  const navigate = useNavigate();
  const [box, setBox] = useState<Box | null>(null);
  const [picking, setPicking] = useState(false);
  const [polygon, setPolygon] = useState<number[][]>([]);
  const [found, setFound] = useState<{ items: Card[]; more: boolean } | null>(null);
  const [broken, setBroken] = useState(false);
  const part = useMapPart(box);
  const outlines = useOutlines();
  const places = usePlaces();
  const sites = (places.data ?? []).flatMap((p) => (p.position ? [{ id: p.id, lon: p.position.longitude, lat: p.position.latitude }] : []));
  const pick = useChange({ run: (corners: number[][]) => archive.pick(corners), touches: [], said: "", done: setFound });
  const add = (at: number[], last: boolean): void => {
    const corners = [...polygon, at];
    if (!last) {
      setPolygon(corners);
      return;
    }
    setPicking(false);
    setPolygon([...corners, corners[0] ?? at]);
    if (corners.length >= 3) pick.mutate(corners);
  };
  const clear = (): void => {
    setPicking(false);
    setPolygon([]);
    setFound(null);
  };
  if (broken) return <Alert type="warning" showIcon title={t("map.noGL")} />;
  return (
    <Page
      title={t("map.title")}
      lead={
        <>
          {part.data ? <span className="faint num">{t("map.all", { n: part.data.total })}</span> : null}
          {LEGEND.map((s) => (
            <Tag key={s} color={colourOf(s)}>
              {t(`map.state.${s}`)}
            </Tag>
          ))}
          <Tag color={PLACE}>{t("map.place", { n: sites.length })}</Tag>
        </>
      }
      acts={
        <>
          <Link to={paths.archiveChecks("pairs")}>{t("map.near")}</Link>
          {polygon.length > 0 || picking ? (
          <>
            <span className="faint">{t("map.picking")}</span>
            <Button onClick={clear}>{t("map.clear")}</Button>
          </>
        ) : (
          <Button onClick={() => setPicking(true)}>{t("map.pick")}</Button>
          )}
        </>
      }
    >
      {part.error && !part.data ? <Failed error={part.error} retry={() => void part.refetch()} /> : null}
      <div style={{ position: "relative", height: "calc(100vh - 190px)", minHeight: 320 }}>
        <CityMap
          label={t("map.title")}
          part={part.data}
          places={sites}
          outlines={outlines.data ?? []}
          picking={picking}
          polygon={polygon}
          onMove={setBox}
          onPoint={add}
          onCamera={(id) => void navigate(paths.archiveOf(id))}
          onPlace={(id) => void navigate(paths.place(id))}
          onFail={() => setBroken(true)}
        />
      </div>
      <p className="faint">{t("map.note")}</p>
      <Drawer open={found !== null} onClose={clear} title={t("map.picked", { n: found?.items.length ?? 0 })}>
        {found?.more ? <Alert type="info" title={t("map.more")} /> : null}
        {found?.items.length === 0 ? t("map.noneInside") : null}
        <ul>
          {found?.items.map((c) => (
            <li key={c.id}>
              <Link to={paths.archiveOf(c.id)}>{c.name}</Link>
            </li>
          ))}
        </ul>
      </Drawer>
    </Page>
  );
}
