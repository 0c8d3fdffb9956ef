// Cameras of an application picked on the map: one by one, by the place they are
// at, or all within what is drawn. Only cameras whose position one may read stand
// on it; a place stands for those at it.
import { Alert, Button, Modal } from "antd";
import { useState } from "react";
import { archive, useMapPart, useOutlines, type Box } from "../../api/archive";
import type { Tree } from "../../api/model";
import { usePlaces } from "../../api/queries";
import { CityMap } from "../../ui/CityMap";
import { useChange } from "../../ui/useChange";
import { inside } from "../../util/inside";
import { useWords } from "../../words";

interface Props {
  tree: Tree;
  chosen: readonly string[];
  onChange: (ids: string[]) => void;
  onClose: () => void;
}

export function MapPick({ tree, chosen, onChange, onClose }: Props) {
  const { t } = useWords();
  const [box, setBox] = useState<Box | null>(null);
  const [drawing, setDrawing] = useState(false);
  const [polygon, setPolygon] = useState<number[][]>([]);
  const [broken, setBroken] = useState(false);
  const part = useMapPart(box);
  const outlines = useOutlines();
  const places = usePlaces();
  const sites = (places.data ?? []).flatMap((p) => (p.position ? [{ id: p.id, lon: p.position.longitude, lat: p.position.latitude }] : []));
  const known = new Map(tree.cameras.map((c) => [c.id, c.name]));
  const toggle = (id: string): void => {
    if (known.has(id)) onChange(chosen.includes(id) ? chosen.filter((x) => x !== id) : [...chosen, id]);
  };
  const at = (place: string): string[] => tree.cameras.filter((c) => c.placeId === place).map((c) => c.id);
  const togglePlace = (place: string): void => {
    const here = at(place);
    onChange(here.every((id) => chosen.includes(id)) ? chosen.filter((id) => !here.includes(id)) : [...new Set([...chosen, ...here])]);
  };
  const pick = useChange({
    run: async (corners: number[][]) => {
      const found = await archive.pick(corners);
      return [...found.items.map((c) => c.id).filter((id) => known.has(id)), ...sites.filter((s) => inside(corners, s.lon, s.lat)).flatMap((s) => at(s.id))];
    },
    touches: [],
    said: "",
    done: (ids: string[]) => onChange([...new Set([...chosen, ...ids])]),
  });
  const add = (corner: number[], last: boolean): void => {
    const corners = [...polygon, corner];
    setPolygon(last ? [] : corners);
    if (!last) return;
    setDrawing(false);
    if (corners.length >= 3) pick.mutate(corners);
  };
  return (
    <Modal
      open
      width="min(1100px, 96vw)"
      title={t("off.onMap")}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={() => setDrawing(true)} disabled={drawing || broken}>
            {t("off.draw")}
          </Button>
          <Button type="primary" onClick={onClose}>
            {t("act.close")}
          </Button>
        </>
      }
    >
      <p role="status">{drawing ? t("map.picking") : t("off.mapHelp", { n: chosen.length })}</p>
      {broken ? (
        <Alert type="warning" showIcon title={t("map.noGL")} />
      ) : (
        <div style={{ position: "relative", height: "min(60vh, 560px)" }}>
          <CityMap
            label={t("off.onMap")}
            part={part.data}
            places={sites}
            outlines={outlines.data ?? []}
            picking={drawing}
            polygon={polygon}
            onMove={setBox}
            onPoint={add}
            onCamera={toggle}
            onPlace={togglePlace}
            onFail={() => setBroken(true)}
          />
        </div>
      )}
      <ul className="plain picked" aria-label={t("off.chosen")}>
        {chosen.map((id) => (
          <li key={id}>
            <Button size="small" onClick={() => toggle(id)} aria-label={t("off.unpick", { name: known.get(id) ?? id })}>
              {known.get(id) ?? id} ×
            </Button>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
