import { useEffect, useEffectEvent, useRef, useState } from 'react';
import L from 'leaflet';
import 'leaflet/dist/leaflet.css';
import { useText } from '../text/text.tsx';
import { IconButton } from './dialog.tsx';
import type { MapDrawing } from './map-drawing.ts';
import type { ZoneMapProps } from './zone-map.tsx';

interface DrawnZone {
  id: string;
  name: string;
  path: L.Path;
}

interface Drawn {
  map: L.Map;
  zones: readonly DrawnZone[];
}

/** No tiles and no requests: everything comes from the drawing, and the colours from the theme. */
export default function DrawnMap({ drawing, chosen, onChoose, full = [] }: Omit<ZoneMapProps, 'caption'>) {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const choose = useEffectEvent(onChoose);

  useEffect(() => {
    if (!box.current) return undefined;
    const made = draw(box.current, drawing, (zone) => choose(zone));
    setDrawn(made);
    return () => {
      setDrawn(null);
      made.map.remove();
    };
  }, [drawing]);

  const word = t('parts.map.full');
  const fullZones = full.join(' ');
  useEffect(() => {
    for (const { id, name, path } of drawn?.zones ?? []) {
      const isFull = fullZones.split(' ').includes(id);
      path.getElement()?.setAttribute('class', zoneClass(id === chosen, isFull));
      path.unbindTooltip();
      path.bindTooltip(label(id, name, isFull ? word : undefined), {
        permanent: true,
        direction: 'center',
        className: 'pw-map__label',
      });
    }
  }, [drawn, chosen, fullZones, word]);

  return (
    <div className="pw-map__frame">
      <svg width="0" height="0" className="pw-map__patterns" aria-hidden="true">
        <pattern id="pw-map-hatch" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(25)">
          <rect width="9" height="9" className="pw-map__hatch-ground" />
          <path d="M0 0V9" className="pw-map__hatch-line" />
        </pattern>
      </svg>
      <div ref={box} className="pw-map__box" aria-hidden="true" />
      <div className="pw-map__zoom">
        <IconButton icon="plus" label={t('parts.map.zoomIn')} onPress={() => drawn?.map.zoomIn(0.5)} />
        <IconButton icon="minus" label={t('parts.map.zoomOut')} onPress={() => drawn?.map.zoomOut(0.5)} />
      </div>
    </div>
  );
}

function draw(box: HTMLElement, drawing: MapDrawing, choose: (zone: string) => void): Drawn {
  const map = L.map(box, {
    keyboard: false,
    zoomControl: false,
    attributionControl: false,
    // Scrolling past the map must scroll the page.
    scrollWheelZoom: false,
    zoomSnap: 0.25,
    fadeAnimation: false,
    zoomAnimation: false,
    markerZoomAnimation: false,
    inertia: false,
  });
  const bounds = L.latLngBounds([]);
  const zones: DrawnZone[] = [];
  map.setView([0, 0], 12);
  for (const feature of drawing.features) {
    const { properties } = feature;
    const isZone = properties.kind === 'zone';
    const layer = L.geoJSON(feature, { interactive: isZone, style: { className: `pw-map__${properties.kind}` } }).addTo(
      map,
    );
    if (!isZone) continue;
    bounds.extend(layer.getBounds());
    layer.on('click', () => choose(properties.id));
    layer.eachLayer((path) => {
      if (path instanceof L.Path) zones.push({ id: properties.id, name: properties.name, path });
    });
  }
  // A name is wider than a letter, and stands in the middle of its zone: at the edge of the town it needs room beside it.
  const room: L.PointTuple = zones.every(({ id }) => isSign(id)) ? [14, 14] : [56, 24];
  if (bounds.isValid()) map.fitBounds(bounds, { padding: room, animate: false });
  return { map, zones };
}

function zoneClass(chosen: boolean, full: boolean): string {
  return ['leaflet-interactive', 'pw-map__zone', chosen && 'pw-map__zone--chosen', full && 'pw-map__zone--full']
    .filter(Boolean)
    .join(' ');
}

/** The letter of a zone, known in the street; other places are known by their name. */
const isSign = (id: string): boolean => id.length <= 2;

/** As elements, not as markup: names are a municipality's data. */
function label(id: string, name: string, full: string | undefined): HTMLElement {
  const text = document.createElement('span');
  const sign = document.createElement('b');
  const rest = document.createElement('span');
  sign.textContent = isSign(id) ? id : name;
  rest.textContent = ` ${name}`;
  text.append(sign, ...(isSign(id) ? [rest] : []));
  if (full !== undefined) text.append(` · ${full}`);
  return text;
}
