import { useEffect, useRef, useState } from 'react';
import type { Language } from '../../rules/values/language.ts';
import { useText } from '../text/text.tsx';
import { Button } from './button.tsx';

interface ReadAloudProps {
  /** What is read, part by part; asked for when somebody wants to hear it. */
  parts: () => readonly string[];
  language: Language;
  /** What is read, for who hears the name of the button alone. */
  about?: string;
}

/** Reads a text aloud with the voice of the device, and stops again. Nothing leaves the device; one without a voice has no such button. */
export function ReadAloud({ parts, language, about }: ReadAloudProps) {
  const t = useText();
  const [reading, setReading] = useState(false);
  const last = useRef<SpeechSynthesisUtterance | null>(null);
  useEffect(
    () => () => {
      if (last.current) window.speechSynthesis.cancel();
    },
    [],
  );
  if (!('speechSynthesis' in window)) return null;
  const end = () => {
    last.current = null;
    setReading(false);
  };
  const press = () => {
    window.speechSynthesis.cancel();
    if (reading) return end();
    // Part by part: some devices stop in the middle of what is long.
    const spoken = parts().map((text) => {
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.lang = language;
      return utterance;
    });
    const final = spoken.at(-1);
    if (!final) return;
    // What was stopped ends later than what was begun after it: only the newest says that reading is over.
    const over = () => {
      if (last.current === final) end();
    };
    final.addEventListener('end', over);
    final.addEventListener('error', over);
    last.current = final;
    setReading(true);
    for (const utterance of spoken) window.speechSynthesis.speak(utterance);
  };
  return (
    <div>
      <Button icon={reading ? 'stop' : 'sound'} {...(about !== undefined && { about })} onClick={press}>
        {t(reading ? 'parts.readAloud.stop' : 'parts.readAloud.start')}
      </Button>
    </div>
  );
}
