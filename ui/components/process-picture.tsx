import { useEffect, useId, useRef } from 'react';
import { classes } from './classes.ts';
import './process-picture.css';

export interface PicturePlace {
  id: string;
  /** Nothing for the circle it begins at. */
  name: string;
  shape: 'begin' | 'person' | 'outside' | 'end';
  state: 'now' | 'gone' | 'open';
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface PictureWay {
  id: string;
  name: string;
  gone: boolean;
  points: readonly { x: number; y: number }[];
}

interface ProcessPictureProps {
  title: string;
  /** Where it stands, in a sentence: all of the picture is told in words beside it. */
  description: string;
  width: number;
  height: number;
  places: readonly PicturePlace[];
  ways: readonly PictureWay[];
}

const LINE = 18;
/** So many letters fit in a box. */
const LETTERS = 18;

/** A process from left to right; where it stands is yellow, the way it went is thick and ticked off. */
export function ProcessPicture({ title, description, width, height, places, ways }: ProcessPictureProps) {
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const now = places.find(({ state }) => state === 'now');
  const middle = now && now.x + now.width / 2;
  useEffect(() => {
    if (frame.current && middle !== undefined) frame.current.scrollLeft = middle - frame.current.clientWidth / 2;
  }, [middle]);
  // What was gone lies over what was not, and arrows over both.
  const drawn = [...ways].sort((a, b) => Number(a.gone) - Number(b.gone));
  return (
    <div ref={frame} className="pw-picture" tabIndex={0} role="region" aria-label={title}>
      <svg
        role="img"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-text`}
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
      >
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-text`}>{description}</desc>
        <defs>
          {(['open', 'gone'] as const).map((state) => (
            <marker
              key={state}
              id={`${id}-${state}`}
              viewBox="0 0 10 10"
              refX="9"
              refY="5"
              markerUnits="userSpaceOnUse"
              markerWidth="11"
              markerHeight="11"
              orient="auto"
            >
              <path d="M0 0 10 5 0 10z" className={`pw-picture__arrow pw-picture__arrow--${state}`} />
            </marker>
          ))}
        </defs>
        {drawn.map((way) => (
          <polyline
            key={way.id}
            className={classes('pw-picture__way', way.gone && 'pw-picture__way--gone')}
            points={way.points.map(({ x, y }) => `${x},${y}`).join(' ')}
            markerEnd={`url(#${id}-${way.gone ? 'gone' : 'open'})`}
          >
            <title>{way.name}</title>
          </polyline>
        ))}
        {places.map((place) => (
          <Place key={place.id} place={place} />
        ))}
      </svg>
    </div>
  );
}

function Place({ place: { name, shape, state, x, y, width, height } }: { place: PicturePlace }) {
  const kind = classes('pw-picture__place', `pw-picture__place--${state}`, shape === 'end' && 'pw-picture__place--end');
  const middle = x + width / 2;
  if (shape === 'begin' || shape === 'end') {
    return (
      <g className={kind}>
        <circle cx={middle} cy={y + height / 2} r={width / 2} />
        {state === 'gone' && <Tick x={middle} y={y + height / 2} />}
        <Words text={name} x={middle} y={y + height + LINE} />
      </g>
    );
  }
  const lines = linesOf(name);
  return (
    <g className={kind}>
      <rect x={x} y={y} width={width} height={height} rx={8} />
      {shape === 'outside' && <rect x={x + 5} y={y + 5} width={width - 10} height={height - 10} rx={5} />}
      {state === 'gone' && <Tick x={x + width - 13} y={y + height - 12} />}
      <Words text={name} x={middle} y={y + height / 2 - ((lines.length - 1) * LINE) / 2 + 5} />
    </g>
  );
}

function Words({ text, x, y }: { text: string; x: number; y: number }) {
  return (
    <text textAnchor="middle" x={x} y={y}>
      {linesOf(text).map((line, at) => (
        <tspan key={line} x={x} dy={at === 0 ? 0 : LINE}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

const Tick = ({ x, y }: { x: number; y: number }) => (
  <path className="pw-picture__tick" d={`M${x - 6} ${y} l4 4 8 -8`} />
);

function linesOf(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < LETTERS) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
