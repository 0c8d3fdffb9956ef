// The map itself: a blank ground with graticule and outlines, cameras or
// counts on top. It fetches nothing from any other host.
import maplibregl, { type GeoJSONSource, type Map as GLMap } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import { useEffect, useRef } from "react";
import { cone, graticule, type Shape } from "./mapShapes";

interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

interface Part {
  cameras: readonly { id: string; name: string; lon: number; lat: number; bearing: number; fov: number; reach: number; area?: readonly (readonly number[] | null)[]; live: string }[];
  cells: readonly { lon: number; lat: number; count: number }[];
}

interface Props {
  label: string;
  part: Part | undefined;
  /** Places whose position is registered. */
  places: readonly { id: string; lon: number; lat: number }[];
  outlines: readonly { rings: readonly (readonly (readonly number[])[])[] }[];
  picking: boolean;
  polygon: readonly number[][];
  onMove: (box: Box) => void;
  onPoint: (at: number[], last: boolean) => void;
  onCamera: (id: string) => void;
  onPlace: (id: string) => void;
  onFail: () => void;
}

const COLOURS = { recording: "#36b37e", live: "#2f88ff", offline: "#ff5630", other: "#8a94a6" } as const;

/** Colour of places. */
export const PLACE = "#a874e8";

/** Colour by what a camera is doing. */
export function colourOf(live: string): string {
  if (live === "recording") return COLOURS.recording;
  if (live === "live") return COLOURS.live;
  return live === "offline" ? COLOURS.offline : COLOURS.other;
}

const many = (features: readonly Shape[]) => ({ type: "FeatureCollection" as const, features: [...features] });

function put(map: GLMap, source: string, shapes: readonly Shape[]): void {
  const s = map.getSource<GeoJSONSource>(source);
  s?.setData(many(shapes) as Parameters<GeoJSONSource["setData"]>[0]);
}

const point = (coordinates: number[], properties: Shape["properties"]): Shape => ({ type: "Feature", properties, geometry: { type: "Point", coordinates } });

function layers(map: GLMap): void {
  for (const id of ["lines", "outlines", "cones", "places", "cells", "cameras", "pick"]) map.addSource(id, { type: "geojson", data: many([]) as never });
  map.addLayer({ id: "lines", type: "line", source: "lines", paint: { "line-color": "#5b6778", "line-opacity": 0.25 } });
  map.addLayer({ id: "outlines-fill", type: "fill", source: "outlines", paint: { "fill-color": "#2f88ff", "fill-opacity": 0.05 } });
  map.addLayer({ id: "outlines", type: "line", source: "outlines", paint: { "line-color": "#5b8bd0", "line-width": 1.2, "line-dasharray": [3, 2] } });
  map.addLayer({ id: "cones", type: "fill", source: "cones", minzoom: 14, paint: { "fill-color": "#f5b73d", "fill-opacity": 0.35 } });
  map.addLayer({ id: "places", type: "circle", source: "places", paint: { "circle-color": PLACE, "circle-opacity": 0.35, "circle-radius": 9, "circle-stroke-color": PLACE, "circle-stroke-width": 2 } });
  map.addLayer({ id: "cells", type: "circle", source: "cells", paint: { "circle-color": "#2f88ff", "circle-opacity": 0.75, "circle-radius": ["interpolate", ["linear"], ["get", "count"], 1, 6, 100, 14, 10000, 30] } });
  map.addLayer({ id: "cameras", type: "circle", source: "cameras", paint: { "circle-color": ["get", "colour"], "circle-radius": 5, "circle-stroke-color": "#ffffff", "circle-stroke-width": 1 } });
  map.addLayer({ id: "pick", type: "line", source: "pick", paint: { "line-color": "#f5b73d", "line-width": 2 } });
  put(map, "lines", graticule(0.1));
}

export function CityMap(props: Props) {
  const box = useRef<HTMLDivElement>(null);
  const map = useRef<GLMap | null>(null);
  const now = useRef(props);
  useEffect(() => {
    now.current = props;
  });

  useEffect(() => {
    if (!box.current) return undefined;
    let made: GLMap;
    try {
      made = new maplibregl.Map({
        container: box.current,
        style: { version: 8, sources: {}, layers: [{ id: "ground", type: "background", paint: { "background-color": "rgba(0,0,0,0)" } }] },
        bounds: [119.5, 31.1, 120.65, 32.02],
        attributionControl: false,
        doubleClickZoom: true,
        maxZoom: 20,
      });
    } catch {
      now.current.onFail();
      return undefined;
    }
    const told = (): void => {
      const b = made.getBounds();
      now.current.onMove({ west: Math.max(-180, b.getWest()), south: Math.max(-85, b.getSouth()), east: Math.min(180, b.getEast()), north: Math.min(85, b.getNorth()) });
    };
    made.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
    made.addControl(new maplibregl.ScaleControl({ unit: "metric" }), "bottom-left");
    made.on("load", () => {
      layers(made);
      map.current = made;
      told();
    });
    made.on("moveend", told);
    made.on("click", (e) => {
      if (now.current.picking) {
        now.current.onPoint([e.lngLat.lng, e.lngLat.lat], false);
        return;
      }
      if (!map.current) return;
      const hit = made.queryRenderedFeatures(e.point, { layers: ["cameras", "cells", "places"] })[0];
      if (hit?.layer.id === "cells") made.easeTo({ center: e.lngLat, zoom: made.getZoom() + 2 });
      else if (typeof hit?.properties.id === "string") (hit.layer.id === "places" ? now.current.onPlace : now.current.onCamera)(hit.properties.id);
    });
    made.on("dblclick", (e) => {
      if (!now.current.picking) return;
      e.preventDefault();
      now.current.onPoint([e.lngLat.lng, e.lngLat.lat], true);
    });
    return () => {
      map.current = null;
      made.remove();
    };
  }, []);

  useEffect(() => draw(map.current, props));
  return <div ref={box} role="application" aria-label={props.label} data-cameras={props.part?.cameras.length ?? 0} style={{ position: "absolute", inset: 0 }} />;
}

function draw(map: GLMap | null, { part, places, outlines, polygon }: Props): void {
  if (!map) return;
  put(map, "outlines", outlines.map((o) => ({ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: o.rings.map((r) => r.map((p) => [...p])) } })));
  put(map, "places", places.map((p) => point([p.lon, p.lat], { id: p.id })));
  put(map, "cells", (part?.cells ?? []).map((c) => point([c.lon, c.lat], { count: c.count })));
  put(map, "cameras", (part?.cameras ?? []).map((c) => point([c.lon, c.lat], { id: c.id, colour: colourOf(c.live) })));
  put(map, "cones", (part?.cameras ?? []).flatMap((c) => cone(c) ?? []));
  put(map, "pick", polygon.length > 1 ? [{ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: [...polygon] } }] : []);
}
