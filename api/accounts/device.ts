/** Browsers by what they call themselves, most particular first: nearly all of them also say that they are Safari. */
const BROWSERS: readonly [says: RegExp, name: string][] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\b(OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const SYSTEMS: readonly [says: RegExp, name: string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'Mac'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

/** What its owner recognises a device by: "Firefox · Windows". Names only, so that it reads the same in every language. */
export function deviceName(userAgent: string | undefined): string {
  const found = [BROWSERS, SYSTEMS].flatMap((names) => names.find(([says]) => says.test(userAgent ?? ''))?.[1] ?? []);
  return found.length > 0 ? found.join(' · ') : 'Browser';
}
